//! JSON Schemas, for editors and for who fills in a facts file elsewhere.

use serde_json::{Map, Value, json};

use super::{Playbook, shape};
use crate::fact::{Field, Kind};
use crate::reader;

/// Returns the JSON Schema of a playbook file.
pub fn playbook_schema() -> Value {
    reader::json("draaiboek/1", &shape::PLAYBOOK)
}

/// Returns the JSON Schema of a municipality file.
pub fn municipality_schema() -> Value {
    reader::json("draaiboek-gemeente/1", &shape::MUNICIPALITY)
}

/// Returns the JSON Schema of an overlay: what a municipality adds to a playbook.
pub fn overlay_schema() -> Value {
    reader::json("draaiboek-overlay/1", &shape::OVERLAY)
}

/// Returns the JSON Schema of a fragment, in which a parameter can stand for any id or word.
pub fn fragment_schema() -> Value {
    let mut schema = reader::json("draaiboek-fragment/1", &shape::FRAGMENT);
    allow_parameters(&mut schema);
    schema
}

/// Lets what has to be an id, a duration or one of some words also hold a parameter.
fn allow_parameters(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(allow_parameters),
        Value::Object(map) => {
            let narrow = ["pattern", "enum"].iter().any(|key| map.contains_key(*key));
            if narrow {
                let strict = Value::Object(std::mem::take(map));
                let parameter = json!({ "type": "string", "pattern": "\\{[a-z][a-z0-9_]*\\}" });
                map.insert("anyOf".to_owned(), json!([strict, parameter]));
                return;
            }
            let inside = map.iter_mut().filter(|(key, _)| *key != "propertyNames");
            inside.for_each(|(_, value)| allow_parameters(value));
        }
        _ => {}
    }
}

/// Returns the JSON Schema of a file with facts of this playbook: each under its id, as a value or
/// as a table with its source and certainty.
pub fn facts_schema(playbook: &Playbook) -> Value {
    let properties: Map<String, Value> = playbook
        .facts()
        .iter()
        .map(|fact| {
            let value = value(&fact.kind);
            let schema = json!({
                "title": fact.label,
                "description": fact.question,
                "anyOf": [value, {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                        "value": value,
                        "source": { "type": "string", "description": "who or what says it" },
                        "certainty": { "enum": CERTAINTIES },
                    },
                    "required": ["value"],
                }],
            });
            (fact.id.clone(), schema)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": playbook.title(),
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

const CERTAINTIES: &[&str] = &[
    "onbevestigd",
    "waarschijnlijk",
    "bevestigd",
    "unconfirmed",
    "probable",
    "confirmed",
];

/// Returns what a value of the kind looks like; dates and amounts may also be texts as typed.
fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Bool => json!({ "anyOf": [{ "type": "boolean" }, { "enum": ["ja", "nee"] }] }),
        Kind::Choice(_) => json!({ "enum": ids(kind) }),
        Kind::Choices(_) => json!({
            "type": "array",
            "items": { "enum": ids(kind) },
            "uniqueItems": true,
        }),
        Kind::Integer => json!({ "type": ["integer", "string"] }),
        Kind::Money => json!({ "type": ["number", "string"], "minimum": 0 }),
        Kind::Records(fields) => json!({ "type": "array", "items": record(fields) }),
        Kind::Date | Kind::Datetime | Kind::Duration | Kind::Person | Kind::Place | Kind::Text => {
            json!({ "type": "string", "minLength": 1 })
        }
    }
}

fn record(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.id.clone(), value(&field.kind)))
        .collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn ids(kind: &Kind) -> Vec<&str> {
    kind.choices()
        .iter()
        .map(|choice| choice.id.as_str())
        .collect()
}
