//! "Beeld": what is known, where it comes from and how sure it is; what changed stands first.

use maud::{Markup, html};

use super::super::{Shown, words};
use super::change;
use crate::view::{FactLine, MeetingView, NotedLine, subject};

/// How many facts that did not change stand open on the page; the rest is folded up.
const SHOWN: usize = 8;
/// How many facts that are new or changed do: as many as a wall shows.
const FRESH: usize = 12;
/// How many lines that were noted do.
const NOTED: usize = 5;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>, seen: &MeetingView) -> Markup {
    let is_first = seen.previous.is_none();
    let (fresh, same): (Vec<&FactLine>, Vec<&FactLine>) = seen
        .facts
        .iter()
        .partition(|line| is_first || !line.change.is_empty());
    let newest = seen.facts.iter().filter_map(|line| line.seq).max();
    let (noted_first, noted_rest) = seen.noted.split_at(seen.noted.len().min(NOTED));
    let (open, rest) = same.split_at(same.len().min(SHOWN));
    html! {
        div.columns {
            div.column {
                section.panel aria-labelledby="nieuw" data-live="nieuw" {
                    h3.utrecht-heading-3 id="nieuw" {
                        @if is_first { "Wat wij weten" } @else { "Nieuw of veranderd" } " (" (fresh.len()) ")"
                    }
                    @if fresh.is_empty() { p.empty { "Er is niets veranderd." } }
                    @let (first, later) = fresh.split_at(fresh.len().min(FRESH));
                    (facts(shown, first, newest))
                    @if !later.is_empty() {
                        details.more { summary { "Nog " (later.len()) } (facts(shown, later, newest)) }
                    }
                }
                @if !same.is_empty() {
                    section.panel aria-labelledby="zelfde" data-live="zelfde" {
                        h3.utrecht-heading-3 id="zelfde" { "Niet veranderd (" (same.len()) ")" }
                        (facts(shown, open, newest))
                        @if !rest.is_empty() {
                            details.more { summary { "Nog " (rest.len()) } (facts(shown, rest, newest)) }
                        }
                    }
                }
            }
            div.column {
                section.panel aria-labelledby="gemeld" data-live="gemeld" {
                    h3.utrecht-heading-3 id="gemeld" { "Gemeld en gevraagd (" (seen.noted.len()) ")" }
                    @if seen.noted.is_empty() { p.empty { "Er is niets gemeld." } }
                    ul.items { @for line in noted_first { (noted(shown, line)) } }
                    @if !noted_rest.is_empty() {
                        details.more {
                            summary { "Nog " (noted_rest.len()) }
                            ul.items { @for line in noted_rest { (noted(shown, line)) } }
                        }
                    }
                }
                section.panel aria-labelledby="onbekend" data-live="onbekend" { (unknown(shown)) }
            }
        }
    }
}

/// What no step asks, and only a paper needs.
const FOR_PAPERS: &str = "Voor de stukken";

/// Returns facts by subject, the subject with the newest first; what is for papers alone comes last.
fn facts(shown: &Shown<'_>, lines: &[&FactLine], newest: Option<u64>) -> Markup {
    let mut groups: Vec<(&str, Vec<&FactLine>)> = Vec::new();
    for line in lines {
        let subject = subject(shown.playbook(), &line.id).unwrap_or(FOR_PAPERS);
        match groups.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, group)) => group.push(line),
            None => groups.push((subject, vec![line])),
        }
    }
    groups.sort_by_key(|(subject, _)| *subject == FOR_PAPERS);
    html! {
        @for (subject, lines) in &groups {
            h4.utrecht-heading-4.subject { (subject) }
            ul.items.items--close { @for line in lines { (fact(shown, line, newest)) } }
        }
    }
}

fn fact(shown: &Shown<'_>, line: &FactLine, newest: Option<u64>) -> Markup {
    html! {
        li.item { div.item__what {
            p.item__title {
                @if line.seq.is_some() && line.seq == newest { span.fresh { "laatste" } " " }
                (change(&line.change)) (line.label) ": " strong { (line.value) }
            }
            p.item__meta {
                @if !line.certainty.is_empty() { span.sure { (line.certainty) } " · " }
                @match line.source.as_str() { "" => "bron niet genoemd", source => { "bron: " (source) } }
                @if let Some(at) = line.at { " · " (words::moment(at, shown.now)) }
                @if let Some(seq) = line.seq { " · regel " (seq) }
            }
        } }
    }
}

fn noted(shown: &Shown<'_>, line: &NotedLine) -> Markup {
    html! {
        li.item { div.item__what {
            p.item__title { span.kind { (line.kind) } " " (line.text) }
            p.item__meta {
                @if !line.certainty.is_empty() { span.sure { (line.certainty) } " · " }
                @if !line.source.is_empty() { "bron: " (line.source) " · " }
                (words::moment(line.at, shown.now)) " · " (line.who) " · regel " (line.seq)
            }
        } }
    }
}

fn unknown(shown: &Shown<'_>) -> Markup {
    let open = &shown.board.questions;
    let (first, rest) = open.split_at(open.len().min(SHOWN));
    html! {
        h3.utrecht-heading-3 id="onbekend" { "Wat wij niet weten (" (open.len()) ")" }
        @if open.is_empty() { p.empty { "Er staat geen vraag open." } }
        ul.links { @for question in first { (link(shown, question)) } }
        @if !rest.is_empty() {
            details.more {
                summary { "Nog " (rest.len()) }
                ul.links { @for question in rest { (link(shown, question)) } }
            }
        }
    }
}

fn link(shown: &Shown<'_>, question: &crate::view::QuestionLine) -> Markup {
    html! {
        li {
            a.utrecht-link href=(shown.path(&format!("/vraag/{}", question.id))) { (question.question) }
            span.item__meta {
                @if let Some(role) = &question.asked_of { " " (role) }
                @if question.asked_unknown { " · gevraagd, nog geen antwoord" }
            }
        }
    }
}
