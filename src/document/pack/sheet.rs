//! The pieces that every part of the pack is built from. Never knows a playbook.

use crate::document::{Block, Inline};

/// A box to tick; a sign that every font has.
pub(super) const BOX: &str = "□";

/// Room for a time.
pub(super) const TIME: &str = "_____";

/// Room for a name or a few words.
pub(super) const NAME: &str = "__________";

/// Room on a line of its own.
pub(super) const LINE: &str = "______________________";

/// The words of a cell or a paragraph.
pub(super) type Words = Vec<Inline>;

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        anchor: None,
        content: words(text),
        level,
    }
}

pub(super) fn paragraph(content: Words) -> Block {
    Block::Paragraph { content }
}

pub(super) fn words(text: &str) -> Words {
    vec![Inline::text(text)]
}

pub(super) fn strong(text: &str) -> Inline {
    Inline::Strong {
        content: words(text),
    }
}

pub(super) fn quiet(text: &str) -> Inline {
    Inline::Emphasis {
        content: words(text),
    }
}

/// Returns lines under each other; what is empty takes no line.
pub(super) fn lines(all: impl IntoIterator<Item = Words>) -> Words {
    let mut out = Vec::new();
    for line in all.into_iter().filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend(line);
    }
    out
}

/// Returns a line to tick.
pub(super) fn tick(text: &str) -> Words {
    words(&format!("{BOX} {text}"))
}

/// Returns so many lines to write on.
pub(super) fn room(line: &str, count: usize) -> Words {
    lines(std::iter::repeat_n(words(line), count))
}

pub(super) fn table(header: &[&str], rows: Vec<Vec<Words>>) -> Block {
    Block::Table {
        header: header.iter().map(|name| words(name)).collect(),
        rows,
    }
}

pub(super) fn list(items: impl IntoIterator<Item = Words>) -> Block {
    let item = |content| vec![Block::Paragraph { content }];
    Block::List {
        items: items.into_iter().map(item).collect(),
        ordered: false,
        start: 1,
    }
}
