//! `term`: when a legal term ends.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::fact::time;
use crate::law::term::{Problem, Rule, Start, Term, Unit};
use crate::runtime::{self, Surroundings};
use crate::view;

const HELP: &str = "\
Without --rule the Algemene termijnenwet counts: the rule for a term in a Dutch statute. By its \
article 4 it moves no term in hours or years, nor one of more than 90 days, 12 weeks or 3 months. \
A term that a decision or a judgment sets itself, such as a begunstigingstermijn, takes --rule \
none; a term of European law takes --rule eu-1182-71.

The day of the start itself does not count. Hours are elapsed hours under every rule. An end that \
rests on days for which no holidays are known is not computed; the earliest day it can be is shown.";

/// What was typed.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Typed {
    /// From where it runs: 2026-11-22, or with a time 2026-11-22 19:30
    #[arg(long, value_name = "DATE")]
    start: String,
    #[command(flatten)]
    length: Length,
    /// Which rule counts it: awt, none or eu-1182-71
    #[arg(long, default_value = "awt", value_parser = rule)]
    rule: Rule,
}

/// How long the term is: one unit.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Length {
    /// Calendar days
    #[arg(long, value_name = "N", value_parser = amount, allow_hyphen_values = true)]
    days: Option<u32>,
    /// Days that are neither Saturday, Sunday nor holiday
    #[arg(long, value_name = "N", value_parser = amount, allow_hyphen_values = true)]
    working_days: Option<u32>,
    /// Weeks
    #[arg(long, value_name = "N", value_parser = amount, allow_hyphen_values = true)]
    weeks: Option<u32>,
    /// Months
    #[arg(long, value_name = "N", value_parser = amount, allow_hyphen_values = true)]
    months: Option<u32>,
    /// Years
    #[arg(long, value_name = "N", value_parser = amount, allow_hyphen_values = true)]
    years: Option<u32>,
    /// Elapsed hours; the start then needs a time
    #[arg(long, value_name = "N", value_parser = amount, allow_hyphen_values = true)]
    hours: Option<u32>,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let start = start(&typed.start, Surroundings::Machine.now())?;
    let (flag, term) = typed.length.term()?;
    // No playbook: whatever is wrong in one does not stop a term from being computed.
    let (law, holidays) = runtime::parse_law(&context.catalog()?.pins(""))?;
    let line = view::term(&law, &holidays, start, term, typed.rule);
    let line = line.map_err(|problem| refused(problem, flag, term, &typed.start))?;
    output::show(context, &line, || view::term_text(&line))?;
    Ok(ExitCode::SUCCESS)
}

impl Length {
    /// Returns the flag and the term.
    fn term(&self) -> Result<(&'static str, Term), Failure> {
        [
            ("--days", self.days, Unit::Days),
            ("--working-days", self.working_days, Unit::WorkingDays),
            ("--weeks", self.weeks, Unit::Weeks),
            ("--months", self.months, Unit::Months),
            ("--years", self.years, Unit::Years),
            ("--hours", self.hours, Unit::Hours),
        ]
        .into_iter()
        .find_map(|(flag, amount, unit)| {
            let amount = amount?;
            Some((flag, Term { amount, unit }))
        })
        .ok_or_else(|| Failure::Usage("say how long with `--weeks N` or another unit".to_owned()))
    }
}

/// Reads a start; a day and a year are never filled in for the person, `vandaag` and `nu` are.
fn start(text: &str, now: DateTime<Utc>) -> Result<Start, Failure> {
    let date = text
        .trim()
        .split(['T', ' ', ','])
        .next()
        .unwrap_or_default();
    let is_short = date.split(['-', '/']).count() == 2;
    let day = (!is_short).then(|| time::read_date(text, now)).flatten();
    let moment = || {
        let is_complete = time::read_time(text).is_none() && !is_short;
        is_complete
            .then(|| time::read_datetime(text, now))
            .flatten()
    };
    (day.map(Start::Day))
        .or_else(|| moment().map(Start::Moment))
        .ok_or_else(|| {
            Failure::Usage(format!(
                "`--start {text}` is not a day or a moment\nhint: possible are 2026-11-22, \
                 22-11-2026, 2026-11-22 19:30, 2026-11-22T19:30+01:00, `vandaag` and `nu`"
            ))
        })
}

fn refused(problem: Problem, flag: &str, term: Term, start: &str) -> Failure {
    let amount = term.amount;
    Failure::Usage(match problem {
        Problem::HoursNeedMoment => format!(
            "`--start {start}`: {problem}\nhint: write it such as `--start \"2026-11-22 19:30\"`, \
             or count with `--days`"
        ),
        Problem::OutOfRange => format!(
            "`--start {start}` with `{flag} {amount}`: {problem}\nhint: a smaller number or \
             another start is possible"
        ),
    })
}

fn amount(text: &str) -> Result<u32, String> {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = is_whole.then(|| text.parse().ok()).flatten();
    amount
        .filter(|amount| *amount > 0)
        .ok_or_else(|| format!("possible are whole numbers from 1 to {}", u32::MAX))
}

fn rule(text: &str) -> Result<Rule, String> {
    Rule::parse(text).ok_or_else(|| {
        let known: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
        format!("possible are: {}", known.join(", "))
    })
}
