//! How long the quickest way takes when every step takes the time it is given, and legal clocks that are shorter.
//!
//! Only what the playbook itself allows is added up: tasks that have to be done before a state is left, and time that has
//! to pass. What takes no time in the playbook takes none here.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Found;
use super::explore::{Cause, Edge, Graph};
use crate::chart::{EventId, Machine, StateSet};
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
        let found = quickest(graph, &costs(playbook, graph), |node| node == 0);
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
    let costs: Vec<Vec<i64>> = graphs.iter().map(|graph| costs(playbook, graph)).collect();
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
                .zip(&costs)
                .filter_map(|(graph, costs)| between(graph, costs, &from, &to))
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
fn between(graph: &Graph, costs: &[i64], from: &StateSet, to: &StateSet) -> Option<i64> {
    let is_in = |machine: &Machine, states: &StateSet| {
        (*machine.active() - graph.part.still).intersects(states)
    };
    let found = quickest(graph, costs, |node| is_in(&graph.nodes[node].machine, from));
    let arrived = graph.nodes.iter().zip(found);
    arrived
        .filter(|(node, _)| is_in(&node.machine, to))
        .filter_map(|(_, seconds)| seconds)
        .min()
}

/// Returns the seconds of the quickest way to each node from those where it starts.
fn quickest(graph: &Graph, costs: &[i64], starts: impl Fn(usize) -> bool) -> Vec<Option<i64>> {
    let mut times: Vec<Option<i64>> = (0..graph.nodes.len())
        .map(|node| starts(node).then_some(0))
        .collect();
    // Ways are short and times few: going over all edges until nothing is quicker ends soon.
    loop {
        let mut is_quicker = false;
        for (edge, cost) in graph.edges.iter().zip(costs) {
            let Some(before) = edge.from.and_then(|from| times[from]) else {
                continue;
            };
            let after = before + cost;
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

/// Returns how many seconds each step may take: the longest task of the states that are left, or the time that passes.
fn costs(playbook: &Playbook, graph: &Graph) -> Vec<i64> {
    let timed: BTreeMap<EventId, i64> = (playbook.transitions().iter())
        .filter_map(|it| Some((playbook.after_event(&it.id)?, it.after_seconds?)))
        .collect();
    let longest = |state| {
        let tasks = playbook.state_at(state).map(|state| &state.tasks);
        let times = tasks.into_iter().flatten();
        times.filter_map(|task| task.done_within_seconds).max()
    };
    let longest: Vec<i64> = (playbook.chart().states())
        .map(|state| longest(state).unwrap_or_default())
        .collect();
    let cost = |edge: &Edge| {
        if let Cause::Event(event) = edge.cause
            && let Some(seconds) = timed.get(&event)
        {
            return *seconds;
        }
        let Some(from) = edge.from else { return 0 };
        let left = *graph.nodes[from].machine.active() - *graph.nodes[edge.to].machine.active();
        left.iter()
            .map(|state| longest[state.index()])
            .max()
            .unwrap_or_default()
    };
    graph.edges.iter().map(cost).collect()
}
