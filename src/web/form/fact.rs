//! An answer to a question, or that nobody knows it.

use std::collections::BTreeMap;

use super::{Asked, Read};
use crate::engine::Action;
use crate::fact::{Certainty, Field, Kind, Record, Value, time};
use crate::playbook::Fact;
use crate::web::Wish;

/// Reads an answer.
pub fn read(asked: &Asked<'_>, fact: &Fact) -> Read<Wish> {
    let typed = asked.typed;
    let is_unknown = typed.has("act", "unknown");
    let value = match is_unknown {
        true => Ok(None),
        false => value(asked, fact).map(Some),
    };
    let ask_again = match typed.text("ask_again").filter(|_| is_unknown) {
        None => Ok(None),
        Some(text) => when(asked, &text).map(Some),
    };
    asked.wish(match (value, ask_again) {
        (Ok(value), Ok(ask_again)) => Ok(Action::Record {
            ask_again,
            certainty: Certainty::parse(typed.get("certainty")).unwrap_or_default(),
            fact: fact.id.clone(),
            ground: typed.text("ground").filter(|_| fact.marker),
            source: typed.text("source"),
            value,
        }),
        (value, ask_again) => {
            let mut wrong = value.err().unwrap_or_default();
            wrong.extend(ask_again.err().unwrap_or_default());
            Err(wrong)
        }
    })
}

fn value(asked: &Asked<'_>, fact: &Fact) -> Read<Value> {
    let typed = asked.typed;
    match &fact.kind {
        Kind::Records(fields) => match typed.has("act", "none") {
            true => Ok(Value::Records(Vec::new())),
            false => more(asked, &fact.id, fields),
        },
        Kind::Choices(_) if typed.has("value", "geen") && typed.all("value").len() > 1 => {
            Err(vec!["Kies ‘geen van deze’, of wat er wel is.".to_owned()])
        }
        kind @ Kind::Choices(_) => one(asked, kind, &typed.all("value").join(",")),
        kind => one(asked, kind, typed.get("value")),
    }
}

fn one(asked: &Asked<'_>, kind: &Kind, text: &str) -> Read<Value> {
    let read = kind.read(text, asked.now);
    read.map_err(|unreadable| {
        vec![match kind {
            Kind::Choice(_) | Kind::Choices(_) | Kind::Bool => "Kies een antwoord.".to_owned(),
            _ => unreadable.dutch(),
        }]
    })
}

/// Returns the records that are there with one more behind them.
fn more(asked: &Asked<'_>, fact: &str, fields: &[Field]) -> Read<Value> {
    let mut record: Record = BTreeMap::new();
    let mut wrong = Vec::new();
    for field in fields {
        let Some(text) = asked.typed.text(&format!("field_{}", field.id)) else {
            continue;
        };
        match field.kind.read(&text, asked.now) {
            Ok(value) => {
                record.insert(field.id.clone(), value);
            }
            Err(unreadable) => wrong.push(format!("{}: {}", field.label, unreadable.dutch())),
        }
    }
    if record.is_empty() && wrong.is_empty() {
        wrong.push("Vul in elk geval één vak in.".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let state = asked.snapshot.incident.situation().facts.get(fact);
    let mut all = match state.and_then(|state| state.value()) {
        Some(Value::Records(known)) => known.clone(),
        _ => Vec::new(),
    };
    all.push(record);
    Ok(Value::Records(all))
}

/// Reads a moment to ask again.
fn when(asked: &Asked<'_>, text: &str) -> Read<chrono::DateTime<chrono::Utc>> {
    time::read_coming(text, asked.now).ok_or_else(|| {
        vec![format!(
            "‘{text}’ is geen tijdstip om het opnieuw te vragen. Schrijf 30m, of 21:15."
        )]
    })
}
