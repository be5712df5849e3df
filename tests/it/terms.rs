//! The suite of legal terms: decisions of courts, published examples and computed cases.

use std::fs;

use chrono::{NaiveDate, NaiveDateTime};
use draaiboek::fact::time::{from_civil, to_civil};
use draaiboek::law::term::{self, End, Holidays, Rule, Start, Term};
use toml::{Table, Value};

use crate::outside;

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/playbooks/law/feestdagen.toml");

#[test]
fn the_terms_of_the_suite_end_where_the_law_says() {
    let place = outside::suite(
        "DRAAIBOEK_TERMS_SUITE",
        "../shared/suites/termijnen.toml",
        "suites",
    );
    let Some(place) = place else { return };
    let text = fs::read_to_string(&place).expect("the suite can be read");
    let suite: Table = text.parse().expect("the suite is TOML");
    let cases = suite["case"].as_array().expect("the suite has cases");
    assert!(!cases.is_empty(), "no cases in {}", place.display());
    let shipped = fs::read_to_string(SHIPPED).expect("the holidays can be read");
    let shipped = Holidays::parse(&shipped).expect("the holidays are readable");
    let failures: Vec<String> = (cases.iter())
        .filter_map(|case| {
            let failure = check(case.as_table()?, &shipped).err()?;
            Some(format!("{}: {failure}", case["id"]))
        })
        .collect();
    let (passed, all) = (cases.len() - failures.len(), cases.len());
    outside::say(&format!("terms: {passed} of {all} terms passed"));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Compares one case with only its own designated days, and with the whole shipped list; a case
/// that names such days must fail without them.
fn check(case: &Table, shipped: &Holidays) -> Result<(), String> {
    let expected = written(&case["expected_end"])?;
    let own = case.get("designated_days");
    for holidays in [&designating(own)?, shipped] {
        let (nominal, end) = ends(case, holidays)?;
        if let Some(written_nominal) = case.get("nominal_end") {
            same("nominal_end", &nominal, &written(written_nominal)?)?;
        }
        same("expected_end", &end, &expected)?;
    }
    if own.is_some() && ends(case, &designating(None)?)?.1 == expected {
        return Err("the designated days make no difference".to_owned());
    }
    let day = |key: &str| case.get(key).map(written).transpose();
    if let (Some(act), Some(in_time)) = (day("act")?, case.get("act_in_time")) {
        let found = act <= expected;
        same("act_in_time", &found.to_string(), &in_time.to_string())?;
    }
    if let Some(forfeit) = day("forfeit_from")? {
        let last: NaiveDate = expected.parse().map_err(|_| "expected_end is no day")?;
        let next = last.succ_opt().ok_or("no next day")?;
        same("forfeit_from", &next.to_string(), &forfeit)?;
    }
    Ok(())
}

/// Returns the nominal end and the end, as the suite writes them.
fn ends(case: &Table, holidays: &Holidays) -> Result<(String, String), String> {
    let term = case["term"].as_table().ok_or("the term is no table")?;
    let (unit, amount) = term.iter().next().ok_or("the term is empty")?;
    let term = Term::parse(&format!("{amount} {unit}")).ok_or("the term is not understood")?;
    let rule = case["rule"]
        .as_str()
        .and_then(Rule::parse)
        .ok_or("the rule is not understood")?;
    let start = written(&case["start"])?;
    let start = match start.parse::<NaiveDate>() {
        Ok(day) => Start::Day(day),
        Err(_) => {
            let civil: NaiveDateTime = start.parse().map_err(|_| "the start is not understood")?;
            Start::Moment(from_civil(civil))
        }
    };
    let deadline = term::end(start, term, rule, holidays).map_err(|problem| problem.to_string())?;
    Ok((civil(deadline.nominal_end), civil(deadline.end)))
}

fn designating(days: Option<&Value>) -> Result<Holidays, String> {
    let none = Value::Array(Vec::new());
    let days = days.unwrap_or(&none);
    Holidays::parse(&format!(
        "schema = \"draaiboek-feestdagen/1\"\nchecked = 2026-11-22\nknown_until = 2028-12-31\n\
         [[designated]]\nsource = \"the suite\"\ndays = {days}\n"
    ))
}

fn civil(end: End) -> String {
    match end {
        End::Day(day) => day.to_string(),
        End::Moment(at) => to_civil(at).format("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}

fn written(value: &Value) -> Result<String, String> {
    let moment = value
        .as_datetime()
        .ok_or_else(|| format!("{value} is no date"))?;
    Ok(moment.to_string())
}

fn same(what: &str, found: &str, expected: &str) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what} is {found}, expected {expected}"))
    }
}
