//! The blank forms: the log, the list of decisions and actions, and the agenda of a meeting.
//!
//! The numbers of the first two differ from each other, so that both can be typed into one file for `log import`.

use super::Pack;
use super::part::Part;
use super::sheet::{
    BOX, LINE, NAME, TIME, Words, heading, lines, list, paragraph, room, strong, table, tick, words,
};
use crate::document::Block;

/// How many lines the log form has.
const LOG: usize = 82;

/// How many lines the list of decisions and actions has.
const ACTIONS: usize = 26;

/// Returns the log form, with the columns of `log import`.
pub(super) fn log(_: &Pack<'_>) -> Vec<Block> {
    let row = |number: usize| -> Vec<Words> {
        vec![
            words(&number.to_string()),
            words(TIME),
            words("F/B/A/V/N"),
            words("________"),
            room(&"_".repeat(40), 2),
            words("________"),
        ]
    };
    vec![
        paragraph(words(
            "Soort: omcirkel F (feit), B (besluit), A (actie), V (vraag) of N (notitie). Rol: wie het zei of besloot. \
             Bron: van wie of waar het komt. Alleen wat gezien, gezegd of besloten is. Een lege regel krijgt een streep. \
             Is het formulier vol, kopieer het dan leeg en nummer door.",
        )),
        paragraph(words(
            "Overtypen: een regel per nummer, met een puntkomma tussen de kolommen. De eerste regel van het bestand is: \
             nummer;tijd;soort;rol;tekst;bron",
        )),
        table(
            &["Nr", "Tijd", "Soort", "Rol", "Tekst", "Bron"],
            (1..=LOG).map(row).collect(),
        ),
    ]
}

/// Returns the list of decisions and actions.
pub(super) fn actions(_: &Pack<'_>) -> Vec<Block> {
    let row = |number: usize| -> Vec<Words> {
        vec![
            words(&format!("L{number}")),
            words(TIME),
            words("B/A"),
            room(&"_".repeat(34), 2),
            words("_________"),
            words(TIME),
            words(&format!("{BOX}{TIME}")),
        ]
    };
    vec![
        paragraph(words(
            "Wat is afgesproken, op één plaats. Lees de lijst aan het eind van elk overleg hardop voor. Bij het overtypen is \
             de soort ‘besluit’ of ‘actie’ en de rol wie het doet.",
        )),
        table(
            &[
                "Nr",
                "Tijd",
                "Soort",
                "Besluit of actie",
                "Wie",
                "Vóór",
                "Klaar",
            ],
            (1..=ACTIONS).map(row).collect(),
        ),
    ]
}

/// Returns the agenda: what every meeting goes through, and what the first and a later one begin with.
pub(super) fn agenda(_: &Pack<'_>) -> Vec<Block> {
    let reason = format!("Wat besluiten we, met welke reden ({})?", Part::Decisions);
    let who = format!("Wie doet wat, vóór hoe laat ({})?", Part::Actions);
    let part = |name: &str, asks: &[&str]| -> Vec<Words> {
        vec![
            vec![strong(name)],
            lines(asks.iter().map(|ask| tick(ask))),
            room(&"_".repeat(26), asks.len().max(4) + 1),
        ]
    };
    vec![
        paragraph(lines([
            words(&format!(
                "Overleg nummer: {TIME} Begin: {TIME} Einde: {TIME}"
            )),
            words(&format!("Voorzitter: {NAME}{NAME} Loghouder: {NAME}{NAME}")),
            words(&format!("Aanwezig: {}", LINE.repeat(3))),
        ])),
        paragraph(words(
            "Houd het kort: een half uur. Eerst het hele beeld, dan pas het oordeel, dan pas het besluit. Oplossingen die te \
             vroeg komen, gaan op de lijst.",
        )),
        table(
            &["Onderdeel", "Vragen", "Notities"],
            vec![
                part(
                    "Opening",
                    &[
                        "Wie zit voor, wie houdt het logboek, wie ontbreekt?",
                        "Is dit echt of een oefening?",
                        "Wat moet dit overleg opleveren, en hoe laat stoppen we?",
                    ],
                ),
                part(
                    "Beeld",
                    &[
                        "Wat is bevestigd, en door wie?",
                        "Wat is waarschijnlijk, wat onbevestigd?",
                        "Wat weten we niet, en wie zoekt het uit?",
                        "Wat is al gedaan of gezegd?",
                        "Wat zien inwoners en media?",
                    ],
                ),
                part(
                    "Oordeel",
                    &[
                        "Wat is het doel van de komende uren?",
                        "Hoe loopt het waarschijnlijk, en in het ergste geval?",
                        "Wie wordt geraakt, en wat vraagt dat?",
                        "Welke wegen zijn er, van licht naar zwaar, en wat mag op welke grond?",
                        "Wat zijn de gevolgen van niets doen?",
                    ],
                ),
                part(
                    "Besluit",
                    &[
                        &reason,
                        &who,
                        "Wie vertelt het aan wie, en met welke woorden?",
                        "Wanneer bekijken we elk besluit opnieuw?",
                    ],
                ),
                part(
                    "Afsluiting",
                    &[
                        "Lijst voorgelezen en akkoord?",
                        "Klopt de telefoonlijst nog, wie lost wie af?",
                        "Hoe laat is het volgende overleg, en waar?",
                    ],
                ),
            ],
        ),
        heading(2, "Alleen het eerste overleg"),
        list([
            tick("Rollen verdeeld, taakkaarten uitgedeeld, plaatsvervangers gebeld"),
            tick(&format!("Directe acties nagelopen ({})", Part::Immediate)),
            tick("Besloten of we opschalen, en wie dat meldt"),
        ]),
        heading(2, "Elk volgend overleg"),
        list([
            tick(&format!(
                "Lijst van {} nagelopen: wat is klaar, wat is te laat",
                Part::Actions
            )),
            tick("Besluiten die opnieuw bekeken moeten worden"),
            tick(&format!(
                "Termijnen die vandaag of morgen aflopen ({})",
                Part::Clocks
            )),
        ]),
    ]
}
