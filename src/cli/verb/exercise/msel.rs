//! `exercise msel`: the book of an exercise on paper, or its list as a spreadsheet.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::draft::files;
use crate::cli::verb::script::{Loaded, check};
use crate::document;
use crate::exercise;
use crate::fact::time;
use crate::runtime::{self, Surroundings};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario
    #[arg(value_name = "SCENARIO")]
    script: PathBuf,
    /// The file to make: .docx, .odt, .html, .md, .txt or .csv, and .pdf where built in
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// A file with the texts of a municipality
    #[arg(long, value_name = "FILE")]
    local: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let out = &typed.out;
    let is_list = out.extension().is_some_and(|ending| ending == "csv");
    let ending = match is_list {
        true => "csv",
        false => files::ending(out)?,
    };
    files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    let loaded = Loaded::read(context, &typed.script, typed.local.as_deref())?;
    check(&loaded.source, &loaded.scenario, &loaded.texts)?;
    let material = runtime::parse(&loaded.texts)?;
    let (scenario, playbook) = (&loaded.scenario, &material.playbook);
    let now = Surroundings::Machine.now();
    let bytes = match is_list {
        true => exercise::spreadsheet(&exercise::plan(scenario, playbook))
            .map_err(|error| Failure::File(format!("cannot write the list: {error}")))?
            .into_bytes(),
        false => {
            let printed = time::to_civil(now).date();
            let author = &material.municipality.name;
            let book = document::msel(scenario, playbook, author, printed);
            files::encode(&book, ending, now)?
        }
    };
    files::save(out, &bytes)?;
    let value = serde_json::json!({ "file": out });
    output::show(context, &value, || format!("{}\n", out.display()))?;
    Ok(ExitCode::SUCCESS)
}
