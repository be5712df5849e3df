//! JSON Schema (draft 2020-12) from a shape, for editors that complete and check while one writes.

use serde_json::{Map, Value, json as value};

use super::{Alphabet, FIELD_KINDS, Shape, Takes};

/// Returns the JSON Schema of a file.
pub fn json(title: &str, shape: &Shape) -> Value {
    let mut schema = table(shape);
    if let Value::Object(map) = &mut schema {
        map.insert(
            "$schema".to_owned(),
            value!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("title".to_owned(), value!(title));
    }
    schema
}

fn table(shape: &Shape) -> Value {
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|key| {
            let mut schema = takes(&key.takes);
            if let Value::Object(map) = &mut schema {
                map.insert("description".to_owned(), value!(key.doc));
                if key.required && matches!(key.takes, Takes::Text) {
                    map.insert("minLength".to_owned(), value!(1));
                }
            }
            (key.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = shape
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = value!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
    });
    let mut rules: Vec<Value> = shape
        .at_most_one
        .iter()
        .flat_map(|group| pairs(group))
        .collect();
    if !shape.one_of.is_empty() {
        let one: Vec<Value> = shape
            .one_of
            .iter()
            .map(|key| value!({ "required": [key] }))
            .collect();
        rules.push(value!({ "oneOf": one }));
    }
    if let (Value::Object(map), false) = (&mut schema, rules.is_empty()) {
        map.insert("allOf".to_owned(), Value::Array(rules));
    }
    schema
}

/// Returns for every two keys the rule that they are not both there, unless one says `false`.
fn pairs(group: &[&str]) -> Vec<Value> {
    let counts = |key: &str| value!({ "required": [key], "properties": { key: { "not": { "const": false } } } });
    let mut rules = Vec::new();
    for (index, first) in group.iter().enumerate() {
        for second in &group[index + 1..] {
            rules.push(value!({ "not": { "allOf": [counts(first), counts(second)] } }));
        }
    }
    rules
}

fn takes(takes: &Takes) -> Value {
    match takes {
        Takes::Any => value!({}),
        Takes::Bool => value!({ "type": "boolean" }),
        Takes::Conditions => value!({ "type": "array", "items": { "type": "string" } }),
        // A TOML date reaches a schema checker as text.
        Takes::Date => value!({ "type": "string", "format": "date" }),
        Takes::ConditionsOf(alphabet) => value!({
            "type": "object",
            "propertyNames": { "pattern": alphabet.pattern() },
            "additionalProperties": { "type": "array", "items": { "type": "string" } },
        }),
        Takes::Duration => value!({ "type": "string", "pattern": "^\\s*([0-9]+\\s*[a-z]+\\s*)+$" }),
        Takes::Fields => value!({
            "type": "object",
            "propertyNames": { "pattern": Alphabet::Underscore.pattern() },
            "additionalProperties": { "anyOf": [{ "enum": FIELD_KINDS }, ids(Alphabet::Underscore)] },
        }),
        Takes::Id(alphabet) => id(*alphabet),
        Takes::IdOrIds(alphabet) => value!({ "anyOf": [id(*alphabet), ids(*alphabet)] }),
        Takes::Ids(alphabet) => ids(*alphabet),
        Takes::Integer => value!({ "type": "integer", "minimum": 0 }),
        Takes::Labels => value!({
            "type": "object",
            "additionalProperties": { "type": "string", "minLength": 1 },
        }),
        Takes::Named(alphabet, shape) => value!({
            "type": "object",
            "propertyNames": { "pattern": alphabet.pattern() },
            "additionalProperties": table(shape),
        }),
        Takes::Table(shape) => table(shape),
        Takes::Tables(shape) => value!({ "type": "array", "items": table(shape) }),
        Takes::Text => value!({ "type": "string" }),
        Takes::Texts => value!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        Takes::Version(version) => value!({ "const": version }),
        Takes::Word(words) => value!({ "enum": words }),
    }
}

fn id(alphabet: Alphabet) -> Value {
    value!({ "type": "string", "pattern": alphabet.pattern() })
}

fn ids(alphabet: Alphabet) -> Value {
    value!({ "type": "array", "items": id(alphabet) })
}
