//! The verb `term`: what it prints for people and for programs, and what bad input gets.

use std::process::{Command, Output};

use serde_json::Value;

fn run(line: &str) -> Output {
    let words: Vec<&str> = line.split('|').map(str::trim).collect();
    Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .arg("term")
        .args(words)
        .env_remove("DRAAIBOEK_DATA")
        .output()
        .expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn printed(line: &str) -> String {
    let output = run(line);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{line}\n{out}{err}");
    out
}

fn json(line: &str) -> Value {
    let out = printed(&format!("{line}|--json"));
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{line}: {error}\n{out}"))
}

#[test]
fn terms_end_where_the_law_says() {
    for (line, nominal, end) in [
        // Strict hours, also over a weekend and Christmas.
        (
            "--start|2026-12-24 17:00|--hours|72|--rule|eu-1182-71",
            "2026-12-27T17:00:00+01:00",
            "2026-12-27T17:00:00+01:00",
        ),
        // Summer time begins in the night of 28 March 2027 and ends in that of 25 October 2026.
        (
            "--start|2027-03-27 12:00|--hours|24",
            "2027-03-28T13:00:00+02:00",
            "2027-03-28T13:00:00+02:00",
        ),
        (
            "--start|2026-10-24 12:00|--hours|24",
            "2026-10-25T11:00:00+01:00",
            "2026-10-25T11:00:00+01:00",
        ),
        (
            "--start|2027-01-31|--months|1|--rule|none",
            "2027-02-28",
            "2027-02-28",
        ),
        ("--start|2028-02-29|--years|1", "2029-02-28", "2029-02-28"),
        // Good Friday and Easter 2026; Hemelvaart with the designated day after it.
        ("--start|20-02-2026|--weeks|6", "2026-04-03", "2026-04-07"),
        ("--start|2026-02-23|--weeks|6", "2026-04-06", "2026-04-07"),
        ("--start|2026-04-03|--weeks|6", "2026-05-15", "2026-05-18"),
        // European days hold two working days.
        (
            "--start|2026-11-20|--days|2|--rule|eu-1182-71",
            "2026-11-22",
            "2026-11-24",
        ),
        // A begunstigingstermijn that ends on a Sunday stays there.
        (
            "--start|2026-11-15|--weeks|1|--rule|none",
            "2026-11-22",
            "2026-11-22",
        ),
        (
            "--start|2015-05-20|--working-days|3|--rule|none",
            "2015-05-26",
            "2015-05-26",
        ),
    ] {
        let term = json(line);
        assert_eq!(
            (&term["nominal_end"], &term["end"]),
            (&nominal.into(), &end.into()),
            "{line}"
        );
        for source in term["sources"].as_array().expect("a list") {
            assert!(source["cite"].is_string(), "not in the register: {source}");
        }
    }
}

#[test]
fn every_move_names_its_days_and_its_provision() {
    let term = json("--start|2026-04-02|--weeks|6");
    let shift = &term["shifts"][0];
    assert_eq!(shift["source"]["id"], "atw-1-1");
    let kinds: Vec<&Value> = (shift["skipped"].as_array().expect("a list").iter())
        .map(|off| &off["kind"])
        .collect();
    assert_eq!(kinds, ["holiday", "designated", "weekend", "weekend"]);
    assert!(
        shift["skipped"][1]["source"]
            .as_str()
            .is_some_and(|source| source.contains("niet geverifieerd"))
    );
    let paper = printed("--start|2026-04-02|--weeks|6");
    for words in [
        "Zonder verschuiving: tot en met donderdag 14 mei 2026\n",
        "EINDE: tot en met maandag 18 mei 2026\n",
        "grondslag: artikel 1, eerste lid, van de Algemene termijnenwet\n",
        "donderdag 14 mei 2026: feestdag, Hemelvaartsdag\n",
        "bekend tot en met 31 december 2028",
    ] {
        assert!(paper.contains(words), "{words}\n{paper}");
    }
    let hours = printed("--start|2026-12-24 17:00|--hours|72|--rule|eu-1182-71");
    assert!(
        hours.contains("vierde lid, van Verordening (EEG, Euratom) nr. 1182/71 (niet\n"),
        "{hours}"
    );
    assert!(hours.contains("nooit de"), "{hours}");
}

#[test]
fn an_end_beyond_the_known_holidays_is_not_guessed() {
    for line in [
        "--start|2028-12-17|--weeks|2",
        "--start|2035-01-01|--days|10",
    ] {
        let term = json(line);
        assert_eq!(
            (&term["end"], &term["expires_at"]),
            (&Value::Null, &Value::Null),
            "{line}"
        );
        assert!(term["earliest_end"].is_string(), "{line}");
        let text = term["end_text"].as_str().expect("words");
        let says = "niet te berekenen voorbij 31 december 2028: feestdagen niet bekend";
        assert!(text.starts_with(says), "{text}");
    }
    // Nothing of the calendar matters to these.
    for line in [
        "--start|2035-01-01|--weeks|3|--rule|none",
        "--start|2035-01-01 10:00|--hours|12",
        "--start|2035-01-01|--years|1",
    ] {
        assert!(json(line)["end"].is_string(), "{line}");
    }
}

#[test]
fn bad_input_names_the_flag_and_what_is_possible() {
    for (line, says) in [
        ("--start|2026-11-22", "--working-days <N>"),
        (
            "--start|2026-11-22|--days|1|--weeks|1",
            "cannot be used with",
        ),
        (
            "--start|2026-11-22|--days|0",
            "'0' for '--days <N>': possible are whole numbers",
        ),
        (
            "--start|2026-11-22|--weeks|-1",
            "'-1' for '--weeks <N>': possible are whole numbers",
        ),
        (
            "--start|2026-11-22|--years|99999999999",
            "'--years <N>': possible are whole numbers",
        ),
        (
            "--start|2026-11-22|--months|4000000000",
            "`--months 4000000000`: the term starts or",
        ),
        (
            "--start|1899-12-31|--days|3",
            "`--start 1899-12-31` with `--days 3`",
        ),
        (
            "--start|31-02-2026|--days|3",
            "`--start 31-02-2026` is not a day or a moment",
        ),
        (
            "--start|22-11 19:30|--hours|3",
            "hint: possible are 2026-11-22,",
        ),
        (
            "--start|19:30|--hours|3",
            "`--start 19:30` is not a day or a moment",
        ),
        (
            "--start|2026-11-22|--hours|3",
            "needs a start with a time of day",
        ),
        (
            "--start|2026-11-22|--days|3|--rule|atw",
            "possible are: awt, none, eu-1182-71",
        ),
    ] {
        let output = run(line);
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}\n{err}");
        assert!(err.contains(says), "{line}: does not say `{says}`:\n{err}");
    }
}
