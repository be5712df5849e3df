//! Leaves names out of a report: what stood in a field for a name, wherever it stands.
//!
//! It cannot know a name that somebody typed only in a sentence, and the report says so.

use super::Occasion;
use crate::document::blocks::paragraph;
use crate::document::{Block, Document, Inline};
use crate::exercise::Evaluation;

/// What stands in the place of a name.
const NAME: &str = "[naam]";

/// The least letters of a name that is looked for in sentences.
const LEAST: usize = 3;

/// Returns what an observer is called instead.
pub(super) fn observer(at: usize) -> String {
    format!("Observator {}", at + 1)
}

/// Takes names out of a report.
pub(super) fn names(document: &mut Document, evaluation: &Evaluation, occasion: &Occasion<'_>) {
    let mut instead: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, other: String| {
        let name = name.trim();
        let is_known = instead.iter().any(|(known, _)| known == name);
        if name.chars().count() >= LEAST && !is_known {
            instead.push((name.to_owned(), other));
        }
    };
    for (at, name) in evaluation.observers.iter().enumerate() {
        add(name, observer(at));
    }
    for entry in occasion.log.entries() {
        add(entry.by(), NAME.to_owned());
    }
    for entry in occasion.incident.log() {
        let Some(content) = &entry.content else {
            continue;
        };
        for name in [&content.decided_by, &content.person, &content.recorded_by] {
            add(name.as_deref().unwrap_or_default(), NAME.to_owned());
        }
    }
    // The longest first: a name can stand in another.
    instead.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for block in &mut document.blocks {
        in_block(block, &instead);
    }
    document.blocks.insert(
        0,
        paragraph(
            "Namen zijn weggelaten. In zinnen die mensen zelf typten kan nog een naam staan: lees dit verslag na voordat u \
             het verspreidt.",
        ),
    );
}

fn in_block(block: &mut Block, instead: &[(String, String)]) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => {
            in_line(content, instead);
        }
        Block::List { items, .. } => {
            let blocks = items.iter_mut().flatten();
            blocks.for_each(|block| in_block(block, instead));
        }
        Block::PageBreak => {}
        Block::Quote { blocks } => blocks.iter_mut().for_each(|block| in_block(block, instead)),
        Block::Table { header, rows } => {
            let cells = header.iter_mut().chain(rows.iter_mut().flatten());
            cells.for_each(|cell| in_line(cell, instead));
        }
    }
}

fn in_line(inlines: &mut [Inline], instead: &[(String, String)]) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => {
                for (name, other) in instead {
                    if text.contains(name.as_str()) {
                        *text = text.replace(name.as_str(), other);
                    }
                }
            }
            Inline::Emphasis { content } | Inline::Strong { content } => in_line(content, instead),
            // A report holds none of these.
            Inline::Comment { .. }
            | Inline::Fact { .. }
            | Inline::Law { .. }
            | Inline::LineBreak
            | Inline::Missing { .. } => {}
        }
    }
}
