//! Routes that together take every transition, each gone by the engine too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};

use super::explore::{Edge, Graph};
use super::graphs;
use super::way::{Move, Player, moves};
use crate::chart::{StateId, TransitionId};
use crate::playbook::{Playbook, Transition};

/// Nothing is blocked.
static NONE: BTreeSet<usize> = BTreeSet::new();
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
    fn way_into(
        &self,
        start: usize,
        state: StateId,
        blocked: &BTreeSet<usize>,
    ) -> Option<Vec<usize>> {
        if self.graph.part.still.contains(state) {
            return None;
        }
        self.way(start, blocked, |edge| {
            self.graph.nodes[edge.to].machine.active().contains(state)
        })
    }

    /// Returns the shortest way from a node, past what is blocked, that ends with an edge that is wanted.
    fn way(
        &self,
        start: usize,
        blocked: &BTreeSet<usize>,
        is_wanted: impl Fn(&Edge) -> bool,
    ) -> Option<Vec<usize>> {
        let mut by: BTreeMap<usize, usize> = BTreeMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front() {
            let out = self.out.get(&node).into_iter().flatten();
            for number in out.filter(|number| !blocked.contains(number)) {
                let edge = &self.graph.edges[*number];
                if is_wanted(edge) {
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

    /// Goes a way with a player; or tells which of its edges cannot be gone.
    fn gone<'p>(&self, player: &Player<'p>, way: &[usize]) -> Result<Ahead<'p>, usize> {
        let edges: Vec<&Edge> = way.iter().map(|edge| &self.graph.edges[*edge]).collect();
        let now = player.cells(self.graph);
        let moves = moves(
            player.playbook(),
            self.graph,
            &edges,
            now,
            player.standing(),
        );
        let last = way.last().copied().unwrap_or_default();
        let moves = moves.map_err(|number| way.get(number).copied().unwrap_or(last))?;
        played(player, moves).ok_or(last)
    }
}

impl<'a> Search<'a> {
    /// Returns a route that takes something new, and goes on as long as it finds more: the nearest new transition of any
    /// part first, then what the engine itself can take from where it stands.
    fn route(&mut self, taken: &BTreeSet<String>, starts_at: DateTime<Utc>) -> Option<Route> {
        let mut player = Player::start(self.playbook, starts_at).ok()?;
        let mut moves: Timed = Vec::new();
        let mut tried: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
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
        tried: &mut BTreeMap<usize, BTreeSet<usize>>,
    ) -> Option<Ahead<'a>> {
        loop {
            let ways = self.parts.iter().enumerate().filter_map(|(at, part)| {
                let start = player.node(part.graph)?;
                let blocked = tried.get(&at).unwrap_or(&NONE);
                let way = part.way(start, blocked, |edge| self.takes_new(edge, player, taken));
                Some((at, way?))
            });
            let (at, way) = ways.min_by_key(|(_, way)| way.len())?;
            let last = way.last().copied().unwrap_or_default();
            let blocked = match self.parts[at].gone(player, &way) {
                Ok(ahead) if is_new(&ahead.0, player, taken) => return Some(ahead),
                Ok(_) => last,
                Err(edge) => edge,
            };
            tried.entry(at).or_default().insert(blocked);
            for id in &self.parts[at].graph.edges[last].taken {
                *self.failed.entry(*id).or_default() += 1;
            }
        }
    }

    /// Takes a new transition: out of an active state if there is one, and one that ends what it stands in only when there
    /// is no other.
    fn at_once(&self, player: &Player<'a>, taken: &BTreeSet<String>) -> Option<Ahead<'a>> {
        let chart = self.playbook.chart();
        let mut open: Vec<TransitionId> = chart
            .transitions()
            .filter(|id| {
                let id = &self.playbook.transition(*id).id;
                !taken.contains(id) && !player.taken().contains(id)
            })
            .collect();
        open.sort_by_key(|id| {
            let is_away = !player.is_in(&self.playbook.transition(*id).source);
            (is_away, chart.can_exit(*id).iter().count())
        });
        open.into_iter().find_map(|id| {
            let transition = self.playbook.transition(id);
            let (there, mut before) = self.where_it_starts(player, transition)?;
            if !is_new(&there, player, taken) {
                let (ahead, moves) = played(&there, there.towards(transition)?)?;
                before.extend(moves);
                return is_new(&ahead, player, taken).then_some((ahead, before));
            }
            Some((there, before))
        })
    }

    /// Goes to the state that a transition leads out of, and to where the other regions have to stand for it.
    fn where_it_starts(&self, player: &Player<'a>, transition: &Transition) -> Option<Ahead<'a>> {
        let mut there = (player.clone(), Timed::new());
        if !player.is_in(&transition.source) {
            there = self.in_state(there, &transition.source)?;
        }
        for state in there.0.waits_for(transition) {
            there = self.in_state(there, &state)?;
        }
        Some(there)
    }

    /// Goes the shortest way into a state that can be gone.
    fn in_state(&self, (player, before): Ahead<'a>, state: &str) -> Option<Ahead<'a>> {
        let state = self.playbook.chart().state(state)?;
        let (ahead, moves) = self.parts.iter().find_map(|part| {
            let start = player.node(part.graph)?;
            let mut blocked = BTreeSet::new();
            for _ in 0..FAILURES {
                let way = part.way_into(start, state, &blocked)?;
                match part.gone(&player, &way) {
                    Ok(ahead) => return Some(ahead),
                    Err(edge) => blocked.insert(edge),
                };
            }
            None
        })?;
        Some((ahead, [before, moves].concat()))
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
