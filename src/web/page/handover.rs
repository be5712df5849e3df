//! Handing over a role: the sheet that is read out, what the one who leaves passes on, and what the one
//! who comes says back.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::people::roles;
use super::sheet;
use super::{Shown, by};
use crate::view;
use crate::web::{download, report};

/// The template of the sheet.
pub const SHEET: &str = "overdracht";

/// Returns the page, with a role chosen when the address names one.
pub fn page(shown: &Shown<'_>, role: Option<&str>) -> Markup {
    let made = report::report(shown.snapshot, SHEET, shown.now);
    let main = html! {
        div.wide {
            section.panel.no-print aria-labelledby="overdragen" {
                h2.utrecht-heading-2 id="overdragen" { "Draag een rol over" }
                @if shown.board.closed { p { "Het incident is afgesloten." } }
                @else { (form(shown, role)) }
            }
            @match made {
                None => section.panel { p { "Het overdrachtsblad kan nu niet worden gemaakt. Gebruik ‘Nu’ en het logboek." } },
                Some(made) => section.panel data-live="blad" {
                    (sheet::report(shown, made.document()))
                    p.buttons.no-print {
                        "Opslaan als "
                        @for (ending, label) in download::report_formats() {
                            a.utrecht-link href=(shown.path(&format!("/overdracht/{ending}"))) download="" { (label) } " "
                        }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Handover, "Overdracht", &main)
}

fn form(shown: &Shown<'_>, role: Option<&str>) -> Markup {
    let typed = &shown.typed;
    let people = view::people(shown.playbook(), &shown.snapshot.incident);
    let own = shown.who.map_or("", |who| who.role.as_str());
    let chosen = match typed.text("of") {
        Some(typed) => typed,
        None => role.unwrap_or(own).to_owned(),
    };
    let holder = people.iter().find(|line| line.id == chosen);
    let from = match typed.text("from") {
        Some(typed) => typed,
        None => (holder.and_then(|line| line.person.clone()))
            .or_else(|| shown.who.filter(|who| who.role == chosen)?.name.clone())
            .unwrap_or_default(),
    };
    html! {
        form.form method="post" action=(shown.path("/overdracht")) data-form="overdracht" {
            (by::hidden(shown))
            p.hint { "Wie gaat, leest het blad hieronder voor. Wie komt, zegt het in eigen woorden terug. Daarna wisselt de rol, in één regel in het logboek." }
            div.grid {
                (roles("over-rol", "of", "Rol", &people, &chosen))
                (by::text("over-van", "from", "Wie gaat", &from, ""))
                (by::text("over-naar", "person", "Wie komt", typed.get("person"), ""))
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="over-zorg" { "Wat wie gaat meegeeft" }
                textarea.utrecht-textarea id="over-zorg" name="worries" rows="3" maxlength="8000" aria-describedby="over-zorg-hint" { (typed.get("worries")) }
                span.hint id="over-zorg-hint" { "Zorgen, afspraken die nergens staan, en: als dit gebeurt, doe dan dat." }
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="over-terug" { "Wat wie komt terugzegt" }
                textarea.utrecht-textarea id="over-terug" name="read_back" rows="4" maxlength="8000" aria-describedby="over-terug-hint" { (typed.get("read_back")) }
                span.hint id="over-terug-hint" { "In eigen woorden: wat speelt er, wat loopt het eerst af, wat is nog niet zeker, en wat doet u als het misgaat?" }
            }
            (by::fields(shown, "over", &chosen))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg de overdracht vast" }
            }
        }
    }
}
