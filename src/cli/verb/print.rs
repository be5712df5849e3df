//! `print`: the whole playbook as a paper pack.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::draft::files;
use super::start;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::document;
use crate::fact::time;
use crate::runtime::{self, Surroundings};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id, or a file
    playbook: String,
    /// The file to make: .docx, .odt, .html, .md or .txt, and .pdf where built in
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let out = &typed.out;
    let ending = files::ending(out)?;
    files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    let material = runtime::parse(&start::texts(context, &typed.playbook)?)?;
    let now = Surroundings::Machine.now();
    let pack = document::pack(
        &material.playbook,
        &material.law,
        &material.municipality,
        time::to_civil(now).date(),
    );
    files::save(out, &files::encode(&pack, ending, now)?)?;
    #[derive(Serialize)]
    struct Shown<'a> {
        file: &'a PathBuf,
    }
    output::show(context, &Shown { file: out }, || {
        format!("{}\n", out.display())
    })?;
    Ok(ExitCode::SUCCESS)
}
