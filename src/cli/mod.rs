//! The command line: one file per verb.
//!
//! It reads what was typed, calls the runtime and prints. Data on stdout, talk on stderr; nothing
//! is decided here.

#![allow(
    clippy::disallowed_methods,
    reason = "this module is where the world is read and printed to"
)]

mod arguments;
#[cfg(feature = "web")]
mod browser;
mod context;
mod failure;
mod output;
mod side_car;
mod verb;
mod walk;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Verb};
use context::Context;
use failure::Failure;

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let context = Context::of(&arguments);
    match dispatch(&context, arguments.verb) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn dispatch(context: &Context, verb: Option<Verb>) -> Result<ExitCode, Failure> {
    use verb::*;
    match verb {
        #[cfg(feature = "web")]
        None => board::without_folder(context),
        #[cfg(not(feature = "web"))]
        None => crate::cli::walk::without_file(context),
        Some(Verb::Advance(typed)) => advance::run(context, typed),
        Some(Verb::Attach(typed)) => attach::run(context, typed),
        #[cfg(feature = "web")]
        Some(Verb::Board(typed)) => board::run(context, typed),
        Some(Verb::Check(typed)) => check::run(context, typed),
        Some(Verb::Clocks(typed)) => clocks::run(context, typed),
        Some(Verb::Close(typed)) => close::run(context, typed),
        Some(Verb::Completions(typed)) => completions::run(typed),
        Some(Verb::Copy(typed)) => copy::run(context, typed),
        Some(Verb::Correct(typed)) => correct::run(context, typed),
        Some(Verb::Cover(typed)) => cover::run(context, typed),
        Some(Verb::Decide(typed)) => decide::run(context, typed),
        Some(Verb::Demo(typed)) => demo::run(context, typed),
        Some(Verb::Diagram(typed)) => diagram::run(context, typed),
        Some(Verb::Diff(typed)) => diff::run(context, typed),
        Some(Verb::Document(typed)) => document::run(context, typed),
        Some(Verb::Dossier(typed)) => dossier::run(context, typed),
        Some(Verb::Draft(typed)) => draft::run(context, typed),
        Some(Verb::Exercise(typed)) => exercise::run(context, typed),
        Some(Verb::Explain(typed)) => explain::run(context, typed),
        Some(Verb::Facts(typed)) => facts::run(context, typed),
        Some(Verb::Fire(typed)) => fire::run(context, typed),
        Some(Verb::Handover(typed)) => handover::run(context, typed),
        Some(Verb::Improvements(typed)) => improvements::run(context, typed),
        Some(Verb::Law(typed)) => law::run(context, typed),
        Some(Verb::Issue(typed)) => issue::run(context, typed),
        Some(Verb::Join(typed)) => join::run(context, typed),
        Some(Verb::List(typed)) => list::run(context, typed),
        Some(Verb::Log(typed)) => log::run(context, typed),
        Some(Verb::Meeting(typed)) => meeting::run(context, typed),
        Some(Verb::Migrate(typed)) => migrate::run(context, typed),
        Some(Verb::Note(typed)) => note::run(context, typed),
        Some(Verb::Powers(typed)) => powers::run(context, typed),
        Some(Verb::Print(typed)) => print::run(context, typed),
        Some(Verb::Redact(typed)) => redact::run(context, typed),
        Some(Verb::Redline(typed)) => redline::run(context, typed),
        Some(Verb::Record(typed)) => record::run(context, typed),
        Some(Verb::Region(typed)) => region::run(context, typed),
        Some(Verb::Role(typed)) => role::run(context, typed),
        Some(Verb::Run(typed)) => script::run(context, typed),
        Some(Verb::Schema(typed)) => schema::run(context, typed),
        Some(Verb::Start(typed)) => start::run(context, typed),
        Some(Verb::Status(typed)) => status::run(context, typed),
        Some(Verb::Task(typed)) => task::run(context, typed),
        Some(Verb::Term(typed)) => term::run(context, typed),
        Some(Verb::Timeline(typed)) => timeline::run(context, typed),
        Some(Verb::Verify(typed)) => verify::run(context, typed),
        Some(Verb::Waive(typed)) => waive::run(context, typed),
        Some(Verb::Walk(typed)) => walk::run(context, typed),
        Some(Verb::Why(typed)) => why::run(context, typed),
    }
}
