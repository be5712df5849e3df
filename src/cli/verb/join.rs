//! `join`: join a copy of an incident that grew on its own in another room, as a marked branch.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::ByArguments;
use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::output;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The copy of the same incident, from the other room; it is only read
    other: PathBuf,
    /// Where the copy was, as the team calls it
    #[arg(long, value_name = "NAME", default_value = "tweede ruimte")]
    room: String,
    #[command(flatten)]
    by: ByArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let mut session = context.open_as(&typed.file, &typed.by)?;
    let by = context::by(&typed.by, &session.material().playbook)?;
    let entries = session.join(&typed.other, typed.room, by)?;
    output::entries(context, &session, &entries)?;
    context::warn_about_disk(&typed.file);
    context::warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}
