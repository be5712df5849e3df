//! How far an exercise is, as a wall with many incidents says it.

use super::beginning;
use crate::engine::Incident;

/// How far an exercise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It was stopped because something is real.
    Halted,
    /// It was prepared and did not begin.
    NotBegun,
    /// It was closed.
    Over,
    /// It is played.
    Running,
    /// It began and stands still.
    Still,
}

impl Phase {
    /// Returns how far it is; nothing of a real incident.
    pub fn of(incident: &Incident) -> Option<Phase> {
        let situation = incident.situation();
        let is_still = situation.time.pace() == 0;
        situation.exercise.then(|| {
            match (situation.closed, situation.halted, beginning(incident)) {
                (Some(_), _, _) => Phase::Over,
                (_, Some(_), _) => Phase::Halted,
                (_, _, None) => Phase::NotBegun,
                _ if is_still => Phase::Still,
                _ => Phase::Running,
            }
        })
    }

    /// Returns it in words.
    pub fn dutch(self) -> &'static str {
        match self {
            Phase::Halted => "gestopt met een noodstop",
            Phase::NotBegun => "moet nog beginnen",
            Phase::Over => "afgelopen",
            Phase::Running => "loopt",
            Phase::Still => "staat stil",
        }
    }
}
