//! The engine on a small playbook: commands in, a readable account out.

mod compartment;
mod correct;
mod each;
mod exercise;
mod guard;
mod issue;
mod properties;
mod replace;
mod scenes;
mod time;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::diagnostic::{Source, render};
use crate::fact::{Certainty, Value};
use crate::law::{self, Register};
use crate::playbook::{self, Playbook};

/// Returns the law that the small playbook is read against.
pub(crate) fn law() -> Register {
    let source = Source::new("recht", include_str!("law.toml"));
    let mut register = Register::default();
    let findings = law::parse(&source, &mut register);
    assert!(findings.is_empty(), "{}", render(&source, &findings));
    register
}

/// Returns the small playbook.
pub(crate) fn small() -> Playbook {
    let source = Source::new("proef", include_str!("playbook.toml"));
    match playbook::parse(&source, &law()) {
        Ok((playbook, warnings)) => {
            assert!(warnings.is_empty(), "{}", render(&source, &warnings));
            playbook
        }
        Err(findings) => panic!("{}", render(&source, &findings)),
    }
}

/// Returns a moment, in minutes after the start.
pub(crate) fn minute(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
}

pub(crate) fn who(role: &str) -> By {
    let who = Who {
        name: None,
        role: role.to_owned(),
    };
    By {
        decided: who.clone(),
        how: How::Room,
        recorded: who,
    }
}

pub(crate) fn command(number: usize, role: &str, action: Action) -> Command {
    Command {
        action,
        by: who(role),
        happened_at: None,
        id: format!("c{number}"),
        late_reason: None,
    }
}

pub(crate) fn note(text: &str) -> Action {
    Action::Note {
        compartment: None,
        certainty: Certainty::Confirmed,
        kind: NoteKind::Note,
        source: None,
        text: text.to_owned(),
    }
}

pub(crate) fn start(exercise: bool) -> Action {
    Action::Start {
        began_at: None,
        exercise,
        pins: Vec::new(),
        rules: RULES,
        situation_at: None,
        title: "Proef".to_owned(),
    }
}

pub(crate) fn record(fact: &str, value: Option<Value>) -> Action {
    Action::Record {
        ask_again: None,
        certainty: Certainty::Confirmed,
        fact: fact.to_owned(),
        ground: None,
        source: None,
        value,
    }
}

pub(crate) fn orde(value: &str) -> Action {
    record("orde", Some(Value::Choice(value.to_owned())))
}

pub(crate) fn fire(trigger: &str) -> Action {
    Action::Fire {
        reason: None,
        trigger: trigger.to_owned(),
    }
}

pub(crate) fn decide_inzet(option: &str) -> Action {
    Action::Decide {
        decision: "inzet".to_owned(),
        option: option.to_owned(),
        reason: "Omdat het moet.".to_owned(),
        review_at: None,
    }
}

pub(crate) fn draft(
    document: &str,
    missing: u64,
    gates: &[(&str, &str)],
    relied_on: &[u64],
) -> Action {
    let gates = gates.iter();
    Action::RecordDraft {
        document: document.to_owned(),
        gates: gates
            .map(|(id, is)| ((*id).to_owned(), (*is).to_owned()))
            .collect(),
        missing,
        relied_on: relied_on.to_vec(),
        sha256: "00".to_owned(),
        template_sha256: "00".to_owned(),
    }
}

pub(crate) fn issue(document: &str, stage: Stage) -> Action {
    Action::RecordIssue {
        deviation: None,
        document: document.to_owned(),
        evidence: Vec::new(),
        files: Vec::new(),
        manner: None,
        of: None,
        reason: Some("Omdat het moet.".to_owned()),
        stage,
        to: None,
    }
}

/// A play on the small playbook.
pub(crate) struct Play {
    pub incident: Incident,
    pub playbook: Playbook,
    number: usize,
}

impl Play {
    pub fn begin() -> Self {
        Play::of(false)
    }

    /// The same as an exercise.
    pub fn exercise() -> Self {
        Play::of(true)
    }

    fn of(exercise: bool) -> Self {
        let by = match exercise {
            true => crate::engine::EXERCISE_STAFF,
            false => "oov",
        };
        let mut play = Play {
            incident: Incident::default(),
            playbook: small(),
            number: 0,
        };
        play.at(0, by, start(exercise)).expect("it starts");
        play
    }

    /// Gives a command at a minute; returns the types of the entries it made.
    pub fn at(&mut self, at: i64, role: &str, action: Action) -> Result<Vec<String>, Refusal> {
        self.number += 1;
        self.take(at, command(self.number, role, action))
    }

    /// Gives a command with an id of its own at a minute.
    pub fn named(&mut self, at: i64, role: &str, action: Action, id: &str) {
        let mut command = command(self.number, role, action);
        id.clone_into(&mut command.id);
        self.take(at, command).expect("it is accepted");
    }

    fn take(&mut self, at: i64, command: Command) -> Result<Vec<String>, Refusal> {
        let entries = decide(&self.playbook, &self.incident, &command, minute(at))?;
        let names = entries
            .iter()
            .map(|e| e.event().name().to_owned())
            .collect();
        for entry in entries {
            self.incident.evolve(entry);
        }
        Ok(names)
    }

    /// Gives a command that must be accepted.
    pub fn go(&mut self, at: i64, role: &str, action: Action) -> Vec<String> {
        self.at(at, role, action).expect("it is accepted")
    }

    /// Returns the innermost active states.
    pub fn places(&self) -> String {
        super::act::innermost(&self.playbook, self.incident.situation()).join(" ")
    }

    pub fn head(&self) -> u64 {
        self.incident.situation().head
    }

    pub fn correct(&mut self, at: i64, seq: u64, change: Change) -> Result<Vec<String>, Refusal> {
        let action = Action::Correct {
            change,
            head: self.head(),
            reason: "Verkeerd genoteerd.".to_owned(),
            seq,
        };
        self.at(at, "loghouder", action)
    }
}

/// Returns the log of an incident with the words of some of its entries erased.
fn without_words(incident: &Incident, is_erased: impl Fn(u64) -> bool) -> Vec<Arc<Entry>> {
    let mut log = incident.log().to_vec();
    for entry in log.iter_mut().filter(|entry| is_erased(entry.seq)) {
        Arc::make_mut(entry).content = None;
    }
    log
}
