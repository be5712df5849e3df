//! What to do: the immediate actions, who has which role, and a card for each role to hand out.

use super::Pack;
use super::part::Part;
use super::sheet::{
    BOX, NAME, TIME, Words, heading, lines, paragraph, quiet, strong, table, words,
};
use super::sources;
use crate::document::{Block, Inline};
use crate::fact::{condition, dutch};
use crate::playbook::{Role, State, Task};
use crate::view::role_title;

/// What the last column of a list of tasks asks.
const DONE: &str = "Klaar: tijd, paraaf";

/// The most tasks of cards that share a sheet, to be cut apart: so many never take more than one.
const SHARED: usize = 6;

/// Returns what is done before any question.
pub(super) fn immediate(pack: &Pack<'_>) -> Vec<Block> {
    let tasks = pack.numbers.tasks.iter();
    let rows: Vec<Vec<Words>> = (tasks.filter(|(_, task)| task.immediate))
        .map(|(_, task)| {
            let role = task.role.as_deref();
            let who = role.map_or("iedereen".to_owned(), |id| role_title(pack.playbook, id));
            vec![
                words(&pack.numbers.task(&task.id)),
                what(pack, task),
                lines([vec![strong(&who)], when(pack, task)]),
                done(),
            ]
        })
        .collect();
    match rows.is_empty() {
        true => vec![paragraph(words("Dit draaiboek kent geen directe acties."))],
        false => vec![
            paragraph(words(
                "Eerst dit, van boven naar beneden; daarna pas de vragen. Wacht niet op elkaar.",
            )),
            table(&["Nr", "Actie", "Wie en wanneer", DONE], rows),
        ],
    }
}

/// Returns who has which role, and a card for each role that has something to do.
pub(super) fn cards(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = vec![
        paragraph(words(&format!(
            "Vul eerst de namen in en deel de kaarten uit; staan er meer op een blad, knip ze dan los. Een taak begint als \
             de stap (S) begint die erbij staat. {}",
            sources::legend()
        ))),
        table(
            &["Rol", "Kaart en besluiten", "Naam", "Van – tot"],
            roster(pack),
        ),
    ];
    // The roster has a sheet of its own.
    let mut on_sheet = usize::MAX;
    for role in pack.playbook.roles().iter().map(Some).chain([None]) {
        let tasks = tasks(pack, role);
        if tasks.is_empty() {
            continue;
        }
        if on_sheet.saturating_add(tasks.len()) > SHARED {
            blocks.push(Block::PageBreak);
            on_sheet = 0;
        }
        on_sheet += tasks.len();
        let title = role.map_or("Zonder vaste rol", |role| &role.title);
        blocks.push(heading(2, &format!("Taakkaart: {title}")));
        let decisions = role.map_or(Vec::new(), |role| decisions(pack, role));
        blocks.push(paragraph(lines([
            words(&format!("Naam: {NAME}{NAME}   Van: {TIME}   Tot: {TIME}")),
            role.map_or(Vec::new(), |role| replacement(pack, role)),
            match decisions.is_empty() {
                true => Vec::new(),
                false => vec![
                    strong(&format!("Besluit over ({}): ", Part::Decisions)),
                    Inline::text(format!("{}.", dutch::list(&decisions))),
                ],
            },
        ])));
        let rows = tasks
            .into_iter()
            .map(|(state, task)| row(pack, state, task));
        blocks.push(table(&["Nr", "Taak", "Wanneer", DONE], rows.collect()));
    }
    blocks
}

/// Returns a line for each role that has a card or decides: with how many tasks, and about what.
fn roster(pack: &Pack<'_>) -> Vec<Vec<Words>> {
    let mut rows = Vec::new();
    for role in pack.playbook.roles() {
        let count = tasks(pack, Some(role)).len();
        let decisions: Vec<String> = (pack.playbook.decisions().iter())
            .filter(|decision| decision.by.contains(&role.id))
            .map(|decision| pack.numbers.decision(&decision.id))
            .collect();
        if count == 0 && decisions.is_empty() {
            continue;
        }
        let card = match count {
            0 => "geen kaart".to_owned(),
            1 => "1 taak".to_owned(),
            count => format!("{count} taken"),
        };
        rows.push(vec![
            vec![strong(&role.title)],
            lines([
                words(&match decisions.is_empty() {
                    true => card,
                    false => format!("{card}; besluit over {}", dutch::list(&decisions)),
                }),
                match count {
                    0 => replacement(pack, role),
                    _ => Vec::new(),
                },
            ]),
            words(NAME),
            words(&format!("{TIME}\u{a0}–\u{a0}{TIME}")),
        ]);
    }
    rows
}

fn tasks<'a>(pack: &Pack<'a>, role: Option<&Role>) -> Vec<(&'a State, &'a Task)> {
    let id = role.map(|role| role.id.as_str());
    let tasks = pack.numbers.tasks.iter();
    tasks
        .filter(|(_, task)| task.role.as_deref() == id)
        .copied()
        .collect()
}

fn row(pack: &Pack<'_>, state: &State, task: &Task) -> Vec<Words> {
    let number = pack.numbers.state(&state.id);
    // It is ticked where everybody sees it, and in one place only.
    let (what, done) = match task.immediate {
        true => (
            vec![strong(&task.title)],
            words(&format!("zie {}", Part::Immediate)),
        ),
        false => (what(pack, task), done()),
    };
    vec![
        words(&pack.numbers.task(&task.id)),
        what,
        lines([
            words(&format!("bij {number} ‘{}’", state.title)),
            when(pack, task),
        ]),
        done,
    ]
}

fn done() -> Words {
    words(&format!("{BOX}\u{a0}{TIME}\u{a0}____"))
}

/// Returns the task, why it matters, and what it rests on.
fn what(pack: &Pack<'_>, task: &Task) -> Words {
    let mut about = vec![quiet(&task.why)];
    let sources = sources::short(pack, &task.law);
    if !sources.is_empty() {
        about.push(Inline::text(" "));
        about.extend(sources);
    }
    lines([vec![strong(&task.title)], about])
}

/// Returns under which condition and by what time.
fn when(pack: &Pack<'_>, task: &Task) -> Words {
    let times: Vec<String> = [
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
    ]
    .into_iter()
    .flatten()
    .collect();
    let when = match task.when.is_always() {
        true => Vec::new(),
        false => words(&format!(
            "alleen als: {}",
            condition::dutch(&task.when, pack.playbook)
        )),
    };
    let times = match times.is_empty() {
        true => Vec::new(),
        false => words(&times.join(", ")),
    };
    lines([when, times])
}

/// Returns for which records there is one each.
pub(super) fn for_each(pack: &Pack<'_>, list: &str) -> String {
    let label = pack.playbook.fact(list).map_or(list, |fact| &fact.label);
    format!("voor elke regel van ‘{label}’")
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
            out.extend(sources::full(pack, &role.law));
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
