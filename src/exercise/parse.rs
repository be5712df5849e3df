//! From text to scenario: the format, and the plan of its moments.

mod expectation;
mod play;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};

use super::shape::{COMMANDS, SCENARIO};
use super::{
    Actor, Course, Deed, EntryName, ExerciseTime, Expect, Localisation, RoleChange, Scenario, Step,
};
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::engine::{NoteKind, Outcome, Stage};
use crate::fact::{Certainty, time};
use crate::reader::{self, Data, Node, Table, Text, quoted};

/// Reads a scenario, with the texts of a municipality in the place of its own.
pub(super) fn parse(
    source: &Source,
    localisation: Option<&Localisation>,
) -> Result<Scenario, Vec<Finding>> {
    let (table, findings) = reader::read(source, &SCENARIO);
    let Some(table) = table else {
        return Err(findings);
    };
    let mut reading = Reading {
        course: Course::starting(DateTime::UNIX_EPOCH),
        findings,
        labels: Vec::new(),
        source,
    };
    let scenario = reading.scenario(table, localisation);
    match reading.findings.is_empty() {
        true => Ok(scenario),
        false => Err(reading.findings),
    }
}

struct Reading<'a> {
    /// How the situation's time runs.
    course: Course,
    findings: Vec<Finding>,
    labels: Vec<String>,
    source: &'a Source,
}

impl Reading<'_> {
    fn scenario(&mut self, mut table: Table, localisation: Option<&Localisation>) -> Scenario {
        let (local, placeholders) = self.local(&mut table, localisation);
        let start = table.text("starts_at").unwrap_or_default();
        // A date has to be there, so it does not matter which day it is read on.
        let starts_at = match start.text.contains('-') {
            true => self.moment(&start, DateTime::UNIX_EPOCH),
            false => {
                self.not_a_moment(
                    &start,
                    "write it with its date, such as \"2026-11-22 19:30\"",
                );
                DateTime::UNIX_EPOCH
            }
        };
        let exercise = table.is("exercise");
        let frame = self.frame(&table);
        let goals = self.goals(&table);
        let (moves, course) = self.moves(&table, starts_at);
        let injects = self.injects(&table, &moves);
        let has_moves = !moves.is_empty();
        self.course = course;
        let mut steps = self.facts(&table, starts_at);
        let mut previous = starts_at;
        for (number, step) in (1..).zip(table.tables("step")) {
            let step = Step {
                number,
                ..self.step(step, previous, exercise)
            };
            if has_moves || frame.is_some() {
                self.on_course(&step, table_of(&table, number));
            }
            previous = match &step.deed {
                Deed::Jump { to, .. } if exercise => *to,
                _ => step.at,
            };
            steps.push(step);
        }
        let replies = self.replies(&table, starts_at);
        Scenario {
            course: self.course.clone(),
            exercise,
            frame,
            goals,
            injects,
            learning: self.learning(&table),
            local,
            moves,
            municipality: table.text("gemeente").map(|text| text.text),
            personas: self.personas(&table),
            placeholders,
            playbook: table.string("playbook"),
            replies,
            role_titles: localisation.map(|it| it.roles.clone()).unwrap_or_default(),
            seed: self.seed(&table),
            source: table.string("source"),
            starts_at,
            steps,
            summary: table.string("summary"),
            teams: self.teams(&table),
            title: table.string("title"),
            table,
        }
    }

    /// Checks that the situation comes to the moment of a step, where moves say how its time runs.
    fn on_course(&mut self, step: &Step, table: Option<&Table>) {
        let Some(table) = table else {
            return;
        };
        if let Deed::Jump { .. } = step.deed {
            let message = "a step cannot move the time of an exercise with people";
            self.wrong(&table.at, message, "write it as a `[[move]]`");
        } else if self.course.exercise(step.at).is_none() {
            let span = table.text("at").map_or(table.at.clone(), |text| text.span);
            let message = "the situation jumps over this moment";
            let hint = "give the step a moment before or after the move, such as \"T+00:12\"";
            self.wrong(&span, message, hint);
        }
    }

    fn seed(&mut self, table: &Table) -> u64 {
        match table.get("seed").map(|node| (&node.data, &node.span)) {
            None => 1,
            Some((Data::Integer(seed), _)) if *seed >= 0 => seed.unsigned_abs(),
            Some((_, span)) => {
                self.wrong(span, "`seed` is not a whole number", "write it such as 7");
                1
            }
        }
    }

    /// Returns the steps that record the facts known at the start.
    fn facts(&mut self, table: &Table, at: DateTime<Utc>) -> Vec<Step> {
        let Some(node) = table.get("facts") else {
            return Vec::new();
        };
        let Some(facts) = node.table() else {
            self.wrong(
                &node.span,
                "`facts` is not a table",
                "write it below the header [facts]",
            );
            return Vec::new();
        };
        let entries = facts.entries.iter();
        entries
            .filter_map(|entry| {
                let deed = Deed::Record {
                    ask_again: None,
                    certainty: Certainty::Confirmed,
                    fact: entry.key.text.clone(),
                    ground: None,
                    source: Some("scenario".to_owned()),
                    value: Some(self.value(&entry.value)?),
                };
                Some(Step {
                    at,
                    actor: Actor::default(),
                    comment: None,
                    deed,
                    expect: Expect::default(),
                    happened: None,
                    label: None,
                    late: None,
                    line: self.source.place(entry.key.span.start).0,
                    number: 0,
                })
            })
            .collect()
    }

    fn step(&mut self, table: &Table, previous: DateTime<Utc>, exercise: bool) -> Step {
        let command = COMMANDS
            .iter()
            .find(|(command, _)| is_there(table, command));
        if let Some((command, keys)) = command {
            self.stray_keys(table, command, keys);
        }
        let mut at = table
            .text("at")
            .map_or(previous, |text| self.at(&text, previous));
        let name = command.map_or("expect_only", |(name, _)| name);
        let deed = self.deed(table, name, at);
        if let (Deed::Jump { to, .. }, None, false) = (&deed, table.get("at"), exercise) {
            // Nothing moves the time of a real incident but the clock itself.
            at = *to;
        }
        let label = table.text("label").map(|text| text.text);
        let expect = match table.table("expect") {
            Some(expect) => self.expect(expect, at),
            None => Expect::default(),
        };
        if name == "expect_only" && expect.count() == 0 && command.is_some() {
            let hint = "add `[step.expect]`, or another command";
            self.wrong(&table.at, "the step does nothing and expects nothing", hint);
        }
        self.labels.extend(label.clone());
        let text = |key| table.text(key).map(|text| text.text);
        Step {
            at,
            actor: Actor {
                decided_by: text("decided_by"),
                how: text("how"),
                name: text("name"),
                role: text("as"),
            },
            comment: text("comment"),
            deed,
            expect,
            happened: self.optional_moment(table, "happened", at),
            label,
            late: text("late"),
            line: self.source.place(table.at.start).0,
            number: 0,
        }
    }

    /// Reports keys that belong to another command.
    fn stray_keys(&mut self, table: &Table, command: &str, keys: &[&str]) {
        for entry in &table.entries {
            let key = entry.key.text.as_str();
            let owners: Vec<&str> = COMMANDS
                .iter()
                .filter(|(_, keys)| keys.contains(&key))
                .map(|(owner, _)| *owner)
                .collect();
            if !owners.is_empty() && !keys.contains(&key) {
                let message = format!("`{key}` says nothing with `{command}`");
                let hint = format!("it goes with {}", quoted(&owners));
                self.wrong(&entry.key.span, message, hint);
            }
        }
    }

    fn deed(&mut self, table: &Table, command: &str, at: DateTime<Utc>) -> Deed {
        let text = |key: &str| table.text(key).map(|text| text.text);
        let reason = || table.string("reason");
        let own = table.string(command);
        match command {
            "record" => Deed::Record {
                ask_again: self.optional_moment(table, "ask_again", at),
                certainty: certainty(table),
                fact: own,
                ground: text("ground"),
                source: text("source"),
                value: match table.get("value") {
                    Some(node) => self.value(node),
                    None => {
                        self.needs(table, &["value", "unknown"]);
                        None
                    }
                },
            },
            "fire" => Deed::Fire {
                reason: text("reason"),
                trigger: own,
            },
            "decide" => {
                self.needs(table, &["option"]);
                Deed::Decide {
                    decision: own,
                    option: table.string("option"),
                    reason: reason(),
                }
            }
            "claim" => Deed::Claim { task: own },
            "done" => Deed::Done {
                result: table.string("result"),
                task: own,
            },
            "reassign" => {
                self.needs(table, &["to"]);
                Deed::Reassign {
                    task: own,
                    to: table.string("to"),
                }
            }
            "note" => Deed::Note {
                certainty: certainty(table),
                kind: text("kind")
                    .and_then(|kind| NoteKind::parse(&kind))
                    .unwrap_or_default(),
                source: text("source"),
                text: own,
            },
            "attach" => Deed::Attach {
                content: text("content"),
                description: text("description"),
                file: own,
                seen_at: self.optional_moment(table, "seen_at", at),
                url: text("url"),
            },
            "role" => {
                self.needs(table, &["person", "absent", "back", "present", "left"]);
                Deed::Role {
                    change: role_change(table),
                    role: own,
                }
            }
            "correct" => {
                self.needs(table, &["withdraw", "replace"]);
                Deed::Correct {
                    entry: self.entry(table.get("correct")),
                    reason: reason(),
                    replace: table.get("replace").and_then(|node| self.value(node)),
                }
            }
            "advance" => Deed::Advance,
            "jump" => {
                let to = table.text("jump").unwrap_or_default();
                Deed::Jump {
                    reason: reason(),
                    to: self.at(&to, at),
                }
            }
            "draft" => Deed::Draft { document: own },
            "issue" => {
                let written = table.text("stage").unwrap_or_default();
                let outcome = text("outcome").and_then(|name| Outcome::parse(&name));
                let stage = Stage::parse(&written.text, outcome);
                match stage {
                    Some(_) => {}
                    None if written.text.is_empty() => self.needs(table, &["stage"]),
                    None if outcome.is_none() => self.needs(table, &["outcome"]),
                    None => {
                        let message = format!("`outcome` says nothing with `{}`", written.text);
                        self.wrong(&written.span, message, "it goes with `reviewed`");
                    }
                }
                Deed::Issue {
                    addressee: text("addressee"),
                    content: text("content"),
                    deviation: text("deviation"),
                    document: own,
                    manner: text("manner"),
                    of: table.get("of").map(|node| self.entry(Some(node))),
                    proof: text("proof"),
                    reason: text("reason"),
                    stage: stage.unwrap_or(Stage::Submitted),
                }
            }
            "waive" => Deed::Waive {
                clock: own,
                reason: reason(),
            },
            "close" => Deed::Close { reason: reason() },
            _ => Deed::ExpectOnly,
        }
    }

    /// Returns a value as a person types it.
    fn value(&mut self, node: &Node) -> Option<String> {
        let value = match &node.data {
            Data::Text(text) => Some(text.clone()),
            Data::Bool(yes) => Some(if *yes { "ja" } else { "nee" }.to_owned()),
            Data::Integer(number) => Some(number.to_string()),
            Data::Date(date) => Some(date.to_string()),
            Data::Array(items) if items.is_empty() => Some("[]".to_owned()),
            Data::Array(items) => {
                let texts: Option<Vec<String>> =
                    items.iter().map(|item| Some(item.text()?.text)).collect();
                texts.map(|texts| texts.join(", "))
            }
            Data::Other(_) | Data::Table(_) => None,
        };
        if value.is_none() {
            let message = format!("an answer cannot be {}", node.what());
            self.wrong(
                &node.span,
                message,
                "write it in quotes, as a person types it",
            );
        }
        value
    }

    fn entry(&mut self, node: Option<&Node>) -> EntryName {
        match node.map(|node| (&node.data, &node.span)) {
            Some((Data::Integer(seq), _)) if *seq > 0 => EntryName::Seq(seq.unsigned_abs()),
            Some((Data::Text(label), span)) => {
                if !self.labels.contains(label) {
                    let known: Vec<&str> = self.labels.iter().map(String::as_str).collect();
                    let hint = reader::possible(label, known);
                    let message = format!("no earlier step has the label `{label}`");
                    let finding = Finding::at(Code::UnknownReference, span.clone(), message);
                    self.findings.push(reader::hinted(finding, hint));
                }
                EntryName::Label(label.clone())
            }
            Some((_, span)) => {
                let hint = "give the number of an entry, or the label of a step";
                self.wrong(span, "this is not an entry", hint);
                EntryName::Seq(0)
            }
            None => EntryName::Seq(0),
        }
    }

    /// Returns when a step is, counted from the previous one.
    fn at(&mut self, text: &Text, previous: DateTime<Utc>) -> DateTime<Utc> {
        let after = text.text.strip_prefix('+').map(time::read_duration);
        let at = match (after, ExerciseTime::parse(&text.text)) {
            (_, Some(at)) => Some(self.course.situation(at)),
            (Some(Some(seconds)), _) => {
                TimeDelta::try_seconds(seconds).and_then(|after| previous.checked_add_signed(after))
            }
            (Some(None), _) => None,
            (None, None) => time::read_datetime(&text.text, previous),
        };
        let Some(at) = at else {
            self.not_a_moment(
                text,
                "write it such as \"16:20\", \"2026-11-22 16:20\" or \"+10m\"",
            );
            return previous;
        };
        if at < previous {
            let message = format!("`{}` is before the previous step", text.text);
            let hint = "steps stand in order of time; write the date when it is the next day";
            self.wrong(&text.span, message, hint);
        }
        at.max(previous)
    }

    fn optional_moment(
        &mut self,
        table: &Table,
        key: &str,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let text = table.text(key)?;
        Some(self.moment(&text, at))
    }

    fn moment(&mut self, text: &Text, now: DateTime<Utc>) -> DateTime<Utc> {
        match time::read_datetime(&text.text, now) {
            Some(at) => at,
            None => {
                self.not_a_moment(text, "write it such as \"16:20\" or \"2026-11-22 16:20\"");
                now
            }
        }
    }

    fn not_a_moment(&mut self, text: &Text, hint: &str) {
        // A moment that is not there, or no text, has been found before.
        if !text.span.is_empty() {
            self.wrong(&text.span, format!("`{}` is not a moment", text.text), hint);
        }
    }

    fn needs(&mut self, table: &Table, keys: &[&str]) {
        if !keys.iter().any(|key| is_there(table, key)) {
            let message = match keys {
                [key] => format!("`{key}` is missing"),
                _ => format!("one of {} is missing", quoted(keys)),
            };
            let finding = Finding::at(Code::MissingKey, table.at.clone(), message);
            self.findings.push(finding);
        }
    }

    fn wrong(&mut self, span: &Span, message: impl Into<String>, hint: impl Into<String>) {
        let finding = Finding::at(Code::WrongValue, span.clone(), message);
        self.findings.push(finding.hint(hint));
    }
}

fn certainty(table: &Table) -> Certainty {
    Certainty::parse(&table.string("certainty")).unwrap_or_default()
}

fn role_change(table: &Table) -> RoleChange {
    match table.text("person") {
        Some(person) => RoleChange::Person(person.text),
        None if table.is("absent") => RoleChange::Absent {
            reason: table.text("reason").map(|text| text.text),
        },
        None if table.is("back") => RoleChange::Back,
        None if table.is("left") => RoleChange::Left,
        None => RoleChange::Present,
    }
}

/// Returns the table of the step with a number, from 1.
fn table_of(table: &Table, number: usize) -> Option<&Table> {
    table.tables("step").nth(number.checked_sub(1)?)
}

/// Tells whether a key says something; a `false` does not.
fn is_there(table: &Table, key: &str) -> bool {
    table
        .get(key)
        .is_some_and(|node| node.data != Data::Bool(false))
}

/// Returns the items of a list, or the one value that stands in its place.
fn list(node: Option<&Node>) -> Vec<&Node> {
    match node.map(|node| (&node.data, node)) {
        None => Vec::new(),
        Some((Data::Array(items), _)) => items.iter().collect(),
        Some((_, node)) => vec![node],
    }
}
