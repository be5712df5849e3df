//! `schema`: the JSON Schema of playbooks and what belongs to them, or of the facts of one playbook.

use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::playbook;
use crate::runtime;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// `overlay`, `fragment`, or the playbook whose facts are meant: an id, or a file
    playbook: Option<String>,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let schema = match typed.playbook.as_deref() {
        None => playbook::playbook_schema(),
        Some("fragment") => playbook::fragment_schema(),
        Some("overlay") => playbook::overlay_schema(),
        Some(name) => {
            let material = runtime::parse(&start::texts(context, name)?)?;
            playbook::facts_schema(&material.playbook)
        }
    };
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| Failure::File(format!("cannot write JSON: {error}")))?;
    output::print(&format!("{text}\n"))?;
    Ok(ExitCode::SUCCESS)
}
