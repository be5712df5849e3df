//! "Oordeel": what the team wants, what may come, and each power against what is known.

use maud::{Markup, html};

use super::super::{Shown, words};
use super::change;
use crate::engine::World;
use crate::view::{Finding, GateStatus, MeetingView, PowerLine, powers};

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>, seen: &MeetingView) -> Markup {
    let snapshot = shown.snapshot;
    let world = World::new(shown.playbook(), snapshot.incident.situation());
    let lines = powers(shown.playbook(), &snapshot.material.law, &world);
    let of = |findings: &[Finding]| -> Vec<&PowerLine> {
        let lines = lines.iter();
        lines
            .filter(|line| findings.contains(&line.finding))
            .collect()
    };
    let groups = [
        (
            "aanwezig",
            "Voorwaarden aanwezig",
            of(&[Finding::Present]),
            true,
        ),
        (
            "twijfel",
            "Aanwezig, maar onbevestigd",
            of(&[Finding::Doubt]),
            true,
        ),
        ("weten", "Nog niet bekend", of(&[Finding::Unknown]), false),
        (
            "ontbreekt",
            "Voorwaarden ontbreken",
            of(&[Finding::Missing]),
            false,
        ),
        (
            "verworpen",
            "Grondslag door de rechter verworpen",
            of(&[Finding::Rejected]),
            true,
        ),
    ];
    html! {
        section.panel aria-labelledby="doel" data-live="doel" {
            h3.utrecht-heading-3 id="doel" { "Doel en verwachting" }
            ul.items {
                @for line in &seen.weighed {
                    li.item {
                        div.item__what {
                            p.item__meta { (line.label) }
                            p.item__title {
                                (change(&line.change))
                                @if line.value.is_empty() { "nog niet besproken" } @else { (line.value) }
                            }
                            @if let Some(at) = line.at { p.item__meta { (words::moment(at, shown.now)) } }
                        }
                        div.item__act {
                            a.utrecht-button href=(shown.path(&format!("/vraag/{}", line.id))) {
                                @if line.value.is_empty() { "Vul in" } @else { "Pas aan" }
                                span.unseen { ": " (line.label) }
                            }
                        }
                    }
                }
            }
        }
        section.panel aria-labelledby="bevoegdheden" data-live="bevoegdheden" {
            h3.utrecht-heading-3 id="bevoegdheden" { "Wat wij kunnen doen" }
            p.hint { "Van licht naar zwaar. Hier staat wat bekend is, niet of het nodig is of mag: dat weegt het team, met de jurist." }
            @for (id, title, lines, is_open) in &groups {
                @if !lines.is_empty() {
                    details.powers open[*is_open] id=(id) {
                        summary { (title) " (" (lines.len()) ")" }
                        ul.items { @for line in lines { (power(shown, line)) } }
                    }
                }
            }
        }
    }
}

fn power(shown: &Shown<'_>, line: &PowerLine) -> Markup {
    let gates = line.gates.iter();
    let gates: Vec<_> = gates
        .filter(|gate| gate.status != GateStatus::NotApplicable)
        .collect();
    html! {
        li.item { div.item__what {
            p.item__title { (line.title) }
            p.item__meta { (line.organ) @if !line.maximum.is_empty() { " · " (line.maximum) } }
            @if line.finding == Finding::Rejected { p { strong { (line.finding_text) } } }
            @for (fact, question) in &line.questions {
                p { a.utrecht-link href=(shown.path(&format!("/vraag/{fact}"))) { (question) } }
            }
            @for conflict in &line.conflicts { p.item__meta { "Let op: " (conflict) "." } }
            @if !gates.is_empty() {
                details.more {
                    summary { "Voorwaarden (" (gates.len()) ")" }
                    ul.conditions { @for gate in &gates {
                        li { span.condition { (gate.status_text) } " " (gate.title) }
                    } }
                }
            }
        } }
    }
}
