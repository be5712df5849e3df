//! `exercise rehearse`: the whole exercise on a clock of its own, in an incident that goes away.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::script::progress::Progress;
use crate::cli::verb::script::workspace::Workspace;
use crate::cli::verb::script::{Loaded, Play, play};
use crate::exercise::{Observation, Scenario};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario
    #[arg(value_name = "SCENARIO")]
    script: PathBuf,
    /// A file with the texts of a municipality
    #[arg(long, value_name = "FILE")]
    local: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let loaded = Loaded::read(context, &typed.script, typed.local.as_deref())?;
    let workspace = Workspace::new(None, None)?;
    let play = play(&loaded, &workspace, Progress::Silent)?;
    output::show(context, &play.value(), || {
        text(&play, &teams(&loaded.scenario, &play))
    })?;
    Ok(ExitCode::from(u8::from(!play.is_good())))
}

/// Returns what came to each team, a line each; nothing where there is one. What comes records nothing, so the play as it
/// is meant is the same for all of them.
fn teams(scenario: &Scenario, play: &Play<'_>) -> String {
    let ids = scenario
        .teams
        .iter()
        .map(|team| Some(team.id.text.as_str()));
    let all = std::iter::once(None).chain(ids);
    let line = |team: Option<&str>| {
        let title = scenario.team_title(team);
        let own = scenario.injects.iter();
        let own = own.filter(|inject| scenario.teams_of(inject).contains(&title));
        let own: Vec<&str> = own.map(|inject| inject.id.text.as_str()).collect();
        let came = play.played.came.iter();
        let came = came.filter(|came| own.contains(&came.id.as_str())).count();
        format!(
            "{title}: {came} of {} injects came: {}\n",
            own.len(),
            own.join(" ")
        )
    };
    match scenario.teams.is_empty() {
        true => String::new(),
        false => std::iter::once("\n".to_owned())
            .chain(all.map(line))
            .collect(),
    }
}

fn text(play: &Play<'_>, teams: &str) -> String {
    let mut out = String::new();
    for came in &play.played.came {
        let line = came.line.split_whitespace().collect::<Vec<_>>().join(" ");
        out.push_str(&format!("{}  {:8}  {line}\n", came.at, came.id));
    }
    for left in &play.played.left {
        out.push_str(&format!(
            "--       {:8}  did not come: {}\n",
            left.id,
            left.why()
        ));
    }
    let seen = play
        .played
        .observed
        .iter()
        .filter(|one| one.outcome.is_some());
    for (number, one) in seen.enumerate() {
        if number == 0 {
            out.push_str("\nexpected, as far as the program sees it:\n");
        }
        out.push_str(&observed(one));
    }
    let by_people = play
        .played
        .observed
        .iter()
        .filter(|one| one.outcome.is_none());
    match by_people.count() {
        0 => {}
        count => out.push_str(&format!("{count} more are for observers\n")),
    }
    out.push_str(teams);
    out.push_str(&play.text());
    out
}

fn observed(one: &Observation) -> String {
    let id = one.criterion.as_ref().or(one.inject.as_ref());
    let outcome = one.outcome.map_or("", |outcome| outcome.dutch());
    let since = match (one.since_seconds, one.seq) {
        (Some(seconds), Some(seq)) if seconds < 0 => format!(", already at entry {seq}"),
        (Some(seconds), Some(seq)) => {
            format!(", after {}:{:02}, entry {seq}", seconds / 60, seconds % 60)
        }
        _ => String::new(),
    };
    let id = id.map_or("", String::as_str);
    format!("  {id:8}  {outcome}{since}: {}\n", one.what)
}
