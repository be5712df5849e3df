//! `task`: claim, finish or reassign a task.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use clap::Subcommand;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::engine::Action;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The task
    task: String,
    /// What to do with it
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Someone takes it
    Claim {
        #[command(flatten)]
        write: WriteArguments,
    },
    /// It is done
    Done {
        /// What came of it
        #[arg(long, default_value = "")]
        result: String,
        #[command(flatten)]
        write: WriteArguments,
    },
    /// Another role gets it
    Reassign {
        /// The role
        role: String,
        #[command(flatten)]
        write: WriteArguments,
    },
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed { file, task, what } = typed;
    let (action, write) = match what {
        What::Claim { write } => (Action::ClaimTask { task }, write),
        What::Done { result, write } => (Action::FinishTask { result, task }, write),
        What::Reassign { role, write } => (Action::ReassignTask { role, task }, write),
    };
    context.submit(&file, &write, |_| Ok(action))?;
    Ok(ExitCode::SUCCESS)
}
