//! `exercise mark`: what an observer judges of a criterion.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::staff::{Staff, Words, rating};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::exercise::{Mark, Rating, StaffEvent};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file of the players
    incident: PathBuf,
    /// The criterion
    criterion: String,
    /// How it went: without_problems, minor_problems, major_problems, failed, not_observed or not_applicable
    #[arg(value_parser = rating)]
    rating: Rating,
    /// What the observer adds
    #[arg(long)]
    text: Option<String>,
    #[command(flatten)]
    words: Words,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        criterion,
        incident,
        rating,
        text,
        words,
    } = typed;
    let staff = Staff::open(context, &incident)?;
    staff.check_criterion(&criterion)?;
    staff.check_lines(&words.lines)?;
    let mark = Mark::of(criterion.clone(), rating, words.lines, words.by, "")
        .map_err(|why| Failure::Usage(format!("{why}\nhint: `--line N --by NAME`")))?;
    let event = StaffEvent::Marked {
        criterion,
        evidence: mark.evidence().to_vec(),
        rating,
    };
    staff.write(context, event, mark.observer(), text)?;
    Ok(ExitCode::SUCCESS)
}
