//! `correct`: correct an entry that was wrong when it was made.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use serde_json::json;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::{Context, submit, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{self, Action, Change, Event, Preview, Replacement};
use crate::runtime::{Error, Session};
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The entry
    seq: u64,
    /// It falls away
    #[arg(long, conflicts_with = "replace", required_unless_present = "replace")]
    withdraw: bool,
    /// It reads so instead: an answer, an option, or a text
    #[arg(long, value_name = "VALUE")]
    replace: Option<String>,
    /// Why
    #[arg(long)]
    reason: String,
    /// Only show what it would do
    #[arg(long)]
    dry_run: bool,
    /// The head that the preview was computed for; a log that moved on refuses
    #[arg(long, value_name = "SEQ")]
    head: Option<u64>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let mut session = context.open_as(&typed.file, &typed.write.by)?;
    let known = session.incident().entry(typed.seq);
    if known.is_some_and(|entry| matches!(entry.event(), Event::Withheld { .. })) {
        return Err(Failure::Usage(format!(
            "entry {} lies in a compartment\nhint: say `--as` with a role that sees it",
            typed.seq
        )));
    }
    let change = change(&session, typed.seq, typed.replace.as_deref())?;
    let playbook = &session.whole_material().playbook;
    let at = session.chart_now();
    let preview = engine::preview(playbook, session.whole_incident(), typed.seq, &change, at)
        .map_err(|refusal| Error::Refused(Box::new(refusal)))?;
    if typed.dry_run {
        show(context, &session, &preview)?;
        session.close()?;
        return Ok(ExitCode::SUCCESS);
    }
    if !context.json {
        eprint!("{}", text(&session, &preview));
    }
    let action = Action::Correct {
        change,
        head: typed.head.unwrap_or(preview.head),
        reason: typed.reason,
        seq: typed.seq,
    };
    let entries = submit(&mut session, action, &typed.write)?;
    output::entries(context, &session, &entries)?;
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the change as typed, read against what the entry is.
pub fn change(session: &Session, seq: u64, replace: Option<&str>) -> Result<Change, Failure> {
    let Some(text) = replace else {
        return Ok(Change::Withdraw);
    };
    let log = session.incident().log();
    let playbook = engine::version_of(&session.material().playbook, log, seq);
    let fact = match session.incident().standing(seq).map(|entry| entry.event()) {
        Some(Event::FactRecorded { fact, .. }) => playbook.fact(fact),
        Some(Event::DecisionMade { .. }) => {
            return Ok(Change::Replace(Replacement::Option(text.to_owned())));
        }
        _ => return Ok(Change::Replace(Replacement::Text(text.to_owned()))),
    };
    let value = match (fact, text) {
        (_, "onbekend") | (None, _) => None,
        (Some(fact), text) => Some(
            fact.kind
                .read(text, session.chart_now())
                .map_err(|unreadable| Failure::Usage(format!("`{}`: {unreadable}", fact.id)))?,
        ),
    };
    Ok(Change::Replace(Replacement::Answer(value)))
}

fn show(context: &Context, session: &Session, preview: &Preview) -> Result<(), Failure> {
    let value = json!({
        "after": preview.after,
        "before": preview.before,
        "documents": preview.documents,
        "fell_away": preview.fell_away,
        "head": preview.head,
        "suggests_record": preview.suggests_record,
    });
    output::show(context, &value, || text(session, preview))
}

/// Returns a preview in Dutch.
pub fn text(session: &Session, preview: &Preview) -> String {
    let playbook = &session.material().playbook;
    view::correction_text(&view::correction(playbook, session.incident(), preview))
}
