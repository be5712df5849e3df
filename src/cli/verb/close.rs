//! `close`: close the incident.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::ByArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::Action;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// Why now
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    by: ByArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed { by, file, reason } = typed;
    let mut staying = Vec::new();
    let mut early = false;
    context.submit(&file, &by, |session| {
        let material = session.material();
        let board = view::board(
            &material.playbook,
            &material.law,
            &material.holidays,
            session.incident(),
            session.chart_now(),
        );
        staying = view::closing(&material.playbook, &board);
        early = !board.is_ended;
        Ok(Action::Close { reason })
    })?;
    if early {
        output::tell("warning: the playbook was not at its end; the log keeps the reason");
    }
    for line in staying {
        output::tell(&format!("warning: stays after closing: {line}"));
    }
    Ok(ExitCode::SUCCESS)
}
