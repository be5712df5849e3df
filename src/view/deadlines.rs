//! Legal clocks with everything that a term was counted with: start, rule, days, end, and what ended
//! it.
//!
//! Never counts: the law floor did. It holds nothing that a person wrote, except in the titles of
//! clocks that there is one of for each record; a calendar takes the title without it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::TermLine;
use super::clocks::{ClockLine, clocks};
use crate::engine::Incident;
use crate::fact::{Value, item};
use crate::law::Register;
use crate::law::term::{self, End, Holidays, Start};
use crate::playbook::Playbook;

/// A legal clock with how its term was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadlineLine {
    /// The clock as it stands on the board.
    #[serde(flatten)]
    pub clock: ClockLine,
    /// The last day or moment, for a calendar; absent when there is none to give.
    pub end: Option<Last>,
    /// Whether the end can still be later: it rests on days whose holidays nobody looked up.
    pub is_earliest: bool,
    /// Whether it has run out and nothing ended it.
    pub is_over: bool,
    /// Tells it apart from every other clock of this incident, also when its start changes.
    pub key: String,
    /// How it was counted; absent when it cannot be.
    pub term: Option<TermLine>,
    /// What the playbook calls it, without the name of a record.
    pub title_of_all: String,
}

/// The last day or moment of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Last {
    /// The last day, to its end.
    Day(NaiveDate),
    /// The last moment.
    Moment(DateTime<Utc>),
}

/// Returns the clocks that have started, those that end first at the top, then those that may have
/// started, then those that have ended.
pub fn deadlines(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Vec<DeadlineLine> {
    let situation = incident.situation();
    let lines = clocks(playbook, law, holidays, incident);
    let mut found: Vec<(Option<DateTime<Utc>>, DeadlineLine)> = Vec::new();
    let mut before: Option<(String, usize)> = None;
    for line in lines {
        let Some(known) = playbook.clock(item::of_all(&line.id)) else {
            continue;
        };
        // The lines of one clock stand in the order of its starts.
        let at = match &before {
            Some((id, at)) if *id == line.id => at + 1,
            _ => 0,
        };
        before = Some((line.id.clone(), at));
        let starts = situation.clock_starts(known);
        let own = starts.iter().filter(|start| start.clock == line.id).nth(at);
        let start = own
            .filter(|_| line.is_judged)
            .and_then(|start| match start.value {
                Value::Date(day) => Some(Start::Day(day)),
                Value::Datetime(at) => Some(Start::Moment(at)),
                _ => None,
            });
        let deadline =
            start.and_then(|start| term::end(start, known.term, known.rule, holidays).ok());
        let term =
            start.and_then(|start| super::term(law, holidays, start, known.term, known.rule).ok());
        let expires_at = deadline.as_ref().map(|deadline| deadline.expires_at);
        let number = item::split(&line.id).1;
        found.push((
            expires_at,
            DeadlineLine {
                end: deadline.as_ref().map(|deadline| match deadline.end {
                    End::Day(day) => Last::Day(day),
                    End::Moment(at) => Last::Moment(at),
                }),
                is_earliest: deadline.is_some_and(|deadline| deadline.known_end().is_none()),
                is_over: line.ended.is_none() && expires_at.is_some_and(|at| at <= now),
                key: match own.and_then(|start| start.of) {
                    Some(of) => format!("{}-{of}", line.id.replace('#', "-")),
                    None => line.id.replace('#', "-"),
                },
                term,
                title_of_all: match number {
                    Some(number) => format!("{} (nr. {number})", known.title),
                    None => known.title.clone(),
                },
                clock: line,
            },
        ));
    }
    found.sort_by_key(|(expires_at, line)| {
        (
            line.clock.ended.is_some(),
            expires_at.is_none(),
            *expires_at,
        )
    });
    found.into_iter().map(|(_, line)| line).collect()
}

impl DeadlineLine {
    /// Returns how it stands, in one or two words.
    pub fn state(&self) -> &'static str {
        match (&self.clock.ended, self.is_over, self.clock.is_judged) {
            (Some(_), ..) => "geëindigd",
            (None, true, _) => "VERSTREKEN",
            (None, false, true) => "loopt",
            (None, false, false) => "begin nog vast te stellen",
        }
    }
}

/// Returns the terms in lines for a screen.
pub fn deadlines_text(lines: &[DeadlineLine]) -> String {
    let mut out = String::new();
    for line in lines {
        let clock = &line.clock;
        out.push_str(&format!(
            "{}\n  {}: {}\n",
            clock.title,
            line.state(),
            clock.until()
        ));
        out.push_str(&format!("  begin: {}\n", clock.started));
        if let Some(term) = &line.term {
            out.push_str(&format!(
                "  termijn: {}; {}\n",
                term.term_text, term.rule_text
            ));
        }
        let rest = clock.ended.iter().chain(&clock.notes).cloned();
        let rest = rest.chain(clock.candidates.iter().map(super::CandidateLine::words));
        for one in rest {
            out.push_str(&format!("  {one}\n"));
        }
        if !clock.sources.is_empty() {
            out.push_str(&format!("  bron: {}\n", clock.sources.join("; ")));
        }
    }
    if lines.is_empty() {
        out.push_str("Er loopt geen termijn.\n");
    }
    super::wrap(&out, super::WIDTH)
}
