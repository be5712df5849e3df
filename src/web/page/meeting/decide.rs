//! "Besluit": the open decisions with their options, what this meeting decided, and room for a decision
//! or an action that the playbook does not know.

use maud::{Markup, html};

use super::super::now::why_not;
use super::super::{Shown, by, decided};
use crate::fact::dutch;
use crate::view::{self, DecisionLine, MeetingView, Taken};

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>, seen: &MeetingView) -> Markup {
    let snapshot = shown.snapshot;
    let undecided = shown
        .board
        .decisions
        .iter()
        .filter(|line| line.chosen.is_none());
    let (open, closed): (Vec<_>, Vec<_>) = undecided.partition(|line| line.blocked_by.is_empty());
    let since = seen.since.unwrap_or(0);
    let taken = view::taken(shown.playbook(), &snapshot.material.law, &snapshot.incident);
    let taken: Vec<&Taken> = taken.iter().filter(|line| line.seq > since).collect();
    html! {
        div.columns {
            div.column {
                section.panel aria-labelledby="voor" data-live="voor" {
                    h3.utrecht-heading-3 id="voor" { "Te besluiten (" (open.len()) ")" }
                    @if open.is_empty() { p.empty { "Er ligt nu geen besluit voor." } }
                    ul.items { @for line in &open { (question(shown, line)) } }
                    @if !closed.is_empty() {
                        details.more {
                            summary { "Kan nog niet (" (closed.len()) "): waarom?" }
                            ul.items { @for line in &closed { li.item { div.item__what {
                                p.item__title { (line.title) }
                                (why_not(shown, &line.answers))
                            } } } }
                        }
                    }
                }
                section.panel aria-labelledby="vrij" { (free(shown)) }
            }
            section.panel aria-labelledby="besloten" data-live="besloten" {
                h3.utrecht-heading-3 id="besloten" {
                    @match seen.previous { Some((number, _)) => { "Besloten sinds overleg " (number) }, None => "Besloten" }
                    " (" (taken.len()) ")"
                }
                @if taken.is_empty() { p.empty { "Nog niets." } }
                ul.items { @for line in taken.iter().rev() { (decided::line(shown, line)) } }
            }
        }
    }
}

fn question(shown: &Shown<'_>, line: &DecisionLine) -> Markup {
    html! {
        li.item {
            div.item__what {
                p.item__title { (line.question) }
                p.item__meta { "Door " (dutch::either(&line.by)) }
                ul.options {
                    @for option in &line.options {
                        li {
                            (option.title)
                            @if !option.answers.is_empty() { (why_not(shown, &option.answers)) }
                        }
                    }
                }
                @if !line.advice.is_empty() { p.hint { (line.advice) } }
            }
            div.item__act {
                a.utrecht-button.utrecht-button--primary-action href=(shown.path(&format!("/besluit/{}", line.id))) {
                    "Besluiten" span.unseen { ": " (line.title) }
                }
            }
        }
    }
}

/// Returns the form for what the playbook does not know.
fn free(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let kind = match typed.get("kind") {
        "action" => "action",
        _ => "decision",
    };
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        h3.utrecht-heading-3 id="vrij" { "Iets anders besloten of afgesproken" }
        form.form method="post" action=(shown.path("/overleg/besluit")) data-form="vrij" {
            (by::hidden(shown))
            fieldset.choices.choices--row {
                legend.unseen { "Soort" }
                @for (value, label) in [("decision", "besluit"), ("action", "actie")] {
                    @let id = format!("vrij-{value}");
                    div.choice {
                        input type="radio" id=(id) name="kind" value=(value) checked[value == kind];
                        label for=(id) { (label) }
                    }
                }
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="vrij-tekst" { "Wat, waarom, wie en wanneer" }
                textarea.utrecht-textarea id="vrij-tekst" name="text" rows="3" maxlength="8000" { (typed.get("text")) }
            }
            (by::fields(shown, "vrij", own))
            div.buttons { button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg vast" } }
        }
    }
}
