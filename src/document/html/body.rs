//! Writes blocks and lines as elements, and collects the comments for the end of the page.

use crate::document::tree::{Block, Inline, Picture, leads, mark};
use crate::document::xml::escape;

/// The text of a page under construction.
#[derive(Default)]
pub(super) struct Body {
    comments: Vec<String>,
    /// Whether there is a drawing, which needs a style of its own.
    pub(super) has_picture: bool,
    pub(super) xml: String,
}

impl Body {
    /// Writes blocks at a depth of lists; 0 is the text itself.
    pub(super) fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading {
                    level,
                    content,
                    anchor,
                } => {
                    // The title of the document is the one heading of level 1.
                    let name = format!("h{}", (level + 1).min(6));
                    let id = anchor.as_ref().map_or(String::new(), |anchor| {
                        format!(" id=\"{}\"", escape(anchor))
                    });
                    self.element(&name, &id, content);
                }
                Block::Paragraph { content } => {
                    let class = match leads(block, blocks.get(at + 1)) {
                        true => " class=\"lead\"",
                        false => "",
                    };
                    self.element("p", class, content);
                }
                Block::List {
                    ordered,
                    start,
                    items,
                } => self.list(*ordered, *start, items, depth),
                Block::Quote { blocks } => {
                    self.xml.push_str("<blockquote>\n");
                    self.blocks(blocks, depth);
                    self.xml.push_str("</blockquote>\n");
                }
                Block::Table { header, rows } => self.table(header, rows),
                Block::Picture { picture } => self.picture(picture),
                Block::PageBreak => self.xml.push_str("<hr class=\"page\"/>\n"),
            }
        }
    }

    fn list(&mut self, ordered: bool, start: u64, items: &[Vec<Block>], depth: usize) {
        let name = if ordered { "ol" } else { "ul" };
        let numbers = match (ordered, depth % 3) {
            (true, 1) => " type=\"a\"",
            (true, 2) => " type=\"i\"",
            _ => "",
        };
        let first = match ordered && start != 1 {
            true => format!(" start=\"{start}\""),
            false => String::new(),
        };
        self.xml.push_str(&format!("<{name}{numbers}{first}>\n"));
        for item in items {
            self.xml.push_str("<li>\n");
            self.blocks(item, depth + 1);
            self.xml.push_str("</li>\n");
        }
        self.xml.push_str(&format!("</{name}>\n"));
    }

    fn picture(&mut self, picture: &Picture) {
        // The page has one first line of its own; that of a drawing says that it is XML.
        let svg = match picture.svg.split_once("?>") {
            Some((first, svg)) if first.starts_with("<?xml") => svg,
            _ => &picture.svg,
        };
        self.has_picture = true;
        self.xml.push_str(&format!(
            "<figure aria-label=\"{}\">\n{}\n</figure>\n",
            escape(&picture.alternative),
            svg.trim()
        ));
    }

    fn table(&mut self, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.xml
            .push_str("<div class=\"table\">\n<table>\n<thead>\n<tr>\n");
        for cell in header {
            self.element("th", " scope=\"col\"", cell);
        }
        self.xml.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in rows {
            self.xml.push_str("<tr>\n");
            for cell in row {
                self.element("td", "", cell);
            }
            self.xml.push_str("</tr>\n");
        }
        self.xml.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn element(&mut self, name: &str, attributes: &str, content: &[Inline]) {
        self.xml.push_str(&format!("<{name}{attributes}>"));
        self.inlines(content);
        self.xml.push_str(&format!("</{name}>\n"));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } | Inline::Entry { text, .. } => {
                    self.xml.push_str(&escape(text));
                }
                Inline::Strong { content } => self.around("strong", content),
                Inline::Emphasis { content } => self.around("em", content),
                Inline::LineBreak => self.xml.push_str("<br/>"),
                Inline::Fact { path, text } => self.about("span", "fact", path, text),
                Inline::Missing { path, question } => {
                    self.about("mark", "missing", path, &mark(question));
                }
                Inline::Comment { text, about } => {
                    self.inlines(about);
                    self.comment(text);
                }
                Inline::Law { id, text } => self.about("span", "law", id, text),
            }
        }
    }

    fn around(&mut self, name: &str, content: &[Inline]) {
        self.xml.push_str(&format!("<{name}>"));
        self.inlines(content);
        self.xml.push_str(&format!("</{name}>"));
    }

    /// Writes words that say where they come from.
    fn about(&mut self, name: &str, kind: &str, source: &str, text: &str) {
        self.xml.push_str(&format!(
            "<{name} data-{kind}=\"{}\">{}</{name}>",
            escape(source),
            escape(text)
        ));
    }

    /// Writes the number of a comment; a colon keeps its id apart from the anchors of headings.
    fn comment(&mut self, text: &str) {
        self.comments.push(escape(text));
        let number = self.comments.len();
        self.xml.push_str(&format!(
            "<a class=\"comment\" id=\"bij:{number}\" href=\"#opmerking:{number}\" \
             aria-label=\"Opmerking {number}\">[{number}]</a>"
        ));
    }

    /// Returns the comments as they stand at the end of the page.
    pub(super) fn comments(&self) -> String {
        if self.comments.is_empty() {
            return String::new();
        }
        let items: String = self
            .comments
            .iter()
            .enumerate()
            .map(|(place, comment)| {
                let number = place + 1;
                format!(
                    "<li id=\"opmerking:{number}\">{comment} <a href=\"#bij:{number}\" \
                     aria-label=\"Terug naar de tekst bij opmerking {number}\">terug</a></li>\n"
                )
            })
            .collect();
        format!(
            "<aside aria-labelledby=\"opmerkingen:\">\n<h2 id=\"opmerkingen:\">Opmerkingen</h2>\n\
             <ol>\n{items}</ol>\n</aside>\n"
        )
    }
}
