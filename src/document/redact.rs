//! A second document for whoever may not see everything: values are left out with their ground, and
//! what could still be personal is listed for a person to judge.
//!
//! Nothing is hidden under anything: a value that is left out is not in the document. Nothing is left
//! out on a guess either: what only looks like a number of someone is listed, never removed.

mod suspect;

use serde::Serialize;

use super::{Block, Document, Inline};

pub use suspect::{Suspect, SuspectKind, suspects};

/// Returns the words that stand in place of a value, by the path of its fact; nothing when the value may stay.
pub type Ground<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// A document without what its facts' classes leave out.
#[derive(Clone, Debug, Serialize)]
pub struct Redacted {
    /// The document; it has no remarks.
    pub document: Document,
    /// What was left out: the path of the fact, and what stands in its place.
    pub left_out: Vec<(String, String)>,
    /// What a person has to judge.
    pub suspects: Vec<Suspect>,
}

/// Leaves out what has a ground; `free` tells whether a value holds words that somebody typed freely.
pub fn redact(document: &Document, ground: &Ground<'_>, free: &dyn Fn(&str) -> bool) -> Redacted {
    let mut redaction = Redaction {
        free,
        ground,
        left_out: Vec::new(),
        suspects: Vec::new(),
    };
    let mut redacted = document.clone();
    redacted.blocks = redaction.blocks(&document.blocks);
    for text in [&document.title, &document.footer, &document.author] {
        redaction.suspects.extend(suspects(text));
    }
    redaction.suspects.sort();
    redaction.suspects.dedup();
    Redacted {
        document: redacted,
        left_out: redaction.left_out,
        suspects: redaction.suspects,
    }
}

struct Redaction<'a> {
    free: &'a dyn Fn(&str) -> bool,
    ground: &'a Ground<'a>,
    left_out: Vec<(String, String)>,
    suspects: Vec<Suspect>,
}

impl Redaction<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Block {
        match block {
            Block::Heading {
                level,
                content,
                anchor,
            } => Block::Heading {
                level: *level,
                content: self.line(content),
                anchor: anchor.clone(),
            },
            Block::Paragraph { content } => Block::Paragraph {
                content: self.line(content),
            },
            Block::List {
                ordered,
                start,
                items,
            } => Block::List {
                ordered: *ordered,
                start: *start,
                items: items.iter().map(|item| self.blocks(item)).collect(),
            },
            Block::Table { header, rows } => Block::Table {
                header: self.cells(header),
                rows: rows.iter().map(|row| self.cells(row)).collect(),
            },
            Block::Quote { blocks } => Block::Quote {
                blocks: self.blocks(blocks),
            },
            Block::PageBreak => Block::PageBreak,
        }
    }

    fn cells(&mut self, cells: &[Vec<Inline>]) -> Vec<Vec<Inline>> {
        cells.iter().map(|cell| self.line(cell)).collect()
    }

    /// Returns a line without what is left out, and notes what looks personal in what stays.
    fn line(&mut self, line: &[Inline]) -> Vec<Inline> {
        let line = self.inlines(line);
        self.suspects.extend(suspects(&super::plain(&line)));
        line
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                // A remark is for the own adviser; only the words it is about stay.
                Inline::Comment { about, .. } => out.extend(self.inlines(about)),
                Inline::Emphasis { content } => out.push(Inline::Emphasis {
                    content: self.inlines(content),
                }),
                Inline::Strong { content } => out.push(Inline::Strong {
                    content: self.inlines(content),
                }),
                Inline::Fact { path, text } => out.push(self.fact(path, text)),
                Inline::LineBreak
                | Inline::Law { .. }
                | Inline::Missing { .. }
                | Inline::Text { .. } => out.push(inline.clone()),
            }
        }
        out
    }

    fn fact(&mut self, path: &str, text: &str) -> Inline {
        if let Some(words) = (self.ground)(path) {
            let left_out = (path.to_owned(), words.clone());
            if !self.left_out.contains(&left_out) {
                self.left_out.push(left_out);
            }
            return Inline::text(words);
        }
        if (self.free)(path) {
            self.suspects.push(Suspect {
                kind: SuspectKind::FreeText,
                text: path.to_owned(),
            });
        }
        // Without its path a published document says nothing about the file behind it.
        Inline::text(text)
    }
}
