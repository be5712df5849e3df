//! Legal clocks, with their source.

use maud::{Markup, html};

use super::super::Shown;
use super::counted;
use crate::fact::dutch;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    let (running, ended): (Vec<_>, Vec<_>) = shown
        .board
        .clocks
        .iter()
        .partition(|clock| clock.ended.is_none());
    html! {
        h2.utrecht-heading-2 id="termijnen" { "Wettelijke termijnen" }
        @if running.is_empty() { p.empty { "Er loopt geen termijn." } }
        ul.items {
            @for clock in &running {
                li.item {
                    div.item__what {
                        p.item__title { (clock.title) }
                        p { strong { (clock.until()) } }
                        p.item__meta {
                            "Begin: " (clock.started)
                            @if !clock.sources.is_empty() { " · " (dutch::list(&clock.sources)) }
                        }
                        @for candidate in &clock.candidates { p.item__meta { (candidate.words()) } }
                        @for note in &clock.notes { p.item__meta { (note) } }
                    }
                    @if clock.is_judged {
                        div.item__act {
                            a.utrecht-button href=(shown.path(&format!("/termijn/{}", clock.id))) {
                                "Afsluiten…" span.unseen { ": " (clock.title) }
                            }
                        }
                    }
                }
            }
        }
        @if !ended.is_empty() {
            details.more {
                summary { (counted(ended.len(), "termijn is geëindigd", "termijnen zijn geëindigd")) }
                ul.items {
                    @for clock in &ended {
                        li.item { div.item__what {
                            p.item__title { (clock.title) }
                            p.item__meta { (clock.ended.as_deref().unwrap_or_default()) }
                        } }
                    }
                }
            }
        }
    }
}
