//! The decisions as they were taken, and the list that a meeting leaves behind.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::sheet;
use super::{Shown, words};
use crate::fact::dutch;
use crate::view::{Taken, taken};
use crate::web::{download, report};

/// The template of the list.
pub const LIST: &str = "besluitenlijst";

/// Returns the page with every decision, newest first.
pub fn page(shown: &Shown<'_>) -> Markup {
    let snapshot = shown.snapshot;
    let lines = taken(shown.playbook(), &snapshot.material.law, &snapshot.incident);
    let (standing, gone): (Vec<&Taken>, Vec<&Taken>) =
        lines.iter().rev().partition(|line| line.is_standing);
    let open = shown
        .board
        .decisions
        .iter()
        .filter(|line| line.chosen.is_none());
    let open: Vec<_> = open.collect();
    let main = html! {
        div.wide {
            section.panel aria-labelledby="genomen" data-live="genomen" {
                h2.utrecht-heading-2 id="genomen" { "Besluiten die gelden (" (standing.len()) ")" }
                @if standing.is_empty() { p.empty { "Er is nog niets besloten." } }
                ul.items { @for one in &standing { (line(shown, one)) } }
            }
            @if !open.is_empty() {
                section.panel aria-labelledby="open" data-live="open" {
                    h2.utrecht-heading-2 id="open" { "Nog te besluiten (" (open.len()) ")" }
                    ul.links {
                        @for one in &open {
                            li {
                                a.utrecht-link href=(shown.path(&format!("/besluit/{}", one.id))) { (one.question) }
                                span.item__meta { " door " (dutch::either(&one.by)) @if !one.blocked_by.is_empty() { " · kan nog niet: " a.utrecht-link href=(shown.path("/waarom")) { "waarom?" } } }
                            }
                        }
                    }
                }
            }
            @if !gone.is_empty() {
                section.panel aria-labelledby="weg" data-live="weg" {
                    h2.utrecht-heading-2 id="weg" { "Vervangen of vervallen (" (gone.len()) ")" }
                    ul.items { @for one in &gone { (line(shown, one)) } }
                }
            }
            p.buttons.no-print {
                a.utrecht-button href=(shown.path("/besluitenlijst")) { "Besluiten- en actielijst" }
                a.utrecht-link href={(shown.path("/overleg/besluit")) "#vrij"} { "Leg een besluit vast dat niet in het draaiboek staat" }
            }
        }
    };
    frame::page(shown, Tab::Decisions, "Besluiten", &main)
}

/// Returns the page with the list that a meeting leaves behind.
pub fn list_page(shown: &Shown<'_>) -> Markup {
    let main = html! { div.wide { (list(shown)) } };
    frame::page(shown, Tab::Decisions, "Besluiten- en actielijst", &main)
}

/// Returns the list, with its files.
pub fn list(shown: &Shown<'_>) -> Markup {
    html! {
        @match report::report(shown.snapshot, LIST, shown.now) {
            None => section.panel { p { "De lijst kan nu niet worden gemaakt. De besluiten staan in het logboek." } },
            Some(made) => section.panel data-live="lijst" {
                (sheet::report(shown, made.document()))
                p.buttons.no-print {
                    "Opslaan als "
                    @for (ending, label) in download::report_formats() {
                        a.utrecht-link href=(shown.path(&format!("/besluitenlijst/{ending}"))) download="" { (label) } " "
                    }
                    span.hint { "Afdrukken: met de printer van de browser (Ctrl+P)." }
                }
            }
        }
    }
}

/// Returns a decision with everything that was said about it.
pub fn line(shown: &Shown<'_>, line: &Taken) -> Markup {
    html! {
        li.item.taken.taken--gone[!line.is_standing] { div.item__what {
            p.item__title {
                (standing(line)) " "
                @let text = html! { (line.title) @if !line.option.is_empty() { ": " (line.option) } };
                @if line.is_standing { (text) } @else { del { (text) } }
                @if line.id.is_none() { " " span.kind { "niet in het draaiboek" } }
            }
            @if !line.reason.is_empty() { p.pre { span.taken__label { "Reden: " } (line.reason) } }
            @else if line.id.is_some() { p { span.taken__label { "Reden: " } "niet vastgelegd" } }
            p.item__meta { (words::moment(line.at, shown.now)) " · " (line.who) " · regel " (line.seq) }
            (review(shown, line))
            @if !line.question.is_empty() {
                details.more {
                    summary { "Vraag, mogelijkheden en grondslag" span.unseen { ": " (line.title) } }
                    p { span.taken__label { "Vraag: " } (line.question) }
                    p { span.taken__label { "Gekozen: " } (line.option) }
                    @if !line.others.is_empty() {
                        p { span.taken__label { "Niet gekozen: " } (line.others.join("; ")) }
                    }
                    @if !line.condition.is_empty() {
                        p { span.taken__label { "Voorwaarde: " } (line.condition) }
                    }
                    @if !line.sources.is_empty() {
                        p { span.taken__label { "Grondslag: " } (line.sources.join("; ")) }
                    }
                }
            }
        } }
    }
}

/// Returns what became of a decision, as a mark.
pub fn standing(line: &Taken) -> Markup {
    html! { span.kind.kind--gone[!line.is_standing] { (line.status) } }
}

/// Returns when a decision is looked at again.
pub fn review(shown: &Shown<'_>, line: &Taken) -> Markup {
    let at = line.review_at.filter(|_| line.is_standing);
    html! {
        @if let Some(at) = at {
            @let is_due = at <= shown.now;
            p.due.due--late[is_due] {
                @if is_due { "NU opnieuw bekijken: afgesproken om " (words::moment(at, shown.now)) }
                @else { "Opnieuw bekijken om " (words::moment(at, shown.now)) " (" (words::until(at, shown.now)) ")" }
            }
        }
    }
}
