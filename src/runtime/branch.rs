//! Joins a copy of an incident that grew on its own: finds where the two parted, and keeps what the other has.
//!
//! Never writes in the other file, and never takes an entry over as a decision.

use std::path::Path;

use super::{Error, Session, Surroundings, codec};
use crate::engine::{Action, BranchLine, By, Entry, Event};
use crate::store::{Row, Store};

/// What parted, and what the other log has of its own.
struct Branch {
    attachments: Vec<Vec<u8>>,
    fork: u64,
    lines: Vec<BranchLine>,
}

impl Session {
    /// Joins another copy of this incident: its entries after the last common one are appended as evidence.
    ///
    /// What was joined before is not joined again, so that a room can be joined more than once.
    pub fn join(&mut self, other: &Path, room: String, by: By) -> Result<Vec<Entry>, Error> {
        self.refresh()?;
        let branch = self.branch(other)?;
        let action = Action::JoinBranch {
            fork: branch.fork,
            lines: branch.lines,
            room,
        };
        self.submit_with(action, by, None, None, &branch.attachments)
    }

    fn branch(&self, path: &Path) -> Result<Branch, Error> {
        let no = |why| Err(Error::NotABranch { why });
        // Opened as an incident first, so that one that cannot be read says so.
        let other = Session::open_read_only(path, Surroundings::Machine)?;
        let (own, their) = (self.store(), other.store());
        if own.incident_id() != their.incident_id() || own.genesis() != their.genesis() {
            return no("it is another incident\nhint: only a copy of this incident can be joined");
        }
        let (ours, theirs) = (own.rows(0)?, their.rows(0)?);
        let common = ours
            .iter()
            .zip(&theirs)
            .take_while(|(one, other)| one.hash == other.hash);
        let common = common.count();
        if common == 0 {
            return no("the two logs have no entry in common");
        }
        if common == theirs.len() {
            return no("the other log has nothing that this one has not");
        }
        if common == ours.len() {
            return no("the other log is this one, further on\nhint: go on with the other file");
        }
        let known = self.joined();
        let fresh: Vec<&Row> = theirs[common..]
            .iter()
            .filter(|row| !known.contains(&row.hash.to_string()))
            .collect();
        if fresh.is_empty() {
            return no("everything in the other log was joined before");
        }
        Ok(Branch {
            attachments: attachments(their, &fresh)?,
            fork: ours[common - 1].seq,
            lines: fresh
                .iter()
                .map(|row| line(row))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Returns the hashes of the entries that were joined before.
    fn joined(&self) -> Vec<String> {
        let log = self.whole_incident().log().iter();
        log.filter_map(|entry| match entry.event() {
            Event::BranchEntry { hash, .. } => Some(hash.clone()),
            _ => None,
        })
        .collect()
    }
}

fn line(row: &Row) -> Result<BranchLine, Error> {
    let entry = codec::from_row(row)?;
    Ok(BranchLine {
        content: entry.content,
        hash: row.hash.to_string(),
        meta: entry.meta,
        seq: row.seq,
    })
}

/// Returns the files that entries brought, without those that were erased.
fn attachments(store: &Store, rows: &[&Row]) -> Result<Vec<Vec<u8>>, Error> {
    let mut found = Vec::new();
    for hash in rows.iter().flat_map(|row| &row.attachments) {
        found.extend(store.attachment(hash)?);
    }
    Ok(found)
}
