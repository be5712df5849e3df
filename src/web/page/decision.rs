//! One decision: the question, the options with what stands in their way, and the reason.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::now::why_not;
use super::{Shown, by};
use crate::fact::{dutch, item};
use crate::view::DecisionLine;

/// Returns the page of a decision; nothing when the playbook has none.
pub fn page(shown: &Shown<'_>, id: &str) -> Option<Markup> {
    let known = shown.playbook().decision(item::of_all(id))?;
    let line = shown.board.decisions.iter().find(|line| line.id == id);
    let main = html! {
        div.single {
            section.panel {
                @match line {
                    Some(line) => (form(shown, line, &known.by)),
                    None => {
                        h2.utrecht-heading-2 { (known.title) }
                        p { "Dit besluit ligt nu niet voor." }
                        p { a.utrecht-link href=(shown.path("/waarom")) { "Waarom kan dit niet?" } }
                        (kept(shown))
                    }
                }
            }
            p { a.utrecht-link href=(shown.path("")) { "Terug naar Nu" } }
        }
    };
    Some(frame::page(shown, Tab::Other, "Besluit", &main))
}

fn form(shown: &Shown<'_>, line: &DecisionLine, by: &[String]) -> Markup {
    let own = shown.who.map_or("", |who| who.role.as_str());
    let usual = match by.iter().any(|role| role == own) {
        true => own,
        false => by.first().map_or(own, String::as_str),
    };
    let typed = &shown.typed;
    html! {
        form.form method="post" action=(shown.path(&format!("/besluit/{}", line.id))) data-form=(line.id) {
            (by::hidden(shown))
            h2.utrecht-heading-2 { (line.title) }
            p.question { (line.question) }
            @if !line.advice.is_empty() { p.hint { (line.advice) } }
            @if let Some(chosen) = &line.chosen {
                p.known { "Eerder besloten: " strong { (chosen) } ". Een nieuw besluit komt erbij; het oude blijft in het logboek staan." }
            }
            @if !line.answers.is_empty() { (why_not(shown, &line.answers)) }
            p.item__meta { "Wie mag besluiten: " (dutch::either(&line.by)) }
            fieldset.choices {
                legend.utrecht-form-label { "Keuze" }
                @for option in &line.options {
                    @let id = format!("optie-{}", option.id);
                    div.choice {
                        input type="radio" id=(id) name="option" value=(option.id) checked[typed.has("option", &option.id)];
                        div.choice__what {
                            label for=(id) { (option.title) }
                            // A link inside a label would choose what it explains.
                            @if !option.answers.is_empty() { (why_not(shown, &option.answers)) }
                        }
                    }
                }
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="reden" { "Reden" }
                textarea.utrecht-textarea id="reden" name="reason" rows="4" maxlength="8000" aria-describedby="reden-hint" { (typed.get("reason")) }
                span.hint id="reden-hint" { "Ook wat u afwoog. Wat hier staat kan later openbaar worden (Woo)." }
            }
            (by::text("opnieuw", "review", "Wanneer opnieuw bekijken", typed.get("review"), "leeg mag; anders over 2u, of om 23:30"))
            (by::fields(shown, "besluit", usual))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg het besluit vast" }
            }
        }
    }
}

/// Returns what was typed for a decision that cannot be taken any more, so that it is not lost.
fn kept(shown: &Shown<'_>) -> Markup {
    html! {
        @if let Some(reason) = shown.typed.text("reason") {
            div.known { p { "Wat u schreef, om over te nemen:" } p.pre { (reason) } }
        }
    }
}
