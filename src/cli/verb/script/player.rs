//! Plays the steps of a scenario through a session, and compares after each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Progress;
use super::stage::{Came, Left, Stage};
use super::words::{seen_draft, words};
use crate::catalog::Text;
use crate::cli::arguments::{ByArguments, HowArgument};
use crate::cli::context::by;
use crate::cli::failure::Failure;
use crate::cli::verb::{correct, draft};
use crate::document;
use crate::engine::{Action, By, Entry};
use crate::exercise::{
    self, Deed, Difference, EntryName, Observation, Scenario, Seen, SeenDraft, Step, Unplayable,
};
use crate::fact::dutch;
use crate::runtime::{self, Session, Start, Surroundings, sha256};
use crate::view;

/// What a scenario was played to.
#[derive(Debug, Default)]
pub struct Played {
    /// What came besides the steps, in order.
    pub came: Vec<Came>,
    /// The drafts, in order.
    pub drafts: Vec<Drafted>,
    /// How many expectations held.
    pub expectations: usize,
    /// Where it stopped.
    pub failed: Option<Failed>,
    /// What did not come.
    pub left: Vec<Left>,
    /// What was expected of the players, with what the log says.
    pub observed: Vec<Observation>,
    /// How many steps were played.
    pub steps: usize,
}

/// A draft that was made.
#[derive(Debug, Serialize)]
pub struct Drafted {
    /// Its files: the document first.
    pub files: Vec<PathBuf>,
    /// The marking.
    pub marking: String,
    /// The title.
    pub title: String,
}

/// A step after which something was not as expected.
#[derive(Debug)]
pub struct Failed {
    /// What was not.
    pub differences: Vec<Difference>,
    /// The line of the step.
    pub line: usize,
    /// The step, in words.
    pub step: String,
}

/// A scenario that is being played.
pub struct Player<'a> {
    /// The folder, and how each name begins.
    drafts: (&'a Path, &'a str),
    pub(super) folder: &'a Path,
    labels: BTreeMap<String, u64>,
    pub(super) played: Played,
    pub(super) progress: Progress,
    pub(super) scenario: &'a Scenario,
    pub(super) session: Session,
    pub(super) stage: Stage,
}

/// What a step brought about.
#[derive(Default)]
pub(super) struct Outcome {
    draft: Option<SeenDraft>,
    pub(super) entries: Vec<Arc<Entry>>,
    /// The refusal in English, as a scenario expects it, and in Dutch, as the team reads it.
    pub(super) refused: Option<(String, String)>,
}

impl<'a> Player<'a> {
    /// Starts the incident; files of the scenario come from `folder`, drafts go to the folder in
    /// `drafts` under names that begin as it says.
    pub fn start(
        scenario: &'a Scenario,
        texts: &[(String, Text)],
        incident: &Path,
        drafts: (&'a Path, &'a str),
        folder: &'a Path,
    ) -> Result<Self, Failure> {
        let playbook = runtime::parse(texts)?.playbook;
        let start = Start {
            began_at: None,
            by: by(&ByArguments::default(), &playbook)?,
            exercise: scenario.exercise,
            situation_at: None,
            title: scenario.title.clone(),
        };
        let surroundings = Surroundings::given(scenario.starts_at, scenario.seed);
        Ok(Player {
            drafts,
            folder,
            labels: BTreeMap::new(),
            played: Played::default(),
            progress: Progress::Silent,
            scenario,
            stage: Stage::of(scenario, &playbook),
            session: Session::start(incident, texts, start, surroundings)?,
        })
    }

    /// Plays the steps up to and including the first after which something is not as expected.
    pub fn play(mut self, name: &str, progress: Progress) -> Result<(Session, Played), Failure> {
        self.progress = progress;
        progress.show(&self.opening())?;
        for step in &self.scenario.steps {
            if !self.come_until(step, name)? {
                break;
            }
            let outcome = self.step(step).map_err(|failure| at(name, step, failure))?;
            progress.show(&self.shown(step, &outcome))?;
            self.played.steps = step.number;
            let differences = self.differences(step, outcome);
            if !differences.is_empty() {
                self.played.failed = Some(Failed {
                    differences,
                    line: step.line,
                    step: words(step),
                });
                break;
            }
            self.played.expectations += step.expect.count();
        }
        if self.played.failed.is_none() {
            self.come_to_the_end(name)?;
        }
        Ok((self.session, self.played))
    }

    /// Sets the clock to a moment of the situation.
    pub(super) fn set(&mut self, at: DateTime<Utc>) {
        let now = self.session.incident().situation().time.wall(at);
        self.session.set_now(now);
    }

    pub(super) fn step(&mut self, step: &Step) -> Result<Outcome, Failure> {
        self.set(step.at);
        let outcome = self.taken(|player, outcome| player.act(step, outcome))?;
        if let (Some(label), Some(entry)) = (&step.label, outcome.entries.last()) {
            self.labels.insert(label.clone(), entry.seq);
        }
        Ok(outcome)
    }

    /// Does something, and returns what it brought about or why it was refused.
    pub(super) fn taken(
        &mut self,
        act: impl FnOnce(&mut Self, &mut Outcome) -> Result<(), Failure>,
    ) -> Result<Outcome, Failure> {
        let before = self.session.incident().log().len();
        let mut outcome = Outcome::default();
        match act(self, &mut outcome) {
            Ok(()) => {}
            Err(Failure::Runtime(runtime::Error::Refused(refusal))) => {
                let playbook = &self.session.material().playbook;
                outcome.refused = Some((refusal.to_string(), view::refusal(playbook, &refusal)));
            }
            Err(failure) => return Err(failure),
        }
        outcome.entries = self.session.incident().log()[before..].to_vec();
        Ok(outcome)
    }

    fn act(&mut self, step: &Step, outcome: &mut Outcome) -> Result<(), Failure> {
        let who = self.by(step)?;
        let mut attachments = Vec::new();
        let action = match &step.deed {
            Deed::ExpectOnly => return Ok(()),
            Deed::Draft { document } => {
                let out = self.name(document);
                let plain = out.with_extension("md");
                draft::files::refuse_existing([plain.as_path()].into_iter(), false)?;
                let made = draft::make(&mut self.session, document, &out, who, false)?;
                let text = document::markdown(&made.draft.document);
                draft::files::save(&plain, text.as_bytes())?;
                let seen = seen_draft(&made.draft);
                self.played.drafts.push(Drafted {
                    files: made.files.into_iter().chain([plain]).collect(),
                    marking: seen.marking.clone(),
                    title: seen.title.clone(),
                });
                outcome.draft = Some(seen);
                return Ok(());
            }
            Deed::Attach {
                content,
                description,
                file,
                seen_at,
                url,
            } => {
                let bytes = match content {
                    Some(content) => content.clone().into_bytes(),
                    None => read(&self.folder.join(file))?,
                };
                let action = Action::AttachEvidence {
                    compartment: None,
                    description: description.clone().unwrap_or_else(|| file.clone()),
                    file_name: file.clone(),
                    seen_at: *seen_at,
                    sha256: sha256(&bytes),
                    size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                    url: url.clone(),
                };
                attachments.push(bytes);
                action
            }
            Deed::Correct {
                entry,
                reason,
                replace,
            } => {
                let seq = self.seq(entry);
                let change = correct::change(&self.session, seq, replace.as_deref())?;
                let head = self.session.incident().situation().head;
                Action::Correct {
                    change,
                    head,
                    reason: reason.clone(),
                    seq,
                }
            }
            Deed::Issue {
                content, of, proof, ..
            } => {
                let bytes = match (proof, content) {
                    (Some(_), Some(content)) => Some(content.clone().into_bytes()),
                    (Some(name), None) => Some(read(&self.folder.join(name))?),
                    (None, _) => None,
                };
                let file = proof.as_ref().zip(bytes.as_deref());
                let file = file.map(|(name, bytes)| runtime::proof(name.clone(), bytes));
                attachments.extend(bytes);
                let of = of.as_ref().map(|entry| self.seq(entry));
                exercise::issue(&step.deed, of, file)
                    .ok_or_else(|| Failure::Usage("the step cannot be played".into()))?
            }
            deed => exercise::action(deed, &self.session.material().playbook, step.at).map_err(
                |unplayable| match unplayable {
                    Unplayable::Unreadable(why) => Failure::Usage(why),
                    Unplayable::NeedsPlayer => Failure::Usage("the step cannot be played".into()),
                },
            )?,
        };
        let (happened, late) = (step.happened, step.late.clone());
        self.session
            .submit_with(action, who, happened, late, &attachments)?;
        Ok(())
    }

    fn seq(&self, entry: &EntryName) -> u64 {
        match entry {
            EntryName::Seq(seq) => *seq,
            EntryName::Label(label) => self.labels.get(label).copied().unwrap_or_default(),
        }
    }

    /// Returns the file of a draft: of its own, when a document is drafted more than once.
    fn name(&self, document: &str) -> PathBuf {
        let (folder, prefix) = &self.drafts;
        let document = document.replace('#', "-");
        let name = |number: usize| match number {
            1 => folder.join(format!("{prefix}{document}.docx")),
            _ => folder.join(format!("{prefix}{document}-{number}.docx")),
        };
        let mut number = 1;
        let is_taken = |file: &PathBuf| {
            let drafts = self.played.drafts.iter();
            drafts
                .flat_map(|draft| &draft.files)
                .any(|taken| taken == file)
        };
        while is_taken(&name(number)) {
            number += 1;
        }
        name(number)
    }

    fn by(&self, step: &Step) -> Result<By, Failure> {
        let actor = &step.actor;
        let typed = ByArguments {
            role: actor.role.clone(),
            name: actor.name.clone(),
            decided_by: actor.decided_by.clone(),
            how: match actor.how.as_deref() {
                Some("paper") => HowArgument::Paper,
                Some("phone") => HowArgument::Phone,
                _ => HowArgument::Room,
            },
        };
        by(&typed, &self.session.material().playbook)
    }

    fn differences(&self, step: &Step, outcome: Outcome) -> Vec<Difference> {
        let material = self.session.material();
        let mut seen = Seen::of(
            &material.playbook,
            &material.holidays,
            self.session.incident(),
        );
        seen.draft = outcome.draft;
        seen.labels = self.labels.clone();
        seen.refused = outcome.refused.map(|(english, _)| english);
        step.expect.differences(&material.playbook, &seen)
    }

    fn opening(&self) -> String {
        let scenario = self.scenario;
        let mut out = format!("{} · {}\n", self.mark(), scenario.title);
        if !scenario.summary.is_empty() {
            out.push_str(&format!("{}\n", scenario.summary));
        }
        if !scenario.source.is_empty() {
            out.push_str(&format!("Bron: {}\n", scenario.source));
        }
        out.push_str(&self.lines(self.session.incident().log()));
        out
    }

    fn mark(&self) -> &'static str {
        view::mark(self.session.incident().situation())
    }

    fn shown(&self, step: &Step, outcome: &Outcome) -> String {
        let mut out = match &step.comment {
            Some(comment) => format!("\n{} uur. {comment}\n", dutch::clock(step.at)),
            None => String::new(),
        };
        out.push_str(&self.lines(&outcome.entries));
        if let Some((_, dutch)) = &outcome.refused {
            out.push_str(&format!("      geweigerd: {dutch}\n"));
        }
        if let Some(draft) = &outcome.draft {
            let marking = if draft.marking.is_empty() {
                "geen markering"
            } else {
                &draft.marking
            };
            let missing = draft.missing.len();
            out.push_str(&format!(
                "      stuk: {} ({marking}; {missing} ontbreekt)\n",
                draft.title
            ));
        }
        out
    }

    pub(super) fn lines(&self, entries: &[Arc<Entry>]) -> String {
        let (playbook, incident) = (&self.session.material().playbook, self.session.incident());
        let lines: Vec<view::Line> = entries
            .iter()
            .map(|entry| view::line(playbook, incident, entry))
            .collect();
        view::log_text(&lines)
    }
}

pub(super) fn at(name: &str, step: &Step, failure: Failure) -> Failure {
    let place = format!("{name}:{}: {}", step.line, words(step));
    match failure {
        Failure::File(what) => Failure::File(format!("{place}: {what}")),
        Failure::Usage(what) => Failure::File(format!("{place}: {what}")),
        failure @ Failure::Runtime(_) => failure,
    }
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path)
        .map_err(|error| Failure::File(format!("cannot read `{}`: {error}", path.display())))
}
