//! The tree as the template reads it: JSON in which every word can be set and every list is counted.
//!
//! Never holds markup; the template takes each string as words.

use serde_json::{Value, json};

use super::glyphs::printable;
use crate::document::columns::{widths, words};
use crate::document::counter::counter;
use crate::document::paper::Paper;
use crate::document::tree::{Block, Document, Inline, leads, mark, plain};

/// The lines from which a cell may run over the end of a page; a whole row that is taller than a page would be cut off.
const LONG_CELL: usize = 30;

/// More than the width of most letters in a table, and the room left and right of them, in twentieths of a point.
const LETTER: usize = 130;
const MARGINS: usize = 230;

/// Returns a document as the template reads it.
pub(super) fn sheet(document: &Document) -> Value {
    let mut sheet = Sheet {
        comments: Vec::new(),
        paper: document.paper,
    };
    let blocks = sheet.blocks(&document.blocks, 0);
    let lines = [
        ("Datum", &document.date),
        ("Kenmerk", &document.reference),
        // What is in the margin is not read aloud, and this must be.
        ("Status", &document.marking),
    ];
    let some = |text: &str| Some(printable(text)).filter(|text| !text.is_empty());
    let lines = lines
        .into_iter()
        .filter_map(|(name, value)| Some([name.to_owned(), some(value.as_deref()?)?]));
    let (language, region) = match document.language.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (document.language.as_str(), None),
    };
    json!({
        "author": some(&document.author),
        "blocks": blocks,
        "comments": sheet.comments,
        "form": document.paper == Paper::Form,
        "footer": printable(&document.footer),
        "language": [language, region],
        "lines": lines.collect::<Vec<_>>(),
        "marking": document.marking.as_deref().and_then(some),
        "reference": document.reference.as_deref().and_then(some),
        "title": printable(&document.title),
    })
}

struct Sheet {
    /// The remarks, printed at the end; the number of each is its place plus one.
    comments: Vec<String>,
    /// What the tables are laid out for.
    paper: Paper,
}

impl Sheet {
    fn blocks(&mut self, blocks: &[Block], depth: usize) -> Vec<Value> {
        let next = |at: usize| blocks.get(at + 1);
        blocks
            .iter()
            .enumerate()
            .map(|(at, block)| self.block(block, next(at), depth))
            .collect()
    }

    fn block(&mut self, block: &Block, next: Option<&Block>, depth: usize) -> Value {
        match block {
            Block::Heading { level, content, .. } => {
                json!({ "kind": "heading", "level": level, "content": self.line(content) })
            }
            Block::Paragraph { content } => {
                let leads = leads(block, next);
                json!({ "kind": "paragraph", "content": self.line(content), "leads": leads })
            }
            Block::List {
                ordered,
                start,
                items,
            } => {
                let counters = (0u64..).take(items.len());
                let counters = counters.map(|at| counter(depth, start.saturating_add(at)));
                let counters = ordered.then(|| counters.collect::<Vec<_>>());
                let items = items.iter().map(|item| self.blocks(item, depth + 1));
                json!({ "kind": "list", "counters": counters, "items": items.collect::<Vec<_>>() })
            }
            Block::Table { header, rows } => {
                let widths = widths(&words(header, rows), self.paper);
                let header = self.row(header, &widths);
                let rows: Vec<_> = rows.iter().map(|row| self.row(row, &widths)).collect();
                json!({ "kind": "table", "header": header, "rows": rows, "widths": widths })
            }
            Block::Quote { blocks } => {
                json!({ "kind": "quote", "blocks": self.blocks(blocks, depth) })
            }
            Block::PageBreak => json!({ "kind": "page_break" }),
            // A drawing holds words as well, and no font of the program can draw all of them.
            Block::Picture { picture } => json!({
                "alternative": printable(&picture.alternative),
                "kind": "picture",
                "svg": printable(&picture.svg),
                "width": picture.millimetres.0,
            }),
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>], widths: &[usize]) -> Vec<Value> {
        let cells = cells.iter().zip(widths).map(|(cell, width)| {
            let is_long = height(&plain(cell), *width) >= LONG_CELL;
            json!({ "long": is_long, "words": self.line(cell) })
        });
        cells.collect()
    }

    fn line(&mut self, inlines: &[Inline]) -> Vec<Value> {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> Value {
        match inline {
            Inline::Text { text }
            | Inline::Entry { text, .. }
            | Inline::Fact { text, .. }
            | Inline::Law { text, .. } => {
                json!({ "kind": "text", "text": printable(text) })
            }
            Inline::Strong { content } => {
                json!({ "kind": "strong", "content": self.line(content) })
            }
            Inline::Emphasis { content } => {
                json!({ "kind": "emphasis", "content": self.line(content) })
            }
            Inline::LineBreak => json!({ "kind": "line_break" }),
            Inline::Missing { question, .. } => {
                json!({ "kind": "missing", "text": printable(&mark(question)) })
            }
            Inline::Comment { text, about } => {
                let tie = !plain(about).ends_with(' ');
                let about = self.line(about);
                self.comments.push(printable(text));
                json!({
                    "kind": "comment",
                    "about": about,
                    "number": self.comments.len(),
                    "tie": tie,
                })
            }
        }
    }
}

/// Returns about how many lines words take in a cell of this width; rather too many than too few.
fn height(words: &str, width: usize) -> usize {
    let a_line = (width.saturating_sub(MARGINS) / LETTER).max(1);
    words
        .split('\n')
        .map(|line| line.chars().count() / a_line + 1)
        .sum()
}
