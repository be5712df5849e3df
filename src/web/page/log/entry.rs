//! One line of the log: everything that is known of it, and the ways to what belongs to it.

use maud::{Markup, html};

use super::super::Shown;
use super::super::frame::{self, Tab};
use super::evidence;
use crate::engine::Event;
use crate::fact::dutch;
use crate::view::{Line, correctable};

/// Returns the address of a line.
pub fn path(shown: &Shown<'_>, seq: u64) -> String {
    shown.path(&format!("/logboek/{seq}"))
}

/// Returns the page of a line; nothing when the log has none.
pub fn page(shown: &Shown<'_>, seq: u64) -> Option<Markup> {
    let incident = &shown.snapshot.incident;
    let entry = incident.entry(seq)?;
    let line = shown.snapshot.line(seq)?;
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { "Regel " (seq) " " span.kind { (line.kind) } }
                (text(&line))
                (facts(shown, &line))
                @if let Event::EvidenceAttached { sha256, size, seen_at } = entry.event() {
                    (evidence::file(shown, entry, &evidence::About { seen_at: *seen_at, sha256, size: *size }))
                }
                @if correctable(incident, seq).is_some() {
                    p.buttons { a.utrecht-button href={(path(shown, seq)) "/verbeter"} { "Klopt deze regel niet?" } }
                }
            }
            p.buttons {
                a.utrecht-link href=(shown.path("/logboek")) { "Terug naar het logboek" }
                @if seq > 1 { a.utrecht-link href=(path(shown, seq - 1)) { "Vorige regel" } }
                @if seq < shown.snapshot.head() { a.utrecht-link href=(path(shown, seq + 1)) { "Volgende regel" } }
            }
        }
    };
    Some(frame::page(shown, Tab::Log, &format!("Regel {seq}"), &main))
}

/// Returns what a line says, struck through when it does not stand.
pub fn text(line: &Line) -> Markup {
    html! {
        p.entry__text.pre { @if line.struck { del { (line.text) } } @else { (line.text) } }
    }
}

fn facts(shown: &Shown<'_>, line: &Line) -> Markup {
    let incident = &shown.snapshot.incident;
    let event = incident.entry(line.seq).map(|entry| entry.event());
    let to = |seq: u64| html! { a.utrecht-link href=(path(shown, seq)) { "regel " (seq) } };
    html! {
        dl.facts {
            div { dt { "Gebeurd" } dd { (dutch::datetime(line.happened_at)) } }
            div { dt { "Vastgelegd" } dd { (dutch::datetime(line.recorded_at)) } }
            div { dt { "Wie" } dd { (line.who) } }
            @if !line.moved.is_empty() { div { dt { "Daardoor" } dd { (dutch::list(&line.moved)) } } }
            @if let Some(by) = line.struck_by { div { dt { "Geldt niet meer door" } dd { (to(by)) } } }
            @if let Some(Event::Corrected { entry, fell_away, .. }) = event {
                div { dt { "Verbetert" } dd { (to(*entry)) } }
                @if !fell_away.is_empty() {
                    div { dt { "Vervallen" } dd { @for (at, seq) in fell_away.iter().enumerate() { @if at > 0 { ", " } (to(*seq)) } } }
                }
            }
        }
    }
}
