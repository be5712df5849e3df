//! For observers: goals and criteria, a quick mark with the lines of the log it rests on, what the
//! program saw apart from what people judge, and free notes.
//!
//! Two observers side by side only for who leads: neither follows the other.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by, words};
use crate::exercise::{GoalLine, Mark, Observation, PlanRow, Rating, StaffEntry, StaffEvent};
use crate::fact::dutch;
use crate::view::{self, Line};

/// The last lines of the log that a mark can rest on.
const LINES: usize = 14;

/// What the page is made from besides the incident.
pub struct Observing<'a> {
    /// The goals with what is said of their criteria.
    pub goals: &'a [GoalLine],
    /// The name of who observes.
    pub name: &'a str,
    /// What was written down besides.
    pub notes: Vec<&'a StaffEntry>,
    /// What was expected, with what the program saw.
    pub observed: &'a [Observation],
    /// The rows of the list, by id.
    pub rows: &'a BTreeMap<String, PlanRow>,
}

/// Returns the page.
pub fn page(shown: &Shown<'_>, observing: &Observing<'_>) -> Markup {
    // What comes back with what was typed in it stays as it is.
    let live = shown.typed.is_empty().then_some("beoordeel");
    let main = html! {
        p.looking.looking--lead { strong { "Alleen voor waarnemers en de oefenleiding." } " U neemt waar als " (observing.name) ". "
            a.utrecht-link href=(shown.path("/logboek")) { "Naar het logboek" } }
        div.columns {
            div.column {
                section.panel aria-labelledby="beoordeel" data-live=[live] { (mark(shown, observing)) }
                section.panel aria-labelledby="notitie" { (note(shown)) }
                section.panel aria-labelledby="notities" data-live="notities" { (notes(shown, observing)) }
            }
            div.column {
                section.panel aria-labelledby="doelen" data-live="doelen" { (goals(shown, observing)) }
                section.panel aria-labelledby="gezien" data-live="gezien" { (machine(shown, observing)) }
                section.panel aria-labelledby="let-op" data-live="let-op" { (hints(shown, observing)) }
            }
        }
    };
    frame::page(shown, Tab::Observe, "Waarnemen", &main)
}

/// Returns the choice of a judgement, in words.
pub fn ratings(id: &str, field: &str, chosen: &str) -> Markup {
    html! {
        fieldset.choices.choices--columns {
            legend.utrecht-form-label { "Hoe ging het" }
            @for rating in Rating::ALL {
                @let own = format!("{id}-{}", rating.as_str());
                div.choice {
                    input type="radio" id=(own) name=(field) value=(rating.as_str()) checked[chosen == rating.as_str()];
                    label for=(own) { (rating.dutch()) }
                }
            }
        }
    }
}

fn mark(shown: &Shown<'_>, observing: &Observing<'_>) -> Markup {
    let typed = &shown.typed;
    let is_own = typed.get("act") == "mark";
    let value = |field: &str| if is_own { typed.get(field) } else { "" };
    html! {
        form.form method="post" action=(shown.path("/waarnemen")) data-form="beoordeling" {
            (by::hidden(shown))
            h2.utrecht-heading-2 id="beoordeel" { "Beoordeel" }
            div.utrecht-form-field {
                label.utrecht-form-label for="criterium" { "Waarop" }
                select.utrecht-select id="criterium" name="criterion" {
                    option value="" { "Kies waar u op let" }
                    @for goal in observing.goals {
                        optgroup label=(goal.title) {
                            @for line in &goal.criteria {
                                option value=(line.id) selected[value("criterion") == line.id] { (line.text) }
                            }
                        }
                    }
                }
            }
            (ratings("oordeel", "rating", value("rating")))
            (lines(shown, "oordeel", is_own))
            div.utrecht-form-field {
                label.utrecht-form-label for="oordeel-tekst" { "Wat u zag" }
                textarea.utrecht-textarea id="oordeel-tekst" name="text" rows="2" maxlength="8000" { (value("text")) }
            }
            div.buttons { button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="mark" { "Leg dit oordeel vast" } }
        }
    }
}

/// Returns the last lines of the log, to tick what something rests on.
fn lines(shown: &Shown<'_>, id: &str, is_own: bool) -> Markup {
    let incident = &shown.snapshot.incident;
    let last = incident.log().iter().rev().take(LINES);
    let last: Vec<Line> = last
        .map(|entry| view::line(shown.playbook(), incident, entry))
        .collect();
    html! {
        fieldset.choices {
            legend.utrecht-form-label { "Waaruit blijkt het" }
            div.lines-to-tick data-live=[(!is_own).then(|| format!("{id}-regels"))] {
                @for line in &last {
                    @let own = format!("{id}-regel-{}", line.seq);
                    div.choice data-item=(line.seq) {
                        input type="checkbox" id=(own) name="line" value=(line.seq) checked[is_own && shown.typed.has("line", &line.seq.to_string())];
                        label for=(own) { strong { (line.seq) } " · " (words::moment(line.happened_at, shown.now)) " " (line.who) ": " (line.text) }
                    }
                }
            }
            (by::text(&format!("{id}-regels"), "lines", "Eerdere regels", if is_own { shown.typed.get("lines") } else { "" }, "nummers uit het logboek, zoals 4 7"))
        }
    }
}

fn note(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let is_own = typed.get("act") == "note";
    let value = |field: &str| if is_own { typed.get(field) } else { "" };
    html! {
        form.form method="post" action=(shown.path("/waarnemen")) data-form="waarneming" {
            (by::hidden(shown))
            h2.utrecht-heading-2 id="notitie" { "Losse notitie" }
            div.utrecht-form-field {
                label.utrecht-form-label for="notitie-tekst" { "Wat u zag" }
                textarea.utrecht-textarea id="notitie-tekst" name="text" rows="2" maxlength="8000" { (value("text")) }
            }
            (by::text("notitie-regels", "lines", "Over regels", value("lines"), "nummers uit het logboek; mag leeg"))
            div.buttons { button.utrecht-button type="submit" name="act" value="note" { "Bewaar de notitie" } }
        }
    }
}

fn notes(shown: &Shown<'_>, observing: &Observing<'_>) -> Markup {
    html! {
        h2.utrecht-heading-2 id="notities" { @if shown.sight.staff { "Notities van waarnemers" } @else { "Mijn notities" } }
        @if observing.notes.is_empty() { p.empty { "Er is nog niets opgeschreven." } }
        ul.items {
            @for entry in observing.notes.iter().rev() {
                @let StaffEvent::Noticed { evidence } = &entry.meta.event else { continue };
                li.item { div.item__what {
                    p.pre { (entry.words.as_ref().and_then(|words| words.text.as_deref()).unwrap_or("[gewist]")) }
                    p.item__meta { (dutch::clock(entry.meta.at)) " uur · " (entry.by()) (rests_on(shown, evidence)) }
                } }
            }
        }
    }
}

fn rests_on(shown: &Shown<'_>, evidence: &[u64]) -> Markup {
    html! {
        @for seq in evidence {
            " · " a.utrecht-link href=(shown.path(&format!("/logboek/{seq}"))) { "regel " (seq) }
        }
    }
}

fn goals(shown: &Shown<'_>, observing: &Observing<'_>) -> Markup {
    html! {
        h2.utrecht-heading-2 id="doelen" { "Wat waarnemers vinden" }
        p.hint { "Oordelen van mensen. Er is geen cijfer en geen gemiddelde." }
        @for goal in observing.goals {
            h3.utrecht-heading-3 { (goal.title) }
            @if shown.sight.staff { p.item__meta { (goal.summary) } }
            ul.items {
                @for line in &goal.criteria {
                    li.item { div.item__what {
                        p { (line.text) }
                        @if line.differs && shown.sight.staff { p { strong { "De waarnemers verschillen." } } }
                        @for mark in &line.marks { (judgement(shown, mark)) }
                        @if line.marks.is_empty() { p.empty { "Nog niet beoordeeld." } }
                    } }
                }
            }
        }
    }
}

/// Returns what somebody judged, with the lines it rests on.
pub fn judgement(shown: &Shown<'_>, mark: &Mark) -> Markup {
    html! {
        p.why {
            span.why__label { (mark.observer()) ": " (mark.rating().dutch()) }
            @if !mark.text().is_empty() { ". " (mark.text()) }
            (rests_on(shown, mark.evidence()))
        }
    }
}

fn machine(shown: &Shown<'_>, observing: &Observing<'_>) -> Markup {
    let seen = observing.observed.iter();
    let seen: Vec<&Observation> = seen.filter(|one| one.outcome.is_some()).collect();
    html! {
        h2.utrecht-heading-2 id="gezien" { "Wat het programma zag" }
        p.hint { "Feiten uit het logboek, geen oordeel. Tijden zijn oefentijd." }
        @if seen.is_empty() { p.empty { "Er is niets dat het programma kan zien." } }
        @else {
            table.log.marks {
                thead { tr { th scope="col" { "Verwacht" } th scope="col" { "Gezien" } } }
                tbody { @for one in seen {
                    tr {
                        td.log__text { (one.what)
                            @if let Some(row) = one.inject.as_ref().and_then(|id| observing.rows.get(id)) {
                                span.item__meta { "na: " (row.title) }
                            }
                            @if let Some(within) = one.within_seconds { span.item__meta { "binnen " (dutch::duration(within)) } }
                        }
                        td {
                            @if let Some(outcome) = one.outcome { strong { (outcome.dutch()) } }
                            @if let Some(since) = one.since_seconds {
                                span.item__meta { @match since < 0 {
                                    true => "het was er al",
                                    false => { "na " (words::stretch(since)) }
                                } }
                            }
                            @if let Some(seq) = one.seq { span.item__meta { (rests_on(shown, &[seq])) } }
                        }
                    }
                } }
            }
        }
    }
}

/// What observers watch for, of what has come.
fn hints(shown: &Shown<'_>, observing: &Observing<'_>) -> Markup {
    let come = &shown.snapshot.whole.incident.situation().delivered;
    let mut rows: Vec<(&u64, &PlanRow)> = (come.iter())
        .filter_map(|(inject, seq)| Some((seq, observing.rows.get(inject)?)))
        .filter(|(_, row)| !row.observer.is_empty())
        .collect();
    rows.sort_by_key(|(seq, _)| std::cmp::Reverse(**seq));
    html! {
        h2.utrecht-heading-2 id="let-op" { "Waar u op let" }
        @if rows.is_empty() { p.empty { "Bij wat tot nu toe kwam staat niets bijzonders." } }
        ul.items { @for (seq, row) in rows { li.item { div.item__what {
            p.item__title { (row.observer) }
            p.item__meta { "bij: " (row.title) (rests_on(shown, &[*seq])) }
        } } } }
    }
}
