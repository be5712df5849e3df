//! `redline`: what differs between two drafts, as tracked changes in a Word file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::draft::files;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{output, side_car};
use crate::document::{self, SideCar, WrittenKind};
use crate::runtime::sha256;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The older draft, or the .json file beside it
    old: PathBuf,
    /// The newer draft, or the .json file beside it
    new: PathBuf,
    /// The Word file to make
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let out = &typed.out;
    if out.extension().is_none_or(|ending| ending != "docx") {
        return Err(Failure::Usage(format!(
            "`{}` is not a .docx file",
            out.display()
        )));
    }
    files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    let (old, new) = (read(&typed.old)?, read(&typed.new)?);
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let notice = format!(
        "Vergelijking van {} met {}",
        name(&typed.old),
        name(&typed.new)
    );
    let at = new.receipt.drafted_at;
    let bytes = document::redline(&old.document, &new.document, &notice, at)
        .map_err(|error| Failure::File(format!("cannot make the document: {error}")))?;
    files::save(out, &bytes)?;
    let (inserted, deleted) = document::compare(&old.document, &new.document).count();
    let value = json!({
        "deleted": deleted,
        "file": out,
        "inserted": inserted,
    });
    output::show(context, &value, || {
        format!(
            "{inserted} inserted, {deleted} deleted\n{}\n",
            out.display()
        )
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Reads the draft that a file is, or that it stands beside.
fn read(path: &Path) -> Result<SideCar, Failure> {
    let found = side_car::of(path)?;
    if found.path == *path {
        return Ok(found.side_car);
    }
    let bytes = fs::read(path)
        .map_err(|error| Failure::File(format!("cannot read `{}`: {error}", path.display())))?;
    let written = found.side_car.file(WrittenKind::Document);
    match written {
        Some(written) if written.sha256 == sha256(&bytes) => Ok(found.side_car),
        _ => Err(Failure::File(format!(
            "`{}` is not the document that `{}` tells of: it was changed, or it is another file\nhint: `draaiboek document verify` says what differs; the .json file itself can be compared too",
            path.display(),
            found.path.display()
        ))),
    }
}
