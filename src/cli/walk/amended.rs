//! What a correction changes in the countdown.
//!
//! Only for the eye: what a correction does is computed by the engine.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::Walk;
use crate::engine::{Answer, Change, Entry, Event, Replacement};
use crate::fact::{Value, dutch};

impl Walk<'_> {
    /// Says that the countdown changes, when the line holds the announced moment.
    pub(super) fn show_countdown(&self, entry: &Entry, change: &Change) {
        let Event::FactRecorded { fact, .. } = entry.event() else {
            return;
        };
        let playbook = &self.session.material().playbook;
        let head = self.session.incident().situation().head;
        if playbook.announced() != Some(fact)
            || self.last_answer(fact, entry.seq + 1..=head).is_some()
        {
            return;
        }
        let moment = match change {
            Change::Replace(Replacement::Answer(value)) => value.as_ref().and_then(Value::datetime),
            // What was answered before stands again.
            _ => {
                let before = self.last_answer(fact, 1..=entry.seq - 1);
                before.and_then(value).and_then(Value::datetime)
            }
        };
        let now = self.session.chart_now();
        self.say(&match moment {
            None => "LET OP: het aangekondigde moment is dan niet bekend; het aftellen stopt."
                .to_owned(),
            Some(moment) => format!("LET OP: het aftellen verandert: {}.", left(moment, now)),
        });
    }

    /// Returns the last answer to a question that stands, among these lines.
    fn last_answer(&self, fact: &str, lines: RangeInclusive<u64>) -> Option<&Entry> {
        let incident = self.session.incident();
        let mut standing = lines.rev().filter_map(|seq| incident.standing(seq));
        standing.find(
            |entry| matches!(entry.event(), Event::FactRecorded { fact: own, .. } if own == fact),
        )
    }
}

/// Returns the value of an answer.
fn value(entry: &Entry) -> Option<&Value> {
    match entry.event() {
        Event::FactRecorded {
            answer: Answer::Known(value),
            ..
        } => Some(value),
        _ => entry.content.as_ref()?.value.as_ref(),
    }
}

fn left(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (moment - now).num_seconds();
    let (stretch, when) = (dutch::duration(seconds), dutch::datetime(moment));
    match seconds >= 0 {
        true => format!("nog {stretch} tot {when}"),
        false => format!("{stretch} geleden, {when}"),
    }
}
