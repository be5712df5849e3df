//! Where the team is, and why.

use maud::{Markup, html};

use super::super::{Shown, words};

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    html! {
        h2.utrecht-heading-2 id="plaats" { "Waar wij zijn" }
        dl.places {
            @for place in &shown.board.places {
                dt {
                    (place.title)
                    @if let Some(since) = place.since { span.item__meta { " sinds " (words::moment(since, shown.now)) } }
                }
                dd { (place.why) }
            }
        }
    }
}
