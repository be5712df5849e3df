//! `check`: everything that is wrong in a playbook, its templates and its law.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::diagnostic::{Finding, Source, render};
use crate::runtime::{self, Error};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id, or a file
    playbook: String,
}

#[derive(Serialize)]
struct Item {
    code: &'static str,
    column: usize,
    file: String,
    hint: Option<String>,
    is_error: bool,
    line: usize,
    message: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let texts = start::texts(context, &typed.playbook)?;
    let found = match runtime::parse(&texts) {
        Err(Error::Rejected(rejected)) => rejected.texts,
        Err(error) => return Err(error.into()),
        Ok(material) => {
            let mut found = material.warnings;
            for template in material.templates.values() {
                let findings = template.check(&material.playbook, &material.law);
                if !findings.is_empty() {
                    found.push((template.source().clone(), findings));
                }
            }
            found
        }
    };
    let items: Vec<Item> = found
        .iter()
        .flat_map(|(source, findings)| findings.iter().map(|finding| item(source, finding)))
        .collect();
    let errors = items.iter().filter(|item| item.is_error).count();
    output::show(context, &items, || {
        found
            .iter()
            .map(|(source, findings)| render(source, findings))
            .collect()
    })?;
    eprintln!("{errors} errors, {} warnings", items.len() - errors);
    Ok(ExitCode::from(u8::from(errors > 0)))
}

fn item(source: &Source, finding: &Finding) -> Item {
    let (line, column) = finding
        .span
        .as_ref()
        .map_or((1, 1), |span| source.place(span.start));
    Item {
        code: finding.code.text(),
        column,
        file: source.name.clone(),
        hint: finding.hint.clone(),
        is_error: finding.is_error(),
        line,
        message: finding.message.clone(),
    }
}
