//! `explain`: the page of a code.

use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::diagnostic::Code;

/// The page with a section for each code.
const PAGE: &str = include_str!("../../../docs/diagnostics.md");

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The code, such as D002
    code: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Some(code) = Code::parse(&typed.code) else {
        let last = Code::ALL.last().map_or("", |code| code.text());
        return Err(Failure::Usage(format!(
            "there is no code `{}`; codes run from D001 to {last}",
            typed.code
        )));
    };
    let section = section(code);
    let value = serde_json::json!({ "code": code.text(), "text": section });
    output::show(context, &value, || format!("{section}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the section of a code.
fn section(code: Code) -> String {
    let heading = format!("## {code}");
    PAGE.split("\n## ")
        .map(|section| format!("## {section}"))
        .find(|section| section.starts_with(&heading))
        .unwrap_or_default()
        .trim()
        .to_owned()
}
