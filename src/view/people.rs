//! Who holds which role, who is there, who is away and who replaces them; and who was called.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::role_title;
use crate::engine::{Entry, Event, Incident};
use crate::playbook::{Playbook, Role};

/// What a line about a telephone call names as its source.
pub const CALLS: &str = "bellijst";

/// A role and who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonLine {
    /// Why the person is away; empty when they are not, or when nothing was said.
    pub away_because: String,
    /// The id of the role.
    pub id: String,
    /// Whether the person is logged as away.
    pub is_absent: bool,
    /// Whether anything is known of the role.
    pub is_known: bool,
    /// Whether they are in the room; absent when nobody said so.
    pub is_present: Option<bool>,
    /// The person; absent when nobody was named.
    pub person: Option<String>,
    /// Who replaces them, legally first, in order.
    pub replaced_by: Vec<String>,
    /// Since when it is so.
    pub since: Option<DateTime<Utc>>,
    /// Whether they are there, in words.
    pub status: String,
    /// What the team calls the role.
    pub title: String,
}

/// Returns the roles in the order of the playbook.
pub fn people(playbook: &Playbook, incident: &Incident) -> Vec<PersonLine> {
    let roles = playbook.roles().iter();
    roles.map(|role| line(playbook, incident, role)).collect()
}

fn line(playbook: &Playbook, incident: &Incident, role: &Role) -> PersonLine {
    let situation = incident.situation();
    let holder = situation.roles.get(&role.id);
    let is_present = situation.present.get(&role.id).copied();
    let absent = holder.and_then(|holder| holder.absent);
    let replaced_by: Vec<String> = role
        .replaced_by
        .iter()
        .chain(&role.stand_in)
        .map(|id| role_title(playbook, id))
        .collect();
    let away = absent.and_then(|seq| incident.standing(seq));
    let reason = away.and_then(|entry| entry.content.as_ref()?.reason.clone());
    PersonLine {
        away_because: reason.unwrap_or_default(),
        id: role.id.clone(),
        is_absent: absent.is_some(),
        is_known: holder.is_some() || is_present.is_some(),
        is_present,
        person: situation.person(&role.id).map(str::to_owned),
        since: away
            .or_else(|| came(incident, role))
            .map(Entry::happened_at),
        status: match (absent.is_some(), is_present) {
            (true, _) => "afwezig",
            (false, Some(true)) => "aanwezig",
            (false, Some(false)) => "vertrokken",
            (false, None) => "aanwezigheid niet vastgelegd",
        }
        .to_owned(),
        replaced_by,
        title: role.title.clone(),
    }
}

/// Returns the last entry that says whether somebody in a role came or left.
fn came<'a>(incident: &'a Incident, role: &Role) -> Option<&'a Entry> {
    let mut log = incident.log().iter().rev();
    log.find_map(|entry| {
        let entry = incident.standing(entry.seq)?;
        match entry.event() {
            Event::AttendanceNoted { role: of, .. } if *of == role.id => Some(entry),
            _ => None,
        }
    })
}

/// Returns what was last noted about calling somebody: the line of the log, when, and the words.
pub fn call(incident: &Incident, name: &str) -> Option<(u64, DateTime<Utc>, String)> {
    let mut log = incident.log().iter().rev();
    log.find_map(|entry| {
        let entry = incident.standing(entry.seq)?;
        let content = entry.content.as_ref()?;
        let is_call = content.source.as_deref() == Some(CALLS);
        let words = content.text.as_ref()?.strip_prefix(&call_of(name))?;
        is_call.then(|| (entry.seq, entry.happened_at(), words.to_owned()))
    })
}

/// Returns how a line about calling somebody begins.
pub fn call_of(name: &str) -> String {
    format!("Gebeld: {name}: ")
}
