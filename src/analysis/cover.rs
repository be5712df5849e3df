//! Routes that together take every transition, each gone by the engine too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};

use super::explore::{Edge, Graph};
use super::graphs;
use super::way::{Move, Player, moves, unanswered};
use crate::chart::TransitionId;
use crate::playbook::Playbook;

/// After so many ways that could not be gone a transition is left.
const FAILURES: usize = 12;

/// Routes through a playbook, and what they leave.
#[derive(Debug, Default)]
pub struct Cover {
    /// The transitions that no route takes, by id.
    pub left: Vec<String>,
    /// The routes.
    pub routes: Vec<Route>,
}

/// Moves with their times in the situation.
pub type Timed = Vec<(DateTime<Utc>, Move)>;

/// One route, from the start.
#[derive(Debug)]
pub struct Route {
    /// The states that are active at its end, by id.
    pub active: Vec<String>,
    /// What people do, each with its time in the situation.
    pub moves: Timed,
    /// The transitions that earlier routes do not take, by id.
    pub takes: Vec<String>,
}

/// Returns a small set of routes that takes every transition it can, from a moment on.
pub fn cover(playbook: &Playbook, starts_at: DateTime<Utc>) -> Cover {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut routes = Vec::new();
    for graph in graphs(playbook, &mut Vec::new()) {
        let mut search = Search::new(playbook, &graph);
        while let Some(route) = search.route(&taken, starts_at) {
            taken.extend(route.takes.iter().cloned());
            routes.push(route);
        }
    }
    let all = playbook.transitions().iter().map(|it| it.id.clone());
    Cover {
        left: all.filter(|id| !taken.contains(id)).collect(),
        routes,
    }
}

struct Search<'a> {
    /// How often a way to a transition could not be gone.
    failed: BTreeMap<TransitionId, usize>,
    graph: &'a Graph,
    out: BTreeMap<usize, Vec<usize>>,
    playbook: &'a Playbook,
}

impl<'a> Search<'a> {
    fn new(playbook: &'a Playbook, graph: &'a Graph) -> Self {
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, edge) in graph.edges.iter().enumerate() {
            if let Some(from) = edge.from {
                out.entry(from).or_default().push(number);
            }
        }
        Search {
            failed: BTreeMap::new(),
            graph,
            out,
            playbook,
        }
    }

    /// Returns a route that takes something new, and goes on as long as it finds more.
    fn route(&mut self, taken: &BTreeSet<String>, starts_at: DateTime<Utc>) -> Option<Route> {
        let mut player = Player::start(self.playbook, starts_at).ok()?;
        let mut route: Timed = Vec::new();
        let (mut node, mut now) = (0, unanswered(self.graph));
        let mut tried: BTreeSet<usize> = BTreeSet::new();
        while let Some(way) = self.nearest(node, &player, taken, &tried) {
            let last = way.last().copied().unwrap_or_default();
            let edges: Vec<&Edge> = way.iter().map(|edge| &self.graph.edges[*edge]).collect();
            let mut cells = now.clone();
            let gone = moves(self.playbook, self.graph, &edges, &mut cells)
                .and_then(|moves| played(&player, moves));
            match gone {
                Some((ahead, moves)) if is_new(&ahead, &player, taken) => {
                    (player, now) = (ahead, cells);
                    route.extend(moves);
                    node = self.graph.edges[last].to;
                    tried.clear();
                }
                _ => {
                    tried.insert(last);
                    for id in &self.graph.edges[last].taken {
                        *self.failed.entry(*id).or_default() += 1;
                    }
                }
            }
        }
        let fresh = player.taken().iter().filter(|id| !taken.contains(*id));
        let takes: Vec<String> = fresh.cloned().collect();
        (!route.is_empty() && !takes.is_empty()).then(|| Route {
            active: player.active(),
            moves: route,
            takes,
        })
    }

    /// Returns the shortest way to an edge that takes what nothing took yet.
    fn nearest(
        &self,
        start: usize,
        player: &Player<'_>,
        taken: &BTreeSet<String>,
        tried: &BTreeSet<usize>,
    ) -> Option<Vec<usize>> {
        let mut by: BTreeMap<usize, usize> = BTreeMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front() {
            for number in self.out.get(&node).into_iter().flatten() {
                let edge = &self.graph.edges[*number];
                let takes_new = edge.taken.iter().any(|id| {
                    let is_worth = self.failed.get(id).is_none_or(|failed| *failed < FAILURES);
                    let id = &self.playbook.transition(*id).id;
                    is_worth && !taken.contains(id) && !player.taken().contains(id)
                });
                if takes_new && !tried.contains(number) {
                    let mut way = vec![*number];
                    let mut at = node;
                    while at != start {
                        let edge = by[&at];
                        way.push(edge);
                        at = self.graph.edges[edge].from.unwrap_or(start);
                    }
                    way.reverse();
                    return Some(way);
                }
                if edge.to != start && !by.contains_key(&edge.to) {
                    by.insert(edge.to, *number);
                    open.push_back(edge.to);
                }
            }
        }
        None
    }
}

/// Tells whether a player took what neither it before nor anyone else had taken.
fn is_new(ahead: &Player<'_>, before: &Player<'_>, taken: &BTreeSet<String>) -> bool {
    let mut gone = ahead.taken().iter();
    gone.any(|id| !before.taken().contains(id) && !taken.contains(id))
}

/// Returns the player after some moves, and the moves with their times; nothing when the engine refuses one.
fn played<'a>(player: &Player<'a>, moves: Vec<Move>) -> Option<(Player<'a>, Timed)> {
    let mut player = player.clone();
    let mut timed = Vec::new();
    for step in moves {
        player.play(&step).ok()?;
        timed.extend(player.besides());
        timed.push((player.time(), step));
    }
    Some((player, timed))
}
