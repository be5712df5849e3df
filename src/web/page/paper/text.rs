//! The text of a document as elements of a page: its tree, one element for each of its pieces.
//!
//! Every word goes through the escaping of `maud`; the tree holds no markup.

use maud::{Markup, html};

use crate::document::{Change, Compared, Comparison, Content, Document, Inline, Item, Piece, Row};

/// Where a word of a document leads.
pub trait Links {
    /// Returns where the value of a fact comes from.
    fn fact(&self, path: &str) -> Option<String>;
    /// Returns where a missing value is answered.
    fn missing(&self, path: &str) -> Option<String>;
}

/// Returns a document, or what differs in it from another.
pub fn text(document: &Document, against: Option<&Comparison>, links: &dyn Links) -> Markup {
    let unchanged = Comparison::unchanged(document);
    let shown = against.unwrap_or(&unchanged);
    html! {
        article.paper lang=(document.language) {
            @if let Some(marking) = &document.marking { p.paper__marking { (marking) } }
            h3.paper__title { (line(&shown.title, links)) }
            @if !shown.references.is_empty() {
                dl.paper__references {
                    @for (name, _, pieces) in &shown.references {
                        div { dt { (name) } dd { (line(pieces, links)) } }
                    }
                }
            }
            (parts(&shown.parts, links, 0))
            @if !document.footer.is_empty() { p.paper__footer { (document.footer) } }
        }
    }
}

fn parts(parts: &[Compared], links: &dyn Links, depth: usize) -> Markup {
    html! { @for part in parts { (block(&part.content, links, depth)) } }
}

fn block(content: &Content, links: &dyn Links, depth: usize) -> Markup {
    html! {
        @match content {
            // The title of the document is of level 3.
            Content::Heading { level: 1, line: pieces } => h4 { (line(pieces, links)) },
            Content::Heading { level: 2, line: pieces } => h5 { (line(pieces, links)) },
            Content::Heading { line: pieces, .. } => h6 { (line(pieces, links)) },
            Content::Paragraph { line: pieces } => p { (line(pieces, links)) },
            Content::List { items: all, ordered: true, start } => {
                ol start=[(*start != 1).then_some(start)] type=[letters(depth)] { (items(all, links, depth)) }
            }
            Content::List { items: all, .. } => ul { (items(all, links, depth)) },
            Content::Quote { parts: quoted } => blockquote { (parts(quoted, links, depth)) },
            Content::Table { header, rows } => (table(header, rows, links)),
            Content::PageBreak => hr;,
        }
    }
}

fn letters(depth: usize) -> Option<&'static str> {
    [None, Some("a"), Some("i")][depth % 3]
}

fn items(items: &[Item], links: &dyn Links, depth: usize) -> Markup {
    html! { @for item in items { li { (parts(&item.parts, links, depth + 1)) } } }
}

fn table(header: &Row, rows: &[Row], links: &dyn Links) -> Markup {
    html! {
        div.paper__table {
            table {
                thead { tr { @for cell in &header.cells { th scope="col" { (line(cell, links)) } } } }
                tbody { @for row in rows { tr { @for cell in &row.cells { td { (line(cell, links)) } } } } }
            }
        }
    }
}

/// Returns a line, with neighbours that went the same way as one change.
fn line(pieces: &[Piece], links: &dyn Links) -> Markup {
    let stretches = pieces.chunk_by(|one, other| one.change == other.change);
    html! {
        @for stretch in stretches {
            @match stretch.first().map(|piece| piece.change) {
                Some(Change::Inserted) => ins { span.unseen { " [toegevoegd: " } (inlines(stretch, links)) span.unseen { "] " } },
                Some(Change::Deleted) => del { span.unseen { " [vervallen: " } (inlines(stretch, links)) span.unseen { "] " } },
                _ => (inlines(stretch, links)),
            }
        }
    }
}

fn inlines(pieces: &[Piece], links: &dyn Links) -> Markup {
    html! { @for piece in pieces { (inline(&piece.inline, links)) } }
}

fn inline(inline: &Inline, links: &dyn Links) -> Markup {
    let all = |content: &[Inline]| html! { @for one in content { (self::inline(one, links)) } };
    html! {
        @match inline {
            Inline::Text { text } | Inline::Law { text, .. } => (text),
            Inline::Strong { content } => strong { (all(content)) },
            Inline::Emphasis { content } => em { (all(content)) },
            Inline::LineBreak => br;,
            Inline::Comment { about, .. } => (all(about)),
            Inline::Fact { path, text } => @match links.fact(path) {
                Some(to) => a.paper__fact href=(to) { (text) },
                None => (text),
            },
            Inline::Missing { path, question } => @match links.missing(path) {
                Some(to) => a.paper__missing href=(to) { "[ONTBREEKT: " (question) "]" },
                None => span.paper__missing { "[ONTBREEKT: " (question) "]" },
            },
        }
    }
}
