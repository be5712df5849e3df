//! The properties a playbook says of itself, held against every configuration of the regions they name.

use super::charts::is_replayed;
use super::explore::{Graph, explore};
use super::form::Assignment;
use super::{Found, Unproven, regions, story};
use crate::chart::StateSet;
use crate::diagnostic::Code;
use crate::fact::{Condition, Subject};
use crate::playbook::{Claim, Invariant, Playbook};

/// Looks at every property.
pub(super) fn check(playbook: &Playbook, unproven: &mut Vec<Unproven>) -> Vec<Found> {
    let invariants = playbook.invariants().iter();
    invariants
        .filter_map(|invariant| one(playbook, invariant, unproven))
        .collect()
}

fn one(playbook: &Playbook, invariant: &Invariant, unproven: &mut Vec<Unproven>) -> Option<Found> {
    let conditions: Vec<&Condition> = match &invariant.claim {
        Claim::AlwaysBefore { first, then } => vec![first, then],
        Claim::Never(condition) => vec![condition],
        Claim::StillReachable(_) => Vec::new(),
    };
    let mut states = StateSet::EMPTY;
    for condition in &conditions {
        condition.atoms(&mut |atom| {
            if let Subject::State(name) = &atom.subject {
                playbook.chart().state(name).map(|id| states.insert(id));
            }
        });
    }
    let target = match &invariant.claim {
        Claim::StillReachable(state) => playbook.chart().state(state),
        _ => None,
    };
    target.map(|id| states.insert(id));
    let part = regions::around(playbook, &states);
    let forbidden = match &invariant.claim {
        Claim::AlwaysBefore { first, .. } => Some(first),
        Claim::Never(_) | Claim::StillReachable(_) => None,
    };
    let graph = explore(playbook, &part, &conditions, forbidden);
    let broken = match &invariant.claim {
        Claim::StillReachable(_) => {
            let can = graph.can_reach(|machine| {
                target.is_some_and(|target| machine.active().contains(target))
            });
            let node = (0..graph.nodes.len()).find(|node| !can[*node]);
            node.map(|node| (node, None))
        }
        Claim::AlwaysBefore { then, .. } => holding(&graph, then),
        Claim::Never(condition) => holding(&graph, condition),
    };
    let Some((node, answers)) = broken else {
        if !graph.is_complete {
            unproven.push(Unproven {
                claim: format!("`{}`: {}", invariant.id, invariant.title),
                why: super::bound(),
            });
        }
        return None;
    };
    if !graph.is_complete && target.is_some() || !is_replayed(playbook, &graph, node) {
        unproven.push(Unproven {
            claim: format!("`{}`: {}", invariant.id, invariant.title),
            why: "a way that seems to break it could not be played by the engine".to_owned(),
        });
        return None;
    }
    let ending = match answers {
        None => "vanaf hier leidt geen weg er nog heen".to_owned(),
        Some(answers) => {
            let answers = story::answers(playbook, &graph.cells, &answers);
            format!("{answers} → hier klopt de afspraak niet meer")
        }
    };
    let message = format!("`{}` does not hold: {}", invariant.id, invariant.title);
    Some(
        Found::on(Code::Invariant, &invariant.id, message).story(story::story(
            playbook,
            &graph,
            &graph.way(node),
            &ending,
        )),
    )
}

/// Returns the nearest configuration in which a condition can hold, with the answers under which it does.
fn holding(graph: &Graph, condition: &Condition) -> Option<(usize, Option<Assignment>)> {
    let formula = graph.formula(condition);
    let mut nodes = 0..graph.nodes.len();
    nodes.find_map(|node| Some((node, Some(graph.holds_in(node, &formula)?))))
}
