//! Two runs of one scenario side by side: what was expected, and what the log of each says.
//!
//! It ranks nothing, and shows no times where they would not mean the same.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Conduct, Observation, StaffLog};
use crate::engine::{Event, Incident};
use crate::playbook::Playbook;

/// A run of an exercise.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The players' incident.
    pub incident: &'a Incident,
    /// What staff and observers wrote.
    pub log: &'a StaffLog,
    /// The playbook that it was played with.
    pub playbook: &'a Playbook,
    /// The moment at which it is looked.
    pub wall: DateTime<Utc>,
}

/// Two runs side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Whether exercise times mean the same in both.
    pub is_timed: bool,
    /// The criteria and expectations, in the order of the file.
    pub rows: Vec<ComparedRow>,
}

/// Something that was expected in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedRow {
    /// What the log of the first run says.
    pub first: Observation,
    /// What the log of the second run says.
    pub second: Observation,
}

/// Compares two runs of a scenario.
pub fn compare(conduct: &Conduct, first: Run<'_>, second: Run<'_>) -> Comparison {
    let is_timed = shifts(first.incident) == shifts(second.incident);
    let observed =
        |run: Run<'_>| conduct.observed(run.playbook, run.incident, run.log, run.wall, true);
    let rows = observed(first)
        .into_iter()
        .zip(observed(second))
        .map(|(mut first, mut second)| {
            for one in [&mut first, &mut second] {
                one.since_seconds = one.since_seconds.filter(|_| is_timed);
            }
            ComparedRow { first, second }
        });
    Comparison {
        is_timed,
        rows: rows.collect(),
    }
}

/// How the time of the situation was moved: the paces at which it ran, and the jumps.
#[derive(Debug, PartialEq, Eq)]
enum Shifted {
    Jumped(DateTime<Utc>),
    Paced(u32),
}

/// Returns the paces and jumps in order; standing still moves nothing, and neither does the same pace after it.
fn shifts(incident: &Incident) -> Vec<Shifted> {
    let mut shifts = Vec::new();
    let mut pace = 1;
    for entry in incident.log() {
        match entry.event() {
            Event::PaceSet { pace: 0 } => {}
            Event::PaceSet { pace: new } if *new != pace => {
                pace = *new;
                shifts.push(Shifted::Paced(pace));
            }
            Event::TimeJumped { to } => shifts.push(Shifted::Jumped(*to)),
            _ => {}
        }
    }
    shifts
}
