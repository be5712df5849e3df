//! `timeline`: draw an incident over time.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::draft::files;
use crate::cli::arguments::LookArguments;
use crate::cli::context::{Context, marked};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::picture;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The file to make: .svg; without it the points are printed
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    look: LookArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let (session, mark) = context.look(&typed.file, &typed.look, typed.out.is_some())?;
    let (material, incident) = (session.material(), session.incident());
    let playbook = &material.playbook;
    let lines = view::log(playbook, incident);
    let timeline = view::timeline(
        playbook,
        &material.holidays,
        incident,
        &lines,
        session.chart_now(),
    );
    let Some(out) = typed.out else {
        output::show(context, &timeline, || {
            marked(mark.as_ref(), view::timeline_text(&timeline))
        })?;
        return Ok(ExitCode::SUCCESS);
    };
    if out.extension().is_none_or(|ending| ending != "svg") {
        return Err(Failure::Usage(format!(
            "`{}` is not a .svg file",
            out.display()
        )));
    }
    files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    files::save(&out, picture::timeline(&timeline).as_bytes())?;
    output::show(context, &serde_json::json!({ "files": [&out] }), || {
        format!("{}\n", out.display())
    })?;
    Ok(ExitCode::SUCCESS)
}
