//! `exercise notice`: what somebody writes down beside the judgements.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::staff::{Staff, Words};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::exercise::StaffEvent;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file of the players
    incident: PathBuf,
    /// The text
    text: String,
    #[command(flatten)]
    words: Words,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        incident,
        text,
        words,
    } = typed;
    let staff = Staff::open(context, &incident)?;
    staff.check_lines(&words.lines)?;
    let event = StaffEvent::Noticed {
        evidence: words.lines,
    };
    staff.write(context, event, &words.by, Some(text))?;
    Ok(ExitCode::SUCCESS)
}
