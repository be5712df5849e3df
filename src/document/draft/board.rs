//! The lists of a report about where the team stands: steps, people, decisions, actions, what happens by itself.
//!
//! It shows what the log says and never what ought to be done about it.

use std::collections::BTreeMap;

use minijinja::value::Value as Jinja;

use super::Inputs;
use super::lists::{thing, word, words};
use super::series::Series;
use crate::engine::{ERASED, Event, NoteKind, World};
use crate::fact::dutch;
use crate::view::{self, Board, Finding};

/// Returns the lists.
pub(super) fn lists(
    inputs: &Inputs<'_>,
    series: &Series,
    board: &Board,
) -> BTreeMap<&'static str, Jinja> {
    BTreeMap::from([
        ("actions", actions(inputs, series)),
        ("decisions_all", decisions(inputs, series)),
        ("decisions_open", decisions_open(board)),
        ("people", people(inputs)),
        ("places", places(board)),
        ("powers_open", powers_open(inputs)),
        ("timers", timers(inputs)),
        ("waiting", waiting(board)),
    ])
}

/// Returns the actions that people noted.
fn actions(inputs: &Inputs<'_>, series: &Series) -> Jinja {
    let is_action = |event: &Event| {
        let kind = NoteKind::Action;
        matches!(event, Event::Noted { kind: noted, .. } if *noted == kind)
    };
    let log = inputs.incident.log().iter();
    log.filter_map(|entry| inputs.incident.standing(entry.seq))
        .filter(|entry| is_action(entry.event()))
        .map(|entry| {
            let text = entry
                .content
                .as_ref()
                .map_or(Some(ERASED.to_owned()), |c| c.text.clone());
            thing([
                ("at", word(dutch::short(entry.happened_at()))),
                ("new", Jinja::from(series.is_new(entry.seq))),
                ("seq", Jinja::from(entry.seq)),
                ("text", word(text.unwrap_or_default())),
                ("who", word(view::who(inputs.playbook, entry))),
            ])
        })
        .collect()
}

/// Returns every decision as it was taken, those of the playbook and those that were noted, in the order of the log.
fn decisions(inputs: &Inputs<'_>, series: &Series) -> Jinja {
    let one = |line: view::Taken| {
        let review = line.review_at.map_or(String::new(), dutch::short);
        thing([
            ("at", word(dutch::short(line.at))),
            ("new", Jinja::from(series.is_new(line.seq))),
            ("option", word(line.option)),
            ("reason", word(line.reason)),
            ("review", word(review)),
            ("seq", Jinja::from(line.seq)),
            ("status", word(line.status)),
            ("title", word(line.title)),
            ("who", word(line.who)),
        ])
    };
    let taken = view::taken(inputs.playbook, inputs.law, inputs.incident);
    taken.into_iter().map(one).collect()
}

/// Returns the decisions of the active states that nobody has taken.
fn decisions_open(board: &Board) -> Jinja {
    let open = board.decisions.iter().filter(|line| line.chosen.is_none());
    open.map(|line| {
        thing([
            ("by", word(dutch::either(&line.by))),
            ("question", word(&line.question)),
            ("reason", word(dutch::list(&line.blocked_by))),
            ("title", word(&line.title)),
        ])
    })
    .collect()
}

/// Returns the roles of which anything is known: who holds them, who is there, who is away.
fn people(inputs: &Inputs<'_>) -> Jinja {
    let one = |line: view::PersonLine| {
        let status = match line.is_absent && !line.replaced_by.is_empty() {
            true => format!("afwezig; vervanging: {}", dutch::either(&line.replaced_by)),
            false => line.status,
        };
        let person = line.person.unwrap_or("naam niet vastgelegd".to_owned());
        thing([
            ("person", word(person)),
            ("present", Jinja::from(line.is_present == Some(true))),
            ("role", word(line.title)),
            ("status", word(status)),
        ])
    };
    let people = view::people(inputs.playbook, inputs.incident).into_iter();
    people.filter(|line| line.is_known).map(one).collect()
}

fn places(board: &Board) -> Jinja {
    let one = |place: &view::Place| {
        thing([
            (
                "since",
                word(place.since.map_or(String::new(), dutch::short)),
            ),
            ("title", word(&place.title)),
            ("why", word(&place.why)),
        ])
    };
    board.places.iter().map(one).collect()
}

/// Returns the powers of which the facts for their use are there.
fn powers_open(inputs: &Inputs<'_>) -> Jinja {
    let world = World::new(inputs.playbook, inputs.incident.situation());
    let powers = view::powers(inputs.playbook, inputs.law, &world);
    let open = powers
        .iter()
        .filter(|line| matches!(line.finding, Finding::Doubt | Finding::Present));
    open.map(|line| {
        thing([
            ("finding", word(&line.finding_text)),
            ("organ", word(&line.organ)),
            ("title", word(&line.title)),
        ])
    })
    .collect()
}

/// Returns what happens by itself, and when.
fn timers(inputs: &Inputs<'_>) -> Jinja {
    let one = |timer: &crate::engine::ArmedTimer| {
        let mut known = inputs.playbook.transitions().iter();
        let transition = known.find(|known| known.id == timer.transition)?;
        let label = transition.label.as_ref().or(transition.targets.first())?;
        Some(thing([
            ("due", word(dutch::short(timer.due))),
            ("what", word(label)),
        ]))
    };
    let timers = &inputs.incident.situation().chart.timers;
    timers.iter().filter_map(one).collect()
}

fn waiting(board: &Board) -> Jinja {
    let one =
        |line: &view::Waiting| thing([("needs", words(&line.needs)), ("what", word(&line.what))]);
    board.waiting.iter().map(one).collect()
}
