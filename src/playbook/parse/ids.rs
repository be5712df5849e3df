//! Declares every id before anything is read, so that order in the file never matters for names.

use crate::diagnostic::{Code, Finding};
use crate::law::Register;
use crate::reader::{Table, Text};

use super::reading::Reading;

/// Words of the condition language, which cannot be names.
const WORDS: [&str; 5] = ["all", "any", "count", "in", "not"];

/// The sections whose ids are unique together, with what one of them is called.
const SECTIONS: [(&str, &str); 7] = [
    ("fact", "fact"),
    ("condition", "condition"),
    ("trigger", "trigger"),
    ("decision", "decision"),
    ("clock", "clock"),
    ("document", "document"),
    ("state", "state"),
];

/// Declares the ids of all sections and reports those that are taken already.
pub(super) fn declare(table: &Table, reading: &mut Reading<'_>) {
    let of = |section: &str| -> Vec<String> {
        table
            .named(section)
            .map(|(id, _)| id.text.clone())
            .collect()
    };
    reading.scope.documents = of("document");
    reading.roles = of("role");
    reading.scope.states = of("state");
    reading.triggers = of("trigger");
    let mut each = |id: Option<Text>, table: &Table| {
        if let (Some(id), Some(list)) = (id, table.text("for_each")) {
            reading.scope.each.insert(id.text, list.text);
        }
    };
    for section in ["decision", "document"] {
        for (id, one) in table.named(section) {
            each(Some(id.clone()), one);
        }
    }
    for (_, state) in table.named("state") {
        for task in state.tables("task") {
            each(task.text("id"), task);
        }
    }
    let mut declared: Vec<(Text, &str)> = Vec::new();
    for (section, what) in SECTIONS {
        declared.extend(table.named(section).map(|(id, _)| (id.clone(), what)));
    }
    for (_, state) in table.named("state") {
        declared.extend(
            state
                .tables("task")
                .filter_map(|task| Some((task.text("id")?, "task"))),
        );
    }
    declared.sort_by_key(|(id, _)| id.span.start);
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for (id, what) in &declared {
        if *what == "task" {
            reading.scope.tasks.push(id.text.clone());
        }
        if WORDS.contains(&id.text.as_str()) {
            let message = format!("`{}` is a word of conditions", id.text);
            let finding = Finding::at(Code::BadId, id.span.clone(), message);
            reading.push(finding.hint("take another id"));
        }
        if let Some(first) = of_register(&id.text, what, reading.law) {
            let message = format!(
                "`{}` is already the id of a {first} of the law register",
                id.text
            );
            let finding = Finding::at(Code::DuplicateId, id.span.clone(), message);
            reading.push(finding.hint(format!("give this {what} another id")));
        }
        match seen.iter().find(|(known, _)| *known == id.text) {
            Some((_, first)) => {
                let message = format!("`{}` is already the id of a {first}", id.text);
                let finding = Finding::at(Code::DuplicateId, id.span.clone(), message);
                reading.push(finding.hint(format!("give this {what} another id")));
            }
            None => seen.push((&id.text, what)),
        }
    }
}

/// Returns what in the law register has the name that a condition would take for this.
fn of_register(id: &str, what: &str, law: &Register) -> Option<&'static str> {
    if !matches!(what, "condition" | "decision" | "task") {
        return None;
    }
    let is_switch = law.switches.iter().any(|switch| switch.id == id);
    match law.fact(id) {
        Some(_) => Some("fact"),
        None => is_switch.then_some("switch"),
    }
}
