//! Who decided or said it, how it came in, and when it happened.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Asked, Read};
use crate::engine::{By, How, Who};
use crate::fact::{dutch, time};

/// After how long a line of the log says why it is late.
pub const LATE_MINUTES: i64 = 5;
/// After how long what was typed is recorded as of then, and not as of when it came in.
const WAITED_SECONDS: i64 = 60;
/// Why a line comes late that waited in the page for the connection.
const WAITED: &str = "verbinding weg";

/// When something happened, as far as that is said elsewhere than in the fields for it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moment {
    /// The time that stands in the line itself.
    pub said: Option<DateTime<Utc>>,
    /// When it was typed, in the time of the situation; it may have waited for the connection.
    pub typed_at: Option<DateTime<Utc>>,
}

/// Who, how and when.
pub struct Said {
    /// Who decided or said it, who records it, and how it came in.
    pub by: By,
    /// When it happened, if that is not now.
    pub happened_at: Option<DateTime<Utc>>,
    /// Why it is recorded late.
    pub late_reason: Option<String>,
}

/// Reads who, how and when.
pub fn read(asked: &Asked<'_>) -> Read<Said> {
    read_of(asked, Moment::default())
}

/// Reads who and how, and when, with what is said about that elsewhere.
///
/// A moment is read against when it was typed, so that what is sent again later reads the same.
pub fn read_of(asked: &Asked<'_>, moment: Moment) -> Read<Said> {
    let typed = asked.typed;
    let recorded = asked.who.clone();
    let role = typed.text("said_role").unwrap_or(recorded.role.clone());
    let own_name = || recorded.name.clone().filter(|_| role == recorded.role);
    let decided = Who {
        name: typed.text("said_name").or_else(own_name),
        role,
    };
    let mut wrong = Vec::new();
    if asked.playbook().role(&decided.role).is_none() {
        wrong.push("Kies een rol uit de lijst bij ‘Besloten of gezegd door’.".to_owned());
    }
    let then = moment.typed_at.unwrap_or(asked.now);
    let mut happened_at = typed.text("happened").and_then(|text| {
        let at = time::read_past(&text, then);
        if at.is_none() {
            wrong.push(format!(
                "‘{text}’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30."
            ));
        }
        at
    });
    if happened_at.is_some() && moment.said.is_some() {
        wrong.push("Er staan twee tijden: in de regel en bij ‘Wanneer gebeurd’.".to_owned());
    }
    happened_at = happened_at.or(moment.said);
    let chosen = typed.text("late_choice");
    let mut how = how(typed.get("how"));
    if chosen.as_deref() == Some(FROM_PAPER) {
        how = How::Paper;
    }
    let mut late_reason = typed
        .text("late")
        .or_else(|| typed.text("late_words"))
        .or(chosen);
    if let Some(at) = happened_at
        && late_reason.is_none()
        && is_late(at, then)
    {
        wrong.push(format!(
            "Het gebeurde om {}. Schrijf erbij waarom het later wordt vastgelegd.",
            dutch::clock(at)
        ));
    }
    if asked.now - then > TimeDelta::seconds(WAITED_SECONDS) {
        happened_at = happened_at.or(Some(then));
        late_reason = late_reason.or_else(|| Some(WAITED.to_owned()));
    }
    match wrong.is_empty() {
        true => Ok(Said {
            by: By {
                decided,
                how,
                recorded,
            },
            happened_at,
            late_reason,
        }),
        false => Err(wrong),
    }
}

/// Why a line comes late that stood on paper; it says how it came in as well.
pub const FROM_PAPER: &str = "van papier";

/// Tells whether what happened at a moment is late when it is recorded at another.
pub fn is_late(at: DateTime<Utc>, recorded: DateTime<Utc>) -> bool {
    recorded - at > TimeDelta::minutes(LATE_MINUTES)
}

fn how(text: &str) -> How {
    match text {
        "paper" => How::Paper,
        "phone" => How::Phone,
        _ => How::Room,
    }
}
