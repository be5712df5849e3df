//! One question of an interview: why it is asked, on which law, and room for the answer.

use maud::{Markup, html};

use crate::document::{Question, Use};
use crate::fact::{Certainty, Choice, Field, Kind, Value};
use crate::playbook::Fact;
use crate::runtime::Material;
use crate::runtime::drafting::facts::{Answer, Said};
use crate::runtime::drafting::form;
use crate::web::interview::{self, Interview, cell, field};
use crate::web::typed::Typed;

/// Returns a question.
pub fn question(
    material: &Material,
    interview: &Interview<'_>,
    asked: &Question<'_>,
    typed: &Typed,
) -> Markup {
    let fact = asked.fact;
    let said = interview.answers.get(&fact.id);
    let wrong = interview.wrong.iter().find(|(id, _)| *id == fact.id);
    let cites = form::cites(fact, &material.law);
    let rests = asked
        .uses
        .iter()
        .any(|one| matches!(one, Use::Requirement(_)));
    let name = |part: &str| field(part, &fact.id);
    let id = |part: &str| format!("{part}-{}", fact.id);
    let source = said.and_then(|said| said.source.clone());
    let source = source.unwrap_or_else(|| typed.get(&name("b")).to_owned());
    html! {
        div.asked id=(id("v")) {
            p.question.utrecht-heading-3 id=(id("q")) { (fact.question) }
            @if !fact.why.is_empty() { p.hint { (fact.why) } }
            @if let Some((_, why)) = wrong { p.wrong { strong { "Niet te lezen: " } (why) } }
            (answer(fact, said, typed, wrong.is_some()))
            div.grid {
                @if rests {
                    div.utrecht-form-field {
                        label.utrecht-form-label for=(id("z")) { "Hoe zeker" span.unseen { ": " (fact.label) } }
                        @let chosen = said.and_then(|said| said.certainty).or(Certainty::parse(typed.get(&name("z")))).unwrap_or_default();
                        select.utrecht-select id=(id("z")) name=(name("z")) {
                            @for certainty in Certainty::ALL {
                                option value=(certainty.as_str()) selected[certainty == chosen] { (certainty.dutch()) }
                            }
                        }
                    }
                }
                div.utrecht-form-field {
                    label.utrecht-form-label for=(id("b")) { "Bron" span.unseen { ": " (fact.label) } }
                    input.utrecht-textbox type="text" id=(id("b")) name=(name("b")) value=(source) maxlength="2000" autocomplete="off";
                }
            }
            div.choice {
                input type="checkbox" id=(id("o")) name=(name("o")) value="ja" checked[said.is_some_and(|said| said.answer == Answer::Unknown)];
                label for=(id("o")) { "Gevraagd, en niet bekend" span.unseen { ": " (fact.label) } }
            }
            p.item__meta {
                "Nodig voor: " (form::uses(asked))
                @if !cites.is_empty() { " · Wet: " (cites.join("; ")) }
            }
        }
    }
}

/// Returns what was typed in fields that the page does not show, so that no answer is lost: what no
/// longer applies, and what could not be read.
pub fn kept(interview: &Interview<'_>, typed: &Typed) -> Markup {
    let is_shown = |id: &str| {
        let is_open = interview.open.iter().any(|fact| fact.id == id);
        is_open
            || interview
                .answers
                .get(id)
                .is_some_and(|said| said.answer != Answer::Nothing)
    };
    let hidden = interview
        .questions
        .iter()
        .filter(|asked| !is_shown(&asked.fact.id));
    html! {
        @for asked in hidden {
            @let name = field("a", &asked.fact.id);
            @for value in typed.all(&name) {
                @if !value.trim().is_empty() { input type="hidden" name=(name) value=(value); }
            }
        }
    }
}

/// Returns the field of an answer, with what is known or was typed in it.
fn answer(fact: &Fact, said: Option<&Said>, typed: &Typed, is_wrong: bool) -> Markup {
    let name = field("a", &fact.id);
    let known = said.and_then(|said| match &said.answer {
        Answer::Known(value) => Some(value),
        Answer::Nothing | Answer::Unknown => None,
    });
    let text = match known {
        Some(value) if !is_wrong => interview::text(value),
        _ => typed.get(&name).to_owned(),
    };
    let is_chosen = |id: &str| match known {
        Some(Value::Choices(ids)) if ids.is_empty() => id == "geen",
        Some(Value::Choices(ids)) => ids.iter().any(|known| known == id),
        Some(_) => text == id,
        None => typed.has(&name, id),
    };
    match &fact.kind {
        _ if fact.marker => options(
            fact,
            "radio",
            &[("aanwezig", "aanwezig"), ("geen", "geen")],
            is_chosen,
        ),
        Kind::Bool => options(fact, "radio", &[("ja", "Ja"), ("nee", "Nee")], is_chosen),
        Kind::Choice(choices) => options(fact, "radio", &pairs(choices), is_chosen),
        Kind::Choices(choices) => {
            let mut all = pairs(choices);
            all.push(("geen", "Geen van deze"));
            options(fact, "checkbox", &all, is_chosen)
        }
        Kind::Records(fields) => records(fact, fields, known, typed),
        Kind::Text => html! {
            textarea.utrecht-textarea id=(format!("a-{}", fact.id)) name=(name) rows="3" maxlength="8000"
                aria-labelledby=(format!("q-{}", fact.id)) { (text) }
        },
        kind => line(fact, kind, &name, &text),
    }
}

fn line(fact: &Fact, kind: &Kind, name: &str, text: &str) -> Markup {
    let hint = match kind {
        Kind::Date => "zoals 22-11-2026",
        Kind::Datetime => "zoals 22-11-2026 19:30",
        Kind::Duration => "zoals 30m, 4u of 2d",
        Kind::Integer => "een heel getal",
        Kind::Money => "in euro's, zoals 2500 of 2500,50",
        _ => "",
    };
    let unit = fact.unit.as_deref().unwrap_or_default();
    html! {
        input.utrecht-textbox type="text" id=(format!("a-{}", fact.id)) name=(name) value=(text) maxlength="2000"
            autocomplete="off" aria-labelledby=(format!("q-{}", fact.id));
        @if !hint.is_empty() || !unit.is_empty() { span.hint { (hint) @if !unit.is_empty() { " in " (unit) } } }
    }
}

fn pairs(choices: &[Choice]) -> Vec<(&str, &str)> {
    let pairs = choices.iter();
    pairs
        .map(|one| (one.id.as_str(), one.label.as_str()))
        .collect()
}

fn options(
    fact: &Fact,
    kind: &str,
    options: &[(&str, &str)],
    is_chosen: impl Fn(&str) -> bool,
) -> Markup {
    let name = field("a", &fact.id);
    html! {
        fieldset.choices.choices--row[options.len() == 2] {
            legend.unseen { (fact.question) }
            @for (value, label) in options {
                @let id = format!("a-{}-{value}", fact.id);
                div.choice {
                    input type=(kind) id=(id) name=(name) value=(value) checked[is_chosen(value)];
                    label for=(id) { (label) }
                }
            }
        }
    }
}

/// Returns the records that are there, with room for one more.
fn records(fact: &Fact, fields: &[Field], known: Option<&Value>, typed: &Typed) -> Markup {
    let records: &[crate::fact::Record] = match known {
        Some(Value::Records(records)) => records,
        _ => &[],
    };
    let is_none = matches!(known, Some(Value::Records(records)) if records.is_empty());
    html! {
        @for row in 0..=records.len() {
            fieldset.choices {
                legend.utrecht-form-label { @if row < records.len() { "Regel " (row + 1) ", leegmaken is weghalen" } @else { "Eén regel erbij" } }
                div.grid {
                    @for one in fields {
                        @let name = cell(&fact.id, row, &one.id);
                        @let value = records.get(row).and_then(|record| record.get(&one.id));
                        @let text = value.map_or_else(|| typed.get(&name).to_owned(), interview::text);
                        @let text = if row < records.len() && value.is_none() { String::new() } else { text };
                        (cell_field(&name, one, if row == records.len() && known.is_some() { "" } else { &text }))
                    }
                }
            }
        }
        div.choice {
            @let name = field("n", &fact.id);
            input type="checkbox" id=(format!("n-{}", fact.id)) name=(name) value="ja" checked[is_none];
            label for=(format!("n-{}", fact.id)) { "Er zijn er geen" }
        }
    }
}

fn cell_field(name: &str, one: &Field, text: &str) -> Markup {
    let id = name.replace('.', "-");
    let choices = match &one.kind {
        Kind::Bool => vec![("ja", "ja"), ("nee", "nee")],
        Kind::Choice(choices) => pairs(choices),
        _ => Vec::new(),
    };
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for=(id) { (one.label) }
            @if choices.is_empty() {
                input.utrecht-textbox type="text" id=(id) name=(name) value=(text) maxlength="2000" autocomplete="off";
            } @else {
                select.utrecht-select id=(id) name=(name) {
                    option value="" { "onbekend" }
                    @for (value, label) in choices { option value=(value) selected[value == text] { (label) } }
                }
            }
        }
    }
}
