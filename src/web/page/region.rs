//! "Regionaal beeld": what a partnership may know of the incidents here and of what partners handed over.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::frame;
use crate::exercise::Phase;
use crate::fact::dutch;
use crate::view::{self, Region, RegionLine, Selection};

/// What the page is made from.
pub struct Picture {
    /// The kinds and the years to choose from.
    pub choices: (Vec<(String, String)>, Vec<i32>),
    /// How far the exercises here are, by incident.
    pub phases: BTreeMap<String, Phase>,
    /// What is shown.
    pub region: Region,
    /// What was asked for.
    pub selection: Selection,
    /// Each file that could not be read, with why.
    pub unreadable: Vec<(String, String)>,
}

/// Returns the page.
pub fn page(picture: &Picture) -> Markup {
    let region = &picture.region;
    let main = html! {
        div.wide {
            section.panel aria-labelledby="keuze" { (choose(picture)) }
            (part(picture, "ECHT", "Incidenten", &region.incidents))
            @if !region.exercises.is_empty() { (part(picture, "OEFENING", "Oefeningen, apart geteld", &region.exercises)) }
            section.panel aria-labelledby="meenemen" {
                h2.utrecht-heading-2 id="meenemen" { "Meenemen" }
                p.hint { "Er staan geen namen, adressen, titels of antwoorden in: alleen soort, gemeente, dag, maatregelen en duur. Oefeningen staan apart." }
                p.buttons {
                    a.utrecht-button href=(address("/regio.csv", &picture.selection)) { "Rekenblad (CSV)" }
                    a.utrecht-button href=(address("/regio.json", &picture.selection)) { "Gegevens voor een partner (JSON)" }
                }
                p.hint { "Wat een partner zo aanlevert, of een kopie van een incident, zet u in de map ‘partners’ naast de incidenten. Het wordt alleen gelezen." }
            }
            @if !picture.unreadable.is_empty() {
                section.panel aria-labelledby="onleesbaar" {
                    h2.utrecht-heading-2 id="onleesbaar" { "Niet meegeteld" }
                    ul.items { @for (file, why) in &picture.unreadable {
                        li.item { div.item__what { p.item__title { (file) } p.item__meta { (why) } } }
                    } }
                }
            }
            p { a.utrecht-link href="/" { "Alle incidenten" } }
        }
    };
    frame::bare("Regionaal beeld", &main)
}

fn choose(picture: &Picture) -> Markup {
    let (kinds, years) = &picture.choices;
    let selection = &picture.selection;
    html! {
        form.form method="get" action="/regio" {
            h2.utrecht-heading-2 id="keuze" { "Welke incidenten?" }
            div.line {
                div.utrecht-form-field {
                    label.utrecht-form-label for="soort" { "Soort" }
                    select.utrecht-select id="soort" name="soort" {
                        option value="" { "alle soorten" }
                        @for (id, title) in kinds {
                            option value=(id) selected[selection.kind.as_ref() == Some(id)] { (title) }
                        }
                    }
                }
                div.utrecht-form-field {
                    label.utrecht-form-label for="jaar" { "Jaar" }
                    select.utrecht-select id="jaar" name="jaar" {
                        option value="" { "alle jaren" }
                        @for year in years {
                            option value=(year) selected[selection.year == Some(*year)] { (year) }
                        }
                    }
                }
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Toon" }
            }
        }
    }
}

fn part(picture: &Picture, mark: &str, title: &str, lines: &[RegionLine]) -> Markup {
    html! {
        section.panel aria-labelledby=(mark) {
            h2.utrecht-heading-2 id=(mark) {
                span.mark.mark--real[mark == "ECHT"] { (mark) } " " (title) " (" (lines.len()) ")"
            }
            @if lines.is_empty() { p.empty { "Er is er geen." } }
            @else {
                dl.totals { @for (count, what) in view::region_totals(lines) { dt { (count) } dd { (what) } } }
                div.scroll tabindex="0" role="region" aria-label=(title) {
                    table.region {
                        thead { tr {
                            th scope="col" { "Begin" }
                            th scope="col" { "Gemeente" }
                            th scope="col" { "Soort" }
                            th scope="col" { "Maatregelen en wat ervan werd" }
                            th scope="col" { "Duur" }
                        } }
                        tbody { @for line in lines { (row(line, picture.phases.get(&line.id))) } }
                    }
                }
            }
        }
    }
}

fn row(line: &RegionLine, phase: Option<&Phase>) -> Markup {
    html! {
        tr {
            td.region__number data-label="Begin" { (dutch::date(line.started)) }
            td data-label="Gemeente" { @if line.municipality.is_empty() { "niet ingevuld" } @else { (line.municipality) } }
            td data-label="Soort" { (line.kind_title) }
            td data-label="Maatregelen" {
                @if line.instruments.is_empty() { "geen op papier" }
                @else { ul { @for instrument in &line.instruments { li { (instrument.words()) } } } }
            }
            td data-label="Duur" {
                (line.duration())
                @if let Some(phase) = phase.filter(|phase| **phase != Phase::Over) { ": de oefening " (phase.dutch()) }
            }
        }
    }
}

/// Returns an address with what was asked for; a kind is an id, of letters that an address can hold, or it is left out.
fn address(path: &str, selection: &Selection) -> String {
    let is_plain = |kind: &&String| {
        kind.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    let kind = selection
        .kind
        .as_ref()
        .filter(is_plain)
        .map_or("", String::as_str);
    let year = selection
        .year
        .map_or(String::new(), |year| year.to_string());
    format!("{path}?soort={kind}&jaar={year}")
}
