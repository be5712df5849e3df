//! `migrate`: move a running incident to another playbook, or another version of its own.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::catalog;
use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::diagnostic::{Source, render};
use crate::engine::{Divergence, Incident, Kind, Map};
use crate::playbook::Playbook;
use crate::runtime::Move;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The playbook to move to: an id, or a file
    #[arg(long, value_name = "PLAYBOOK")]
    to: String,
    /// What becomes of what has no namesake there
    #[arg(long, value_name = "MAP")]
    map: Option<PathBuf>,
    /// Why
    #[arg(long, required_unless_present = "dry_run")]
    reason: Option<String>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: ByArguments,
}

#[derive(Serialize)]
struct Report {
    /// The states it stands in.
    before: Vec<String>,
    /// The states it will stand in.
    after: Vec<String>,
    divergence: Option<Difference>,
    from: String,
    /// The entry by which it moved; absent in a dry run.
    moved_by: Option<u64>,
    /// Tasks that open.
    opens: Vec<String>,
    to: String,
    /// States of the old playbook that lead nowhere: a later correction that would have led there
    /// is refused.
    unmapped: Vec<String>,
}

/// Where the log so far comes out otherwise under the other playbook.
#[derive(Serialize)]
struct Difference {
    event: &'static str,
    logged: Vec<String>,
    refusal: Option<String>,
    replayed: Vec<String>,
    seq: u64,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let texts = start::texts(context, &typed.to)?;
    let map = map(typed.map)?;
    let mut session = match typed.dry_run {
        true => context.read_whole(&typed.file)?,
        false => context.open(&typed.file)?,
    };
    let by = by(&typed.by, &session.material().playbook)?;
    let preview = session.preview_replacement(&texts, map.clone(), by.clone())?;
    let old = &session.material().playbook;
    let mut report = report(old, session.incident(), &map, &preview);
    if !typed.dry_run {
        let reason = typed.reason.unwrap_or_default();
        let entries = session.replace_playbook(&texts, map, reason, by)?;
        let moved = entries.iter().find(|entry| !entry.event().is_of_time());
        report.moved_by = moved.map(|entry| entry.seq);
    }
    output::show(context, &report, || text(&report))?;
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}

fn map(path: Option<PathBuf>) -> Result<Map, Failure> {
    let Some(path) = path else {
        return Ok(Map::default());
    };
    let source = Source::new(path.display().to_string(), &catalog::read(&path)?.content);
    Map::parse(&source)
        .map_err(|found| Failure::File(render(&source, &found).trim_end().to_owned()))
}

fn report(old: &Playbook, incident: &Incident, map: &Map, preview: &Move) -> Report {
    let new = &preview.material.playbook;
    let (before, after) = (incident.situation(), preview.after.situation());
    let opened = after.chart.opened.iter();
    let opens = opened.filter(|(_, (seq, _))| *seq > before.head);
    let divergence = preview
        .divergence
        .as_ref()
        .map(|found: &Divergence| Difference {
            event: found.event,
            logged: found.logged.clone(),
            refusal: found.refusal.as_ref().map(ToString::to_string),
            replayed: found.replayed.clone(),
            seq: found.seq,
        });
    Report {
        after: innermost(new, &after.chart.active),
        before: innermost(old, &before.chart.active),
        divergence,
        from: format!("{} {}", old.id(), old.version()),
        moved_by: None,
        opens: opens.map(|(task, _)| task.clone()).collect(),
        to: format!("{} {}", new.id(), new.version()),
        unmapped: unmapped(old, new, map),
    }
}

fn unmapped(old: &Playbook, new: &Playbook, map: &Map) -> Vec<String> {
    let (chart, states) = (old.chart(), old.states().iter().map(|state| &state.id));
    let is_place = |id: &&String| chart.state(id).is_some_and(|id| chart.is_atomic(id));
    let leads = |id: &&String| {
        let to = map.name(Kind::State, id);
        to.is_some_and(|to| new.state(&to).is_some())
    };
    let places = states.filter(is_place).filter(|id| !leads(id));
    places.cloned().collect()
}

fn innermost(playbook: &Playbook, active: &[String]) -> Vec<String> {
    let chart = playbook.chart();
    let is_innermost = |name: &&String| chart.state(name).is_some_and(|id| chart.is_atomic(id));
    active.iter().filter(is_innermost).cloned().collect()
}

fn text(report: &Report) -> String {
    let mut out = format!("from {} to {}\n", report.from, report.to);
    out.push_str(&match &report.divergence {
        None => "replay: the log so far comes out the same\n".to_owned(),
        Some(found) => format!(
            "replay: entry {} ({}) {}\n",
            found.seq,
            found.event,
            match &found.refusal {
                Some(refusal) => format!("would have been refused: {refusal}"),
                None => format!(
                    "led to {}, and would have led to {}",
                    list(&found.logged),
                    list(&found.replayed)
                ),
            }
        ),
    });
    out.push_str(&format!("stands in: {}\n", list(&report.before)));
    let will = match report.moved_by {
        Some(_) => "stands now in",
        None => "would stand in",
    };
    out.push_str(&format!("{will}: {}\n", list(&report.after)));
    if !report.opens.is_empty() {
        out.push_str(&format!("tasks that open: {}\n", list(&report.opens)));
    }
    if !report.unmapped.is_empty() {
        out.push_str(&format!(
            "lead nowhere: {}\n  a later correction that would have led there is refused; a map can say where it leads\n",
            list(&report.unmapped)
        ));
    }
    out.push_str(&match report.moved_by {
        Some(seq) => format!("moved by entry {seq}; what came before stays as it was decided\n"),
        None => "nothing was written\n".to_owned(),
    });
    out
}

fn list(ids: &[String]) -> String {
    match ids.is_empty() {
        true => "nothing".to_owned(),
        false => format!("`{}`", ids.join("`, `")),
    }
}
