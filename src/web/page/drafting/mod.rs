//! Drafting without an incident: which document, then its questions with the requirements and the text
//! beside them.
//!
//! Nothing on these pages is kept by the board.

mod ask;
mod choose;

pub use choose::{powers, start};

use maud::{Markup, html};

use super::frame::bare;
use super::{paper, sheet};
use crate::runtime::Material;
use crate::web::download;
use crate::web::interview::{Interview, OTHERS};
use crate::web::typed::Typed;

/// How many open questions stand on the page unfolded.
const OPEN: usize = 5;

/// Returns the page of a draft that is being made.
pub fn interview(
    material: &Material,
    name: &str,
    interview: &Interview<'_>,
    typed: &Typed,
    note: Option<&str>,
) -> Markup {
    let playbook = material.playbook.id();
    let path = format!("/opstellen/{playbook}/{name}");
    let asked = |id: &str| interview.questions.iter().find(|asked| asked.fact.id == id);
    let (first, rest) = interview.open.split_at(interview.open.len().min(OPEN));
    let ask = |id: &str| html! { @if let Some(asked) = asked(id) { (ask::question(material, interview, asked, typed)) } };
    let answered = interview.answered();
    let main = html! {
        (where_we_are(material))
        @if let Some(note) = note { div.alarm role="alert" { (note) } }
        @if !interview.wrong.is_empty() {
            div.alarm role="alert" {
                p { strong { "Niet alles was te lezen." } " Wat u typte staat er nog." }
                ul { @for (id, why) in &interview.wrong {
                    li { a.utrecht-link href=(format!("#v-{id}")) { (asked(id).map_or("Overige feiten", |asked| asked.fact.question.as_str())) } ": " (why) }
                } }
            }
        }
        div.columns {
            div.column {
                section.panel aria-labelledby="vragen" {
                    form.form method="post" action=(path) id="interview" {
                        h2.utrecht-heading-2 id="vragen" {
                            @match interview.open.len() {
                                0 => "Er staan geen vragen meer open",
                                1 => "Nog 1 vraag",
                                open => { "Nog " (open) " vragen" },
                            }
                        }
                        p.hint { "Vul in wat u weet en kies Werk bij: dan tellen de antwoorden mee, en vallen vragen weg die niet van toepassing zijn. Leeg is nog niet beantwoord." }
                        input type="hidden" name=(OTHERS) value=(interview.others(material));
                        @for fact in first { (ask(&fact.id)) }
                        @if !rest.is_empty() {
                            details.more {
                                summary { "Daarna nog " (rest.len()) @if rest.len() == 1 { " vraag" } @else { " vragen" } }
                                @for fact in rest { (ask(&fact.id)) }
                            }
                        }
                        @if !answered.is_empty() {
                            details.more {
                                summary { "Beantwoord (" (answered.len()) "): nakijken of wijzigen" }
                                @for asked in &answered { (ask(&asked.fact.id)) }
                            }
                        }
                        (ask::kept(interview, typed))
                        div.buttons {
                            button.utrecht-button.utrecht-button--primary-action type="submit" { "Werk bij" }
                        }
                    }
                }
            }
            div.column.stick {
                section.panel aria-labelledby="bewaren" { (keep(&path, interview)) }
                section.panel aria-labelledby="eisen" { (paper::gates(&interview.draft)) }
            }
        }
        section.panel.paper-panel aria-labelledby="tekst" {
            h2.utrecht-heading-2 id="tekst" { "De tekst, met de antwoorden tot nu toe" }
            p.hint { "Een onderstreept gegeven en wat ontbreekt leiden naar de vraag." }
            (sheet::paper(&interview.draft.document, None, &ToQuestions(interview)))
        }
        section.panel {
            form.form method="post" action=(format!("{path}/open")) enctype="multipart/form-data" {
                h2.utrecht-heading-2 { "Verder met een feitenbestand" }
                div.utrecht-form-field {
                    label.utrecht-form-label for="feitenbestand" { "Bestand met feiten (.toml)" }
                    input.utrecht-textbox type="file" id="feitenbestand" name="file" accept=".toml";
                    span.hint { "Eerder hier bewaard, of gemaakt met draaiboek facts. Het vervangt wat hierboven staat." }
                }
                div.buttons { button.utrecht-button type="submit" { "Open" } }
            }
        }
    };
    bare(&format!("Opstellen: {}", interview.template.title()), &main)
}

struct ToQuestions<'a>(&'a Interview<'a>);

impl ToQuestions<'_> {
    fn to(&self, path: &str) -> Option<String> {
        let id = path.split('.').next()?;
        let is_asked = self.0.questions.iter().any(|asked| asked.fact.id == id);
        is_asked.then(|| format!("#v-{id}"))
    }
}

impl sheet::Links for ToQuestions<'_> {
    fn fact(&self, path: &str) -> Option<String> {
        self.to(path)
    }

    fn missing(&self, path: &str) -> Option<String> {
        self.to(path)
    }
}

fn where_we_are(material: &Material) -> Markup {
    html! {
        nav.trail aria-label="Waar u bent" {
            a.utrecht-link href="/" { "Alle incidenten" } " › "
            a.utrecht-link href="/opstellen" { "Opstellen" } " › "
            a.utrecht-link href=(format!("/opstellen/{}", material.playbook.id())) { (material.playbook.title()) }
        }
        p.remark { strong { "Zonder incident." } " Dit is geen logboek en er wordt hier niets bewaard: bewaar zelf het stuk en het feitenbestand." }
    }
}

/// Returns the ways to keep the draft and the answers; the buttons send the form of the questions.
fn keep(path: &str, interview: &Interview<'_>) -> Markup {
    let draft = &interview.draft;
    let to = format!("{path}/bestand");
    html! {
        h2.utrecht-heading-2 id="bewaren" { "Bewaren" }
        @if !draft.marking.is_empty() { p.stand { strong { (draft.marking) } } }
        div.downloads {
            @for (ending, name) in download::formats() {
                button.utrecht-button type="submit" form="interview" formaction=(to) name="vorm" value=(ending) { (name) }
            }
            @if draft.note.is_some() {
                button.utrecht-button type="submit" form="interview" formaction=(to) name="vorm" value="oplegnotitie" { "Oplegnotitie (Word)" }
            }
            button.utrecht-button type="submit" form="interview" formaction=(to) name="vorm" value="feiten" { "Feitenbestand" }
            @if !cfg!(feature = "pdf") { span.hint { "PDF zit niet in dit programma; maak die met Word of LibreOffice." } }
        }
        p.hint { "Met het feitenbestand gaat u later verder, hier of in de terminal." }
    }
}
