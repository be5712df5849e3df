//! The legal terms: where each began, how it was counted, when it ends, and what ended it.

use maud::{Markup, html};

use super::Shown;
use super::frame::{self, Tab};
use crate::fact::dutch;
use crate::view::{DeadlineLine, TermLine};

/// Returns the page.
pub fn page(shown: &Shown<'_>, lines: &[DeadlineLine]) -> Markup {
    let (ended, open): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.clock.ended.is_some());
    let has_end = lines.iter().any(|line| line.end.is_some());
    let main = html! {
        div.wide {
            section.panel {
                h2.utrecht-heading-2 { "In uw agenda" }
                @if has_end {
                    p { "Een agendabestand met elke termijn die een einde heeft, en met herinneringen. Er staat geen naam of tekst in die iemand typte." }
                    div.downloads { a.utrecht-button href=(shown.path("/termijnen/agenda")) { "Bewaar agendabestand (.ics)" } }
                    p.hint { "Verandert er iets, open het dan opnieuw: dezelfde termijn wordt vervangen, niet verdubbeld." }
                } @else {
                    p.empty { "Er is nog geen termijn met een einde." }
                }
            }
            section.panel aria-labelledby="lopend" data-live="termijnen-lopend" {
                h2.utrecht-heading-2 id="lopend" { "Wettelijke termijnen (" (open.len()) ")" }
                @if open.is_empty() { p.empty { "Er loopt geen termijn." } }
                @for line in &open { (term(line)) }
            }
            @if !ended.is_empty() {
                section.panel aria-labelledby="geeindigd" data-live="termijnen-geeindigd" {
                    h2.utrecht-heading-2 id="geeindigd" { "Geëindigd of met reden afgesloten (" (ended.len()) ")" }
                    @for line in &ended { (term(line)) }
                }
            }
            p.hint { "Het draaiboek rekent en laat zien waarop het rust; een mens beoordeelt of het begin klopt." }
        }
    };
    frame::page(shown, Tab::Deadlines, "Termijnen", &main)
}

fn term(line: &DeadlineLine) -> Markup {
    let clock = &line.clock;
    html! {
        div.term.term--over[line.is_over] {
            h3.utrecht-heading-3 { (clock.title) }
            p.term__end { strong { (line.state()) } ": " (clock.until()) }
            @if let Some(ended) = &clock.ended { p { (ended) } }
            @for candidate in &clock.candidates { p.why { (candidate.words()) } }
            // How it was counted stands below.
            @let is_told = |note: &String| line.term.as_ref().is_some_and(|term| term.explanation.contains(note));
            @for note in clock.notes.iter().filter(|note| !is_told(note)) { p.item__meta { (note) } }
            @match &line.term {
                None => @if !clock.sources.is_empty() { p.item__meta { "Bron: " (dutch::list(&clock.sources)) } },
                Some(term) => (counted(clock.started.as_str(), &clock.sources, term)),
            }
        }
    }
}

/// Returns how a term was counted.
fn counted(started: &str, sources: &[String], term: &TermLine) -> Markup {
    html! {
        dl {
            dt { "Begin" } dd { (started) }
            dt { "Termijn" } dd { (term.term_text) }
            dt { "Geteld volgens" } dd { (term.rule_text) }
            @if term.end.as_ref() != Some(&term.nominal_end) {
                dt { "Zonder verschuiving" } dd { (term.nominal_end_text) }
            }
            dt { "Einde" } dd { strong { (term.end_text) } }
            @if !sources.is_empty() { dt { "Bron" } dd { (dutch::list(sources)) } }
        }
        details.more {
            summary { "Hoe is dit geteld?" }
            ul.counted {
                @for shift in &term.shifts {
                    li {
                        "Verschoven van " (dutch::weekday_date(shift.from)) " naar " (dutch::weekday_date(shift.to)) ": " (shift.reason)
                        ul.counted { @for off in &shift.skipped { li { (off.text) } } }
                    }
                }
                @for sentence in &term.explanation { li { (sentence) } }
                @for source in &term.sources { @if let Some(cite) = &source.cite { li { "Grondslag: " (cite) } } }
                li { "Feestdagen: aangewezen dagen bekend tot en met " (dutch::date(term.holidays_known_until)) ", nagekeken op " (dutch::date(term.holidays_checked)) "." }
            }
        }
    }
}
