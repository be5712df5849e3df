//! What to decide, with who may, and why something cannot be decided yet.

use maud::{Markup, html};

use super::super::Shown;
use super::{counted, why_not};
use crate::fact::dutch;
use crate::view::DecisionLine;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    let (open, taken): (Vec<_>, Vec<_>) = shown
        .board
        .decisions
        .iter()
        .partition(|decision| decision.chosen.is_none());
    html! {
        h2.utrecht-heading-2 id="besluiten" { "1. Besluiten" }
        @if open.is_empty() { p.empty { "Er ligt nu geen besluit voor." } }
        ul.items { @for decision in &open { (decision_line(shown, decision)) } }
        @if !taken.is_empty() {
            details.more {
                summary { (counted(taken.len(), "eerder genomen besluit", "eerder genomen besluiten")) }
                ul.items { @for decision in &taken { (decision_line(shown, decision)) } }
            }
        }
    }
}

fn decision_line(shown: &Shown<'_>, decision: &DecisionLine) -> Markup {
    let is_open = decision.blocked_by.is_empty();
    html! {
        li.item {
            div.item__what {
                p.item__title { (decision.title) }
                @match &decision.chosen {
                    Some(chosen) => p.item__meta { "Besloten: " strong { (chosen) } }
                    None => p.item__meta { "Door " (dutch::either(&decision.by)) }
                }
                @if !is_open {
                    (why_not(shown, &decision.answers))
                }
            }
            @if is_open {
                div.item__act {
                    a.utrecht-button.utrecht-button--primary-action[decision.chosen.is_none()]
                        href=(shown.path(&format!("/besluit/{}", decision.id))) {
                        @if decision.chosen.is_none() { "Besluiten" } @else { "Opnieuw besluiten" }
                    }
                }
            }
        }
    }
}
