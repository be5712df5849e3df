//! `draft`: draft a document, from an incident, from a file of facts, or from an interview.

pub mod choose;

mod batch;
mod interview;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::walk::Input;
use crate::document;
use crate::engine::By;
use crate::runtime::drafting::{self, Order};
use crate::runtime::{Error, Session, Surroundings};
use crate::store;
use choose::material_with;
use files::{Target, write};

pub use drafting::{Made, as_written, compute, facts, files, form};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The document or template (`draaiboek list --templates`)
    template: String,
    /// Draft from this incident; the draft is recorded in its log
    #[arg(long, value_name = "FILE", conflicts_with = "facts")]
    incident: Option<PathBuf>,
    /// Draft from a TOML file of facts: `fact = value`, or `fact = { value, source, certainty }`
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Ask (in Dutch) what is open, also when --facts gives some; the default on a terminal
    #[arg(long, conflicts_with_all = ["incident", "batch"])]
    ask: bool,
    /// One draft per row of a CSV (columns are facts) or TOML (`[[row]]`) file, over --facts; --out is a folder
    #[arg(long, value_name = "FILE", conflicts_with = "incident")]
    batch: Option<PathBuf>,
    /// The file to make: .docx, .odt, .html, .md or .txt, and .pdf where built in; the note for the legal adviser gets a file of its own
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    /// Write a Word file to work in beside it, with remarks and findings as comments
    #[arg(long)]
    working_copy: bool,
    #[command(flatten)]
    by: ByArguments,
}

impl Typed {
    fn target(&self) -> Target<'_> {
        Target {
            force: self.force,
            out: &self.out,
            working_copy: self.working_copy,
        }
    }
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    if let Some(rows) = &typed.batch {
        return batch::run(context, &typed, rows);
    }
    let made = match (&typed.incident, &typed.facts) {
        (Some(file), _) => match context.open_as(file, &typed.by) {
            Ok(mut session) => {
                let by = by(&typed.by, &session.material().playbook)?;
                let made = make_for(&mut session, &typed.template, typed.target(), by)?;
                warn_about_mirror(&session);
                session.close()?;
                made
            }
            Err(Failure::Runtime(Error::Store(store::Error::ReadOnly { .. }))) => {
                output::tell("warning: the incident can only be read; the draft is not logged");
                let session = context.read_as(file, typed.by.role.as_deref())?;
                drafting::from_copy(&session, &typed.template, typed.target())?
            }
            Err(failure) => return Err(failure),
        },
        (None, Some(facts)) if !typed.ask => from_facts(context, &typed, facts)?,
        (None, _) if typed.ask && context.json => {
            return Err(Failure::Usage(
                "an interview prints no JSON; say --facts without --ask".to_owned(),
            ));
        }
        (None, facts) if typed.ask || Input::new().is_terminal() && !context.json => {
            interview::run(context, &typed, facts.as_deref())?
        }
        (None, _) => {
            return Err(Failure::Usage(format!(
                "there is no terminal to ask on; say --facts or --incident\nhint: `draaiboek facts {}` prints a file of facts to fill in",
                typed.template
            )));
        }
    };
    #[derive(Serialize)]
    struct Alternative<'a> {
        finding: crate::view::Finding,
        id: &'a str,
        title: &'a str,
    }
    #[derive(Serialize)]
    struct Shown<'a> {
        alternatives: Vec<Alternative<'a>>,
        elements: &'a [document::ElementFound],
        files: &'a [PathBuf],
        gates: &'a [crate::view::Gate],
        marking: &'a str,
        missing: &'a [(String, String)],
        seq: Option<u64>,
        status: document::Status,
        title: &'a str,
        unresolved: &'a [String],
    }
    let alternatives = made.draft.alternatives.iter().map(|line| Alternative {
        finding: line.finding,
        id: &line.id,
        title: &line.title,
    });
    let shown = Shown {
        alternatives: alternatives.collect(),
        elements: &made.draft.elements,
        files: &made.files,
        gates: &made.draft.gates,
        marking: &made.draft.marking,
        missing: &made.draft.missing,
        seq: made.seq,
        status: made.draft.status(),
        title: &made.draft.document.title,
        unresolved: &made.draft.unresolved,
    };
    output::show(context, &shown, || account(&made))?;
    Ok(ExitCode::SUCCESS)
}

/// Drafts a document of an incident, writes its files and records it in the log.
pub fn make(
    session: &mut Session,
    name: &str,
    out: &Path,
    by: By,
    force: bool,
) -> Result<Made, Failure> {
    let target = Target {
        force,
        out,
        working_copy: false,
    };
    make_for(session, name, target, by)
}

fn make_for(
    session: &mut Session,
    name: &str,
    target: Target<'_>,
    by: By,
) -> Result<Made, Failure> {
    let order = Order { by, id: None, name };
    Ok(drafting::make(session, order, target)?)
}

fn from_facts(context: &Context, typed: &Typed, file: &Path) -> Result<Made, Failure> {
    let material = material_with(context, &typed.template, &facts::named(file))?;
    let now = Surroundings::Machine.now();
    let answers = facts::read(&material, file, now)?;
    let computed = facts::compute(
        &material,
        &answers,
        &typed.template,
        now,
        typed.working_copy,
    )?;
    let (files, _) = write(&computed, typed.target())?;
    Ok(Made {
        draft: computed.draft,
        files,
        seq: None,
    })
}

/// Returns what was made and what stands in its way, in Dutch.
pub fn account(made: &Made) -> String {
    let draft = &made.draft;
    let mut out = format!("{}\n", draft.document.title);
    if !draft.marking.is_empty() {
        out.push_str(&format!("Status: {}\n", draft.marking));
    }
    for gate in draft.gates.iter().filter(|gate| gate.status.is_open()) {
        out.push_str(&format!("  - {}: {}\n", gate.title, gate.status_text));
    }
    for element in draft.elements.iter().filter(|element| element.is_open()) {
        out.push_str(&format!("  - {}: {}\n", element.title, element.status_text));
    }
    if !draft.missing.is_empty() {
        out.push_str(&format!("Ontbreekt ({}):\n", draft.missing.len()));
        for (path, question) in &draft.missing {
            out.push_str(&format!("  - {question} [{path}]\n"));
        }
    }
    for file in &made.files {
        out.push_str(&format!("{}\n", file.display()));
    }
    if let Some(seq) = made.seq {
        out.push_str(&format!("Vastgelegd als regel {seq}.\n"));
    }
    out
}
