//! `clocks`: the legal terms of an incident, counted out, and a calendar of them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::draft::files;
use crate::cli::arguments::LookArguments;
use crate::cli::context::{Context, marked};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// Write an iCalendar file with the terms that have an end, and alarms; it holds nothing that a person typed
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    look: LookArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    if let Some(out) = &typed.ics {
        files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    }
    let is_export = typed.ics.is_some();
    let (session, mark) = context.look(&typed.file, &typed.look, is_export)?;
    let (material, incident) = (session.material(), session.incident());
    let lines = view::deadlines(
        &material.playbook,
        &material.law,
        &material.holidays,
        incident,
        session.chart_now(),
    );
    if let Some(out) = &typed.ics {
        let text = view::calendar(
            &material.playbook,
            incident.situation(),
            session.incident_id(),
            &lines,
            session.now(),
        );
        files::save(out, text.as_bytes())?;
    }
    output::show(context, &lines, || {
        let ics = typed.ics.iter();
        let ics = ics.map(|out| format!("{}\n", out.display()));
        marked(mark.as_ref(), view::deadlines_text(&lines)) + &ics.collect::<String>()
    })?;
    Ok(ExitCode::SUCCESS)
}
