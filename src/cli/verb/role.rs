//! `role`: who is in which role, and who is there.

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
    /// The person, or: absent, back (from absence), present, left (the room)
    person: String,
    /// Why absent
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        file,
        person,
        reason,
        role,
        write,
    } = typed;
    context.submit(&file, &write, |_| {
        Ok(match person.as_str() {
            "absent" | "back" => Action::SetAbsence {
                absent: person == "absent",
                reason,
                role,
            },
            "present" | "left" => Action::NoteAttendance {
                present: person == "present",
                role,
            },
            _ => Action::AssignRole { person, role },
        })
    })?;
    Ok(ExitCode::SUCCESS)
}
