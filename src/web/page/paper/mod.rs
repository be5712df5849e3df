//! One document: its text with the facts and requirements beside it, its versions, and what was done
//! with it.

mod facts;
mod gates;
mod life;
mod stage;

pub use gates::part as gates;
pub use stage::page as stage;

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::sheet::{self, Links};
use super::{Shown, by, words};
use crate::fact::item;
use crate::view::DocumentLine;
use crate::web::download;
use crate::web::paper::Paper;

/// Returns the page of a document.
pub fn page(shown: &Shown<'_>, paper: &Paper) -> Markup {
    let links = InLog { paper, shown };
    let main = html! {
        div.wide {
            section.panel { (head(shown, paper)) }
            @if paper.seq.is_none() { (facts::open(shown, paper)) }
            div.columns {
                div.column {
                    section.panel aria-labelledby="tekst" data-live="stuk-tekst" {
                        h2.utrecht-heading-2 id="tekst" { "De tekst" }
                        (legend(shown, paper))
                        (sheet::paper(&paper.draft.document, comparison(paper), &links))
                    }
                }
                div.column {
                    section.panel aria-labelledby="eisen" data-live="stuk-eisen" { (gates::part(&paper.draft)) }
                    section.panel aria-labelledby="gedaan" data-live="stuk-gedaan" { (life::part(shown, paper)) }
                    section.panel aria-labelledby="feiten" data-live="stuk-feiten" { (facts::part(shown, paper)) }
                }
            }
            p { a.utrecht-link href=(shown.path("/stukken")) { "Alle stukken" } }
        }
    };
    frame::page(shown, Tab::Papers, &title(shown, paper), &main)
}

/// Returns the page that says why there is no document to show.
pub fn failed(shown: &Shown<'_>, why: &str) -> Markup {
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { "Dit stuk is niet te tonen" }
                p { (why) }
            }
            p { a.utrecht-link href=(shown.path("/stukken")) { "Alle stukken" } }
        }
    };
    frame::page(shown, Tab::Papers, "Stuk", &main)
}

struct InLog<'a> {
    paper: &'a Paper,
    shown: &'a Shown<'a>,
}

impl Links for InLog<'_> {
    fn fact(&self, path: &str) -> Option<String> {
        let id = fact(path);
        let mut facts = self.paper.draft.receipt.facts.iter();
        let used = facts.find(|used| used.id == id)?;
        Some(facts::line(self.shown, used.seq))
    }

    fn missing(&self, path: &str) -> Option<String> {
        let known = self.shown.playbook().fact(fact(path))?;
        let is_now = self.paper.seq.is_none();
        is_now.then(|| facts::question(self.shown, &self.paper.id, &known.id))
    }
}

/// Returns the fact that a path begins with.
fn fact(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

fn comparison(paper: &Paper) -> Option<&crate::document::Comparison> {
    paper.against.as_ref().map(|(_, comparison)| comparison)
}

fn line<'a>(shown: &'a Shown<'_>, id: &str) -> Option<&'a DocumentLine> {
    shown.board.documents.iter().find(|line| line.id == id)
}

fn title(shown: &Shown<'_>, paper: &Paper) -> String {
    let known = shown.playbook().document(item::of_all(&paper.id));
    match (line(shown, &paper.id), known) {
        (Some(line), _) => line.title.clone(),
        (None, Some(known)) => known.title.clone(),
        (None, None) => paper.draft.document.title.clone(),
    }
}

fn head(shown: &Shown<'_>, paper: &Paper) -> Markup {
    let path = shown.path(&format!("/stuk/{}", paper.id));
    let drafts = life::drafts(shown, &paper.id);
    let last = drafts.last().copied();
    let draft = &paper.draft;
    html! {
        h2.utrecht-heading-2 { (title(shown, paper)) }
        @match paper.seq {
            None => p.item__meta {
                "Zo zou het nu worden, met het logboek tot en met regel " (shown.snapshot.head()) ". "
                @match line(shown, &paper.id) {
                    Some(line) => { "Stand: " strong { (line.state()) } "." },
                    None => "Er is nog geen concept van vastgelegd.",
                }
            },
            Some(seq) => p.item__meta {
                strong { "Concept van regel " (seq) } ", gemaakt "
                (words::moment(draft.receipt.drafted_at, shown.now)) ". "
                a.utrecht-link href=(path) { "Naar de tekst zoals die nu zou worden" }
            },
        }
        @if !paper.is_same {
            p.known { "Dit is opnieuw gemaakt uit het logboek en is niet letter voor letter het bestand dat toen is vastgelegd, bijvoorbeeld doordat er iets is gewist. Het bestand van toen staat naast het incident." }
        }
        @if !draft.marking.is_empty() {
            p.stand { strong { (draft.marking) } }
        }
        @if let Some(seq) = paper.seq.or(last) {
            div.downloads {
                span { "Concept van regel " (seq) " bewaren als:" }
                @for (ending, name) in download::formats() {
                    a.utrecht-button href=(format!("{path}/{seq}/bestand/{ending}")) { (name) }
                }
                @if draft.note.is_some() {
                    a.utrecht-button href=(format!("{path}/{seq}/oplegnotitie/docx")) { "Oplegnotitie (Word)" }
                }
                @if !cfg!(feature = "pdf") { span.hint { "PDF zit niet in dit programma; maak die met Word of LibreOffice." } }
            }
        }
        @if paper.seq.is_none() { (make(shown, paper, last)) }
    }
}

/// Returns the form that records a concept.
fn make(shown: &Shown<'_>, paper: &Paper, last: Option<u64>) -> Markup {
    let own = shown.who.map_or("", |who| who.role.as_str());
    let known = shown.playbook().document(item::of_all(&paper.id));
    let four_eyes = known.is_some_and(|known| known.four_eyes);
    html! {
        form.form method="post" action=(shown.path(&format!("/stuk/{}/concept", paper.id))) data-form=(paper.id) {
            (by::hidden(shown))
            p.hint {
                "Een concept wordt vastgelegd in het logboek en als Word-bestand naast het incident bewaard. "
                @if four_eyes { "Vier ogen: wie het opstelt, ondertekent het niet. " }
                @if last.is_some() { "Het vorige concept blijft bestaan." }
            }
            div.folds { (by::fields(shown, "concept", own)) }
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" {
                    @if last.is_none() { "Maak concept" } @else { "Maak nieuw concept" }
                }
            }
        }
    }
}

/// Returns what the signs in the text mean.
fn legend(shown: &Shown<'_>, paper: &Paper) -> Markup {
    html! {
        @match &paper.against {
            Some((seq, comparison)) => {
                @let (inserted, deleted) = comparison.count();
                p.known {
                    "Vergeleken met het concept van regel " (seq) ": "
                    @if inserted + deleted == 0 { "de tekst is gelijk." }
                    @else {
                        ins { (inserted) " keer toegevoegd (onderstreept)" } ", "
                        del { (deleted) " keer vervallen (doorgehaald)" } "."
                    }
                    " " a.utrecht-link href=(address(shown, paper, paper.seq, None)) { "Zonder vergelijking" }
                }
            },
            None => p.hint { "Een onderstreept gegeven leidt naar de regel in het logboek; wat ontbreekt leidt naar de vraag." },
        }
    }
}

/// Returns the address of a version of a document.
fn address(shown: &Shown<'_>, paper: &Paper, seq: Option<u64>, against: Option<u64>) -> String {
    let path = shown.path(&format!("/stuk/{}", paper.id));
    match (seq, against) {
        (None, None) => path,
        (Some(seq), None) => format!("{path}?versie={seq}"),
        (None, Some(other)) => format!("{path}?met={other}"),
        (Some(seq), Some(other)) => format!("{path}?versie={seq}&met={other}"),
    }
}
