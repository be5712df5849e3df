//! Moves the places of a tree, for a text that stands behind another one.
//!
//! Never touches what the tree says.

use super::{Data, Node, Table, Text};
use crate::diagnostic::{Finding, Span};

/// Moves every place in a table so many bytes on.
pub(super) fn table(table: &mut Table, by: usize) {
    span(&mut table.at, by);
    for entry in &mut table.entries {
        text(&mut entry.key, by);
        node(&mut entry.value, by);
    }
}

/// Moves the places of findings.
pub(super) fn findings(findings: &mut [Finding], by: usize) {
    for found in findings.iter_mut().filter_map(|found| found.span.as_mut()) {
        span(found, by);
    }
}

fn node(node: &mut Node, by: usize) {
    span(&mut node.span, by);
    match &mut node.data {
        Data::Array(items) => items.iter_mut().for_each(|item| self::node(item, by)),
        Data::Table(inside) => table(inside, by),
        Data::Bool(_) | Data::Date(_) | Data::Integer(_) | Data::Other(_) | Data::Text(_) => {}
    }
}

fn text(text: &mut Text, by: usize) {
    span(&mut text.span, by);
}

fn span(span: &mut Span, by: usize) {
    *span = span.start + by..span.end + by;
}
