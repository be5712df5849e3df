//! A decision: which option, and why.

use super::{Asked, Read};
use crate::engine::Action;
use crate::web::Wish;

/// Reads a decision.
pub fn read(asked: &Asked<'_>, decision: &str) -> Read<Wish> {
    let option = asked.needed("option", "Kies een van de mogelijkheden.");
    let reason = asked.needed("reason", "Schrijf op waarom; een besluit heeft een reden.");
    asked.wish(match (option, reason) {
        (Ok(option), Ok(reason)) => Ok(Action::Decide {
            decision: decision.to_owned(),
            option,
            reason,
        }),
        (option, reason) => {
            let mut wrong = option.err().unwrap_or_default();
            wrong.extend(reason.err().unwrap_or_default());
            Err(wrong)
        }
    })
}
