//! The field for what a line should read instead, with what it reads.

use maud::{Markup, html};

use super::super::field::{YES_NO, options, pairs, with_none};
use super::super::{Shown, by};
use crate::engine::{Entry, Event};
use crate::fact::{Field, Kind, Value};
use crate::playbook::Playbook;
use crate::view;
use crate::web::form::correction::MOST_ROWS;

/// How many empty rows stand behind those of a list.
const MORE: usize = 2;

/// Returns the field for what the line should read.
pub fn field(shown: &Shown<'_>, playbook: &Playbook, entry: &Entry) -> Markup {
    match entry.event() {
        Event::FactRecorded { fact, .. } => match playbook.fact(fact) {
            Some(known) => html! {
                p.question { (known.question) }
                (answer(shown, &known.kind, view::answered(entry).as_ref()))
            },
            None => Markup::default(),
        },
        Event::DecisionMade {
            decision, option, ..
        } => {
            let options = playbook.decision(decision).map(|known| &known.options);
            let options = options.into_iter().flatten();
            let pairs: Vec<(&str, &str)> = options
                .map(|option| (option.choice.id.as_str(), option.choice.label.as_str()))
                .collect();
            choices(
                shown,
                "radio",
                "Wat is er besloten?",
                &pairs,
                std::slice::from_ref(option),
            )
        }
        _ => {
            let text = entry
                .content
                .as_ref()
                .and_then(|content| content.text.clone());
            let text = shown.typed.text("value").or(text).unwrap_or_default();
            area("Wat had er moeten staan?", &text)
        }
    }
}

fn area(label: &str, text: &str) -> Markup {
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for="juist" { (label) }
            textarea.utrecht-textarea id="juist" name="value" rows="3" maxlength="8000" { (text) }
        }
    }
}

/// Returns the field for another answer, with the answer as it is.
fn answer(shown: &Shown<'_>, kind: &Kind, value: Option<&Value>) -> Markup {
    let known = value.map(view::typeable).unwrap_or_default();
    let label = "Wat had het antwoord moeten zijn?";
    match kind {
        Kind::Bool => choices(shown, "radio", label, &YES_NO, &known),
        Kind::Choice(all) => choices(shown, "radio", label, &pairs(all), &known),
        Kind::Choices(all) => choices(shown, "checkbox", label, &with_none(all), &known),
        Kind::Records(fields) => records(shown, fields, value),
        kind => {
            let first = known.into_iter().next();
            let text = shown.typed.text("value").or(first).unwrap_or_default();
            match kind {
                Kind::Text => area(label, &text),
                _ => by::text("juist", "value", label, &text, ""),
            }
        }
    }
}

fn choices(
    shown: &Shown<'_>,
    kind: &str,
    label: &str,
    pairs: &[(&str, &str)],
    known: &[String],
) -> Markup {
    let typed = shown.typed.all("value");
    let chosen = if typed.is_empty() { known } else { typed };
    let is_chosen = |value: &str| chosen.iter().any(|one| one == value);
    options("juist", kind, label, pairs, is_chosen)
}

/// Returns a list as rows of fields; a row that is made empty falls away.
fn records(shown: &Shown<'_>, fields: &[Field], value: Option<&Value>) -> Markup {
    let known = match value {
        Some(Value::Records(records)) => records.as_slice(),
        _ => &[],
    };
    let typed = |field: &Field| shown.typed.all(&format!("field_{}", field.id));
    let typed_rows = fields
        .iter()
        .map(|field| typed(field).len())
        .max()
        .unwrap_or(0);
    let rows = match typed_rows {
        0 => known.len() + MORE,
        rows => rows,
    };
    let cell = |field: &Field, at: usize| match typed_rows {
        0 => {
            let value = known.get(at).and_then(|record| record.get(&field.id));
            value
                .map(|value| view::typeable(value).join(","))
                .unwrap_or_default()
        }
        _ => typed(field).get(at).cloned().unwrap_or_default(),
    };
    html! {
        fieldset.choices {
            legend.utrecht-form-label { "Wat had de lijst moeten zijn?" }
            p.hint { "Maak een rij leeg om hem weg te laten." }
            @for at in 0..rows.min(MOST_ROWS) {
                div.grid.rows {
                    @for field in fields {
                        (by::text(&format!("juist-{}-{at}", field.id), &format!("field_{}", field.id),
                            &format!("{}, rij {}", field.label, at + 1), &cell(field, at), &hint(&field.kind)))
                    }
                }
            }
        }
    }
}

/// Returns what can be filled in where a list has a choice.
fn hint(kind: &Kind) -> String {
    match kind {
        Kind::Bool => "ja of nee".to_owned(),
        Kind::Choice(choices) => {
            let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
            labels.join(", ")
        }
        _ => String::new(),
    }
}
