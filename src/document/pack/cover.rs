//! The first page: exercise or real, which incident, what is in the pack and how it is used.

use super::Pack;
use super::sheet::{LINE, heading, list, paragraph, room, strong, table, words};
use crate::document::Block;
use crate::fact::dutch;

pub(super) fn cover(pack: &Pack<'_>, parts: &[&str]) -> Vec<Block> {
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
            words("Begin met deel 1. Geef daarna ieder zijn taakkaart uit deel 2."),
            words(
                "De loghouder schrijft elke regel één keer op het logformulier (deel 3), met de tijd op de klok. Niets \
                 weghalen of overschrijven: een fout krijgt een streep, en een nieuwe regel zegt hoe het wel is.",
            ),
            words(
                "Noem in een regel het nummer waar het over gaat: V voor een vraag, T voor een taak, B voor een besluit, \
                 K voor een termijn.",
            ),
            words(
                "Weet niemand het? Kruis ‘onbekend’ aan, en schrijf op wie het navraagt. Onbekend is geen nee.",
            ),
            words(
                "Is er weer een computer, typ dan deel 3 en 4 over in een bestand en lees het in met `draaiboek log import`. \
                 De nummers op papier blijven. Deel 10 zegt welk antwoord waar hoort.",
            ),
        ]),
        heading(1, "Inhoud"),
    ];
    let contents = parts.iter().enumerate();
    let contents: Vec<String> =
        (contents.map(|(at, part)| format!("{}. {part}", at + 1))).collect();
    blocks.push(paragraph(words(&contents.join("; "))));
    blocks.push(paragraph(words(&format!(
        "{checked} Dit pakket zegt wat te doen is en op welke bron; het is geen juridisch advies. Bij een bron staat erbij \
         wanneer niemand de tekst zelf heeft nagelezen. Een mens besluit."
    ))));
    blocks
}
