//! Writes blocks and lines as paragraphs and spans, and collects the styles that only this text needs.

use super::xml::span;
use crate::document::paper::Paper;
use crate::document::tree::{Block, Document, Inline, Picture, leads, mark};
use crate::document::xml::escape;

/// Where the next paragraph or table goes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Next {
    /// After what is there.
    #[default]
    Here,
    /// To a new page.
    Page,
    /// To a new page that is upright again.
    Upright,
}

impl Next {
    /// Returns the attributes of a style, and of its properties, that bring a paragraph or table there.
    pub(super) fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Next::Here => ("", ""),
            Next::Page => ("", " fo:break-before=\"page\""),
            Next::Upright => (" style:master-page-name=\"Standard\"", ""),
        }
    }
}

/// The text of a document under construction.
pub(super) struct Body {
    /// How many comments there are; each is named after its number.
    comments: usize,
    /// Where the next paragraph or table goes.
    pub(super) next: Next,
    /// What the tables are laid out for.
    pub(super) paper: Paper,
    /// The drawings; the number of each is its place plus one.
    pub(super) pictures: Vec<Picture>,
    /// The styles of this text alone: what starts a page, and the widths of columns.
    pub(super) styles: String,
    /// How many tables there are; each is named after its number.
    pub(super) tables: usize,
    pub(super) xml: String,
}

impl Body {
    pub(super) fn new(paper: Paper) -> Self {
        Self {
            comments: 0,
            next: Next::Here,
            paper,
            pictures: Vec::new(),
            styles: String::new(),
            tables: 0,
            xml: String::new(),
        }
    }

    /// Writes the title and the lines under it.
    pub(super) fn title(&mut self, document: &Document) {
        self.paragraph("Title", &[Inline::text(&document.title)]);
        let lines = [("Datum", &document.date), ("Kenmerk", &document.reference)];
        for (name, value) in lines {
            if let Some(value) = value {
                self.xml.push_str(&format!(
                    "<text:p text:style-name=\"Reference\">{name}<text:tab/>{}</text:p>",
                    escape(value)
                ));
            }
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading { level, content, .. } => {
                    let style = self.style(&format!("Heading_20_{level}"));
                    self.xml.push_str(&format!(
                        "<text:h text:style-name=\"{style}\" text:outline-level=\"{level}\">"
                    ));
                    self.inlines(content);
                    self.xml.push_str("</text:h>");
                }
                Block::Paragraph { content } => {
                    let style = match leads(block, blocks.get(at + 1)) {
                        true => "Lead_20_In",
                        false => "Text_20_body",
                    };
                    self.paragraph(style, content);
                }
                Block::List { .. } => self.list(block, true),
                Block::Quote { blocks } => {
                    for block in blocks {
                        if let Block::Paragraph { content } = block {
                            self.paragraph("Quotations", content);
                        }
                    }
                }
                Block::Table { header, rows } => self.table(header, rows),
                Block::PageBreak if self.next == Next::Here => self.next = Next::Page,
                Block::PageBreak => {}
                Block::Picture { picture } => self.picture(picture),
            }
        }
    }

    /// Writes a list; `ends` when nothing of an outer list follows it.
    fn list(&mut self, list: &Block, ends: bool) {
        let Block::List {
            ordered,
            start,
            items,
        } = list
        else {
            return;
        };
        let style = if *ordered { "Numbers" } else { "Bullets" };
        self.xml
            .push_str(&format!("<text:list text:style-name=\"{style}\">"));
        for (index, item) in items.iter().enumerate() {
            let number = match *ordered && index == 0 {
                true => format!(" text:start-value=\"{start}\""),
                false => String::new(),
            };
            self.xml.push_str(&format!("<text:list-item{number}>"));
            self.item(item, ends && index + 1 == items.len());
            self.xml.push_str("</text:list-item>");
        }
        self.xml.push_str("</text:list>");
    }

    fn item(&mut self, item: &[Block], ends: bool) {
        // Without words of its own an item would lose its number to the list inside it.
        if !matches!(item.first(), Some(Block::Paragraph { .. })) {
            self.paragraph("List_20_Paragraph", &[]);
        }
        for (index, block) in item.iter().enumerate() {
            let ends = ends && index + 1 == item.len();
            let style = if ends {
                "List_20_End"
            } else {
                "List_20_Paragraph"
            };
            match block {
                Block::Paragraph { content } => self.paragraph(style, content),
                block => self.list(block, ends),
            }
        }
    }

    pub(super) fn paragraph(&mut self, style: &str, content: &[Inline]) {
        let style = self.style(style);
        self.xml
            .push_str(&format!("<text:p text:style-name=\"{style}\">"));
        self.inlines(content);
        self.xml.push_str("</text:p>");
    }

    /// Returns the style to use: the one asked for, or one made from it that starts a page.
    fn style(&mut self, style: &str) -> String {
        let next = std::mem::take(&mut self.next);
        let name = match next {
            Next::Here => return style.to_owned(),
            Next::Page => format!("{style}.page"),
            Next::Upright => format!("{style}.upright"),
        };
        let (own, properties) = next.attributes();
        let made = format!(
            "<style:style style:name=\"{name}\" style:family=\"paragraph\" style:parent-style-name=\"{style}\"{own}>\
             <style:paragraph-properties{properties}/></style:style>"
        );
        if !self.styles.contains(&made) {
            self.styles.push_str(&made);
        }
        name
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text }
                | Inline::Entry { text, .. }
                | Inline::Fact { text, .. }
                | Inline::Law { text, .. } => {
                    self.xml.push_str(&escape(text));
                }
                Inline::Strong { content } => self.styled("Strong_20_Emphasis", content),
                Inline::Emphasis { content } => self.styled("Emphasis", content),
                Inline::LineBreak => self.xml.push_str("<text:line-break/>"),
                Inline::Missing { question, .. } => {
                    let name = self.comment_start(question);
                    self.xml.push_str(&span("Missing", &mark(question)));
                    self.comment_end(&name);
                }
                Inline::Comment { text, about } => {
                    let name = self.comment_start(text);
                    self.inlines(about);
                    self.comment_end(&name);
                }
            }
        }
    }

    fn styled(&mut self, style: &str, content: &[Inline]) {
        self.xml
            .push_str(&format!("<text:span text:style-name=\"{style}\">"));
        self.inlines(content);
        self.xml.push_str("</text:span>");
    }

    fn comment_start(&mut self, text: &str) -> String {
        self.comments += 1;
        let name = format!("opmerking-{}", self.comments);
        self.xml.push_str(&format!(
            "<office:annotation office:name=\"{name}\"><dc:creator>draaiboek</dc:creator>\
             <meta:creator-initials>db</meta:creator-initials><text:p>{}</text:p></office:annotation>",
            escape(text)
        ));
        name
    }

    fn comment_end(&mut self, name: &str) {
        self.xml
            .push_str(&format!("<office:annotation-end office:name=\"{name}\"/>"));
    }
}
