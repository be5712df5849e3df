//! `exercise`: prepare an exercise: rehearse it, print it, make one of a spreadsheet; play one alone; compare two.

mod compare;
mod import;
mod msel;
mod rehearse;
mod solo;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::diagnostic::{Source, render};
use crate::exercise::{Localisation, Scenario};
use crate::runtime::StaffFile;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show two runs of the same scenario side by side
    Compare(compare::Typed),
    /// Make a scenario of a planners' spreadsheet
    Import(import::Typed),
    /// Write the book of an exercise: for who leads, the injectlijst, call cards; or the list as CSV
    Msel(msel::Typed),
    /// Play everything that comes with the steps, in seconds, to prove that it cannot fail technically
    Rehearse(rehearse::Typed),
    /// Play alone; the program plays the other roles and what comes in (in Dutch)
    Solo(solo::Typed),
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    match typed.what {
        What::Compare(typed) => compare::run(context, typed),
        What::Import(typed) => import::run(context, typed),
        What::Msel(typed) => msel::run(context, typed),
        What::Rehearse(typed) => rehearse::run(context, typed),
        What::Solo(typed) => solo::run(context, typed),
    }
}

/// Returns the scenario that an exercise is played by, as its file holds it.
fn stored(staff: &StaffFile) -> Result<Scenario, Failure> {
    let source = Source::new("scenario.toml", &staff.scenario());
    let local = staff.local();
    let local = local.map(|text| Source::new("lokaal.toml", &text));
    let read = match &local {
        None => Scenario::parse(&source),
        Some(local) => Localisation::parse(local)
            .and_then(|localisation| Scenario::localised(&source, &localisation)),
    };
    read.map_err(|findings| Failure::File(render(&source, &findings)))
}
