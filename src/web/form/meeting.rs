//! A meeting begins or ends; and what it decided or agreed on that the playbook does not know.

use super::{Asked, Read};
use crate::engine::{Action, NoteKind};
use crate::fact::Certainty;
use crate::web::Wish;

/// Reads that a meeting begins or ends.
pub fn read(asked: &Asked<'_>) -> Read<Wish> {
    asked.wish(match asked.typed.get("act") {
        "close" => Ok(Action::CloseMeeting),
        "open" => Ok(Action::OpenMeeting),
        _ => Err(vec!["Kies beginnen of afsluiten.".to_owned()]),
    })
}

/// Reads a decision or an action that the playbook does not know.
pub fn free(asked: &Asked<'_>) -> Read<Wish> {
    let text = asked.needed("text", "Schrijf op wat er is besloten of afgesproken.");
    asked.wish(text.map(|text| Action::Note {
        compartment: None,
        certainty: Certainty::Confirmed,
        kind: match asked.typed.get("kind") {
            "action" => NoteKind::Action,
            _ => NoteKind::Decision,
        },
        source: None,
        text,
    }))
}
