//! `waive`: end a legal clock with a reason instead of the act.

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
    /// The clock
    clock: String,
    /// Why
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    by: ByArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        by,
        clock,
        file,
        reason,
    } = typed;
    context.submit(&file, &by, |_| Ok(Action::WaiveClock { clock, reason }))?;
    Ok(ExitCode::SUCCESS)
}
