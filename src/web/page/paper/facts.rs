//! The facts that a document rests on, each with its certainty, its source and its line in the log.

use maud::{Markup, html};

use super::super::{Shown, words};
use crate::document::{self, FactUsed};
use crate::web::paper::Paper;

/// Returns what is still to be answered.
pub fn open(shown: &Shown<'_>, paper: &Paper) -> Markup {
    html! {
        @if !paper.open.is_empty() {
            section.panel aria-labelledby="ontbreekt" {
                h2.utrecht-heading-2 id="ontbreekt" { "Nog te beantwoorden (" (paper.open.len()) ")" }
                ul.links { @for fact in &paper.open {
                    li { a.utrecht-link href=(question(shown, &paper.id, &fact.id)) { (fact.question) } }
                } }
            }
        }
    }
}

/// Returns the facts it rests on.
pub fn part(shown: &Shown<'_>, paper: &Paper) -> Markup {
    let facts = &paper.draft.receipt.facts;
    let printed = document::facts(&paper.draft.document);
    let is_printed =
        |fact: &&FactUsed| printed.iter().any(|(path, _)| super::fact(path) == fact.id);
    let (printed, behind): (Vec<&FactUsed>, Vec<&FactUsed>) = facts.iter().partition(is_printed);
    html! {
        h2.utrecht-heading-2 id="feiten" { "Feiten in de tekst (" (printed.len()) ")" }
        @if facts.is_empty() { p.empty { "Het rust nog op geen enkel vastgelegd feit." } }
        (list(shown, paper, &printed))
        @if !behind.is_empty() {
            details.more {
                summary { "Nog " (behind.len()) " feiten waarop het rust, maar die niet in de tekst staan" }
                (list(shown, paper, &behind))
            }
        }
    }
}

fn list(shown: &Shown<'_>, paper: &Paper, facts: &[&FactUsed]) -> Markup {
    html! {
        ul.items {
            @for fact in facts {
                @let known = shown.playbook().fact(&fact.id);
                li.item id={"feit-" (fact.id)} {
                    div.item__what {
                        p { (known.map_or(fact.id.as_str(), |known| known.label.as_str())) ": " strong { (fact.value) } }
                        p.item__meta {
                            (fact.certainty.dutch())
                            @if let Some(source) = &fact.source { " · bron: " (source) }
                            " · " (words::moment(fact.at, shown.now)) " · "
                            a.utrecht-link href=(line(shown, fact.seq)) { "regel " (fact.seq) }
                            @if known.is_some() {
                                " · " a.utrecht-link href=(question(shown, &paper.id, &fact.id)) { "nieuw antwoord" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the address of a question that leads back to this document.
pub fn question(shown: &Shown<'_>, document: &str, fact: &str) -> String {
    let document = document.replace('#', "%23");
    shown.path(&format!("/vraag/{fact}?stuk={document}"))
}

/// Returns the address of a line of the log.
pub fn line(shown: &Shown<'_>, seq: u64) -> String {
    format!("{}?voor={}#regel-{seq}", shown.path("/logboek"), seq + 1)
}
