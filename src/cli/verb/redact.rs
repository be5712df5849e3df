//! `redact`: a second document with values left out, and a list of what a person has to judge.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::draft::choose::material_with;
use super::draft::files;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{output, side_car};
use crate::document::{self, Suspect};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The draft, or the .json file beside it
    file: PathBuf,
    /// The file to make: .html or .md, and .pdf where built in; formats that carry no remarks or changes
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let out = &typed.out;
    let ending = out.extension().and_then(|ending| ending.to_str());
    let Some(ending @ ("html" | "md" | "pdf")) = ending else {
        return Err(Failure::Usage(format!(
            "`{}` is not a .html, .md or .pdf file",
            out.display()
        )));
    };
    files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    let found = side_car::of(&typed.file)?;
    let known: Vec<String> = (found.side_car.answers.iter())
        .map(|given| given.fact.clone())
        .collect();
    let material = material_with(context, &found.side_car.document_id, &known)?;
    let (playbook, law) = (&material.playbook, &material.law);
    let redacted = document::redact(&found.side_car.document, playbook, law);
    let at = found.side_car.receipt.drafted_at;
    files::save(out, &files::encode(&redacted.document, ending, at)?)?;
    #[derive(Serialize)]
    struct Shown<'a> {
        file: &'a PathBuf,
        left_out: &'a [(String, String)],
        suspects: &'a [Suspect],
    }
    let shown = Shown {
        file: out,
        left_out: &redacted.left_out,
        suspects: &redacted.suspects,
    };
    output::show(context, &shown, || {
        format!("{}{}\n", redacted.account(playbook), out.display())
    })?;
    Ok(ExitCode::SUCCESS)
}
