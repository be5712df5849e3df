//! `exercise self-rate`: what the team judges of a goal itself.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::staff::{Staff, rating};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::exercise::{Rating, StaffEvent};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file of the players
    incident: PathBuf,
    /// The goal
    goal: String,
    /// How it went: without_problems, minor_problems, major_problems, failed, not_observed or not_applicable
    #[arg(value_parser = rating)]
    rating: Rating,
    /// What the team adds
    #[arg(long)]
    text: Option<String>,
    /// Who writes it down for the team
    #[arg(long, value_name = "NAME", default_value = "het team")]
    by: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        by,
        goal,
        incident,
        rating,
        text,
    } = typed;
    let staff = Staff::open(context, &incident)?;
    staff.check_goal(&goal)?;
    staff.check_self_rating()?;
    staff.write(context, StaffEvent::SelfRated { goal, rating }, &by, text)?;
    Ok(ExitCode::SUCCESS)
}
