//! Finds law that was typed by hand in the texts of a playbook or of the register, which the team reads.
//!
//! Never says which source was meant, and never looks at what is no text: ids, conditions, dates.

use super::citations;
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::reader::{Data, Node, Shape, Table, Takes};

/// Returns every reference to law in the texts of a file, besides those in a section that cites by nature.
pub fn typed_law(source: &Source, table: &Table, shape: &Shape, cites: &[&str]) -> Vec<Finding> {
    let mut texts = Vec::new();
    for entry in &table.entries {
        if let Some(key) = shape.key(&entry.key.text)
            && !cites.contains(&key.name)
        {
            collect(&entry.value, &key.takes, &mut texts);
        }
    }
    texts
        .into_iter()
        .flat_map(|(span, text)| findings(source, span, text))
        .collect()
}

/// Gathers what is a text according to the shape; what has another form is a finding of its own elsewhere.
fn collect<'a>(node: &'a Node, takes: &Takes, texts: &mut Vec<(&'a Span, &'a str)>) {
    match (takes, &node.data) {
        (Takes::Text, Data::Text(text)) => texts.push((&node.span, text)),
        (Takes::Labels, Data::Table(table)) => {
            for entry in &table.entries {
                collect(&entry.value, &Takes::Text, texts);
            }
        }
        (Takes::Table(shape), Data::Table(table)) => {
            for entry in &table.entries {
                if let Some(key) = shape.key(&entry.key.text) {
                    collect(&entry.value, &key.takes, texts);
                }
            }
        }
        (Takes::Tables(shape), Data::Array(items)) => {
            for item in items {
                collect(item, &Takes::Table(shape), texts);
            }
        }
        (Takes::Named(_, shape), Data::Table(table)) => {
            for entry in &table.entries {
                collect(&entry.value, &Takes::Table(shape), texts);
            }
        }
        _ => {}
    }
}

fn findings(source: &Source, span: &Span, text: &str) -> Vec<Finding> {
    let written = source.text.get(span.clone()).unwrap_or_default();
    let mut read = 0;
    citations(text)
        .into_iter()
        .map(|found| {
            let found = &text[found];
            // Where it is written with escapes, the whole text is its place.
            let place = match written[read..].find(found) {
                Some(at) => {
                    let start = read + at;
                    read = start + found.len();
                    span.start + start..span.start + read
                }
                None => span.clone(),
            };
            let shown = found.split_whitespace().collect::<Vec<_>>().join(" ");
            Finding::at(Code::TypedLaw, place, format!("`{shown}` is typed by hand"))
                .hint("say it in words, and name the source in `law = [...]`")
        })
        .collect()
}
