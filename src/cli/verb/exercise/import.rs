//! `exercise import`: a scenario to work on, made of a planners' spreadsheet.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::DateTime;
use clap::Args;

use crate::catalog;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::draft::files;
use crate::cli::verb::start;
use crate::diagnostic::{Source, render};
use crate::exercise::{ImportAbout, Scenario, import};
use crate::fact::time;
use crate::runtime;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The spreadsheet, as CSV; docs/exercise.md names the columns
    #[arg(value_name = "FILE")]
    sheet: PathBuf,
    /// The scenario to make
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// The playbook
    #[arg(long, value_name = "ID")]
    playbook: String,
    /// The time of the situation at the start: times of day in the sheet count from it (without it: exercise times)
    #[arg(long, value_name = "MOMENT")]
    starts_at: Option<String>,
    /// What the exercise is called (default: the name of the sheet)
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    files::refuse_existing([typed.out.as_path()].into_iter(), typed.force)?;
    let material = runtime::parse(&start::texts(context, &typed.playbook)?)?;
    let starts_at = match &typed.starts_at {
        None => None,
        Some(text) => {
            let at = time::read_datetime(text, DateTime::UNIX_EPOCH).filter(|_| text.contains('-'));
            Some(at.ok_or_else(|| {
                Failure::Usage(format!(
                    "`{text}` is not a moment with a date, such as \"2027-03-11 16:05\""
                ))
            })?)
        }
    };
    let stem = typed
        .sheet
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let about = ImportAbout {
        playbook: &material.playbook,
        starts_at,
        title: typed.title.as_deref().unwrap_or(&stem),
    };
    let text = catalog::read(&typed.sheet)?.content;
    let shown = typed.sheet.display();
    let imported =
        import(&text, &about).map_err(|error| Failure::File(format!("`{shown}`: {error}")))?;
    let source = Source::new(typed.out.display().to_string(), &imported.text);
    let findings = match Scenario::parse(&source) {
        Ok(scenario) => scenario.check(&material.playbook),
        Err(findings) => findings,
    };
    files::save(&typed.out, imported.text.as_bytes())?;
    for line in &imported.unread {
        output::tell(&format!("{shown}: {line}"));
    }
    // What is left to write is no fault of the sheet; what looks real is.
    let errors: Vec<_> = findings.into_iter().filter(|one| one.is_error()).collect();
    if !errors.is_empty() {
        output::tell(render(&source, &errors).trim_end());
    }
    let value = serde_json::json!({ "file": typed.out, "unread": imported.unread });
    output::show(context, &value, || format!("{}\n", typed.out.display()))?;
    Ok(ExitCode::SUCCESS)
}
