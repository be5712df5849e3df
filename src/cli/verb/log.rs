//! `log`: show the log, or import paper lines in one batch.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

use crate::catalog;
use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, happened, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{Action, How, NoteKind, NoteLine, Who};
use crate::fact::Certainty;
use crate::runtime::Session;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Typed {
    /// The incident file
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// Print CSV for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Only entries after this one
    #[arg(long, value_name = "SEQ", default_value_t = 0)]
    since: u64,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Type in numbered paper lines in one batch, with one reason
    ///
    /// Columns, separated by semicolons: number; time; kind (feit, besluit, actie, vraag, notitie);
    /// role; text; source. The first line holds the names of the columns.
    Import {
        /// The incident file
        file: PathBuf,
        /// The lines
        paper: PathBuf,
        /// Why they come late
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        by: ByArguments,
    },
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    match (typed.what, typed.file) {
        (
            Some(What::Import {
                by,
                file,
                paper,
                reason,
            }),
            _,
        ) => import(context, &file, &paper, &reason, &by),
        (None, Some(file)) => {
            let session = context.read(&file)?;
            let mut lines = view::log(&session.material().playbook, session.incident());
            lines.retain(|line| line.seq > typed.since);
            if typed.csv {
                output::print(&view::spreadsheet(&lines))?;
            } else {
                output::show(context, &lines, || view::log_text(&lines))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        (None, None) => Err(Failure::Usage("say which incident file".to_owned())),
    }
}

/// The columns, by either name.
const COLUMNS: [[&str; 2]; 6] = [
    ["nummer", "number"],
    ["tijd", "time"],
    ["soort", "kind"],
    ["rol", "role"],
    ["tekst", "text"],
    ["bron", "source"],
];

/// Writes all lines or none; a number that is in the log already is not written again.
fn import(
    context: &Context,
    file: &Path,
    paper: &Path,
    reason: &str,
    typed: &ByArguments,
) -> Result<ExitCode, Failure> {
    let text = catalog::read(paper)?.content;
    let mut session = context.open(file)?;
    let now = session.chart_now();
    let mut by = by(typed, &session.material().playbook)?;
    by.how = How::Paper;
    let known: Vec<String> = session
        .incident()
        .log()
        .iter()
        .filter_map(|entry| entry.content.as_ref()?.text.clone())
        .collect();
    let (mut lines, mut wrong, mut skipped) = (Vec::new(), Vec::new(), 0);
    for (at, row) in rows(&text).map_err(|what| at_line(paper, 1, &what))? {
        match line(&row, &session, &by.recorded, now) {
            Err(what) => wrong.push(format!("{}:{at}: {what}", paper.display())),
            Ok(line) if known.contains(&line.text) => skipped += 1,
            Ok(line) => {
                let mark = number_mark(&row[0]);
                if known.iter().any(|text| text.starts_with(&mark)) {
                    wrong.push(format!(
                        "{}:{at}: number {} is in the log already, with other words",
                        paper.display(),
                        row[0]
                    ));
                }
                lines.push(line);
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::File(wrong.join("\n")));
    }
    let written = lines.len();
    let mut made = Vec::new();
    if !lines.is_empty() {
        let late = Some(reason.to_owned());
        made = session.submit_at(Action::ImportNotes { lines }, by, None, late)?;
    }
    output::entries(context, &session, &made)?;
    output::tell(&format!(
        "{written} lines written, {skipped} were in the log already"
    ));
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}

fn at_line(paper: &Path, line: usize, what: &str) -> Failure {
    Failure::File(format!("{}:{line}: {what}", paper.display()))
}

/// Returns the rows with their line numbers; the first row holds the names of the columns.
fn rows(text: &str) -> Result<Vec<(usize, Vec<String>)>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(1, |at| at.line());
        let cells = record.iter().map(str::to_owned).collect();
        rows.push((usize::try_from(line).unwrap_or(usize::MAX), cells));
    }
    let names: Vec<&str> = COLUMNS.iter().map(|names| names[0]).collect();
    let is_head = |row: &[String]| {
        row.len() >= 5
            && row
                .iter()
                .zip(COLUMNS)
                .all(|(cell, names)| names.contains(&cell.to_lowercase().as_str()))
    };
    if !rows
        .first()
        .is_some_and(|(_, row): &(usize, Vec<String>)| is_head(row))
    {
        return Err(format!(
            "the first line names the columns: {}",
            names.join(";")
        ));
    }
    rows.remove(0);
    Ok(rows)
}

/// Reads one row.
fn line(
    row: &[String],
    session: &Session,
    recorded: &Who,
    now: DateTime<Utc>,
) -> Result<NoteLine, String> {
    let (number, time, kind, role, text, source) = match row {
        [number, time, kind, role, text] => (number, time, kind, role, text, ""),
        [number, time, kind, role, text, source] => {
            (number, time, kind, role, text, source.as_str())
        }
        _ => return Err(format!("{} columns; there are 5 or 6", row.len())),
    };
    if number.is_empty() || text.is_empty() {
        return Err("a line has a number and a text".to_owned());
    }
    let roles = session.material().playbook.roles();
    let is_it = |known: &&crate::playbook::Role| {
        known.id == *role || known.title.to_lowercase() == role.to_lowercase()
    };
    let decided = match roles.iter().find(is_it) {
        Some(role) => role.id.clone(),
        None if role.is_empty() => recorded.role.clone(),
        None => {
            let known: Vec<&str> = roles.iter().map(|role| role.id.as_str()).collect();
            return Err(format!(
                "there is no role `{role}`; there are: {}",
                known.join(", ")
            ));
        }
    };
    Ok(NoteLine {
        certainty: Certainty::Unconfirmed,
        decided: Who {
            name: None,
            role: decided,
        },
        happened_at: happened(time, now).map_err(|failure| failure.message())?,
        kind: NoteKind::parse(kind).ok_or_else(|| {
            format!("`{kind}` is not a kind; possible are feit, besluit, actie, vraag, notitie")
        })?,
        source: Some(source.to_owned()).filter(|source| !source.is_empty()),
        text: format!("{}{text}", number_mark(number)),
    })
}

/// Returns how the number on paper stands before the words.
fn number_mark(number: &str) -> String {
    format!("[papier {number}] ")
}
