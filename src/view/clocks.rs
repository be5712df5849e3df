//! Running legal clocks: nominal end first, then the end under the Algemene termijnenwet.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::Situation;
use crate::fact::{Value, dutch, time};
use crate::law::Register;
use crate::law::term::{self, Holidays, Start};
use crate::playbook::{Clock, Playbook};

/// A legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockLine {
    /// The end in words.
    pub due: String,
    /// How it ended: by the recorded act or by a waiver.
    pub ended: Option<String>,
    /// The id.
    pub id: String,
    /// What to know: shifts, and how far the holiday data goes.
    pub notes: Vec<String>,
    /// Citations of its sources.
    pub sources: Vec<String>,
    /// When it started, in words.
    pub started: String,
    /// What the team calls it.
    pub title: String,
}

/// Returns the clocks that have started.
pub fn clocks(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    situation: &Situation,
) -> Vec<ClockLine> {
    playbook
        .clocks()
        .iter()
        .filter_map(|clock| line(clock, law, holidays, situation))
        .collect()
}

fn line(
    clock: &Clock,
    law: &Register,
    holidays: &Holidays,
    situation: &Situation,
) -> Option<ClockLine> {
    let fact = situation.facts.get(&clock.starts)?;
    let start_value = fact.value()?;
    let (start, started) = match start_value {
        Value::Date(day) => (Start::Day(*day), dutch::date(*day)),
        Value::Datetime(at) => (Start::Moment(*at), dutch::datetime(*at)),
        _ => return None,
    };
    // An act or a waiver ends the clock that ran, not one that starts after it.
    let ended_by_act = clock
        .ends
        .as_ref()
        .and_then(|fact| situation.facts.get(fact))
        .filter(|act| act.value().is_some_and(|act| day(act) >= day(start_value)))
        .map(|act| format!("geëindigd door vastgelegde handeling (regel {})", act.seq));
    let waived = situation
        .waived
        .get(&clock.id)
        .filter(|seq| **seq > fact.seq)
        .map(|seq| format!("afgesloten met reden (regel {seq})"));
    let (due, notes) = match term::end(start, clock.term, clock.rule, holidays) {
        Ok(deadline) => (deadline.end.dutch(), deadline.explanation),
        Err(error) => ("niet te berekenen".to_owned(), vec![error.to_string()]),
    };
    Some(ClockLine {
        due,
        ended: ended_by_act.or(waived),
        id: clock.id.clone(),
        notes,
        sources: clock
            .law
            .iter()
            .map(|id| law.source(id).map_or(id.clone(), |s| s.cite.clone()))
            .collect(),
        started,
        title: clock.title.clone(),
    })
}

/// Returns the day of a date or a moment.
fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(day) => Some(*day),
        Value::Datetime(at) => Some(time::to_civil(*at).date()),
        _ => None,
    }
}
