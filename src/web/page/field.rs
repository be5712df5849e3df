//! The field of an answer, by the kind of the fact.

use maud::{Markup, html};

use super::Shown;
use super::by::text;
use crate::fact::{Certainty, Choice, Field, Kind};
use crate::playbook::Fact;

/// The answers to a question of yes or no.
pub const YES_NO: [(&str, &str); 2] = [("ja", "Ja"), ("nee", "Nee")];

/// Returns the field in which a question is answered.
pub fn answer(shown: &Shown<'_>, fact: &Fact) -> Markup {
    let typed = &shown.typed;
    let id = format!("antwoord-{}", fact.id);
    let is_chosen = |value: &str| typed.has("value", value);
    match &fact.kind {
        _ if fact.marker => police(shown, &id),
        Kind::Bool => options(&id, "radio", "Antwoord", &YES_NO, is_chosen),
        Kind::Choice(choices) => options(&id, "radio", "Antwoord", &pairs(choices), is_chosen),
        Kind::Choices(choices) => {
            let label = "Antwoord (meer mag)";
            options(&id, "checkbox", label, &with_none(choices), is_chosen)
        }
        Kind::Records(fields) => records(shown, &id, fields),
        Kind::Text => html! {
            label.utrecht-form-label for=(id) { "Antwoord" }
            textarea.utrecht-textarea id=(id) name="value" rows="3" maxlength="8000" { (typed.get("value")) }
        },
        kind => text(&id, "value", "Antwoord", typed.get("value"), hint(kind)),
    }
}

/// Returns the choice of how sure an answer is.
pub fn certainty(shown: &Shown<'_>, key: &str) -> Markup {
    let typed = shown.typed.get("certainty");
    let chosen = Certainty::parse(typed).unwrap_or_default();
    html! {
        fieldset.choices.choices--row {
            legend.utrecht-form-label { "Hoe zeker" }
            @for certainty in Certainty::ALL {
                @let id = format!("{key}-{}", certainty.as_str());
                div.choice {
                    input type="radio" id=(id) name="certainty" value=(certainty.as_str()) checked[certainty == chosen];
                    label for=(id) { (certainty.dutch()) }
                }
            }
        }
    }
}

/// Returns choices as what is sent and what is read.
pub fn pairs(choices: &[Choice]) -> Vec<(&str, &str)> {
    choices
        .iter()
        .map(|choice| (choice.id.as_str(), choice.label.as_str()))
        .collect()
}

/// Returns the same where more can be chosen, or none of them.
pub fn with_none(choices: &[Choice]) -> Vec<(&str, &str)> {
    let mut all = pairs(choices);
    all.push(("geen", "Geen van deze"));
    all
}

/// Returns a group of choices.
pub fn options(
    id: &str,
    kind: &str,
    label: &str,
    options: &[(&str, &str)],
    is_chosen: impl Fn(&str) -> bool,
) -> Markup {
    html! {
        fieldset.choices.choices--row[options.len() == 2] {
            legend.utrecht-form-label { (label) }
            @for (value, label) in options {
                @let id = format!("{id}-{value}");
                div.choice {
                    input type=(kind) id=(id) name="value" value=(value) checked[is_chosen(value)];
                    label for=(id) { (label) }
                }
            }
        }
    }
}

/// Returns the field for police data: only whether there is any, unless there is a ground.
fn police(shown: &Shown<'_>, id: &str) -> Markup {
    let typed = &shown.typed;
    html! {
        p.hint { "Politiegegevens: schrijf alleen ‘aanwezig’ of ‘geen’. Meer alleen met de grondslag erbij." }
        (text(id, "value", "Antwoord", typed.get("value"), "aanwezig of geen"))
        (text(&format!("{id}-grond"), "ground", "Grondslag om meer vast te leggen", typed.get("ground"), "meestal leeg"))
    }
}

/// Returns the fields of one more record.
fn records(shown: &Shown<'_>, id: &str, fields: &[Field]) -> Markup {
    html! {
        fieldset.choices {
            legend.utrecht-form-label { "Eén regel erbij" }
            div.grid {
                @for field in fields {
                    @let name = format!("field_{}", field.id);
                    @let own = format!("{id}-{}", field.id);
                    @match &field.kind {
                        Kind::Bool => (select(shown, &own, &name, &field.label, &[("ja", "ja"), ("nee", "nee")])),
                        Kind::Choice(choices) => (select(shown, &own, &name, &field.label, &pairs(choices))),
                        kind => (text(&own, &name, &field.label, shown.typed.get(&name), hint(kind))),
                    }
                }
            }
        }
    }
}

fn select(
    shown: &Shown<'_>,
    id: &str,
    name: &str,
    label: &str,
    options: &[(&str, &str)],
) -> Markup {
    let typed = shown.typed.get(name);
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for=(id) { (label) }
            select.utrecht-select id=(id) name=(name) {
                option value="" { "onbekend" }
                @for (value, label) in options {
                    option value=(value) selected[*value == typed] { (label) }
                }
            }
        }
    }
}

fn hint(kind: &Kind) -> &'static str {
    match kind {
        Kind::Date => "zoals 22-11-2026, of vandaag",
        Kind::Datetime => "zoals 19:30 voor vandaag, of 22-11-2026 19:30",
        Kind::Duration => "zoals 30m, 4u of 2d",
        Kind::Integer => "een heel getal",
        Kind::Money => "in euro's, zoals 2500 of 2500,50",
        _ => "",
    }
}
