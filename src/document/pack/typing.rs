//! For whoever types the paper in: which id stands behind each number, and with which verb.

use super::Pack;
use super::numbers::number;
use super::sheet::{Words, heading, paragraph, table, words};
use crate::document::Block;

/// How many names stand beside each other.
const COLUMNS: usize = 3;

pub(super) fn typing(pack: &Pack<'_>) -> Vec<Block> {
    let numbers = &pack.numbers;
    let ids = |letter: char, ids: Vec<&str>| -> Vec<(String, String)> {
        (ids.into_iter().enumerate())
            .map(|(at, id)| (number(letter, Some(at)), id.to_owned()))
            .collect()
    };
    let parts = [
        (
            "Vragen: draaiboek record BESTAND NAAM ANTWOORD --happened TIJD --how paper",
            ids(
                'V',
                numbers
                    .questions
                    .iter()
                    .map(|fact| fact.id.as_str())
                    .collect(),
            ),
        ),
        (
            "Wegen verder: draaiboek fire BESTAND NAAM --happened TIJD --how paper",
            ids(
                'W',
                numbers
                    .triggers
                    .iter()
                    .map(|trigger| trigger.id.as_str())
                    .collect(),
            ),
        ),
        (
            "Taken: draaiboek task BESTAND NAAM done --happened TIJD --how paper",
            ids(
                'T',
                numbers
                    .tasks
                    .iter()
                    .map(|(_, task)| task.id.as_str())
                    .collect(),
            ),
        ),
        (
            "Besluiten: draaiboek decide BESTAND NAAM KEUZE --reason REDEN --happened TIJD --how paper",
            ids(
                'B',
                numbers
                    .decisions
                    .iter()
                    .map(|decision| decision.id.as_str())
                    .collect(),
            ),
        ),
    ];
    let mut blocks = vec![paragraph(words(
        "Typ eerst het logformulier en de lijst over en lees ze in. Neem daarna de antwoorden, wegen, taken en besluiten over \
         met de naam achter hun nummer; `walk` vraagt er ook zelf om. Zet erbij wie het zei (--decided-by) en waarom het later \
         is vastgelegd (--late).",
    ))];
    for (title, numbered) in parts {
        if numbered.is_empty() {
            continue;
        }
        blocks.push(heading(2, title));
        let high = numbered.len().div_ceil(COLUMNS);
        let cells = |at: usize| match numbered.get(at) {
            Some((number, id)) => [words(number), words(id)],
            None => [words("–"), words("–")],
        };
        let rows: Vec<Vec<Words>> = (0..high)
            .map(|at| {
                (0..COLUMNS)
                    .flat_map(|column| cells(at + column * high))
                    .collect()
            })
            .collect();
        blocks.push(table(&["Nr", "Naam"].repeat(COLUMNS), rows));
    }
    blocks
}
