//! From text to tree, with every syntax error in words a person can act on.

use toml::de::DeTable;

use super::tree::{self, Table};
use crate::diagnostic::{Code, Finding, Source, Span};

/// Returns the tree, unless the text is not TOML; one finding per line, because an error in a line
/// makes more of them there. A key written twice is found, and the tree still stands.
pub(super) fn parse(source: &Source) -> (Option<Table>, Vec<Finding>) {
    let (parsed, errors) = DeTable::parse_recoverable(&source.text);
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    let mut stands = true;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let (line, _) = source.place(span.start);
        if !lines.contains(&line) {
            lines.push(line);
            let finding = finding(source, error.message(), span);
            stands &= finding.code == Code::DuplicateId;
            findings.push(finding);
        }
    }
    let table = stands.then(|| tree::table(parsed.get_ref(), 0..0));
    (table, findings)
}

fn finding(source: &Source, message: &str, span: Span) -> Finding {
    let (line, _) = source.place(span.start);
    if message == "duplicate key" {
        let key = source.text.get(span.clone()).unwrap_or_default();
        return Finding::at(
            Code::DuplicateId,
            span,
            format!("`{key}` stands here twice"),
        )
        .hint("keep one of them, or give one another id");
    }
    let finding = Finding::at(
        Code::Syntax,
        span,
        message.replace(", expected", "; expected"),
    );
    let line = source.text.lines().nth(line - 1).unwrap_or_default();
    if line.contains(['“', '”', '„', '‘', '’']) {
        finding
            .hint("write straight quotes: \" and not “ ”; a word processor changes them by itself")
    } else if message.starts_with("string values must be quoted") {
        finding.hint("put a text between straight quotes, such as \"Melding\"")
    } else {
        finding
    }
}
