//! A second document for whoever may not see everything: values are left out with their ground, and
//! what could still be personal is listed for a person to judge.
//!
//! Nothing is hidden under anything: a value that is left out is not in the document. Nothing is left
//! out on a guess either: what only looks like a number of someone is listed, never removed.

mod class;

use serde::Serialize;

use super::{Block, Document, Inline};
use crate::law::Register;
use crate::playbook::Playbook;

pub use crate::fact::suspect::{Suspect, SuspectKind, suspects};

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

/// Leaves out what has a ground, by the class of its fact.
pub fn redact(document: &Document, playbook: &Playbook, law: &Register) -> Redacted {
    let mut redaction = Redaction {
        law,
        left_out: Vec::new(),
        playbook,
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

impl Redacted {
    /// Returns what was left out and what a person has to judge, in Dutch.
    pub fn account(&self, playbook: &Playbook) -> String {
        let label = |path: &str| class::label(playbook, path);
        let mut text = format!("Weggelaten ({}):\n", self.left_out.len());
        for (path, words) in &self.left_out {
            text.push_str(&format!("  - {}: {words}\n", label(path)));
        }
        text.push_str("Zelf te beoordelen; het programma laat hier niets weg:\n");
        for suspect in &self.suspects {
            let what = match suspect.kind {
                SuspectKind::FreeText => label(&suspect.text),
                _ => suspect.text.clone(),
            };
            text.push_str(&format!("  - {what}: {}\n", suspect.kind.dutch()));
        }
        if self.suspects.is_empty() {
            text.push_str("  - niets gevonden; lees het stuk toch helemaal\n");
        }
        text
    }
}

struct Redaction<'a> {
    law: &'a Register,
    left_out: Vec<(String, String)>,
    playbook: &'a Playbook,
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
            // Nothing can be left out of a drawing, so all of it is.
            Block::Picture { picture } => Block::Paragraph {
                content: self.line(&[Inline::text(picture.in_words())]),
            },
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
                Inline::Entry { .. }
                | Inline::LineBreak
                | Inline::Law { .. }
                | Inline::Missing { .. }
                | Inline::Text { .. } => out.push(inline.clone()),
            }
        }
        out
    }

    fn fact(&mut self, path: &str, text: &str) -> Inline {
        if let Some(words) = class::ground(self.playbook, self.law, path) {
            let left_out = (path.to_owned(), words.clone());
            if !self.left_out.contains(&left_out) {
                self.left_out.push(left_out);
            }
            return Inline::text(words);
        }
        if class::is_free(self.playbook, path) {
            self.suspects.push(Suspect {
                kind: SuspectKind::FreeText,
                text: path.to_owned(),
            });
        }
        // Without its path a published document says nothing about the file behind it.
        Inline::text(text)
    }
}
