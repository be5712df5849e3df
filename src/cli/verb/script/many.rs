//! More scenarios than one: a line for each.
//!
//! Plays them all, whatever the ones before gave; shows no step.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::progress::Progress;
use super::workspace::Workspace;
use super::{Loaded, Play, play};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;

/// Plays each; the exit code tells whether one failed.
pub(super) fn run(context: &Context, scripts: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut failed = 0;
    let mut values = Vec::new();
    for script in scripts {
        let loaded = Loaded::read(context, script, None);
        let outcome = loaded.as_ref().map_err(Failure::message).and_then(alone);
        failed += usize::from(!matches!(&outcome, Ok(play) if play.is_good()));
        match context.json {
            true => values.push(value(script, &outcome)),
            false => output::print(&line(script, &outcome))?,
        }
    }
    if context.json {
        output::show(context, &values, String::new)?;
    } else {
        output::print(&format!("{} scenarios, {failed} failed\n", scripts.len()))?;
    }
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn alone(loaded: &Loaded) -> Result<Play<'_>, String> {
    let workspace = Workspace::new(None, None).map_err(|failure| failure.message())?;
    play(loaded, &workspace, Progress::Silent).map_err(|failure| failure.message())
}

fn line(script: &Path, outcome: &Result<Play<'_>, String>) -> String {
    match outcome {
        Ok(play) if play.is_good() => format!("ok      {}: {}\n", script.display(), play.outcome()),
        Ok(play) => {
            let at = play.played.failed.as_ref();
            let place = at.map_or(String::new(), |at| format!(":{}: {}", at.line, at.step));
            let differences = at.map_or(&[][..], |at| &at.differences).iter();
            let mut why: Vec<String> = differences
                .map(|one| format!("{}: expected {}, is {}", one.what, one.expected, one.found))
                .collect();
            why.extend(play.problems.iter().cloned());
            format!(
                "FAILED  {}{place}: {}; {}\n",
                script.display(),
                play.outcome(),
                one_line(&why.join("; "))
            )
        }
        Err(message) => format!(
            "FAILED  {}: {}\n",
            script.display(),
            message.lines().next().unwrap_or_default()
        ),
    }
}

fn value(script: &Path, outcome: &Result<Play<'_>, String>) -> serde_json::Value {
    let mut value = match outcome {
        Ok(play) => play.value(),
        Err(message) => json!({ "error": message }),
    };
    value["file"] = json!(script.display().to_string());
    value["ok"] = json!(matches!(outcome, Ok(play) if play.is_good()));
    value
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
