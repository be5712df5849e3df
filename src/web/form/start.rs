//! Starting an incident.

use chrono::{DateTime, Utc};

use super::Read;
use crate::engine::{Action, By, How, NoteKind, Who};
use crate::fact::{Certainty, dutch, time};
use crate::runtime::Start;
use crate::web::house::{Purpose, Startable};
use crate::web::typed::Typed;

/// What starts an incident.
pub struct Begin {
    /// What to write in the log: a clock that is not right, and what was told.
    pub notes: Vec<Action>,
    /// The id of the playbook.
    pub playbook: String,
    /// The start.
    pub start: Start,
    /// Who starts it.
    pub who: Who,
}

/// Reads what starts an incident.
pub fn read(typed: &Typed, startable: &[Startable], now: DateTime<Utc>) -> Read<Begin> {
    let mut wrong = Vec::new();
    let chosen = startable.iter().find(|one| one.id == typed.get("playbook"));
    let chosen = chosen.and_then(|one| Some((one.id.as_str(), one.is_for.as_ref().ok()?)));
    if chosen.is_none() {
        wrong.push("Kies een draaiboek.".to_owned());
    }
    let name = typed.text("name");
    if name.is_none() {
        wrong.push("Vul uw naam in.".to_owned());
    }
    let kind = typed.get("kind");
    if !matches!(kind, "echt" | "oefening") {
        wrong.push("Kies echt of oefening.".to_owned());
    }
    let remark = match (typed.get("clock"), typed.text("told")) {
        ("right", _) => None,
        ("wrong", Some(told)) => Some(note(
            Certainty::Confirmed,
            format!(
                "De klok van deze computer klopt niet: die zei {}, volgens het team was het {told}.",
                dutch::datetime(now)
            ),
        )),
        ("wrong", None) => {
            wrong.push("Schrijf op hoe laat het wel is.".to_owned());
            None
        }
        _ => {
            wrong.push("Klopt de tijd van deze computer? Kies ja of nee.".to_owned());
            None
        }
    };
    let began_at = typed.text("began").and_then(|text| {
        let at = time::read_past(&text, now);
        match at {
            None => wrong.push(format!(
                "‘{text}’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30."
            )),
            Some(at) if at > now => {
                wrong.push("Het begin ligt in de toekomst. Kijk het tijdstip na.".to_owned());
            }
            Some(_) => {}
        }
        at
    });
    match chosen {
        Some((id, purpose)) if wrong.is_empty() => {
            let who = Who {
                name,
                role: purpose.keeper.clone(),
            };
            Ok(Begin {
                notes: remark.into_iter().chain(told(typed)).collect(),
                playbook: id.to_owned(),
                start: Start {
                    began_at,
                    by: By {
                        decided: who.clone(),
                        how: How::Room,
                        recorded: who.clone(),
                    },
                    exercise: kind == "oefening",
                    situation_at: None,
                    title: typed.text("title").unwrap_or_else(|| title(purpose, typed)),
                },
                who,
            })
        }
        _ => Err(wrong),
    }
}

/// Returns what the incident is called when nobody says so.
fn title(purpose: &Purpose, typed: &Typed) -> String {
    match typed.text("place") {
        Some(place) => format!("{}, {place}", purpose.title),
        None => purpose.title.clone(),
    }
}

/// Returns what was told at the start, as it stands in the log; nobody has looked into it yet.
fn told(typed: &Typed) -> Option<Action> {
    let told = match (typed.text("event"), typed.text("place")) {
        (None, None) => return None,
        (Some(event), None) => event,
        (None, Some(place)) => format!("Waar: {place}"),
        (Some(event), Some(place)) => format!("{event}\nWaar: {place}"),
    };
    let text = format!("Bij de start verteld: {told}");
    Some(note(Certainty::Unconfirmed, text))
}

fn note(certainty: Certainty, text: String) -> Action {
    Action::Note {
        certainty,
        compartment: None,
        kind: NoteKind::Note,
        source: None,
        text,
    }
}
