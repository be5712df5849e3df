//! `copy`: make a safe copy of an incident.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The copy: a file or an existing folder
    to: PathBuf,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let session = context.read_whole(&typed.file)?;
    let to = match typed.to.is_dir() {
        true => typed.to.join(typed.file.file_name().unwrap_or_default()),
        false => typed.to,
    };
    session.copy_to(&to)?;
    let (seq, words) = session.checkpoint();
    let copied = serde_json::json!({ "copy": to, "seq": seq, "checkpoint": words });
    output::show(context, &copied, || {
        format!("{} (regel {seq}, controlewoorden: {words})\n", to.display())
    })?;
    Ok(ExitCode::SUCCESS)
}
