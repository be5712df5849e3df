//! One step: what it does now, what it cannot do yet and why, and the reason to set it.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::now::why_not;
use super::{Shown, by};
use crate::view::{Why, why};

/// Returns the page of a step; nothing when the playbook has none.
pub fn page(shown: &Shown<'_>, id: &str) -> Option<Markup> {
    let known = shown.playbook().trigger(id)?;
    let ways = why(
        shown.playbook(),
        shown.snapshot.incident.situation(),
        Some(id),
    );
    let is_possible = ways.iter().any(|way| way.status == "open");
    let own = shown.who.map_or("", |who| who.role.as_str());
    let usual = match known.by.is_empty() || known.by.iter().any(|role| role == own) {
        true => own,
        false => known.by.first().map_or(own, String::as_str),
    };
    let main = html! {
        div.single {
            section.panel {
                form.form method="post" action=(shown.path(&format!("/stap/{id}"))) data-form=(id) {
                    (by::hidden(shown))
                    h2.utrecht-heading-2 { (known.label) }
                    @if ways.is_empty() { p { "Deze stap hoort niet bij waar het team nu is." } }
                    ul.items { @for way in &ways { (line(shown, way)) } }
                    @if is_possible || shown.typed.text("reason").is_some() {
                    div.utrecht-form-field {
                        label.utrecht-form-label for="reden" { "Reden" }
                        textarea.utrecht-textarea id="reden" name="reason" rows="3" maxlength="8000" { (shown.typed.get("reason")) }
                    }
                    (by::fields(shown, "stap", usual))
                    }
                    @if is_possible {
                        div.buttons {
                            button.utrecht-button.utrecht-button--primary-action type="submit" { "Zet deze stap" }
                        }
                    }
                }
            }
            p { a.utrecht-link href=(shown.path("")) { "Terug naar Nu" } }
        }
    };
    Some(frame::page(shown, Tab::Other, "Stap", &main))
}

fn line(shown: &Shown<'_>, way: &Why) -> Markup {
    html! {
        li.item {
            div.item__what {
                p.item__title {
                    @match way.status {
                        "open" => "→ ",
                        "blocked" => "Kan nu niet: ",
                        _ => "Nog niet bekend: ",
                    }
                    (way.what)
                }
                @if !way.answers.is_empty() { (why_not(shown, &way.answers)) }
            }
        }
    }
}
