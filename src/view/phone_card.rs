//! The phone card: what someone outside the room needs on one small sheet. Whom to call, what is first, and the next
//! moment.
//!
//! A number that nobody gave is a visible mark, never left out.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::timeline::moments;
use super::{Board, PhoneLine, role_title, tasks_in_order};
use crate::engine::Incident;
use crate::law::term::Holidays;
use crate::playbook::Playbook;

/// How many things to do stand on the card.
const FIRST: usize = 3;

/// A phone card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneCard {
    /// The first things to do.
    pub first: Vec<FirstLine>,
    /// The next moment that matters, with what it is.
    pub next: Option<(DateTime<Utc>, String)>,
    /// The numbers that are known.
    pub numbers: Vec<PhoneLine>,
    /// Who sits where, in the order of the playbook.
    pub team: Vec<TeamLine>,
    /// Whose number nobody gave.
    pub without: Vec<String>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirstLine {
    /// When it has to be done.
    pub due: Option<DateTime<Utc>>,
    /// Who does it.
    pub role: Option<String>,
    /// What.
    pub title: String,
}

/// A role with who sits in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamLine {
    /// Whether the person is away.
    pub is_absent: bool,
    /// The person; absent when nobody was named.
    pub person: Option<String>,
    /// The role.
    pub role: String,
    /// Who stands in, in order, with the person where one is named.
    pub stand_ins: Vec<String>,
}

/// Returns the phone card of an incident at the moment of its board.
pub fn phone_card(
    playbook: &Playbook,
    holidays: &Holidays,
    incident: &Incident,
    board: &Board,
    phones: Vec<PhoneLine>,
) -> PhoneCard {
    let situation = incident.situation();
    let (numbers, without): (Vec<PhoneLine>, Vec<PhoneLine>) = phones
        .into_iter()
        .partition(|line| line.number.chars().any(|c| c.is_ascii_digit()));
    let tasks = tasks_in_order(board, None);
    let first = tasks.iter().take(FIRST).map(|line| FirstLine {
        due: line.due,
        role: line.role.clone(),
        title: line.title.clone(),
    });
    let titled = |id: &String| {
        let title = role_title(playbook, id);
        match situation.person(id) {
            Some(person) => format!("{person} ({title})"),
            None => title,
        }
    };
    // Whom the log names, then the rest: a card that is full ends with who is not there.
    let mut team: Vec<TeamLine> = (playbook.roles().iter())
        .map(|role| TeamLine {
            is_absent: situation.is_absent(&role.id),
            person: situation.person(&role.id).map(str::to_owned),
            role: role.title.clone(),
            stand_ins: role
                .replaced_by
                .iter()
                .chain(&role.stand_in)
                .map(titled)
                .collect(),
        })
        .collect();
    team.sort_by_key(|line| line.person.is_none());
    PhoneCard {
        first: first.collect(),
        next: next(playbook, holidays, incident, board.at),
        numbers,
        team,
        without: without.into_iter().map(|line| line.name).collect(),
    }
}

/// Returns the next moment that matters: announced, due or the end of a term.
pub(super) fn next(
    playbook: &Playbook,
    holidays: &Holidays,
    incident: &Incident,
    at: DateTime<Utc>,
) -> Option<(DateTime<Utc>, String)> {
    let situation = incident.situation();
    let fact = playbook.announced().and_then(|id| situation.facts.get(id));
    let announced = fact.and_then(|fact| fact.value()?.datetime());
    let announced = announced.filter(|_| situation.closed.is_none());
    let announced = announced.map(|at| (at, "Aangekondigd moment".to_owned()));
    let all = moments(playbook, holidays, incident);
    let to_come = announced.into_iter().chain(all);
    to_come.filter(|(moment, _)| *moment >= at).min()
}
