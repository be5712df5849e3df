//! `dossier`: everything for a hearing, in one folder or archive, with a numbered inventory.
//!
//! It only reads the incident; the same incident gives the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::cli::arguments::LookArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::draft;
use crate::document::{self, About, Document};
use crate::fact::dutch;
use crate::runtime::{PROGRAM, Session, sha256};
use crate::view::{self, Piece};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The folder to make, or the archive when it ends with .zip
    #[arg(short, long, value_name = "PATH")]
    out: PathBuf,
    #[command(flatten)]
    look: LookArguments,
}

/// The files of a dossier, by their path in it.
type Files = BTreeMap<String, Vec<u8>>;

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    // Said before the work is done; making it refuses again.
    if typed.out.exists() {
        return Err(exists(&typed.out));
    }
    let (session, mark) = context.look(&typed.file, &typed.look, true)?;
    let mut pieces = view::inventory(&session.material().playbook, session.incident());
    for piece in pieces.iter_mut().filter(|piece| piece.file.is_some()) {
        if let Some(hash) = &piece.sha256
            && session.is_attachment_erased(hash)?
        {
            piece.file = None;
            piece.what.push_str(" (het bestand is gewist)");
        }
    }
    let files = files(&session, &pieces, mark.as_deref())?;
    let is_archive = typed.out.extension().is_some_and(|ending| ending == "zip");
    match is_archive {
        true => archive(&typed.out, &files)?,
        false => folder(&typed.out, &files)?,
    }
    let (seq, words) = session.checkpoint();
    let value = json!({
        "checkpoint": format!("{seq} {words}"),
        "dossier": typed.out,
        "files": files.keys().collect::<Vec<_>>(),
        "pieces": pieces,
    });
    output::show(context, &value, || {
        let without = pieces.iter().filter(|piece| piece.file.is_none()).count();
        format!(
            "{}: {} stukken, waarvan {without} zonder bestand (regel {seq}, controlewoorden: {words})\n",
            typed.out.display(),
            pieces.len()
        )
    })?;
    Ok(ExitCode::SUCCESS)
}

fn files(session: &Session, pieces: &[Piece], mark: Option<&str>) -> Result<Files, Failure> {
    let mut files = Files::new();
    for piece in pieces {
        if let (Some(file), Some(hash)) = (&piece.file, &piece.sha256) {
            files.insert(file.clone(), attachment(session, piece, hash)?);
        }
    }
    let (seq, words) = session.checkpoint();
    let situation = session.incident().situation();
    let last = situation.last_chart_time.map(dutch::datetime);
    let title = match mark {
        Some(mark) => format!("{} ({mark})", situation.title),
        None => situation.title.clone(),
    };
    let inventory = document::inventory(
        &About {
            author: &session.material().municipality.name,
            checkpoint: &format!("{seq} {words}"),
            date: &last.unwrap_or_default(),
            exercise: situation.exercise,
            incident: session.incident_id(),
            program: PROGRAM,
            title: &title,
        },
        pieces,
    );
    let log = draft::as_written(session, "logboek")?.document;
    for (name, document) in [("inventarislijst", &inventory), ("logboek", &log)] {
        files.insert(format!("{name}.docx"), word(document)?);
        let plain = document::markdown(document).into_bytes();
        files.insert(format!("{name}.md"), plain);
    }
    let sums = files
        .iter()
        .map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes)));
    let sums: String = sums.collect();
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    Ok(files)
}

/// Returns the bytes of a piece, after checking that they are what the log says.
fn attachment(session: &Session, piece: &Piece, hash: &str) -> Result<Vec<u8>, Failure> {
    match session.attachment(hash)? {
        Some(bytes) if sha256(&bytes) == hash => Ok(bytes),
        _ => Err(Failure::File(format!(
            "the file of entry {} is not in the incident as the log says\nhint: `draaiboek verify` says what is wrong",
            piece.seq
        ))),
    }
}

fn word(document: &Document) -> Result<Vec<u8>, Failure> {
    document::docx(document)
        .map_err(|error| Failure::File(format!("cannot make the document: {error}")))
}

/// Writes all files into a new folder, which appears only when it is complete.
fn folder(out: &Path, files: &Files) -> Result<(), Failure> {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = out.with_file_name(name);
    let failed =
        |error: std::io::Error| Failure::File(format!("cannot write `{}`: {error}", out.display()));
    fs::create_dir(&part).map_err(failed)?;
    for (name, bytes) in files {
        let path = part.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        fs::write(&path, bytes).map_err(failed)?;
    }
    if out.exists() {
        return Err(exists(out));
    }
    fs::rename(&part, out).map_err(failed)
}

fn archive(out: &Path, files: &Files) -> Result<(), Failure> {
    let parts: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let bytes = document::package(&parts)
        .map_err(|error| Failure::File(format!("cannot make `{}`: {error}", out.display())))?;
    if out.exists() {
        return Err(exists(out));
    }
    Ok(draft::files::save(out, &bytes)?)
}

fn exists(out: &Path) -> Failure {
    Failure::File(format!(
        "`{}` exists already\nhint: choose another name; a dossier is never overwritten",
        out.display()
    ))
}
