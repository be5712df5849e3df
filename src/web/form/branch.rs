//! Taking over a line of another room: an entry of its own, that says where it comes from.

use super::{Asked, Read};
use crate::engine::{Action, Answer, Event, NoteKind};
use crate::fact::Certainty;
use crate::view;
use crate::web::Wish;

/// Reads that a line of a branch is taken over; nothing when the log has no such line.
pub fn read(asked: &Asked<'_>, seq: u64) -> Option<Read<Wish>> {
    let incident = &asked.snapshot.incident;
    let entry = incident.entry(seq)?;
    let was = view::original(entry)?;
    let mut joins = incident
        .log()
        .iter()
        .filter(|other| other.command_id == entry.command_id);
    let join = joins.find(|other| matches!(other.event(), Event::BranchJoined { .. }));
    let room = join.and_then(|join| join.content.as_ref()?.text.clone());
    let from = view::taken_over(seq, &was, room.as_deref().unwrap_or("zonder naam"));
    let content = was.content.clone().unwrap_or_default();
    let action = match was.event() {
        Event::FactRecorded {
            answer,
            certainty,
            fact,
            ..
        } => {
            let value = match answer {
                Answer::AskedUnknown { .. } => Ok(None),
                Answer::Known(value) => Ok(Some(value.clone())),
                Answer::Content { .. } => match content.value {
                    Some(value) => Ok(Some(value)),
                    None => Err(vec![
                        "Het antwoord is gewist en kan niet worden overgenomen.".to_owned(),
                    ]),
                },
            };
            value.map(|value| Action::Record {
                ask_again: None,
                certainty: *certainty,
                fact: fact.clone(),
                ground: content.ground,
                source: Some(match content.source {
                    Some(source) => format!("{source}; {from}"),
                    None => from,
                }),
                value,
            })
        }
        Event::DecisionMade {
            decision,
            option,
            review_at,
            ..
        } => Ok(Action::Decide {
            decision: decision.clone(),
            option: option.clone(),
            reason: match content.reason {
                Some(reason) => format!("{reason}; {from}"),
                None => from,
            },
            review_at: *review_at,
        }),
        _ => {
            let line = asked.snapshot.line(seq);
            let text = line.map_or(String::new(), |line| line.text);
            let certainty = match was.event() {
                Event::Noted { certainty, .. } => *certainty,
                _ => Certainty::default(),
            };
            Ok(Action::Note {
                compartment: entry.meta.compartment.clone(),
                certainty,
                kind: NoteKind::Note,
                source: Some(from),
                text,
            })
        }
    };
    Some(asked.wish(action))
}
