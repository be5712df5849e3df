//! Joins a copy of the log that grew on its own, as when a second room was cut off.
//!
//! What was decided there is kept as evidence of what was decided there. It is never decided again here, moves no chart
//! and answers no question; a person takes over what holds, by an entry of its own.

use super::turn::Turn;
use super::{Acting, BranchLine, Content, Event, Refusal};

impl Turn<'_> {
    /// Records that a copy is joined, and each of its entries.
    pub(super) fn join_branch(
        &mut self,
        fork: u64,
        lines: &[BranchLine],
        room: &str,
    ) -> Result<(), Refusal> {
        let room = room.trim();
        if room.is_empty() {
            return Err(Refusal::NoText { what: "room" });
        }
        if lines.is_empty() || fork == 0 || fork > self.situation.head {
            return Err(Refusal::NoText { what: "branch" });
        }
        let event = Event::BranchJoined {
            count: u64::try_from(lines.len()).unwrap_or(u64::MAX),
            fork,
        };
        let content = Content {
            text: Some(room.to_owned()),
            ..Content::default()
        };
        self.record(event, content, Acting::InOwnRole);
        for line in lines {
            let event = Event::BranchEntry {
                hash: line.hash.clone(),
                is_erased: line.content.is_none(),
                original: Box::new(line.meta.clone()),
                seq: line.seq,
            };
            // In nobody's name here: who said it is in the entry that it was.
            let entry = self.entry(event, line.content.clone().unwrap_or_default());
            self.push(entry);
        }
        Ok(())
    }
}
