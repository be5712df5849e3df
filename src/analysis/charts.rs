//! What the graphs of a playbook show: states that nothing reaches, transitions that are never taken, a chart that does
//! not come to rest, and places from which the end can no longer be reached.

use std::collections::BTreeSet;

use chrono::DateTime;

use super::explore::Graph;
use super::way::{Move, Player, moves};
use super::{Found, Unproven, story};
use crate::chart::{Chart, Machine, StateSet, TransitionId};
use crate::diagnostic::Code;
use crate::playbook::Playbook;

/// Reports what the graphs together show; nothing is said never to happen when not everything was tried.
pub(super) fn check(
    playbook: &Playbook,
    graphs: &[Graph],
    unproven: &mut Vec<Unproven>,
) -> Vec<Found> {
    let mut found = Vec::new();
    if graphs.iter().all(|graph| graph.is_complete) {
        found.extend(never(playbook, graphs));
    }
    for graph in graphs {
        found.extend(livelocks(playbook, graph));
        found.extend(no_end(playbook, graph, unproven));
    }
    found
}

/// Tells whether the chart has come to its end: a final state at the top.
pub(super) fn has_ended(chart: &Chart, machine: &Machine) -> bool {
    let mut active = machine.active().iter();
    active.any(|state| chart.is_final(state) && chart.ancestors(state).len() <= 1)
}

/// Replays the way to a node in the engine, and tells whether it comes there too.
pub(super) fn is_replayed(playbook: &Playbook, graph: &Graph, node: usize) -> bool {
    let Ok(start) = Player::start(playbook, DateTime::default()) else {
        return false;
    };
    let (now, active) = (start.cells(graph), start.standing());
    let moves = moves(playbook, graph, &graph.way(node), now, active);
    let Some(player) = moves.ok().and_then(|moves| played(playbook, &moves)) else {
        return false;
    };
    let expected = *graph.nodes[node].machine.active() - graph.part.still;
    expected.iter().all(|state| {
        playbook
            .state_at(state)
            .is_none_or(|state| player.is_in(&state.id))
    })
}

/// Returns the player after these moves; nothing when the engine refuses one.
pub(super) fn played<'a>(playbook: &'a Playbook, moves: &[Move]) -> Option<Player<'a>> {
    let mut player = Player::start(playbook, DateTime::default()).ok()?;
    for step in moves {
        player.play(step).ok()?;
    }
    Some(player)
}

fn never(playbook: &Playbook, graphs: &[Graph]) -> Vec<Found> {
    let chart = playbook.chart();
    let mut reached = StateSet::EMPTY;
    let mut taken: BTreeSet<TransitionId> = BTreeSet::new();
    for graph in graphs {
        for node in &graph.nodes {
            reached |= *node.machine.active() - graph.part.still;
        }
        taken.extend(&graph.taken);
    }
    let mut found = Vec::new();
    for state in chart.states() {
        let is_outermost = chart
            .parent(state)
            .is_none_or(|parent| reached.contains(parent));
        if let Some(known) = playbook.state_at(state)
            && !reached.contains(state)
            && !chart.is_history(state)
            && is_outermost
        {
            let message = format!("whatever happens, `{}` is never reached", known.id);
            found.push(
                Found::on(Code::Unreachable, &known.id, message)
                    .hint("look at the conditions of the transitions that lead to it"),
            );
        }
    }
    for id in chart.transitions() {
        if !taken.contains(&id) && reached.contains(chart.source(id)) {
            let id = &playbook.transition(id).id;
            let message = format!("whatever happens, `{id}` is never taken");
            let hint = "an earlier transition comes first whenever its conditions hold";
            found.push(Found::on(Code::Shadowed, id, message).hint(hint));
        }
    }
    found
}

fn livelocks(playbook: &Playbook, graph: &Graph) -> Option<Found> {
    let (node, assignment, livelock) = graph.livelocks.first()?;
    let source = livelock.sources.first()?;
    let message = format!(
        "transitions by themselves keep following each other: {}",
        livelock.sources.join(", ")
    );
    let way = node.map_or_else(Vec::new, |node| graph.way(node));
    let ending = format!(
        "{} → hier komt het draaiboek niet tot rust",
        story::answers(playbook, &graph.cells, assignment)
    );
    Some(
        Found::on(Code::EventlessCycle, source, message)
            .hint("let one of them wait for a trigger, or give them conditions that exclude each other")
            .story(story::story(playbook, graph, &way, &ending)),
    )
}

/// Reports the nearest place from which no way leads to the end.
fn no_end(playbook: &Playbook, graph: &Graph, unproven: &mut Vec<Unproven>) -> Option<Found> {
    let chart = playbook.chart();
    if !graph.is_complete {
        return None;
    }
    let can = graph.can_reach(|machine| has_ended(chart, machine));
    let node = (0..graph.nodes.len()).find(|node| !can[*node])?;
    let active = *graph.nodes[node].machine.active() - graph.part.still;
    let innermost = active.iter().filter(|state| chart.is_atomic(*state));
    let states: Vec<&str> = innermost
        .filter_map(|state| Some(playbook.state_at(state)?.id.as_str()))
        .collect();
    let last = states.last().copied().unwrap_or_default();
    if !is_replayed(playbook, graph, node) {
        unproven.push(Unproven {
            claim: format!("the end can be reached from `{}`", states.join("`, `")),
            why: "the way to this place could not be played by the engine".to_owned(),
        });
        return None;
    }
    let message = match node {
        0 => "the end can never be reached".to_owned(),
        _ => format!(
            "from `{}` the end can no longer be reached",
            states.join("`, `")
        ),
    };
    let ending = "hier loopt u vast, want geen weg leidt nog naar het einde";
    Some(
        Found::on(Code::NoEnd, last, message)
            .hint("add a transition out of it, or a final state")
            .story(story::story(playbook, graph, &graph.way(node), ending)),
    )
}
