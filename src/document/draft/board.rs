//! The lists of a report about where the team stands: steps, people, decisions, actions, what happens by itself.
//!
//! It shows what the log says and never what ought to be done about it.

use std::collections::BTreeMap;

use minijinja::value::Value as Jinja;

use super::Inputs;
use super::lists::{thing, word, words};
use super::series::Series;
use super::value::ERASED;
use crate::engine::{Event, Kind, NoteKind, World, version_of};
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
    let situation = inputs.incident.situation();
    let one = |written: &crate::engine::Entry| {
        let struck = inputs.incident.struck(written.seq).map(|struck| struck.by);
        let entry = inputs.incident.standing(written.seq);
        let read = entry.unwrap_or(written);
        let content = read.content.as_ref();
        let said = |text: Option<&String>| match (content, text) {
            (None, _) => ERASED.to_owned(),
            (Some(_), text) => text.cloned().unwrap_or_default(),
        };
        let (title, option, later) = match read.event() {
            Event::DecisionMade {
                decision, option, ..
            } => {
                let own = version_of(inputs.playbook, inputs.incident.log(), written.seq);
                let known = own.decision(decision);
                let label = known.and_then(|d| d.options.iter().find(|o| o.choice.id == *option));
                let name = inputs.incident.name(written.seq, Kind::Decision, decision);
                let current = name.and_then(|name| situation.decisions.get(&name));
                let current = current.map(|decided| decided.seq);
                (
                    known.map_or_else(
                        || decision.clone(),
                        |known| view::of_line(&known.title, decision),
                    ),
                    label.map_or_else(|| option.clone(), |option| option.choice.label.clone()),
                    current.filter(|seq| *seq != written.seq),
                )
            }
            Event::Noted {
                kind: NoteKind::Decision,
                ..
            } => (
                said(content.and_then(|c| c.text.as_ref())),
                String::new(),
                None,
            ),
            _ => return None,
        };
        let status = match (entry, struck, later) {
            (None, Some(by), _) => format!("vervallen door regel {by}"),
            (_, _, Some(seq)) => format!("vervangen door regel {seq}"),
            (_, Some(by), None) => format!("geldt, verbeterd door regel {by}"),
            (_, None, None) => "geldt".to_owned(),
        };
        Some(thing([
            ("at", word(dutch::short(read.happened_at()))),
            ("new", Jinja::from(series.is_new(written.seq))),
            ("option", word(option)),
            (
                "reason",
                word(said(content.and_then(|c| c.reason.as_ref()))),
            ),
            ("seq", Jinja::from(written.seq)),
            ("status", word(status)),
            ("title", word(title)),
            ("who", word(view::who(inputs.playbook, read))),
        ]))
    };
    inputs.incident.log().iter().filter_map(one).collect()
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
    let situation = inputs.incident.situation();
    let one = |role: &crate::playbook::Role| {
        let is_here = situation.present.get(&role.id);
        let holder = situation.roles.get(&role.id);
        (is_here.is_some() || holder.is_some()).then_some(())?;
        let by: Vec<String> = role
            .replaced_by
            .iter()
            .chain(&role.stand_in)
            .map(|id| view::role_title(inputs.playbook, id))
            .collect();
        let status = match (situation.is_absent(&role.id), is_here) {
            (true, _) if by.is_empty() => "afwezig".to_owned(),
            (true, _) => format!("afwezig; vervanging: {}", dutch::either(&by)),
            (false, Some(true)) => "aanwezig".to_owned(),
            (false, Some(false)) => "vertrokken".to_owned(),
            (false, None) => "aanwezigheid niet vastgelegd".to_owned(),
        };
        Some(thing([
            (
                "person",
                word(situation.person(&role.id).unwrap_or("naam niet vastgelegd")),
            ),
            ("present", Jinja::from(is_here == Some(&true))),
            ("role", word(&role.title)),
            ("status", word(status)),
        ]))
    };
    inputs.playbook.roles().iter().filter_map(one).collect()
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
