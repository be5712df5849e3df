//! A line in the log.

use super::{Asked, Read};
use crate::engine::{Action, NoteKind};
use crate::fact::Certainty;
use crate::web::Wish;

/// Reads a line in the log.
pub fn read(asked: &Asked<'_>) -> Read<Wish> {
    let text = asked.needed("text", "De regel is nog leeg.");
    let typed = asked.typed;
    asked.wish(text.map(|text| Action::Note {
        certainty: Certainty::parse(typed.get("certainty")).unwrap_or_default(),
        kind: NoteKind::parse(typed.get("kind")).unwrap_or_default(),
        source: typed.text("source"),
        text,
    }))
}
