//! Running legal clocks: nominal end first, then the end under the Algemene termijnenwet.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::who;
use super::words::titled;
use crate::engine::{ClockEnd, ClockStart, Incident, World};
use crate::fact::{Value, dutch, item};
use crate::law::Register;
use crate::law::term::{self, Holidays, Start};
use crate::playbook::{Anchor, Clock, Playbook};

/// A legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockLine {
    /// Other moments that could be its start; a person judges.
    pub candidates: Vec<CandidateLine>,
    /// The end in words.
    pub due: String,
    /// How it ended: by the recorded act or by a waiver.
    pub ended: Option<String>,
    /// The moment from which it is over.
    pub expires_at: Option<DateTime<Utc>>,
    /// The id.
    pub id: String,
    /// Whether its start has been established; else there are only candidates.
    pub is_judged: bool,
    /// What to know: shifts, and how far the holiday data goes.
    pub notes: Vec<String>,
    /// Citations of its sources.
    pub sources: Vec<String>,
    /// When it started, in words.
    pub started: String,
    /// What the team calls it.
    pub title: String,
}

/// A moment that could be the start of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CandidateLine {
    /// The end it would give, in words.
    pub due: String,
    /// What moment it is.
    pub label: String,
    /// The line of the log.
    pub seq: u64,
    /// The moment, in words.
    pub started: String,
    /// Who recorded it.
    pub who: String,
}

/// What stands in the place of a start that nobody established.
const NOT_JUDGED: &str = "begin nog niet vastgesteld";

/// Returns the clocks that have started, and those that may have.
pub fn clocks(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    incident: &Incident,
) -> Vec<ClockLine> {
    let shown = Shown {
        holidays,
        incident,
        law,
        playbook,
    };
    let clocks = playbook.clocks().iter();
    clocks.flat_map(|clock| shown.lines(clock)).collect()
}

struct Shown<'a> {
    holidays: &'a Holidays,
    incident: &'a Incident,
    law: &'a Register,
    playbook: &'a Playbook,
}

impl Shown<'_> {
    /// Returns a line for each start; one without a start when there are only candidates.
    fn lines(&self, clock: &Clock) -> Vec<ClockLine> {
        let situation = self.incident.situation();
        let candidates = self.candidates(clock);
        let starts = situation.clock_starts(clock);
        let is_relevant = match &clock.starts {
            // What could start the term of a decision says nothing while there is no decision.
            Anchor::Document(id) => {
                let world = World::new(self.playbook, situation);
                let known = self.playbook.document(id);
                let is_to_make = known.is_some_and(|known| known.when.truth(&world).holds());
                is_to_make || !situation.instances(id).is_empty()
            }
            Anchor::Fact(_) | Anchor::Field(_) => true,
        };
        if starts.is_empty() && is_relevant && !candidates.is_empty() {
            return vec![self.blank(clock, candidates)];
        }
        let lines = starts.iter();
        lines
            .map(|start| self.line(clock, start, candidates.clone()))
            .collect()
    }

    fn line(&self, clock: &Clock, start: &ClockStart, candidates: Vec<CandidateLine>) -> ClockLine {
        let situation = self.incident.situation();
        let Counted {
            due,
            expires_at,
            mut notes,
            started,
        } = self.term(clock, &start.value);
        let started = match start.of {
            Some(of) => format!(
                "{started} (bekendmaking in regel {}, concept van regel {of})",
                start.seq
            ),
            None => started,
        };
        if let (Anchor::Document(document), Some(of)) = (&clock.starts, start.of)
            && let document = item::beside(document, &start.clock)
            && let Some(instance) = situation.instances(&document).iter().find(|i| i.of == of)
            && instance.is_withdrawn()
        {
            notes.push("Het besluit is ingetrokken; de termijn blijft zichtbaar.".to_owned());
        }
        let end = situation.clock_end(clock, start);
        ClockLine {
            due,
            ended: end.map(|end| match end {
                ClockEnd::Act(seq) => format!("geëindigd door vastgelegde handeling (regel {seq})"),
                ClockEnd::Waiver(seq) => format!("afgesloten met reden (regel {seq})"),
            }),
            expires_at,
            id: start.clock.clone(),
            is_judged: true,
            notes,
            started,
            title: titled(self.playbook, situation, &clock.title, &start.clock),
            ..self.blank(clock, candidates)
        }
    }

    /// Returns the line of a clock whose start nobody established.
    fn blank(&self, clock: &Clock, candidates: Vec<CandidateLine>) -> ClockLine {
        let cite = |id: &String| {
            let source = self.law.source(id);
            source.map_or(id.clone(), |source| source.cite.clone())
        };
        ClockLine {
            candidates,
            due: NOT_JUDGED.to_owned(),
            ended: None,
            expires_at: None,
            id: clock.id.clone(),
            is_judged: false,
            notes: Vec::new(),
            sources: clock.law.iter().map(cite).collect(),
            started: NOT_JUDGED.to_owned(),
            title: clock.title.clone(),
        }
    }

    fn candidates(&self, clock: &Clock) -> Vec<CandidateLine> {
        let one = |fact: &String| {
            let (seq, value) = self.incident.situation().moment(fact)?;
            let Counted { due, started, .. } = self.term(clock, &value);
            let label = self.playbook.fact(fact).map_or(fact, |known| &known.label);
            let entry = self.incident.standing(seq);
            Some(CandidateLine {
                due,
                label: label.clone(),
                seq,
                started,
                who: entry.map_or_else(String::new, |entry| who(self.playbook, entry)),
            })
        };
        clock.candidates.iter().filter_map(one).collect()
    }

    /// Returns a start and the end it gives, in words, with what to know.
    fn term(&self, clock: &Clock, value: &Value) -> Counted {
        let (start, started) = match value {
            Value::Date(day) => (Start::Day(*day), dutch::date(*day)),
            Value::Datetime(at) => (Start::Moment(*at), dutch::datetime(*at)),
            _ => return Counted::default(),
        };
        match term::end(start, clock.term, clock.rule, self.holidays) {
            Ok(deadline) => Counted {
                due: deadline.end.dutch(),
                expires_at: Some(deadline.expires_at),
                notes: deadline.explanation,
                started,
            },
            Err(error) => Counted {
                due: "niet te berekenen".to_owned(),
                expires_at: None,
                notes: vec![error.to_string()],
                started,
            },
        }
    }
}

/// A start and the end it gives, in words.
#[derive(Default)]
struct Counted {
    due: String,
    expires_at: Option<DateTime<Utc>>,
    notes: Vec<String>,
    started: String,
}

impl ClockLine {
    /// Returns until when it runs, in words.
    pub fn until(&self) -> String {
        match self.is_judged {
            true => format!("tot en met {}", self.due),
            false => self.due.clone(),
        }
    }
}

impl CandidateLine {
    /// Returns it in words.
    pub fn words(&self) -> String {
        format!(
            "ook mogelijk als begin: {} {}, dan tot en met {} (regel {}, {})",
            self.label, self.started, self.due, self.seq, self.who
        )
    }
}
