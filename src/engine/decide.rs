//! From a command to entries, or to a refusal; nothing else happens here.

use chrono::{DateTime, Utc};

use super::turn::{Turn, unknown};
use super::{Action, By, Command, Entry, How, Incident, Refusal, Who, time};
use crate::fact::time::is_to_come;
use crate::playbook::Playbook;

/// Returns the entries that a command makes, after those of everything that was due.
///
/// `playbook` is the one that the incident works with; a command that moves it to another is decided
/// under that one, which knows its predecessor. `now` is the wall clock of the one who asks. The entries carry the whole outcome.
pub fn decide(
    playbook: &Playbook,
    incident: &Incident,
    command: &Command,
    now: DateTime<Utc>,
) -> Result<Vec<Entry>, Refusal> {
    let situation = incident.situation();
    let times = time::of(situation, &command.action, now)?;
    // Until it moves, an incident is under the playbook it moves from.
    let until_then = match &command.action {
        Action::ReplacePlaybook { .. } => playbook.predecessor().ok_or(Refusal::NoOtherPlaybook)?,
        _ => playbook,
    };
    let mut turn = Turn {
        command,
        entries: Vec::new(),
        incident,
        playbook: until_then,
        situation: situation.clone(),
        times,
    };
    turn.check_may()?;
    turn.fire_due()?;
    turn.playbook = playbook;
    turn.act()?;
    // An answer can be what a timer was waiting for.
    turn.fire_due()?;
    Ok(turn.entries)
}

/// Returns the incident as it stands at a moment on the wall: everything due has happened, nothing
/// is written. When the clock cannot be right, it is returned as it was written.
pub fn project(playbook: &Playbook, incident: &Incident, now: DateTime<Utc>) -> Incident {
    let role = playbook.roles().first().map_or("", |role| role.id.as_str());
    let who = Who {
        name: None,
        role: role.to_owned(),
    };
    let command = Command {
        action: Action::Advance,
        by: By {
            decided: who.clone(),
            how: How::default(),
            recorded: who,
        },
        happened_at: None,
        id: String::new(),
        late_reason: None,
    };
    let mut projected = incident.clone();
    for entry in decide(playbook, incident, &command, now).unwrap_or_default() {
        projected.evolve(entry);
    }
    projected
}

impl Turn<'_> {
    /// Refuses what is not possible at all in this phase of the incident.
    fn check_may(&self) -> Result<(), Refusal> {
        let starts = matches!(self.command.action, Action::Start { .. });
        match (self.situation.started_at, starts) {
            (None, false) => return Err(Refusal::NotStarted),
            (Some(_), true) => return Err(Refusal::AlreadyStarted),
            _ => {}
        }
        let is_possible_when_closed = matches!(
            self.command.action,
            Action::Advance
                | Action::AttachEvidence { .. }
                | Action::Correct { .. }
                | Action::ImportNotes { .. }
                | Action::JoinBranch { .. }
                | Action::Note { .. }
                | Action::Record { .. }
                | Action::RecordDraft { .. }
                | Action::RecordIssue { .. }
                | Action::WaiveClock { .. }
        );
        if self.situation.closed.is_some() && !is_possible_when_closed {
            return Err(Refusal::Closed);
        }
        self.check_exercise()?;
        self.check_has_happened(self.command.happened_at)?;
        let by = &self.command.by;
        for role in [&by.decided.role, &by.recorded.role] {
            if self.playbook.role(role).is_none() && !self.is_staff(role) {
                return Err(unknown(
                    "role",
                    role,
                    self.playbook.roles().iter().map(|r| &r.id),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn check_has_happened(&self, at: Option<DateTime<Utc>>) -> Result<(), Refusal> {
        let now = self.times.chart_time;
        match at {
            Some(at) if is_to_come(at, now) => Err(Refusal::NotYetHappened { at, now }),
            _ => Ok(()),
        }
    }
}
