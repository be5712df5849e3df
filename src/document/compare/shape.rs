//! Two documents laid over each other: each piece with what became of it.
//!
//! Never tells what a change means; what is the same in both is there once.

use crate::document::tree::{Inline, Picture};

/// What became of a piece of text between the old document and the new one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Change {
    /// Only in the old document.
    Deleted,
    /// Only in the new document.
    Inserted,
    /// In both.
    #[default]
    Same,
}

/// Two documents laid over each other; or one, with everything the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Comparison {
    /// The text.
    pub parts: Vec<Compared>,
    /// The lines under the title, each with its name.
    pub references: Vec<(&'static str, Change, Vec<Piece>)>,
    /// The title.
    pub title: Vec<Piece>,
}

/// A block with what became of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Compared {
    /// What became of it as a whole.
    pub change: Change,
    /// What is in it.
    pub content: Content,
}

/// What is in a block.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Content {
    /// A heading.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// The words.
        line: Vec<Piece>,
    },
    /// A list.
    List {
        /// The items.
        items: Vec<Item>,
        /// Whether they are numbered.
        ordered: bool,
        /// The number of the first.
        start: u64,
    },
    /// The next block starts on a new page.
    PageBreak,
    /// A paragraph.
    Paragraph {
        /// The words.
        line: Vec<Piece>,
    },
    /// A drawing.
    Picture {
        /// The drawing.
        picture: Picture,
    },
    /// Words of someone else.
    Quote {
        /// The quoted paragraphs.
        parts: Vec<Compared>,
    },
    /// A table.
    Table {
        /// The header row.
        header: Row,
        /// The rows under it.
        rows: Vec<Row>,
    },
}

/// An item of a list with what became of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// What became of it as a whole.
    pub change: Change,
    /// What is in it.
    pub parts: Vec<Compared>,
}

/// A row of a table with what became of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Vec<Piece>>,
    /// What became of it as a whole.
    pub change: Change,
}

/// Words with what became of them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Piece {
    /// What became of them.
    pub change: Change,
    /// The words.
    pub inline: Inline,
}

impl Comparison {
    /// Tells whether the last paragraph came or went.
    pub(in crate::document) fn ends_changed(&self) -> bool {
        let last = self.parts.last();
        last.is_some_and(|part| part.ends_changed())
    }

    /// Returns how many stretches of text were inserted and how many deleted.
    pub fn count(&self) -> (usize, usize) {
        let mut count = (0, 0);
        let mut lines: Vec<&[Piece]> = vec![&self.title];
        lines.extend(self.references.iter().map(|(.., line)| line.as_slice()));
        of_parts(&self.parts, &mut lines);
        for piece in lines.into_iter().flatten() {
            match piece.change {
                Change::Deleted => count.1 += 1,
                Change::Inserted => count.0 += 1,
                Change::Same => {}
            }
        }
        count
    }
}

impl Compared {
    fn ends_changed(&self) -> bool {
        let inner = match &self.content {
            Content::List { items, .. } => items.last().is_some_and(|item| {
                let last = item.parts.last();
                item.change != Change::Same || last.is_some_and(Compared::ends_changed)
            }),
            Content::Quote { parts } => parts.last().is_some_and(Compared::ends_changed),
            _ => false,
        };
        self.change != Change::Same || inner
    }
}

fn of_parts<'a>(parts: &'a [Compared], lines: &mut Vec<&'a [Piece]>) {
    for part in parts {
        match &part.content {
            Content::Heading { line, .. } | Content::Paragraph { line } => lines.push(line),
            Content::List { items, .. } => {
                items.iter().for_each(|item| of_parts(&item.parts, lines));
            }
            Content::PageBreak | Content::Picture { .. } => {}
            Content::Quote { parts } => of_parts(parts, lines),
            Content::Table { header, rows } => {
                let cells = std::iter::once(header)
                    .chain(rows)
                    .flat_map(|row| &row.cells);
                lines.extend(cells.map(Vec::as_slice));
            }
        }
    }
}
