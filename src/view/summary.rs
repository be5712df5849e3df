//! What matters of an incident on a wall with many.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::phone_card::next;
use super::timeline::moments;
use super::{Board, mark};
use crate::engine::Incident;
use crate::fact::{Kind, dutch};
use crate::law::term::Holidays;
use crate::playbook::Playbook;

/// What matters of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Whether it is closed.
    pub closed: bool,
    /// What is due and when, also what is past, in order of time.
    pub due: Vec<(DateTime<Utc>, String)>,
    /// The number of the last entry.
    pub head: u64,
    /// What the team calls the playbook.
    pub kind: String,
    /// When its last entry was recorded.
    pub last: Option<DateTime<Utc>>,
    /// `ECHT` or `OEFENING`.
    pub mark: &'static str,
    /// How many decisions can be taken now.
    pub open_decisions: usize,
    /// Where the team is in the playbook.
    pub phase: Vec<String>,
    /// Where it is, when that is known.
    pub place: Option<String>,
    /// When it began.
    pub since: Option<DateTime<Utc>>,
    /// What the team calls it.
    pub title: String,
}

/// Returns what matters of an incident.
pub fn summary(
    playbook: &Playbook,
    holidays: &Holidays,
    incident: &Incident,
    board: &Board,
) -> Summary {
    let situation = incident.situation();
    let places = playbook.facts().iter();
    let place = places
        .filter(|fact| fact.kind == Kind::Place && !fact.marker)
        .find_map(|fact| {
            let value = situation.facts.get(&fact.id)?.value()?;
            Some(dutch::value(&fact.kind, value))
        });
    let is_open = |decision: &&super::DecisionLine| {
        decision.chosen.is_none() && decision.blocked_by.is_empty()
    };
    let mut due = moments(playbook, holidays, incident);
    // The announced moment is among what is to come.
    if let Some(next) =
        next(playbook, holidays, incident, board.at).filter(|next| !due.contains(next))
    {
        due.push(next);
        due.sort();
    }
    Summary {
        closed: board.closed,
        due,
        head: situation.head,
        kind: playbook.title().to_owned(),
        last: situation.last_recorded_at,
        mark: mark(situation),
        open_decisions: board.decisions.iter().filter(is_open).count(),
        phase: board
            .places
            .iter()
            .map(|place| place.title.clone())
            .collect(),
        place,
        since: situation.started_at,
        title: situation.title.clone(),
    }
}

impl Summary {
    /// Returns what is first from a moment on.
    pub fn next(&self, at: DateTime<Utc>) -> Option<&(DateTime<Utc>, String)> {
        self.due.iter().find(|(due, _)| *due >= at)
    }

    /// Returns how much is late at a moment.
    pub fn late(&self, at: DateTime<Utc>) -> usize {
        self.due.iter().filter(|(due, _)| *due < at).count()
    }
}
