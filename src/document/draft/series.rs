//! Which of its series a report is, and what is new since the one before.
//!
//! It counts drafts in the log, never what became of them: a report drafted twice has two numbers. It never repeats words
//! that somebody typed as an answer; those stay in the log.

use chrono::{DateTime, Utc};
use minijinja::value::Value as Jinja;

use super::lists::{thing, word, words};
use super::value::Printed;
use super::{Inputs, Scene};
use crate::engine::{Entry, Event, version_of};
use crate::fact::{Kind, Value, dutch};
use crate::playbook::Fact;
use crate::view;

/// Tells whether a name in the log is that of the document that is drafted.
pub(super) fn is_of_it(inputs: &Inputs<'_>, name: &str) -> bool {
    let template = inputs.template.id();
    match inputs.playbook.document(name) {
        Some(document) => document.template == template,
        None => name == template,
    }
}

/// The drafts of one document before this one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Series {
    /// The number of this draft, from 1.
    pub number: u64,
    /// The entry of the draft before, with its moment.
    pub previous: Option<(u64, DateTime<Utc>)>,
}

impl Series {
    /// Returns the series of the document that is drafted; one that was struck keeps its number.
    pub(super) fn of(inputs: &Inputs<'_>) -> Series {
        let is_of_it = |name: &str| is_of_it(inputs, name);
        let drafts = inputs.incident.log().iter().filter(|entry| {
            matches!(entry.event(), Event::DocumentDrafted { document, .. } if is_of_it(document))
        });
        let mut series = Series {
            number: 1,
            previous: None,
        };
        for entry in drafts {
            series.number += 1;
            series.previous = Some((entry.seq, entry.happened_at()));
        }
        series
    }

    /// Tells whether an entry came after the draft before; in the first draft everything is new.
    pub(super) fn is_new(&self, seq: u64) -> bool {
        self.previous.is_none_or(|(previous, _)| seq > previous)
    }

    /// Sets the names that speak of the series.
    pub(super) fn name(&self, scene: &mut Scene) {
        let previous = match self.previous {
            Some((_, at)) => Printed::Words {
                text: dutch::datetime(at),
                value: Some(Value::Datetime(at)),
            }
            .jinja(),
            None => Jinja::from(""),
        };
        scene.set("document.number", Jinja::from(self.number));
        scene.set("document.previous", previous);
    }
}

/// Returns the lines of the log since the draft before, without drafts and without answers in somebody's own words.
pub(super) fn news(inputs: &Inputs<'_>, series: &Series) -> Jinja {
    let entries = inputs.incident.log().iter();
    let entries = entries.filter(|entry| series.is_new(entry.seq));
    let is_left_out = |entry: &Entry| match entry.event() {
        Event::DocumentDrafted { .. } => true,
        event => typed(inputs, entry.seq, event).is_some(),
    };
    entries
        .filter(|entry| !is_left_out(entry))
        .map(|entry| {
            let line = view::line(inputs.playbook, inputs.incident, entry);
            thing([
                ("at", word(dutch::short(line.happened_at))),
                ("kind", word(line.kind)),
                ("moved", words(&line.moved)),
                ("seq", Jinja::from(line.seq)),
                ("struck", Jinja::from(line.struck)),
                ("text", word(without_words(inputs, entry, line.text))),
                ("who", word(line.who)),
            ])
        })
        .collect()
}

/// Returns what a line says, without the words of an answer that a correction puts in its place.
fn without_words(inputs: &Inputs<'_>, entry: &Entry, text: String) -> String {
    match entry.event() {
        Event::Corrected {
            entry: seq,
            instead: Some(instead),
            ..
        } => match typed(inputs, *seq, instead) {
            Some(fact) => format!("Regel {seq} verbeterd: {}.", fact.label),
            None => text,
        },
        _ => text,
    }
}

/// Returns the fact that an event answers in somebody's own words.
fn typed<'a>(inputs: &Inputs<'a>, seq: u64, event: &Event) -> Option<&'a Fact> {
    let Event::FactRecorded { fact, .. } = event else {
        return None;
    };
    let playbook = version_of(inputs.playbook, inputs.incident.log(), seq);
    let fact = playbook.fact(fact)?;
    is_typed(&fact.kind).then_some(fact)
}

/// Tells whether an answer is words that somebody typed, or about persons.
pub(super) fn is_typed(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Records(_) | Kind::Text)
}
