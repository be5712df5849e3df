//! When a term ends, with what moved it, the law it rests on and how far the holiday data goes.
//!
//! Never counts: the law floor did. An end that rests on days whose holidays nobody looked up is
//! shown as not to be computed, with the earliest day it can be.

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};
use chrono_tz::Europe::Amsterdam;
use serde::Serialize;

use super::{WIDTH, wrap};
use crate::fact::{dutch, time};
use crate::law::Register;
use crate::law::term::{
    DayOff, DayOffKind, Deadline, End, Holidays, Problem, Rule, Start, Term, end,
};

/// A computed term. Days are `2026-11-22`; moments carry the offset of the Dutch clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermLine {
    /// The earliest that the end can be, when the end is not known.
    pub earliest_end: Option<String>,
    /// The end; absent when it rests on days whose holidays are not known.
    pub end: Option<String>,
    /// The end in Dutch words, or why there is none.
    pub end_text: String,
    /// The moment at which the term has run out, in UTC; absent with the end.
    pub expires_at: Option<DateTime<Utc>>,
    /// Dutch sentences for whoever asks why, in order.
    pub explanation: Vec<String>,
    /// When a person last checked the list of holidays.
    pub holidays_checked: NaiveDate,
    /// The last day for which the designated holidays are known.
    pub holidays_known_until: NaiveDate,
    /// What is not verified about the list of holidays.
    pub holidays_note: String,
    /// The end before any shift.
    pub nominal_end: String,
    /// The same in Dutch words.
    pub nominal_end_text: String,
    /// The rule that counted.
    pub rule: Rule,
    /// The rule in Dutch words.
    pub rule_text: &'static str,
    /// What moved the end, in order.
    pub shifts: Vec<ShiftLine>,
    /// The law relied on.
    pub sources: Vec<SourceLine>,
    /// From where the term runs.
    pub start: String,
    /// The same in Dutch words.
    pub start_text: String,
    /// How long it is.
    pub term: Term,
    /// The same in Dutch words.
    pub term_text: String,
}

/// One move of the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShiftLine {
    /// The last day before the move.
    pub from: NaiveDate,
    /// Why, as a Dutch sentence.
    pub reason: String,
    /// The days that do not count.
    pub skipped: Vec<DayOffLine>,
    /// The provision that moves it.
    pub source: SourceLine,
    /// The last day after the move.
    pub to: NaiveDate,
}

/// A day that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayOffLine {
    /// The day, why it does not count, and where that was found.
    #[serde(flatten)]
    pub off: DayOff,
    /// The same in Dutch words.
    pub text: String,
}

/// A source of law as a text refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// How a text refers to it; absent when the register does not hold it.
    pub cite: Option<String>,
    /// Why nobody should rest on it without reading it.
    pub doubt: Option<String>,
    /// The id in the register.
    pub id: String,
}

/// Computes a term and returns what to show of it.
///
/// # Errors
/// Why the term has no end.
pub fn term(
    law: &Register,
    holidays: &Holidays,
    start: Start,
    term: Term,
    rule: Rule,
) -> Result<TermLine, Problem> {
    let deadline = end(start, term, rule, holidays)?;
    let known = deadline.known_end();
    let mut explanation = deadline.explanation.clone();
    let moments = [moment_of_start(start), moment_of_end(deadline.end)];
    explanation.extend(moments.into_iter().flatten().filter_map(doubled));
    if rule == Rule::Awt && !deadline.sources.contains(&"atw-4") {
        explanation.push(
            "De Algemene termijnenwet geldt voor termijnen in een wet; een termijn die een \
             besluit of uitspraak zelf stelt, zoals een begunstigingstermijn, schuift niet op \
             (reken die met `--rule none`)."
                .to_owned(),
        );
    }
    Ok(TermLine {
        earliest_end: known.is_none().then(|| written(deadline.end)),
        end: known.map(written),
        end_text: end_text(&deadline, holidays),
        expires_at: known.map(|_| deadline.expires_at),
        explanation,
        holidays_checked: holidays.checked(),
        holidays_known_until: holidays.known_until(),
        holidays_note: holidays.note().to_owned(),
        nominal_end: written(deadline.nominal_end),
        nominal_end_text: until(deadline.nominal_end),
        rule,
        rule_text: rule_text(rule),
        shifts: deadline
            .shifts
            .iter()
            .map(|shift| ShiftLine {
                from: shift.from,
                reason: shift.reason.clone(),
                skipped: shift.skipped.iter().map(day_off).collect(),
                source: source(law, shift.source),
                to: shift.to,
            })
            .collect(),
        sources: deadline.sources.iter().map(|id| source(law, id)).collect(),
        start: match start {
            Start::Day(day) => day.to_string(),
            Start::Moment(at) => written(End::Moment(at)),
        },
        start_text: match start {
            Start::Day(day) => End::Day(day).dutch(),
            Start::Moment(at) => End::Moment(at).dutch(),
        },
        term,
        term_text: term.dutch(),
    })
}

/// Returns a computed term in lines for a screen.
pub fn term_text(line: &TermLine) -> String {
    let mut out = format!("Begin: {}\n", line.start_text);
    out.push_str(&format!("Termijn: {}\n", line.term_text));
    out.push_str(&format!("Regel: {}\n", line.rule_text));
    if line.end.as_ref() != Some(&line.nominal_end) {
        out.push_str(&format!("Zonder verschuiving: {}\n", line.nominal_end_text));
    }
    out.push_str(&format!("EINDE: {}\n", line.end_text));
    if !line.shifts.is_empty() {
        out.push_str("\nVerschoven\n");
    }
    for shift in &line.shifts {
        let (from, to) = (
            dutch::weekday_date(shift.from),
            dutch::weekday_date(shift.to),
        );
        out.push_str(&format!("  van {from} naar {to}\n"));
        out.push_str(&format!("    grondslag: {}\n", shift.source.dutch()));
        for off in &shift.skipped {
            out.push_str(&format!("    - {}\n", off.text));
        }
    }
    out.push_str("\nUitleg\n");
    for sentence in &line.explanation {
        out.push_str(&format!("  - {sentence}\n"));
    }
    if !line.sources.is_empty() {
        out.push_str("\nGrondslag\n");
    }
    for source in &line.sources {
        out.push_str(&format!("  - {}\n", source.dutch()));
    }
    out.push_str(&format!(
        "\nFeestdagen: aangewezen dagen bekend tot en met {}, nagekeken op {}.\n",
        dutch::date(line.holidays_known_until),
        dutch::date(line.holidays_checked)
    ));
    if !line.holidays_note.is_empty() {
        out.push_str(&format!("  Niet geverifieerd: {}\n", line.holidays_note));
    }
    wrap(&out, WIDTH)
}

impl SourceLine {
    fn dutch(&self) -> String {
        let cite = self.cite.as_ref().unwrap_or(&self.id);
        match (&self.cite, &self.doubt) {
            (None, _) => format!("{cite} (staat niet in het bronnenregister)"),
            (_, Some(doubt)) => format!("{cite} ({doubt})"),
            (_, None) => cite.clone(),
        }
    }
}

fn end_text(deadline: &Deadline, holidays: &Holidays) -> String {
    match deadline.known_end() {
        Some(end) => until(end),
        None => format!(
            "niet te berekenen voorbij {}: feestdagen niet bekend (niet eerder dan {})",
            dutch::date(holidays.known_until()),
            deadline.end.dutch()
        ),
    }
}

fn until(end: End) -> String {
    match end {
        End::Day(_) => format!("tot en met {}", end.dutch()),
        End::Moment(_) => format!("tot {}", end.dutch()),
    }
}

fn written(end: End) -> String {
    match end {
        End::Day(day) => day.to_string(),
        End::Moment(at) => at
            .with_timezone(&Amsterdam)
            .to_rfc3339_opts(SecondsFormat::Secs, false),
    }
}

fn rule_text(rule: Rule) -> &'static str {
    match rule {
        Rule::Awt => "Algemene termijnenwet",
        Rule::Eu118271 => "Verordening (EEG, Euratom) 1182/71",
        Rule::None => "geen; letterlijk geteld",
    }
}

fn source(law: &Register, id: &str) -> SourceLine {
    let known = law.source(id);
    SourceLine {
        cite: known.map(|source| source.cite.clone()),
        doubt: known.and_then(crate::law::Source::doubt),
        id: id.to_owned(),
    }
}

fn day_off(off: &DayOff) -> DayOffLine {
    let day = dutch::weekday_date(off.day);
    let name = off.name.unwrap_or("feestdag");
    let text = match (off.kind, off.name, &off.source) {
        (DayOffKind::Weekend, None, _) => format!("{day}: weekend"),
        (DayOffKind::Weekend, Some(name), _) => format!("{day}: weekend, ook {name}"),
        (DayOffKind::Holiday, ..) => format!("{day}: feestdag, {name}"),
        (DayOffKind::Designated, _, Some(source)) => format!("{day}: {name} ({source})"),
        (DayOffKind::Designated, _, None) => format!("{day}: {name}"),
    };
    DayOffLine {
        off: off.clone(),
        text,
    }
}

fn moment_of_start(start: Start) -> Option<DateTime<Utc>> {
    match start {
        Start::Day(_) => None,
        Start::Moment(at) => Some(at),
    }
}

fn moment_of_end(end: End) -> Option<DateTime<Utc>> {
    match end {
        End::Day(_) => None,
        End::Moment(at) => Some(at),
    }
}

/// Returns what to say of a time of day that the clock shows twice in the night that winter time
/// begins.
fn doubled(at: DateTime<Utc>) -> Option<String> {
    let hour = TimeDelta::hours(1);
    let civil = time::to_civil(at);
    let which = match () {
        () if time::to_civil(at + hour) == civil => "de eerste keer (zomertijd)",
        () if time::to_civil(at - hour) == civil => "de tweede keer (wintertijd)",
        () => return None,
    };
    Some(format!(
        "De klok wijst {} uur op {} twee keer aan; bedoeld is {which}.",
        dutch::clock(at),
        dutch::date(civil.date())
    ))
}
