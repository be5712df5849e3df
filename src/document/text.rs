//! Writes a document as plain text for a terminal or a printer without a word processor.
//!
//! It never writes a control character other than the line end, so no value can steer a terminal.

mod table;
mod wrap;

use super::clean;
use super::counter::counter;
use super::tree::{Block, Document, Inline, mark, plain};
use table::table;
use wrap::wrap;

/// The narrowest page the writer lays out for.
const NARROWEST: usize = 20;

/// Returns a document as plain text with lines of at most `width` characters; longer words are kept whole.
pub fn text(document: &Document, width: usize) -> String {
    let mut writer = Writer {
        comments: Vec::new(),
        depth: 0,
        out: String::new(),
        width: width.max(NARROWEST),
    };
    if let Some(marking) = &document.marking {
        writer.paragraph(&format!("*** {} ***", clean(marking)), "", "");
        writer.out.push('\n');
    }
    writer.underlined(&clean(&document.title), '=');
    let lines = [("Datum", &document.date), ("Kenmerk", &document.reference)];
    for (name, value) in lines {
        if let Some(value) = value {
            writer.paragraph(&format!("{name}: {}", clean(value)), "", "         ");
        }
    }
    if !document.blocks.is_empty() {
        writer.out.push('\n');
    }
    writer.blocks(&document.blocks, "", "");
    writer.end(&clean(&document.footer));
    writer.out
}

struct Writer {
    comments: Vec<String>,
    /// How many lists are open.
    depth: usize,
    out: String,
    width: usize,
}

impl Writer {
    /// Writes blocks with something before the first line and something before each other line.
    fn blocks(&mut self, blocks: &[Block], first: &str, rest: &str) {
        if blocks.is_empty() && !first.trim().is_empty() {
            self.paragraph("", first, rest);
        }
        for (index, block) in blocks.iter().enumerate() {
            // A list directly under the words of its item stays with them.
            let inner_list = matches!(block, Block::List { .. }) && !rest.is_empty();
            if index > 0 && !inner_list {
                self.out.push_str(rest.trim_end());
                self.out.push('\n');
            }
            let first = if index == 0 { first } else { rest };
            self.block(block, first, rest);
        }
    }

    fn block(&mut self, block: &Block, first: &str, rest: &str) {
        match block {
            Block::Heading { level, content, .. } => {
                let line = self.line(content);
                match level {
                    1 => self.underlined(&line, '='),
                    2 => self.underlined(&line, '-'),
                    _ => self.paragraph(&line, first, rest),
                }
            }
            Block::Paragraph { content } => {
                let line = self.line(content);
                self.paragraph(&line, first, rest);
            }
            Block::List {
                ordered,
                start,
                items,
            } => {
                for (index, item) in items.iter().enumerate() {
                    let number = start.saturating_add(index as u64);
                    let marker = match ordered {
                        true => format!("{:>2}. ", counter(self.depth, number)),
                        false => " -  ".to_owned(),
                    };
                    let before = if index == 0 { first } else { rest };
                    let blank = " ".repeat(marker.len());
                    self.depth += 1;
                    self.blocks(
                        item,
                        &format!("{before}{marker}"),
                        &format!("{rest}{blank}"),
                    );
                    self.depth -= 1;
                }
            }
            Block::Quote { blocks } => {
                self.blocks(blocks, &format!("{first}> "), &format!("{rest}> "));
            }
            Block::Table { header, rows } => {
                let header: Vec<String> = header.iter().map(|cell| self.line(cell)).collect();
                let rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|row| row.iter().map(|cell| self.line(cell)).collect())
                    .collect();
                self.out.push_str(&table(&header, &rows, self.width));
            }
            Block::Picture { picture } => self.paragraph(&clean(&picture.in_words()), first, rest),
            Block::PageBreak => {
                self.out.push_str(&"- ".repeat(self.width / 2));
                self.out.truncate(self.out.trim_end().len());
                self.out.push('\n');
            }
        }
    }

    fn paragraph(&mut self, line: &str, first: &str, rest: &str) {
        for (index, part) in wrap(line, self.width.saturating_sub(rest.chars().count()))
            .iter()
            .enumerate()
        {
            let prefix = if index == 0 { first } else { rest };
            self.out.push_str(format!("{prefix}{part}").trim_end());
            self.out.push('\n');
        }
    }

    fn underlined(&mut self, line: &str, sign: char) {
        let parts = wrap(line, self.width);
        let longest = parts
            .iter()
            .map(|part| part.chars().count())
            .max()
            .unwrap_or(0);
        self.paragraph(line, "", "");
        self.out.extend(std::iter::repeat_n(sign, longest));
        self.out.push('\n');
    }

    /// Returns the words of a line; a comment becomes its number and is kept for the end.
    fn line(&mut self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            match inline {
                Inline::Strong { content } | Inline::Emphasis { content } => {
                    out.push_str(&self.line(content));
                }
                Inline::Comment { text, about } => {
                    out.push_str(&self.line(about));
                    self.comments.push(clean(text));
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                    out.push_str(&format!("[{}]", self.comments.len()));
                }
                Inline::Missing { question, .. } => out.push_str(&mark(&clean(question))),
                Inline::Text { .. }
                | Inline::Entry { .. }
                | Inline::Fact { .. }
                | Inline::Law { .. }
                | Inline::LineBreak => out.push_str(&plain(std::slice::from_ref(inline))),
            }
        }
        out
    }

    fn end(&mut self, footer: &str) {
        let comments = std::mem::take(&mut self.comments);
        if !comments.is_empty() {
            self.out.push('\n');
            self.underlined("Opmerkingen", '-');
            for (index, comment) in comments.iter().enumerate() {
                self.paragraph(comment, &format!("[{}] ", index + 1), "    ");
            }
        }
        if !footer.is_empty() {
            self.out.push_str("\n--\n");
            self.paragraph(footer, "", "");
        }
    }
}
