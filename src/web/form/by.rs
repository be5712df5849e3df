//! Who decided or said it, how it came in, and when it happened.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Asked, Read};
use crate::engine::{By, How, Who};
use crate::fact::{dutch, time};

/// After how long a line of the log says why it is late.
const LATE_MINUTES: i64 = 5;

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
    let happened_at = typed.text("happened").and_then(|text| {
        let at = time::read_past(&text, asked.now);
        if at.is_none() {
            wrong.push(format!(
                "‘{text}’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30."
            ));
        }
        at
    });
    let late_reason = typed.text("late");
    if let Some(at) = happened_at
        && late_reason.is_none()
        && asked.now - at > TimeDelta::minutes(LATE_MINUTES)
    {
        wrong.push(format!(
            "Het gebeurde om {}. Schrijf erbij waarom het later wordt vastgelegd.",
            dutch::clock(at)
        ));
    }
    match wrong.is_empty() {
        true => Ok(Said {
            by: By {
                decided,
                how: how(typed.get("how")),
                recorded,
            },
            happened_at,
            late_reason,
        }),
        false => Err(wrong),
    }
}

fn how(text: &str) -> How {
    match text {
        "paper" => How::Paper,
        "phone" => How::Phone,
        _ => How::Room,
    }
}
