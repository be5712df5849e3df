//! Words that several views share.

use crate::engine::{EXERCISE_STAFF, Entry, Event, How, NoteKind, Outcome, Situation, Stage};
use crate::fact::condition::{Need, requirement};
use crate::fact::{dutch, item};
use crate::playbook::{Playbook, WITHHELD};

/// What stands in the place of an answer that nobody had.
pub const ASKED_UNKNOWN: &str = "gevraagd, antwoord onbekend";

/// Returns the mark that every page, document and export carries.
pub fn mark(situation: &Situation) -> &'static str {
    if situation.exercise {
        "OEFENING"
    } else {
        "ECHT"
    }
}

/// Returns the title of a role; the id when the playbook does not know it.
pub fn role_title(playbook: &Playbook, role: &str) -> String {
    match playbook.role(role) {
        Some(role) => role.title.clone(),
        None if role == EXERCISE_STAFF => "Oefenleiding".to_owned(),
        None => role.to_owned(),
    }
}

/// Returns needs as Dutch phrases.
pub fn needs(playbook: &Playbook, needs: &[Need]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for need in needs {
        let text = requirement(need, playbook);
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// Returns who decided or said it, with the replacement, and who recorded it when that is another.
pub fn who(playbook: &Playbook, entry: &Entry) -> String {
    if let Some(was) = super::branch::original(entry) {
        return format!("{}, in de zijtak", who(playbook, &was));
    }
    if let Event::Withheld { .. } = entry.event() {
        return WITHHELD.to_owned();
    }
    let Some(by) = &entry.meta.by else {
        return "draaiboek (vanwege de tijd)".to_owned();
    };
    let content = entry.content.as_ref();
    let named = |role: &str, name: Option<&String>| {
        let title = role_title(playbook, role);
        match name {
            Some(name) => format!("{title} ({name})"),
            None => title,
        }
    };
    let decided = named(&by.decided, content.and_then(|c| c.decided_by.as_ref()));
    let mut out = match &by.acting_for {
        Some(role) => format!("{}, vervangen door {decided}", role_title(playbook, role)),
        None => decided,
    };
    if by.recorded != by.decided {
        let recorded = named(&by.recorded, content.and_then(|c| c.recorded_by.as_ref()));
        out.push_str(&format!("; vastgelegd door {recorded}"));
    }
    if by.how != Default::default() {
        out.push_str(&format!(", {}", how(by.how)));
    }
    out
}

/// Returns how something reached the person who recorded it.
fn how(how: How) -> &'static str {
    match how {
        How::Paper => "op papier",
        How::Phone => "per telefoon",
        How::Room => "in de kamer",
    }
}

/// Returns a title as the log has it, with the number of the record that one of many belongs to: what
/// the list said then can have changed.
pub fn of_line(title: &str, id: &str) -> String {
    match item::split(id).1 {
        Some(number) => format!("{title} (regel {number})"),
        None => title.to_owned(),
    }
}

/// Returns a title, with the name of the record that one of many belongs to.
pub fn titled(playbook: &Playbook, situation: &Situation, title: &str, id: &str) -> String {
    match record(playbook, situation, id) {
        Some(name) => format!("{title}: {name}"),
        None => title.to_owned(),
    }
}

/// Returns what the record is called that one of many belongs to: its first field, or its number when
/// that is not there or was erased.
pub(super) fn record(playbook: &Playbook, situation: &Situation, id: &str) -> Option<String> {
    let (list, number) = (playbook.list_of(id)?, item::split(id).1?);
    let first = playbook.fields(list).first();
    let name = first.and_then(|field| {
        let value = situation.record(list, number)?.get(&field.id)?;
        Some(dutch::value(&field.kind, value))
    });
    Some(name.unwrap_or_else(|| format!("regel {number}")))
}

/// Returns what was done with a document, in words that follow its name.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Oral => "mondeling gegeven",
        Stage::Published => "gepubliceerd",
        Stage::Reviewed(Outcome::Change) => "herzien: wijzigen",
        Stage::Reviewed(Outcome::Keep) => "herzien: handhaven",
        Stage::Reviewed(Outcome::Withdraw) => "herzien: intrekken",
        Stage::Sent => "verzonden",
        Stage::Served => "uitgereikt",
        Stage::Signed => "vastgesteld en ondertekend",
        Stage::Submitted => "ter vaststelling voorgelegd",
        Stage::Withdrawn => "ingetrokken",
    }
}

/// Returns how much is missing in a draft.
pub(super) fn drafted(missing: u64) -> String {
    match missing {
        0 => "niets ontbreekt".to_owned(),
        1 => "1 gegeven ontbreekt".to_owned(),
        n => format!("{n} gegevens ontbreken"),
    }
}

/// Returns numbers of lines in words.
pub(super) fn line_numbers(lines: &[u64]) -> String {
    let numbers: Vec<String> = lines.iter().map(u64::to_string).collect();
    format!("regel {}", dutch::list(&numbers))
}

/// Returns what kind of line it is, in one word.
pub fn note_kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Action => "actie",
        NoteKind::Decision => "besluit",
        NoteKind::Fact => "feit",
        NoteKind::Note => "notitie",
        NoteKind::Question => "vraag",
    }
}
