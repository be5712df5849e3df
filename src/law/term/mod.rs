//! Legal terms: how long one is, which rule counts it, and when it ends.
//!
//! Never knows what a term is for or whether an act was lawful, never asks what day it is, and
//! never counts back from a moment (Algemene termijnenwet art. 1 lid 2 excludes those terms).

mod count;
mod deadline;
mod holidays;
mod provision;
#[cfg(test)]
mod tests;

pub use count::end;
pub use deadline::{Deadline, End, Problem, Shift, Start};
pub use holidays::{DayOff, DayOffKind, Holidays};

use std::fmt;

use serde::{Deserialize, Serialize};

/// How long something may last: `6 weeks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// How many units.
    pub amount: u32,
    /// The unit that the law or the decision names; six weeks are not 42 days.
    pub unit: Unit,
}

/// The unit of a term, from short to long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Elapsed hours, whatever the clocks on the wall do.
    Hours,
    /// Calendar days.
    Days,
    /// Days that are neither Saturday, Sunday nor holiday.
    WorkingDays,
    /// Weeks: the same day of the week.
    Weeks,
    /// Months: the same number of the day, or the last day of a shorter month.
    Months,
    /// Years: the same date, or the last day of February.
    Years,
}

/// Which rule counts the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// The Algemene termijnenwet (BWBR0002448). Not for a term that a decision sets, nor for what art.
    /// 4 excludes by subject: making rules known, their entry into force, and detention.
    #[serde(rename = "awt")]
    Awt,
    /// Counted literally; the end is not moved.
    #[serde(rename = "none")]
    None,
    /// Regulation (EEC, Euratom) 1182/71.
    #[serde(rename = "eu-1182-71")]
    Eu118271,
}

impl Term {
    /// Reads `6 weeks` or `1 week`; a term of nothing is no term.
    pub fn parse(text: &str) -> Option<Term> {
        let (amount, unit) = text.trim().split_once(char::is_whitespace)?;
        if !amount.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let amount = amount.parse().ok().filter(|amount| *amount > 0)?;
        let unit = Unit::parse(unit.trim())?;
        Some(Term { amount, unit })
    }

    /// Returns the Dutch words: `zes weken`, `72 uur`.
    pub fn dutch(self) -> String {
        const SMALL: [&str; 13] = [
            "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
            "elf", "twaalf",
        ];
        let amount = usize::try_from(self.amount)
            .ok()
            .and_then(|amount| SMALL.get(amount))
            .map_or_else(|| self.amount.to_string(), ToString::to_string);
        let (one, many) = self.unit.dutch();
        let unit = if self.amount == 1 { one } else { many };
        format!("{amount} {unit}")
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, many) = self.unit.english();
        let unit = if self.amount == 1 { one } else { many };
        write!(f, "{} {unit}", self.amount)
    }
}

impl Unit {
    /// Every unit, from short to long.
    pub const ALL: [Unit; 6] = [
        Unit::Hours,
        Unit::Days,
        Unit::WorkingDays,
        Unit::Weeks,
        Unit::Months,
        Unit::Years,
    ];

    fn parse(text: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| {
            let (one, many) = unit.english();
            text == one || text == many
        })
    }

    fn english(self) -> (&'static str, &'static str) {
        match self {
            Unit::Hours => ("hour", "hours"),
            Unit::Days => ("day", "days"),
            Unit::WorkingDays => ("working_day", "working_days"),
            Unit::Weeks => ("week", "weeks"),
            Unit::Months => ("month", "months"),
            Unit::Years => ("year", "years"),
        }
    }

    fn dutch(self) -> (&'static str, &'static str) {
        match self {
            Unit::Hours => ("uur", "uur"),
            Unit::Days => ("dag", "dagen"),
            Unit::WorkingDays => ("werkdag", "werkdagen"),
            Unit::Weeks => ("week", "weken"),
            Unit::Months => ("maand", "maanden"),
            Unit::Years => ("jaar", "jaar"),
        }
    }
}

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 3] = [Rule::Awt, Rule::None, Rule::Eu118271];

    /// Reads `awt`, `none` or `eu-1182-71`.
    pub fn parse(text: &str) -> Option<Rule> {
        Rule::ALL
            .into_iter()
            .find(|rule| rule.as_str() == text.trim())
    }

    /// Returns the name as a playbook writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Awt => "awt",
            Rule::None => "none",
            Rule::Eu118271 => "eu-1182-71",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
