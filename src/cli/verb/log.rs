//! `log`: show the log, or import paper lines in one batch.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::catalog;
use crate::cli::arguments::{ByArguments, LookArguments};
use crate::cli::context::{Context, by, marked, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{Action, How};
use crate::view::{self, Paper, PaperFault};

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
    #[command(flatten)]
    look: LookArguments,
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
            let (session, mark) = context.look(&file, &typed.look, typed.csv)?;
            let mut lines = view::log(&session.material().playbook, session.incident());
            lines.retain(|line| line.seq > typed.since);
            if typed.csv {
                output::print(&view::spreadsheet(&lines))?;
            } else {
                output::show(context, &lines, || {
                    marked(mark.as_ref(), view::log_text(&lines))
                })?;
            }
            Ok(ExitCode::SUCCESS)
        }
        (None, None) => Err(Failure::Usage("say which incident file".to_owned())),
    }
}

/// Writes all lines or none; a number that is in the log already is not written again.
fn import(
    context: &Context,
    file: &Path,
    paper: &Path,
    reason: &str,
    typed: &ByArguments,
) -> Result<ExitCode, Failure> {
    let text = catalog::read(paper)?.content;
    let mut session = context.open_as(file, typed)?;
    let now = session.chart_now();
    let mut by = by(typed, &session.material().playbook)?;
    by.how = How::Paper;
    let rows = view::paper_rows(&text, true).map_err(|fault| at_line(paper, 1, &fault))?;
    let (places, rows): (Vec<usize>, Vec<_>) = rows.into_iter().unzip();
    let playbook = &session.material().playbook;
    let read = view::paper(playbook, session.incident(), &rows, &by.recorded, now);
    let Paper { lines, skipped } = read.map_err(|wrong| {
        let wrong = wrong
            .iter()
            .map(|(at, fault)| format!("{}:{}: {fault}", paper.display(), places[*at]));
        Failure::File(wrong.collect::<Vec<_>>().join("\n"))
    })?;
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

fn at_line(paper: &Path, line: usize, fault: &PaperFault) -> Failure {
    Failure::File(format!("{}:{line}: {fault}", paper.display()))
}
