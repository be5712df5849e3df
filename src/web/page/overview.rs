//! The incidents in the folder, and a form to start one.

mod incidents;

pub use incidents::Order;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::by::text;
use super::frame;
use crate::fact::dutch;
use crate::web::house::Startable;
use crate::web::shelf::Volume;
use crate::web::typed::Typed;

/// What the page is made from.
pub struct Overview<'a> {
    /// Whether the folder holds second copies.
    pub is_copy: bool,
    /// Makes the form of this page different from that of another.
    pub nonce: String,
    /// The time on the wall.
    pub now: DateTime<Utc>,
    /// In which order the incidents stand.
    pub order: Order,
    /// What an incident can be started with.
    pub startable: &'a [Startable],
    /// What was typed, when the page comes back.
    pub typed: &'a Typed,
    /// The incident files.
    pub volumes: &'a [Volume],
    /// Why nothing was started.
    pub wrong: &'a [String],
}

/// Returns the page.
pub fn page(overview: &Overview<'_>) -> Markup {
    let main = html! {
        @if !overview.wrong.is_empty() {
            div.alarms { div.alarm role="alert" id="melding" {
                p { strong { "Niet gestart." } " Wat u typte staat er nog." }
                ul { @for reason in overview.wrong { li { (reason) } } }
            } }
        }
        @if overview.is_copy {
            div.remark.remark--first {
                strong { "Dit is de tweede kopie." }
                " Ga hier alleen verder als het bord op de andere computer niet meer werkt. Vergelijk eerst de laatste regel met wat op papier staat."
            }
        }
        div.wide {
            section.panel aria-labelledby="incidenten" {
                h2.utrecht-heading-2 id="incidenten" { "Incidenten in deze map" }
                p.buttons {
                    a.utrecht-button href="#starten" { "Nieuw incident starten" }
                    a.utrecht-link href="/regio" { "Regionaal beeld" }
                }
                @if overview.volumes.is_empty() { p.empty { "Er is hier nog geen incident." } }
                @else { (incidents::part(overview)) }
            }
            section.panel aria-labelledby="starten" { (start(overview)) }
            p { a.utrecht-link href="/opstellen" { "Een stuk opstellen zonder incident" } }
        }
    };
    frame::bare("Crisisdraaiboek", &main)
}

fn start(overview: &Overview<'_>) -> Markup {
    let typed = overview.typed;
    html! {
        form.form method="post" action="/" {
            input type="hidden" name="nonce" value=(overview.nonce);
            h2.utrecht-heading-2 id="starten" { "Nieuw incident starten" }
            fieldset.choices.choices--row {
                legend.utrecht-form-label { "Volgens deze computer is het " (dutch::datetime(overview.now)) ". Klopt deze tijd?" }
                (choice("clock", "right", "Ja", typed))
                (choice("clock", "wrong", "Nee", typed))
                (text("verteld", "told", "Zo nee: hoe laat is het wel?", typed.get("told"), ""))
            }
            fieldset.choices.choices--row {
                legend.utrecht-form-label { "Is het echt?" }
                (choice("kind", "echt", "Echt incident", typed))
                (choice("kind", "oefening", "Oefening", typed))
            }
            fieldset.choices {
                legend.utrecht-form-label { "Welk draaiboek past hierbij?" }
                @for startable in overview.startable {
                    @match &startable.is_for {
                        Ok(purpose) => div.choice.choice--card {
                            @let id = format!("draaiboek-{}", startable.id);
                            input type="radio" id=(id) name="playbook" value=(startable.id)
                                checked[typed.has("playbook", &startable.id)];
                            label for=(id) {
                                strong { (purpose.title) }
                                span.hint { (purpose.summary) }
                            }
                        }
                        Err(why) => p.hint { (startable.id) ": " (why) }
                    }
                }
            }
            div.grid {
                (text("titel", "title", "Hoe noemt het team dit?", typed.get("title"), "leeg = de naam van het draaiboek"))
                (text("begonnen", "began", "Wanneer begon het?", typed.get("began"), "leeg = nu; anders 19:30"))
                (text("starter", "name", "Uw naam", typed.get("name"), "u kiest uw rol op de volgende pagina"))
            }
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Start" }
            }
        }
    }
}

fn choice(name: &str, value: &str, label: &str, typed: &Typed) -> Markup {
    let id = format!("{name}-{value}");
    html! {
        div.choice {
            input type="radio" id=(id) name=(name) value=(value) checked[typed.has(name, value)];
            label for=(id) { (label) }
        }
    }
}
