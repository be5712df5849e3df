//! One draft per row: the same facts, and what differs per addressee.
//!
//! Every row is read and drafted before any file is written.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::choose::material_with;
use super::compute::find;
use super::facts::{Answer, Answers};
use super::files::{self, File, Target};
use super::{Typed, facts};
use crate::catalog;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::document::Status;
use crate::runtime::{Material, Surroundings};

/// One row of the report.
#[derive(Serialize)]
struct Line {
    file: String,
    missing: Vec<String>,
    row: usize,
    sha256: String,
    status: Status,
}

/// What is shown.
#[derive(Serialize)]
struct Shown<'a> {
    drafts: &'a [Line],
    report: &'a Path,
}

/// A row as written: its line, and its answers as TOML.
type Row = (usize, toml::Table);

/// Drafts every row, writes the files and the report.
pub fn run(context: &Context, typed: &Typed, path: &Path) -> Result<ExitCode, Failure> {
    let known = typed.facts.as_deref().map_or_else(Vec::new, facts::named);
    let material = material_with(context, &typed.template, &known)?;
    let (_, template) = find(&material, &typed.template)?;
    let now = Surroundings::Machine.now();
    let base = match &typed.facts {
        Some(file) => facts::read(&material, file, now)?,
        None => Answers::new(),
    };
    let rows = answers(&material, path, &base, now)?;
    let (folder, stem, ending) = target(&typed.out, template.id());
    let digits = rows.len().to_string().len().max(3);
    let mut all: Vec<File> = Vec::new();
    let mut lines = Vec::new();
    for (row, answers) in (1..).zip(&rows) {
        let (template, with_copy) = (&typed.template, typed.working_copy);
        let computed = facts::compute(&material, answers, template, now, with_copy)?;
        let out = folder.join(format!("{row:0digits$}-{stem}.{ending}"));
        let target = Target {
            out: &out,
            ..typed.target()
        };
        let (mut made, sha256) = files::files(&computed, target)?;
        let draft = computed.draft;
        all.append(&mut made);
        lines.push(Line {
            file: name(&out),
            missing: draft.missing.iter().map(|(path, _)| path.clone()).collect(),
            row,
            sha256,
            status: draft.status(),
        });
    }
    let report = folder.join(format!("{:0digits$}-{stem}-overzicht.csv", 0));
    all.push((report.clone(), csv(&lines)?));
    files::refuse_existing(all.iter().map(|(path, _)| path.as_path()), typed.force)?;
    std::fs::create_dir_all(&folder).map_err(|error| {
        Failure::File(format!(
            "cannot make the folder `{}`: {error}",
            folder.display()
        ))
    })?;
    for (path, bytes) in &all {
        files::save(path, bytes)?;
    }
    let shown = Shown {
        drafts: &lines,
        report: &report,
    };
    output::show(context, &shown, || account(&lines, &report))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the answers of every row over the base; everything that is wrong comes back at once.
fn answers(
    material: &Material,
    path: &Path,
    base: &Answers,
    now: DateTime<Utc>,
) -> Result<Vec<Answers>, Failure> {
    let text = catalog::read(path)?.content;
    let text = text.trim_start_matches('\u{feff}');
    let is_toml = path.extension().is_some_and(|ending| ending == "toml");
    let rows = match is_toml {
        true => toml_rows(text),
        false => csv_rows(material, text),
    };
    let place = |line: usize, what: &str| format!("{}:{line}: {what}", path.display());
    let rows = rows.map_err(|(line, what)| Failure::File(place(line, &what)))?;
    if rows.is_empty() {
        return Err(Failure::File(place(1, "there are no rows")));
    }
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for (line, table) in &rows {
        let mut answers = base.clone();
        for (id, value) in table {
            match facts::said(material, id, value, now) {
                Ok(said) => {
                    // What is not said in the row stands as in the base.
                    let known = answers.entry(id.clone()).or_default();
                    if said.answer != Answer::Nothing {
                        known.answer = said.answer;
                    }
                    known.certainty = said.certainty.or(known.certainty);
                    known.source = said.source.or(known.source.take());
                }
                Err(what) => wrong.push(place(*line, &format!("`{id}`: {what}"))),
            }
        }
        all.push(answers);
    }
    match wrong.is_empty() {
        true => Ok(all),
        false => Err(Failure::File(wrong.join("\n"))),
    }
}

/// Reads `[[row]]` tables.
fn toml_rows(text: &str) -> Result<Vec<Row>, (usize, String)> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = 1 + text[..at.min(text.len())].matches('\n').count();
        (line, error.message().to_owned())
    })?;
    if let Some(key) = table.keys().find(|key| *key != "row") {
        return Err((1, format!("there is no `{key}`; possible is: [[row]]")));
    }
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with("[[row]]"))
        .map(|(at, _)| at + 1);
    let rows = table.get("row").and_then(toml::Value::as_array);
    let row = |row: &toml::Value| {
        let line = lines.next().unwrap_or(1);
        let table = row.as_table().cloned();
        table
            .map(|table| (line, table))
            .ok_or((line, "a row is a table".to_owned()))
    };
    rows.map_or(&[][..], Vec::as_slice)
        .iter()
        .map(row)
        .collect()
}

/// Reads rows under a first line that names facts; `fact.source` and `fact.certainty` go with one.
fn csv_rows(material: &Material, text: &str) -> Result<Vec<Row>, (usize, String)> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut columns: Vec<(String, &str)> = Vec::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| (1, error.to_string()))?;
        let line = record.position().map_or(1, |at| at.line());
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        if columns.is_empty() {
            columns = record
                .iter()
                .map(|cell| column(material, cell))
                .collect::<Result<_, _>>()
                .map_err(|what| (line, what))?;
            let twice = (1..columns.len()).find(|at| columns[..*at].contains(&columns[*at]));
            if let Some(at) = twice {
                return Err((line, format!("the column `{}` is there twice", &record[at])));
            }
            continue;
        }
        if record.len() != columns.len() {
            let (have, want) = (record.len(), columns.len());
            return Err((line, format!("{have} columns; the first line names {want}")));
        }
        let mut table = toml::Table::new();
        for ((id, part), cell) in columns.iter().zip(&record) {
            let said = table
                .entry(id.clone())
                .or_insert_with(|| toml::Table::from_iter([empty("value")]).into());
            if let Some(said) = said.as_table_mut() {
                said.insert((*part).to_owned(), toml::Value::String(cell.to_owned()));
            }
        }
        rows.push((line, table));
    }
    Ok(rows)
}

fn empty(key: &str) -> (String, toml::Value) {
    (key.to_owned(), toml::Value::String(String::new()))
}

/// Reads the name of a column: a fact, or its source or certainty.
fn column(material: &Material, name: &str) -> Result<(String, &'static str), String> {
    let (id, part) = match name.split_once('.') {
        None => (name, "value"),
        Some((id, "source")) => (id, "source"),
        Some((id, "certainty")) => (id, "certainty"),
        Some(_) => (name, "value"),
    };
    if material.playbook.fact(id).is_some() {
        return Ok((id.to_owned(), part));
    }
    let ids: Vec<&str> = (material.playbook.facts().iter())
        .map(|fact| fact.id.as_str())
        .collect();
    let near = crate::diagnostic::nearest(id, ids.iter().copied());
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Err(format!(
        "there is no fact `{name}` for a column{near}\nhint: possible are: {}",
        ids.join(", ")
    ))
}

/// Returns the folder, the stem and the ending of the files: of a folder, or of a file name in one.
fn target<'a>(out: &'a Path, template: &'a str) -> (PathBuf, String, String) {
    let ending = out
        .extension()
        .map(|ending| ending.to_string_lossy().into_owned());
    match ending {
        Some(ending) if !out.is_dir() => {
            let stem = out.file_stem().unwrap_or_default().to_string_lossy();
            let folder = out.parent().unwrap_or(Path::new("")).to_owned();
            (folder, stem.into_owned(), ending)
        }
        _ => (out.to_owned(), template.to_owned(), "docx".to_owned()),
    }
}

fn csv(lines: &[Line]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    let failed = |error: csv::Error| Failure::File(format!("cannot write the report: {error}"));
    writer
        .write_record(["row", "file", "sha256", "status", "missing"])
        .map_err(failed)?;
    for line in lines {
        writer
            .write_record([
                &line.row.to_string(),
                &line.file,
                &line.sha256,
                line.status.as_str(),
                &line.missing.join(" "),
            ])
            .map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| Failure::File(format!("cannot write the report: {error}")))
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Returns what was made, in Dutch.
fn account(lines: &[Line], report: &Path) -> String {
    let count = |status| lines.iter().filter(|line| line.status == status).count();
    let mut out = format!(
        "{} concepten: {} volledig, {} niet volledig, {} geblokkeerd\n",
        lines.len(),
        count(Status::Complete),
        count(Status::Incomplete),
        count(Status::Blocked)
    );
    for line in lines {
        let status = match line.status {
            Status::Blocked => "geblokkeerd".to_owned(),
            Status::Complete => "volledig".to_owned(),
            Status::Incomplete => format!("niet volledig, {} ontbreekt", line.missing.len()),
        };
        out.push_str(&format!("  {} ({status})\n", line.file));
    }
    out.push_str(&format!("{}\n", report.display()));
    out
}
