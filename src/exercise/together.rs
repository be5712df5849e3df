//! What teams of one run have in common: one clock, and what they say to one another.
//!
//! Each team has a log of its own, and there is none above them. What one log has and another misses is asked of the
//! two, so whatever breaks down in between, it is brought in line later; a log takes a command once.

use std::collections::BTreeSet;

use super::conduct::{item_of, leader};
use super::{Beside, Part};
use crate::engine::{Action, Channel, Command, Entry, Event, Incident, command_of};
use crate::playbook::Playbook;

/// How the id of a line begins that is a message to another team.
const TO: &str = "aan";
/// How the id of a message begins that came from another team.
const FROM: &str = "van";

/// A log with what is played in it.
#[derive(Debug, Clone, Copy)]
pub struct Log<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// The team.
    pub part: &'a Part,
    /// What the team is called.
    pub title: &'a str,
}

/// Returns the id of a line that is a message to a role of another team.
pub fn message_id(to: &Beside, role: &str, channel: Channel, id: &str) -> String {
    let team = to.team.as_deref().unwrap_or_default();
    format!("{TO}:{team}:{role}:{}:{id}", channel.name())
}

/// Returns the text of such a line: for whom it is stands above what is said.
pub fn message_text(to: &Beside, role: &str, channel: Channel, text: &str) -> String {
    format!("Aan {}, {role}, {}:\n{text}", to.title, channel.dutch())
}

/// Tells whether a message came from another team, by the id under which it was delivered.
pub fn is_from_team(inject: &str) -> bool {
    inject.starts_with(&format!("{FROM}-"))
}

/// Returns what one team has to do to be in line with another, in that order: what was done to the time there since
/// both last agreed, and what was said to it.
pub fn in_line(playbook: &Playbook, own: Log<'_>, other: Log<'_>) -> Vec<Command> {
    let situation = own.incident.situation();
    if own.part.run != other.part.run || situation.closed.is_some() {
        return Vec::new();
    }
    let log = own.incident.log().iter();
    let known: BTreeSet<&str> = log.map(|entry| root(&entry.command_id)).collect();
    let mut commands = time(playbook, own, other, &known);
    if situation.halted.is_none() {
        let said = other.incident.log().iter();
        let said = said.filter_map(|entry| message(playbook, own, other, entry));
        commands.extend(said.filter(|said| !known.contains(said.id.as_str())));
    }
    commands
}

/// Returns what was done to the time there since both last agreed.
fn time(playbook: &Playbook, own: Log<'_>, other: Log<'_>, known: &BTreeSet<&str>) -> Vec<Command> {
    let is_of_time = |event: &Event| {
        matches!(
            event,
            Event::ExerciseHalted | Event::PaceSet { .. } | Event::TimeJumped { .. }
        )
    };
    let log = other.incident.log().iter();
    let acts: Vec<_> = log.filter(|entry| is_of_time(entry.event())).collect();
    let agreed = acts
        .iter()
        .rposition(|entry| known.contains(root(&entry.command_id)));
    let missed = acts.into_iter().skip(agreed.map_or(0, |at| at + 1));
    let situation = own.incident.situation();
    let (pace, is_halted) = (situation.time.pace(), situation.halted.is_some());
    // The same pace again would change nothing, and leave no trace that it was known.
    let missed = missed.skip_while(|entry| match entry.event() {
        Event::PaceSet { pace: set } => !is_halted && *set == pace,
        _ => false,
    });
    let commands = missed.filter_map(|entry| {
        let (command, _) = command_of(playbook, other.incident, std::slice::from_ref(entry))?;
        let id = root(&entry.command_id);
        Some(Command {
            id: match item_of(id) {
                // What the list has is the same item in every team.
                Some(_) => id.to_owned(),
                None => format!("{id}@{}", own.part.key()),
            },
            ..command
        })
    });
    commands.collect()
}

/// Returns the command that brings a line to another team, when it is a message to it.
fn message(playbook: &Playbook, own: Log<'_>, other: Log<'_>, entry: &Entry) -> Option<Command> {
    let mut parts = entry.command_id.split(':');
    let (kind, team, role) = (parts.next()?, parts.next()?, parts.next()?);
    let channel = Channel::parse(parts.next()?)?;
    if kind != TO || team != own.part.key() || playbook.role(role).is_none() {
        return None;
    }
    let text = entry.content.as_ref()?.text.as_deref()?;
    let (_, text) = text.split_once('\n')?;
    let by = &entry.meta.by.as_ref()?.decided;
    let from = playbook.role(by).map_or(by.as_str(), |role| &role.title);
    let (key, seq) = (other.part.key(), entry.seq);
    Some(Command {
        action: Action::Deliver {
            answers: None,
            channel,
            evidence: Vec::new(),
            files: Vec::new(),
            from: format!("{from} ({})", other.title),
            inject: format!("{FROM}-{key}-{seq}"),
            text: text.to_owned(),
            to: vec![role.to_owned()],
        },
        by: leader(None),
        happened_at: None,
        id: format!("{FROM}:{key}:{seq}"),
        late_reason: None,
    })
}

/// Returns the id of what was done first, without the team it was done in later.
fn root(command: &str) -> &str {
    command.split_once('@').map_or(command, |(root, _)| root)
}
