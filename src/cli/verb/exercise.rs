//! `exercise`: prepare an exercise, play it, judge it and look back on it.

mod compare;
mod import;
mod improve;
mod mark;
mod msel;
mod notice;
mod rehearse;
mod report;
mod self_rate;
mod solo;
mod staff;
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
    /// Show two runs of the same scenario side by side
    Compare(compare::Typed),
    /// Make a scenario of a planners' spreadsheet
    Import(import::Typed),
    /// Write down a point to improve, or write it again
    Improve(improve::Typed),
    /// Judge a criterion: an observer, in words, with the lines of the log that show it
    Mark(mark::Typed),
    /// Write the book of an exercise: for who leads, the injectlijst, call cards; or the list as CSV
    Msel(msel::Typed),
    /// Write something down beside the judgements; after the end it is part of the hot wash
    Notice(notice::Typed),
    /// Play everything that comes with the steps, in seconds, to prove that it cannot fail technically
    Rehearse(rehearse::Typed),
    /// Write the report: what happened, what was seen and judged, what is to be better; or its picture
    Report(report::Typed),
    /// Judge a goal as the team, before it sees what observers say
    SelfRate(self_rate::Typed),
    /// Prepare an exercise and open the board on it; it begins when who leads says so
    Start(start::Typed),
    /// Play alone; the program plays the other roles and what comes in (in Dutch)
    Solo(solo::Typed),
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    match typed.what {
        What::Compare(typed) => compare::run(context, typed),
        What::Import(typed) => import::run(context, typed),
        What::Improve(typed) => improve::run(context, typed),
        What::Mark(typed) => mark::run(context, typed),
        What::Msel(typed) => msel::run(context, typed),
        What::Notice(typed) => notice::run(context, typed),
        What::Rehearse(typed) => rehearse::run(context, typed),
        What::Report(typed) => report::run(context, typed),
        What::SelfRate(typed) => self_rate::run(context, typed),
        What::Start(typed) => start::run(context, typed),
        What::Solo(typed) => solo::run(context, typed),
    }
}
