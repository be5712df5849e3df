//! Writes a document as Markdown that stands on its own: readable as it is, and read back it has the same words.
//!
//! It is not the Markdown a document was read from: facts and references are plain words here, a missing value is its
//! mark, and comments are numbered and listed at the end.

use super::clean;
use super::escape::spaced;
use super::tree::{Block, Document, Inline, mark};

/// Returns a document as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n", guarded(&clean(&document.title), false));
    if let Some(marking) = &document.marking {
        out.push_str(&format!("\n**{}**\n", guarded(&clean(marking), false)));
    }
    let lines = [("Datum", &document.date), ("Kenmerk", &document.reference)];
    for (name, value) in lines {
        if let Some(value) = value {
            out.push_str(&format!("\n{name}: {}\n", guarded(&clean(value), false)));
        }
    }
    let mut writer = Writer::default();
    writer.blocks(&document.blocks);
    out.push('\n');
    out.push_str(&writer.out);
    if !writer.comments.is_empty() {
        out.push_str("\n**Opmerkingen**\n\n");
        for (index, comment) in writer.comments.iter().enumerate() {
            out.push_str(&format!("{}. {}\n", index + 1, guarded(comment, true)));
        }
    }
    let footer = clean(&document.footer);
    if !footer.is_empty() {
        out.push_str(&format!("\n---\n\n{}\n", guarded(&footer, true)));
    }
    out
}

/// What surrounds the words being written.
#[derive(Clone, Copy, Default)]
struct Open {
    emphasis: bool,
    /// Whether the first words start a line, where more characters mean something.
    line_start: bool,
    strong: bool,
}

#[derive(Default)]
struct Writer {
    comments: Vec<String>,
    out: String,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        // Two lists in a row would be read as one, unless their markers differ.
        let mut other_marker = false;
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
                other_marker = both_lists(&blocks[index - 1], block) && !other_marker;
            }
            self.block(block, other_marker);
        }
    }

    fn block(&mut self, block: &Block, other_marker: bool) {
        match block {
            Block::Heading { level, content, .. } => {
                let content = self.line(content, Open::default()).replace("\\\n", " ");
                let hashes = "#".repeat(usize::from(*level));
                self.out.push_str(&format!("{hashes} {content}\n"));
            }
            Block::Paragraph { content } => {
                let open = Open {
                    line_start: true,
                    ..Open::default()
                };
                let content = self.line(content, open);
                self.out.push_str(&content);
                self.out.push('\n');
            }
            Block::List {
                ordered,
                start,
                items,
            } => {
                for (index, item) in items.iter().enumerate() {
                    let number = start.saturating_add(index as u64);
                    let marker = match (ordered, other_marker) {
                        (true, false) => format!("{number}. "),
                        (true, true) => format!("{number}) "),
                        (false, false) => "- ".to_owned(),
                        (false, true) => "* ".to_owned(),
                    };
                    if index > 0 && !(is_one_line(item) && is_one_line(&items[index - 1])) {
                        self.out.push('\n');
                    }
                    self.indented(item, &marker, &" ".repeat(marker.len()));
                }
            }
            Block::Quote { blocks } => self.indented(blocks, "> ", "> "),
            Block::Table { header, rows } => {
                self.row(header);
                self.out
                    .push_str(&format!("|{}\n", " --- |".repeat(header.len())));
                rows.iter().for_each(|row| self.row(row));
            }
            Block::PageBreak => self.out.push_str("---\n"),
            Block::Picture { picture } => {
                let open = Open {
                    line_start: true,
                    ..Open::default()
                };
                let words = self.line(&[Inline::text(picture.in_words())], open);
                self.out.push_str(&words);
                self.out.push('\n');
            }
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        self.out.push('|');
        for cell in cells {
            let content = self.line(cell, Open::default()).replace("\\\n", " ");
            self.out.push_str(&format!(" {content} |"));
        }
        self.out.push('\n');
    }

    /// Writes blocks with something before their first line and something before each other line.
    fn indented(&mut self, blocks: &[Block], first: &str, rest: &str) {
        let outer = std::mem::take(&mut self.out);
        self.blocks(blocks);
        let inner = std::mem::replace(&mut self.out, outer);
        if inner.is_empty() {
            self.out.push_str(&format!("{}\n", first.trim_end()));
        }
        for (index, line) in inner.lines().enumerate() {
            let prefix = if index == 0 { first } else { rest };
            self.out.push_str(format!("{prefix}{line}").trim_end());
            self.out.push('\n');
        }
    }

    fn line(&mut self, inlines: &[Inline], open: Open) -> String {
        let mut out = String::new();
        self.inlines(inlines, open, &mut out);
        out
    }

    fn inlines(&mut self, inlines: &[Inline], open: Open, out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text { text }
                | Inline::Entry { text, .. }
                | Inline::Fact { text, .. }
                | Inline::Law { text, .. } => {
                    let starts = out.ends_with('\n') || (out.is_empty() && open.line_start);
                    out.push_str(&guarded(&spaced(text), starts));
                }
                Inline::Strong { content } if open.strong => self.inlines(content, open, out),
                Inline::Strong { content } => {
                    let strong = true;
                    self.around("**", content, Open { strong, ..open }, out);
                }
                Inline::Emphasis { content } if open.emphasis => self.inlines(content, open, out),
                Inline::Emphasis { content } => {
                    let emphasis = true;
                    self.around("*", content, Open { emphasis, ..open }, out);
                }
                Inline::LineBreak => out.push_str("\\\n"),
                Inline::Missing { question, .. } => {
                    let mark = mark(&guarded(&clean(question), false));
                    match open.strong {
                        true => out.push_str(&mark),
                        false => out.push_str(&format!("**{mark}**")),
                    }
                }
                Inline::Comment { text, about } => {
                    self.inlines(about, open, out);
                    self.comments.push(clean(text));
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                    out.push_str(&format!("\\[{}\\]", self.comments.len()));
                }
            }
        }
    }

    fn around(&mut self, sign: &str, content: &[Inline], open: Open, out: &mut String) {
        out.push_str(sign);
        self.inlines(content, open, out);
        out.push_str(sign);
    }
}

/// Returns text with a backslash where Markdown would see more than words, and nowhere else.
fn guarded(text: &str, starts_line: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, character) in text.char_indices() {
        let rest = &text[at..];
        let marks = match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                true
            }
            '-' | '+' | '=' => starts_line && at == 0,
            '.' | ')' if starts_line && at == number && number > 0 => true,
            // Readers that make links of bare addresses must leave a quoted one alone.
            ':' => rest.starts_with("://"),
            '.' => text[..at].ends_with("www"),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn both_lists(first: &Block, second: &Block) -> bool {
    matches!((first, second), (Block::List { ordered: a, .. }, Block::List { ordered: b, .. }) if a == b)
}

fn is_one_line(item: &[Block]) -> bool {
    matches!(item, [Block::Paragraph { .. }] | [])
}

#[cfg(test)]
mod tests;
