//! Writes blocks and lines as paragraphs and runs, and collects the comments and lists they need.

use super::numbering::indent;
use super::xml::run;
use crate::document::tree::{Block, Document, Inline, mark};

/// A list as it needs to be known in the numbering part.
pub(super) struct List {
    /// How deep it stands; 0 for a list in the text itself.
    pub(super) depth: usize,
    pub(super) ordered: bool,
    pub(super) start: u64,
}

/// The text of a document under construction.
pub(super) struct Body {
    /// The remarks; the id of each is its place.
    pub(super) comments: Vec<String>,
    /// The lists; the numbering id of each is its place plus one.
    pub(super) lists: Vec<List>,
    pub(super) xml: String,
    /// Whether the next paragraph starts a page.
    page_break: bool,
}

impl Body {
    pub(super) fn new() -> Self {
        Self {
            comments: Vec::new(),
            lists: Vec::new(),
            xml: String::new(),
            page_break: false,
        }
    }

    /// Writes the title and the lines under it.
    pub(super) fn title(&mut self, document: &Document) {
        self.paragraph("Title", "", &[Inline::text(&document.title)]);
        let lines = [("Datum", &document.date), ("Kenmerk", &document.reference)];
        for (name, value) in lines {
            if let Some(value) = value {
                self.open("Reference", "");
                self.xml.push_str(&run("", name));
                self.xml.push_str("<w:r><w:tab/></w:r>");
                self.xml.push_str(&run("", value));
                self.xml.push_str("</w:p>");
            }
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, content, .. } => {
                    self.paragraph(&format!("Heading{level}"), "", content);
                }
                Block::Paragraph { content } => self.paragraph("BodyText", "", content),
                Block::List { .. } => self.list(block, 0, true),
                Block::Quote { blocks } => {
                    for block in blocks {
                        if let Block::Paragraph { content } = block {
                            self.paragraph("Quote", "", content);
                        }
                    }
                }
                Block::Table { header, rows } => self.table(header, rows),
                Block::PageBreak => self.page_break = true,
            }
        }
    }

    /// Writes a list; `ends` when nothing of an outer list follows it.
    fn list(&mut self, list: &Block, depth: usize, ends: bool) {
        let Block::List {
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
            self.item(item, id, depth, ends && index + 1 == items.len());
        }
    }

    fn item(&mut self, item: &[Block], list: usize, depth: usize, ends: bool) {
        let numbered =
            format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        let further = format!("<w:ind w:left=\"{}\"/>", indent(depth));
        if !matches!(item.first(), Some(Block::Paragraph { .. })) {
            self.paragraph("ListParagraph", &numbered, &[]);
        }
        for (index, block) in item.iter().enumerate() {
            let ends = ends && index + 1 == item.len();
            let style = if ends { "ListEnd" } else { "ListParagraph" };
            let properties = if index == 0 { &numbered } else { &further };
            match block {
                Block::Paragraph { content } => self.paragraph(style, properties, content),
                block => self.list(block, depth + 1, ends),
            }
        }
    }

    pub(super) fn paragraph(&mut self, style: &str, properties: &str, content: &[Inline]) {
        self.open(style, properties);
        self.inlines(content, "");
        self.xml.push_str("</w:p>");
    }

    /// Opens a paragraph; a pending page break becomes one of its properties, so that no empty line heads the page.
    fn open(&mut self, style: &str, properties: &str) {
        let page_break = match std::mem::take(&mut self.page_break) {
            true => "<w:pageBreakBefore/>",
            false => "",
        };
        self.xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{page_break}{properties}</w:pPr>"
        ));
    }

    /// Gives a pending page break a paragraph of its own, before something that is not a paragraph.
    pub(super) fn flush_page_break(&mut self) {
        if self.page_break {
            self.paragraph("TableGap", "", &[]);
        }
    }

    fn inlines(&mut self, inlines: &[Inline], properties: &str) {
        for inline in inlines {
            match inline {
                Inline::Text { text } | Inline::Fact { text, .. } | Inline::Law { text, .. } => {
                    self.xml.push_str(&run(properties, text));
                }
                Inline::Strong { content } => self.inlines(content, &with(properties, "<w:b/>")),
                Inline::Emphasis { content } => self.inlines(content, &with(properties, "<w:i/>")),
                Inline::LineBreak => self.xml.push_str("<w:r><w:br/></w:r>"),
                Inline::Missing { question, .. } => {
                    let id = self.comment_start(question);
                    // Word knows no highlight in a style, so this one stands in the text.
                    let properties = format!(
                        "<w:rStyle w:val=\"Missing\"/>{properties}<w:highlight w:val=\"yellow\"/>"
                    );
                    self.xml.push_str(&run(&properties, &mark(question)));
                    self.comment_end(id);
                }
                Inline::Comment { text, about } => {
                    let id = self.comment_start(text);
                    self.inlines(about, properties);
                    self.comment_end(id);
                }
            }
        }
    }

    fn comment_start(&mut self, text: &str) -> usize {
        let id = self.comments.len();
        self.comments.push(text.to_owned());
        self.xml
            .push_str(&format!("<w:commentRangeStart w:id=\"{id}\"/>"));
        id
    }

    fn comment_end(&mut self, id: usize) {
        self.xml.push_str(&format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
             <w:commentReference w:id=\"{id}\"/></w:r>"
        ));
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
