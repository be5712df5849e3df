//! `status`: what to do now.

use std::borrow::Cow;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::LookArguments;
use crate::cli::context::{Context, marked};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// As the team knew it after this entry
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
    #[command(flatten)]
    look: LookArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let (session, mark) = context.look(&typed.file, &typed.look, false)?;
    let mut material = Cow::Borrowed(session.material());
    let (incident, at) = match typed.at {
        None => (session.projected(), session.chart_now()),
        Some(seq) if seq == 0 || session.incident().entry(seq).is_none() => {
            let head = session.incident().situation().head;
            return Err(Failure::Usage(format!(
                "there is no entry {seq}; there are 1 to {head}"
            )));
        }
        Some(seq) => {
            let of_then = session.material_at(seq);
            material = Cow::Borrowed(of_then);
            if let Some(seen) = session.seen() {
                material = Cow::Owned(of_then.seen_by(&seen.audience));
            }
            let incident = session.incident().as_of(seq);
            let last = incident.situation().last_chart_time;
            (incident, last.unwrap_or_else(|| session.chart_now()))
        }
    };
    let board = view::board(
        &material.playbook,
        &material.law,
        &material.holidays,
        &incident,
        at,
    );
    output::show(context, &board, || {
        marked(mark.as_ref(), view::board_text(&board))
    })?;
    Ok(ExitCode::SUCCESS)
}
