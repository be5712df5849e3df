//! A region while it grows, and which of its boxes the ends of a transition are. Never knows words.

use super::{Arrow, Kind, Node, Reason};
use crate::chart::{Chart, StateId};

/// A region while it grows.
pub(super) struct Sketch<'a> {
    pub(super) arrows: Vec<Arrow>,
    pub(super) chart: &'a Chart,
    pub(super) is_beside: bool,
    pub(super) nodes: Vec<Node>,
    pub(super) region: StateId,
    /// The states of the first nodes, in their order.
    pub(super) states: Vec<StateId>,
}

/// Where a transition begins or ends, seen from one picture.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    Node(usize),
    Outside,
    /// The region itself: any step in it, or where it begins.
    Region,
}

impl Sketch<'_> {
    /// Returns between what a transition is drawn; nothing when another picture shows it.
    pub(super) fn ends(&self, source: StateId, target: StateId) -> Option<(End, End)> {
        let (from, to) = (self.end(source), self.end(target));
        // What goes on deeper inside a box is shown in the picture of that box.
        let is_own = |state: StateId, end: End| match end {
            End::Node(at) => self.states[at] == state,
            End::Outside => false,
            End::Region => self.is_beside,
        };
        let is_drawn = match (from, to) {
            (End::Outside, End::Outside) => false,
            (End::Outside, to) => is_own(target, to),
            (from, End::Outside) => is_own(source, from),
            (End::Node(one), End::Node(other)) => one != other || source == target,
            (End::Region | End::Node(_), _) => true,
        };
        is_drawn.then_some((from, to))
    }

    fn end(&self, state: StateId) -> End {
        match inside(self.chart, &self.states, state) {
            Some(at) => End::Node(at),
            None if state == self.region => End::Region,
            None => End::Outside,
        }
    }

    /// Returns the box for what lies outside; each box of the region has its own, so that the way to it is short.
    pub(super) fn outside(
        &mut self,
        kind: Kind,
        title: String,
        is_near: impl Fn(&Arrow) -> bool,
    ) -> usize {
        let nodes = &self.nodes;
        let is_it = |at: &usize| nodes[*at].kind == kind && nodes[*at].title == title;
        let known = self.arrows.iter().filter(|arrow| is_near(arrow));
        let known = known.flat_map(|arrow| [arrow.from, arrow.to]).find(is_it);
        known.unwrap_or_else(|| {
            self.nodes.push(Node {
                anywhere: Vec::new(),
                id: None,
                is_initial: false,
                kind,
                mark: None,
                number: None,
                title,
            });
            self.nodes.len() - 1
        })
    }

    /// Puts the boxes in the order in which a reader meets them.
    pub(super) fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|at| match self.nodes[*at].kind {
            Kind::From => 0,
            Kind::History => 1,
            Kind::End | Kind::Group(_) | Kind::Parallel(_) | Kind::Step => 2,
            Kind::To => 3,
        });
        let place = |old: usize| order.iter().position(|at| *at == old).unwrap_or(old);
        for arrow in &mut self.arrows {
            (arrow.from, arrow.to) = (place(arrow.from), place(arrow.to));
        }
        self.nodes = order.iter().map(|at| self.nodes[*at].clone()).collect();
    }

    pub(super) fn way(&mut self, from: usize, to: usize, reason: Reason) {
        let known = |arrow: &&mut Arrow| arrow.from == from && arrow.to == to;
        match self.arrows.iter_mut().find(known) {
            Some(arrow)
                if arrow
                    .reasons
                    .iter()
                    .any(|other| other.words == reason.words) => {}
            Some(arrow) => arrow.reasons.push(reason),
            None => self.arrows.push(Arrow {
                from,
                reasons: vec![reason],
                to,
            }),
        }
    }
}

/// Returns the place of the box that a state is in.
pub(super) fn inside(chart: &Chart, boxes: &[StateId], state: StateId) -> Option<usize> {
    let holds = |at: &StateId| *at == state || chart.ancestors(state).contains(*at);
    boxes.iter().position(holds)
}
