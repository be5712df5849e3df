//! How far a team is with judging itself, which comes after the end and before it sees what observers found. Never judges.

use thiserror::Error;

use super::{Scenario, StaffEvent, StaffLog};
use crate::engine::Incident;

/// Why a team cannot judge itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoSelfRating {
    /// The exercise is not over.
    #[error("a team judges itself when the exercise is over, and it is not closed")]
    NotEnded,
    /// It may have seen what observers say.
    #[error(
        "the team judged every goal and may have seen what observers say; its own judgement stays"
    )]
    Seen,
}

/// How far a team is with judging itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelfRated {
    /// How many goals there are.
    pub goals: usize,
    /// Whether the exercise is over.
    pub has_ended: bool,
    /// Of how many goals the team said how it went.
    pub rated: usize,
}

impl SelfRated {
    /// Returns how far the team of an exercise is.
    pub fn of(scenario: &Scenario, incident: &Incident, log: &StaffLog) -> SelfRated {
        let is_rated = |id: &str| {
            log.self_rated().any(
                |entry| matches!(&entry.meta.event, StaffEvent::SelfRated { goal, .. } if goal == id),
            )
        };
        let rated = (scenario.goals.iter()).filter(|goal| is_rated(&goal.id.text));
        SelfRated {
            goals: scenario.goals.len(),
            has_ended: incident.situation().closed.is_some(),
            rated: rated.count(),
        }
    }

    /// Tells whether the team may see what observers found.
    pub fn is_done(self) -> bool {
        self.has_ended && self.rated == self.goals
    }

    /// Refuses a team that judges itself before the end, or when it may have seen what observers found.
    pub fn check(self) -> Result<(), NoSelfRating> {
        match self.has_ended {
            false => Err(NoSelfRating::NotEnded),
            true if self.is_done() => Err(NoSelfRating::Seen),
            true => Ok(()),
        }
    }
}
