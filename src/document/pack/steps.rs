//! The steps in their order: why, what is asked with room to answer, what is decided and made, and the ways out.

use super::Pack;
use super::sheet::{
    BOX, LINE, NAME, TIME, Words, heading, lines, paragraph, quiet, strong, table, tick, words,
};
use crate::document::{Block, Inline};
use crate::fact::{Choice, Condition, Kind, condition, dutch};
use crate::playbook::{Fact, State, Transition};
use crate::view::role_title;

/// The most letters of a choice that stands beside others on a line.
const SHORT_CHOICE: usize = 26;

pub(super) fn steps(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = vec![
        paragraph(words(
            "Meer dan één spoor kan tegelijk lopen; in elk spoor is één stap aan de gang. Een vraag staat bij de stap waar \
             zij het eerst opkomt. Omcirkel bij elk antwoord hoe zeker het is: B (bevestigd), W (waarschijnlijk) of O \
             (onbevestigd). Zet een streepje en de tijd bij de weg die wordt genomen.",
        )),
        table(&["Spoor", "Stappen"], overview(pack)),
    ];
    let mut asked: Vec<&str> = Vec::new();
    let mut around: Option<&str> = None;
    for state in pack.playbook.states() {
        let is_around = is_around(pack, state);
        blocks.push(title(pack, state, around));
        if is_around {
            around = Some(&state.id);
        }
        blocks.extend(step(pack, state, &mut asked));
    }
    blocks
}

/// Whether other steps are part of this one.
fn is_around(pack: &Pack<'_>, state: &State) -> bool {
    let mut states = pack.playbook.states().iter();
    states.any(|inner| inner.parent.as_ref() == Some(&state.id))
}

/// Returns a line for each state with steps of its own: where to find which step.
fn overview(pack: &Pack<'_>) -> Vec<Vec<Words>> {
    let states = pack.playbook.states();
    let named = |state: &State| format!("{}\u{a0}{}", pack.numbers.state(&state.id), state.title);
    let inside = |around: Option<&String>| -> Vec<String> {
        (states.iter())
            .filter(|state| state.parent.as_ref() == around && !is_around(pack, state))
            .map(named)
            .collect()
    };
    let row = |name: String, steps: Vec<String>| {
        (!steps.is_empty()).then(|| vec![vec![strong(&name)], words(&steps.join("; "))])
    };
    std::iter::once(row("–".to_owned(), inside(None)))
        .chain((states.iter()).map(|state| row(named(state), inside(Some(&state.id)))))
        .flatten()
        .collect()
}

/// Returns the heading of a step; it names the step around it where that was not the last one before it.
fn title(pack: &Pack<'_>, state: &State, around: Option<&str>) -> Block {
    let number = pack.numbers.state(&state.id);
    let title = match state.parent.as_deref() {
        Some(parent) if around != Some(parent) => {
            let parent = pack.playbook.state(parent);
            let name = parent.map_or("", |parent| &parent.title);
            format!("{number}. {} (in ‘{name}’)", state.title)
        }
        _ => format!("{number}. {}", state.title),
    };
    match is_around(pack, state) || state.parent.is_none() {
        true => heading(2, &title),
        false => Block::Heading {
            anchor: None,
            content: vec![strong(&title)],
            level: 3,
        },
    }
}

fn step<'a>(pack: &Pack<'_>, state: &'a State, asked: &mut Vec<&'a str>) -> Vec<Block> {
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
    let mut here: Words = Vec::new();
    for (name, items) in [
        ("Taken", &tasks),
        ("Besluiten", &decisions),
        ("Vragen die hier weer spelen", &again),
        ("Stukken", &documents),
    ] {
        if !items.is_empty() {
            let space = if here.is_empty() { "" } else { " " };
            here.push(strong(&format!("{space}{name}: ")));
            here.push(Inline::text(format!("{}.", dutch::list(items))));
        }
    }
    let mut blocks = vec![paragraph(lines([vec![quiet(&state.why)], here]))];
    let rows: Vec<Vec<Words>> = (new.iter())
        .filter_map(|id| pack.playbook.fact(id))
        .map(|fact| question(pack, fact, state.ask_when.get(&fact.id)))
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
        let name = vec![strong("Verder vanaf hier")];
        blocks.push(paragraph(lines(std::iter::once(name).chain(ways))));
    }
    blocks
}

fn question(pack: &Pack<'_>, fact: &Fact, when: Option<&Condition>) -> Vec<Words> {
    let mut why = vec![quiet(&fact.why)];
    if let Some(when) = when {
        let only = condition::dutch(when, pack.playbook);
        why.insert(0, Inline::text(format!("Alleen als: {only}. ")));
    }
    if let Some(id) = fact.asked_of.as_deref() {
        let space = if fact.why.is_empty() { "" } else { " " };
        let role = role_title(pack.playbook, id);
        why.push(Inline::text(format!("{space}Vraag het: {role}")));
    }
    vec![
        words(&pack.numbers.question(&fact.id)),
        lines([vec![strong(&fact.question)], why]),
        answer(fact),
        lines([
            words(&format!("{TIME}\u{a0}\u{a0}B\u{a0}\u{a0}W\u{a0}\u{a0}O")),
            words(NAME),
        ]),
    ]
}

/// Returns what can be ticked or filled in, ‘unknown’ always among it.
fn answer(fact: &Fact) -> Words {
    let unknown = || "onbekend".to_owned();
    if fact.marker {
        return lines([
            tick("ja, er is informatie (schrijf haar hier niet op)"),
            beside(&["nee".to_owned(), unknown()]),
        ]);
    }
    let labels = |options: &[Choice]| -> Words {
        let labels: Vec<String> = options.iter().map(|option| option.label.clone()).collect();
        let labels: Vec<String> = labels.into_iter().chain([unknown()]).collect();
        match labels
            .iter()
            .all(|label| label.chars().count() <= SHORT_CHOICE)
        {
            true => beside(&labels),
            false => lines(labels.iter().map(|label| tick(label))),
        }
    };
    match &fact.kind {
        Kind::Bool => beside(&["ja".to_owned(), "nee".to_owned(), unknown()]),
        Kind::Choice(options) => labels(options),
        Kind::Choices(options) => lines([words("meer dan één mag:"), labels(options)]),
        _ => lines(written(fact).into_iter().chain([tick("onbekend")])),
    }
}

/// Returns choices to tick, as many on a line as fit.
fn beside(labels: &[String]) -> Words {
    let labels: Vec<String> = (labels.iter())
        .map(|label| format!("{BOX} {label}").replace(' ', "\u{a0}"))
        .collect();
    words(&labels.join("\u{a0} "))
}

/// Returns room for an answer in words or figures.
fn written(fact: &Fact) -> Vec<Words> {
    let unit = fact.unit.as_deref().unwrap_or_default();
    match &fact.kind {
        Kind::Bool | Kind::Choice(_) | Kind::Choices(_) => Vec::new(),
        Kind::Date => vec![words(&format!("datum {NAME}"))],
        Kind::Datetime => vec![words(&format!("datum {NAME} tijd {TIME}"))],
        Kind::Duration => vec![words(&format!("{TIME} uur {TIME} minuten"))],
        Kind::Integer => vec![words(&format!("{NAME} {unit}"))],
        Kind::Money => vec![words(&format!("€ {NAME}"))],
        Kind::Person => vec![words(LINE)],
        Kind::Records(fields) => {
            let labels: Vec<String> = fields.iter().map(|field| field.label.clone()).collect();
            let each = format!("per stuk: {}", dutch::list(&labels));
            vec![words(&each), words(LINE), words(LINE)]
        }
        Kind::Place | Kind::Text => vec![words(LINE), words(LINE)],
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
        (Some(trigger), _) => {
            format!("{} ‘{}’", pack.numbers.trigger(&trigger.id), trigger.label)
        }
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
            let number = pack.numbers.state(id);
            playbook
                .state(id)
                .map_or(id.clone(), |state| format!("{number} ‘{}’", state.title))
        })
        .collect();
    words(&format!(
        "{BOX}\u{a0}{TIME} {cause}: naar {}",
        dutch::list(&targets)
    ))
}
