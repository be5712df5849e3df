//! Gives the ids that a fragment declares a name of their own, and fills in its parameters.
//!
//! Never touches a name that the fragment does not declare: it belongs to the playbook or the law.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Finding};
use crate::reader::{Data, Node, Table, Text, hinted, possible};

/// The sections whose keys are ids.
pub(super) const SECTIONS: [&str; 7] = [
    "fact",
    "condition",
    "trigger",
    "decision",
    "clock",
    "document",
    "state",
];

/// The keys whose texts name what a fragment can declare.
const REFERENCES: [&str; 15] = [
    "ask",
    "candidates",
    "decide",
    "default",
    "draft",
    "ends",
    "fact",
    "for_each",
    "holds",
    "in",
    "initial",
    "on",
    "raise",
    "starts",
    "to",
];

/// The keys whose texts are conditions.
const CONDITIONS: [&str; 3] = ["all", "any", "when"];

/// The keys whose tables have references as keys.
const KEYS: [&str; 2] = ["ask_when", "with"];

/// The keys whose tables hold words of their own.
const WORDS: [&str; 2] = ["labels", "records"];

/// Returns the ids that a fragment declares.
pub(super) fn declared(table: &Table) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for section in SECTIONS {
        ids.extend(table.named(section).map(|(id, _)| id.text.clone()));
    }
    let states = table.named("state").map(|(_, state)| state);
    for holder in states.chain([table]) {
        ids.extend(holder.tables("task").map(|task| task.string("id")));
    }
    ids
}

/// Puts a name before every id that is declared, where it is declared and where it is used.
pub(super) fn prefix(table: &mut Table, name: &str, declared: &BTreeSet<String>) {
    for entry in &mut table.entries {
        if let Data::Table(inside) = &mut entry.value.data
            && SECTIONS.contains(&entry.key.text.as_str())
        {
            for entry in &mut inside.entries {
                entry.key.text = format!("{name}_{}", entry.key.text);
                if let Data::Table(one) = &mut entry.value.data {
                    walk(one, name, declared, false);
                }
            }
        }
    }
    walk(table, name, declared, false);
}

fn walk(table: &mut Table, name: &str, declared: &BTreeSet<String>, task: bool) {
    for entry in &mut table.entries {
        let key = entry.key.text.as_str();
        let is_section = SECTIONS.contains(&key) && matches!(entry.value.data, Data::Table(_));
        if WORDS.contains(&key) || is_section {
            continue;
        }
        let own = |text: &str| match declared.contains(text) {
            true => format!("{name}_{text}"),
            false => text.to_owned(),
        };
        if let (true, Data::Table(inside)) = (KEYS.contains(&key), &mut entry.value.data) {
            for one in &mut inside.entries {
                one.key.text = own(&one.key.text);
                if key == "ask_when" {
                    texts(&mut one.value, &|line| condition(line, &own));
                }
            }
        } else if REFERENCES.contains(&key) || (task && key == "id") {
            texts(&mut entry.value, &own);
        } else if CONDITIONS.contains(&key) {
            texts(&mut entry.value, &|line| condition(line, &own));
        } else {
            match &mut entry.value.data {
                Data::Table(inside) => walk(inside, name, declared, false),
                Data::Array(items) => {
                    for inside in items.iter_mut().filter_map(table_of) {
                        walk(inside, name, declared, key == "task");
                    }
                }
                _ => {}
            }
        }
    }
}

fn table_of(node: &mut Node) -> Option<&mut Table> {
    match &mut node.data {
        Data::Table(table) => Some(table),
        _ => None,
    }
}

fn texts(node: &mut Node, change: &dyn Fn(&str) -> String) {
    match &mut node.data {
        Data::Text(text) => *text = change(text),
        Data::Array(items) => items.iter_mut().for_each(|item| texts(item, change)),
        _ => {}
    }
}

/// Renames the subject of a condition; answers behind it belong to the subject.
fn condition(line: &str, own: &dyn Fn(&str) -> String) -> String {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let blank = rest.len() - rest.trim_start().len();
        let word = rest.trim_start();
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let end = word.find(|c| !is_name(c)).unwrap_or(word.len());
        let (start, end) = (at + blank, at + blank + end);
        match &line[start..end] {
            "all" | "any" | "count" | "in" | "not" if end < line.len() => at = end,
            subject => return format!("{}{}{}", &line[..start], own(subject), &line[end..]),
        }
    }
}

/// Fills in the parameters in every text; a name in braces that is no parameter is a finding.
pub(super) fn fill(
    table: &mut Table,
    values: &BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) {
    for entry in &mut table.entries {
        fill_in(&mut entry.value, values, findings);
    }
}

fn fill_in(node: &mut Node, values: &BTreeMap<String, String>, findings: &mut Vec<Finding>) {
    match &mut node.data {
        Data::Array(items) => {
            for item in items {
                fill_in(item, values, findings);
            }
        }
        Data::Table(table) => fill(table, values, findings),
        Data::Text(text) => {
            let span = node.span.clone();
            let written = std::mem::take(text);
            *text = filled(
                &Text {
                    span,
                    text: written,
                },
                values,
                findings,
            );
        }
        _ => {}
    }
}

fn filled(text: &Text, values: &BTreeMap<String, String>, findings: &mut Vec<Finding>) -> String {
    let mut out = String::new();
    let mut rest = text.text.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        match values.get(name) {
            Some(value) => out.push_str(value),
            None => {
                let message = format!("`{{{name}}}` is not a parameter");
                let finding = Finding::at(Code::UnknownReference, text.span.clone(), message);
                let known = values.keys().map(String::as_str);
                findings.push(hinted(finding, possible(name, known)));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
