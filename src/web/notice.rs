//! What a page says above everything else: what was saved, or why not.

use axum::http::StatusCode;

use super::Outcome;
use crate::view::Line;

/// What a page says above everything else.
#[derive(Debug)]
pub enum Notice {
    /// Somebody else was first.
    Changed(Vec<Line>),
    /// It is written down beside the log of the team.
    Kept,
    /// It is not for this person; who may, in words.
    NotYours(String),
    /// It is saved as this line of the log.
    Saved(u64),
    /// It cannot be, for these reasons.
    Wrong(Vec<String>),
    /// It was not saved.
    Unsaved(String),
}

impl Notice {
    /// Returns what to say about a wish that was not carried out; nothing when it was.
    pub fn of(outcome: Outcome) -> Result<u64, Notice> {
        match outcome {
            Outcome::Busy => Err(Notice::Unsaved(
                "Er komt te veel tegelijk binnen. Verstuur het opnieuw.".to_owned(),
            )),
            Outcome::Changed { since } => Err(Notice::Changed(since)),
            Outcome::Refused { why } => Err(Notice::Wrong(vec![why])),
            Outcome::Saved { seq } => Ok(seq),
            Outcome::Unsaved { why } => Err(Notice::Unsaved(why)),
        }
    }

    /// Returns the HTTP status that says the same.
    pub fn status(&self) -> StatusCode {
        match self {
            Notice::Changed(_) => StatusCode::CONFLICT,
            Notice::NotYours(_) => StatusCode::FORBIDDEN,
            Notice::Kept | Notice::Saved(_) => StatusCode::OK,
            Notice::Unsaved(_) => StatusCode::SERVICE_UNAVAILABLE,
            Notice::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
