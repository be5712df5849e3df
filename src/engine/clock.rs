//! When a legal clock starts, and what ended it.
//!
//! Never computes a term: that is law, and is shown by whoever shows the clock.

use chrono::NaiveDate;

use super::Situation;
use crate::fact::{Value, time};
use crate::playbook::{Anchor, Clock};

/// The start of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockStart {
    /// The entry of the draft that was made known, when the clock starts at a document.
    pub of: Option<u64>,
    /// The entry.
    pub seq: u64,
    /// The date or the moment.
    pub value: Value,
}

/// What ended a clock, with the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEnd {
    /// The act it waits for.
    Act(u64),
    /// A reason instead of the act.
    Waiver(u64),
}

impl Situation {
    /// Returns when a clock started: nothing yet, once, or for each draft of a document that was
    /// made known.
    pub fn clock_starts(&self, clock: &Clock) -> Vec<ClockStart> {
        match &clock.starts {
            Anchor::Fact(fact) => self.moment(fact).into_iter().collect(),
            Anchor::Document(document) => {
                let instances = self.instances(document);
                let announced = instances.iter().filter_map(|instance| {
                    let first = instance.announced()?;
                    Some(ClockStart {
                        of: Some(instance.of),
                        seq: first.seq,
                        value: Value::Datetime(first.at),
                    })
                });
                announced.collect()
            }
        }
    }

    /// Returns the date or moment that a fact holds.
    pub fn moment(&self, fact: &str) -> Option<ClockStart> {
        let state = self.facts.get(fact)?;
        let value = state.value()?.clone();
        day(&value).is_some().then_some(ClockStart {
            of: None,
            seq: state.seq,
            value,
        })
    }

    /// Returns what ended a clock; an act or a waiver ends the clock that ran, not one that starts
    /// after it.
    pub fn clock_end(&self, clock: &Clock, start: &ClockStart) -> Option<ClockEnd> {
        let act = clock.ends.as_ref().and_then(|fact| self.moment(fact));
        let act = act.filter(|act| day(&act.value) >= day(&start.value));
        let waived = self.waived.get(&clock.id).filter(|seq| **seq > start.seq);
        act.map(|act| ClockEnd::Act(act.seq))
            .or(waived.map(|seq| ClockEnd::Waiver(*seq)))
    }
}

/// Returns the day of a date or a moment.
fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(day) => Some(*day),
        Value::Datetime(at) => Some(time::to_civil(*at).date()),
        _ => None,
    }
}
