//! Adding to a tree: entries of a section, and items of the lists of a state.
//!
//! Never overwrites what stands there, but by [`put`].

use crate::diagnostic::Span;
use crate::reader::{Data, Entry, Node, Table, Text};

/// Returns the table under a key; an empty one is made when there is none.
pub(super) fn section<'a>(table: &'a mut Table, key: &str, span: &Span) -> Option<&'a mut Table> {
    if table.get(key).is_none() {
        let empty = Data::Table(Table {
            at: span.clone(),
            entries: Vec::new(),
        });
        put(table, key, node(empty, span));
    }
    find(table, key)
}

/// Returns the table under a key.
pub(super) fn find<'a>(table: &'a mut Table, key: &str) -> Option<&'a mut Table> {
    let entry = table.entries.iter_mut().find(|it| it.key.text == key)?;
    match &mut entry.value.data {
        Data::Table(inside) => Some(inside),
        _ => None,
    }
}

/// Adds the items of a list behind those of the list under a key.
pub(super) fn append(table: &mut Table, key: &str, added: &Node) {
    let Data::Array(items) = &added.data else {
        return;
    };
    let there = table.entries.iter_mut().find(|it| it.key.text == key);
    match there.map(|entry| &mut entry.value.data) {
        Some(Data::Array(present)) => present.extend(items.iter().cloned()),
        Some(_) => {}
        None => put(table, key, added.clone()),
    }
}

/// Puts a value under a key, in the place of the one there if there is one.
pub(super) fn put(table: &mut Table, key: &str, value: Node) {
    match table.entries.iter_mut().find(|it| it.key.text == key) {
        Some(entry) => entry.value = value,
        None => {
            let span = value.span.clone();
            let text = key.to_owned();
            let key = Text { span, text };
            table.entries.push(Entry { key, value });
        }
    }
}

/// Returns a value at a place.
pub(super) fn node(data: Data, span: &Span) -> Node {
    let span = span.clone();
    Node { data, span }
}
