//! A decision: which option, and why.

use chrono::{DateTime, Utc};

use super::{Asked, Read};
use crate::engine::Action;
use crate::fact::time;
use crate::web::Wish;

/// Reads a decision.
pub fn read(asked: &Asked<'_>, decision: &str) -> Read<Wish> {
    let option = asked.needed("option", "Kies een van de mogelijkheden.");
    let reason = asked.needed("reason", "Schrijf op waarom; een besluit heeft een reden.");
    let review_at = asked.typed.text("review").map(|text| review(asked, &text));
    let review_at = review_at.transpose();
    asked.wish(match (option, reason, review_at) {
        (Ok(option), Ok(reason), Ok(review_at)) => Ok(Action::Decide {
            decision: decision.to_owned(),
            option,
            reason,
            review_at,
        }),
        (option, reason, review_at) => {
            let mut wrong = option.err().unwrap_or_default();
            wrong.extend(reason.err().unwrap_or_default());
            wrong.extend(review_at.err().unwrap_or_default());
            Err(wrong)
        }
    })
}

/// Reads the moment to look at it again.
fn review(asked: &Asked<'_>, text: &str) -> Read<DateTime<Utc>> {
    match time::read_coming(text, asked.now) {
        Some(at) if at > asked.now => Ok(at),
        _ => Err(vec![format!(
            "‘{text}’ is geen tijdstip om het opnieuw te bekijken. Schrijf 2u, of 23:30."
        )]),
    }
}
