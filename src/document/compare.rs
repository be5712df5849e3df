//! Compares two documents as a reader sees them: which words came, which went, and what stayed.
//!
//! It compares what is printed: where a value comes from makes no difference, and a remark is none of the text. What
//! moved is shown as deleted and inserted, and it never says what a change means.

mod align;
mod shape;
mod words;

use super::tree::{Block, Document, Inline};
use align::{Pair, align};
pub use shape::{Change, Compared, Comparison, Content, Item, Piece, Row};
use words::{changed, is_alike, of_lines, printed, whole, words};

impl Comparison {
    /// Returns a document with nothing changed in it.
    pub fn unchanged(document: &Document) -> Self {
        let reference = |(name, value): (&'static str, Option<&str>)| {
            Some((name, Change::Same, line(value?, Change::Same)))
        };
        Comparison {
            parts: parts(&document.blocks, Change::Same),
            references: references(document)
                .into_iter()
                .filter_map(reference)
                .collect(),
            title: line(&document.title, Change::Same),
        }
    }
}

/// Returns two documents laid over each other.
pub fn compare(old: &Document, new: &Document) -> Comparison {
    let references = references(old).into_iter().zip(references(new));
    let reference = |((name, old), (_, new))| {
        let (change, pieces) = match (old, new) {
            (None, None) => return None,
            (Some(old), None) => (Change::Deleted, line(old, Change::Deleted)),
            (None, Some(new)) => (Change::Inserted, line(new, Change::Inserted)),
            (Some(old), Some(new)) => (Change::Same, changed_text(old, new)),
        };
        Some((name, change, pieces))
    };
    Comparison {
        parts: compared(&printed(&old.blocks), &printed(&new.blocks)),
        references: references.filter_map(reference).collect(),
        title: changed_text(&old.title, &new.title),
    }
}

/// The lines under the title, in the order in which they are printed.
fn references(document: &Document) -> [(&'static str, Option<&str>); 2] {
    let (date, reference) = (document.date.as_deref(), document.reference.as_deref());
    [("Datum", date), ("Kenmerk", reference)]
}

fn line(text: &str, change: Change) -> Vec<Piece> {
    whole(&[Inline::text(text)], change)
}

fn changed_text(old: &str, new: &str) -> Vec<Piece> {
    changed(&[Inline::text(old)], &[Inline::text(new)])
}

fn compared(old: &[Block], new: &[Block]) -> Vec<Compared> {
    let pairs = align(old, new, is_pair);
    let parts = pairs.into_iter().map(|pair| match pair {
        Pair::Changed(old, new) => both(old, new),
        Pair::Deleted(old) => part(old, Change::Deleted),
        Pair::Inserted(new) => part(new, Change::Inserted),
        Pair::Same(new) => part(new, Change::Same),
    });
    parts.collect()
}

/// Tells whether two blocks can be shown as one that changed.
fn is_pair(old: &Block, new: &Block) -> bool {
    let is_kind = match (old, new) {
        (Block::Heading { level: old, .. }, Block::Heading { level: new, .. }) => old == new,
        (Block::Paragraph { .. }, Block::Paragraph { .. })
        | (Block::Quote { .. }, Block::Quote { .. }) => true,
        (
            Block::List {
                ordered: old_ordered,
                start: old_start,
                ..
            },
            Block::List { ordered, start, .. },
        ) => old_ordered == ordered && old_start == start,
        (Block::Table { header: old, .. }, Block::Table { header: new, .. }) => {
            old.len() == new.len()
        }
        _ => false,
    };
    is_kind && is_alike(words(old), words(new))
}

/// Returns two blocks of one kind as one that changed.
fn both(old: &Block, new: &Block) -> Compared {
    let content = match (old, new) {
        (Block::Heading { content: old, .. }, Block::Heading { level, content, .. }) => {
            Content::Heading {
                level: *level,
                line: changed(old, content),
            }
        }
        (Block::Paragraph { content: old }, Block::Paragraph { content }) => Content::Paragraph {
            line: changed(old, content),
        },
        (
            Block::List { items: old, .. },
            Block::List {
                items,
                ordered,
                start,
            },
        ) => Content::List {
            items: compared_items(old, items),
            ordered: *ordered,
            start: *start,
        },
        (Block::Quote { blocks: old }, Block::Quote { blocks }) => Content::Quote {
            parts: compared(old, blocks),
        },
        (
            Block::Table {
                header: old_header,
                rows: old,
            },
            Block::Table { header, rows },
        ) => Content::Table {
            header: changed_row(old_header, header),
            rows: compared_rows(old, rows),
        },
        _ => content(new, Change::Same),
    };
    Compared {
        change: Change::Same,
        content,
    }
}

fn compared_items(old: &[Vec<Block>], new: &[Vec<Block>]) -> Vec<Item> {
    // The number of an item stands before its first paragraph, so an item without one cannot be one that changed.
    let is_pair = |old: &Vec<Block>, new: &Vec<Block>| match (old.first(), new.first()) {
        (Some(first @ Block::Paragraph { .. }), Some(other @ Block::Paragraph { .. })) => {
            is_alike(words(first), words(other))
        }
        _ => false,
    };
    let pairs = align(old, new, is_pair);
    let items = pairs.into_iter().map(|pair| match pair {
        Pair::Changed(old, new) => {
            let mut parts = vec![both(&old[0], &new[0])];
            parts.append(&mut compared(&old[1..], &new[1..]));
            Item {
                change: Change::Same,
                parts,
            }
        }
        Pair::Deleted(old) => item(old, Change::Deleted),
        Pair::Inserted(new) => item(new, Change::Inserted),
        Pair::Same(new) => item(new, Change::Same),
    });
    items.collect()
}

fn compared_rows(old: &[Vec<Vec<Inline>>], new: &[Vec<Vec<Inline>>]) -> Vec<Row> {
    let is_pair = |old: &Vec<Vec<Inline>>, new: &Vec<Vec<Inline>>| {
        // The first cell says what a row is about.
        old.len() == new.len()
            && (old.first() == new.first() || is_alike(of_lines(old), of_lines(new)))
    };
    let pairs = align(old, new, is_pair);
    let rows = pairs.into_iter().map(|pair| match pair {
        Pair::Changed(old, new) => changed_row(old, new),
        Pair::Deleted(old) => row(old, Change::Deleted),
        Pair::Inserted(new) => row(new, Change::Inserted),
        Pair::Same(new) => row(new, Change::Same),
    });
    rows.collect()
}

fn changed_row(old: &[Vec<Inline>], new: &[Vec<Inline>]) -> Row {
    Row {
        cells: old
            .iter()
            .zip(new)
            .map(|(old, new)| changed(old, new))
            .collect(),
        change: Change::Same,
    }
}

fn parts(blocks: &[Block], change: Change) -> Vec<Compared> {
    blocks.iter().map(|block| part(block, change)).collect()
}

fn part(block: &Block, change: Change) -> Compared {
    let content = content(block, change);
    Compared { change, content }
}

/// Returns what is in a block of which everything went the same way.
fn content(block: &Block, change: Change) -> Content {
    match block {
        Block::Heading { level, content, .. } => Content::Heading {
            level: *level,
            line: whole(content, change),
        },
        Block::Paragraph { content } => Content::Paragraph {
            line: whole(content, change),
        },
        Block::List {
            ordered,
            start,
            items,
        } => Content::List {
            items: items.iter().map(|blocks| item(blocks, change)).collect(),
            ordered: *ordered,
            start: *start,
        },
        Block::Table { header, rows } => Content::Table {
            header: row(header, change),
            rows: rows.iter().map(|cells| row(cells, change)).collect(),
        },
        Block::Quote { blocks } => Content::Quote {
            parts: parts(blocks, change),
        },
        Block::PageBreak => Content::PageBreak,
        Block::Picture { picture } => Content::Picture {
            picture: picture.clone(),
        },
    }
}

fn item(blocks: &[Block], change: Change) -> Item {
    let parts = parts(blocks, change);
    Item { change, parts }
}

fn row(cells: &[Vec<Inline>], change: Change) -> Row {
    let cells = cells.iter().map(|cell| whole(cell, change)).collect();
    Row { cells, change }
}

#[cfg(test)]
mod tests;
