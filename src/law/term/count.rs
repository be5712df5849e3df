//! When a term ends.
//!
//! Never moves the end of a term in hours, never hides the nominal end, and never guesses a holiday
//! beyond the day until which the designated days are known.

use chrono::{Days, Months, NaiveDate, TimeDelta};

use super::deadline::{capital, in_range};
use super::provision::{EU, Provisions};
use super::{Deadline, End, Holidays, Problem, Rule, Start, Term, Unit};
use crate::fact::dutch;
use crate::fact::time::{from_civil, to_civil};

/// Returns the end of a term that runs from `start`; the day of the start itself does not count.
///
/// Under [`Rule::Awt`] and [`Rule::Eu118271`] a term in days or longer ends with a day. Under
/// [`Rule::None`] months and years from a moment keep the clock time of that moment.
///
/// # Errors
/// [`Problem::HoursNeedMoment`] for hours from a day, [`Problem::OutOfRange`] outside the years
/// 1900 to 9999.
pub fn end(start: Start, term: Term, rule: Rule, holidays: &Holidays) -> Result<Deadline, Problem> {
    if term.unit == Unit::Hours {
        return hours(start, term, rule, holidays);
    }
    let first = start.day()?;
    let nominal = nominal_day(first, term, holidays)?;
    let nominal_end = match (start, rule, term.unit) {
        (Start::Moment(at), Rule::None, Unit::Months | Unit::Years) => {
            End::Moment(from_civil(nominal.and_time(to_civil(at).time())))
        }
        _ => End::Day(nominal),
    };
    let mut deadline = Deadline::new(nominal_end)?;
    let until = match nominal_end {
        End::Day(_) => format!(
            "tot en met {}; de dag van het begin telt niet mee",
            nominal_end.dutch()
        ),
        End::Moment(_) => format!("tot {}", nominal_end.dutch()),
    };
    deadline.explanation.push(format!(
        "{} na {}: {until}.",
        capital(&term.dutch()),
        start.dutch()
    ));
    if term.unit == Unit::WorkingDays {
        deadline.explanation.push(
            "Alleen dagen die geen zaterdag, zondag of feestdag zijn, zijn geteld.".to_owned(),
        );
    }
    let Some(law) = Provisions::of(rule, term) else {
        deadline.say_unmoved(nominal, term, rule, holidays);
        if term.unit == Unit::WorkingDays {
            deadline.say_doubts(first, nominal, holidays);
        }
        return Ok(deadline);
    };
    let lengthened = law.lengthen(first, nominal, term, holidays, &mut deadline)?;
    let last = law.shift(lengthened, holidays, &mut deadline)?;
    if last != nominal {
        deadline.set_end(End::Day(last))?;
    }
    if deadline.shifts.is_empty() {
        deadline.rely_on(law.shift);
        let holiday = match last > holidays.known_until() {
            true => "feestdag voor zover bekend",
            false => "feestdag",
        };
        deadline.explanation.push(format!(
            "{} is geen zaterdag, zondag of {holiday}: het einde verschuift niet ({} {}).",
            capital(&dutch::weekday_date(last)),
            law.name,
            law.shift_article
        ));
    }
    if rule == Rule::Eu118271 {
        deadline.explanation.push(
            "Geteld met de Nederlandse feestdagen; welke dagen voor de Europese termijn gelden \
             (art. 2) en de tekst van art. 3 lid 1 en 2 zijn niet geverifieerd."
                .to_owned(),
        );
    }
    let counts_working_days = matches!(term.unit, Unit::Days | Unit::WorkingDays);
    let from = if counts_working_days { first } else { nominal };
    deadline.say_doubts(from, last, holidays);
    Ok(deadline)
}

/// Adds elapsed hours: wall clocks, weekends and holidays do not matter.
fn hours(start: Start, term: Term, rule: Rule, holidays: &Holidays) -> Result<Deadline, Problem> {
    let Start::Moment(at) = start else {
        return Err(Problem::HoursNeedMoment);
    };
    start.day()?;
    let end = TimeDelta::try_hours(term.amount.into())
        .and_then(|elapsed| at.checked_add_signed(elapsed))
        .ok_or(Problem::OutOfRange)?;
    let last = Start::Moment(end).day()?;
    let mut deadline = Deadline::new(End::Moment(end))?;
    deadline.explanation.push(format!(
        "{} na {}: tot {}, geteld in verstreken uren.",
        capital(&term.dutch()),
        start.dutch(),
        End::Moment(end).dutch()
    ));
    if rule == Rule::Eu118271 {
        deadline.rely_on(EU.shift);
        deadline.explanation.push(
            "Een termijn in uren verschuift niet naar een volgende werkdag (Verordening 1182/71 \
             art. 3 lid 4). Of het beginuur meetelt (art. 3 lid 1 en 2, tekst niet geverifieerd) \
             en of er twee werkdagen in moeten liggen (art. 3 lid 5) is betwist. Een lezing met \
             een later einde is informatie en nooit de uiterste tijd."
                .to_owned(),
        );
    } else {
        deadline.say_unmoved(last, term, rule, holidays);
    }
    Ok(deadline)
}

/// Returns the last day of a term, before any shift.
fn nominal_day(start: NaiveDate, term: Term, holidays: &Holidays) -> Result<NaiveDate, Problem> {
    let amount = term.amount;
    let months = |each: u32| {
        let months = Months::new(amount.checked_mul(each)?);
        start.checked_add_months(months)
    };
    let days = |each: u64| start.checked_add_days(Days::new(u64::from(amount).checked_mul(each)?));
    let last = match term.unit {
        Unit::WorkingDays => return working_day(start, amount, holidays),
        Unit::Days => days(1),
        Unit::Weeks => days(7),
        Unit::Months => months(1),
        Unit::Years => months(12),
        // Hours end at a moment, never with a day.
        Unit::Hours => None,
    };
    in_range(last.ok_or(Problem::OutOfRange)?)
}

/// Returns the working day so many working days after a day.
pub(super) fn working_day(
    after: NaiveDate,
    amount: u32,
    holidays: &Holidays,
) -> Result<NaiveDate, Problem> {
    // Every working day is a day: without this, a huge amount walks to the end of the calendar.
    let least = after.checked_add_days(Days::new(amount.into()));
    in_range(least.ok_or(Problem::OutOfRange)?)?;
    let mut day = after;
    let mut left = amount;
    while left > 0 {
        day = in_range(day.succ_opt().ok_or(Problem::OutOfRange)?)?;
        if holidays.is_working_day(day) {
            left -= 1;
        }
    }
    Ok(day)
}
