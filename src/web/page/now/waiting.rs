//! What the team waits for: answers that nobody has, and what happens by itself once they are there.

use maud::{Markup, html};

use super::super::{Shown, words};
use super::opens;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    let board = &shown.board;
    let asked = board
        .questions
        .iter()
        .filter(|question| question.asked_unknown);
    let asked: Vec<_> = asked.collect();
    html! {
        h2.utrecht-heading-2 id="wachten" { "3. Waar wij op wachten" }
        @if board.waiting.is_empty() && asked.is_empty() {
            p.empty { "Er wacht niets." }
        }
        ul.items {
            @for question in &asked {
                li.item {
                    div.item__what {
                        p.item__title { (question.question) }
                        p.item__meta {
                            "Gevraagd, antwoord nog onbekend"
                            @if let Some(at) = question.ask_again { " · opnieuw vragen om " (words::moment(at, shown.now)) }
                        }
                    }
                    div.item__act {
                        a.utrecht-button href=(shown.path(&format!("/vraag/{}", question.id))) {
                            "Antwoord" span.unseen { ": " (question.question) }
                        }
                    }
                }
            }
            @for waiting in &board.waiting {
                li.item {
                    div.item__what {
                        p.item__title { (waiting.what) }
                        (opens(shown, "Wacht op: ", &waiting.answers))
                    }
                }
            }
        }
    }
}
