//! What the pictures show, before anything has a place: regions, the boxes in them and the ways between them.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::reason::reason;
use super::trail::Trail;
use crate::chart::{Chart, StateId};
use crate::engine::Incident;
use crate::fact::dutch;
use crate::playbook::{Playbook, Transition};
use crate::view;

/// A playbook, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// `ECHT` or `OEFENING`, with an incident.
    pub marking: Option<&'static str>,
    /// The regions, the whole playbook first.
    pub regions: Vec<Region>,
    /// What is drawn: the version of the playbook, and as of when.
    pub standing: String,
    /// The playbook, and the incident when there is one.
    pub title: String,
}

/// A part of the playbook in which one step follows another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Region {
    /// The ways between the boxes.
    pub arrows: Vec<Arrow>,
    /// The state it is; `/` for the whole playbook.
    pub id: String,
    /// Whether no box in another picture stands for it: it runs beside others.
    pub is_beside: bool,
    /// What the team bears in it.
    pub mark: Option<Mark>,
    /// The boxes: what comes from outside, then those of the playbook in its order, then what lies outside.
    pub nodes: Vec<Node>,
    /// What the team calls it.
    pub title: String,
    /// Why it exists.
    pub why: String,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// What leads here from every step of the region.
    pub anywhere: Vec<Reason>,
    /// The state it stands for; none for what lies outside the picture.
    pub id: Option<String>,
    /// Whether the region begins here.
    pub is_initial: bool,
    /// What it is.
    pub kind: Kind,
    /// What the team bears here.
    pub mark: Option<Mark>,
    /// The words in it.
    pub title: String,
}

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The end.
    End,
    /// A step outside the picture, from which one comes.
    From,
    /// Steps with a picture of their own, so many.
    Group(usize),
    /// Wherever the team was when it left.
    History,
    /// Regions beside each other with pictures of their own, so many.
    Parallel(usize),
    /// A step.
    Step,
    /// A step outside the picture, to which one goes.
    To,
}

/// What a box bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The team was here, and last came at this moment.
    Been(DateTime<Utc>),
    /// The team is here, since this moment where that is known.
    Now(Option<DateTime<Utc>>),
}

/// A way from one box to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrow {
    /// The box it leaves, by its place.
    pub from: usize,
    /// What sets it off; each is enough.
    pub reasons: Vec<Reason>,
    /// The box it leads to, by its place.
    pub to: usize,
}

/// What sets a way off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Whether the team went this way.
    pub is_taken: bool,
    /// It, in words.
    pub words: String,
}

/// Returns what the pictures of a playbook show; with an incident, where it stands too.
pub fn plan(playbook: &Playbook, incident: Option<&Incident>) -> Plan {
    let chart = playbook.chart();
    let trail = incident.map(Trail::of).unwrap_or_default();
    let mut regions = Vec::new();
    for state in chart.top() {
        gather(chart, state, true, &mut regions);
    }
    let drawing = Drawing { playbook, trail };
    let situation = incident.map(Incident::situation);
    let edition = format!("{} {}", playbook.title(), playbook.version());
    Plan {
        marking: situation.map(view::mark),
        regions: (regions.into_iter())
            .map(|(state, is_beside)| drawing.region(state, is_beside))
            .collect(),
        standing: match situation {
            None => match playbook.checked() {
                Some(day) => format!(
                    "Versie {}, nagekeken op {}",
                    playbook.version(),
                    dutch::date(day)
                ),
                None => format!("Versie {}", playbook.version()),
            },
            Some(situation) => {
                let at = situation
                    .last_chart_time
                    .map(dutch::datetime)
                    .unwrap_or_default();
                format!(
                    "{edition}. Stand na regel {} van het logboek, {at}",
                    situation.head
                )
            }
        },
        title: match situation {
            None => playbook.title().to_owned(),
            Some(situation) => situation.title.clone(),
        },
    }
}

/// Gathers the states that get a picture, outer before inner, with whether they run beside others.
fn gather(chart: &Chart, state: StateId, is_box: bool, found: &mut Vec<(StateId, bool)>) {
    if !chart.is_parallel(state) {
        found.push((state, !is_box));
    }
    for child in chart.children(state) {
        if chart.is_parallel(state) || !chart.is_atomic(child) {
            gather(chart, child, !chart.is_parallel(state), found);
        }
    }
}

struct Drawing<'a> {
    playbook: &'a Playbook,
    trail: Trail,
}

impl Drawing<'_> {
    fn region(&self, id: StateId, is_beside: bool) -> Region {
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

/// A region while it grows.
struct Sketch<'a> {
    arrows: Vec<Arrow>,
    chart: &'a Chart,
    is_beside: bool,
    nodes: Vec<Node>,
    region: StateId,
    /// The states of the first nodes, in their order.
    states: Vec<StateId>,
}

/// Where a transition begins or ends, seen from one picture.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Node(usize),
    Outside,
    /// The region itself: any step in it, or where it begins.
    Region,
}

impl Sketch<'_> {
    /// Returns between what a transition is drawn; nothing when another picture shows it.
    fn ends(&self, source: StateId, target: StateId) -> Option<(End, End)> {
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
    fn outside(&mut self, kind: Kind, title: String, is_near: impl Fn(&Arrow) -> bool) -> usize {
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
                title,
            });
            self.nodes.len() - 1
        })
    }

    /// Puts the boxes in the order in which a reader meets them.
    fn sort(&mut self) {
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

    fn way(&mut self, from: usize, to: usize, reason: Reason) {
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
fn inside(chart: &Chart, boxes: &[StateId], state: StateId) -> Option<usize> {
    let holds = |at: &StateId| *at == state || chart.ancestors(state).contains(*at);
    boxes.iter().position(holds)
}
