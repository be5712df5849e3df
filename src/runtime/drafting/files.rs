//! The files of a draft: the document, its note, its working copy and its side-car.

use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::Problem;
use super::compute::Computed;
use crate::document::{self, Document, Written, WrittenKind};
use crate::runtime::sha256;

/// What is written, and where.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Overwrite files that are there.
    pub force: bool,
    /// The document.
    pub out: &'a Path,
    /// Write a Word file to work in as well.
    pub working_copy: bool,
}

/// A file to write, with its bytes.
pub type File = (PathBuf, Vec<u8>);

/// Writes the document and what goes beside it; returns the files and the hash of the document.
pub fn write(computed: &Computed, target: Target<'_>) -> Result<(Vec<PathBuf>, String), Problem> {
    let (files, hash) = files(computed, target)?;
    refuse_existing(files.iter().map(|(path, _)| path.as_path()), target.force)?;
    for (path, bytes) in &files {
        save(path, bytes)?;
    }
    Ok((files.into_iter().map(|(path, _)| path).collect(), hash))
}

/// Returns the document, its note, its working copy and its side-car as files, and the hash of the document.
pub fn files(computed: &Computed, target: Target<'_>) -> Result<(Vec<File>, String), Problem> {
    let out = target.out;
    let ending = ending(out)?;
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let beside = |suffix: &str| out.with_file_name(format!("{stem}{suffix}"));
    let mut paths = vec![(WrittenKind::Document, out.to_owned())];
    if computed.draft.note.is_some() {
        let path = beside(&format!("-oplegnotitie.{ending}"));
        paths.push((WrittenKind::Note, path));
    }
    if target.working_copy {
        paths.push((WrittenKind::WorkingCopy, beside("-werkversie.docx")));
    }
    let mut side_car = computed.side_car.clone();
    let mut files = Vec::new();
    for (kind, path) in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = bytes(computed, kind, &name)?;
        side_car.files.push(Written {
            kind,
            name: name.into_owned(),
            sha256: sha256(&bytes),
        });
        files.push((path, bytes));
    }
    let json = serde_json::to_vec_pretty(&side_car)
        .map_err(|error| Problem::File(format!("cannot write the receipt: {error}")))?;
    files.push((beside(".json"), json));
    let hash = side_car.files.into_iter().next().map(|file| file.sha256);
    Ok((files, hash.unwrap_or_default()))
}

/// Returns the ending of a file, when it tells a format that can be written.
pub fn ending(out: &Path) -> Result<&str, Problem> {
    match out.extension().and_then(|ending| ending.to_str()) {
        Some(ending @ ("docx" | "html" | "md" | "odt" | "txt")) => Ok(ending),
        Some(ending @ "pdf") if cfg!(feature = "pdf") => Ok(ending),
        Some("pdf") => Err(Problem::Usage(
            "this draaiboek was built without PDF\nhint: use .docx or .odt, or a build with --features pdf"
                .to_owned(),
        )),
        _ => Err(Problem::Usage(format!(
            "`{}` is not a .docx, .odt, .html, .md or .txt file",
            out.display()
        ))),
    }
}

/// How a database file begins.
const DATABASE: &[u8; 16] = b"SQLite format 3\0";

/// Refuses to overwrite what is there, unless that was asked for; an incident is never overwritten.
pub fn refuse_existing<'a>(
    paths: impl Iterator<Item = &'a Path>,
    force: bool,
) -> Result<(), Problem> {
    for path in paths.filter(|path| path.exists()) {
        refuse_incident(path)?;
        if !force {
            return Err(Problem::File(format!(
                "`{}` exists already; someone may have worked in it\nhint: choose another name, or say --force",
                path.display()
            )));
        }
    }
    Ok(())
}

/// Refuses to write over a database: what is in a log is nowhere else.
fn refuse_incident(path: &Path) -> Result<(), Problem> {
    let mut begin = [0; DATABASE.len()];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    match read.is_ok() && begin == *DATABASE {
        false => Ok(()),
        true => Err(Problem::File(format!(
            "`{}` is an incident or another database, which is never overwritten\nhint: choose another name",
            path.display()
        ))),
    }
}

/// Writes a file; a half-written one would look like a document.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let part = path.with_extension("part");
    [path, &part].into_iter().try_for_each(refuse_incident)?;
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, path))
        .map_err(|error| {
            Problem::File(format!(
                "cannot write `{}`: {error}\nhint: name a file in a folder that is there and that you may write in",
                path.display()
            ))
        })
}

/// Returns the bytes of one of the files of a draft, in the format that its name tells.
pub fn bytes(computed: &Computed, kind: WrittenKind, name: &str) -> Result<Vec<u8>, Problem> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let (document, what) = match kind {
        WrittenKind::Document => (Some(&computed.draft.document), "document"),
        WrittenKind::Note => (computed.draft.note.as_ref(), "note"),
        WrittenKind::WorkingCopy => (computed.working_copy.as_ref(), "working copy"),
    };
    let document =
        document.ok_or_else(|| Problem::File(format!("there is no {what} of this document")))?;
    match kind {
        WrittenKind::Document | WrittenKind::Note => {
            encode(document, ending, computed.draft.receipt.drafted_at)
        }
        WrittenKind::WorkingCopy => document::docx_working_copy(document)
            .map_err(|error| Problem::File(format!("cannot make the document: {error}"))),
    }
}

/// Returns the bytes of a document in the format of a file ending.
pub fn encode(document: &Document, ending: &str, at: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
    let failed =
        |error: &dyn fmt::Display| Problem::File(format!("cannot make the document: {error}"));
    if ending == "pdf" {
        #[cfg(feature = "pdf")]
        return document::pdf(document, at).map_err(|error| failed(&error));
        #[cfg(not(feature = "pdf"))]
        return Err(failed(&format_args!("no PDF at {at} in this build")));
    }
    let packed = match ending {
        "docx" => document::docx(document),
        "odt" => document::odt(document),
        "html" => Ok(document::html(document).into_bytes()),
        "txt" => Ok(document::text(document, 100).into_bytes()),
        _ => Ok(document::markdown(document).into_bytes()),
    };
    packed.map_err(|error| failed(&error))
}
