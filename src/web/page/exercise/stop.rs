//! Noodstop: everybody can stop the exercise when it is none any more; one form, one button.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let is_halted = shown.snapshot.incident.situation().halted.is_some();
    let main = html! {
        div.single {
            section.panel aria-labelledby="stop" {
                h2.utrecht-heading-2 id="stop" { "Noodstop: dit is geen oefening" }
                @if is_halted {
                    p { "De oefening ligt al stil. Wie de oefening leidt, kan haar weer laten beginnen." }
                } @else {
                    form.form method="post" action=(shown.path("/noodstop")) data-form="noodstop" {
                        (by::hidden(shown))
                        p { "Alle schermen zeggen dan meteen ‘GEEN OEFENING’, en de klok staat stil. Gebruik dit als er echt iets is: iemand is onwel, er is een echte melding, of het loopt uit de hand." }
                        (by::text("noodstop-reden", "reason", "Wat is er aan de hand?", shown.typed.get("reason"), ""))
                        div.buttons {
                            button.utrecht-button.utrecht-button--primary-action.stop-button type="submit" { "Stop de oefening nu" }
                            a.utrecht-link href=(shown.path("")) { "Terug, niet stoppen" }
                        }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Stop, "Noodstop", &main)
}
