//! `log`: show the log, or import paper lines in one batch.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::catalog;
use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, moment, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{Action, Command, How, NoteKind, Who};
use crate::fact::Certainty;
use crate::runtime::sha256;
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

/// One line on paper.
struct Paper {
    kind: NoteKind,
    number: String,
    role: String,
    source: String,
    text: String,
    time: String,
}

/// Reads all lines before it writes the first, so that a wrong line leaves the log as it is.
fn import(
    context: &Context,
    file: &std::path::Path,
    paper: &std::path::Path,
    reason: &str,
    typed: &ByArguments,
) -> Result<ExitCode, Failure> {
    let text = catalog::read(paper)?.content;
    // The same lines tried again have the same ids, so that none comes in twice.
    let batch = sha256(text.as_bytes());
    let mut session = context.open(file)?;
    let now = session.chart_now();
    let mut lines = Vec::new();
    for (at, row) in text.lines().enumerate().skip(1) {
        if !row.trim().is_empty() {
            let wrong = |what: String| {
                let line = at + 1;
                Failure::File(format!("{}:{line}: {what}", paper.display()))
            };
            let line = parse(row).map_err(wrong)?;
            let happened = moment(&line.time, now).map_err(|failure| wrong(failure.message()))?;
            if session.material().playbook.role(&line.role).is_none() && !line.role.is_empty() {
                let roles = session.material().playbook.roles().iter();
                let roles: Vec<&str> = roles.map(|role| role.id.as_str()).collect();
                return Err(wrong(format!(
                    "there is no role `{}`; there are: {}",
                    line.role,
                    roles.join(", ")
                )));
            }
            lines.push((format!("{batch}-{at}"), line, happened));
        }
    }
    let mut made = Vec::new();
    for (id, line, happened) in lines {
        let mut by = by(typed, &session.material().playbook)?;
        by.how = How::Paper;
        if !line.role.is_empty() {
            by.decided = Who {
                name: None,
                role: line.role,
            };
        }
        let action = Action::Note {
            certainty: Certainty::Unconfirmed,
            kind: line.kind,
            source: Some(line.source).filter(|source| !source.is_empty()),
            text: format!("[papier {}] {}", line.number, line.text),
        };
        let command = Command {
            action,
            by,
            happened_at: Some(happened),
            id,
            late_reason: Some(reason.to_owned()),
        };
        made.extend(session.submit_command(&command, &[])?);
    }
    output::entries(context, &session, &made)?;
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}

fn parse(row: &str) -> Result<Paper, String> {
    let cells: Vec<String> = row
        .split(';')
        .map(|cell| cell.trim().trim_matches('"').to_owned())
        .collect();
    let [number, time, kind, role, text, rest @ ..] = cells.as_slice() else {
        return Err("a line has number; time; kind; role; text; source".to_owned());
    };
    if text.is_empty() {
        return Err("the text is empty".to_owned());
    }
    Ok(Paper {
        kind: NoteKind::parse(kind).ok_or_else(|| {
            format!("`{kind}` is not a kind; possible are feit, besluit, actie, vraag, notitie")
        })?,
        number: number.clone(),
        role: role.clone(),
        source: rest.first().cloned().unwrap_or_default(),
        text: text.clone(),
        time: time.clone(),
    })
}
