//! Every configuration that a part of a chart can come into, with facts, decisions and tasks as free inputs.
//!
//! The kernel itself takes the steps; only its questions about guards are answered both ways, as far as some answers of
//! people make both possible. What is found is never less than what can happen, so what is not found cannot happen.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, cells};
use super::form::{Assignment, Domains, Formula, Outcome, Wanted, all, is_possible_too, solve};
use super::regions::Part;
use crate::chart::{
    Chart, EventId, GuardId, Host, Livelock, Machine, StateId, StateSet, TransitionId,
};
use crate::fact::Condition;
use crate::playbook::Playbook;

/// How many macrosteps are tried before the rest is left as not proven.
pub(super) const MAXIMUM_RUNS: usize = 25_000;

/// What was found about a part.
pub(super) struct Graph {
    /// The chart, of which the states outside the part never move.
    pub(super) chart: Chart,
    pub(super) cells: Vec<Cells>,
    pub(super) edges: Vec<Edge>,
    /// What is never sure to hold on the way.
    forbidden: Option<Formula>,
    /// One for each guard.
    pub(super) formulas: Vec<Formula>,
    /// Whether everything was tried.
    pub(super) is_complete: bool,
    /// Where the chart does not come to rest, with the node it starts from.
    pub(super) livelocks: Vec<(Option<usize>, Assignment, Livelock)>,
    pub(super) nodes: Vec<Node>,
    pub(super) part: Part,
    pub(super) taken: BTreeSet<TransitionId>,
}

/// A configuration at rest.
pub(super) struct Node {
    /// The edge by which it was found first; none for the start.
    pub(super) by: Option<usize>,
    pub(super) machine: Machine,
}

/// A macrostep.
pub(super) struct Edge {
    pub(super) cause: Cause,
    pub(super) from: Option<usize>,
    pub(super) taken: Vec<TransitionId>,
    pub(super) to: usize,
}

/// What sets a macrostep off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The answer to one variable changes.
    Answer(usize),
    Event(EventId),
    Start,
}

/// Returns everything that a part can come to, from the start, in the order of the shortest ways; never through a
/// configuration in which `forbidden` is sure to hold. Its cells tell apart what guards and `conditions` tell apart.
pub(super) fn explore(
    playbook: &Playbook,
    part: &Part,
    conditions: &[&Condition],
    forbidden: Option<&Condition>,
) -> Graph {
    let guards = playbook.guards().iter();
    let cells = cells(playbook, guards.chain(conditions.iter().copied()));
    let mut search = Search::new(playbook, part.clone(), cells, forbidden);
    search.step(None, Cause::Start);
    let mut next = 0;
    while next < search.graph.nodes.len() && search.runs < MAXIMUM_RUNS {
        for cause in search.causes(next) {
            search.step(Some(next), cause);
        }
        next += 1;
    }
    search.graph.is_complete = next >= search.graph.nodes.len() && search.runs < MAXIMUM_RUNS;
    search.graph
}

/// One way a macrostep can go.
pub(super) struct Macrostep<'a> {
    pub(super) outcome: Result<Machine, Livelock>,
    pub(super) taken: Vec<TransitionId>,
    /// What has to be so for it to go this way.
    pub(super) wanted: Vec<Wanted<'a>>,
}

impl Graph {
    /// Takes a macrostep in every way that answers out of some domains make possible, at most so many times; returns
    /// how many were taken too.
    pub(super) fn macrosteps(
        &self,
        before: Option<&Machine>,
        cause: Cause,
        domains: &Domains,
        room: usize,
    ) -> (Vec<Macrostep<'_>>, usize) {
        let mut script: Vec<(bool, bool)> = Vec::new();
        let mut steps = Vec::new();
        let mut runs = 0;
        let wanted = self.before(before, cause);
        let is_possible = solve(&self.cells, &wanted, domains).is_some();
        while runs < room && is_possible {
            runs += 1;
            let mut oracle = Oracle {
                asked: Vec::new(),
                domains,
                graph: self,
                script: &script,
                taken: Vec::new(),
                wanted: wanted.clone(),
            };
            let mut machine = before.cloned().unwrap_or_default();
            let outcome = match cause {
                Cause::Start => self
                    .chart
                    .start(&mut oracle)
                    .map(|started| machine = started),
                Cause::Answer(_) => self.chart.settle(&mut machine, &mut oracle),
                Cause::Event(event) => self.chart.fire(&mut machine, event, &mut oracle),
            };
            let wanted = match self.allowed(*machine.active()) {
                Some(allowed) => is_possible_too(&self.cells, &oracle.wanted, allowed, domains)
                    .then(|| [oracle.wanted.as_slice(), &[allowed]].concat()),
                None => Some(oracle.wanted),
            };
            let (asked, taken) = (oracle.asked, oracle.taken);
            if let Some(wanted) = wanted {
                steps.push(Macrostep {
                    wanted,
                    outcome: outcome.map(|()| machine),
                    taken,
                });
            }
            // The last question that could also have been answered no, and was not.
            script = asked;
            let Some(last) = script.iter().rposition(|(answer, both)| *answer && *both) else {
                break;
            };
            script.truncate(last);
            script.push((false, false));
        }
        (steps, runs)
    }

    /// Returns what is so before a step: nothing would move by itself, except by the answer that changes.
    fn before(&self, machine: Option<&Machine>, cause: Cause) -> Vec<Wanted<'_>> {
        let Some(machine) = machine else {
            return Vec::new();
        };
        let mut wanted = self.at_rest(machine.active(), |guard| match cause {
            Cause::Answer(variable) => !self.formulas[guard.index()].asks(variable),
            Cause::Event(_) | Cause::Start => true,
        });
        wanted.extend(self.allowed(*machine.active()));
        wanted
    }

    fn allowed(&self, active: StateSet) -> Option<Wanted<'_>> {
        self.forbidden.as_ref().map(|formula| Wanted {
            active,
            formula,
            outcome: Outcome::NotTrue,
        })
    }

    /// Returns answers under which a macrostep goes the way of an edge, out of some domains.
    pub(super) fn answers(&self, edge: &Edge, domains: &Domains) -> Option<Assignment> {
        let before = edge.from.map(|node| &self.nodes[node].machine);
        let target = &self.nodes[edge.to].machine;
        let (steps, _) = self.macrosteps(before, edge.cause, domains, MAXIMUM_RUNS);
        let step = steps.into_iter().find(|step| {
            step.taken == edge.taken && step.outcome.as_ref().is_ok_and(|found| found == target)
        })?;
        solve(&self.cells, &step.wanted, domains)
    }

    /// Returns the edges of the way on which a node was found, from the start.
    pub(super) fn way(&self, node: usize) -> Vec<&Edge> {
        let mut way = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at {
            let Some(edge) = self.nodes[node].by.map(|edge| &self.edges[edge]) else {
                break;
            };
            way.push(edge);
            at = edge.from;
        }
        way.reverse();
        way
    }

    /// Returns which nodes can come to one that fits.
    pub(super) fn can_reach(&self, fits: impl Fn(&Machine) -> bool) -> Vec<bool> {
        let mut can: Vec<bool> = self.nodes.iter().map(|node| fits(&node.machine)).collect();
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            into[edge.to].extend(edge.from);
        }
        let mut open: Vec<usize> = (0..can.len()).filter(|node| can[*node]).collect();
        while let Some(node) = open.pop() {
            for from in &into[node] {
                if !std::mem::replace(&mut can[*from], true) {
                    open.push(*from);
                }
            }
        }
        can
    }

    /// Returns answers under which a condition holds in a node that is at rest, if there are any.
    pub(super) fn holds_in(&self, node: usize, formula: &Formula) -> Option<Assignment> {
        let active = *self.nodes[node].machine.active();
        let mut wanted = self.at_rest(&active, |_| true);
        wanted.extend(self.allowed(active));
        wanted.push(Wanted {
            active,
            formula,
            outcome: Outcome::True,
        });
        solve(&self.cells, &wanted, &all(&self.cells))
    }

    /// Returns a condition, with its tests numbered as those of the guards; its subjects must be among theirs.
    pub(super) fn formula(&self, condition: &Condition) -> Formula {
        let inside = moving(&self.chart, &self.part);
        Formula::of(condition, &self.cells, &self.chart, &inside)
    }

    /// Returns that what would move by itself has no reason to, as far as it counts.
    fn at_rest(&self, active: &StateSet, counts: impl Fn(GuardId) -> bool) -> Vec<Wanted<'_>> {
        let waiting = self.chart.eventless_of(active);
        let guards = waiting.filter_map(|id| self.chart.guard(id));
        guards
            .filter(|guard| counts(*guard))
            .map(|guard| Wanted {
                active: *active,
                formula: &self.formulas[guard.index()],
                outcome: Outcome::NotTrue,
            })
            .collect()
    }
}

/// Returns the states whose activity follows from the configuration of a part.
pub(super) fn moving(chart: &Chart, part: &Part) -> StateSet {
    chart
        .states()
        .filter(|state| !part.still.contains(*state))
        .fold(StateSet::EMPTY, |mut moving, state| {
            moving.insert(state);
            moving
        })
}

struct Search<'a> {
    domains: Domains,
    graph: Graph,
    known: BTreeMap<(StateSet, Vec<(StateId, StateSet)>), usize>,
    playbook: &'a Playbook,
    runs: usize,
}

impl<'a> Search<'a> {
    fn new(
        playbook: &'a Playbook,
        part: Part,
        cells: Vec<Cells>,
        forbidden: Option<&Condition>,
    ) -> Self {
        let chart = playbook.chart().without(&part.still);
        let inside = moving(&chart, &part);
        let formula = |condition: &Condition| Formula::of(condition, &cells, &chart, &inside);
        let formulas = playbook.guards().iter().map(formula).collect();
        let forbidden = forbidden.map(formula);
        Search {
            domains: all(&cells),
            graph: Graph {
                cells,
                chart,
                edges: Vec::new(),
                forbidden,
                formulas,
                is_complete: false,
                livelocks: Vec::new(),
                nodes: Vec::new(),
                part,
                taken: BTreeSet::new(),
            },
            known: BTreeMap::new(),
            playbook,
            runs: 0,
        }
    }

    /// Returns what can happen in a node: triggers, time, and answers that a transition by itself waits for.
    fn causes(&self, node: usize) -> Vec<Cause> {
        let machine = &self.graph.nodes[node].machine;
        let triggers = self.playbook.triggers().iter();
        let names = triggers.filter_map(|trigger| self.graph.chart.event(&trigger.id));
        let times = self.playbook.transitions().iter().filter_map(|transition| {
            transition.after_seconds?;
            self.playbook.after_event(&transition.id)
        });
        // What never moves here can have ended, and so can what waits for it.
        let ends = self.graph.chart.states().filter_map(|state| {
            let (chart, still) = (&self.graph.chart, &self.graph.part.still);
            let is_open = still.contains(state) || still.intersects(chart.descendants(state));
            is_open.then(|| chart.event(&format!("done.state.{}", chart.name(state))))?
        });
        let events = names.chain(times).chain(ends).filter(|event| {
            self.graph
                .chart
                .candidates(machine, *event)
                .next()
                .is_some()
        });
        let mut causes: Vec<Cause> = events.map(Cause::Event).collect();
        let mut variables = BTreeSet::new();
        for id in self.graph.chart.eventless_of(machine.active()) {
            if let Some(guard) = self.graph.chart.guard(id) {
                self.graph.formulas[guard.index()].each_variable(&mut |variable| {
                    variables.insert(variable);
                });
            }
        }
        causes.extend(variables.into_iter().map(Cause::Answer));
        causes
    }

    /// Takes a macrostep in every way that some answers make possible.
    fn step(&mut self, from: Option<usize>, cause: Cause) {
        let before = from.map(|node| self.graph.nodes[node].machine.clone());
        let room = MAXIMUM_RUNS.saturating_sub(self.runs);
        let (steps, runs) = self
            .graph
            .macrosteps(before.as_ref(), cause, &self.domains, room);
        self.runs += runs;
        let steps: Vec<(Result<Machine, Livelock>, Vec<TransitionId>, Assignment)> = steps
            .into_iter()
            .map(|step| {
                let answers = match step.outcome {
                    Err(_) => solve(&self.graph.cells, &step.wanted, &self.domains),
                    Ok(_) => None,
                };
                (step.outcome, step.taken, answers.unwrap_or_default())
            })
            .collect();
        for (outcome, taken, answers) in steps {
            match outcome {
                Err(livelock) => self.graph.livelocks.push((from, answers, livelock)),
                Ok(_) if cause != Cause::Start && taken.is_empty() => {}
                Ok(machine) => self.arrive(from, cause, machine, taken),
            }
        }
    }

    fn arrive(
        &mut self,
        from: Option<usize>,
        cause: Cause,
        machine: Machine,
        taken: Vec<TransitionId>,
    ) {
        self.graph.taken.extend(&taken);
        let history = machine.history().map(|(state, set)| (state, *set));
        let key = (*machine.active(), history.collect());
        let to = *self.known.entry(key).or_insert(self.graph.nodes.len());
        let is_new = to == self.graph.nodes.len();
        if is_new {
            self.graph.nodes.push(Node { by: None, machine });
        }
        if from == Some(to) {
            return;
        }
        if is_new && from.is_some() {
            self.graph.nodes[to].by = Some(self.graph.edges.len());
        }
        self.graph.edges.push(Edge {
            cause,
            from,
            taken,
            to,
        });
    }
}

/// Answers guards after a script, and beyond it with yes where that is possible.
struct Oracle<'g, 's> {
    /// Each answer, and whether the other one was possible too.
    asked: Vec<(bool, bool)>,
    domains: &'s Domains,
    graph: &'g Graph,
    script: &'s [(bool, bool)],
    taken: Vec<TransitionId>,
    wanted: Vec<Wanted<'g>>,
}

impl<'g> Oracle<'g, '_> {
    fn wanted(&self, guard: GuardId, active: StateSet, outcome: Outcome) -> Wanted<'g> {
        Wanted {
            active,
            formula: &self.graph.formulas[guard.index()],
            outcome,
        }
    }

    fn is_possible(&self, wanted: Wanted<'g>) -> bool {
        is_possible_too(&self.graph.cells, &self.wanted, wanted, self.domains)
    }
}

impl Host for Oracle<'_, '_> {
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool {
        let yes = self.wanted(guard, *active, Outcome::True);
        let no = self.wanted(guard, *active, Outcome::NotTrue);
        let (answer, both) = match self.script.get(self.asked.len()) {
            Some(scripted) => *scripted,
            None => {
                let is_possible = self.is_possible(yes);
                (is_possible, is_possible && self.is_possible(no))
            }
        };
        self.asked.push((answer, both));
        self.wanted.push(if answer { yes } else { no });
        answer
    }

    fn taken(&mut self, transition: TransitionId) {
        self.taken.push(transition);
    }
}
