//! Two rooms that parted: what each wrote after the last common line, beside each other.
//!
//! Never says which of the two is right.

use std::sync::Arc;

use serde::Serialize;

use super::{Line, line};
use crate::engine::{Entry, Event, Incident};
use crate::fact::time;
use crate::playbook::Playbook;

/// A copy that was joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// The last line that both logs have.
    pub fork: u64,
    /// What this room wrote after that, up to the joining.
    pub here: Vec<Line>,
    /// Where the copy was; absent when that was erased.
    pub room: Option<String>,
    /// The line that joined it.
    pub seq: u64,
    /// What the other room wrote.
    pub there: Vec<BranchPart>,
}

/// A line of the other room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BranchPart {
    /// The line here that keeps it.
    pub line: Line,
    /// Its number there.
    pub seq: u64,
    /// By which line here it was taken over.
    pub taken_over_by: Option<u64>,
}

/// Returns an entry of a copy as it was written there; nothing when the entry keeps none.
pub fn original(entry: &Entry) -> Option<Entry> {
    let Event::BranchEntry {
        is_erased,
        original,
        seq,
        ..
    } = entry.event()
    else {
        return None;
    };
    Some(Entry {
        command_id: String::new(),
        content: entry.content.clone().filter(|_| !is_erased),
        meta: (**original).clone(),
        seq: *seq,
    })
}

/// Returns the copies that were joined, the last first.
pub fn branches(playbook: &Playbook, incident: &Incident) -> Vec<Branch> {
    let log = incident.log();
    let joined = log.iter().rev().filter_map(|entry| match entry.event() {
        Event::BranchJoined { fork, .. } => Some((entry, *fork)),
        _ => None,
    });
    let own = |entry: &&Arc<Entry>| {
        !matches!(
            entry.event(),
            Event::BranchEntry { .. } | Event::BranchJoined { .. }
        )
    };
    joined
        .map(|(join, fork)| Branch {
            fork,
            here: log
                .iter()
                .filter(|entry| entry.seq > fork && entry.seq < join.seq)
                .filter(own)
                .map(|entry| line(playbook, incident, entry))
                .collect(),
            room: join
                .content
                .as_ref()
                .and_then(|content| content.text.clone()),
            seq: join.seq,
            there: log
                .iter()
                .filter(|entry| entry.command_id == join.command_id)
                .filter_map(|entry| part(playbook, incident, entry))
                .collect(),
        })
        .collect()
}

fn part(playbook: &Playbook, incident: &Incident, entry: &Entry) -> Option<BranchPart> {
    let was = original(entry)?;
    let mut shown = line(playbook, incident, entry);
    shown.happened_at = was.happened_at();
    shown.recorded_at = was.meta.recorded_at;
    Some(BranchPart {
        line: shown,
        seq: was.seq,
        taken_over_by: taken_over_by(incident, entry.seq),
    })
}

/// Returns what an entry that takes over a line of a branch says of where it comes from.
pub fn taken_over(seq: u64, was: &Entry, room: &str) -> String {
    let at = time::to_civil(was.happened_at());
    format!(
        "zijtak {room}, daar regel {}, {} (zijtakregel {seq})",
        was.seq,
        at.format("%d-%m %H.%M")
    )
}

fn taken_over_by(incident: &Incident, seq: u64) -> Option<u64> {
    let sign = format!("(zijtakregel {seq})");
    let later = incident.log().iter().filter(|entry| entry.seq > seq);
    let mut standing = later.filter_map(|entry| incident.standing(entry.seq));
    let found = standing.find(|entry| {
        let content = entry.content.as_ref();
        let said = content
            .into_iter()
            .flat_map(|c| [&c.source, &c.reason, &c.text]);
        said.flatten().any(|text| text.contains(&sign))
    });
    found.map(|entry| entry.seq)
}
