//! What to do: the immediate actions, and a card for each role to hand out.

use super::Pack;
use super::sheet::{
    BOX, NAME, TIME, Words, heading, lines, paragraph, quiet, strong, table, words,
};
use crate::document::{Block, Inline};
use crate::fact::{condition, dutch};
use crate::playbook::{Role, State, Task};
use crate::view::role_title;

const HEADER: [&str; 4] = ["Nr", "Taak", "Wanneer", "Klaar: tijd en paraaf"];

/// Returns what is done before any question.
pub(super) fn immediate(pack: &Pack<'_>) -> Vec<Block> {
    let tasks = pack.numbers.tasks.iter();
    let rows: Vec<Vec<Words>> = (tasks.filter(|(_, task)| task.immediate))
        .map(|(state, task)| {
            let mut row = row(pack, state, task);
            let role = task.role.as_deref();
            row[2] = lines([
                vec![strong(&role.map_or("iedereen".to_owned(), |id| {
                    role_title(pack.playbook, id)
                }))],
                row[2].clone(),
            ]);
            row
        })
        .collect();
    match rows.is_empty() {
        true => vec![paragraph(words("Dit draaiboek kent geen directe acties."))],
        false => vec![
            paragraph(words(
                "Eerst dit, van boven naar beneden; daarna pas de vragen. Wacht niet op elkaar.",
            )),
            table(&["Nr", "Actie", "Wie en wanneer", HEADER[3]], rows),
        ],
    }
}

/// Returns a card for each role that has something to do or to decide.
pub(super) fn cards(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let roles = pack.playbook.roles().iter().map(Some).chain([None]);
    for role in roles {
        let id = role.map(|role| role.id.as_str());
        let tasks: Vec<Vec<Words>> = (pack.numbers.tasks.iter())
            .filter(|(_, task)| task.role.as_deref() == id)
            .map(|(state, task)| row(pack, state, task))
            .collect();
        let decisions = role.map_or(Vec::new(), |role| decisions(pack, role));
        if tasks.is_empty() && decisions.is_empty() {
            continue;
        }
        // Each card is a sheet to hand out; the first shares its page with the name of the part.
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        let title = role.map_or("Zonder vaste rol", |role| &role.title);
        blocks.push(heading(2, &format!("Taakkaart: {title}")));
        blocks.push(paragraph(lines([
            words(&format!("Naam: {NAME}{NAME}   Van: {TIME}   Tot: {TIME}")),
            role.map_or(Vec::new(), |role| replacement(pack, role)),
        ])));
        if !decisions.is_empty() {
            blocks.push(paragraph(words(&format!(
                "Besluit over (deel 6): {}.",
                dutch::list(&decisions)
            ))));
        }
        if !tasks.is_empty() {
            blocks.push(table(&HEADER, tasks));
        }
    }
    blocks
}

fn row(pack: &Pack<'_>, state: &State, task: &Task) -> Vec<Words> {
    let seconds = [
        task.claim_within_seconds
            .map(|seconds| format!("opgepakt binnen {}", dutch::duration(seconds))),
        task.done_within_seconds
            .map(|seconds| format!("klaar binnen {}", dutch::duration(seconds))),
        task.before.as_ref().map(|before| {
            let fact = pack.playbook.fact(&before.fact);
            let label = fact.map_or(before.fact.as_str(), |fact| fact.label.as_str());
            format!("{} vóór ‘{label}’", dutch::duration(before.seconds))
        }),
        task.each_entry.then(|| "elke keer opnieuw".to_owned()),
        task.for_each.as_ref().map(|list| for_each(pack, list)),
    ];
    let when = match task.when.is_always() {
        true => Vec::new(),
        false => words(&format!(
            "alleen als: {}",
            condition::dutch(&task.when, pack.playbook)
        )),
    };
    vec![
        words(&pack.numbers.task(&task.id)),
        lines([
            vec![strong(&task.title)],
            vec![quiet(&task.why)],
            sources(pack, &task.law),
        ]),
        lines(
            [words(&format!("bij ‘{}’", state.title)), when]
                .into_iter()
                .chain(seconds.iter().flatten().map(|text| words(text))),
        ),
        lines([words(&format!("{BOX} {TIME}")), words(NAME)]),
    ]
}

/// Returns for which records there is one each.
pub(super) fn for_each(pack: &Pack<'_>, list: &str) -> String {
    let label = pack.playbook.fact(list).map_or(list, |fact| &fact.label);
    format!("voor elke regel van ‘{label}’")
}

/// Returns the sources, each with its doubt.
pub(super) fn sources(pack: &Pack<'_>, ids: &[String]) -> Words {
    let mut out = Vec::new();
    for id in ids {
        let source = pack.law.source(id);
        let text = match source.map(|source| (source, source.doubt())) {
            None => id.clone(),
            Some((source, None)) => source.cite.clone(),
            Some((source, Some(doubt))) => format!("{} ({doubt})", source.cite),
        };
        out.push(Inline::text(if out.is_empty() { "Bron: " } else { "; " }));
        out.push(Inline::Law {
            id: id.clone(),
            text,
        });
    }
    out
}

fn replacement(pack: &Pack<'_>, role: &Role) -> Words {
    let titles = |ids: &[String]| -> Vec<String> {
        ids.iter().map(|id| role_title(pack.playbook, id)).collect()
    };
    let by_law = match role.replaced_by.is_empty() {
        true => Vec::new(),
        false => {
            let mut out = words(&format!(
                "Wettelijke vervanger, die ook besluit: {}. ",
                dutch::list(&titles(&role.replaced_by))
            ));
            out.extend(sources(pack, &role.law));
            out
        }
    };
    let stand_in = match role.stand_in.is_empty() {
        true => Vec::new(),
        false => words(&format!(
            "Neemt waar, maar besluit niet: {}.",
            dutch::list(&titles(&role.stand_in))
        )),
    };
    lines([by_law, stand_in])
}

fn decisions(pack: &Pack<'_>, role: &Role) -> Vec<String> {
    let decisions = pack.playbook.decisions().iter();
    decisions
        .filter(|decision| decision.by.contains(&role.id))
        .map(|decision| format!("{} {}", pack.numbers.decision(&decision.id), decision.title))
        .collect()
}
