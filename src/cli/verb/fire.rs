//! `fire`: fire a trigger.

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
    /// The trigger
    trigger: String,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        file,
        reason,
        trigger,
        write,
    } = typed;
    context.submit(&file, &write, |_| Ok(Action::Fire { reason, trigger }))?;
    Ok(ExitCode::SUCCESS)
}
