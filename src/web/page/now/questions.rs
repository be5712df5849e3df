//! The next question with room for its answer, and those after it.

use maud::{Markup, html};

use super::super::{Shown, question};

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    let open = shown.board.questions.iter().filter(|q| !q.asked_unknown);
    let open: Vec<_> = open.collect();
    html! {
        h2.utrecht-heading-2 id="vragen" {
            "Vragen" @if !open.is_empty() { " (nog " (open.len()) ")" }
        }
        @match open.split_first() {
            None => p.empty { "Er staat geen vraag open." }
            Some((first, rest)) => {
                (question::form(shown, first))
                @if !rest.is_empty() {
                    h3.utrecht-heading-3 { "Daarna" }
                    ul.links {
                        @for question in rest {
                            li {
                                a.utrecht-link href=(shown.path(&format!("/vraag/{}", question.id))) { (question.question) }
                                @if let Some(role) = &question.asked_of { span.item__meta { " " (role) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
