//! Forms: what was typed becomes a wish, or comes back with what is wrong with it.
//!
//! One file for each kind of action. Never submits anything, and never decides whether a wish is
//! possible: the desk answers that.

pub mod branch;
mod by;
pub mod correction;
pub mod decision;
pub mod draft;
pub mod evidence;
pub mod exercise;
pub mod fact;
pub mod improvement;
pub mod issue;
pub mod meeting;
pub mod note;
pub mod paper;
pub mod people;
pub mod search;
pub mod sitrap;
pub mod start;
pub mod step;
pub mod task;
pub mod team;
pub mod time;
pub mod who;

pub use by::{FROM_PAPER, is_late};

use chrono::{DateTime, Utc};

use super::typed::Typed;
use super::{Snapshot, Wish};
use crate::engine::{Action, Who};
use crate::playbook::Playbook;

/// What a form is read against.
pub struct Asked<'a> {
    /// The time in the situation.
    pub now: DateTime<Utc>,
    /// The incident.
    pub snapshot: &'a Snapshot,
    /// What was typed.
    pub typed: &'a Typed,
    /// Who is at the browser.
    pub who: &'a Who,
}

/// What was understood, or every reason why not.
pub type Read<T> = Result<T, Vec<String>>;

impl Asked<'_> {
    fn playbook(&self) -> &Playbook {
        self.snapshot.playbook()
    }

    /// Returns the wish that an action makes, with who, when and what the person saw.
    fn wish(&self, action: Read<Action>) -> Read<Wish> {
        self.wish_of(action, by::read(self))
    }

    /// Returns the wish that an action makes, with who and when as read before.
    fn wish_of(&self, action: Read<Action>, said: Read<by::Said>) -> Read<Wish> {
        match (action, said) {
            (Ok(action), Ok(said)) => Ok(Wish {
                action,
                by: said.by,
                files: Vec::new(),
                happened_at: said.happened_at,
                head: self.typed.head(),
                id: self.typed.id(),
                late_reason: said.late_reason,
            }),
            (action, said) => {
                let mut wrong = action.err().unwrap_or_default();
                wrong.extend(said.err().unwrap_or_default());
                Err(wrong)
            }
        }
    }

    /// Returns a text that has to be there.
    fn needed(&self, field: &str, otherwise: &str) -> Read<String> {
        let text = self.typed.text(field);
        text.ok_or_else(|| vec![otherwise.to_owned()])
    }
}
