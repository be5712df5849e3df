//! The incidents as cards, large enough to read on a wall: what is real and open first.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::Overview;
use crate::fact::dutch;
use crate::web::page::words;
use crate::web::shelf::{Held, Volume};

/// In which order incidents stand, after what is real and open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The next deadline first.
    #[default]
    Due,
    /// The one that began last first.
    Start,
    /// By name.
    Title,
}

/// The orders, as an address and a page name them.
const ORDERS: [(Order, &str, &str); 3] = [
    (Order::Due, "termijn", "eerst wat het eerst moet"),
    (Order::Start, "begin", "nieuwste eerst"),
    (Order::Title, "naam", "op naam"),
];

/// How many places in the playbook stand on a card.
const PLACES: usize = 3;

impl Order {
    /// Returns the order that an address asks for.
    pub fn of(asking: &[(String, String)]) -> Order {
        let asked = asking.iter().find(|(name, _)| name == "volgorde");
        let known = asked.and_then(|(_, value)| ORDERS.iter().find(|(_, name, _)| name == value));
        known.map_or_else(Order::default, |(order, ..)| *order)
    }
}

/// Returns how many there are, and when the last line came.
pub fn count(overview: &Overview<'_>) -> Markup {
    let held = overview
        .volumes
        .iter()
        .filter_map(|one| one.holds.as_ref().ok());
    let (closed, open): (Vec<&Held>, Vec<&Held>) = held.partition(|held| held.summary.closed);
    let last = open
        .iter()
        .chain(&closed)
        .filter_map(|held| held.summary.last)
        .max();
    html! {
        (open.len()) " open, " (closed.len()) " afgesloten"
        @if let Some(last) = last { " · laatste regel " (words::moment(last, overview.now)) }
    }
}

/// Returns the ways to another order.
pub fn orders(overview: &Overview<'_>) -> Markup {
    html! {
        p.order { "Volgorde: "
            @for (at, (order, name, words)) in ORDERS.iter().enumerate() {
                @if at > 0 { " · " }
                a.utrecht-link href={"/?volgorde=" (name)} aria-current=[(*order == overview.order).then_some("true")] { (words) }
            }
        }
    }
}

/// Returns this part of the page.
pub fn part(overview: &Overview<'_>) -> Markup {
    let now = overview.now;
    let mut held: Vec<(&Held, &str)> = Vec::new();
    let mut broken: Vec<(&str, &str)> = Vec::new();
    for Volume { file, holds, .. } in overview.volumes {
        match holds {
            Ok(one) => held.push((one, file)),
            Err(why) => broken.push((file, why)),
        }
    }
    held.sort_by(|(one, _), (other, _)| {
        let group = |held: &Held| (held.summary.closed, held.summary.mark != "ECHT");
        let due = |held: &Held| {
            let next = held
                .summary
                .next(now + held.ahead)
                .map(|(at, _)| *at - held.ahead);
            (next.is_none(), next)
        };
        let by_order = match overview.order {
            Order::Due => due(one).cmp(&due(other)),
            Order::Start => other.summary.since.cmp(&one.summary.since),
            Order::Title => one.summary.title.cmp(&other.summary.title),
        };
        group(one).cmp(&group(other)).then(by_order)
    });
    let (open, closed): (Vec<_>, Vec<_>) =
        held.into_iter().partition(|(held, _)| !held.summary.closed);
    html! {
        @if overview.volumes.is_empty() { p.empty { "Er is hier nog geen incident." } }
        ul.wall { @for (held, file) in &open { li { (card(held, file, now)) } } }
        @if !broken.is_empty() {
            ul.items { @for (file, why) in &broken {
                li.item { div.item__what { p.item__title { (file) } p.item__meta { (why) } } }
            } }
        }
        @if !closed.is_empty() {
            details.more open[open.is_empty()] {
                summary { "Afgesloten (" (closed.len()) ")" }
                ul.wall { @for (held, file) in &closed { li { (card(held, file, now)) } } }
            }
        }
    }
}

fn card(held: &Held, file: &str, wall: DateTime<Utc>) -> Markup {
    let summary = &held.summary;
    let now = wall + held.ahead;
    let is_real = summary.mark == "ECHT";
    let class = if is_real { "real" } else { "exercise" };
    let (phase, more) = summary.phase.split_at(summary.phase.len().min(PLACES));
    let late = summary.late(now);
    html! {
        article class={"incident incident--" (class)} {
            h3.incident__title {
                span.mark.mark--real[is_real] { (summary.mark) } " "
                a.utrecht-link href=(format!("/i/{}", held.id)) { (summary.title) }
            }
            dl.incident__facts {
                @if let Some(phase) = held.phase { dt { "Oefening" } dd.incident__phase { (phase.dutch()) } }
                dt { "Soort" } dd { (summary.kind) }
                @if let Some(place) = &summary.place { dt { "Plaats" } dd { (place) } }
                @if let Some(since) = summary.since {
                    dt { "Sinds" } dd { (words::moment(since, now)) }
                }
                dt { "Fase" }
                dd {
                    @if summary.closed { "afgesloten" } @else { (dutch::list(phase)) }
                    @if !summary.closed && !more.is_empty() { " en nog " (more.len()) }
                }
                @if !summary.closed {
                    dt { "Eerstvolgend" }
                    dd {
                        @match summary.next(now) {
                            Some((at, what)) => { (words::moment(*at, now)) " (" (words::until(*at, now)) "): " (what) }
                            None => "geen termijn",
                        }
                    }
                    @if late > 0 { dt { "Te laat" } dd.incident__late { (late) } }
                    dt { "Te besluiten" } dd { (summary.open_decisions) }
                }
            }
            p.item__meta {
                @if let Some(last) = summary.last { "laatste regel " (summary.head) ", " (words::moment(last, wall)) " · " }
                (file)
            }
        }
    }
}
