//! `diagram`: draw a playbook, and where a team is in it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::draft::files;
use super::start;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::picture::{self, Plan};
use crate::runtime;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id, or a file; not needed with --incident
    #[arg(required_unless_present = "incident")]
    playbook: Option<String>,
    /// Mark where the team of this incident is and which way it went
    #[arg(long, value_name = "FILE")]
    incident: Option<PathBuf>,
    /// The file to make: .svg (an overview, and beside it a picture for each region) or .mmd (Mermaid)
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let ending = typed.out.extension().and_then(|ending| ending.to_str());
    let Some(ending @ ("svg" | "mmd")) = ending else {
        return Err(Failure::Usage(format!(
            "`{}` is not a .svg or .mmd file",
            typed.out.display()
        )));
    };
    let plan = plan(context, &typed)?;
    let written: Vec<(PathBuf, String)> = match ending {
        "mmd" => vec![(typed.out.clone(), picture::mermaid(&plan))],
        _ => (picture::sheets(&plan).into_iter())
            .map(|sheet| (beside(&typed.out, sheet.region.as_deref()), sheet.svg))
            .collect(),
    };
    files::refuse_existing(written.iter().map(|(path, _)| path.as_path()), typed.force)?;
    for (path, text) in &written {
        files::save(path, text.as_bytes())?;
    }
    #[derive(Serialize)]
    struct Shown<'a> {
        files: Vec<&'a PathBuf>,
    }
    let files: Vec<&PathBuf> = written.iter().map(|(path, _)| path).collect();
    output::show(
        context,
        &Shown {
            files: files.clone(),
        },
        || {
            (files.iter())
                .map(|path| format!("{}\n", path.display()))
                .collect()
        },
    )?;
    Ok(ExitCode::SUCCESS)
}

fn plan(context: &Context, typed: &Typed) -> Result<Plan, Failure> {
    let Some(file) = &typed.incident else {
        let name = typed.playbook.as_deref().unwrap_or_default();
        let material = runtime::parse(&start::texts(context, name)?)?;
        return Ok(picture::plan(&material.playbook, None));
    };
    let session = context.read(file)?;
    let playbook = &session.material().playbook;
    match &typed.playbook {
        Some(name) if name != playbook.id() => Err(Failure::Usage(format!(
            "`{}` is an incident of `{}`, not of `{name}`\nhint: leave out the playbook; an incident has its own",
            file.display(),
            playbook.id()
        ))),
        _ => Ok(picture::plan(playbook, Some(&session.projected()))),
    }
}

/// Returns the file of a picture: that of the overview, or one beside it named after the region.
fn beside(out: &Path, region: Option<&str>) -> PathBuf {
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    match region {
        None => out.to_owned(),
        Some("/") => out.with_file_name(format!("{stem}-geheel.svg")),
        Some(region) => out.with_file_name(format!("{stem}-{region}.svg")),
    }
}
