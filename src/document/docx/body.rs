//! Writes blocks and lines as paragraphs and runs, and collects the comments and lists they need.
//!
//! What came and what went is written as tracked changes; in a document that is compared with nothing there is none.

use super::numbering::indent;
use super::xml::run;
use crate::document::compare::{Change, Compared, Comparison, Content, Piece};
use crate::document::paper::Paper;
use crate::document::tree::{Inline, Picture, mark, plain};

/// Who made the changes that a comparison shows.
const AUTHOR: &str = "draaiboek";

/// A list as it needs to be known in the numbering part.
pub(super) struct List {
    /// How deep it stands; 0 for a list in the text itself.
    pub(super) depth: usize,
    pub(super) ordered: bool,
    pub(super) start: u64,
}

/// The text of a document under construction.
pub(super) struct Body {
    /// What became of the paragraphs and rows being written, as a whole.
    pub(super) change: Change,
    /// The remarks; the id of each is its place.
    pub(super) comments: Vec<String>,
    /// The lists; the numbering id of each is its place plus one.
    pub(super) lists: Vec<List>,
    /// Whether the last page is one across.
    pub(super) ends_across: bool,
    /// Whether the next paragraph starts a page.
    pub(super) page_break: bool,
    /// What the tables are laid out for.
    pub(super) paper: Paper,
    /// The drawings; the number of each is its place plus one.
    pub(super) pictures: Vec<Picture>,
    pub(super) xml: String,
    /// The moment that every change bears.
    date: String,
    /// The number of the last change.
    revisions: usize,
    /// What became of the words being written.
    words: Change,
}

impl Body {
    pub(super) fn new(date: String, paper: Paper) -> Self {
        Self {
            change: Change::Same,
            comments: Vec::new(),
            lists: Vec::new(),
            ends_across: false,
            page_break: false,
            paper,
            pictures: Vec::new(),
            xml: String::new(),
            date,
            revisions: 0,
            words: Change::Same,
        }
    }

    /// Writes the title and the lines under it.
    pub(super) fn title(&mut self, comparison: &Comparison) {
        self.paragraph("Title", "", &comparison.title);
        for (name, change, value) in &comparison.references {
            self.within(*change, |body| {
                body.open("Reference", "");
                body.revised(*change, |body| {
                    body.run("", name);
                    body.xml.push_str("<w:r><w:tab/></w:r>");
                });
                body.pieces(value);
                body.xml.push_str("</w:p>");
            });
        }
    }

    pub(super) fn parts(&mut self, parts: &[Compared]) {
        for (at, part) in parts.iter().enumerate() {
            let next = parts.get(at + 1).map(|next| &next.content);
            self.within(part.change, |body| match &part.content {
                Content::Paragraph { line } if next.is_some_and(|next| leads(line, next)) => {
                    body.paragraph("LeadIn", "", line);
                }
                // As with a page break, what is printed is the new document's.
                Content::Picture { .. } if part.change == Change::Deleted => {}
                Content::Picture { picture } => body.within(Change::Same, |body| {
                    body.picture(picture, next.is_none());
                }),
                content => body.content(content),
            });
        }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Heading { level, line } => {
                self.paragraph(&format!("Heading{level}"), "", line);
            }
            Content::Paragraph { line } => self.paragraph("BodyText", "", line),
            Content::List { .. } => self.list(content, 0, true),
            Content::Quote { parts } => {
                for part in parts {
                    if let Content::Paragraph { line } = &part.content {
                        self.within(part.change, |body| body.paragraph("Quote", "", line));
                    }
                }
            }
            Content::Table { header, rows } => self.table(header, rows),
            // Word cannot show that a page break went, so what is printed is the new document's.
            Content::PageBreak => self.page_break |= self.change != Change::Deleted,
            // It stands in the text itself, which is written part by part.
            Content::Picture { .. } => {}
        }
    }

    /// Writes a list; `ends` when nothing of an outer list follows it.
    fn list(&mut self, list: &Content, depth: usize, ends: bool) {
        let Content::List {
            ordered,
            start,
            items,
        } = list
        else {
            return;
        };
        self.lists.push(List {
            depth,
            ordered: *ordered,
            start: *start,
        });
        let id = self.lists.len();
        for (index, item) in items.iter().enumerate() {
            let ends = ends && index + 1 == items.len();
            self.within(item.change, |body| body.item(&item.parts, id, depth, ends));
        }
    }

    fn item(&mut self, item: &[Compared], list: usize, depth: usize, ends: bool) {
        let numbered =
            format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        let further = format!("<w:ind w:left=\"{}\"/>", indent(depth));
        let first = item.first().map(|part| &part.content);
        if !matches!(first, Some(Content::Paragraph { .. })) {
            self.paragraph("ListParagraph", &numbered, &[]);
        }
        for (index, part) in item.iter().enumerate() {
            let ends = ends && index + 1 == item.len();
            let style = if ends { "ListEnd" } else { "ListParagraph" };
            let properties = if index == 0 { &numbered } else { &further };
            self.within(part.change, |body| match &part.content {
                Content::Paragraph { line } => body.paragraph(style, properties, line),
                content => body.list(content, depth + 1, ends),
            });
        }
    }

    pub(super) fn paragraph(&mut self, style: &str, properties: &str, line: &[Piece]) {
        self.open(style, properties);
        self.pieces(line);
        self.xml.push_str("</w:p>");
    }

    /// Opens a paragraph; a pending page break becomes one of its properties, so that no empty line heads the page.
    pub(super) fn open(&mut self, style: &str, properties: &str) {
        let mut page_break = "";
        // What goes takes its properties with it.
        if self.page_break && self.change != Change::Deleted {
            self.page_break = false;
            page_break = "<w:pageBreakBefore/>";
        }
        let mark = match self.revision(self.change) {
            Some(mark) => format!("<w:rPr><w:{mark}/></w:rPr>"),
            None => String::new(),
        };
        self.xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{page_break}{properties}{mark}</w:pPr>"
        ));
    }

    /// Gives a pending page break a paragraph of its own, before something that is not a paragraph.
    pub(super) fn flush_page_break(&mut self) {
        if self.page_break {
            self.paragraph("TableGap", "", &[]);
        }
    }

    /// Writes something of which the paragraphs and rows as a whole went one way.
    pub(super) fn within(&mut self, change: Change, write: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.change, change);
        write(self);
        self.change = around;
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.revised(piece.change, |body| {
                body.inlines(std::slice::from_ref(&piece.inline), "");
            });
        }
    }

    /// Writes runs that went one way, with what Word needs to show that.
    fn revised(&mut self, change: Change, write: impl FnOnce(&mut Self)) {
        let Some(revision) = self.revision(change) else {
            return write(self);
        };
        let start = self.xml.len();
        self.xml.push_str(&format!("<w:{revision}>"));
        let opened = self.xml.len();
        let around = std::mem::replace(&mut self.words, change);
        write(self);
        self.words = around;
        if self.xml.len() == opened {
            return self.xml.truncate(start);
        }
        let name = revision.split(' ').next().unwrap_or_default();
        self.xml.push_str(&format!("</w:{name}>"));
    }

    /// Returns the name and attributes of the element that tells of a change.
    pub(super) fn revision(&mut self, change: Change) -> Option<String> {
        let name = match change {
            Change::Deleted => "del",
            Change::Inserted => "ins",
            Change::Same => return None,
        };
        self.revisions += 1;
        Some(format!(
            "{name} w:id=\"{}\" w:author=\"{AUTHOR}\" w:date=\"{}\"",
            self.revisions, self.date
        ))
    }

    fn run(&mut self, properties: &str, text: &str) {
        let run = run(properties, text);
        match self.words {
            Change::Deleted => {
                let run = run.replace("<w:t ", "<w:delText ");
                self.xml.push_str(&run.replace("</w:t>", "</w:delText>"));
            }
            Change::Inserted | Change::Same => self.xml.push_str(&run),
        }
    }

    fn inlines(&mut self, inlines: &[Inline], properties: &str) {
        for inline in inlines {
            match inline {
                Inline::Text { text }
                | Inline::Entry { text, .. }
                | Inline::Fact { text, .. }
                | Inline::Law { text, .. } => {
                    self.run(properties, text);
                }
                Inline::Strong { content } => self.inlines(content, &with(properties, "<w:b/>")),
                Inline::Emphasis { content } => self.inlines(content, &with(properties, "<w:i/>")),
                Inline::LineBreak => self.xml.push_str("<w:r><w:br/></w:r>"),
                Inline::Missing { question, .. } => {
                    // Word knows no highlight in a style, so this one stands in the text.
                    let properties = format!(
                        "<w:rStyle w:val=\"Missing\"/>{properties}<w:highlight w:val=\"yellow\"/>"
                    );
                    self.comment(question, |body| body.run(&properties, &mark(question)));
                }
                Inline::Comment { text, about } => {
                    self.comment(text, |body| body.inlines(about, properties));
                }
            }
        }
    }

    /// Writes words with a remark about them; words that came or went are shown without.
    fn comment(&mut self, text: &str, write: impl FnOnce(&mut Self)) {
        if self.words != Change::Same {
            return write(self);
        }
        let id = self.comments.len();
        self.comments.push(text.to_owned());
        self.xml
            .push_str(&format!("<w:commentRangeStart w:id=\"{id}\"/>"));
        write(self);
        self.xml.push_str(&format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
             <w:commentReference w:id=\"{id}\"/></w:r>"
        ));
    }
}

/// Whether a line announces what follows it, and may not be left behind at the foot of a page.
fn leads(line: &[Piece], next: &Content) -> bool {
    let last = line
        .last()
        .map(|piece| plain(std::slice::from_ref(&piece.inline)));
    match next {
        Content::Table { .. } => true,
        Content::List { .. } | Content::Quote { .. } => {
            last.is_some_and(|words| words.trim_end().ends_with(':'))
        }
        _ => false,
    }
}

/// Adds a property in the order the schema wants: bold before italic, each once.
fn with(properties: &str, property: &str) -> String {
    if properties.contains(property) {
        return properties.to_owned();
    }
    match property {
        "<w:b/>" => format!("<w:b/>{properties}"),
        _ => format!("{properties}{property}"),
    }
}
