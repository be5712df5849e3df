//! Where the things of a playbook are written, by id, for findings about what they do together.

use std::collections::BTreeMap;

use super::shape::PLAYBOOK;
use crate::diagnostic::{Source, Span};
use crate::reader;

/// The places of the things of one playbook.
#[derive(Debug, Default)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Returns the places of what is written in a text; empty when it cannot be read.
    pub fn of(source: &Source) -> Places {
        let mut places = BTreeMap::new();
        let (Some(table), _) = reader::read(source, &PLAYBOOK) else {
            return Places::default();
        };
        for section in [
            "role",
            "fact",
            "condition",
            "trigger",
            "decision",
            "clock",
            "document",
            "state",
        ] {
            for (id, _) in table.named(section) {
                places.entry(id.text.clone()).or_insert(id.span.clone());
            }
        }
        for (id, state) in table.named("state") {
            for task in state.tables("task") {
                if let Some(task) = task.text("id") {
                    places.insert(task.text, task.span);
                }
            }
            for (number, go) in (1..).zip(state.tables("go")) {
                places.insert(format!("{}/{number}", id.text), go.at.clone());
            }
        }
        for invariant in table.tables("invariant") {
            if let Some(id) = invariant.text("id") {
                places.entry(id.text).or_insert(id.span);
            }
        }
        for (number, waiver) in (0..).zip(table.tables("waiver")) {
            places.insert(waiver_place(number), waiver.at.clone());
        }
        Places(places)
    }

    /// Returns where a thing is written.
    pub fn get(&self, id: &str) -> Option<Span> {
        self.0.get(id).cloned()
    }
}

/// Returns the name under which the place of a waiver is kept, counted from zero.
pub fn waiver_place(number: usize) -> String {
    format!("waiver/{number}")
}
