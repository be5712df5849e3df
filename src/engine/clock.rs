//! When a legal clock starts, and what ended it.
//!
//! Never computes a term: that is law, and is shown by whoever shows the clock.

use chrono::NaiveDate;

use super::Situation;
use crate::fact::{Value, item, time};
use crate::playbook::{Anchor, Clock};

/// The start of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockStart {
    /// The clock: its own id, or that of one of many.
    pub clock: String,
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
    /// Returns when a clock started: nothing yet, once, for each record of its list, or for each
    /// draft of a document that was made known.
    pub fn clock_starts(&self, clock: &Clock) -> Vec<ClockStart> {
        let ids = self.items(&clock.id, clock.for_each.as_ref());
        ids.iter().flat_map(|id| self.starts(clock, id)).collect()
    }

    fn starts(&self, clock: &Clock, id: &str) -> Vec<ClockStart> {
        let start = |of, (seq, value)| ClockStart {
            clock: id.to_owned(),
            of,
            seq,
            value,
        };
        match &clock.starts {
            Anchor::Fact(fact) => {
                let moment = self.moment(fact).into_iter();
                moment.map(|moment| start(None, moment)).collect()
            }
            Anchor::Field(field) => {
                let moment = self.field_moment(clock, id, field).into_iter();
                moment.map(|moment| start(None, moment)).collect()
            }
            Anchor::Document(document) => {
                let instances = self.instances(&item::beside(document, id));
                let announced = instances.iter().filter_map(|instance| {
                    let first = instance.announced()?;
                    let moment = (first.seq, Value::Datetime(first.at));
                    Some(start(Some(instance.of), moment))
                });
                announced.collect()
            }
        }
    }

    /// Returns the entry and the value of a fact that holds a date or a moment.
    pub fn moment(&self, fact: &str) -> Option<(u64, Value)> {
        let state = self.facts.get(fact)?;
        let value = state.value()?.clone();
        day(&value).is_some().then_some((state.seq, value))
    }

    /// Returns the same of a field of the record that a clock of many belongs to.
    fn field_moment(&self, clock: &Clock, id: &str, field: &str) -> Option<(u64, Value)> {
        let list = clock.for_each.as_ref()?;
        let record = self.record(list, item::split(id).1?)?;
        let value = record.get(field)?.clone();
        let seq = self.facts.get(list)?.seq;
        day(&value).is_some().then_some((seq, value))
    }

    /// Returns what ended a clock; an act or a waiver ends the clock that ran, not one that starts
    /// after it.
    pub fn clock_end(&self, clock: &Clock, start: &ClockStart) -> Option<ClockEnd> {
        let act = clock.ends.as_ref().and_then(|id| match clock.for_each {
            Some(_) => self.field_moment(clock, &start.clock, id),
            None => self.moment(id),
        });
        let act = act.filter(|(_, value)| day(value) >= day(&start.value));
        let waived = self
            .waived
            .get(&start.clock)
            .filter(|seq| **seq > start.seq);
        act.map(|(seq, _)| ClockEnd::Act(seq))
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
