//! Puts the remarks of a template on the words they are about, for a working copy.
//!
//! A remark is about the words before it on its line; else about those after it. One that stands alone is about the line
//! before it, or under a heading about the next. It never adds a word to the text.

use crate::document::{Block, Inline, escape, plain};

/// Stands where a remark was made until it is placed; it is not printed.
const PLACE: &str = "\u{2063}";

/// Returns the sign that a remark was made here, in Markdown.
pub(super) fn sign(remark: &str) -> String {
    match escape(remark) {
        empty if empty.is_empty() => empty,
        remark => format!("[{PLACE}](opmerking:sjabloon \"{remark}\")"),
    }
}

/// Returns the blocks with each remark on the words it is about.
pub(super) fn placed(blocks: Vec<Block>) -> Vec<Block> {
    let mut waiting = Vec::new();
    let mut blocks = of_blocks(blocks, true, &mut waiting);
    if let Some(line) = last_line(&mut blocks) {
        waiting.into_iter().for_each(|remark| wrap(line, remark));
    }
    blocks
}

/// Puts a remark on all words of a line.
pub(super) fn wrap(line: &mut Vec<Inline>, text: String) {
    let about = std::mem::take(line);
    line.push(Inline::Comment { text, about });
}

fn of_blocks(blocks: Vec<Block>, is_top: bool, waiting: &mut Vec<String>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.into_iter().enumerate() {
        out.push(match block {
            // The first heading becomes the title, which is no line of the text.
            Block::Heading {
                level,
                content,
                anchor,
            } if is_top && index == 0 => {
                let (content, mut remarks) = split(content);
                waiting.append(&mut remarks);
                Block::Heading {
                    level,
                    content,
                    anchor,
                }
            }
            Block::Heading {
                level,
                content,
                anchor,
            } => Block::Heading {
                level,
                content: of_line(content, waiting),
                anchor,
            },
            Block::Paragraph { content } => {
                let was_empty = content.is_empty();
                let content = of_line(content, waiting);
                if content.is_empty() && !was_empty {
                    if let Some(line) = last_words(&mut out) {
                        waiting.drain(..).for_each(|remark| wrap(line, remark));
                    }
                    continue;
                }
                Block::Paragraph { content }
            }
            Block::List {
                ordered,
                start,
                items,
            } => Block::List {
                ordered,
                start,
                items: items
                    .into_iter()
                    .map(|item| of_blocks(item, false, waiting))
                    .collect(),
            },
            Block::Quote { blocks } => Block::Quote {
                blocks: of_blocks(blocks, false, waiting),
            },
            Block::Table { header, rows } => Block::Table {
                header: of_row(header, waiting),
                rows: rows.into_iter().map(|row| of_row(row, waiting)).collect(),
            },
            other @ (Block::PageBreak | Block::Picture { .. }) => other,
        });
    }
    out
}

fn of_row(row: Vec<Vec<Inline>>, waiting: &mut Vec<String>) -> Vec<Vec<Inline>> {
    row.into_iter().map(|cell| of_line(cell, waiting)).collect()
}

fn of_line(line: Vec<Inline>, waiting: &mut Vec<String>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(line.len());
    let mut before = Vec::new();
    // Where the words start that no remark is about yet.
    let mut start = 0;
    for inline in line {
        let (words, remarks) = split(vec![inline]);
        out.extend(words);
        for text in remarks {
            let is_blank = plain(&out[start..]).trim().is_empty();
            match is_blank {
                false => {
                    let about = out.split_off(start);
                    out.push(Inline::Comment { text, about });
                    start = out.len();
                }
                true if start > 0 => {
                    let mut about = vec![out.remove(start - 1)];
                    wrap(&mut about, text);
                    out.splice(start - 1..start - 1, about);
                }
                true => before.push(text),
            }
        }
    }
    if plain(&out).trim().is_empty() {
        // Nothing stands here without the remark.
        let is_alone = !before.is_empty();
        waiting.append(&mut before);
        return if is_alone { Vec::new() } else { out };
    }
    if start > 0 {
        trim(&mut out);
    }
    for remark in std::mem::take(waiting).into_iter().chain(before) {
        wrap(&mut out, remark);
    }
    out
}

/// Returns words without remarks, and the remarks.
fn split(line: Vec<Inline>) -> (Vec<Inline>, Vec<String>) {
    let (mut words, mut remarks) = (Vec::new(), Vec::new());
    let inside = |content, remarks: &mut Vec<String>| {
        let (content, mut inner) = split(content);
        remarks.append(&mut inner);
        content
    };
    for inline in line {
        match inline {
            Inline::Comment { text, about } if plain(&about) == PLACE => remarks.push(text),
            Inline::Strong { content } => words.push(Inline::Strong {
                content: inside(content, &mut remarks),
            }),
            Inline::Emphasis { content } => words.push(Inline::Emphasis {
                content: inside(content, &mut remarks),
            }),
            inline => words.push(inline),
        }
    }
    (words, remarks)
}

/// Takes the space away that stood before a remark at the end of a line.
fn trim(line: &mut Vec<Inline>) {
    match line.last_mut() {
        Some(Inline::Text { text }) => {
            text.truncate(text.trim_end().len());
            if text.is_empty() {
                line.pop();
                trim(line);
            }
        }
        Some(Inline::Comment { about, .. }) => trim(about),
        _ => {}
    }
}

/// Returns the last line of the section that blocks end in; nothing when that has only a heading so far.
fn last_words(blocks: &mut [Block]) -> Option<&mut Vec<Inline>> {
    match blocks.last_mut()? {
        Block::Heading { .. } | Block::PageBreak | Block::Picture { .. } => None,
        last => last_line(std::slice::from_mut(last)),
    }
}

fn last_line(blocks: &mut [Block]) -> Option<&mut Vec<Inline>> {
    blocks.iter_mut().rev().find_map(|block| match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => {
            (!content.is_empty()).then_some(content)
        }
        Block::List { items, .. } => items.iter_mut().rev().find_map(|item| last_line(item)),
        Block::Quote { blocks } => last_line(blocks),
        Block::Table { header, rows } => {
            let cells = header.iter_mut().chain(rows.iter_mut().flatten());
            cells.rev().find(|cell| !cell.is_empty())
        }
        Block::PageBreak | Block::Picture { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    /// Returns the lines of a text with each remark after the words it is about.
    fn shown(markdown: &str) -> String {
        let filled = ["A", "B"].iter().fold(markdown.to_owned(), |text, remark| {
            text.replace(&format!("@{remark}"), &sign(remark))
        });
        let mut lines = Vec::new();
        for block in placed(read(&filled).unwrap()) {
            match block {
                Block::Heading { content, .. } | Block::Paragraph { content } => {
                    lines.push(line(&content));
                }
                Block::Table { rows, .. } => {
                    lines.extend(rows.concat().iter().map(|cell| line(cell)));
                }
                other => lines.push(format!("{other:?}")),
            }
        }
        lines.join("|")
    }

    fn line(line: &[Inline]) -> String {
        let show = |inline: &Inline| match inline {
            Inline::Comment { text, about } => format!("<{}>{text}", self::line(about)),
            inline => plain(std::slice::from_ref(inline)),
        };
        line.iter().map(show).collect()
    }

    #[test]
    fn a_remark_stands_on_the_words_it_is_about() {
        for (markdown, expected) in [
            ("a b. @A", "<a b.>A"),
            ("a @A b", "<a >A b"),
            ("a @A b @B", "<a >A< b>B"),
            ("a @A @B", "<<a>A>B"),
            ("@A b", "< b>A"),
            ("@A\n\nb", "<b>A"),
            ("a\n\n@A\n\n# K", "<a>A|K"),
            ("# K\n\n@A\n\nb", "K|<b>A"),
            ("# K @A\n\nb", "K |<b>A"),
            ("**a @A** b", "<a >A b"),
            ("| k |\n|---|\n| x @A |\n", "<x>A"),
            ("a [v](feit:f). @A", "<a v.>A"),
        ] {
            assert_eq!(shown(markdown), expected, "{markdown:?}");
        }
    }
}
