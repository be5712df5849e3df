//! Whether what others wrote since changes what a person thought to do.
//!
//! A line in the log bothers nobody; an answer, a decision, a task or a step that somebody else was
//! first with comes back.

use crate::engine::{Action, Entry, Event};

/// Tells whether a person has to look again before an action, because of an entry that is new.
pub fn concerns(action: &Action, entry: &Entry) -> bool {
    let event = entry.event();
    if let Action::Advance | Action::Jump { .. } | Action::Note { .. } = action {
        return false;
    }
    // What was seen of a correction was computed for the log as it was.
    if let Action::Correct { .. } = action {
        return true;
    }
    match event {
        Event::Corrected { .. } | Event::IncidentClosed | Event::PlaybookReplaced { .. } => true,
        Event::DecisionMade { decision: made, .. } => match action {
            Action::Decide { decision, .. } => decision == made,
            _ => moves(event) && rests_on_the_step(action),
        },
        Event::FactRecorded { fact: known, .. } => match action {
            Action::Record { fact, .. } => fact == known,
            _ => moves(event) && rests_on_the_step(action),
        },
        Event::ClockWaived { clock: other } => {
            matches!(action, Action::WaiveClock { clock, .. } if clock == other)
        }
        Event::DocumentDrafted {
            document: other, ..
        } => matches!(action, Action::RecordDraft { document, .. } if document == other),
        Event::MeetingClosed { .. } | Event::MeetingOpened { .. } => {
            matches!(action, Action::CloseMeeting | Action::OpenMeeting)
        }
        Event::RoleAbsenceNoted { role: other, .. }
        | Event::RoleAssigned { role: other }
        | Event::RoleHandedOver { role: other } => match action {
            Action::AssignRole { role, .. }
            | Action::HandOver { role, .. }
            | Action::SetAbsence { role, .. } => role == other,
            _ => false,
        },
        Event::TaskClaimed { task: other }
        | Event::TaskFinished { task: other, .. }
        | Event::TaskReassigned { task: other, .. } => match action {
            Action::ClaimTask { task }
            | Action::FinishTask { task, .. }
            | Action::ReassignTask { task, .. } => task == other,
            _ => moves(event) && rests_on_the_step(action),
        },
        Event::TriggerFired { .. } => rests_on_the_step(action),
        _ => moves(event) && rests_on_the_step(action),
    }
}

/// Tells whether an action means something else in another step of the playbook.
fn rests_on_the_step(action: &Action) -> bool {
    matches!(
        action,
        Action::Close { .. } | Action::Decide { .. } | Action::Fire { .. }
    )
}

fn moves(event: &Event) -> bool {
    event.step().is_some_and(|step| !step.taken.is_empty())
}
