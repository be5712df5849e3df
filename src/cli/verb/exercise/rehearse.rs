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
use crate::exercise::Observation;

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
    output::show(context, &play.value(), || text(&play))?;
    Ok(ExitCode::from(u8::from(!play.is_good())))
}

fn text(play: &Play<'_>) -> String {
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
