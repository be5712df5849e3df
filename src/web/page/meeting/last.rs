//! What was agreed last time, checked off first.

use maud::{Markup, html};

use super::super::decided::{review, standing};
use super::super::{Shown, words};
use crate::view::{self, ActionLine, MeetingView, Standing, Taken};

/// How many actions that are not late stand open on the page; the rest is folded up.
const SHOWN: usize = 6;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>, seen: &MeetingView) -> Markup {
    let snapshot = shown.snapshot;
    let taken = view::taken(shown.playbook(), &snapshot.material.law, &snapshot.incident);
    let is_due =
        |line: &&Taken| line.is_standing && line.review_at.is_some_and(|at| at <= shown.now);
    let due: Vec<&Taken> = taken.iter().filter(is_due).collect();
    let agreed: Vec<&Taken> = taken
        .iter()
        .filter(|line| line.seq > seen.since_previous && !due.iter().any(|d| d.seq == line.seq))
        .collect();
    html! {
        @if seen.previous.is_none() {
            p.meeting__note { "Dit is het eerste overleg: hieronder staat alles tot nu toe." }
        }
        @if !due.is_empty() {
            section.panel aria-labelledby="herzien" data-live="herzien" {
                h3.utrecht-heading-3 id="herzien" { "Nu opnieuw te bekijken (" (due.len()) ")" }
                ul.items { @for line in &due { (decision(shown, line)) } }
            }
        }
        div.columns {
            section.panel aria-labelledby="afspraken" data-live="afspraken" {
                h3.utrecht-heading-3 id="afspraken" { "Besluiten (" (agreed.len()) ")" }
                @if agreed.is_empty() { p.empty { "Er is niets besloten." } }
                ul.items { @for line in agreed.iter().rev() { (decision(shown, line)) } }
            }
            section.panel aria-labelledby="acties" data-live="acties" { (actions(shown, seen)) }
        }
    }
}

fn decision(shown: &Shown<'_>, line: &Taken) -> Markup {
    html! {
        li.item { div.item__what {
            p.item__title {
                (standing(line))
                " " (line.title) @if !line.option.is_empty() { ": " (line.option) }
            }
            p.item__meta {
                (words::moment(line.at, shown.now)) " · " (line.who) " · regel " (line.seq)
            }
            (review(shown, line))
        } }
    }
}

fn actions(shown: &Shown<'_>, seen: &MeetingView) -> Markup {
    let groups = [
        (Standing::Late, "Te laat"),
        (Standing::Asked, "Afgesproken: navragen of het is gebeurd"),
        (Standing::Claimed, "Opgepakt"),
        (Standing::Open, "Open"),
        (Standing::Done, "Gedaan"),
    ];
    html! {
        h3.utrecht-heading-3 id="acties" { "Acties" }
        @if seen.actions.is_empty() { p.empty { "Er is niets afgesproken." } }
        @for (standing, label) in groups {
            @let lines: Vec<&ActionLine> = seen.actions.iter().filter(|line| line.standing == standing).collect();
            @let (first, rest) = lines.split_at(lines.len().min(if standing == Standing::Late { usize::MAX } else { SHOWN }));
            @if !lines.is_empty() {
                h4.utrecht-heading-4 { (label) " (" (lines.len()) ")" }
                ul.items { @for line in first { (action(shown, line)) } }
                @if !rest.is_empty() {
                    details.more {
                        summary { (label) ": nog " (rest.len()) }
                        ul.items { @for line in rest { (action(shown, line)) } }
                    }
                }
            }
        }
    }
}

fn action(shown: &Shown<'_>, line: &ActionLine) -> Markup {
    let is_late = line.standing == Standing::Late;
    html! {
        li.item.item--late[is_late] { div.item__what {
            p.item__title { (line.what) }
            p.item__meta {
                strong.due.due--late[is_late] { (line.standing.dutch()) }
                @if let Some(at) = line.at {
                    @match line.standing {
                        Standing::Asked | Standing::Done => { " om " (words::moment(at, shown.now)) }
                        _ => { "· vóór " (words::moment(at, shown.now)) " (" (words::until(at, shown.now)) ")" }
                    }
                }
                " · " (line.who)
            }
        } }
    }
}
