//! `close`: close the incident.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::ByArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::engine::Action;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// Why now
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    by: ByArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed { by, file, reason } = typed;
    context.submit(&file, &by, |_| Ok(Action::Close { reason }))?;
    Ok(ExitCode::SUCCESS)
}
