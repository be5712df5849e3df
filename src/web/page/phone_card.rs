//! "Telefoonkaart": one small sheet for whoever is not in the room, on a phone or on paper.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, words};
use crate::fact::dutch;
use crate::view::{self, PhoneLine, TeamLine};

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let material = &shown.snapshot.material;
    let card = view::phone_card(
        &material.playbook,
        &material.holidays,
        &shown.snapshot.incident,
        &shown.board,
        view::phones(&material.law, &material.municipality),
    );
    let (named, unnamed): (Vec<&TeamLine>, Vec<&TeamLine>) =
        card.team.iter().partition(|line| line.person.is_some());
    let main = html! {
        div.single.phone-card {
            section.panel aria-labelledby="straks" data-live="straks" {
                h2.utrecht-heading-2 id="straks" { "Volgende moment" }
                @match &card.next {
                    Some((at, what)) => p.phone-card__next {
                        strong { (words::moment(*at, shown.now)) " uur" } " (" (words::until(*at, shown.now)) "): " (what)
                    }
                    None => p.empty { "Er staat geen moment vast." },
                }
            }
            section.panel aria-labelledby="eerst" data-live="eerst" {
                h2.utrecht-heading-2 id="eerst" { "Eerst doen" }
                @if card.first.is_empty() { p.empty { "Er staan geen taken open." } }
                ol.phone-card__first {
                    @for line in &card.first {
                        li {
                            strong { (line.title) }
                            span.item__meta {
                                " " (line.role.as_deref().unwrap_or("iedereen"))
                                @if let Some(due) = line.due { ", vóór " (words::moment(due, shown.now)) }
                            }
                        }
                    }
                }
            }
            section.panel aria-labelledby="bellen" {
                h2.utrecht-heading-2 id="bellen" { "Bellen" }
                @if card.numbers.is_empty() {
                    p { strong { "Er staan geen nummers in dit incident." } }
                }
                ul.phone-card__numbers { @for line in &card.numbers { (number(line)) } }
                @if material.municipality.phones.is_empty() {
                    p.item__meta { strong { "De eigen nummers van de gemeente ontbreken." } " Schrijf ze erbij op papier." }
                }
                @if !card.without.is_empty() {
                    p.item__meta { strong { "Nummer ontbreekt: " } (dutch::list(&card.without)) }
                }
            }
            section.panel aria-labelledby="team" data-live="team" {
                h2.utrecht-heading-2 id="team" { "Het team" }
                @if named.is_empty() { p { strong { "Er is nog niemand bij naam vastgelegd." } } }
                dl.phone-card__team { @for line in &named { (team(line)) } }
                @if !unnamed.is_empty() {
                    details.more open[named.is_empty()] {
                        summary { "Zonder naam (" (unnamed.len()) ")" }
                        dl.phone-card__team { @for line in &unnamed { (team(line)) } }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::PhoneCard, "Telefoonkaart", &main)
}

fn number(line: &PhoneLine) -> Markup {
    let digits: String = line
        .number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    html! {
        li {
            a.phone-card__number href={"tel:" (digits)} { (line.number) }
            span { strong { (line.name) } span.item__meta { " " (line.for_) @if !line.note.is_empty() { " (" (line.note) ")" } } }
        }
    }
}

fn team(line: &TeamLine) -> Markup {
    html! {
        dt { (line.role) }
        dd {
            @match &line.person {
                Some(person) => strong { (person) },
                None => { "niemand genoemd" }
            }
            @if line.is_absent { strong { " – AFWEZIG" } }
            @if !line.stand_ins.is_empty() { span.item__meta { " vervanging: " (dutch::either(&line.stand_ins)) } }
        }
    }
}
