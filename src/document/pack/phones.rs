//! Whom to call: the team, filled in by hand, then the municipality's numbers and the national ones with their doubt.

use super::Pack;
use super::sheet::{NAME, Words, heading, paragraph, table, words};
use crate::document::Block;
use crate::view;

/// How many lines are left for others.
const OTHERS: usize = 10;

pub(super) fn phones(pack: &Pack<'_>) -> Vec<Block> {
    let numbers = view::phones(pack.law, pack.municipality);
    let rows = numbers.into_iter().map(|line| {
        let note = match line.note.as_str() {
            "" => "eigen lijst van de gemeente",
            note => note,
        };
        vec![
            words(&line.name),
            words(&line.for_),
            words(&line.number),
            words(note),
        ]
    });
    let blank = || words(NAME);
    let team = (pack.playbook.roles().iter())
        .map(|role| vec![words(&role.title), blank(), blank(), blank(), blank()]);
    let others = (0..OTHERS).map(|_| vec![blank(), blank(), blank(), blank()] as Vec<Words>);
    vec![
        paragraph(words(
            "Vul het team vooraf in en bel elk nummer één keer per half jaar na. Ligt het netwerk eruit, dan werkt vast \
             bellen en internet van de gemeente misschien ook niet: schrijf privé-nummers alleen met instemming op.",
        )),
        heading(2, "Het team"),
        table(
            &["Rol", "Naam", "Mobiel", "Ander nummer", "Vervanger"],
            team.collect(),
        ),
        heading(2, "Nummers van de gemeente en van het land"),
        table(&["Wie", "Waarvoor", "Nummer", "Nagekeken"], rows.collect()),
        heading(2, "Anderen"),
        table(
            &["Wie", "Waarvoor", "Nummer", "Nagebeld op"],
            others.collect(),
        ),
    ]
}
