//! Compares lines word by word, as they are printed.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Change, Piece};
use crate::document::tree::{Block, Inline};

/// How much of two texts, as a fraction, must be the same before one is shown as the other with changes; below it the
/// result is harder to read than the two texts one after the other.
const ALIKE: (usize, usize) = (2, 5);

/// Returns blocks as they are printed: without remarks, names of headings, and where a value comes from.
pub(super) fn printed(blocks: &[Block]) -> Vec<Block> {
    blocks.iter().map(printed_block).collect()
}

fn printed_block(block: &Block) -> Block {
    let lines = |lines: &[Vec<Inline>]| lines.iter().map(|line| printed_line(line)).collect();
    match block {
        Block::Heading { level, content, .. } => Block::Heading {
            level: *level,
            content: printed_line(content),
            anchor: None,
        },
        Block::Paragraph { content } => Block::Paragraph {
            content: printed_line(content),
        },
        Block::List {
            ordered,
            start,
            items,
        } => Block::List {
            ordered: *ordered,
            start: *start,
            items: items.iter().map(|item| printed(item)).collect(),
        },
        Block::Table { header, rows } => Block::Table {
            header: lines(header),
            rows: rows.iter().map(|row| lines(row)).collect(),
        },
        Block::Quote { blocks } => Block::Quote {
            blocks: printed(blocks),
        },
        other @ (Block::PageBreak | Block::Picture { .. }) => other.clone(),
    }
}

/// Returns a line in words: each word, with the space after it, is an inline of its own.
fn printed_line(line: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in line {
        match inline {
            Inline::Text { text }
            | Inline::Entry { text, .. }
            | Inline::Fact { text, .. }
            | Inline::Law { text, .. } => {
                out.extend(split(text).into_iter().map(Inline::text));
            }
            Inline::Strong { content } => {
                let words = printed_line(content).into_iter();
                out.extend(words.map(|word| Inline::Strong {
                    content: vec![word],
                }));
            }
            Inline::Emphasis { content } => {
                let words = printed_line(content).into_iter();
                out.extend(words.map(|word| Inline::Emphasis {
                    content: vec![word],
                }));
            }
            Inline::Comment { about, .. } => out.append(&mut printed_line(about)),
            Inline::LineBreak | Inline::Missing { .. } => out.push(inline.clone()),
        }
    }
    out
}

/// Splits a text into words, each with the space after it.
fn split(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_space = false;
    for sign in text.chars() {
        match words.last_mut() {
            Some(word) if !is_space || sign == ' ' => word.push(sign),
            _ => words.push(sign.into()),
        }
        is_space = sign == ' ';
    }
    words
}

/// Returns a line of which everything went the same way.
pub(super) fn whole(line: &[Inline], change: Change) -> Vec<Piece> {
    let piece = |inline: &Inline| Piece {
        change,
        inline: inline.clone(),
    };
    joined(line.iter().map(piece).collect())
}

/// Returns two lines laid over each other.
pub(super) fn changed(old: &[Inline], new: &[Inline]) -> Vec<Piece> {
    let (old, new) = (printed_line(old), printed_line(new));
    let mut pieces = Vec::new();
    let mut push = |change, words: &[Inline]| {
        pieces.extend(words.iter().map(|inline| Piece {
            change,
            inline: inline.clone(),
        }));
    };
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (old, new) = (&old[operation.old_range()], &new[operation.new_range()]);
        if let DiffOp::Equal { .. } = operation {
            push(Change::Same, new);
        } else {
            push(Change::Deleted, old);
            push(Change::Inserted, new);
        }
    }
    joined(pieces)
}

/// Joins neighbours that went the same way, so that a stretch is one change.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let joined = match out.last_mut() {
            Some(last) if last.change == piece.change => join(&mut last.inline, &piece.inline),
            _ => false,
        };
        if !joined {
            out.push(piece);
        }
    }
    out
}

fn join(last: &mut Inline, next: &Inline) -> bool {
    match (last, next) {
        (Inline::Text { text }, Inline::Text { text: next }) => {
            text.push_str(next);
            true
        }
        (Inline::Strong { content }, Inline::Strong { content: next })
        | (Inline::Emphasis { content }, Inline::Emphasis { content: next }) => {
            for inline in next {
                let joined = content.last_mut().is_some_and(|last| join(last, inline));
                if !joined {
                    content.push(inline.clone());
                }
            }
            true
        }
        _ => false,
    }
}

/// Tells whether two texts have so many words in common that one can be shown as the other with changes.
///
/// In whatever order: it is asked of every pair of a replaced stretch, and laying each over the other would take long.
pub(super) fn is_alike(mut old: Vec<&str>, mut new: Vec<&str>) -> bool {
    old.sort_unstable();
    new.sort_unstable();
    let all = old.len() + new.len();
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    let mut common = 0;
    while let (Some(was), Some(is)) = (old.peek(), new.peek()) {
        let order = was.cmp(is);
        common += usize::from(order.is_eq());
        if order.is_le() {
            old.next();
        }
        if order.is_ge() {
            new.next();
        }
    }
    2 * common * ALIKE.1 >= all * ALIKE.0
}

/// Returns all words of a block that is split into words.
pub(super) fn words(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => of_line(content),
        Block::List { items, .. } => items.iter().flatten().flat_map(words).collect(),
        Block::Quote { blocks } => blocks.iter().flat_map(words).collect(),
        Block::Table { header, rows } => {
            let cells = header.iter().chain(rows.iter().flatten());
            cells.flat_map(|cell| of_line(cell)).collect()
        }
        Block::PageBreak | Block::Picture { .. } => Vec::new(),
    }
}

/// Returns all words of some lines that are split into words.
pub(super) fn of_lines(lines: &[Vec<Inline>]) -> Vec<&str> {
    lines.iter().flat_map(|line| of_line(line)).collect()
}

fn of_line(line: &[Inline]) -> Vec<&str> {
    let mut words = Vec::new();
    for inline in line {
        match inline {
            Inline::Text { text: word }
            | Inline::Entry { text: word, .. }
            | Inline::Fact { text: word, .. }
            | Inline::Law { text: word, .. }
            | Inline::Missing { question: word, .. } => words.push(word.as_str()),
            Inline::Strong { content }
            | Inline::Emphasis { content }
            | Inline::Comment { about: content, .. } => words.append(&mut of_line(content)),
            Inline::LineBreak => {}
        }
    }
    words
}
