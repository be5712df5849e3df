//! `close`: close the incident.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
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
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        file,
        reason,
        write,
    } = typed;
    let mut staying = Vec::new();
    let mut early = false;
    context.submit(&file, &write, |session| {
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
