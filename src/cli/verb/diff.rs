//! `diff`: what differs between two versions of a playbook, and which incidents would notice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::engine::Situation;
use crate::playbook::{Difference, Impact, Playbook, differences};
use crate::runtime;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The old version: an id, a playbook file, or an incident file for what it works from
    old: String,
    /// The new version: the same
    new: String,
    /// A folder with incident files; those that run and meet a breaking change are named
    #[arg(long, value_name = "DIR")]
    incidents: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    changes: Vec<Item>,
    from: String,
    /// How many running incidents were looked at.
    incidents: usize,
    to: String,
}

#[derive(Serialize)]
struct Item {
    #[serde(flatten)]
    difference: Difference,
    /// The running incidents that meet it.
    incidents: Vec<String>,
}

/// Runs the verb; a breaking change gives exit code 1.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let old = playbook(context, &typed.old)?;
    let new = playbook(context, &typed.new)?;
    let running = match &typed.incidents {
        None => Vec::new(),
        Some(folder) => running(context, folder, old.id())?,
    };
    let changes: Vec<Item> = differences(&old, &new)
        .into_iter()
        .map(|difference| Item {
            incidents: running
                .iter()
                .filter(|(_, situation)| meets(situation, &difference))
                .map(|(name, _)| name.clone())
                .collect(),
            difference,
        })
        .collect();
    let is_breaking = |item: &Item| item.difference.impact == Impact::Breaking;
    let breaks = changes.iter().any(is_breaking);
    let report = Report {
        changes,
        from: format!("{} {}", old.id(), old.version()),
        incidents: running.len(),
        to: format!("{} {}", new.id(), new.version()),
    };
    output::show(context, &report, || text(&report))?;
    Ok(ExitCode::from(u8::from(breaks)))
}

/// Returns a playbook: by its id, from its file, or the one that an incident works from.
fn playbook(context: &Context, name: &str) -> Result<Playbook, Failure> {
    let path = Path::new(name);
    if path.is_file() && path.extension().is_none_or(|ending| ending != "toml") {
        return Ok(context.read_whole(path)?.material().playbook.clone());
    }
    Ok(runtime::parse(&start::texts(context, name)?)?.playbook)
}

/// Returns the incidents in a folder that run with a playbook; what cannot be read is told.
fn running(
    context: &Context,
    folder: &Path,
    playbook: &str,
) -> Result<Vec<(String, Situation)>, Failure> {
    let explain = |error| Failure::File(format!("cannot read `{}`: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(explain)? {
        let path = entry.map_err(explain)?.path();
        if path
            .extension()
            .is_some_and(|ending| ending == runtime::EXTENSION)
        {
            paths.push(path);
        }
    }
    paths.sort();
    let mut running = Vec::new();
    for path in paths {
        let session = match context.read_whole(&path) {
            Ok(session) => session,
            Err(failure) => {
                output::tell(&format!("warning: {}", failure.message()));
                continue;
            }
        };
        let situation = session.incident().situation();
        if session.material().playbook.id() == playbook && situation.closed.is_none() {
            let name = path.file_name().unwrap_or_default().display().to_string();
            running.push((name, situation.clone()));
        }
    }
    Ok(running)
}

/// Tells whether an incident stands where a breaking change is, or has it in its log.
fn meets(situation: &Situation, difference: &Difference) -> bool {
    let id = difference.id.as_str();
    let is_known = match difference.kind {
        "clock" => situation.waived.contains_key(id),
        "decision" => situation.decisions.contains_key(id),
        "document" => situation.documents.iter().any(|it| it.document == id),
        "fact" => situation.facts.contains_key(id),
        "role" => situation.roles.contains_key(id),
        "task" => situation.chart.opened.contains_key(id),
        _ => false,
    };
    let mut states = difference.states.iter();
    let is_there = states.any(|state| situation.is_active(state));
    difference.impact == Impact::Breaking && (is_known || is_there)
}

fn text(report: &Report) -> String {
    let mut out = format!("from {} to {}\n", report.from, report.to);
    for Item {
        difference,
        incidents,
    } in &report.changes
    {
        let impact = match difference.impact {
            Impact::Additive => "additive",
            Impact::Breaking => "breaking",
            Impact::Wording => "wording",
        };
        let Difference { id, kind, what, .. } = difference;
        out.push_str(&format!("{impact}: {kind} `{id}`: {what}\n"));
        if !incidents.is_empty() {
            out.push_str(&format!("  met by: {}\n", incidents.join(", ")));
        }
    }
    let count = |impact| {
        let of = |item: &&Item| item.difference.impact == impact;
        report.changes.iter().filter(of).count()
    };
    out.push_str(&format!(
        "{} breaking, {} additive, {} of wording; {} running incidents looked at\n",
        count(Impact::Breaking),
        count(Impact::Additive),
        count(Impact::Wording),
        report.incidents
    ));
    out
}
