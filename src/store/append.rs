//! Adds the entries of one command to the log, all or none.
//!
//! It never changes or renumbers an entry that is there, and never retries a failed write by itself.

use std::collections::BTreeSet;

use super::chain::{self, Link};
use super::{
    Database, Error, Hash, Head, MAX_ATTACHMENT_BYTES, MAX_ROW_BYTES, NewRow, Store, row,
    text_or_blob,
};

/// The longest id of a command, in bytes.
const MAX_COMMAND_ID_BYTES: usize = 200;

impl Store {
    /// Appends the entries of one command; see [`Store::append_with`].
    pub fn append(
        &mut self,
        expected: Head,
        command_id: &str,
        rows: &[NewRow],
    ) -> Result<Head, Error> {
        self.append_with(expected, command_id, rows, &[])
    }

    /// Appends the entries of one command and its attachments in one durable transaction.
    ///
    /// Returns the head after these entries. A command id that is in the log already is not
    /// stored again: the head after *its* entries is returned, which need not be the last, so
    /// that a retry after an unknown outcome is harmless. The first entry names the attachments.
    ///
    /// # Errors
    /// [`Error::Stale`] with what was added when `expected` is no longer the head;
    /// [`Error::Replaced`] when it is not in this file at all. After [`Error::NotSaved`] the outcome is
    /// unknown and this store answers [`Error::Unusable`] until it is opened again; after any
    /// other error nothing was kept.
    pub fn append_with(
        &mut self,
        expected: Head,
        command_id: &str,
        rows: &[NewRow],
        attachments: &[&[u8]],
    ) -> Result<Head, Error> {
        check(command_id, rows, attachments)?;
        let genesis = self.genesis();
        self.write(|database| {
            if let Some(done) = last_of_command(database, command_id)? {
                return Ok(done);
            }
            let current = database.head(genesis)?;
            if current != expected {
                if database.hash_at(expected.seq, genesis)? != Some(expected.hash) {
                    return Err(Error::Replaced {
                        path: database.path.clone(),
                        seq: expected.seq,
                    });
                }
                return Err(Error::Stale {
                    since: database.rows_after(expected)?,
                });
            }
            let named = insert_attachments(database, attachments)?;
            let mut head = current;
            for (part, new) in (0u32..).zip(rows) {
                let attachments = if part == 0 { named.as_slice() } else { &[] };
                head = insert(database, head, command_id, part, new, attachments)?;
            }
            Ok(head)
        })
    }
}

fn check(command_id: &str, rows: &[NewRow], attachments: &[&[u8]]) -> Result<(), Error> {
    let what = if command_id.is_empty() || command_id.len() > MAX_COMMAND_ID_BYTES {
        format!("a command id has 1 to {MAX_COMMAND_ID_BYTES} bytes")
    } else if rows.is_empty() {
        "there is nothing to append".to_owned()
    } else if rows
        .iter()
        .any(|row| row.meta.len() > MAX_ROW_BYTES || row.body.len() > MAX_ROW_BYTES)
    {
        format!("an entry is larger than {MAX_ROW_BYTES} bytes")
    } else if attachments
        .iter()
        .any(|bytes| bytes.len() > MAX_ATTACHMENT_BYTES)
    {
        format!("an attachment is larger than {MAX_ATTACHMENT_BYTES} bytes")
    } else {
        return Ok(());
    };
    Err(Error::Invalid { what })
}

fn last_of_command(database: &Database, command_id: &str) -> Result<Option<Head>, Error> {
    let mut last = None;
    database.each_with(
        "SELECT seq, hash FROM entry WHERE command_id = ?1 ORDER BY part DESC LIMIT 1",
        [command_id],
        |columns| {
            last = Some(database.read_head(columns)?);
            Ok(())
        },
    )?;
    Ok(last)
}

/// Keeps each attachment once, also when it is named twice; an erased one comes back.
fn insert_attachments(database: &Database, attachments: &[&[u8]]) -> Result<Vec<Hash>, Error> {
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    for bytes in attachments {
        let hash = Hash::of(bytes);
        if !seen.insert(hash) {
            continue;
        }
        named.push(hash);
        database.change(
            "INSERT INTO attachment (sha256, content) VALUES (?1, ?2) \
             ON CONFLICT (sha256) DO UPDATE SET content = excluded.content WHERE content IS NULL",
            (hash.to_string(), bytes),
        )?;
    }
    Ok(named)
}

fn insert(
    database: &Database,
    previous: Head,
    command_id: &str,
    part: u32,
    new: &NewRow,
    attachments: &[Hash],
) -> Result<Head, Error> {
    let seq = previous.seq + 1;
    let body_hash = chain::body_hash(&new.salt, &new.body);
    let hash = chain::entry_hash(&Link {
        seq,
        previous: previous.hash,
        body_hash,
        command_id,
        part,
        meta: &new.meta,
        attachments,
    });
    database.change(
        "INSERT INTO entry (seq, command_id, part, meta, body, salt, body_hash, attachments, \
         previous_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        rusqlite::params![
            i64::try_from(seq).unwrap_or(i64::MAX),
            command_id,
            part,
            text_or_blob(&new.meta),
            text_or_blob(&new.body),
            chain::hex(&new.salt),
            body_hash.to_string(),
            row::join(attachments),
            previous.hash.to_string(),
            hash.to_string(),
        ],
    )?;
    Ok(Head { seq, hash })
}
