//! What a scenario reads as, and what is said of one that cannot be read.

use super::*;
use crate::diagnostic::render;

const HEAD: &str = "schema = \"draaiboek-scenario/1\"\ntitle = \"Proef\"\nplaybook = \"p\"\n";

fn read(rest: &str) -> Result<Scenario, String> {
    let source = Source::new("proef.toml", &format!("{HEAD}{rest}"));
    Scenario::parse(&source).map_err(|findings| render(&source, &findings))
}

fn moments(rest: &str) -> Vec<String> {
    let scenario = read(rest).expect("a scenario");
    let civil = scenario.steps.iter().map(|step| time::to_civil(step.at));
    civil.map(|at| at.format("%d %H:%M").to_string()).collect()
}

#[test]
fn a_step_is_counted_from_the_previous_one_and_from_where_a_jump_leads() {
    let steps = r#"starts_at = "2026-11-22 23:50"
[[step]]
note = "a"
[[step]]
at = "+20m"
note = "b"
[[step]]
at = "01:00"
jump = "2026-11-24 08:00"
[[step]]
at = "+1m"
note = "c"
"#;
    let exercise = format!("exercise = true\n{steps}");
    assert_eq!(
        moments(&exercise),
        ["22 23:50", "23 00:10", "23 01:00", "24 08:01"]
    );
    // Without an exercise a jump confirms that the clock moved; it does not move it further.
    let real = steps.replace("at = \"01:00\"\n", "");
    assert_eq!(
        moments(&real),
        ["22 23:50", "23 00:10", "24 08:00", "24 08:01"]
    );
}

#[test]
fn facts_at_the_start_are_steps_before_the_first() {
    let rest =
        "starts_at = \"2026-11-22 16:00\"\n[facts]\nzeker = true\n[[step]]\nadvance = true\n";
    let scenario = read(rest).expect("a scenario");
    let numbers: Vec<usize> = scenario.steps.iter().map(|step| step.number).collect();
    assert_eq!(numbers, [0, 1]);
    assert_eq!(scenario.steps[1].line, 7);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let wrong = read(
        "starts_at = \"2026-11-22 16:00\"\n[[step]]\nfire = \"a\"\nclose = true\noption = \"b\"\n\
         [[step]]\nat = \"15:00\"\ncorrect = \"c\"\nwithdraw = true\n",
    )
    .expect_err("it is wrong");
    let said: Vec<&str> = wrong
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        said,
        [
            "error[D005]: `close` cannot go with `fire`",
            "error[D005]: `option` says nothing with `fire`",
            "error[D005]: `15:00` is before the previous step",
            "error[D008]: no earlier step has the label `c`",
        ]
    );
}
