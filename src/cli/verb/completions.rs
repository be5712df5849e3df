//! `completions`: print completions for a shell.

use std::io;
use std::process::ExitCode;

use clap::{Args, CommandFactory};

use crate::cli::arguments::Arguments;
use crate::cli::failure::Failure;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The shell
    shell: clap_complete::Shell,
}

/// Runs the verb.
pub fn run(typed: Typed) -> Result<ExitCode, Failure> {
    let mut command = Arguments::command();
    clap_complete::generate(typed.shell, &mut command, "draaiboek", &mut io::stdout());
    Ok(ExitCode::SUCCESS)
}
