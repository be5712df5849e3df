//! The first page: exercise or real, which incident, what is in the pack and how it is used.

use super::Pack;
use super::part::Part;
use super::sheet::{LINE, Words, heading, list, paragraph, room, strong, table, words};
use crate::document::{Block, Inline};
use crate::fact::dutch;

pub(super) fn cover(pack: &Pack<'_>) -> Vec<Block> {
    let playbook = pack.playbook;
    let row = |name: &str| vec![vec![strong(name)], room(&LINE.repeat(2), 1)];
    let mark = vec![
        vec![strong("Kruis vooraf aan")],
        vec![strong(
            "□ ECHT\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}□ OEFENING",
        )],
    ];
    let checked = match playbook.checked() {
        Some(day) => format!("Inhoud voor het laatst nagekeken op {}.", dutch::date(day)),
        None => "Niet vastgelegd wanneer de inhoud is nagekeken.".to_owned(),
    };
    let name = match pack.municipality.name.as_str() {
        "" => words(&format!("Gemeente: {}", LINE.repeat(2))),
        name => vec![strong(name)],
    };
    let mut blocks = vec![
        paragraph(name),
        paragraph(words(playbook.summary())),
        table(
            &["Dit pakket", "Vul in"],
            vec![
                mark,
                row("Naam van het incident"),
                row("Begonnen op"),
                row("Wie zit voor"),
                row("Wie houdt het logboek"),
                row("Exemplaar van"),
            ],
        ),
        heading(1, "Zo werkt het"),
        list([
            begin(pack),
            words(&format!(
                "De loghouder schrijft elke regel één keer op het logformulier ({}), met de tijd op de klok. Niets \
                 weghalen of overschrijven: een fout krijgt een streep, en een nieuwe regel zegt hoe het wel is.",
                Part::Log
            )),
            words(
                "Noem in een regel het nummer waar het over gaat: S voor een stap, V voor een vraag, T voor een taak, B \
                 voor een besluit, W voor een weg naar een andere stap, K voor een termijn.",
            ),
            words(
                "Weet niemand het? Kruis ‘onbekend’ aan, en schrijf op wie het navraagt. Onbekend is geen nee.",
            ),
            words(&format!(
                "Is er weer een computer, typ dan {} en {} over in een bestand en lees het in met `draaiboek log \
                 import`. De nummers op papier blijven. In {} staat welk antwoord waar hoort.",
                Part::Log,
                Part::Actions,
                Part::Typing
            )),
        ]),
        heading(1, "Inhoud"),
    ];
    let contents = Part::ALL.map(|part| {
        vec![
            words(&part.to_string()),
            vec![strong(part.name())],
            words(part.purpose()),
        ]
    });
    blocks.push(table(&["Waar", "Wat", "Wie en wanneer"], contents.to_vec()));
    blocks.push(paragraph(words(&format!(
        "{checked} Dit pakket zegt wat te doen is en op welke bron; het is geen juridisch advies. Bij een bron staat erbij \
         wanneer niemand de tekst zelf heeft nagelezen. Een mens besluit."
    ))));
    blocks
}

/// Returns where the team begins.
fn begin(pack: &Pack<'_>) -> Words {
    let first = (pack.playbook.states().iter()).find(|state| !state.ask.is_empty());
    let questions = first.map_or(String::new(), |state| {
        format!(
            " Stel dan de vragen van {} ‘{}’ ({}).",
            pack.numbers.state(&state.id),
            state.title,
            Part::Steps
        )
    });
    let begin = match pack.numbers.tasks.iter().any(|(_, task)| task.immediate) {
        true => format!(
            "Begin met {}, op de volgende bladzijde: dat zijn de eerste minuten.",
            Part::Immediate
        ),
        false => "Dit draaiboek kent geen directe acties.".to_owned(),
    };
    let cards = format!(
        " Bel het team ({}) en geef ieder zijn taakkaart ({}).",
        Part::Phones,
        Part::Cards
    );
    vec![strong(&begin), Inline::text(format!("{cards}{questions}"))]
}
