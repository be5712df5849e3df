//! The steps in their order: why, what is asked with room to answer, what is decided and made, and the ways out.

use super::Pack;
use super::sheet::{
    BOX, LINE, NAME, TIME, Words, heading, lines, list, paragraph, quiet, strong, table, tick,
    words,
};
use crate::document::Block;
use crate::fact::{Kind, condition, dutch};
use crate::playbook::{Fact, State, Transition};
use crate::view::role_title;

pub(super) fn steps(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = vec![paragraph(words(
        "Een vraag staat bij de stap waar zij het eerst opkomt. Omcirkel bij elk antwoord hoe zeker het is: B (bevestigd), W \
         (waarschijnlijk) of O (onbevestigd).",
    ))];
    let mut asked: Vec<&str> = Vec::new();
    for state in pack.playbook.states() {
        blocks.extend(step(pack, state, &mut asked));
    }
    blocks
}

fn step<'a>(pack: &Pack<'_>, state: &'a State, asked: &mut Vec<&'a str>) -> Vec<Block> {
    let around = state
        .parent
        .as_deref()
        .and_then(|id| pack.playbook.state(id));
    let title = match around {
        Some(around) => format!("{} ({})", state.title, around.title),
        None => state.title.clone(),
    };
    let numbered = |ids: &[String], number: &dyn Fn(&str) -> String| -> Vec<String> {
        ids.iter().map(|id| number(id)).collect()
    };
    let is_new = |id: &&String| !asked.contains(&id.as_str());
    let (new, again): (Vec<&'a String>, Vec<&'a String>) = state.ask.iter().partition(is_new);
    let again: Vec<String> = again.iter().map(|id| pack.numbers.question(id)).collect();
    let tasks: Vec<String> = (state.tasks.iter())
        .map(|task| pack.numbers.task(&task.id))
        .collect();
    let decisions = numbered(&state.decide, &|id| pack.numbers.decision(id));
    let documents = numbered(&state.draft, &|id| {
        let document = pack.playbook.document(id);
        document.map_or(id.to_owned(), |document| document.title.clone())
    });
    let refer = |name: &str, items: &[String]| match items.is_empty() {
        true => Vec::new(),
        false => vec![
            strong(&format!("{name}: ")),
            words(&dutch::list(items)).remove(0),
        ],
    };
    let mut blocks = vec![
        heading(2, &title),
        paragraph(lines([
            vec![quiet(&state.why)],
            refer("Taken", &tasks),
            refer("Besluiten", &decisions),
            refer("Vragen die hier weer spelen", &again),
            refer("Stukken", &documents),
        ])),
    ];
    let rows: Vec<Vec<Words>> = (new.iter())
        .filter_map(|id| pack.playbook.fact(id))
        .map(|fact| question(pack, fact))
        .collect();
    asked.extend(new.into_iter().map(String::as_str));
    if !rows.is_empty() {
        blocks.push(table(
            &["Nr", "Vraag", "Antwoord", "Tijd, bron, zeker?"],
            rows,
        ));
    }
    let ways: Vec<Words> = (pack.playbook.transitions().iter())
        .filter(|transition| transition.source == state.id && !transition.targets.is_empty())
        .map(|transition| way(pack, transition))
        .collect();
    if !ways.is_empty() {
        blocks.push(paragraph(vec![strong("Verder vanaf hier")]));
        blocks.push(list(ways));
    }
    blocks
}

fn question(pack: &Pack<'_>, fact: &Fact) -> Vec<Words> {
    let role = fact.asked_of.as_deref();
    let asked_of = role.map_or(Vec::new(), |id| {
        words(&format!("Vraag het: {}", role_title(pack.playbook, id)))
    });
    vec![
        words(&pack.numbers.question(&fact.id)),
        lines([
            vec![strong(&fact.question)],
            vec![quiet(&fact.why)],
            asked_of,
        ]),
        lines(answer(fact).into_iter().chain([tick("onbekend")])),
        lines([words(TIME), words(NAME), words("B  W  O")]),
    ]
}

/// Returns what can be ticked or filled in.
fn answer(fact: &Fact) -> Vec<Words> {
    if fact.marker {
        return vec![
            tick("ja, er is informatie (schrijf haar hier niet op)"),
            tick("nee"),
        ];
    }
    let unit = fact.unit.as_deref().unwrap_or_default();
    match &fact.kind {
        Kind::Bool => vec![words(&format!("{BOX} ja   {BOX} nee"))],
        Kind::Choice(options) => options.iter().map(|option| tick(&option.label)).collect(),
        Kind::Choices(options) => std::iter::once(words("meer dan één mag:"))
            .chain(options.iter().map(|option| tick(&option.label)))
            .collect(),
        Kind::Date => vec![words(&format!("datum {NAME}"))],
        Kind::Datetime => vec![
            words(&format!("datum {NAME}")),
            words(&format!("tijd {TIME}")),
        ],
        Kind::Duration => vec![words(&format!("{TIME} uur {TIME} minuten"))],
        Kind::Integer => vec![words(&format!("{NAME} {unit}"))],
        Kind::Money => vec![words(&format!("€ {NAME}"))],
        Kind::Person => vec![words(LINE)],
        Kind::Records(fields) => {
            let labels: Vec<String> = fields.iter().map(|field| field.label.clone()).collect();
            let each = format!("per stuk: {}", dutch::list(&labels));
            vec![words(&each), words(LINE), words(LINE), words(LINE)]
        }
        Kind::Place | Kind::Text => vec![words(LINE), words(LINE), words(LINE)],
    }
}

/// Returns a way out of a step: what sets it off, who may, and where it leads.
fn way(pack: &Pack<'_>, transition: &Transition) -> Words {
    let playbook = pack.playbook;
    let trigger = (transition.trigger.as_deref()).and_then(|id| playbook.trigger(id));
    let by = trigger.map_or(Vec::new(), |trigger| {
        trigger
            .by
            .iter()
            .map(|id| role_title(playbook, id))
            .collect()
    });
    let mut cause = match (trigger, transition.after_seconds) {
        (Some(trigger), _) => format!("‘{}’", trigger.label),
        (None, Some(seconds)) => format!("na {}", dutch::duration(seconds)),
        (None, None) => "vanzelf".to_owned(),
    };
    if !by.is_empty() {
        cause.push_str(&format!(" (zegt: {})", dutch::either(&by)));
    }
    if !transition.guard.is_always() {
        cause.push_str(&format!(
            ", als: {}",
            condition::dutch(&transition.guard, playbook)
        ));
    }
    let targets: Vec<String> = (transition.targets.iter())
        .map(|id| {
            playbook
                .state(id)
                .map_or(id.clone(), |state| format!("‘{}’", state.title))
        })
        .collect();
    words(&format!(
        "{BOX} {TIME} {cause}: naar {}",
        dutch::list(&targets)
    ))
}
