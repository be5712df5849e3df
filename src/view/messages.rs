//! What reached the players of an exercise, and whether it stands still.
//!
//! It knows only the log of the players: what is to come is nowhere in it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{is_keeper, role_title, who};
use crate::engine::{Entry, Event, Incident};
use crate::fact::dutch;
use crate::playbook::Playbook;

/// What stands in the place of words that were erased.
const ERASED: &str = "[gewist]";

/// Something that reached the players.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageLine {
    /// The question that it answers: the line of the log, and what was asked.
    pub answers: Option<(u64, String)>,
    /// When, in the situation.
    pub at: DateTime<Utc>,
    /// How it came, in words.
    pub channel: &'static str,
    /// The lines of the log that hold its files.
    pub files: Vec<u64>,
    /// From whom.
    pub from: String,
    /// What the staff call it.
    pub inject: String,
    /// What was asked about it.
    pub questions: Vec<Question>,
    /// The line of the log.
    pub seq: u64,
    /// What it says.
    pub text: String,
    /// To whom, in words.
    pub to: String,
    /// The roles it came to; none means everybody.
    pub to_roles: Vec<String>,
    /// Who understood it, in words.
    pub understood: Vec<String>,
    /// The roles that understood it.
    pub understood_roles: Vec<String>,
}

/// What was asked about a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The line of the log that answered it.
    pub answer: Option<u64>,
    /// The role that asked.
    pub role: String,
    /// The line of the log.
    pub seq: u64,
    /// What was asked.
    pub text: String,
    /// Who asked, in words.
    pub who: String,
}

/// An exercise that does not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standstill {
    /// Whether it was stopped because it is real.
    pub halted: bool,
    /// Why.
    pub reason: String,
    /// Since when, on the wall.
    pub since: DateTime<Utc>,
    /// Who said so.
    pub who: String,
}

impl MessageLine {
    /// Tells whether it is for a role: it came to that role, or to everybody.
    pub fn is_for(&self, role: &str) -> bool {
        self.to_roles.is_empty() || self.to_roles.iter().any(|known| known == role)
    }

    /// Tells whether a role still has to say that it understood.
    pub fn is_open_for(&self, role: &str) -> bool {
        let has_said = self.understood_roles.iter().any(|known| known == role);
        !has_said && self.to_roles.iter().any(|known| known == role)
    }
}

/// Returns everything that reached the players, the newest first.
pub fn messages(playbook: &Playbook, incident: &Incident) -> Vec<MessageLine> {
    let mut lines: Vec<MessageLine> = Vec::new();
    for entry in incident.log() {
        match entry.event() {
            Event::MessageDelivered {
                answers,
                channel,
                evidence,
                inject,
                to,
            } => {
                let titles: Vec<String> = to.iter().map(|id| role_title(playbook, id)).collect();
                let mut asked = lines.iter_mut().flat_map(|line| &mut line.questions);
                let asked = asked.find(|asked| Some(asked.seq) == *answers);
                let answers = asked.map(|asked| {
                    asked.answer = Some(entry.seq);
                    (asked.seq, asked.text.clone())
                });
                lines.push(MessageLine {
                    answers,
                    at: entry.happened_at(),
                    channel: channel.dutch(),
                    files: evidence.clone(),
                    from: content(entry, |content| content.source.as_ref()),
                    inject: inject.clone(),
                    questions: Vec::new(),
                    seq: entry.seq,
                    text: content(entry, |content| content.text.as_ref()),
                    to: match titles.is_empty() {
                        true => "iedereen".to_owned(),
                        false => dutch::list(&titles),
                    },
                    to_roles: to.clone(),
                    understood: Vec::new(),
                    understood_roles: Vec::new(),
                });
            }
            Event::MessageAnswered {
                message,
                understood,
            } => {
                let Some(line) = lines.iter_mut().find(|line| line.seq == *message) else {
                    continue;
                };
                let who = who(playbook, entry);
                let role = entry.meta.by.as_ref().map(|by| by.decided.clone());
                if *understood {
                    if !line.understood.contains(&who) {
                        line.understood.push(who);
                    }
                    line.understood_roles.extend(role);
                } else {
                    line.questions.push(Question {
                        answer: None,
                        role: role.unwrap_or_default(),
                        seq: entry.seq,
                        text: content(entry, |content| content.text.as_ref()),
                        who,
                    });
                }
            }
            _ => {}
        }
    }
    lines.reverse();
    lines
}

/// Returns what reached a role, the newest first: everything for who keeps the log, and for a screen at
/// which nobody said who they are.
pub fn messages_of(
    playbook: &Playbook,
    incident: &Incident,
    role: Option<&str>,
) -> Vec<MessageLine> {
    let mut lines = messages(playbook, incident);
    if let Some(role) = role.filter(|role| !is_keeper(playbook, role)) {
        lines.retain(|line| line.is_for(role));
    }
    lines
}

/// Returns since when an exercise does not run, and why; nothing while it runs, or is over.
pub fn standstill(playbook: &Playbook, incident: &Incident) -> Option<Standstill> {
    let situation = incident.situation();
    if !situation.exercise || situation.closed.is_some() || situation.time.pace() > 0 {
        return None;
    }
    let mut log = incident.log().iter().rev();
    let entry = match situation.halted {
        Some(seq) => incident.entry(seq)?,
        None => log.find(|entry| matches!(entry.event(), Event::PaceSet { pace: 0 }))?,
    };
    Some(Standstill {
        halted: situation.halted.is_some(),
        reason: content(entry, |content| content.reason.as_ref()),
        since: entry.meta.recorded_at,
        who: who(playbook, entry),
    })
}

pub(super) fn content(
    entry: &Entry,
    part: impl Fn(&crate::engine::Content) -> Option<&String>,
) -> String {
    let known = entry.content.as_ref().and_then(part);
    known.map_or_else(|| ERASED.to_owned(), Clone::clone)
}
