//! The documents: what to do with which, the most pressing at the top.

use maud::{Markup, html};

use super::Shown;
use super::frame::{self, Tab};
use crate::fact::dutch;
use crate::runtime::Material;
use crate::view::{PaperDocument, papers};

/// The template that every incident has and that no step asks for.
const LOG: &str = "logboek";

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let documents = &shown.board.documents;
    let groups = papers(shown.playbook(), &shown.snapshot.incident, documents);
    let (now, later): (Vec<_>, Vec<_>) = groups.iter().partition(|group| {
        let mut papers = group.papers.iter();
        !papers.all(|paper| paper.state == "nog niet aan de orde")
    });
    let main = html! {
        div.wide data-live="stukken" {
            p.lead { "Een stuk is hier een concept totdat iemand het ondertekent. Elk stuk toont welke eisen openstaan en waarop elk gegeven rust." }
            @if now.is_empty() { p.empty { "Er is nu geen stuk te maken, en er is er nog geen gemaakt." } }
            @for group in &now {
                section.panel {
                    h2.utrecht-heading-2 { (group.title) " (" (group.papers.len()) ")" }
                    ul.items { @for paper in &group.papers { (line(shown, paper)) } }
                }
            }
            (log(shown, &shown.snapshot.material))
            @for group in &later {
                section.panel {
                    h2.utrecht-heading-2 { (group.title) }
                    p.hint { "Deze stukken horen bij een andere stap of bij een ander besluit. Bekijken en voorbereiden kan altijd." }
                    details.more {
                        summary { "Toon " (group.papers.len()) " stukken" }
                        ul.items { @for paper in &group.papers { (line(shown, paper)) } }
                    }
                }
            }
            p { a.utrecht-link href="/opstellen" { "Een stuk opstellen zonder incident" } }
        }
    };
    frame::page(shown, Tab::Papers, "Stukken", &main)
}

fn line(shown: &Shown<'_>, paper: &PaperDocument) -> Markup {
    html! {
        li.item.item--urgent[paper.is_urgent] {
            div.item__what {
                p.item__title { a.utrecht-link href=(shown.path(&format!("/stuk/{}", paper.id))) { (paper.title) } }
                p.item__meta {
                    span.state { (paper.state) }
                    @if let Some(role) = &paper.role { " · stelt op: " (role) }
                }
                @for why in &paper.why { p.why { (why) } }
            }
        }
    }
}

/// Returns the log as a document, unless the playbook has it among its own.
fn log(shown: &Shown<'_>, material: &Material) -> Markup {
    let template = material.templates.get(LOG);
    let template = template.filter(|_| shown.playbook().document(LOG).is_none());
    html! {
        @if let Some(template) = template {
            section.panel {
                h2.utrecht-heading-2 { "Altijd te maken" }
                ul.items { li.item { div.item__what {
                    p.item__title { a.utrecht-link href=(shown.path("/stuk/logboek")) { (template.title()) } }
                    p.item__meta { "tot en met regel " (shown.snapshot.head()) ", " (dutch::clock(shown.now)) " uur" }
                } } }
            }
        }
    }
}
