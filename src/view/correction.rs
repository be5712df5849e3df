//! What a correction would do, in words, before anybody confirms it.
//!
//! Only words: what a correction does is computed by the engine.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Line, line};
use crate::engine::{Answer, Change, Entry, Event, Incident, Preview, Replacement};
use crate::fact::{Value, dutch, time};
use crate::playbook::Playbook;

/// What a correction would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// What the line would read; absent when it would be withdrawn.
    pub becomes: Option<String>,
    /// The lines with documents that rely on it.
    pub documents: Vec<Line>,
    /// Where the team would be, and is not.
    pub entered: Vec<String>,
    /// The lines that would fall away.
    pub fell_away: Vec<Line>,
    /// The last line it was computed for.
    pub head: u64,
    /// Where the team would not be any more.
    pub left: Vec<String>,
    /// What the line reads; absent when it was withdrawn.
    pub reads: Option<String>,
    /// The line.
    pub seq: u64,
    /// Whether an answer from now on may be what is meant, because things fall away.
    pub suggests_record: bool,
}

/// Why an answer from now on may be what is meant.
pub const RECORD_INSTEAD: &str =
    "Was het toen juist en is het nu anders? Leg dan het nieuwe feit vast; dan vervalt er niets.";

/// Returns what a correction would do, in words.
pub fn correction(playbook: &Playbook, incident: &Incident, preview: &Preview) -> Correction {
    // What stays as it is, is not repeated.
    let only_in = |ids: &[String], others: &[String]| {
        ids.iter()
            .filter(|id| !others.contains(id))
            .filter_map(|id| playbook.state(id))
            .map(|state| state.title.clone())
            .collect()
    };
    let words = |entry: &Entry| line(playbook, incident, entry).text;
    let lines = |seqs: &[u64]| {
        let entries = seqs.iter().filter_map(|seq| incident.entry(*seq));
        entries
            .map(|entry| line(playbook, incident, entry))
            .collect()
    };
    let (before, after) = (&preview.before, &preview.after);
    Correction {
        becomes: preview.instead.as_ref().map(words),
        documents: lines(&preview.documents),
        entered: only_in(after, before),
        fell_away: lines(&preview.fell_away),
        head: preview.head,
        left: only_in(before, after),
        reads: incident.standing(preview.seq).map(words),
        seq: preview.seq,
        suggests_record: preview.suggests_record,
    }
}

/// Returns what a correction would do as text.
pub fn correction_text(correction: &Correction) -> String {
    let numbers = |lines: &[Line]| {
        let numbers: Vec<String> = lines.iter().map(|line| line.seq.to_string()).collect();
        dutch::list(&numbers)
    };
    let mut out = String::new();
    if let Some(reads) = &correction.reads {
        out.push_str(&format!("Regel {} nu:   {reads}\n", correction.seq));
    }
    let becomes = correction.becomes.as_deref().unwrap_or("ingetrokken");
    out.push_str(&format!("Wordt:         {becomes}\n"));
    let (left, entered) = (&correction.left, &correction.entered);
    if !left.is_empty() {
        out.push_str(&format!("Uit de stand:  {}\n", left.join(" · ")));
    }
    if !entered.is_empty() {
        out.push_str(&format!("In de stand:   {}\n", entered.join(" · ")));
    }
    if left.is_empty() && entered.is_empty() {
        out.push_str("De stand blijft gelijk.\n");
    }
    if !correction.fell_away.is_empty() {
        let fell = numbers(&correction.fell_away);
        out.push_str(&format!("Vervalt:       regel {fell}\n"));
    }
    if !correction.documents.is_empty() {
        let made = numbers(&correction.documents);
        out.push_str(&format!("Stukken die hierop steunen: regel {made}\n"));
    }
    if correction.suggests_record {
        out.push_str(&format!("{RECORD_INSTEAD}\n"));
    }
    out.push_str(&format!("Berekend op regel {}.\n", correction.head));
    out
}

/// Returns how the countdown would change by a correction; nothing when the line does not hold the
/// announced moment.
pub fn countdown(
    playbook: &Playbook,
    incident: &Incident,
    entry: &Entry,
    change: &Change,
    now: DateTime<Utc>,
) -> Option<String> {
    let Event::FactRecorded { fact, .. } = entry.event() else {
        return None;
    };
    let head = incident.situation().head;
    if playbook.announced() != Some(fact)
        || last_answer(incident, fact, entry.seq + 1..=head).is_some()
    {
        return None;
    }
    let moment = match change {
        Change::Replace(Replacement::Answer(value)) => value.as_ref().and_then(Value::datetime),
        // What was answered before stands again.
        _ => {
            let before = last_answer(incident, fact, 1..=entry.seq - 1);
            before.and_then(value).and_then(Value::datetime)
        }
    };
    Some(match moment {
        None => "het aangekondigde moment is dan niet bekend; het aftellen stopt.".to_owned(),
        Some(moment) => format!("het aftellen verandert: {}.", left(moment, now)),
    })
}

/// Returns the last answer to a question that stands, among these lines.
fn last_answer<'a>(
    incident: &'a Incident,
    fact: &str,
    lines: RangeInclusive<u64>,
) -> Option<&'a Entry> {
    let mut standing = lines.rev().filter_map(|seq| incident.standing(seq));
    standing
        .find(|entry| matches!(entry.event(), Event::FactRecorded { fact: own, .. } if own == fact))
}

/// Returns the value of an answer.
pub fn answered(entry: &Entry) -> Option<Value> {
    value(entry).cloned()
}

/// Returns a value as a person would type it, each choice apart.
pub fn typeable(value: &Value) -> Vec<String> {
    let one = |text: String| vec![text];
    match value {
        Value::Bool(yes) => one(if *yes { "ja" } else { "nee" }.to_owned()),
        Value::Choice(id) => one(id.clone()),
        Value::Choices(ids) if ids.is_empty() => one("geen".to_owned()),
        Value::Choices(ids) => ids.iter().cloned().collect(),
        Value::Date(day) => one(day.format("%d-%m-%Y").to_string()),
        Value::Datetime(at) => one(time::to_civil(*at).format("%d-%m-%Y %H:%M").to_string()),
        Value::Duration(seconds) if seconds % 60 == 0 => one(format!("{}m", seconds / 60)),
        Value::Duration(seconds) => one(format!("{seconds}s")),
        Value::Integer(number) => one(number.to_string()),
        Value::Money(cents) => one(format!("{},{:02}", cents / 100, cents.abs() % 100)),
        Value::Person(words) | Value::Place(words) | Value::Text(words) => one(words.clone()),
        Value::Records(_) => Vec::new(),
    }
}

fn value(entry: &Entry) -> Option<&Value> {
    match entry.event() {
        Event::FactRecorded {
            answer: Answer::Known(value),
            ..
        } => Some(value),
        _ => entry.content.as_ref()?.value.as_ref(),
    }
}

fn left(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (moment - now).num_seconds();
    let (stretch, when) = (dutch::duration(seconds), dutch::datetime(moment));
    match seconds >= 0 {
        true => format!("nog {stretch} tot {when}"),
        false => format!("{stretch} geleden, {when}"),
    }
}

/// Returns the entry that a correction would replace: as it reads, or as it read when it was
/// withdrawn and can be put back.
pub fn correctable(incident: &Incident, seq: u64) -> Option<&Entry> {
    use crate::engine::StruckHow::Withdrawn;
    let is_withdrawn = incident.struck(seq).map(|struck| &struck.how) == Some(&Withdrawn);
    match incident.standing(seq) {
        Some(entry) if matches!(entry.event(), Event::Withheld { .. }) => None,
        None if is_withdrawn => incident.entry(seq).filter(|entry| can_be_replaced(entry)),
        standing => standing,
    }
}

/// Tells whether a line can read otherwise, and not only fall away.
pub fn can_be_replaced(entry: &Entry) -> bool {
    matches!(
        entry.event(),
        Event::DecisionMade { .. } | Event::FactRecorded { .. } | Event::Noted { .. }
    )
}

/// Returns why a line always stays as it is.
pub fn fixed(entry: &Entry) -> String {
    match entry.event() {
        Event::IncidentStarted { .. } => "het is de start van het incident".to_owned(),
        Event::Corrected { entry, .. } => {
            format!("het is zelf een verbetering; verbeter regel {entry}")
        }
        Event::IncidentClosed => "het incident is ermee afgesloten".to_owned(),
        Event::ExerciseHalted | Event::PaceSet { .. } | Event::TimeJumped { .. } => {
            "wat erna kwam, steunt op die tijd".to_owned()
        }
        Event::MessageDelivered { .. } => "de spelers hebben het gezien".to_owned(),
        event if event.is_of_time() => "de tijd zelf bracht die regel".to_owned(),
        _ => "die regel ligt vast".to_owned(),
    }
}
