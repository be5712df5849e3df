//! `task`: claim, finish or reassign a task.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use clap::Subcommand;

use crate::cli::arguments::ByArguments;
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
        by: ByArguments,
    },
    /// It is done
    Done {
        /// What came of it
        #[arg(long, default_value = "")]
        result: String,
        #[command(flatten)]
        by: ByArguments,
    },
    /// Another role gets it
    Reassign {
        /// The role
        role: String,
        #[command(flatten)]
        by: ByArguments,
    },
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed { file, task, what } = typed;
    let (action, by) = match what {
        What::Claim { by } => (Action::ClaimTask { task }, by),
        What::Done { by, result } => (Action::FinishTask { result, task }, by),
        What::Reassign { by, role } => (Action::ReassignTask { role, task }, by),
    };
    context.submit(&file, &by, |_| Ok(action))?;
    Ok(ExitCode::SUCCESS)
}
