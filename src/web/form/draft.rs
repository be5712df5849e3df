//! A concept to make and record.

use super::{Asked, Read, by};
use crate::web::DraftWish;

/// Reads who wants a concept of a document.
pub fn read(asked: &Asked<'_>, document: &str) -> Read<DraftWish> {
    let said = by::read(asked)?;
    if said.happened_at.is_some() {
        let wrong =
            "Een concept ontstaat op het moment dat het wordt gemaakt; laat het tijdstip leeg.";
        return Err(vec![wrong.to_owned()]);
    }
    Ok(DraftWish {
        by: said.by,
        document: document.to_owned(),
        id: asked.typed.id(),
    })
}
