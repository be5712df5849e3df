//! A correction: what a line should read, or that it falls away; confirmed after it was seen.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Asked, Read};
use crate::engine::{Action, Change, Event, Incident, Replacement, version_of};
use crate::fact::{Field, Kind, Record, Value};
use crate::playbook::Playbook;
use crate::runtime::sha256;
use crate::view;
use crate::web::Wish;
use crate::web::typed::Typed;

/// The most rows of a list in one form.
pub const MOST_ROWS: usize = 200;

/// Reads a correction that was confirmed.
pub fn read(asked: &Asked<'_>, seq: u64) -> Read<Wish> {
    let incident = &asked.snapshot.incident;
    let change = change(asked.playbook(), incident, seq, asked.typed, asked.now);
    let reason = asked.needed("reason", "Schrijf op waarom de regel niet klopte.");
    let head = asked.typed.head();
    asked.wish(match (change, reason) {
        (Ok(change), _) if asked.typed.get("seen") != seen(&change) => Err(vec![
            "Dit is anders dan wat u net zag. Kijk hieronder eerst wat het doet.".to_owned(),
        ]),
        (Ok(change), Ok(reason)) => Ok(Action::Correct {
            change,
            head: head.unwrap_or_default(),
            reason,
            seq,
        }),
        (change, reason) => {
            let mut wrong = change.err().unwrap_or_default();
            wrong.extend(reason.err().unwrap_or_default());
            Err(wrong)
        }
    })
}

/// Returns the mark of a change, so that what is confirmed is what was seen.
pub fn seen(change: &Change) -> String {
    let mut mark = sha256(format!("{change:?}").as_bytes());
    mark.truncate(16);
    mark
}

/// Reads what becomes of a line.
pub fn change(
    playbook: &Playbook,
    incident: &Incident,
    seq: u64,
    typed: &Typed,
    now: DateTime<Utc>,
) -> Read<Change> {
    if typed.has("change", "withdraw") {
        return Ok(Change::Withdraw);
    }
    let playbook = version_of(playbook, incident.log(), seq);
    let entry = view::correctable(incident, seq).map(|entry| entry.event());
    let replacement = match entry {
        Some(Event::FactRecorded { fact, .. }) => match playbook.fact(fact) {
            Some(_) if typed.has("change", "unknown") => Replacement::Answer(None),
            Some(fact) => Replacement::Answer(Some(value(&fact.kind, typed, now)?)),
            None => return Err(vec!["Deze regel kan alleen worden ingetrokken.".to_owned()]),
        },
        Some(Event::DecisionMade { .. }) => match typed.text("value") {
            Some(option) => Replacement::Option(option),
            None => return Err(vec!["Kies wat er is besloten.".to_owned()]),
        },
        Some(Event::Noted { .. }) => match typed.text("value") {
            Some(text) => Replacement::Text(text),
            None => return Err(vec!["Schrijf op wat er had moeten staan.".to_owned()]),
        },
        _ => return Err(vec!["Deze regel kan alleen worden ingetrokken.".to_owned()]),
    };
    Ok(Change::Replace(replacement))
}

fn value(kind: &Kind, typed: &Typed, now: DateTime<Utc>) -> Read<Value> {
    match kind {
        Kind::Records(fields) => records(fields, typed, now),
        Kind::Choices(_) => one(kind, &typed.all("value").join(","), now),
        kind => one(kind, typed.get("value"), now),
    }
}

fn one(kind: &Kind, text: &str, now: DateTime<Utc>) -> Read<Value> {
    kind.read(text, now)
        .map_err(|unreadable| vec![unreadable.dutch()])
}

/// Reads a whole list; a row with nothing in it is left out.
fn records(fields: &[Field], typed: &Typed, now: DateTime<Utc>) -> Read<Value> {
    let column = |field: &Field| typed.all(&format!("field_{}", field.id));
    let rows = fields.iter().map(|field| column(field).len()).max();
    let (mut records, mut wrong) = (Vec::new(), Vec::new());
    for at in 0..rows.unwrap_or_default().min(MOST_ROWS) {
        let mut record: Record = BTreeMap::new();
        for field in fields {
            let text = column(field).get(at).map_or("", |text| text.trim());
            if text.is_empty() {
                continue;
            }
            match field.kind.read(text, now) {
                Ok(value) => {
                    record.insert(field.id.clone(), value);
                }
                Err(unreadable) => wrong.push(format!(
                    "Rij {}, {}: {}",
                    at + 1,
                    field.label,
                    unreadable.dutch()
                )),
            }
        }
        if !record.is_empty() {
            records.push(record);
        }
    }
    match wrong.is_empty() {
        true => Ok(Value::Records(records)),
        false => Err(wrong),
    }
}
