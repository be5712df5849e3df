//! `waive`: end a legal clock with a reason instead of the act.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
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
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        clock,
        file,
        reason,
        write,
    } = typed;
    context.submit(&file, &write, |_| Ok(Action::WaiveClock { clock, reason }))?;
    Ok(ExitCode::SUCCESS)
}
