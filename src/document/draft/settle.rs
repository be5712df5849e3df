//! Takes out of a filled page what filling leaves behind: a table without rows, a mark that says again what the mark
//! before it says, and the point after a value that ends its sentence itself.
//!
//! It never takes out a mark that is the only one of its kind in a line, nor a word that says something, and leaves every
//! value as it was recorded.

use crate::document::{Block, Inline};

/// Returns the blocks as they should stand on paper.
pub(super) fn settled(blocks: Vec<Block>) -> Vec<Block> {
    let stays = |block: &Block| !matches!(block, Block::Table { rows, .. } if rows.is_empty());
    blocks.into_iter().filter(stays).map(block).collect()
}

fn block(block: Block) -> Block {
    match block {
        Block::Paragraph { content } => Block::Paragraph {
            content: line(content),
        },
        Block::List {
            ordered,
            start,
            items,
        } => Block::List {
            ordered,
            start,
            items: items.into_iter().map(settled).collect(),
        },
        Block::Quote { blocks } => Block::Quote {
            blocks: settled(blocks),
        },
        Block::Table { header, rows } => {
            let row = |cells: Vec<Vec<Inline>>| cells.into_iter().map(line).collect();
            Block::Table {
                header,
                rows: rows.into_iter().map(row).collect(),
            }
        }
        other @ (Block::Heading { .. } | Block::PageBreak | Block::Picture { .. }) => other,
    }
}

/// Returns a line in which a mark does not follow itself (a moment is a day and a time of one fact, and asked once), and
/// no sentence ends twice.
fn line(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut settled: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let inline = match inline {
            Inline::Strong { content } => Inline::Strong {
                content: line(content),
            },
            Inline::Emphasis { content } => Inline::Emphasis {
                content: line(content),
            },
            Inline::Comment { text, about } => Inline::Comment {
                text,
                about: line(about),
            },
            other => other,
        };
        match settled.as_slice() {
            [.., before, Inline::Text { text }] if *before == inline && is_joint(text) => {
                if matches!(inline, Inline::Missing { .. }) {
                    settled.pop();
                    continue;
                }
            }
            _ => {}
        }
        let inline = match inline {
            Inline::Text { text } if is_ended(settled.last()) => match after_end(&text) {
                "" => continue,
                rest => Inline::Text {
                    text: rest.to_owned(),
                },
            },
            other => other,
        };
        settled.push(inline);
    }
    settled
}

/// Whether words only join a day and a time.
fn is_joint(text: &str) -> bool {
    matches!(text.trim(), "," | "om")
}

/// Whether this is a value that ends a sentence.
fn is_ended(inline: Option<&Inline>) -> bool {
    matches!(inline, Some(Inline::Fact { text, .. }) if text.trim_end().ends_with(['.', '!', '?', '…']))
}

/// Returns what follows a sentence that has ended: without its point, unless more points follow that one.
fn after_end(text: &str) -> &str {
    match text.strip_prefix('.') {
        Some(rest) if !rest.starts_with('.') => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::settled;
    use crate::document::{read, text};

    /// Settles a text and returns it as plain text.
    fn check(markdown: &str, expected: &str) {
        let blocks = settled(read(markdown).expect("the text can be read"));
        let document = crate::document::Document {
            title: "Proef".to_owned(),
            reference: None,
            date: None,
            language: "nl-NL".to_owned(),
            paper: crate::document::Paper::Letter,
            marking: None,
            blocks,
            footer: String::new(),
            author: String::new(),
        };
        let printed = text(&document, 200);
        let (_, body) = printed.split_once("Proef\n").expect("the title is printed");
        let words: Vec<&str> = body
            .split_whitespace()
            .filter(|word| !word.starts_with('='))
            .collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn a_moment_that_is_not_known_is_asked_once() {
        check(
            "Van [Wanneer?](ontbreekt:begin), [Wanneer?](ontbreekt:begin) tot [Tot?](ontbreekt:einde) om [Tot?](ontbreekt:einde).",
            "Van [ONTBREEKT: Wanneer?] tot [ONTBREEKT: Tot?].",
        );
        check(
            "Bij [Wie?](ontbreekt:wie), en ook [Wie?](ontbreekt:wie), [Wat?](ontbreekt:wat).",
            "Bij [ONTBREEKT: Wie?], en ook [ONTBREEKT: Wie?], [ONTBREEKT: Wat?].",
        );
    }

    #[test]
    fn a_sentence_ends_once() {
        check(
            "Reden: [Het plein is vol.](feit:reden). Waar: [hier](feit:plaats). Hoe: [Wat nu?](feit:hoe)... Wie: [Bos B.V.](feit:wie), elders.",
            "Reden: Het plein is vol. Waar: hier. Hoe: Wat nu?... Wie: Bos B.V., elders.",
        );
    }

    #[test]
    fn a_table_without_rows_is_not_printed() {
        check("Dit:\n\n| A | B |\n|---|---|\n\nDat.", "Dit: Dat.");
    }
}
