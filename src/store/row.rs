//! The rows of an incident: what is given, what is kept, and how one is read and checked.
//!
//! It never knows what the bytes mean, and never repairs a row that does not check.

use rusqlite::types::{Type, ValueRef};

use super::chain::{self, Link};
use super::{Hash, Problem};

/// An entry to be appended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewRow {
    /// JSON that must survive erasure: type, ids, outcome, times, roles.
    pub meta: Vec<u8>,
    /// JSON of what can be erased.
    pub body: Vec<u8>,
    /// 32 random bytes, used for nothing else.
    pub salt: [u8; 32],
}

/// An entry as it is kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// The number in the log, from 1, without gaps.
    pub seq: u64,
    /// The id the client made for the command that led to this entry.
    pub command_id: String,
    /// Which of the entries of that command this is, from 0.
    pub part: u32,
    /// What survives erasure, byte for byte as given.
    pub meta: Vec<u8>,
    /// What can be erased, byte for byte as given; `None` once erased.
    pub body: Option<Vec<u8>>,
    /// The salt of the body hash; `None` once erased.
    pub salt: Option<[u8; 32]>,
    /// The hash of salt and body, kept when both are erased.
    pub body_hash: Hash,
    /// The hashes of the attachments that came with this entry.
    pub attachments: Vec<Hash>,
    /// The hash of the entry before, or the genesis hash.
    pub previous_hash: Hash,
    /// The hash of this entry.
    pub hash: Hash,
}

/// A file kept inside the incident, so that replay needs no other file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pin {
    /// The name, a key and never a path to open.
    pub name: String,
    /// The bytes of the file.
    pub content: Vec<u8>,
}

/// The last entry of a log, which stands for everything before it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Head {
    /// The number of the entry; 0 when there is none yet.
    pub seq: u64,
    /// The hash of the entry; the genesis hash when there is none yet.
    pub hash: Hash,
}

/// The columns that [`Row::read`] expects, in its order.
pub(super) const COLUMNS: &str = "seq, command_id, part, meta, body, salt, body_hash, attachments, \
                                  previous_hash, hash";

impl Row {
    /// Returns this entry as the head of a log that ends with it.
    pub fn as_head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
        }
    }

    /// Reads a row of [`COLUMNS`], or names the column that is not of its kind.
    pub(super) fn read(row: &rusqlite::Row<'_>) -> Result<Row, Problem> {
        Ok(Row {
            seq: number(row, 0).ok_or(Problem::Column("seq"))?,
            command_id: text(row, 1).ok_or(Problem::Column("command_id"))?,
            part: number(row, 2).ok_or(Problem::Column("part"))?,
            meta: bytes(row, 3).ok_or(Problem::Column("meta"))?,
            body: optional(row, 4, bytes).ok_or(Problem::Column("body"))?,
            salt: optional(row, 5, |row, column| {
                chain::bytes_from_hex(&text(row, column)?)
            })
            .ok_or(Problem::Column("salt"))?,
            body_hash: hash(row, 6).ok_or(Problem::Column("body_hash"))?,
            attachments: hashes(row, 7).ok_or(Problem::Column("attachments"))?,
            previous_hash: hash(row, 8).ok_or(Problem::Column("previous_hash"))?,
            hash: hash(row, 9).ok_or(Problem::Column("hash"))?,
        })
    }

    /// Returns every way in which this entry does not follow the one before it.
    pub(super) fn problems(&self, previous: &Head) -> Vec<Problem> {
        let mut problems = Vec::new();
        if previous.seq.checked_add(1) != Some(self.seq) {
            problems.push(Problem::OutOfOrder {
                expected: previous.seq.saturating_add(1),
            });
        } else if self.previous_hash != previous.hash {
            problems.push(Problem::LinkBroken);
        }
        match (&self.body, &self.salt) {
            (Some(body), Some(salt)) if chain::body_hash(salt, body) != self.body_hash => {
                problems.push(Problem::BodyChanged);
            }
            (Some(_), Some(_)) | (None, None) => {}
            _ => problems.push(Problem::HalfErased),
        }
        if self.computed_hash() != self.hash {
            problems.push(Problem::HashChanged);
        }
        problems
    }

    /// Returns the hash that the content of this entry gives.
    pub(super) fn computed_hash(&self) -> Hash {
        chain::entry_hash(&Link {
            seq: self.seq,
            previous: self.previous_hash,
            body_hash: self.body_hash,
            command_id: &self.command_id,
            part: self.part,
            meta: &self.meta,
            attachments: &self.attachments,
        })
    }
}

/// Writes hashes as one text, separated by spaces.
pub(super) fn join(hashes: &[Hash]) -> String {
    let texts: Vec<String> = hashes.iter().map(Hash::to_string).collect();
    texts.join(" ")
}

/// Reads a column of text or bytes.
pub(super) fn bytes(row: &rusqlite::Row<'_>, column: usize) -> Option<Vec<u8>> {
    match row.get_ref(column).ok()? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.to_vec()),
        _ => None,
    }
}

/// Reads a column of text in valid UTF-8.
pub(super) fn text(row: &rusqlite::Row<'_>, column: usize) -> Option<String> {
    match row.get_ref(column).ok()? {
        ValueRef::Text(bytes) => Some(std::str::from_utf8(bytes).ok()?.to_owned()),
        _ => None,
    }
}

/// Reads a column that may be empty: `Some(None)` is an empty one, `None` an unreadable one.
pub(super) fn optional<T>(
    row: &rusqlite::Row<'_>,
    column: usize,
    read: impl Fn(&rusqlite::Row<'_>, usize) -> Option<T>,
) -> Option<Option<T>> {
    match row.get_ref(column).ok()?.data_type() {
        Type::Null => Some(None),
        _ => read(row, column).map(Some),
    }
}

/// Reads a column with a whole number that fits.
pub(super) fn number<T: TryFrom<i64>>(row: &rusqlite::Row<'_>, column: usize) -> Option<T> {
    match row.get_ref(column).ok()? {
        ValueRef::Integer(number) => T::try_from(number).ok(),
        _ => None,
    }
}

/// Reads a column with one hash.
pub(super) fn hash(row: &rusqlite::Row<'_>, column: usize) -> Option<Hash> {
    Hash::from_hex(&text(row, column)?)
}

fn hashes(row: &rusqlite::Row<'_>, column: usize) -> Option<Vec<Hash>> {
    let text = text(row, column)?;
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(' ').map(Hash::from_hex).collect()
}
