//! The incidents in the folder, and a form to start one.

mod incidents;

pub use incidents::Order;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{frame, start};
use crate::web::shelf::Volume;

/// Where it says that something in the folder changed.
pub const STREAM: &str = "/stroom";

/// What the page is made from.
pub struct Overview<'a> {
    /// Whether the folder holds second copies.
    pub is_copy: bool,
    /// The time on the wall.
    pub now: DateTime<Utc>,
    /// In which order the incidents stand.
    pub order: Order,
    /// The incident files.
    pub volumes: &'a [Volume],
}

/// Returns the page.
pub fn page(overview: &Overview<'_>) -> Markup {
    let main = html! {
        @if overview.is_copy {
            div.remark.remark--first {
                strong { "Dit is de tweede kopie." }
                " Ga hier alleen verder als het bord op de andere computer niet meer werkt. Vergelijk eerst de laatste regel met wat op papier staat."
            }
        }
        div.wide {
            section.panel aria-labelledby="incidenten" {
                h2.utrecht-heading-2 id="incidenten" { "Incidenten in deze map" }
                // Apart from the list: who is in the list with the keyboard hears here that it changed.
                p.item__meta role="status" data-live="stand" { (incidents::count(overview)) }
                p.buttons {
                    a.utrecht-button href="#starten" { "Nieuw incident starten" }
                    a.utrecht-link href="/regio" { "Regionaal beeld" }
                }
                @if overview.volumes.len() > 1 { (incidents::orders(overview)) }
                div data-live="incidenten" { (incidents::part(overview)) }
            }
            section.panel aria-labelledby="starten" { (start::tell(overview.now)) }
            p { a.utrecht-link href="/opstellen" { "Een stuk opstellen zonder incident" } }
        }
    };
    frame::live("Crisisdraaiboek", STREAM, &main)
}
