//! `issue`: record what was done with a document after the concept.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::cli::arguments::WriteArguments;
use crate::cli::context::{Context, by, happened_at, warn_about_disk, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{self, Action, Outcome};
use crate::runtime::{Session, proof};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The document
    document: String,
    /// What was done with it
    #[arg(value_enum)]
    stage: Stage,
    /// When, when that is not now: "15:20" or "2026-12-01 15:20"
    #[arg(long, value_name = "TIME", conflicts_with = "happened")]
    at: Option<String>,
    /// To whom
    #[arg(long, value_name = "TEXT")]
    to: Option<String>,
    /// In which way, such as "aan de deur, met akte van uitreiking"
    #[arg(long, value_name = "TEXT")]
    manner: Option<String>,
    /// A file that proves it: the signed document, the deed, the receipt; may be given again
    #[arg(long, value_name = "FILE")]
    proof: Vec<PathBuf>,
    /// A line of the log with evidence that proves it; may be given again
    #[arg(long, value_name = "SEQ")]
    evidence: Vec<u64>,
    /// Why it was signed although it was not ready; what was open is kept with it
    #[arg(long, value_name = "REASON", conflicts_with = "reason")]
    deviation: Option<String>,
    /// Why it was withdrawn, or why a review came to this
    #[arg(long)]
    reason: Option<String>,
    /// What came of a review
    #[arg(long, value_enum, required_if_eq("stage", "reviewed"))]
    outcome: Option<Reviewed>,
    /// The line of the log of the draft or the oral order (default: the latest that it can be about)
    #[arg(long, value_name = "SEQ")]
    of: Option<u64>,
    #[command(flatten)]
    write: WriteArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Stage {
    /// Given by word of mouth; it is put in writing later
    Oral,
    /// Put before who decides
    Submitted,
    /// Signed
    Signed,
    /// Handed over
    Served,
    /// Sent
    Sent,
    /// Published
    Published,
    /// Looked at again, because what it relied on changed
    Reviewed,
    /// Withdrawn
    Withdrawn,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Reviewed {
    /// It stays as it is
    Keep,
    /// It is to be changed
    Change,
    /// It is to be withdrawn
    Withdraw,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let mut bytes = Vec::new();
    let mut files = Vec::new();
    for path in &typed.proof {
        let content = fs::read(path)
            .map_err(|error| Failure::File(format!("cannot read `{}`: {error}", path.display())))?;
        let name = path.file_name().unwrap_or_default();
        files.push(proof(name.to_string_lossy().into_owned(), &content));
        bytes.push(content);
    }
    let stage = stage(typed.stage, typed.outcome)?;
    let mut session = context.open_as(&typed.file, &typed.write.by)?;
    let action = Action::RecordIssue {
        deviation: typed.deviation,
        document: document(&session, &typed.document),
        evidence: typed.evidence,
        files,
        manner: typed.manner,
        of: typed.of,
        reason: typed.reason,
        stage,
        to: typed.to,
    };
    let mut write = typed.write;
    write.happened = typed.at.or(write.happened);
    let happened = happened_at(&write, session.chart_now())?;
    let who_is = by(&write.by, &session.material().playbook)?;
    let entries = session.submit_with(action, who_is, happened, write.late, &bytes)?;
    output::entries(context, &session, &entries)?;
    warn_about_disk(&typed.file);
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the document that is meant; a hyphen and an underscore are the same.
fn document(session: &Session, name: &str) -> String {
    let documents = session.material().playbook.documents().iter();
    let same = |id: &str| id.replace('-', "_") == name.replace('-', "_");
    let known = documents.map(|d| &d.id).find(|id| same(id));
    known.map_or(name, |id| id).to_owned()
}

fn stage(stage: Stage, outcome: Option<Reviewed>) -> Result<engine::Stage, Failure> {
    let outcome = outcome.map(|outcome| match outcome {
        Reviewed::Change => Outcome::Change,
        Reviewed::Keep => Outcome::Keep,
        Reviewed::Withdraw => Outcome::Withdraw,
    });
    let name = match stage {
        Stage::Oral => "oral",
        Stage::Published => "published",
        Stage::Reviewed => "reviewed",
        Stage::Sent => "sent",
        Stage::Served => "served",
        Stage::Signed => "signed",
        Stage::Submitted => "submitted",
        Stage::Withdrawn => "withdrawn",
    };
    engine::Stage::parse(name, outcome)
        .ok_or_else(|| Failure::Usage("--outcome goes with `reviewed`".to_owned()))
}
