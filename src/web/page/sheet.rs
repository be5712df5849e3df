//! A document or a report as elements of a page: its tree, one element for each of its pieces.
//!
//! Every word goes through the escaping of `maud`; the tree holds no markup.

use maud::{Markup, html};

use super::Shown;
use crate::document::{Change, Compared, Comparison, Content, Document, Inline, Item, Piece, Row};

/// Where a word of a document leads.
pub trait Links {
    /// Returns where a line of the log stands; a document of the team names none.
    fn entry(&self, _: u64) -> Option<String> {
        None
    }
    /// Returns where the value of a fact comes from.
    fn fact(&self, path: &str) -> Option<String>;
    /// Returns where a missing value is answered.
    fn missing(&self, path: &str) -> Option<String>;
}

/// Returns a document, or what differs in it from another, as it is on paper; its title is of level 3.
pub fn paper(document: &Document, against: Option<&Comparison>, links: &dyn Links) -> Markup {
    let unchanged = Comparison::unchanged(document);
    let shown = against.unwrap_or(&unchanged);
    let sheet = Sheet { links, title: 3 };
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
            (parts(&shown.parts, &sheet, 0))
            @if !document.footer.is_empty() { p.paper__footer { (document.footer) } }
        }
    }
}

/// Returns a report as a part of the page it stands on; its title is of level 2.
pub fn report(shown: &Shown<'_>, document: &Document) -> Markup {
    html! {
        article.sheet {
            h2.utrecht-heading-2 { (document.title) }
            (body(shown, document))
        }
    }
}

/// Returns what a report says under a title of level 2.
pub fn body(shown: &Shown<'_>, document: &Document) -> Markup {
    let comparison = Comparison::unchanged(document);
    let sheet = Sheet {
        links: shown,
        title: 2,
    };
    parts(&comparison.parts, &sheet, 0)
}

/// From a report lines of the log and what is missing lead on.
impl Links for Shown<'_> {
    fn entry(&self, seq: u64) -> Option<String> {
        let is_there = self.snapshot.incident.entry(seq).is_some();
        is_there.then(|| self.path(&format!("/logboek/{seq}")))
    }

    fn fact(&self, _: &str) -> Option<String> {
        None
    }

    fn missing(&self, path: &str) -> Option<String> {
        let fact = self.playbook().fact(path.split('.').next()?)?;
        Some(self.path(&format!("/vraag/{}", fact.id)))
    }
}

/// How a document stands on a page.
struct Sheet<'a> {
    links: &'a dyn Links,
    /// The level of its title.
    title: u8,
}

fn parts(parts: &[Compared], sheet: &Sheet<'_>, depth: usize) -> Markup {
    html! { @for part in parts { (block(&part.content, sheet, depth)) } }
}

fn block(content: &Content, sheet: &Sheet<'_>, depth: usize) -> Markup {
    let line = |pieces: &[Piece]| line(pieces, sheet.links);
    html! {
        @match content {
            Content::Heading { level, line: pieces } => @match sheet.title + level {
                ..=3 => h3 { (line(pieces)) },
                4 => h4 { (line(pieces)) },
                5 => h5 { (line(pieces)) },
                _ => h6 { (line(pieces)) },
            },
            Content::Paragraph { line: pieces } => p { (line(pieces)) },
            Content::List { items: all, ordered: true, start } => {
                ol start=[(*start != 1).then_some(start)] type=[letters(depth)] { (items(all, sheet, depth)) }
            }
            Content::List { items: all, .. } => ul { (items(all, sheet, depth)) },
            Content::Quote { parts: quoted } => blockquote { (parts(quoted, sheet, depth)) },
            Content::Table { header, rows } => (table(header, rows, sheet.links)),
            Content::PageBreak => hr;,
            // A page shows a drawing by its address.
            Content::Picture { picture } => p { (picture.alternative) },
        }
    }
}

fn letters(depth: usize) -> Option<&'static str> {
    [None, Some("a"), Some("i")][depth % 3]
}

fn items(items: &[Item], sheet: &Sheet<'_>, depth: usize) -> Markup {
    html! { @for item in items { li { (parts(&item.parts, sheet, depth + 1)) } } }
}

fn table(header: &Row, rows: &[Row], links: &dyn Links) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Tabel" {
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
            Inline::Entry { seq, text } => @match links.entry(*seq) {
                Some(to) => a.utrecht-link.sheet__entry href=(to) { (text) },
                None => (text),
            },
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
