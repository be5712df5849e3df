//! "Kaart": the chart of the playbook with where the team is, as pictures and in words.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, words};
use crate::picture::{Standing, standings};

/// How many ways on stand open in a list; the rest is folded up.
const WAYS: usize = 4;

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let standings = standings(&shown.snapshot.plan());
    let (active, others): (Vec<&Standing>, Vec<&Standing>) = standings
        .iter()
        .partition(|standing| !standing.now.is_empty());
    let main = html! {
        div.wide data-live="kaart" {
            section.panel aria-labelledby="kaart" {
                h2.utrecht-heading-2 id="kaart" { "Waar wij zijn in het draaiboek" }
                p.hint { "Stand na regel " (shown.snapshot.head()) ". Onder de tekening staat hetzelfde in woorden." }
                (scrolled(shown, "/kaart/overzicht", "Overzicht", "Overzicht van alle sporen; wat erop staat, staat hieronder in woorden."))
            }
            section.panel aria-labelledby="sporen" {
                h2.utrecht-heading-2 id="sporen" { "Per spoor, in woorden" }
                @for standing in &active { (track(shown, standing)) }
                @if !others.is_empty() {
                    details.more {
                        summary { "Nu niet actief (" (others.len()) ")" }
                        @for standing in &others { (track(shown, standing)) }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Chart, "Kaart", &main)
}

/// Returns which region the name of a picture in an address stands for; nothing for the overview.
pub fn region(name: &str) -> Option<&str> {
    match name {
        "overzicht" => None,
        "geheel" => Some("/"),
        region => Some(region),
    }
}

fn name(region: &str) -> &str {
    match region {
        "/" => "geheel",
        region => region,
    }
}

fn track(shown: &Shown<'_>, standing: &Standing) -> Markup {
    let (first, rest) = standing.follows.split_at(standing.follows.len().min(WAYS));
    html! {
        div.track {
            h3.utrecht-heading-3 { (standing.title) }
            @for (title, since) in &standing.now {
                p { strong { "Nu: " (title) }
                    @if let Some(since) = since { ", sinds " (words::moment(*since, shown.now)) }
                }
            }
            @if standing.now.is_empty() {
                p.item__meta { @if standing.was_here { "Nu niet actief; het team was hier wel." } @else { "Nog niet aan de orde." } }
            }
            @if !first.is_empty() {
                p.item__meta { "Wat kan volgen:" }
                ul.known__list { @for follow in first { (way(follow.to.as_str(), &follow.reasons)) } }
            }
            @if !rest.is_empty() {
                details.more {
                    summary { "Nog " (rest.len()) " " @if rest.len() == 1 { "weg" } @else { "wegen" } " verder" }
                    ul.known__list { @for follow in rest { (way(follow.to.as_str(), &follow.reasons)) } }
                }
            }
            details.more {
                summary { "Tekening van " (standing.title) }
                (scrolled(shown, &format!("/kaart/{}", name(&standing.id)), &standing.title,
                    &format!("Tekening: {}. Waar het team is en wat kan volgen staat erboven in woorden.", standing.title)))
            }
        }
    }
}

fn way(to: &str, reasons: &[String]) -> Markup {
    html! {
        li {
            strong { "→ " (to) }
            @match reasons {
                [] => {}
                [only] => { ": " (only) }
                reasons => { ", elk is genoeg:" ul { @for reason in reasons { li { "– " (reason) } } } }
            }
        }
    }
}

/// Returns a picture in its two colours, in a part that can be moved when it is wider than the screen.
pub fn scrolled(shown: &Shown<'_>, rest: &str, title: &str, alternative: &str) -> Markup {
    let head = shown.snapshot.head();
    let day = shown.path(&format!("{rest}.svg?regel={head}"));
    let night = shown.path(&format!("{rest}.donker.svg?regel={head}"));
    html! {
        div.drawing tabindex="0" role="region" aria-label={"Tekening: " (title)} {
            picture {
                source media="screen and (prefers-color-scheme: dark)" srcset=(night);
                img.drawing__image src=(day) alt=(alternative) loading="lazy";
            }
        }
        p.drawing__open { a.utrecht-link href=(day) { "Open de tekening alleen" span.unseen { ": " (title) } } }
    }
}
