//! The steps that can be set, and why others cannot be yet.

use maud::{Markup, html};

use super::super::Shown;
use super::{counted, why_not};
use crate::view::TriggerLine;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    let (possible, waiting): (Vec<_>, Vec<_>) = shown
        .board
        .triggers
        .iter()
        .partition(|trigger| !trigger.does.is_empty());
    html! {
        h2.utrecht-heading-2 id="stappen" { "Volgende stappen" }
        @if possible.is_empty() { p.empty { "Er is nu geen stap te zetten." } }
        ul.items { @for trigger in possible { (step_line(shown, trigger)) } }
        @if !waiting.is_empty() {
            details.more {
                summary { (counted(waiting.len(), "stap kan nog niet: waarom?", "stappen kunnen nog niet: waarom?")) }
                ul.items { @for trigger in waiting { (step_line(shown, trigger)) } }
                p { a.utrecht-link href=(shown.path("/waarom")) { "Alles wat nu niet kan, en waarom" } }
            }
        }
    }
}

fn step_line(shown: &Shown<'_>, trigger: &TriggerLine) -> Markup {
    html! {
        li.item {
            div.item__what {
                p.item__title { (trigger.label) }
                @for does in &trigger.does { p.item__meta { "→ " (does) } }
                @for waits in &trigger.waits {
                    p.item__meta { "Nog niet: " (waits.what) }
                    (why_not(shown, &waits.answers))
                }
            }
            @if !trigger.does.is_empty() {
                div.item__act {
                    a.utrecht-button href=(shown.path(&format!("/stap/{}", trigger.id))) {
                        "Zet deze stap…" span.unseen { ": " (trigger.label) }
                    }
                }
            }
        }
    }
}
