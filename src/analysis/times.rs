//! How long the quickest way takes when every step takes the time it is given, and legal clocks that are shorter.
//!
//! Only what the playbook itself allows is added up: tasks that have to be done before a state is left, and time that has
//! to pass. What takes no time in the playbook takes none here.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Found;
use super::explore::{Cause, Edge, Graph};
use crate::chart::{Machine, StateSet};
use crate::diagnostic::Code;
use crate::fact::dutch;
use crate::law::term::Unit;
use crate::playbook::{Anchor, Clock, Playbook};

/// The latest time at which a state is entered on the quickest way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Latest {
    /// Seconds from the start.
    pub seconds: i64,
    /// The state.
    pub state: String,
}

/// Returns the latest time of every state that is reached, in the order of the playbook.
pub(super) fn latest(playbook: &Playbook, graphs: &[Graph]) -> Vec<Latest> {
    let mut times: BTreeMap<usize, i64> = BTreeMap::new();
    for graph in graphs {
        let found = quickest(playbook, graph, |node| node == 0);
        for (node, seconds) in graph.nodes.iter().zip(found) {
            let Some(seconds) = seconds else { continue };
            for state in *node.machine.active() - graph.part.still {
                let known = times.entry(state.index()).or_insert(seconds);
                *known = seconds.min(*known);
            }
        }
    }
    let states = playbook.states().iter();
    states
        .filter_map(|state| {
            let id = playbook.chart().state(&state.id)?;
            Some(Latest {
                seconds: *times.get(&id.index())?,
                state: state.id.clone(),
            })
        })
        .collect()
}

/// Reports clocks that run out before the state that asks what ends them is reached, even on the quickest way.
pub(super) fn clocks(playbook: &Playbook, graphs: &[Graph]) -> Vec<Found> {
    let clocks = playbook.clocks().iter();
    clocks
        .filter_map(|clock| {
            let term = seconds(clock)?;
            let (Anchor::Fact(starts), Some(ends)) = (&clock.starts, &clock.ends) else {
                return None;
            };
            let (from, to) = (asking(playbook, starts), asking(playbook, ends));
            let needs = graphs
                .iter()
                .filter_map(|graph| between(playbook, graph, &from, &to))
                .min()?;
            (needs > term).then(|| {
                let message = format!(
                    "`{}` can run out before `{ends}` is asked: the quickest way may take {} minutes",
                    clock.id,
                    needs / 60
                );
                let story = format!(
                    "‘{}’ is {} lang → ook op de snelste weg duren de stappen tot het bericht samen {}",
                    clock.title,
                    dutch::duration(term),
                    dutch::duration(needs)
                );
                Found::on(Code::ClockTooShort, &clock.id, message)
                    .hint("give the tasks on the way less time, or draft the document in an earlier state")
                    .story(story)
            })
        })
        .collect()
}

/// Returns how many seconds a clock takes at least; nothing for terms that are not counted in days or hours.
fn seconds(clock: &Clock) -> Option<i64> {
    let amount = i64::from(clock.term.amount);
    match clock.term.unit {
        Unit::Hours => Some(amount * 3600),
        Unit::Days | Unit::WorkingDays => Some(amount * 86_400),
        Unit::Weeks => Some(amount * 7 * 86_400),
        _ => None,
    }
}

/// Returns the states that ask a fact.
fn asking(playbook: &Playbook, fact: &str) -> StateSet {
    let mut asking = StateSet::EMPTY;
    for state in playbook.states() {
        if state.ask.iter().any(|asked| asked == fact)
            && let Some(id) = playbook.chart().state(&state.id)
        {
            asking.insert(id);
        }
    }
    asking
}

/// Returns the seconds of the quickest way from one of some states to one of others.
fn between(playbook: &Playbook, graph: &Graph, from: &StateSet, to: &StateSet) -> Option<i64> {
    let is_in = |machine: &Machine, states: &StateSet| {
        (*machine.active() - graph.part.still).intersects(states)
    };
    let found = quickest(playbook, graph, |node| {
        is_in(&graph.nodes[node].machine, from)
    });
    let arrived = graph.nodes.iter().zip(found);
    arrived
        .filter(|(node, _)| is_in(&node.machine, to))
        .filter_map(|(_, seconds)| seconds)
        .min()
}

/// Returns the seconds of the quickest way to each node from those where it starts.
fn quickest(
    playbook: &Playbook,
    graph: &Graph,
    starts: impl Fn(usize) -> bool,
) -> Vec<Option<i64>> {
    let mut times: Vec<Option<i64>> = (0..graph.nodes.len())
        .map(|node| starts(node).then_some(0))
        .collect();
    // Ways are short and times few: going over all edges until nothing is quicker ends soon.
    loop {
        let mut is_quicker = false;
        for edge in &graph.edges {
            let Some(before) = edge.from.and_then(|from| times[from]) else {
                continue;
            };
            let after = before + takes(playbook, graph, edge);
            if times[edge.to].is_none_or(|known| after < known) {
                times[edge.to] = Some(after);
                is_quicker = true;
            }
        }
        if !is_quicker {
            return times;
        }
    }
}

/// Returns how many seconds a step may take: the longest task of the states that are left, or the time that passes.
fn takes(playbook: &Playbook, graph: &Graph, edge: &Edge) -> i64 {
    if let Cause::Event(event) = edge.cause {
        let mut transitions = playbook.transitions().iter();
        let timed = transitions.find(|it| playbook.after_event(&it.id) == Some(event));
        if let Some(seconds) = timed.and_then(|transition| transition.after_seconds) {
            return seconds;
        }
    }
    let Some(from) = edge.from else { return 0 };
    let after = graph.nodes[edge.to].machine.active();
    let left = *graph.nodes[from].machine.active() - *after;
    let states = left.iter().filter_map(|state| playbook.state_at(state));
    let tasks = states.flat_map(|state| &state.tasks);
    tasks
        .filter_map(|task| task.done_within_seconds)
        .max()
        .unwrap_or_default()
}
