//! What is told about the end of a term.
//!
//! Never counts; it holds the end, the days before it moved, and the sentences that say why.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use serde::Serialize;
use thiserror::Error;

use super::{DayOff, Holidays, Rule, Term};
use crate::fact::dutch;
use crate::fact::time::{from_civil, to_civil};

/// When a term ends and how that was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The end after every shift.
    pub end: End,
    /// The moment at which the term has run out: the last moment, or midnight after the last day.
    pub expires_at: DateTime<Utc>,
    /// Dutch sentences for whoever asks why, in order.
    pub explanation: Vec<String>,
    /// Whether the end rests on days after those for which designated holidays are known; the real
    /// end may then be later.
    pub known_until_exceeded: bool,
    /// The end before any shift or lengthening.
    pub nominal_end: End,
    /// What moved the end, in order.
    pub shifts: Vec<Shift>,
    /// The register ids of the law relied on, each once, in order.
    pub sources: Vec<&'static str>,
}

/// From where a term runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// A day in the Netherlands.
    Day(NaiveDate),
    /// A moment.
    Moment(DateTime<Utc>),
}

/// When a term ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The last day, to its end, in the Netherlands.
    Day(NaiveDate),
    /// The last moment.
    Moment(DateTime<Utc>),
}

/// One move of the end of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The last day before the move.
    pub from: NaiveDate,
    /// Why, as a Dutch sentence.
    pub reason: String,
    /// The days that do not count: those over which the end moves, in order.
    pub skipped: Vec<DayOff>,
    /// The register id of the provision that moves it.
    pub source: &'static str,
    /// The last day after the move.
    pub to: NaiveDate,
}

/// Why a term has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Problem {
    /// The start of a term in hours is only known to the day.
    #[error("a term in hours needs a start with a time of day")]
    HoursNeedMoment,
    /// The start or the end lies outside what is computed.
    #[error("the term starts or ends outside the years 1900 to 9999")]
    OutOfRange,
}

impl Start {
    pub(super) fn day(self) -> Result<NaiveDate, Problem> {
        match self {
            Start::Day(day) => in_range(day),
            Start::Moment(at) => {
                in_range(at.date_naive())?;
                in_range(to_civil(at).date())
            }
        }
    }

    pub(super) fn dutch(self) -> String {
        match self {
            Start::Day(day) => dutch::weekday_date(day),
            Start::Moment(at) => End::Moment(at).dutch(),
        }
    }
}

impl End {
    /// Returns `maandag 28 december 2026`, and the time of day of a moment.
    pub fn dutch(self) -> String {
        match self {
            End::Day(day) => dutch::weekday_date(day),
            End::Moment(at) => {
                let day = dutch::weekday_date(to_civil(at).date());
                format!("{day}, {} uur", dutch::clock(at))
            }
        }
    }

    /// Returns the day in the Netherlands on which it falls.
    pub fn day(self) -> NaiveDate {
        match self {
            End::Day(day) => day,
            End::Moment(at) => to_civil(at).date(),
        }
    }

    fn expires_at(self) -> Result<DateTime<Utc>, Problem> {
        match self {
            End::Day(day) => {
                let next = day.succ_opt().ok_or(Problem::OutOfRange)?;
                Ok(from_civil(next.and_time(NaiveTime::MIN)))
            }
            End::Moment(at) => Ok(at),
        }
    }
}

impl Deadline {
    /// Returns the end, unless it rests on days for which nobody has looked up the holidays; then
    /// the real end is that day or a later one.
    pub fn known_end(&self) -> Option<End> {
        (!self.known_until_exceeded).then_some(self.end)
    }

    pub(super) fn new(nominal_end: End) -> Result<Deadline, Problem> {
        Ok(Deadline {
            end: nominal_end,
            expires_at: nominal_end.expires_at()?,
            explanation: Vec::new(),
            known_until_exceeded: false,
            nominal_end,
            shifts: Vec::new(),
            sources: Vec::new(),
        })
    }

    pub(super) fn set_end(&mut self, end: End) -> Result<(), Problem> {
        self.expires_at = end.expires_at()?;
        self.end = end;
        Ok(())
    }

    pub(super) fn rely_on(&mut self, source: &'static str) {
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }

    pub(super) fn push_shift(&mut self, shift: Shift) {
        self.rely_on(shift.source);
        self.explanation.push(shift.reason.clone());
        self.shifts.push(shift);
    }

    pub(super) fn say_unmoved(
        &mut self,
        last: NaiveDate,
        term: Term,
        rule: Rule,
        holidays: &Holidays,
    ) {
        let why = if rule == Rule::Awt {
            self.rely_on("atw-4");
            format!(
                "De Algemene termijnenwet geldt niet voor een termijn van {} (art. 4)",
                term.dutch()
            )
        } else {
            "De termijn is letterlijk geteld".to_owned()
        };
        let falls = if holidays.is_working_day(last) {
            String::new()
        } else {
            format!(", ook al is {} geen werkdag", named(last, holidays))
        };
        self.explanation
            .push(format!("{why}: het einde verschuift niet{falls}."));
    }

    pub(super) fn say_doubts(&mut self, from: NaiveDate, until: NaiveDate, holidays: &Holidays) {
        for doubt in holidays.doubts(from, until) {
            self.explanation.push(format!("Niet geverifieerd: {doubt}"));
        }
        if until > holidays.known_until() {
            self.known_until_exceeded = true;
            self.explanation.push(format!(
                "Dagen die bij koninklijk besluit zijn aangewezen, zijn bekend tot en met {}; \
                 of er daarna nog zijn aangewezen, is niet bekend. Het einde kan dus later vallen.",
                dutch::date(holidays.known_until())
            ));
        }
    }
}

/// Bounds every loop, and keeps civil time away from the edge of the calendar.
pub(super) fn in_range(day: NaiveDate) -> Result<NaiveDate, Problem> {
    if (1900..=9999).contains(&day.year()) {
        Ok(day)
    } else {
        Err(Problem::OutOfRange)
    }
}

pub(super) fn named(day: NaiveDate, holidays: &Holidays) -> String {
    let date = dutch::weekday_date(day);
    match holidays.name(day) {
        Some(name) => format!("{date} ({name})"),
        None => date,
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
