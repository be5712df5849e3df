//! The points to improve, for who leads: what there is with how far it is, and one more.

use maud::{Markup, html};

use super::super::{Shown, by};
use crate::exercise::{
    Improvement, ImprovementStatus, LINE_KINDS, Scenario, playbook_line, playbook_lines,
};
use crate::fact::dutch;
use crate::playbook::Playbook;

/// What the panel is made from besides the incident.
pub struct Points<'a> {
    /// The points.
    pub all: &'a [Improvement],
    /// The scenario.
    pub scenario: &'a Scenario,
}

/// Returns the panel.
pub fn panel(shown: &Shown<'_>, points: &Points<'_>) -> Markup {
    html! {
        section.panel.no-print aria-labelledby="verbeterpunten" {
            h2.utrecht-heading-2 id="verbeterpunten" { "Verbeterpunten bijhouden" @if !points.all.is_empty() { " (" (points.all.len()) ")" } }
            @if points.all.is_empty() { p.empty { "Er is nog geen verbeterpunt." } }
            ul.items { @for point in points.all { (item(shown, points.scenario, point)) } }
        }
        section.panel.no-print aria-labelledby="nieuw-punt" { (fresh(shown, points)) }
    }
}

fn item(shown: &Shown<'_>, scenario: &Scenario, point: &Improvement) -> Markup {
    let playbook = shown.playbook();
    let line = point.playbook_line.as_deref();
    let ways: &[(ImprovementStatus, &str)] = match point.status {
        ImprovementStatus::Open => &[
            (ImprovementStatus::Underway, "Mee bezig"),
            (ImprovementStatus::Done, "Klaar"),
        ],
        ImprovementStatus::Underway => &[(ImprovementStatus::Done, "Klaar")],
        ImprovementStatus::Done | ImprovementStatus::Dropped => {
            &[(ImprovementStatus::Open, "Toch weer open")]
        }
    };
    let is_asked = shown.typed.get("number") == point.number.to_string();
    html! {
        li.item {
            div.item__what {
                p.item__title { (point.number) ". " (point.text) }
                p.item__meta {
                    strong { (point.status.dutch()) } " · " (scenario.role_title(playbook, &point.owner)) " · "
                    @match point.due {
                        Some(due) => { "uiterlijk " (dutch::date(due)) },
                        None => "geen dag afgesproken",
                    }
                }
                @if let Some(title) = line.and_then(|line| playbook_line(playbook, line)) {
                    p.item__meta { "In het draaiboek: " (title) }
                }
            }
            form.item__act method="post" action=(shown.path("/verslag-oefening")) {
                (by::hidden(shown))
                input type="hidden" name="number" value=(point.number);
                @for (status, label) in ways {
                    button.utrecht-button type="submit" name="act" value=(status.as_str()) { (label) span.unseen { ": punt " (point.number) } }
                }
                @if point.status.is_open() {
                    details.more.message__ask open[is_asked] {
                        summary { "Laat vervallen…" span.unseen { " punt " (point.number) } }
                        (by::text(&format!("vervalt-{}", point.number), "because", "Waarom", if is_asked { shown.typed.get("because") } else { "" }, ""))
                        div.buttons { button.utrecht-button type="submit" name="act" value=(ImprovementStatus::Dropped.as_str()) { "Laat vervallen" } }
                    }
                }
            }
        }
    }
}

fn fresh(shown: &Shown<'_>, points: &Points<'_>) -> Markup {
    let typed = &shown.typed;
    let is_own = typed.get("act") == "improve";
    let value = |field: &str| if is_own { typed.get(field) } else { "" };
    let playbook = shown.playbook();
    html! {
        form.form method="post" action=(shown.path("/verslag-oefening")) data-form="verbeterpunt" {
            (by::hidden(shown))
            h2.utrecht-heading-2 id="nieuw-punt" { "Nieuw verbeterpunt" }
            p.hint { "Hooguit vijf, elk met iemand die ervoor zorgt en een dag." }
            div.utrecht-form-field {
                label.utrecht-form-label for="punt-tekst" { "Wat moet beter" }
                textarea.utrecht-textarea id="punt-tekst" name="text" rows="2" maxlength="8000" { (value("text")) }
            }
            div.grid {
                div.utrecht-form-field {
                    label.utrecht-form-label for="punt-wie" { "Wie zorgt ervoor" }
                    select.utrecht-select id="punt-wie" name="owner" {
                        option value="" { "Kies een rol" }
                        @for role in playbook.roles() {
                            option value=(role.id) selected[value("owner") == role.id] { (points.scenario.role_title(playbook, &role.id)) }
                        }
                    }
                }
                (by::text("punt-dag", "due", "Uiterlijk", value("due"), "zoals 30-4-2027; mag leeg"))
                div.utrecht-form-field {
                    label.utrecht-form-label for="punt-doel" { "Bij welk doel" }
                    select.utrecht-select id="punt-doel" name="goal" {
                        option value="" { "Geen doel" }
                        @for goal in &points.scenario.goals {
                            option value=(goal.id.text) selected[value("goal") == goal.id.text] { (goal.title) }
                        }
                    }
                }
                div.utrecht-form-field {
                    label.utrecht-form-label for="punt-plek" { "Wat in het draaiboek anders moet" }
                    select.utrecht-select id="punt-plek" name="line" { (lines(playbook, points.scenario, value("line"))) }
                }
            }
            div.buttons { button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="improve" { "Schrijf dit punt op" } }
        }
    }
}

/// Returns what of the playbook can be chosen: first what this exercise is about.
fn lines(playbook: &Playbook, scenario: &Scenario, chosen: &str) -> Markup {
    let about = scenario.learning.iter().filter_map(|one| {
        let line = &one.playbook_line.as_ref()?.text;
        Some((line.as_str(), playbook_line(playbook, line)?))
    });
    let about: Vec<(&str, &str)> = about.collect();
    html! {
        option value="" { "Niets in het draaiboek" }
        @if !about.is_empty() {
            optgroup label="Waar deze oefening over ging" {
                @for (line, title) in &about { option value=(line) selected[chosen == *line] { (title) } }
            }
        }
        @for (kind, title) in LINE_KINDS {
            optgroup label=(title) {
                @for (id, title) in playbook_lines(playbook, kind) {
                    @let line = format!("{kind}.{id}");
                    @if about.iter().all(|(known, _)| *known != line) {
                        option value=(line) selected[chosen == line] { (title) }
                    }
                }
            }
        }
    }
}
