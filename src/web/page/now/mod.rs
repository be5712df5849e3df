//! "Nu": what to decide, what to do, what the team waits for; beside it the next question, the steps
//! that are possible, and the legal terms.

mod clocks;
mod decisions;
mod places;
mod questions;
mod steps;
mod tasks;
mod waiting;

use maud::{Markup, html};

use super::Shown;
use super::frame::{self, Tab};
use super::why::opens;
use crate::view::AnswerLine;

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let main = html! {
        (super::exercise::panel(shown))
        (super::log::line::compact(shown))
        nav.jumps aria-label="Op deze pagina" {
            @for (id, title) in [("besluiten", "Besluiten"), ("doen", "Doen"), ("wachten", "Wachten"),
                ("vragen", "Vragen"), ("stappen", "Stappen"), ("termijnen", "Termijnen")] {
                a.utrecht-link href={"#" (id)} { (title) }
            }
        }
        div.columns {
            div.column {
                section.panel aria-labelledby="besluiten" data-live="besluiten" { (decisions::part(shown)) }
                section.panel aria-labelledby="doen" data-live="doen" { (tasks::part(shown)) }
                section.panel aria-labelledby="wachten" data-live="wachten" { (waiting::part(shown)) }
            }
            div.column {
                section.panel aria-labelledby="vragen" data-live="vragen" { (questions::part(shown)) }
                section.panel aria-labelledby="stappen" data-live="stappen" { (steps::part(shown)) }
                section.panel aria-labelledby="termijnen" data-live="termijnen" { (clocks::part(shown)) }
                section.panel aria-labelledby="plaats" data-live="waar" { (places::part(shown)) }
            }
        }
    };
    frame::page(shown, Tab::Now, "Nu", &main)
}

/// Returns what would open the way, each with the place where it is answered.
pub fn why_not(shown: &Shown<'_>, answers: &[AnswerLine]) -> Markup {
    opens(shown, "Waarom niet? Nodig: ", answers)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}
