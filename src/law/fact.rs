//! The facts that requirements ask about, with the reading of their kinds; a playbook declares its
//! own in the same words.
//!
//! Never holds an answer.

use serde::Serialize;

use crate::diagnostic::{Code, Finding, Span};
use crate::fact::{Choice, Field, Kind};
use crate::reader::{Data, Table, Text, hinted, possible};

/// A question the team can answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The role that is asked.
    pub asked_of: Option<String>,
    /// The class by which it is redacted; by its kind when absent.
    pub class: Option<String>,
    /// The id.
    pub id: String,
    /// What kind of value it has.
    pub kind: Kind,
    /// A short name.
    pub label: String,
    /// Sources of law it matters for.
    pub law: Vec<String>,
    /// Police data: only its existence may be recorded unless a ground is recorded.
    pub marker: bool,
    /// The question.
    pub question: String,
    /// The unit of a number.
    pub unit: Option<String>,
    /// Why it is asked.
    pub why: String,
}

/// Returns the fact under an id, and whether its kind could be read; one without a readable kind
/// counts as text, so that its name stays known.
pub fn read_fact(id: &Text, table: &Table, findings: &mut Vec<Finding>) -> (Fact, bool) {
    let kind = kind(table, findings);
    let is_clear = kind.is_some();
    let kind = kind.unwrap_or(Kind::Text);
    check_labels(table, &kind, findings);
    if let Some(unit) = table.text("unit")
        && kind != Kind::Integer
    {
        let message = format!("`{}` has type `{}` and takes no unit", id.text, kind.name());
        let hint = "only `type = \"integer\"` takes a `unit`";
        findings.push(wrong(&unit.span, message, hint));
    }
    let fact = Fact {
        asked_of: table.text("asked_of").map(|role| role.text),
        class: table.text("class").map(|class| class.text),
        id: id.text.clone(),
        kind,
        label: table
            .text("label")
            .map_or_else(|| spaced(&id.text), |label| label.text),
        law: table.strings("law"),
        marker: table.is("marker"),
        question: table.string("question"),
        unit: table.text("unit").map(|unit| unit.text),
        why: table.string("why"),
    };
    (fact, is_clear)
}

fn kind(table: &Table, findings: &mut Vec<Finding>) -> Option<Kind> {
    for key in ["choice", "choices"] {
        if let Some(node) = table.get(key) {
            let Data::Array(_) = node.data else {
                return None;
            };
            let ids = table.texts(key);
            if ids.is_empty() {
                let message = format!("`{key}` has no answers");
                findings.push(wrong(&node.span, message, "write at least one answer"));
            }
            let choices = choices(&ids, table, findings);
            return Some(match key {
                "choice" => Kind::Choice(choices),
                _ => Kind::Choices(choices),
            });
        }
    }
    if let Some(fields) = table.table("records") {
        if fields.entries.is_empty() {
            let message = "a record has no fields".to_owned();
            let hint = "write such as { naam = \"person\" }";
            findings.push(wrong(&fields.at, message, hint));
        }
        let fields = fields.entries.iter().map(|entry| Field {
            id: entry.key.text.clone(),
            kind: match &entry.value.data {
                Data::Text(name) => simple(name).unwrap_or(Kind::Text),
                _ => {
                    let record = table.table("records");
                    let ids = record.map_or_else(Vec::new, |it| it.texts(&entry.key.text));
                    Kind::Choice(choices(&ids, table, findings))
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

fn choices(ids: &[Text], table: &Table, findings: &mut Vec<Finding>) -> Vec<Choice> {
    for (index, id) in ids.iter().enumerate() {
        if id.text == "onbekend" {
            let message = "`onbekend` is not an answer to choose".to_owned();
            let hint = "leave it out: every question can already be answered onbekend";
            findings.push(wrong(&id.span, message, hint));
        }
        if ids[..index].iter().any(|earlier| earlier.text == id.text) {
            let message = format!("`{}` is an answer twice", id.text);
            findings.push(Finding::at(Code::DuplicateId, id.span.clone(), message));
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
fn check_labels(table: &Table, kind: &Kind, findings: &mut Vec<Finding>) {
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
            findings.push(hinted(finding, possible(id, known.iter().copied())));
        }
    }
}

fn option_label(table: &Table, id: &str) -> String {
    let label = table.table("labels").and_then(|labels| labels.text(id));
    label.map_or_else(|| spaced(id), |label| label.text)
}

/// Returns an id as words.
pub fn spaced(id: &str) -> String {
    id.replace('_', " ")
}

fn wrong(span: &Span, message: String, hint: &str) -> Finding {
    Finding::at(Code::WrongValue, span.clone(), message).hint(hint)
}
