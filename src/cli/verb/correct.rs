//! `correct`: correct an entry that was wrong when it was made.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use serde_json::json;

use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, submit, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{self, Action, Change, Event, Preview, Replacement};
use crate::fact::dutch;
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
    by: ByArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let mut session = context.open(&typed.file)?;
    let change = change(&session, typed.seq, typed.replace.as_deref())?;
    let playbook = &session.material().playbook;
    let at = session.chart_now();
    let preview = engine::preview(playbook, session.incident(), typed.seq, &change, at)
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
    let entries = submit(&mut session, action, &typed.by)?;
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
    // What stays as it is, is not repeated.
    let only_in = |ids: &[String], others: &[String]| {
        let titles: Vec<String> = ids
            .iter()
            .filter(|id| !others.contains(id))
            .filter_map(|id| playbook.state(id))
            .map(|state| state.title.clone())
            .collect();
        titles.join(" · ")
    };
    let lines = |seqs: &[u64]| dutch::list(&seqs.iter().map(u64::to_string).collect::<Vec<_>>());
    let mut out = String::new();
    if let Some(entry) = session.incident().standing(preview.seq) {
        let line = view::line(playbook, session.incident(), entry);
        out.push_str(&format!("Regel {} nu:   {}\n", preview.seq, line.text));
    }
    let becomes = match &preview.instead {
        Some(instead) => view::line(playbook, session.incident(), instead).text,
        None => "ingetrokken".to_owned(),
    };
    out.push_str(&format!("Wordt:         {becomes}\n"));
    let (before, after) = (&preview.before, &preview.after);
    let (left, entered) = (only_in(before, after), only_in(after, before));
    if !left.is_empty() {
        out.push_str(&format!("Uit de stand:  {left}\n"));
    }
    if !entered.is_empty() {
        out.push_str(&format!("In de stand:   {entered}\n"));
    }
    if left.is_empty() && entered.is_empty() {
        out.push_str("De stand blijft gelijk.\n");
    }
    if !preview.fell_away.is_empty() {
        out.push_str(&format!(
            "Vervalt:       regel {}\n",
            lines(&preview.fell_away)
        ));
    }
    if !preview.documents.is_empty() {
        let made = lines(&preview.documents);
        out.push_str(&format!("Stukken die hierop steunen: regel {made}\n"));
    }
    if preview.suggests_record {
        out.push_str(
            "Was het toen juist en is het nu anders? Leg dan het nieuwe feit vast; \
             dan vervalt er niets.\n",
        );
    }
    out.push_str(&format!("Berekend op regel {}.\n", preview.head));
    out
}
