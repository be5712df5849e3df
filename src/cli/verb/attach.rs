//! `attach`: attach a file as evidence.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::{Context, by, happened, happened_at, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::Action;
use crate::runtime::sha256;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The file to attach
    path: PathBuf,
    /// What is seen on it (default: the name of the file)
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Where it stands
    #[arg(long)]
    url: Option<String>,
    /// When it was seen
    #[arg(long, value_name = "TIME")]
    seen_at: Option<String>,
    /// Who saw it: a role, or "ROLE=NAME"
    #[arg(long = "by", value_name = "WHO")]
    seen_by: Option<String>,
    /// Only for who sees this compartment
    #[arg(long, value_name = "COMPARTMENT")]
    only_for: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let bytes = fs::read(&typed.path).map_err(|error| {
        Failure::File(format!("cannot read `{}`: {error}", typed.path.display()))
    })?;
    let mut session = context.open_as(&typed.file, &typed.write.by)?;
    let now = session.chart_now();
    let name = typed.path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let action = Action::AttachEvidence {
        compartment: typed.only_for,
        description: typed.description.unwrap_or_else(|| name.clone()),
        file_name: name,
        seen_at: typed.seen_at.map(|text| happened(&text, now)).transpose()?,
        sha256: sha256(&bytes),
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        url: typed.url,
    };
    let mut write = typed.write;
    write.by.decided_by = typed.seen_by.or(write.by.decided_by);
    let at = happened_at(&write, now)?;
    let who_is = by(&write.by, &session.material().playbook)?;
    let entries = session.submit_with(action, who_is, at, write.late, &[bytes])?;
    output::entries(context, &session, &entries)?;
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}
