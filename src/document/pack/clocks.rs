//! The legal terms, with what starts them, how long they are, where that stands, and room for their days.

use super::Pack;
use super::numbers::number;
use super::sheet::{NAME, TIME, lines, paragraph, strong, table, words};
use super::sources;
use crate::document::Block;
use crate::law::term::Rule;
use crate::playbook::{Anchor, Clock};

pub(super) fn clocks(pack: &Pack<'_>) -> Vec<Block> {
    if pack.numbers.clocks.is_empty() {
        return vec![paragraph(words("Dit draaiboek kent geen termijnen."))];
    }
    let rows = pack.numbers.clocks.iter().enumerate().map(|(at, clock)| {
        let starts = format!("Begint bij: {}", starts(pack, clock));
        let long = format!("Duur: {} ({})", clock.term.dutch(), rule(clock.rule));
        vec![
            words(&number('K', Some(at))),
            lines([
                vec![strong(&clock.title)],
                words(&starts),
                words(&long),
                sources::full(pack, &clock.law),
            ]),
            lines([
                words(&format!("datum {NAME}")),
                words(&format!("tijd {TIME}")),
                words(&format!("bewijs {NAME}")),
            ]),
            lines([
                words(&format!("datum {NAME}")),
                words(&format!("tijd {TIME}")),
                words(&format!("nagerekend {NAME}")),
            ]),
        ]
    });
    vec![
        paragraph(words(
            "Schrijf op wanneer een termijn begint, met het bewijs. De einddag hangt af van zaterdagen, zondagen en \
             feestdagen: laat hem narekenen met `draaiboek term` of door de jurist. Een termijn van uren loopt door in de \
             nacht en in het weekend, tenzij de bron anders zegt.",
        )),
        table(&["Nr", "Termijn", "Begonnen", "Eindigt"], rows.collect()),
    ]
}

fn starts(pack: &Pack<'_>, clock: &Clock) -> String {
    match &clock.starts {
        Anchor::Document(id) => {
            let document = pack.playbook.document(id);
            let title = document.map_or(id.as_str(), |document| document.title.as_str());
            format!("bekendmaking van ‘{title}’")
        }
        Anchor::Field(id) => {
            let list = clock.for_each.as_deref().unwrap_or_default();
            let mut fields = pack.playbook.fields(list).iter();
            let field = fields.find(|field| field.id == *id);
            field.map_or_else(|| id.clone(), |field| field.label.clone())
        }
        Anchor::Fact(id) => {
            let fact = pack.playbook.fact(id);
            fact.map_or(id.clone(), |fact| fact.label.clone())
        }
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Awt => "Algemene termijnenwet",
        Rule::Eu118271 => "Verordening 1182/71",
        Rule::None => "loopt letterlijk door",
    }
}
