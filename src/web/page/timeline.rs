//! "Tijdlijn": the incident as a picture over time, and the same as a table.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, chart, words};
use crate::view::Point;

/// How many rows stand open; the rest is folded up.
const ROWS: usize = 100;

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let timeline = shown.snapshot.timeline(shown.now);
    let points = timeline.points();
    let (earlier, last) = points.split_at(points.len().saturating_sub(ROWS));
    let alternative = "De regels van het logboek en de termijnen op een lijn van tijd. Dezelfde gegevens staan eronder in een tabel.";
    let main = html! {
        div.wide data-live="tijdlijn" {
            section.panel aria-labelledby="lijn" {
                h2.utrecht-heading-2 id="lijn" { "Tijdlijn" span.item__meta { " stand na regel " (timeline.seq) } }
                (chart::scrolled(shown, "/tijdlijn/tijdlijn", "Tijdlijn", alternative))
            }
            section.panel aria-labelledby="tabel" {
                h2.utrecht-heading-2 id="tabel" { "Dezelfde gegevens als tabel" span.item__meta { ", oudste bovenaan" } }
                @if !earlier.is_empty() {
                    details.more {
                        summary { "Eerder (" (earlier.len()) " regels)" }
                        (table(shown, earlier))
                    }
                }
                (table(shown, last))
            }
        }
    };
    frame::page(shown, Tab::Timeline, "Tijdlijn", &main)
}

fn table(shown: &Shown<'_>, points: &[(&'static str, &Point)]) -> Markup {
    html! {
        table.log {
            thead { tr {
                th scope="col" { "Nr" }
                th scope="col" { "Wanneer" }
                th scope="col" { "Baan" }
                th scope="col" { "Wat" }
            } }
            tbody { @for (lane, point) in points { (row(shown, lane, point)) } }
        }
    }
}

fn row(shown: &Shown<'_>, lane: &str, point: &Point) -> Markup {
    let late = point.is_due && point.at < shown.now;
    html! {
        tr.log__struck[point.struck] {
            td.log__seq { @if let Some(seq) = point.seq { (seq) } @else { "–" } }
            td.log__time {
                @if point.is_due { "vóór " }
                (words::moment(point.at, shown.now))
                @if let Some(recorded) = point.recorded_at {
                    span.item__meta { "vastgelegd " (words::moment(recorded, shown.now)) }
                }
                @if point.is_due {
                    span.item__meta.due--late[late] { (words::until(point.at, shown.now)) }
                }
            }
            td.log__kind { span.kind { (lane) } }
            td.log__text { @if point.struck { del { (point.text) } } @else { (point.text) } }
        }
    }
}
