//! On the computer of the board somebody says once that they lead or observe, so that a big screen does
//! not show by accident what is to come.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};

/// What somebody says to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Lead the exercise.
    Lead,
    /// Observe it.
    Observe,
}

/// Returns the page.
pub fn page(shown: &Shown<'_>, claim: Claim) -> Markup {
    let (tab, address, title, button, warning) = match claim {
        Claim::Lead => (
            Tab::Lead,
            "/oefenleiding",
            "Oefening leiden",
            "Ik leid de oefening",
            "Hierna staat op dit scherm alles wat de spelers nog niet mogen weten. Doe dit niet op het grote scherm.",
        ),
        Claim::Observe => (
            Tab::Observe,
            "/waarnemen",
            "Waarnemen",
            "Ik neem waar",
            "Hierna staan op dit scherm de doelen en waar u op let. Doe dit niet op het grote scherm.",
        ),
    };
    let own = shown.who.and_then(|who| who.name.clone());
    let name = shown.typed.text("name").or(own).unwrap_or_default();
    let main = html! {
        div.single {
            section.panel aria-labelledby="zeg" {
                form.form method="post" action=(shown.path(address)) {
                    (by::hidden(shown))
                    h2.utrecht-heading-2 id="zeg" { (title) }
                    p { strong { (warning) } }
                    (by::text("zeg-naam", "name", "Uw naam", &name, ""))
                    div.buttons {
                        button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="claim" { (button) }
                        a.utrecht-link href=(shown.path("")) { "Terug naar het bord" }
                    }
                }
            }
        }
    };
    frame::page(shown, tab, title, &main)
}
