//! `meeting`: begin or end a meeting.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::cli::arguments::WriteArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::engine::Action;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// Begin one, or end the one that is open
    #[arg(value_enum)]
    what: What,
    /// The incident file
    file: PathBuf,
    #[command(flatten)]
    write: WriteArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// It ends
    Close,
    /// It begins
    Open,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed { file, what, write } = typed;
    context.submit(&file, &write, |_| {
        Ok(match what {
            What::Close => Action::CloseMeeting,
            What::Open => Action::OpenMeeting,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}
