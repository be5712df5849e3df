//! One question, with room for the answer, how sure it is and where it comes from.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by, field};
use crate::fact::{Kind, dutch};
use crate::playbook::Fact;
use crate::view::{QuestionLine, role_title};

/// Returns the page of a question, which may lead back to a document; nothing when the playbook has
/// none.
pub fn page(shown: &Shown<'_>, id: &str, paper: Option<&str>) -> Option<Markup> {
    let fact = shown.playbook().fact(id)?;
    if shown.playbook().is_withheld(id) {
        return None;
    }
    let main = html! {
        div.single {
            section.panel { (one(shown, fact, "utrecht-heading-2", paper)) }
            @if let Some(paper) = paper {
                p { a.utrecht-link href=(shown.path(&format!("/stuk/{paper}"))) { "Terug naar het stuk" } }
            }
            p { a.utrecht-link href=(shown.path("")) { "Terug naar Nu" } }
        }
    };
    Some(frame::page(shown, Tab::Other, "Vraag", &main))
}

/// Returns the form of a question that is open.
pub fn form(shown: &Shown<'_>, question: &QuestionLine) -> Markup {
    match shown.playbook().fact(&question.id) {
        Some(fact) => one(shown, fact, "utrecht-heading-3", None),
        None => Markup::default(),
    }
}

fn one(shown: &Shown<'_>, fact: &Fact, class: &str, paper: Option<&str>) -> Markup {
    let is_list = matches!(fact.kind, Kind::Records(_));
    html! {
        form.form method="post" action=(shown.path(&format!("/vraag/{}", fact.id))) data-form=(fact.id) {
            (by::hidden(shown))
            @if let Some(paper) = paper { input type="hidden" name="stuk" value=(paper); }
            p class={"question " (class)} { (fact.question) }
            @if !fact.why.is_empty() || fact.asked_of.is_some() {
                p.hint {
                    @if let Some(role) = &fact.asked_of { "Vraag het aan: " (role_title(shown.playbook(), role)) ". " }
                    (fact.why)
                }
            }
            (known(shown, fact))
            (field::answer(shown, fact))
            (by::text(&format!("bron-{}", fact.id), "source", "Bron", shown.typed.get("source"), "wie zegt het, waar staat het"))
            (field::certainty(shown, &format!("zeker-{}", fact.id)))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="answer" {
                    @if is_list { "Voeg toe" } @else { "Leg vast" }
                }
                @if is_list {
                    button.utrecht-button type="submit" name="act" value="none" { "Er zijn er geen" }
                }
                button.utrecht-button type="submit" name="act" value="unknown" { "Onbekend" }
            }
            div.folds {
                (by::fields(shown, &format!("bij-{}", fact.id), shown.who.map_or("", |who| &who.role)))
                details.more open[shown.typed.text("ask_again").is_some()] {
                    summary { "Onbekend? Wanneer opnieuw vragen" }
                    (by::text(&format!("opnieuw-{}", fact.id), "ask_again", "Opnieuw vragen", shown.typed.get("ask_again"), "over 30m, of om 21:15; kies dan Onbekend"))
                }
            }
        }
    }
}

/// Returns what is on record, for an answer that is given again.
fn known(shown: &Shown<'_>, fact: &Fact) -> Markup {
    let situation = shown.snapshot.incident.situation();
    let value = situation
        .facts
        .get(&fact.id)
        .and_then(|state| state.value());
    html! {
        @if let Some(value) = value {
            p.known { "Nu bekend: " strong { (dutch::value(&fact.kind, value)) }
                ". Een nieuw antwoord geldt vanaf nu; het oude blijft in het logboek staan." }
        }
    }
}
