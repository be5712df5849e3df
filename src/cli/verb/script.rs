//! `run`: play scenario files; each stops at its first difference.

mod loaded;
mod many;
pub mod player;
pub mod progress;
mod stage;
mod words;
pub mod workspace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::catalog::{self, Text};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::diagnostic::{Code, Finding, Source, Span, render};
use crate::engine;
use crate::exercise::Scenario;
use crate::runtime::{self, Session};
use crate::store;
pub use loaded::{Loaded, localisation};
use player::{Played, Player};
use progress::Progress;
use workspace::Workspace;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario files; of more than one, each gives a line
    #[arg(required = true, value_name = "FILE")]
    scripts: Vec<PathBuf>,
    /// Keep the incident in this file
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Leave the drafts in this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How fast it is shown
    #[arg(long, value_enum, default_value_t)]
    speed: Speed,
}

/// How fast a scenario is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Speed {
    /// Without a pause
    #[default]
    Fast,
    /// With a pause after every step
    Reading,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let [script] = typed.scripts.as_slice() else {
        if typed.keep.is_some() || typed.out.is_some() {
            return Err(Failure::Usage(
                "`--keep` and `--out` go with one scenario".to_owned(),
            ));
        }
        return many::run(context, &typed.scripts);
    };
    let progress = match context.json {
        true => Progress::Silent,
        false => Progress::Shown(typed.speed),
    };
    let workspace = Workspace::new(typed.keep, typed.out)?;
    let loaded = Loaded::read(context, script, None)?;
    let play = play(&loaded, &workspace, progress)?;
    output::show(context, &play.value(), || play.text())?;
    Ok(ExitCode::from(u8::from(!play.is_good())))
}

/// Returns the text of a scenario: of a file, else of an exercise that is inside the program.
pub fn text(context: &Context, script: &Path) -> Result<Text, Failure> {
    if !script.exists()
        && let Some(id) = script.to_str()
    {
        let catalog = context.catalog()?;
        let known = catalog.exercises().find(|(known, _)| *known == id);
        if let Some((_, text)) = known {
            return Ok(text.clone());
        }
        // Something without an ending was meant as an id.
        if script.extension().is_none() {
            let known: Vec<&str> = catalog.exercises().map(|(id, _)| id).collect();
            return Err(Failure::Usage(format!(
                "there is no file and no exercise `{id}`; there are: {}",
                known.join(", ")
            )));
        }
    }
    Ok(catalog::read(script)?)
}

/// A scenario that was played, with what came of it.
pub struct Play<'a> {
    /// What it was played to.
    pub played: Played,
    /// What is wrong with the incident it left.
    problems: Vec<String>,
    scenario: &'a Scenario,
    source: &'a Source,
}

/// Plays a scenario to its end, or to the first thing that is not as expected.
pub fn play<'a>(
    loaded: &'a Loaded,
    workspace: &Workspace,
    progress: Progress,
) -> Result<Play<'a>, Failure> {
    let Loaded {
        folder,
        scenario,
        source,
        texts,
        ..
    } = loaded;
    check(source, scenario, texts)?;
    let player = Player::start(
        scenario,
        texts,
        workspace.incident(),
        (workspace.drafts(), ""),
        folder,
    )?;
    let (session, played) = player.play(&source.name, progress)?;
    let problems = match played.failed {
        None => verify(session)?,
        Some(_) => session.close().map(|()| Vec::new())?,
    };
    Ok(Play {
        played,
        problems,
        scenario,
        source,
    })
}

/// Reads a scenario, or says everything that is wrong with it.
pub fn scenario(source: &Source) -> Result<Scenario, Failure> {
    Scenario::parse(source).map_err(|findings| rejected(source, &findings))
}

/// Returns the texts that the incident of a scenario pins.
pub fn texts(
    context: &Context,
    source: &Source,
    scenario: &Scenario,
    folder: &Path,
) -> Result<Vec<(String, Text)>, Failure> {
    let known = context.catalog()?;
    if !known.playbooks().contains(&scenario.playbook.as_str()) {
        let message = format!("there is no playbook `{}`", scenario.playbook);
        let hint = format!("there are: {}", known.playbooks().join(", "));
        let finding = Finding::at(
            Code::UnknownReference,
            place_of(source, &scenario.playbook),
            message,
        );
        return Err(rejected(source, &[finding.hint(hint)]));
    }
    let mut texts = start::texts(context, &scenario.playbook)?;
    let municipality = match &scenario.municipality {
        Some(name) => catalog::read(&folder.join(name))?,
        None => Text {
            content: catalog::EXAMPLE_MUNICIPALITY.to_owned(),
            path: None,
        },
    };
    // Never that of this machine: a scenario plays the same everywhere.
    texts.retain(|(pinned, _)| pinned != "gemeente.toml");
    texts.push(("gemeente.toml".to_owned(), municipality));
    Ok(texts)
}

/// Says everything in a scenario that its playbook does not know.
pub fn check(
    source: &Source,
    scenario: &Scenario,
    texts: &[(String, Text)],
) -> Result<(), Failure> {
    let mut findings = scenario.check(&runtime::parse(texts)?.playbook);
    // What is only a warning is for `draaiboek check`.
    findings.retain(Finding::is_error);
    match findings.is_empty() {
        true => Ok(()),
        false => Err(rejected(source, &findings)),
    }
}

/// Checks the whole file and decides its log again.
fn verify(session: Session) -> Result<Vec<String>, Failure> {
    let path = session.path().to_owned();
    let decided = engine::verify(&session.material().playbook, session.incident().log());
    session.close()?;
    let report = store::verify(&path);
    let findings = report.findings.iter();
    let mut problems: Vec<String> = findings
        .map(|finding| format!("{}: {}", finding.place, finding.problem))
        .collect();
    problems.extend(report.stopped.as_ref().map(ToString::to_string));
    problems.extend(decided.err().map(|difference| difference.to_string()));
    Ok(problems)
}

impl Play<'_> {
    /// Tells whether everything went as expected.
    pub fn is_good(&self) -> bool {
        self.played.failed.is_none() && self.problems.is_empty()
    }

    /// Returns what came of it as JSON.
    pub fn value(&self) -> serde_json::Value {
        let differences: Vec<_> = self
            .played
            .failed
            .iter()
            .flat_map(|failed| &failed.differences)
            .map(|difference| {
                json!({
                    "expected": difference.expected,
                    "found": difference.found,
                    "what": difference.what,
                })
            })
            .collect();
        json!({
            "differences": differences,
            "drafts": self.played.drafts,
            "expectations": self.played.expectations,
            "line": self.played.failed.as_ref().map(|failed| failed.line),
            "problems": self.problems,
            "came": self.played.came,
            "left": self.played.left,
            "observed": self.played.observed,
            "steps": self.played.steps,
            "title": self.scenario.title,
        })
    }

    /// Returns what came of it in words.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if let Some(failed) = &self.played.failed {
            out.push_str(&format!(
                "\n{}:{}: {}\n",
                self.source.name, failed.line, failed.step
            ));
            for difference in &failed.differences {
                out.push_str(&format!("  {}\n", difference.what));
                out.push_str(&format!("    expected: {}\n", difference.expected));
                out.push_str(&format!("    is:       {}\n", difference.found));
            }
        }
        for problem in &self.problems {
            out.push_str(&format!("problem: {problem}\n"));
        }
        out.push_str(&format!("\n{}\n", self.outcome()));
        out
    }

    /// Returns how far it came, in words.
    fn outcome(&self) -> String {
        let (steps, expectations) = (self.played.steps, self.played.expectations);
        match self.played.failed {
            None if self.scenario.is_staged() => format!(
                "{steps} steps, {expectations} expectations, {} of {} injects, moves and replies",
                self.played.came.len(),
                self.played.came.len() + self.played.left.len()
            ),
            None => format!("{steps} steps, {expectations} expectations"),
            Some(_) => {
                let all = self.scenario.steps.last().map_or(0, |step| step.number);
                format!("stopped at step {steps} of {all}")
            }
        }
    }
}

fn rejected(source: &Source, findings: &[Finding]) -> Failure {
    Failure::File(render(source, findings).trim_end().to_owned())
}

/// Returns where a text stands in quotes.
fn place_of(source: &Source, text: &str) -> Span {
    let quoted = format!("\"{text}\"");
    let start = source.text.find(&quoted).unwrap_or(0);
    start..start + quoted.len()
}
