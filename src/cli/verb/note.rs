//! `note`: write a line in the log.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::engine::{Action, NoteKind};
use crate::fact::Certainty;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The text
    text: String,
    /// What kind of line: fact, decision, action, question or note
    #[arg(long, default_value = "note", value_parser = kind)]
    kind: NoteKind,
    /// Where it comes from
    #[arg(long)]
    source: Option<String>,
    /// How sure: confirmed, probable or unconfirmed
    #[arg(long, default_value = "unconfirmed", value_parser = super::record::certainty)]
    certainty: Certainty,
    /// Only for who sees this compartment
    #[arg(long, value_name = "COMPARTMENT")]
    only_for: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        certainty,
        file,
        kind,
        only_for,
        source,
        text,
        write,
    } = typed;
    context.submit(&file, &write, |_| {
        Ok(Action::Note {
            compartment: only_for,
            certainty,
            kind,
            source,
            text,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

fn kind(text: &str) -> Result<NoteKind, String> {
    NoteKind::parse(text)
        .ok_or_else(|| "possible are: fact, decision, action, question, note".to_owned())
}
