//! The provisions that move the end of a term: Algemene termijnenwet art. 1 and 2, and
//! Regulation 1182/71 art. 3(4) and 3(5).
//!
//! Never moves a term in hours, nor one that Algemene termijnenwet art. 4 excludes.

use std::iter;

use chrono::NaiveDate;

use super::count::working_day;
use super::deadline::{capital, named};
use super::{DayOff, DayOffKind, Deadline, Holidays, Problem, Rule, Shift, Term, Unit};
use crate::fact::dutch;

/// The provisions that move an end.
pub(super) struct Provisions {
    /// The provision that says which days are holidays, when that is another one.
    holiday: Option<&'static str>,
    lengthen: &'static str,
    lengthen_article: &'static str,
    lengthen_from_days: u32,
    pub(super) name: &'static str,
    pub(super) shift: &'static str,
    pub(super) shift_article: &'static str,
}

impl Provisions {
    /// Returns the provisions that may move the end; Atw art. 4 excludes long terms.
    pub(super) fn of(rule: Rule, term: Term) -> Option<&'static Provisions> {
        let most = match term.unit {
            Unit::Days | Unit::WorkingDays => 90,
            Unit::Weeks => 12,
            Unit::Months => 3,
            Unit::Hours | Unit::Years => 0,
        };
        match rule {
            Rule::Awt => (term.amount <= most).then_some(&AWT),
            Rule::Eu118271 => Some(&EU),
            Rule::None => None,
        }
    }

    /// Lengthens a term that is long enough until it holds two working days.
    pub(super) fn lengthen(
        &self,
        start: NaiveDate,
        last: NaiveDate,
        term: Term,
        holidays: &Holidays,
        deadline: &mut Deadline,
    ) -> Result<NaiveDate, Problem> {
        let applies = match term.unit {
            Unit::Days => term.amount >= self.lengthen_from_days,
            Unit::Weeks | Unit::Months | Unit::Years => term.amount > 0,
            // One working day is too short for the rule, two hold two.
            Unit::Hours | Unit::WorkingDays => false,
        };
        if !applies {
            return Ok(last);
        }
        let second = working_day(start, 2, holidays)?;
        if second <= last {
            return Ok(last);
        }
        let reason = format!(
            "Binnen de termijn liggen geen twee dagen die geen zaterdag, zondag of feestdag zijn: \
             de termijn loopt door tot en met {} ({} {}).",
            dutch::weekday_date(second),
            self.name,
            self.lengthen_article
        );
        let skipped = days_off(days_between(start, second), holidays);
        self.push(deadline, last, second, reason, self.lengthen, skipped);
        Ok(second)
    }

    /// Moves an end on a Saturday, Sunday or holiday to the next day that is none of these.
    pub(super) fn shift(
        &self,
        last: NaiveDate,
        holidays: &Holidays,
        deadline: &mut Deadline,
    ) -> Result<NaiveDate, Problem> {
        if holidays.is_working_day(last) {
            return Ok(last);
        }
        let next = working_day(last, 1, holidays)?;
        let skipped: Vec<String> = iter::once(last)
            .chain(days_between(last, next))
            .map(|day| named(day, holidays))
            .collect();
        let verb = if skipped.len() == 1 {
            "is geen werkdag"
        } else {
            "zijn geen werkdagen"
        };
        let reason = format!(
            "{} {verb}: de termijn loopt door tot en met {} ({} {}).",
            capital(&dutch::list(&skipped)),
            dutch::weekday_date(next),
            self.name,
            self.shift_article
        );
        let skipped = iter::once(last).chain(days_between(last, next));
        let skipped = days_off(skipped, holidays);
        self.push(deadline, last, next, reason, self.shift, skipped);
        Ok(next)
    }

    /// Keeps a move, and relies on the provision on holidays when one of them made it.
    fn push(
        &self,
        deadline: &mut Deadline,
        from: NaiveDate,
        to: NaiveDate,
        reason: String,
        source: &'static str,
        skipped: Vec<DayOff>,
    ) {
        let is_by_holiday = skipped.iter().any(|off| off.kind != DayOffKind::Weekend);
        deadline.push_shift(Shift {
            from,
            reason,
            skipped,
            source,
            to,
        });
        if is_by_holiday && let Some(holiday) = self.holiday {
            deadline.rely_on(holiday);
        }
    }
}

const AWT: Provisions = Provisions {
    holiday: Some("atw-3"),
    lengthen: "atw-2",
    lengthen_article: "art. 2",
    lengthen_from_days: 3,
    name: "Algemene termijnenwet",
    shift: "atw-1-1",
    shift_article: "art. 1",
};

pub(super) const EU: Provisions = Provisions {
    holiday: None,
    lengthen: "vo-1182-71-3-5",
    lengthen_article: "art. 3 lid 5",
    lengthen_from_days: 2,
    name: "Verordening 1182/71",
    shift: "vo-1182-71-3-4",
    shift_article: "art. 3 lid 4",
};

/// Returns the days after one day and before another.
fn days_between(after: NaiveDate, before: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    after
        .iter_days()
        .skip(1)
        .take_while(move |day| *day < before)
}

fn days_off(days: impl Iterator<Item = NaiveDate>, holidays: &Holidays) -> Vec<DayOff> {
    days.filter_map(|day| holidays.day_off(day)).collect()
}
