//! Turns states and transitions into the boxes and ways of one region, with their words and marks.

use super::reason::reason;
use super::sketch::{End, Sketch, inside};
use super::trail::Trail;
use super::{Kind, Node, Reason, Region};
use crate::chart::StateId;
use crate::playbook::{Playbook, Transition};

/// A playbook with the way a team went.
pub(super) struct Drawing<'a> {
    pub(super) playbook: &'a Playbook,
    pub(super) trail: Trail,
}

impl Drawing<'_> {
    /// Returns the region of a state.
    pub(super) fn region(&self, id: StateId, is_beside: bool) -> Region {
        let chart = self.playbook.chart();
        let state = self.playbook.state_at(id);
        let mut states: Vec<StateId> = (chart.children(id).iter())
            .chain(chart.histories(id))
            .collect();
        if chart.is_atomic(id) {
            states.push(id);
        }
        states.sort_unstable();
        let initial = chart.initial(Some(id)).first();
        let begins = match chart.is_atomic(id) {
            true => Some(0),
            false => initial.and_then(|first| inside(chart, &states, *first)),
        };
        let mut sketch = Sketch {
            arrows: Vec::new(),
            chart,
            is_beside,
            nodes: states.iter().map(|state| self.node(*state)).collect(),
            region: id,
            states,
        };
        if let Some(node) = begins.and_then(|at| sketch.nodes.get_mut(at)) {
            node.is_initial = true;
        }
        for transition in self.playbook.transitions() {
            for target in &transition.targets {
                self.arrow(&mut sketch, transition, target);
            }
        }
        for at in 0..sketch.states.len() {
            let default = chart.initial(Some(sketch.states[at])).first();
            let to = default.and_then(|to| inside(chart, &sketch.states, *to));
            if let (true, Some(to)) = (chart.is_history(sketch.states[at]), to) {
                let words = "de eerste keer".to_owned();
                let is_taken = false;
                sketch.way(at, to, Reason { is_taken, words });
            }
        }
        sketch.sort();
        Region {
            arrows: sketch.arrows,
            id: chart.name(id).to_owned(),
            is_beside,
            mark: self.trail.mark(chart.name(id)),
            nodes: sketch.nodes,
            title: state.map_or("Het hele draaiboek".to_owned(), |state| state.title.clone()),
            why: state.map_or(self.playbook.summary().to_owned(), |state| {
                state.why.clone()
            }),
        }
    }

    fn node(&self, id: StateId) -> Node {
        let chart = self.playbook.chart();
        let name = chart.name(id);
        let state = self.playbook.state_at(id);
        let kind = if chart.is_history(id) {
            Kind::History
        } else if chart.is_final(id) {
            Kind::End
        } else if chart.is_atomic(id) {
            Kind::Step
        } else if chart.is_parallel(id) {
            Kind::Parallel(chart.children(id).len())
        } else {
            Kind::Group(chart.children(id).len())
        };
        Node {
            anywhere: Vec::new(),
            id: Some(name.to_owned()),
            is_initial: false,
            kind,
            mark: self.trail.mark(name),
            number: (self.playbook.states().iter())
                .position(|state| state.id == name)
                .map(|at| at + 1),
            title: state.map_or(name.to_owned(), |state| state.title.clone()),
        }
    }

    /// Draws a transition where one of its ends is in the picture.
    fn arrow(&self, sketch: &mut Sketch<'_>, transition: &Transition, target: &str) {
        let chart = sketch.chart;
        let (Some(source), Some(target)) = (chart.state(&transition.source), chart.state(target))
        else {
            return;
        };
        let title = |state: StateId| self.node(state).title;
        let Some((from, to)) = sketch.ends(source, target) else {
            return;
        };
        let words = reason(self.playbook, transition);
        let words = match &from {
            // The box stands for more than the state that the way leaves.
            End::Node(at) if sketch.states[*at] != source => {
                format!("in ‘{}’: {words}", title(source))
            }
            _ => words,
        };
        let is_taken = self.trail.is_taken(&transition.id);
        let reason = Reason { is_taken, words };
        let begins = sketch.nodes.iter().position(|node| node.is_initial);
        match (from, to) {
            (End::Node(from), End::Node(to)) => sketch.way(from, to, reason),
            (End::Node(from), End::Outside) => {
                let to = sketch.outside(Kind::To, title(target), |arrow| arrow.from == from);
                sketch.way(from, to, reason);
            }
            (End::Node(from), End::Region) => {
                if let Some(to) = begins {
                    sketch.way(from, to, reason);
                }
            }
            (End::Outside, to) => {
                let to = match to {
                    End::Node(to) => Some(to),
                    _ => begins,
                };
                if let Some(to) = to {
                    let from = sketch.outside(Kind::From, title(source), |arrow| arrow.to == to);
                    sketch.way(from, to, reason);
                }
            }
            (End::Region, to) => {
                let to = match to {
                    End::Node(to) => Some(to),
                    End::Outside => Some(sketch.outside(Kind::To, title(target), |_| false)),
                    End::Region => begins,
                };
                if let Some(to) = to {
                    sketch.nodes[to].anywhere.push(reason);
                }
            }
        }
    }
}
