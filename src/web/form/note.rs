//! A line in the log, with the short forms of the loghouder in it.

use chrono::{DateTime, Utc};

use super::by::{self, Moment};
use super::{Asked, Read};
use crate::engine::{Action, NoteKind};
use crate::fact::Certainty;
use crate::view;
use crate::web::Wish;

/// Reads a line in the log; what is typed in the line itself goes before what is chosen beside it.
pub fn read(asked: &Asked<'_>) -> Read<Wish> {
    let typed = asked.typed;
    let whole = &asked.snapshot.whole.material.playbook;
    let mut kept_to = typed.text("kept_to");
    let typed_at = typed_at(asked);
    let then = typed_at.unwrap_or(asked.now);
    let quick = asked
        .needed("text", "De regel is nog leeg.")
        .and_then(|text| {
            let (text, named) = view::kept_to(whole, &text);
            if named.is_some() {
                kept_to = named;
            }
            let quick = view::quick(&text, then);
            quick.ok_or_else(|| vec!["Er staat nog geen tekst in de regel.".to_owned()])
        });
    let said = quick.as_ref().ok().and_then(|quick| quick.at);
    let action = quick.map(|quick| Action::Note {
        compartment: kept_to,
        certainty: quick
            .certainty
            .or_else(|| Certainty::parse(typed.get("certainty")))
            .unwrap_or_default(),
        kind: quick
            .kind
            .or_else(|| NoteKind::parse(typed.get("kind")))
            .unwrap_or(NoteKind::Fact),
        source: quick.source.or_else(|| typed.text("source")),
        text: quick.text,
    });
    asked.wish_of(action, by::read_of(asked, Moment { said, typed_at }))
}

/// Returns when the line was typed, as the page says; a moment to come is taken for this one.
fn typed_at(asked: &Asked<'_>) -> Option<DateTime<Utc>> {
    let text = asked.typed.text("typed_at")?;
    let at = DateTime::parse_from_rfc3339(&text).ok()?;
    Some(at.with_timezone(&Utc).min(asked.now))
}
