//! What is looked for in the log, from behind the address of the page.

use chrono::{DateTime, TimeDelta, Utc};

use crate::fact::time;
use crate::view::Search;
use crate::web::typed::Typed;

/// Reads what is looked for, and what of it is no moment.
pub fn read(typed: &Typed, now: DateTime<Utc>) -> (Search, Vec<String>) {
    let mut wrong = Vec::new();
    let mut moment = |field: &str| {
        let text = typed.text(field)?;
        let at = time::read_past(&text, now);
        if at.is_none() {
            wrong.push(format!(
                "‘{text}’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30."
            ));
        }
        at
    };
    let from = moment("van");
    // To the end of that minute.
    let until = moment("tot").map(|at| at + TimeDelta::seconds(59));
    let kind = match typed.has("besluiten", "1") {
        true => Some("besluit".to_owned()),
        false => typed.text("soort"),
    };
    let search = Search {
        changed: typed.has("verbeterd", "1"),
        from,
        kind,
        person: typed.text("wie"),
        role: typed.text("rol"),
        until,
        words: typed.text("zoek"),
    };
    (search, wrong)
}
