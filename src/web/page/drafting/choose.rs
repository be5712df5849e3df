//! Which document to draft: first the playbook, then the power, from light to heavy.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::frame::bare;
use crate::engine::{Incident, World};
use crate::fact::dutch;
use crate::runtime::Material;
use crate::view::{self, PowerLine};
use crate::web::house::Startable;

/// The template that goes beside a document and is none itself.
const NOTE: &str = "oplegnotitie";

/// Returns the page on which a playbook is chosen.
pub fn start(startable: &[Startable]) -> Markup {
    let main = html! {
        nav.trail aria-label="Waar u bent" { a.utrecht-link href="/" { "Alle incidenten" } }
        div.single {
            section.panel {
                h2.utrecht-heading-2 { "Waar gaat het over?" }
                p.hint { "Voor de jurist: een besluit, brief of bericht opstellen met de vragen die het stelt, de eisen ernaast, zonder incident te starten. Er wordt niets bewaard." }
                ul.items { @for one in startable {
                    @match &one.is_for {
                        Ok(purpose) => li.item { div.item__what {
                            p.item__title { a.utrecht-link href=(format!("/opstellen/{}", one.id)) { (purpose.title) } }
                            p.item__meta { (purpose.summary) }
                        } },
                        Err(why) => li.item { p.hint { (one.id) ": " (why) } },
                    }
                } }
            }
        }
    };
    bare("Opstellen zonder incident", &main)
}

/// Returns the page on which a document of a playbook is chosen.
pub fn powers(material: &Material) -> Markup {
    let playbook = &material.playbook;
    let incident = Incident::default();
    let world = World::new(playbook, incident.situation());
    let lines = view::powers(playbook, &material.law, &world);
    let mut used = BTreeSet::new();
    let of_power: Vec<(&PowerLine, Vec<(String, String)>)> = lines
        .iter()
        .map(|line| (line, papers(material, Some(&line.id), &mut used)))
        .collect();
    let others = papers(material, None, &mut used);
    let with = of_power.iter().filter(|(_, papers)| !papers.is_empty());
    let main = html! {
        nav.trail aria-label="Waar u bent" {
            a.utrecht-link href="/" { "Alle incidenten" } " › "
            a.utrecht-link href="/opstellen" { "Opstellen" }
        }
        div.columns {
            div.column { section.panel {
                h2.utrecht-heading-2 { "Besluiten, van licht naar zwaar" }
                ul.items { @for (line, papers) in with { (power(playbook.id(), line, papers)) } }
            } }
            div.column { section.panel {
                h2.utrecht-heading-2 { "Andere stukken" }
                ul.links { @for paper in &others { li { (link(playbook.id(), paper)) } } }
            } }
        }
    };
    bare(&format!("Opstellen: {}", playbook.title()), &main)
}

fn power(playbook: &str, line: &PowerLine, papers: &[(String, String)]) -> Markup {
    html! {
        li.item {
            div.item__what {
                @for paper in papers { p.item__title { (link(playbook, paper)) } }
                p.item__meta { (line.organ) " · " (dutch::list(&line.sources)) }
                @if !line.maximum.is_empty() { p.item__meta { "Duur: " (line.maximum) } }
                @if !line.online.is_empty() { p.item__meta { "Berichten: " (line.online) } }
                @if !line.not_for.is_empty() { p.why { "Niet voor: " (line.not_for) } }
            }
        }
    }
}

fn link(playbook: &str, (id, title): &(String, String)) -> Markup {
    html! { a.utrecht-link href=(format!("/opstellen/{playbook}/{id}")) { (title) } }
}

/// Returns the documents and templates that rest on a power, or on none, each once.
fn papers(
    material: &Material,
    power: Option<&str>,
    used: &mut BTreeSet<String>,
) -> Vec<(String, String)> {
    let mut papers = Vec::new();
    for document in material.playbook.documents() {
        let template = material.templates.get(&document.template);
        let own = document.power.as_deref();
        let own = own.or(template.and_then(|template| template.power()));
        if own == power {
            used.insert(document.template.clone());
            papers.push((document.id.clone(), document.title.clone()));
        }
    }
    let documents = material.playbook.documents();
    for (id, template) in &material.templates {
        let is_document = documents.iter().any(|document| document.template == *id);
        if template.power() == power && !is_document && id != NOTE && used.insert(id.clone()) {
            papers.push((id.clone(), template.title().to_owned()));
        }
    }
    papers
}
