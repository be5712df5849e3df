use chrono::NaiveDateTime;
use proptest::prelude::*;

use super::holidays::is_weekend;
use super::*;
use crate::fact::time::{from_civil, to_civil};

fn holidays() -> Holidays {
    let shipped = include_str!("../../../playbooks/law/feestdagen.toml");
    Holidays::parse(shipped).expect("the shipped holidays are readable")
}

fn start(text: &str) -> Start {
    match text.parse() {
        Ok(day) => Start::Day(day),
        Err(_) => Start::Moment(from_civil(text.parse().expect("a day or a moment"))),
    }
}

fn deadline(from: &str, term: &str, rule: &str) -> Result<Deadline, Problem> {
    let term = Term::parse(term).expect("a term");
    let rule = Rule::parse(rule).expect("a rule");
    end(start(from), term, rule, &holidays())
}

/// Writes an end as the civil day, or the civil day and time.
fn civil(end: End) -> String {
    match end {
        End::Day(day) => day.to_string(),
        End::Moment(at) => to_civil(at).format("%Y-%m-%dT%H:%M").to_string(),
    }
}

fn check(from: &str, term: &str, rule: &str, expected: &str) {
    let found = deadline(from, term, rule).map(|deadline| civil(deadline.end));
    assert_eq!(
        found.as_deref(),
        Ok(expected),
        "{term} from {from} under {rule}"
    );
}

#[test]
fn hours_are_elapsed_hours_under_every_rule() {
    for rule in ["awt", "none", "eu-1182-71"] {
        check("2026-11-20T16:30:00", "72 hours", rule, "2026-11-23T16:30");
        check("2026-12-24T17:00:00", "72 hours", rule, "2026-12-27T17:00");
        // An hour is lost in the night of 28 March 2027 and gained in that of 25 October 2026.
        check("2027-03-27T12:00:00", "24 hours", rule, "2027-03-28T13:00");
        check("2027-03-27T12:00:00", "72 hours", rule, "2027-03-30T13:00");
        check("2026-10-24T12:00:00", "24 hours", rule, "2026-10-25T11:00");
        check("2026-10-24T12:00:00", "72 hours", rule, "2026-10-27T11:00");
        assert_eq!(
            deadline("2026-11-20", "72 hours", rule),
            Err(Problem::HoursNeedMoment)
        );
    }
}

#[test]
fn other_readings_of_european_hours_are_told_but_never_the_end() {
    let deadline = deadline("2026-12-24T17:00:00", "72 hours", "eu-1182-71").expect("an end");
    assert_eq!(deadline.end, deadline.nominal_end);
    assert!(deadline.shifts.is_empty());
    assert!(!deadline.known_until_exceeded);
    let told = deadline.explanation.join("\n");
    for words in [
        "lid 4",
        "lid 5",
        "betwist",
        "niet geverifieerd",
        "nooit de uiterste tijd",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn european_days_move_to_working_days_and_hold_two_of_them() {
    check("2026-11-19", "1 day", "eu-1182-71", "2026-11-20");
    check("2026-11-20", "1 day", "eu-1182-71", "2026-11-23");
    check("2026-11-20", "2 days", "eu-1182-71", "2026-11-24");
    check("2026-11-25", "1 month", "eu-1182-71", "2026-12-28");
}

#[test]
fn months_and_years_keep_the_number_of_the_day_or_take_the_last_one() {
    check("2027-01-31", "1 month", "none", "2027-02-28");
    check("2028-01-31", "1 month", "none", "2028-02-29");
    check("2026-03-31", "3 months", "none", "2026-06-30");
    check("2028-02-29", "1 year", "none", "2029-02-28");
    check("2028-02-29", "4 years", "none", "2032-02-29");
    check("2027-01-31", "1 month", "awt", "2027-03-01");
    check("2026-11-25T09:15:00", "1 month", "awt", "2026-12-28");
    check(
        "2026-11-30T22:15:00",
        "3 months",
        "none",
        "2027-02-28T22:15",
    );
    // That clock time does not exist on the day on which summer time begins.
    check("2027-02-28T02:30:00", "1 month", "none", "2027-03-28T03:30");
}

#[test]
fn the_termijnenwet_leaves_long_terms_alone() {
    check("2026-09-27", "90 days", "awt", "2026-12-28");
    check("2026-09-26", "91 days", "awt", "2026-12-26");
    check("2026-10-02", "12 weeks", "awt", "2026-12-28");
    check("2026-09-25", "13 weeks", "awt", "2026-12-25");
    check("2026-09-25", "3 months", "awt", "2026-12-28");
    check("2026-08-25", "4 months", "awt", "2026-12-25");
    check("2025-12-25", "1 year", "awt", "2026-12-25");
    let deadline = deadline("2025-12-25", "1 year", "awt").expect("an end");
    assert_eq!(deadline.sources, ["atw-4"]);
}

#[test]
fn two_days_are_too_short_to_be_lengthened() {
    check("2026-11-20", "2 days", "awt", "2026-11-23");
    check("2026-11-20", "3 days", "awt", "2026-11-24");
}

#[test]
fn the_receipt_names_every_move_with_its_provision() {
    let deadline = deadline("2026-11-14", "6 weeks", "awt").expect("an end");
    assert_eq!(civil(deadline.nominal_end), "2026-12-26");
    assert_eq!(
        deadline.expires_at.to_rfc3339(),
        "2026-12-28T23:00:00+00:00"
    );
    assert_eq!(deadline.sources, ["atw-1-1"]);
    assert_eq!(
        deadline.explanation,
        [
            "Zes weken na zaterdag 14 november 2026: tot en met zaterdag 26 december 2026; \
             de dag van het begin telt niet mee.",
            "Zaterdag 26 december 2026 (Tweede Kerstdag) en zondag 27 december 2026 zijn geen \
             werkdagen: de termijn loopt door tot en met maandag 28 december 2026 \
             (Algemene termijnenwet art. 1).",
        ]
    );
    let lengthened = self::deadline("2026-04-02", "3 days", "awt").expect("an end");
    assert_eq!(lengthened.sources, ["atw-2", "atw-3"]);
    assert_eq!(lengthened.shifts.len(), 1);
    let unmoved = self::deadline("2026-11-23", "6 weeks", "awt").expect("an end");
    assert_eq!(unmoved.sources, ["atw-1-1"]);
    assert!(unmoved.shifts.is_empty());
}

#[test]
fn what_is_not_known_about_holidays_is_said() {
    let told = |from: &str, term: &str, rule: &str| {
        let deadline = deadline(from, term, rule).expect("an end");
        (
            deadline.known_until_exceeded,
            deadline.explanation.join("\n"),
        )
    };
    let (exceeded, text) = told("2028-12-15", "2 weeks", "awt");
    assert!(!exceeded && !text.contains("bekend tot"), "{text}");
    // Sunday 31 December 2028 is known, the Tuesday it moves to is not.
    let (exceeded, text) = told("2028-12-17", "2 weeks", "awt");
    assert!(
        exceeded && text.contains("bekend tot en met 31 december 2028"),
        "{text}"
    );
    assert!(told("2029-05-01", "3 working_days", "none").0);
    assert!(!told("2029-05-01", "3 weeks", "none").0);
    assert!(!told("2029-05-01T12:00:00", "72 hours", "awt").0);
    let (exceeded, text) = told("2021-05-03", "2 weeks", "awt");
    assert!(!exceeded && text.contains("2020, 2021 en 2022"), "{text}");
}

#[test]
fn holidays_fall_where_the_calendar_puts_them() {
    let holidays = holidays();
    let name = |day: &str| holidays.name(day.parse().expect("a day"));
    for (year, days) in [
        (2026, ["04-03", "04-06", "04-27", "05-14", "05-25"]),
        (2027, ["03-26", "03-29", "04-27", "05-06", "05-17"]),
        (2028, ["04-14", "04-17", "04-27", "05-25", "06-05"]),
        (2029, ["03-30", "04-02", "04-27", "05-10", "05-21"]),
        (2030, ["04-19", "04-22", "04-27", "05-30", "06-10"]),
    ] {
        let names = [
            "Goede Vrijdag",
            "Tweede Paasdag",
            "Koningsdag",
            "Hemelvaartsdag",
            "Tweede Pinksterdag",
        ];
        for (day, expected) in days.into_iter().zip(names) {
            assert_eq!(name(&format!("{year}-{day}")), Some(expected));
        }
        for day in ["01-01", "05-05", "12-25", "12-26"] {
            assert!(name(&format!("{year}-{day}")).is_some(), "{year}-{day}");
        }
    }
    // 27 April 2031 is a Sunday.
    assert_eq!(name("2031-04-26"), Some("Koningsdag"));
    assert_eq!(name("2031-04-27"), None);
    assert_eq!(name("2026-04-26"), None);
    assert_eq!(name("2026-05-15"), Some("aangewezen dag"));
}

#[test]
fn a_list_of_holidays_that_is_wrong_is_refused() {
    let head =
        "schema = \"draaiboek-feestdagen/1\"\nchecked = 2026-11-22\nknown_until = 2028-12-31\n";
    assert!(Holidays::parse(head).is_ok());
    let late = "[[designated]]\nsource = \"x\"\ndays = [2029-05-11]\n";
    let turned = "[[unverified]]\nfrom = 2022-01-01\nuntil = 2020-01-01\nnote = \"x\"\n";
    let timed = "[[designated]]\nsource = \"x\"\ndays = [2026-05-15T10:00:00]\n";
    for (tail, expected) in [
        (
            late,
            "designated day 2029-05-11 is after `known_until` 2028-12-31",
        ),
        (turned, "`until` 2020-01-01 is before `from` 2022-01-01"),
        (
            timed,
            "`days` holds `2026-05-15T10:00:00`, expected a date such as 2026-11-22",
        ),
    ] {
        let found = Holidays::parse(&format!("{head}{tail}"));
        assert_eq!(found, Err(expected.to_owned()));
    }
    assert!(Holidays::parse(&head.replace("/1", "/2")).is_err());
    assert!(Holidays::parse(&format!("{head}guess = true\n")).is_err());
}

#[test]
fn terms_and_rules_are_read_and_written() {
    for (text, dutch) in [
        ("6 weeks", "zes weken"),
        ("1 week", "één week"),
        ("72 hours", "72 uur"),
        ("3 working_days", "drie werkdagen"),
        ("12 months", "twaalf maanden"),
        ("1 year", "één jaar"),
    ] {
        let term = Term::parse(text).expect("a term");
        assert_eq!(
            (term.to_string(), term.dutch()),
            (text.to_owned(), dutch.to_owned())
        );
    }
    for text in [
        "",
        "weeks",
        "6",
        "0 weeks",
        "-1 week",
        "+6 weeks",
        "6 fortnights",
        "6 Weeks",
        "9999999999 days",
    ] {
        assert_eq!(Term::parse(text), None, "{text}");
    }
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.as_str()), Some(rule));
        let json = serde_json::to_value(rule).expect("a rule is a string");
        assert_eq!(json, rule.as_str());
    }
    assert_eq!(Rule::parse("atw"), None);
}

#[test]
fn extreme_input_is_a_named_problem() {
    let edges = [
        Start::Day(chrono::NaiveDate::MIN),
        Start::Day(chrono::NaiveDate::MAX),
        Start::Moment(chrono::DateTime::<chrono::Utc>::MIN_UTC),
        Start::Moment(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        start("9999-12-31"),
        start("9999-12-31T23:59:59"),
    ];
    for unit in Unit::ALL {
        for rule in Rule::ALL {
            for (from, amount) in edges.into_iter().map(|edge| (edge, 1)).chain([
                (start("2026-11-22"), u32::MAX),
                (start("2026-11-22T12:00:00"), u32::MAX),
            ]) {
                assert!(end(from, Term { amount, unit }, rule, &holidays()).is_err());
            }
            let nothing = Term { amount: 0, unit };
            assert!(end(start("2026-11-22T12:00:00"), nothing, rule, &holidays()).is_ok());
        }
    }
}

proptest! {
    #[test]
    fn an_end_under_the_termijnenwet_is_a_working_day_and_never_early(
        offset in 0_i64..20_000,
        amount in 1_u32..=90,
        unit in prop::sample::select(vec![Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months]),
    ) {
        let amount = match unit {
            Unit::Weeks => amount.min(12),
            Unit::Months => amount.min(3),
            _ => amount,
        };
        let holidays = holidays();
        let epoch: NaiveDateTime = "2000-01-01T00:00:00".parse().expect("a moment");
        let from = epoch.date() + chrono::TimeDelta::days(offset);
        let term = Term { amount, unit };
        let deadline = end(Start::Day(from), term, Rule::Awt, &holidays).expect("an end");
        let (nominal, last) = (deadline.nominal_end.day(), deadline.end.day());
        prop_assert!(!is_weekend(last) && holidays.name(last).is_none(), "{last}");
        prop_assert!(last >= nominal);
        prop_assert_eq!(deadline.shifts.is_empty(), last == nominal);
        let chained = deadline.shifts.iter().try_fold(nominal, |at, shift| {
            (shift.from == at && shift.to > at).then_some(shift.to)
        });
        prop_assert_eq!(chained, Some(last));
        let working = from.iter_days().skip(1).take_while(|day| *day <= last);
        let working = working.filter(|day| holidays.is_working_day(*day)).count();
        prop_assert!(unit == Unit::WorkingDays || unit == Unit::Days && amount < 3 || working >= 2);
    }

    #[test]
    fn hours_never_depend_on_the_calendar(seconds in 0_i64..4_000_000_000, amount in 1_u32..10_000) {
        let at = chrono::DateTime::from_timestamp(seconds, 0).expect("a moment");
        let term = Term { amount, unit: Unit::Hours };
        for rule in Rule::ALL {
            let deadline = end(Start::Moment(at), term, rule, &holidays()).expect("an end");
            prop_assert_eq!(deadline.expires_at - at, chrono::TimeDelta::hours(amount.into()));
            prop_assert!(deadline.shifts.is_empty());
        }
    }
}
