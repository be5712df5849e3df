//! "Zijtak": two rooms that parted, beside each other from the last common line, and what is taken over.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by, words};
use crate::engine::{Entry, Event};
use crate::view::{self, Branch, BranchPart, Line};

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let branches = view::branches(shown.playbook(), &shown.snapshot.incident);
    let main = html! {
        div.wide {
            @if branches.is_empty() {
                section.panel {
                    h2.utrecht-heading-2 { "Geen zijtak" }
                    p { "Er is geen tweede ruimte samengevoegd met dit logboek. Werkte een andere ruimte verder in een kopie? Breng dat bestand hierheen en voeg het samen met het programma." }
                    p.hint { "draaiboek join (dit bestand) (het andere bestand)" }
                }
            }
            @for branch in &branches { (one(shown, branch)) }
        }
    };
    frame::page(shown, Tab::Branch, "Zijtak", &main)
}

fn one(shown: &Shown<'_>, branch: &Branch) -> Markup {
    let room = branch.room.as_deref().unwrap_or("naam gewist");
    let id = format!("zijtak-{}", branch.seq);
    html! {
        section.panel aria-labelledby=(id) {
            h2.utrecht-heading-2 id=(id) { "Zijtak: " (room) }
            p { "Beide logboeken zijn gelijk tot en met regel " (branch.fork) ". Samengevoegd in regel " (branch.seq) ". Wat in de zijtak staat, geldt hier pas als iemand het overneemt." }
            div.branches {
                div {
                    h3.utrecht-heading-3 { "Hier (" (branch.here.len()) ")" }
                    ul.items { @for line in &branch.here { li.item { div.item__what { (words_of(shown, line, &line.seq.to_string())) } } } }
                }
                div {
                    h3.utrecht-heading-3 { (room) " (" (branch.there.len()) ")" }
                    ul.items { @for part in &branch.there { li.item { (part_line(shown, part)) } } }
                }
            }
        }
    }
}

fn words_of(shown: &Shown<'_>, line: &Line, number: &str) -> Markup {
    let (happened, recorded) = (
        words::moment(line.happened_at, shown.now),
        words::moment(line.recorded_at, shown.now),
    );
    html! {
        p { strong { (number) } " " span.kind { (line.kind) } " " (line.text) }
        p.item__meta {
            (happened)
            @if happened != recorded { ", vastgelegd " (recorded) }
            " · " (line.who)
        }
    }
}

fn part_line(shown: &Shown<'_>, part: &BranchPart) -> Markup {
    let seq = part.line.seq;
    let incident = &shown.snapshot.incident;
    let was = incident.entry(seq).and_then(view::original);
    let role = was.as_ref().and_then(|was| was.meta.by.as_ref());
    let own = shown.who.map_or("", |who| who.role.as_str());
    let usual = role.map_or(own, |by| by.decided.as_str());
    let is_of_time = was.as_ref().is_some_and(|was| was.event().is_of_time());
    let closes = |was: &&Entry| matches!(was.event(), Event::IncidentClosed);
    let is_closing = was.as_ref().filter(closes).is_some();
    html! {
        div.item__what {
            (words_of(shown, &part.line, &format!("{} (hier {seq})", part.seq)))
            @match part.taken_over_by {
                Some(by) => p.item__meta { strong { "Overgenomen in regel " (by) "." } },
                None if is_of_time || is_closing => {}
                None => details.more {
                    summary { "Overnemen" span.unseen { ": regel " (seq) } }
                    form.form method="post" action=(shown.path(&format!("/zijtak/{seq}"))) data-form={"zijtak-" (seq)} {
                        (by::hidden(shown))
                        (by::fields(shown, &format!("zijtak-{seq}"), usual))
                        div.buttons {
                            button.utrecht-button.utrecht-button--primary-action type="submit" { "Neem over als nieuwe regel" span.unseen { ": regel " (seq) } }
                        }
                    }
                },
            }
        }
    }
}
