//! Routes that together take every transition, each gone by the engine too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};

use super::explore::{Edge, Graph};
use super::graphs;
use super::way::{Move, Player, moves};
use crate::chart::{StateId, TransitionId};
use crate::playbook::{Playbook, Transition};

/// After so many ways that could not be gone a transition is left.
const FAILURES: usize = 30;

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
    let graphs = graphs(playbook, &mut Vec::new());
    let mut search = Search {
        failed: BTreeMap::new(),
        parts: graphs.iter().map(Part::of).collect(),
        playbook,
    };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut routes = Vec::new();
    while let Some(route) = search.route(&taken, starts_at) {
        taken.extend(route.takes.iter().cloned());
        routes.push(route);
    }
    let all = playbook.transitions().iter().map(|it| it.id.clone());
    Cover {
        left: all.filter(|id| !taken.contains(id)).collect(),
        routes,
    }
}

/// A graph with the edges out of each node.
struct Part<'a> {
    graph: &'a Graph,
    out: BTreeMap<usize, Vec<usize>>,
}

struct Search<'a> {
    /// How often a way to a transition could not be gone from where the player stands.
    failed: BTreeMap<TransitionId, usize>,
    parts: Vec<Part<'a>>,
    playbook: &'a Playbook,
}

/// A player further on, with the moves it made to come there.
type Ahead<'a> = (Player<'a>, Timed);

impl<'a> Part<'a> {
    fn of(graph: &'a Graph) -> Part<'a> {
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, edge) in graph.edges.iter().enumerate() {
            if let Some(from) = edge.from {
                out.entry(from).or_default().push(number);
            }
        }
        Part { graph, out }
    }

    /// Returns the shortest way from a node to one where a state is active.
    fn way_into(&self, start: usize, state: StateId) -> Option<Vec<usize>> {
        if self.graph.part.still.contains(state) {
            return None;
        }
        self.way(start, |_, edge| {
            self.graph.nodes[edge.to].machine.active().contains(state)
        })
    }

    /// Returns the shortest way from a node that ends with an edge that is wanted.
    fn way(&self, start: usize, is_wanted: impl Fn(usize, &Edge) -> bool) -> Option<Vec<usize>> {
        let mut by: BTreeMap<usize, usize> = BTreeMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front() {
            for number in self.out.get(&node).into_iter().flatten() {
                let edge = &self.graph.edges[*number];
                if is_wanted(*number, edge) {
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

impl<'a> Search<'a> {
    /// Returns a route that takes something new, and goes on as long as it finds more: the nearest new transition of any
    /// part first, then what the engine itself can take from where it stands.
    fn route(&mut self, taken: &BTreeSet<String>, starts_at: DateTime<Utc>) -> Option<Route> {
        let mut player = Player::start(self.playbook, starts_at).ok()?;
        let mut moves: Timed = Vec::new();
        let mut tried: BTreeSet<(usize, usize)> = BTreeSet::new();
        self.failed.clear();
        loop {
            let next = match self.along(&player, taken, &mut tried) {
                Some(ahead) => Some(ahead),
                None => self.at_once(&player, taken),
            };
            let Some((ahead, more)) = next else { break };
            player = ahead;
            moves.extend(more);
            tried.clear();
            self.failed.clear();
        }
        let fresh = player.taken().iter().filter(|id| !taken.contains(*id));
        let takes: Vec<String> = fresh.cloned().collect();
        (!moves.is_empty() && !takes.is_empty()).then(|| Route {
            active: player.active(),
            moves,
            takes,
        })
    }

    /// Goes the shortest way through a part to what nothing took yet.
    fn along(
        &mut self,
        player: &Player<'a>,
        taken: &BTreeSet<String>,
        tried: &mut BTreeSet<(usize, usize)>,
    ) -> Option<Ahead<'a>> {
        loop {
            let ways = self.parts.iter().enumerate().filter_map(|(at, part)| {
                let start = player.node(part.graph)?;
                let tried: BTreeSet<usize> = tried
                    .iter()
                    .filter(|(part, _)| *part == at)
                    .map(|(_, edge)| *edge)
                    .collect();
                let way = part.way(start, |number, edge| {
                    !tried.contains(&number) && self.takes_new(edge, player, taken)
                });
                Some((at, way?))
            });
            let (at, way) = ways.min_by_key(|(_, way)| way.len())?;
            let graph = self.parts[at].graph;
            let edges: Vec<&Edge> = way.iter().map(|edge| &graph.edges[*edge]).collect();
            let gone = moves(self.playbook, graph, &edges, &mut player.cells(graph))
                .and_then(|moves| played(player, moves));
            match gone {
                Some(ahead) if is_new(&ahead.0, player, taken) => return Some(ahead),
                _ => {
                    let last = way.last().copied().unwrap_or_default();
                    tried.insert((at, last));
                    for id in &graph.edges[last].taken {
                        *self.failed.entry(*id).or_default() += 1;
                    }
                }
            }
        }
    }

    /// Takes a new transition out of an active state; one that ends what it stands in only when there is no other.
    fn at_once(&self, player: &Player<'a>, taken: &BTreeSet<String>) -> Option<Ahead<'a>> {
        let chart = self.playbook.chart();
        let mut open: Vec<TransitionId> = chart
            .transitions()
            .filter(|id| {
                let transition = self.playbook.transition(*id);
                player.is_in(&transition.source)
                    && !taken.contains(&transition.id)
                    && !player.taken().contains(&transition.id)
            })
            .collect();
        open.sort_by_key(|id| chart.can_exit(*id).iter().count());
        open.into_iter().find_map(|id| {
            let transition = self.playbook.transition(id);
            let (there, mut before) = self.where_it_waits_for(player, transition)?;
            if !is_new(&there, player, taken) {
                let (ahead, moves) = played(&there, there.towards(transition)?)?;
                before.extend(moves);
                return is_new(&ahead, player, taken).then_some((ahead, before));
            }
            Some((there, before))
        })
    }

    /// Goes to where the other regions have to stand for a transition.
    fn where_it_waits_for(
        &self,
        player: &Player<'a>,
        transition: &Transition,
    ) -> Option<Ahead<'a>> {
        let mut there = (player.clone(), Timed::new());
        for state in player.waits_for(transition) {
            let state = self.playbook.chart().state(&state)?;
            let gone = self.parts.iter().find_map(|part| {
                let way = part.way_into(there.0.node(part.graph)?, state)?;
                let edges: Vec<&Edge> = way.iter().map(|edge| &part.graph.edges[*edge]).collect();
                let moves = moves(
                    self.playbook,
                    part.graph,
                    &edges,
                    &mut there.0.cells(part.graph),
                );
                played(&there.0, moves?)
            })?;
            there.0 = gone.0;
            there.1.extend(gone.1);
        }
        Some(there)
    }

    /// Tells whether an edge takes what nothing took yet and is worth another try.
    fn takes_new(&self, edge: &Edge, player: &Player<'_>, taken: &BTreeSet<String>) -> bool {
        edge.taken.iter().any(|id| {
            let is_worth = self.failed.get(id).is_none_or(|failed| *failed < FAILURES);
            let id = &self.playbook.transition(*id).id;
            is_worth && !taken.contains(id) && !player.taken().contains(id)
        })
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
