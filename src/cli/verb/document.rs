//! `document`: what became of a drafted document.

mod again;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{output, side_car};
use crate::runtime::sha256;
use again::Again;

/// What was typed.
#[derive(Debug, Subcommand)]
pub enum Typed {
    /// Check that the files are as they were written, make them again, and say what differs
    Verify(Verify),
}

/// What was typed after `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The document, or the .json file beside it
    file: PathBuf,
    /// The incident it was drafted from
    #[arg(long, value_name = "FILE")]
    incident: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed::Verify(typed) = typed;
    let found = side_car::of(&typed.file)?;
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    for written in &found.side_car.files {
        let name = &written.name;
        match fs::read(found.path.with_file_name(name)) {
            Ok(bytes) if sha256(&bytes) == written.sha256 => {
                notes.push(format!("`{name}` is as it was written"));
            }
            Ok(_) => problems.push(format!("`{name}` was changed after it was written")),
            Err(_) => notes.push(format!("`{name}` is not here and was not checked")),
        }
    }
    let typed_name = typed.file.file_name().unwrap_or_default().to_string_lossy();
    let is_known = |name: &str| found.side_car.files.iter().any(|file| file.name == name);
    if found.path != typed.file && !is_known(&typed_name) {
        let bytes = fs::read(&typed.file).map_err(|error| {
            Failure::File(format!("cannot read `{}`: {error}", typed.file.display()))
        })?;
        let hash = sha256(&bytes);
        match found.side_car.files.iter().find(|file| file.sha256 == hash) {
            Some(file) => notes.push(format!(
                "`{typed_name}` is `{}` as it was written",
                file.name
            )),
            None => problems.push(format!(
                "`{typed_name}` is none of the files that were written"
            )),
        }
    }
    let mut again = Again::default();
    again.make(context, &found.side_car, typed.incident.as_deref())?;
    problems.append(&mut again.problems);
    notes.append(&mut again.notes);
    let value = json!({
        "made_again": again.is_made,
        "notes": notes,
        "problems": problems,
    });
    output::show(context, &value, || {
        let lines = |what: &str, texts: &[String]| -> String {
            texts.iter().map(|text| format!("{what}{text}\n")).collect()
        };
        lines("", &notes) + &lines("problem: ", &problems)
    })?;
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}
