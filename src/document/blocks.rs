//! The blocks of documents that the program words itself; never reads markup.

use super::{Block, Inline};

/// Returns a heading.
pub(super) fn heading(level: u8, words: &str) -> Block {
    Block::Heading {
        anchor: None,
        content: text(words),
        level,
    }
}

/// Returns a paragraph of one line.
pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph {
        content: text(words),
    }
}

/// Returns the paragraphs of a text; an empty line parts them.
pub(super) fn paragraphs(words: &str) -> Vec<Block> {
    let parts = words
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| Block::Paragraph {
            content: lines(&part.lines().map(str::trim).collect::<Vec<_>>()),
        })
        .collect()
}

/// Returns a paragraph that stands out.
pub(super) fn strong(words: &str) -> Block {
    Block::Paragraph {
        content: vec![Inline::Strong {
            content: text(words),
        }],
    }
}

/// Returns a list.
pub(super) fn bullets(items: &[String]) -> Block {
    Block::List {
        items: items.iter().map(|item| vec![paragraph(item)]).collect(),
        ordered: false,
        start: 1,
    }
}

/// Returns a table.
pub(super) fn table(header: &[&str], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    Block::Table {
        header: header.iter().map(|head| text(head)).collect(),
        rows,
    }
}

/// Returns words; no words are no inline.
pub(super) fn text(words: &str) -> Vec<Inline> {
    match words.is_empty() {
        true => Vec::new(),
        false => vec![Inline::text(words)],
    }
}

/// Returns words under a title that stands out.
pub(super) fn titled(title: &str, words: &str) -> Vec<Inline> {
    let mut out = vec![Inline::Strong {
        content: text(title),
    }];
    out.push(Inline::LineBreak);
    out.extend(lines(&words.lines().collect::<Vec<_>>()));
    out
}

/// Returns lines under each other; what is empty takes no line.
pub(super) fn lines(all: &[&str]) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in all.iter().filter(|line| !line.trim().is_empty()) {
        if !out.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.push(Inline::text(*line));
    }
    out
}
