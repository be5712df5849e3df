//! `exercise`: prepare an exercise: rehearse it, print it, make one of a spreadsheet; and play it.

mod import;
mod msel;
mod rehearse;
mod start;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a scenario of a planners' spreadsheet
    Import(import::Typed),
    /// Write the book of an exercise: for who leads, the injectlijst, call cards; or the list as CSV
    Msel(msel::Typed),
    /// Play everything that comes with the steps, in seconds, to prove that it cannot fail technically
    Rehearse(rehearse::Typed),
    /// Prepare an exercise and open the board on it; it begins when who leads says so
    Start(start::Typed),
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    match typed.what {
        What::Import(typed) => import::run(context, typed),
        What::Msel(typed) => msel::run(context, typed),
        What::Rehearse(typed) => rehearse::run(context, typed),
        What::Start(typed) => start::run(context, typed),
    }
}
