//! Facts with their kinds.

use crate::diagnostic::{Code, Finding};
use crate::fact::{Choice, Field, Kind};
use crate::playbook::Fact;
use crate::playbook::names::spaced;
use crate::reader::{Data, Table, Text, hinted, possible};

use super::reading::Reading;

/// Reads the facts and declares their kinds.
pub(super) fn facts(table: &Table, reading: &mut Reading<'_>) -> Vec<Fact> {
    let facts: Vec<Fact> = table
        .named("fact")
        .map(|(id, table)| fact(id, table, reading))
        .collect();
    reading.scope.facts = facts
        .iter()
        .map(|fact| (fact.id.clone(), fact.kind.clone()))
        .collect();
    facts
}

/// Returns a fact; one without a readable kind counts as text, so that its name stays known.
fn fact(id: &Text, table: &Table, reading: &mut Reading<'_>) -> Fact {
    let kind = kind(table, reading).unwrap_or_else(|| {
        reading.unclear.push(id.text.clone());
        Kind::Text
    });
    check_labels(table, &kind, reading);
    if let Some(unit) = table.text("unit")
        && kind != Kind::Integer
    {
        let message = format!("`{}` has type `{}` and takes no unit", id.text, kind.name());
        reading.wrong(
            &unit.span,
            message,
            "only `type = \"integer\"` takes a `unit`",
        );
    }
    Fact {
        asked_of: reading.role_under(table, "asked_of"),
        id: id.text.clone(),
        kind,
        label: label(table, &id.text),
        law: reading.law_under(table, "law"),
        marker: table.is("marker"),
        question: table.string("question"),
        unit: table.text("unit").map(|unit| unit.text),
        why: table.string("why"),
    }
}

fn kind(table: &Table, reading: &mut Reading<'_>) -> Option<Kind> {
    for key in ["choice", "choices"] {
        if let Some(node) = table.get(key) {
            let Data::Array(_) = node.data else {
                return None;
            };
            let ids = table.texts(key);
            if ids.is_empty() {
                let message = format!("`{key}` has no answers");
                reading.wrong(&node.span, message, "write at least one answer");
            }
            let choices = choices(&ids, table, reading);
            return Some(match key {
                "choice" => Kind::Choice(choices),
                _ => Kind::Choices(choices),
            });
        }
    }
    if let Some(fields) = table.table("records") {
        if fields.entries.is_empty() {
            let message = "a record has no fields".to_owned();
            reading.wrong(&fields.at, message, "write such as { naam = \"person\" }");
        }
        let fields = fields.entries.iter().map(|entry| Field {
            id: entry.key.text.clone(),
            kind: match &entry.value.data {
                Data::Text(name) => simple(name).unwrap_or(Kind::Text),
                _ => {
                    let record = table.table("records");
                    let ids = record.map_or_else(Vec::new, |it| it.texts(&entry.key.text));
                    Kind::Choice(choices(&ids, table, reading))
                }
            },
            label: option_label(table, &entry.key.text),
        });
        return Some(Kind::Records(fields.collect()));
    }
    simple(&table.text("type")?.text)
}

fn simple(name: &str) -> Option<Kind> {
    Some(match name {
        "bool" => Kind::Bool,
        "date" => Kind::Date,
        "datetime" => Kind::Datetime,
        "duration" => Kind::Duration,
        "integer" => Kind::Integer,
        "money" => Kind::Money,
        "person" => Kind::Person,
        "place" => Kind::Place,
        "text" => Kind::Text,
        _ => return None,
    })
}

fn choices(ids: &[Text], table: &Table, reading: &mut Reading<'_>) -> Vec<Choice> {
    for (index, id) in ids.iter().enumerate() {
        if id.text == "onbekend" {
            let message = "`onbekend` is not an answer to choose".to_owned();
            let hint = "leave it out: every question can already be answered onbekend";
            reading.wrong(&id.span, message, hint);
        }
        if ids[..index].iter().any(|earlier| earlier.text == id.text) {
            let message = format!("`{}` is an answer twice", id.text);
            reading.push(Finding::at(Code::DuplicateId, id.span.clone(), message));
        }
    }
    ids.iter()
        .map(|id| Choice {
            id: id.text.clone(),
            label: option_label(table, &id.text),
        })
        .collect()
}

/// Reports labels for what is neither an answer nor a field.
fn check_labels(table: &Table, kind: &Kind, reading: &mut Reading<'_>) {
    let Some(labels) = table.table("labels") else {
        return;
    };
    let mut known: Vec<&str> = kind
        .choices()
        .iter()
        .map(|choice| choice.id.as_str())
        .collect();
    if let Kind::Records(fields) = kind {
        for field in fields {
            known.push(&field.id);
            known.extend(field.kind.choices().iter().map(|choice| choice.id.as_str()));
        }
    }
    for entry in &labels.entries {
        let id = entry.key.text.as_str();
        if !known.contains(&id) {
            let message = format!("`{id}` is not an answer or a field of this fact");
            let finding = Finding::at(Code::UnknownReference, entry.key.span.clone(), message);
            reading.push(hinted(finding, possible(id, known.iter().copied())));
        }
    }
}

fn option_label(table: &Table, id: &str) -> String {
    let label = table.table("labels").and_then(|labels| labels.text(id));
    label.map_or_else(|| spaced(id), |label| label.text)
}

fn label(table: &Table, id: &str) -> String {
    table
        .text("label")
        .map_or_else(|| spaced(id), |label| label.text)
}
