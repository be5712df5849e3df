//! From what a step does to a command of the engine.

use chrono::{DateTime, Utc};

use super::{Deed, RoleChange};
use crate::engine::{Action, Proof};
use crate::playbook::Playbook;

/// Why a step is not a command by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unplayable {
    /// The player needs more than the step to make it: a file, the log, a draft.
    NeedsPlayer,
    /// The answer does not fit the fact.
    Unreadable(String),
}

/// Returns the command of a step; moments without a day are of the day of `now`.
///
/// # Errors
/// When the step is not a command by itself.
pub fn action(deed: &Deed, playbook: &Playbook, now: DateTime<Utc>) -> Result<Action, Unplayable> {
    Ok(match deed.clone() {
        Deed::Attach { .. }
        | Deed::Correct { .. }
        | Deed::Draft { .. }
        | Deed::ExpectOnly
        | Deed::Issue { .. } => {
            return Err(Unplayable::NeedsPlayer);
        }
        Deed::Advance => Action::Advance,
        Deed::Claim { task } => Action::ClaimTask { task },
        Deed::Close { reason } => Action::Close { reason },
        Deed::Decide {
            decision,
            option,
            reason,
        } => Action::Decide {
            decision,
            option,
            reason,
            review_at: None,
        },
        Deed::Done { result, task } => Action::FinishTask { result, task },
        Deed::Fire { reason, trigger } => Action::Fire { reason, trigger },
        Deed::Jump { reason, to } => Action::Jump { reason, to },
        Deed::Note {
            certainty,
            kind,
            source,
            text,
        } => Action::Note {
            compartment: None,
            certainty,
            kind,
            source,
            text,
        },
        Deed::Reassign { task, to } => Action::ReassignTask { role: to, task },
        Deed::Record {
            ask_again,
            certainty,
            fact,
            ground,
            source,
            value,
        } => {
            let kind = playbook.fact(&fact).map(|fact| &fact.kind);
            let value = match (value, kind) {
                (Some(text), Some(kind)) => {
                    let read = kind.read(&text, now);
                    let value =
                        read.map_err(|why| Unplayable::Unreadable(format!("`{fact}`: {why}")))?;
                    Some(value)
                }
                _ => None,
            };
            Action::Record {
                ask_again,
                certainty,
                fact,
                ground,
                source,
                value,
            }
        }
        Deed::Role { change, role } => match change {
            RoleChange::Absent { reason } => Action::SetAbsence {
                absent: true,
                reason,
                role,
            },
            RoleChange::Back => Action::SetAbsence {
                absent: false,
                reason: None,
                role,
            },
            RoleChange::Left => Action::NoteAttendance {
                present: false,
                role,
            },
            RoleChange::Person(person) => Action::AssignRole { person, role },
            RoleChange::Present => Action::NoteAttendance {
                present: true,
                role,
            },
        },
        Deed::Waive { clock, reason } => Action::WaiveClock { clock, reason },
    })
}

/// Returns the command that says what became of a document, `of` an entry, with the file that proves it; nothing when the
/// step says something else.
pub fn issue(deed: &Deed, of: Option<u64>, proof: Option<Proof>) -> Option<Action> {
    let Deed::Issue {
        addressee,
        deviation,
        document,
        manner,
        reason,
        stage,
        ..
    } = deed.clone()
    else {
        return None;
    };
    Some(Action::RecordIssue {
        deviation,
        document,
        evidence: Vec::new(),
        files: proof.into_iter().collect(),
        manner,
        of,
        reason,
        stage,
        to: addressee,
    })
}
