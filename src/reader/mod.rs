//! Reads a TOML text against a description of its format: one [`Shape`] drives the checks, the typed
//! reading and the JSON Schema.
//!
//! Never knows what a key means to a playbook, and never stops at the first finding.

mod check;
mod json;
mod shape;
mod shift;
mod syntax;
mod tree;

pub use json::json;
pub use shape::{Alphabet, Key, Shape, Takes, may, must};
pub use tree::{Data, Entry, Node, Table, Text};

use crate::diagnostic::{Code, Finding, Source, nearest};

/// The largest text that is read, in bytes: a hundred times what a person writes by hand.
pub const MAXIMUM_BYTES: usize = 1 << 20;

/// Reads a text; without a table nothing more can be said about it than the findings.
pub fn read(source: &Source, shape: &Shape) -> (Option<Table>, Vec<Finding>) {
    let (table, mut findings) = tree(source, 0);
    let table = table.filter(|table| check(table, shape, &mut findings));
    (table, findings)
}

/// Reads a text as a tree whose places count from a byte, without checking what it says.
pub fn tree(source: &Source, from: usize) -> (Option<Table>, Vec<Finding>) {
    if source.text.len() > MAXIMUM_BYTES {
        let finding = Finding::whole(
            Code::NotThisFormat,
            format!("the file has {} bytes", source.text.len()),
        );
        let hint = format!("at most {MAXIMUM_BYTES} bytes are read");
        return (None, vec![finding.hint(hint)]);
    }
    let (mut table, mut findings) = syntax::parse(source);
    shift::findings(&mut findings, from);
    if let Some(table) = &mut table {
        shift::table(table, from);
    }
    (table, findings)
}

/// Checks a tree against a shape; tells whether it is of this format at all.
pub fn check(table: &Table, shape: &Shape, findings: &mut Vec<Finding>) -> bool {
    if let Some(finding) = check::version(table, shape) {
        findings.push(finding);
        return false;
    }
    check::check(table, shape, findings);
    true
}

/// Returns what is possible instead of a word: the nearest one, or all when they are few.
pub fn possible<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if known.is_empty() || known.len() > 24 => None,
        None => Some(format!("possible are: {}", quoted(&known))),
    }
}

/// Returns the words in backticks, separated by commas.
pub fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// Returns the finding with a hint when there is one.
pub fn hinted(finding: Finding, hint: Option<String>) -> Finding {
    match hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// The kinds a field of a record can have by name.
const FIELD_KINDS: &[&str] = &[
    "bool", "date", "datetime", "duration", "integer", "money", "person", "place", "text",
];
