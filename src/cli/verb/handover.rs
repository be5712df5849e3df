//! `handover`: give a role to another person, with what was passed on and said back.

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
    /// The role
    role: String,
    /// The person who takes over
    person: String,
    /// What that person says back
    #[arg(long, value_name = "TEXT")]
    read_back: String,
    /// What the one who leaves passes on
    #[arg(long, value_name = "TEXT", default_value = "")]
    worries: String,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        file,
        person,
        read_back,
        role,
        worries,
        write,
    } = typed;
    context.submit(&file, &write, |_| {
        Ok(Action::HandOver {
            person,
            read_back,
            role,
            worries,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}
