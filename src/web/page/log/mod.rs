//! The log: one line to type in, always ready, what to look for, and what was written, newest first.

pub mod correction;
pub mod entry;
pub mod evidence;
mod instead;
pub mod line;
mod look;
pub mod paper;

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, words};
use crate::engine::Event;
use crate::fact::dutch;
use crate::view::{self, Line};
use crate::web::form;
use crate::web::typed::Typed;

/// How many lines stand on one page.
const LINES: usize = 100;

/// Returns the page; `asked` is what stands behind its address: what to look for, and `voor`, the
/// line before which the log is shown.
pub fn page(shown: &Shown<'_>, asked: &Typed) -> Markup {
    let (search, wrong) = form::search::read(asked, shown.now);
    let before: Option<u64> = asked.get("voor").parse().ok();
    let incident = &shown.snapshot.incident;
    let found = view::search(shown.playbook(), incident, &search, before, LINES);
    let oldest = found.lines.last().map(|line| line.seq);
    let main = html! {
        div.wide {
            section.panel aria-label="Regel schrijven" { (line::form(shown)) }
            (look::panel(shown, asked, &search, &wrong))
            section.panel aria-labelledby="regels" data-live=[before.is_none().then_some("regels")] {
                h2.utrecht-heading-2 id="regels" { "Logboek" (counted(found.total, search.is_empty(), &found.lines)) }
                @if found.lines.is_empty() {
                    p.empty { "Er is niets gevonden." }
                } @else {
                    (table(shown, &found.lines))
                }
                p.buttons {
                    @if let Some(oldest) = oldest.filter(|_| found.more) {
                        a.utrecht-link href=(look::address(shown, asked, Some(oldest))) { "Ouder" }
                    }
                    @if before.is_some() {
                        a.utrecht-link href=(look::address(shown, asked, None)) { "Nieuwste" }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Log, "Logboek", &main)
}

fn counted(total: usize, is_all: bool, lines: &[Line]) -> Markup {
    let ends = lines.first().zip(lines.last());
    html! {
        span.item__meta role=[(!is_all).then_some("status")] {
            @match total {
                1 => " 1 regel",
                total => { " " (total) " regels" }
            }
            @if !is_all { " gevonden" }
            @if let Some((newest, oldest)) = ends.filter(|_| lines.len() < total) {
                ", hier " (newest.seq) " tot en met " (oldest.seq)
            }
            ", nieuwste bovenaan"
        }
    }
}

fn table(shown: &Shown<'_>, lines: &[Line]) -> Markup {
    html! {
        table.log {
            thead { tr {
                th scope="col" { "Nr" }
                th scope="col" { "Gebeurd" }
                th scope="col" { "Soort" }
                th scope="col" { "Wat" }
                th scope="col" { "Wie" }
            } }
            tbody { @for line in lines { (row(shown, line)) } }
        }
    }
}

fn row(shown: &Shown<'_>, line: &Line) -> Markup {
    let happened = words::moment(line.happened_at, shown.now);
    let recorded = words::moment(line.recorded_at, shown.now);
    html! {
        tr.log__struck[line.struck] id={"regel-" (line.seq)} {
            td.log__seq {
                a.utrecht-link href=(entry::path(shown, line.seq)) { span.unseen { "Regel " } (line.seq) }
            }
            td.log__time {
                (happened)
                @if happened != recorded { " " span.item__meta { "vastgelegd " (recorded) } }
            }
            td.log__kind { span.kind { (line.kind) } }
            td.log__text {
                @if line.struck { del { (line.text) } } @else { (line.text) }
                @if !line.moved.is_empty() { span.item__meta { "→ " (dutch::list(&line.moved)) } }
                (ways(shown, line))
            }
            td.log__who { (line.who) }
        }
    }
}

/// Returns the ways from a line to what belongs to it: its correction, what it corrects, its file.
fn ways(shown: &Shown<'_>, line: &Line) -> Markup {
    let event = shown
        .snapshot
        .incident
        .entry(line.seq)
        .map(|entry| entry.event());
    let to = |seq: u64, label: &str| {
        html! { a.utrecht-link href=(entry::path(shown, seq)) { (label) " " (seq) } }
    };
    html! {
        @if let Some(by) = line.struck_by { span.item__meta { (to(by, "Zie regel")) } }
        @match event {
            Some(Event::Corrected { entry, .. }) => span.item__meta { (to(*entry, "Verbetert regel")) },
            Some(Event::EvidenceAttached { .. }) => span.item__meta { (to(line.seq, "Bekijk het bestand van regel")) },
            _ => {}
        }
    }
}
