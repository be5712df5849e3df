//! A correction: what the line reads, what it should read, what that does, and only then whether.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};
use super::entry;
use crate::engine::{self, Change, Entry, Event, Refusal, version_of};
use crate::fact::{Field, Kind, Value};
use crate::playbook::Playbook;
use crate::view::{self, Correction, Line};
use crate::web::form;
use crate::web::form::correction::{MOST_ROWS, seen};

/// How many empty rows stand behind those of a list.
const MORE: usize = 2;

/// Returns the page of a line that may be wrong; nothing when the log has none.
pub fn page(shown: &Shown<'_>, seq: u64) -> Option<Markup> {
    let incident = &shown.snapshot.incident;
    let line = shown.snapshot.line(seq)?;
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { "Regel " (seq) " verbeteren" }
                (entry::text(&line))
                p.item__meta { (line.who) }
                @match view::correctable(incident, seq) {
                    Some(entry) => @match fixed(shown, entry) {
                        Some(why) => p.known { "Deze regel kan niet worden verbeterd: " (why) ". Schrijf in het logboek wat wel klopt." },
                        None => (form(shown, entry)),
                    },
                    None => p.known { "Deze regel geldt al niet meer." },
                }
            }
            p.hint { "Er verdwijnt niets: de oude regel blijft doorgestreept staan, met wie hem verbeterde en waarom. "
                "Gegevens wissen kan niet op dit bord." }
            p.buttons {
                a.utrecht-link href=(entry::path(shown, seq)) { "Terug naar regel " (seq) }
                a.utrecht-link href=(shown.path("/logboek")) { "Logboek" }
            }
        }
    };
    Some(frame::page(shown, Tab::Log, "Regel verbeteren", &main))
}

/// Returns why a line always stays as it is; nothing when it can be corrected.
fn fixed(shown: &Shown<'_>, entry: &Entry) -> Option<String> {
    if view::can_be_replaced(entry) {
        return None;
    }
    let incident = &shown.snapshot.incident;
    let tried = engine::preview(
        shown.playbook(),
        incident,
        entry.seq,
        &Change::Withdraw,
        shown.now,
    );
    matches!(tried, Err(Refusal::NotCorrectable { .. })).then(|| view::fixed(entry))
}

fn form(shown: &Shown<'_>, entry: &Entry) -> Markup {
    let own = shown.who.map_or("", |who| who.role.as_str());
    let incident = &shown.snapshot.incident;
    let playbook = version_of(shown.playbook(), incident.log(), entry.seq);
    let is_asked = !shown.typed.get("change").is_empty();
    let can_be_unknown = matches!(entry.event(), Event::FactRecorded { .. });
    html! {
        form.form method="post" action={(entry::path(shown, entry.seq)) "/verbeter#gevolg"} data-form={"verbeter-" (entry.seq)} {
            (by::hidden(shown))
            @if view::can_be_replaced(entry) { (field(shown, playbook, entry)) }
            div.buttons {
                @if view::can_be_replaced(entry) {
                    button.utrecht-button.utrecht-button--primary-action[!is_asked] type="submit" name="change" value="replace" { "Kijk wat dit doet" }
                }
                @if can_be_unknown {
                    button.utrecht-button type="submit" name="change" value="unknown" { "Het was onbekend: kijk wat dat doet" }
                }
                @if incident.standing(entry.seq).is_some() {
                    button.utrecht-button type="submit" name="change" value="withdraw" { "Intrekken: kijk wat dat doet" }
                }
            }
        }
        @if is_asked { (preview(shown, entry, own)) }
    }
}

/// Returns what the correction would do, and the form that confirms it.
fn preview(shown: &Shown<'_>, entry: &Entry, own: &str) -> Markup {
    let (playbook, incident) = (shown.playbook(), &shown.snapshot.incident);
    let (seq, now, typed) = (entry.seq, shown.now, &shown.typed);
    let change = match form::correction::change(playbook, incident, seq, typed, now) {
        Ok(change) => change,
        Err(wrong) => {
            return html! { div.alarm role="alert" { ul { @for wrong in wrong { li { (wrong) } } } } };
        }
    };
    let preview = match engine::preview(playbook, incident, seq, &change, now) {
        Ok(preview) => preview,
        Err(refusal) => {
            return html! { div.alarm role="alert" { (view::refusal(playbook, &refusal)) } };
        }
    };
    let correction = view::correction(playbook, incident, &preview);
    let countdown = view::countdown(playbook, incident, entry, &change, now);
    html! {
        section.preview id="gevolg" aria-labelledby="gevolg-kop" {
            h3.utrecht-heading-2 id="gevolg-kop" { "Dit gebeurt er dan" }
            (outcome(shown, &correction))
            @if let Some(words) = countdown { p.known { strong { "Let op: " } (words) } }
            @if correction.suggests_record {
                p.known { (view::RECORD_INSTEAD)
                    @if let Event::FactRecorded { fact, .. } = entry.event() {
                        " " a.utrecht-link href=(shown.path(&format!("/vraag/{fact}"))) { "Naar de vraag" }
                    }
                }
            }
            form.form method="post" action={(entry::path(shown, seq)) "/verbeter"} data-form={"bevestig-" (seq)} {
                (by::hidden(shown))
                (carried(shown))
                input type="hidden" name="seen" value=(seen(&change));
                div.utrecht-form-field {
                    label.utrecht-form-label for="reden" { "Waarom klopte de regel niet?" }
                    textarea.utrecht-textarea id="reden" name="reason" rows="2" maxlength="8000" aria-describedby="reden-hint" { (typed.get("reason")) }
                    span.hint id="reden-hint" { "Verplicht. Wat hier staat kan later openbaar worden (Woo)." }
                }
                (by::fields(shown, "verbeter", own))
                div.buttons {
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="confirm" value="1" { "Zo verbeteren" }
                }
            }
        }
    }
}

fn outcome(shown: &Shown<'_>, correction: &Correction) -> Markup {
    let list = |lines: &[Line]| {
        html! {
            ul.links { @for line in lines { li {
                a.utrecht-link href=(entry::path(shown, line.seq)) { "Regel " (line.seq) } ": " (line.text)
            } } }
        }
    };
    html! {
        dl.facts {
            @if let Some(reads) = &correction.reads { div { dt { "Nu" } dd { del { (reads) } } } }
            div { dt { "Wordt" } dd { strong { (correction.becomes.as_deref().unwrap_or("ingetrokken")) } } }
            @if !correction.left.is_empty() { div { dt { "Uit de stand" } dd { (correction.left.join(" · ")) } } }
            @if !correction.entered.is_empty() { div { dt { "In de stand" } dd { (correction.entered.join(" · ")) } } }
            @if correction.left.is_empty() && correction.entered.is_empty() { div { dt { "Stand" } dd { "De stand blijft gelijk." } } }
            @if !correction.fell_away.is_empty() { div { dt { "Vervalt" } dd { (list(&correction.fell_away)) } } }
            @if !correction.documents.is_empty() { div { dt { "Stukken die hierop steunen" } dd { (list(&correction.documents)) } } }
        }
        p.hint { "Berekend op regel " (correction.head) " van het logboek. Komt er intussen iets bij, dan ziet u dit opnieuw." }
    }
}

/// Returns what was typed, carried unseen to the form that confirms it.
fn carried(shown: &Shown<'_>) -> Markup {
    let is_carried =
        |field: &str| matches!(field, "change" | "value") || field.starts_with("field_");
    html! {
        @for (field, value) in shown.typed.pairs() {
            @if is_carried(field) { input type="hidden" name=(field) value=(value); }
        }
    }
}

/// Returns the field for what the line should read.
fn field(shown: &Shown<'_>, playbook: &Playbook, entry: &Entry) -> Markup {
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
    let pair = |choice: &crate::fact::Choice| (choice.id.clone(), choice.label.clone());
    let owned: Vec<(String, String)> = match kind {
        Kind::Bool => vec![
            ("ja".to_owned(), "Ja".to_owned()),
            ("nee".to_owned(), "Nee".to_owned()),
        ],
        Kind::Choice(choices) => choices.iter().map(pair).collect(),
        Kind::Choices(choices) => {
            let mut all: Vec<_> = choices.iter().map(pair).collect();
            all.push(("geen".to_owned(), "Geen van deze".to_owned()));
            all
        }
        _ => Vec::new(),
    };
    let pairs: Vec<(&str, &str)> = owned
        .iter()
        .map(|(id, label)| (id.as_str(), label.as_str()))
        .collect();
    match kind {
        Kind::Bool | Kind::Choice(_) => choices(shown, "radio", label, &pairs, &known),
        Kind::Choices(_) => choices(shown, "checkbox", label, &pairs, &known),
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
    html! {
        fieldset.choices {
            legend.utrecht-form-label { (label) }
            @for (value, label) in pairs {
                @let id = format!("juist-{value}");
                div.choice {
                    input type=(kind) id=(id) name="value" value=(value) checked[chosen.iter().any(|one| one == value)];
                    label for=(id) { (label) }
                }
            }
        }
    }
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
                            &format!("{}, rij {}", field.label, at + 1), &cell(field, at), &options(&field.kind)))
                    }
                }
            }
        }
    }
}

/// Returns what can be filled in where a list has a choice.
fn options(kind: &Kind) -> String {
    match kind {
        Kind::Bool => "ja of nee".to_owned(),
        Kind::Choice(choices) => {
            let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
            labels.join(", ")
        }
        _ => String::new(),
    }
}
