//! A report as a page: the tree of a document as markup, under the headings of the page.

use maud::{Markup, html};

use super::Shown;
use crate::document::{Block, Document, Inline};

/// Returns a report, with its title as a heading of level 2.
pub fn sheet(shown: &Shown<'_>, document: &Document) -> Markup {
    html! {
        article.sheet {
            h2.utrecht-heading-2 { (document.title) }
            (blocks(shown, &document.blocks))
        }
    }
}

fn blocks(shown: &Shown<'_>, of: &[Block]) -> Markup {
    html! { @for one in of { (block(shown, one)) } }
}

fn block(shown: &Shown<'_>, block: &Block) -> Markup {
    let line = |content: &[Inline]| inlines(shown, content);
    match block {
        Block::Heading { level, content, .. } => match level {
            1 => html! { h3.utrecht-heading-3 { (line(content)) } },
            2 => html! { h4.utrecht-heading-4 { (line(content)) } },
            _ => html! { h5.utrecht-heading-5 { (line(content)) } },
        },
        Block::Paragraph { content } => html! { p { (line(content)) } },
        Block::List {
            ordered,
            start,
            items,
        } => html! {
            @if *ordered {
                ol start=(start) { @for item in items { li { (blocks(shown, item)) } } }
            } @else {
                ul { @for item in items { li { (blocks(shown, item)) } } }
            }
        },
        Block::Table { header, rows } => html! {
            div.scroll tabindex="0" role="group" aria-label="Tabel" {
                table {
                    thead { tr { @for cell in header { th scope="col" { (line(cell)) } } } }
                    tbody { @for row in rows { tr { @for cell in row { td { (line(cell)) } } } } }
                }
            }
        },
        Block::Quote { blocks: quoted } => html! { blockquote { (blocks(shown, quoted)) } },
        Block::PageBreak => html! { hr.page; },
    }
}

fn inlines(shown: &Shown<'_>, of: &[Inline]) -> Markup {
    html! { @for one in of { (inline(shown, one)) } }
}

fn inline(shown: &Shown<'_>, inline: &Inline) -> Markup {
    match inline {
        Inline::Text { text } | Inline::Fact { text, .. } | Inline::Law { text, .. } => {
            html! { (text) }
        }
        Inline::Strong { content } => html! { strong { (inlines(shown, content)) } },
        Inline::Emphasis { content } => html! { em { (inlines(shown, content)) } },
        Inline::LineBreak => html! { br; },
        Inline::Missing { path, question } => {
            let fact = path.rsplit('.').next().unwrap_or(path);
            let is_fact = shown.playbook().fact(fact).is_some();
            html! {
                mark.missing {
                    "[ontbreekt: "
                    @if is_fact {
                        a.utrecht-link href=(shown.path(&format!("/vraag/{fact}"))) { (question) }
                    } @else { (question) }
                    "]"
                }
            }
        }
        Inline::Comment { about, .. } => inlines(shown, about),
    }
}
