//! The report on screen: the same document as the file, with the picture of its course in it and the
//! lines of the log as links; for who leads also the points to improve, to write.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, chart, sheet};
use super::improvements::{Points, panel};
use crate::document::Document;
use crate::web::download;

/// What the page is made from besides the incident.
pub struct Report<'a> {
    /// The report up to its course, and from there.
    pub parts: &'a [Document; 2],
    /// What who leads writes with.
    pub points: Option<Points<'a>>,
}

/// Returns the page; without a report as long as it is not to be seen.
pub fn page(shown: &Shown<'_>, report: Option<&Report<'_>>) -> Markup {
    let main = match report {
        None => html! {
            div.single { section.panel aria-labelledby="verslag" {
                h2.utrecht-heading-2 id="verslag" { "Verslag van de oefening" }
                @if shown.board.closed {
                    p { "Het verslag komt in beeld zodra het team zelf elk doel heeft beoordeeld." }
                    p { a.utrecht-link href=(shown.path("/zelfbeeld")) { "Naar het zelfbeeld" } }
                } @else {
                    p { "Het verslag komt na het einde van de oefening, als het team ook zelf elk doel heeft beoordeeld." }
                }
            } }
        },
        Some(report) => whole(shown, report),
    };
    frame::page(shown, Tab::Evaluation, "Verslag van de oefening", &main)
}

fn whole(shown: &Shown<'_>, report: &Report<'_>) -> Markup {
    let [overview, rest] = report.parts;
    let alternative = "Wat er gebeurde, op een lijn van de tijd in het verhaal en de oefentijd. Hetzelfde staat eronder in een tabel.";
    html! {
        @if report.points.is_some() {
            p.looking.looking--lead.no-print { strong { "Voor de oefenleiding." } " Het team ziet dit verslag pas na het einde, als het zelf elk doel heeft beoordeeld. "
                a.utrecht-link href="#verbeterpunten" { "Naar de verbeterpunten" } }
        }
        div.wide {
            section.panel.no-print aria-labelledby="bestand" {
                h2.utrecht-heading-2 id="bestand" { "Als bestand" }
                p.downloads {
                    @for (ending, label) in download::report_formats() {
                        a.utrecht-button href=(shown.path(&format!("/verslag-oefening/{ending}"))) download="" { (label) }
                    }
                }
            }
            section.panel { (sheet::report(shown, overview)) }
            section.panel aria-labelledby="verloop" {
                h2.utrecht-heading-2 id="verloop" { "Verloop en oordeel" }
                (chart::scrolled(shown, "/verslag-oefening/tijdlijn", "Verloop", alternative))
                article.sheet { (sheet::body(shown, rest)) }
            }
            @if let Some(points) = &report.points { (panel(shown, points)) }
        }
    }
}
