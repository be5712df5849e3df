//! The versions of a document, what was done with each, and what can be done next.

use maud::{Markup, html};

use super::super::Shown;
use super::{address, facts, line};
use crate::engine::Stage;
use crate::view::STAGES;
use crate::web::paper::Paper;

/// Returns the lines of the drafts of a document, in order.
pub fn drafts(shown: &Shown<'_>, id: &str) -> Vec<u64> {
    let situation = shown.snapshot.incident.situation();
    let instances = situation.instances(id);
    let drafts = instances.iter().filter(|one| one.draft.is_some());
    drafts.map(|one| one.of).collect()
}

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>, paper: &Paper) -> Markup {
    let drafts = drafts(shown, &paper.id);
    let known = line(shown, &paper.id);
    html! {
        h2.utrecht-heading-2 id="gedaan" { "Versies en wat ermee is gedaan" }
        @if drafts.is_empty() && known.is_none_or(|known| known.issued.is_empty()) {
            p.empty { "Er is nog geen concept." }
        }
        @if let Some(known) = known {
            @if !known.outdated_by.is_empty() {
                p.why { "Het laatste concept is verouderd: wat er in stond is veranderd in "
                    @for (at, seq) in known.outdated_by.iter().enumerate() {
                        @if at > 0 { ", " }
                        a.utrecht-link href=(facts::line(shown, *seq)) { "regel " (seq) }
                    }
                    "." }
            }
            @for one in &known.issued {
                div.life {
                    @for (at, words) in one.words().iter().enumerate() {
                        @if at == 0 { p.item__title { (words) } } @else { p { (words) } }
                    }
                }
            }
        }
        @if !drafts.is_empty() {
            ul.items {
                @for (at, seq) in drafts.iter().enumerate().rev() {
                    li.item {
                        div.item__what {
                            p { a.utrecht-link href=(address(shown, paper, Some(*seq), None)) { "Concept van regel " (seq) } }
                            p.item__meta {
                                @if paper.seq == Some(*seq) { "wordt nu getoond" }
                                @if let Some(before) = at.checked_sub(1).and_then(|at| drafts.get(at)) {
                                    a.utrecht-link href=(address(shown, paper, Some(*seq), Some(*before))) { "wat veranderde sinds regel " (before) }
                                }
                            }
                        }
                    }
                }
            }
            @if let (None, Some(last)) = (paper.seq, drafts.last()) {
                p { a.utrecht-link href=(address(shown, paper, None, Some(*last))) { "Wat zou er nu veranderen sinds regel " (last) "?" } }
            }
        }
        (next(shown, paper))
    }
}

/// Returns what can be recorded next.
fn next(shown: &Shown<'_>, paper: &Paper) -> Markup {
    let situation = shown.snapshot.incident.situation();
    let possible = situation.possible_stages(shown.playbook(), &paper.id);
    let mut offered: Vec<(&str, Stage)> = Vec::new();
    for (words, stage) in STAGES {
        let is_there = offered
            .iter()
            .any(|(_, known)| known.name() == stage.name());
        if possible.contains(&stage.name()) && !is_there {
            let words = match stage {
                Stage::Reviewed(_) => "herzien",
                _ => words,
            };
            offered.push((words, *stage));
        }
    }
    html! {
        @if !offered.is_empty() {
            h3.utrecht-heading-3 { "Vastleggen wat ermee is gedaan" }
            div.buttons {
                @for (words, stage) in offered {
                    a.utrecht-button href=(shown.path(&format!("/stuk/{}/gedaan/{}", paper.id, stage.name()))) { (words) }
                }
            }
        }
    }
}
