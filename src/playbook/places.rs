//! Where the things of a playbook are written, by id, for findings about what they do together.

use std::collections::BTreeMap;

use super::compose::Sheet;
use crate::diagnostic::{Code, Finding, Span};
use crate::reader::Table;

/// The places of the things of one playbook, each as a finding that stands there.
#[derive(Debug, Clone, Default)]
pub struct Places(BTreeMap<String, Finding>);

impl Places {
    /// Returns the places of what stands in a tree.
    pub(super) fn of(table: &Table, sheet: &Sheet) -> Places {
        let mut places = BTreeMap::new();
        let mut put = |id: &str, span: &Span| {
            let there = sheet.settle(Finding::at(Code::BadChart, span.clone(), ""));
            places.entry(id.to_owned()).or_insert(there);
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
                put(&id.text, &id.span);
            }
        }
        for (id, state) in table.named("state") {
            for task in state.tables("task") {
                if let Some(task) = task.text("id") {
                    put(&task.text, &task.span);
                }
            }
            for (number, go) in (1..).zip(state.tables("go")) {
                put(&format!("{}/{number}", id.text), &go.at);
            }
        }
        for invariant in table.tables("invariant") {
            if let Some(id) = invariant.text("id") {
                put(&id.text, &id.span);
            }
        }
        for (number, waiver) in (0..).zip(table.tables("waiver")) {
            put(&waiver_place(number), &waiver.at);
        }
        Places(places)
    }

    /// Returns the finding at the place of a thing; as it is when nothing is called so.
    pub fn put(&self, finding: Finding, id: &str) -> Finding {
        match self.0.get(id) {
            Some(place) => Finding {
                message: format!("{}{}", finding.message, place.message),
                span: place.span.clone(),
                within: place.within.clone(),
                ..finding
            },
            None => finding,
        }
    }
}

/// Returns the name under which the place of a waiver is kept, counted from zero.
pub fn waiver_place(number: usize) -> String {
    format!("waiver/{number}")
}
