//! Closing the incident: first what stays open, then the reason.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by};
use crate::view::{closing, closing_moment, closing_open};

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let board = &shown.board;
    let stays = closing(shown.playbook(), board);
    let typed = &shown.typed;
    let own = shown.who.map_or("", |who| who.role.as_str());
    let open = closing_open(board).filter(|_| !board.closed);
    let main = html! {
        div.single {
            section.panel aria-labelledby="blijft" data-live="blijft" {
                h2.utrecht-heading-2 id="blijft" { "1. Wat er blijft" }
                @if board.closed { p { strong { "Het incident is afgesloten." } } }
                @if stays.is_empty() { p.empty { "Geen bevel, termijn of herziening blijft openstaan." } }
                ul.items { @for line in &stays { li.item { (line) } } }
                @if !board.closed { p { (closing_moment(board)) } }
                @if let Some(open) = open {
                    p {
                        "Ook nog open: " (open) ". "
                        a.utrecht-link href=(shown.path("")) { "Bekijk ze op Nu" }
                    }
                }
                p.hint { "Na het afsluiten gaat het draaiboek niet verder. Regels, verbeteringen, stukken en termijnen kunnen nog wel." }
            }
            @if shown.sight.is_staged && !board.closed {
                section.panel { p { strong { "De oefening eindigt als wie haar leidt dat zegt." }
                    @if shown.sight.staff { " " a.utrecht-link href=(shown.path("/einde")) { "Beëindig de oefening…" } }
                } }
            } @else if !board.closed || typed.text("reason").is_some() {
                section.panel aria-labelledby="sluiten" {
                    h2.utrecht-heading-2 id="sluiten" { "2. Sluit het incident af" }
                    form.form method="post" action=(shown.path("/afsluiten")) data-form="afsluiten" {
                        (by::hidden(shown))
                        div.utrecht-form-field {
                            label.utrecht-form-label for="reden" { "Waarom nu" }
                            textarea.utrecht-textarea id="reden" name="reason" rows="3" maxlength="8000" { (typed.get("reason")) }
                        }
                        div.choice {
                            input type="checkbox" id="gelezen" name="read" value="yes" checked[typed.has("read", "yes")];
                            label for="gelezen" { "Wij hebben gelezen wat er blijft" }
                        }
                        (by::fields(shown, "afsluiten", own))
                        div.buttons { button.utrecht-button.utrecht-button--primary-action type="submit" { "Sluit het incident af" } }
                    }
                }
            }
            p { a.utrecht-link href=(shown.path("/mensen")) { "Terug" } }
        }
    };
    frame::page(shown, Tab::People, "Afsluiten", &main)
}
