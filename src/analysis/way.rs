//! A way through the graph as what people do on it, and the same way through the engine itself: only what the engine
//! does too is certain to be possible.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::cells::{self, Answer, Variable, cells};
use super::explore::{Cause, Edge, Graph};
use super::form::Domains;
use crate::chart::StateSet;
use crate::engine::{
    Action, By, Command, How, Incident, RULES, Refusal, Stage, Who, World, decide,
};
use crate::fact::condition::{Need, Standing};
use crate::fact::{Certainty, Condition, Subject, Truth, Value, item};
use crate::playbook::{Playbook, Transition};

/// What somebody does, or that time passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// A fact is recorded; without a value it was asked, and nobody knows.
    Answer {
        /// The fact.
        fact: String,
        /// What it is.
        value: Option<Value>,
    },
    /// A decision is taken.
    Decide {
        /// The decision.
        decision: String,
        /// The option.
        option: String,
    },
    /// A draft of a document is made.
    Draft {
        /// The document.
        document: String,
    },
    /// A task is done.
    Finish {
        /// The task.
        task: String,
    },
    /// A trigger is fired.
    Fire {
        /// The trigger.
        trigger: String,
    },
    /// Something is done with a document.
    Issue {
        /// The document.
        document: String,
        /// What is done with it.
        stage: Stage,
    },
    /// Time passes until a transition is due.
    Wait {
        /// How many seconds.
        seconds: i64,
    },
}

impl Move {
    /// Returns it for the record that one of many belongs to, where there is one for each record.
    fn beside(self, playbook: &Playbook, id: &str) -> Move {
        let of_each = |other: String| match playbook.list_of(&other) {
            Some(_) => item::beside(&other, id),
            None => other,
        };
        match self {
            Move::Decide { decision, option } => Move::Decide {
                decision: of_each(decision),
                option,
            },
            Move::Draft { document } => Move::Draft {
                document: of_each(document),
            },
            Move::Finish { task } => Move::Finish {
                task: of_each(task),
            },
            Move::Issue { document, stage } => Move::Issue {
                document: of_each(document),
                stage,
            },
            other => other,
        }
    }
}

/// The cell that each variable is in on a way.
pub(super) type Cells = Vec<usize>;

/// Returns what people do on a way from where the answers are `now` and `active` is active; or which of its steps asks for
/// answers that cannot be given there.
pub(super) fn moves(
    playbook: &Playbook,
    graph: &Graph,
    way: &[&Edge],
    mut now: Cells,
    active: StateSet,
) -> Result<Vec<Move>, usize> {
    let mut moves = Vec::new();
    for (number, edge) in way.iter().enumerate() {
        let here = edge.from.map_or(active, |node| {
            let moving = *graph.nodes[node].machine.active() - graph.part.still;
            moving | (active & graph.part.still)
        });
        let domains = domains(playbook, graph, &now, here);
        let assignment = graph.answers(edge, &domains).ok_or(number)?;
        let changed =
            |variable: &usize| assignment[*variable].is_some_and(|cell| cell != now[*variable]);
        let mut variables: Vec<usize> = (0..now.len()).filter(changed).collect();
        if let Cause::Answer(last) = edge.cause {
            // What sets the step off comes last.
            variables.retain(|variable| *variable != last);
            variables.push(last);
        }
        let listed: BTreeSet<&String> = variables
            .iter()
            .filter_map(|variable| match &graph.cells[*variable].variable {
                Variable::Each(id) => playbook.list_of(id),
                _ => None,
            })
            .collect();
        for variable in variables {
            let cell = assignment[variable].unwrap_or(now[variable]);
            now[variable] = cell;
            // The list is written down with what its records come to.
            let is_listed = matches!(&graph.cells[variable].variable,
                Variable::Fact(list) if listed.contains(list));
            if !is_listed {
                moves.extend(of_cell(playbook, &graph.cells[variable], cell));
            }
        }
        moves.extend(of_cause(playbook, graph, edge));
    }
    Ok(moves)
}

/// Returns the cells each variable can come to from where it is, that one first: nothing is ever unsaid or undone, and only
/// what an active state offers is done or decided.
fn domains(playbook: &Playbook, graph: &Graph, now: &[usize], active: StateSet) -> Domains {
    let offers = |id: &String| {
        let mut states = active.iter().filter_map(|state| playbook.state_at(state));
        states
            .any(|state| state.decide.contains(id) || state.tasks.iter().any(|task| task.id == *id))
    };
    let cells = graph.cells.iter().zip(now);
    cells
        .map(|(cells, now)| {
            let is_open = match &cells.variable {
                Variable::Decision(id) | Variable::Task(id) => offers(id),
                Variable::Place(_) => false,
                Variable::Document(_) | Variable::Each(_) | Variable::Fact(_) => true,
            };
            if !is_open {
                return vec![*now];
            }
            let later = (1..cells.answers.len()).filter(|cell| cell != now);
            std::iter::once(*now).chain(later).collect()
        })
        .collect()
}

/// Returns what people do to come to a cell.
fn of_cell(playbook: &Playbook, cells: &cells::Cells, cell: usize) -> Vec<Move> {
    if let (Variable::Each(id), Answer::Each(outcomes)) = (&cells.variable, &cells.answers[cell]) {
        return of_each(playbook, id, outcomes);
    }
    if let (Variable::Document(id), Answer::Stands(standing)) =
        (&cells.variable, &cells.answers[cell])
    {
        return of_document(playbook, id, *standing);
    }
    let step = match (&cells.variable, &cells.answers[cell]) {
        (Variable::Fact(fact), Answer::AskedUnknown) => Some(Move::Answer {
            fact: fact.clone(),
            value: None,
        }),
        (Variable::Fact(fact), Answer::Known(_, value)) => Some(Move::Answer {
            fact: fact.clone(),
            value: Some(value.clone()),
        }),
        (Variable::Decision(decision), Answer::Decided(option)) => Some(Move::Decide {
            decision: decision.clone(),
            option: option.clone(),
        }),
        (Variable::Task(task), Answer::Done) => Some(Move::Finish { task: task.clone() }),
        _ => None,
    };
    step.into_iter().collect()
}

/// Returns what people do so that a document stands so outside.
fn of_document(playbook: &Playbook, id: &str, standing: Standing) -> Vec<Move> {
    let issue = |stage: Stage| Move::Issue {
        document: id.to_owned(),
        stage,
    };
    let draft = Move::Draft {
        document: id.to_owned(),
    };
    let known = playbook.document(id);
    match standing {
        Standing::Absent => Vec::new(),
        Standing::Oral => vec![issue(Stage::Oral)],
        Standing::Issued if known.is_some_and(|known| known.power.is_some()) => {
            vec![draft, issue(Stage::Signed), issue(Stage::Served)]
        }
        Standing::Issued => vec![draft, issue(Stage::Sent)],
    }
}

/// Returns what people do so that every record has its outcome: the list, then each in turn.
fn of_each(playbook: &Playbook, id: &str, outcomes: &[Option<String>]) -> Vec<Move> {
    let decision = playbook.decision(id);
    let list = playbook.list_of(id);
    let listed = list.map(|list| Move::Answer {
        fact: list.clone(),
        value: Some(Value::Records(vec![Default::default(); outcomes.len()])),
    });
    let acts = outcomes.iter().enumerate().flat_map(|(at, outcome)| {
        let (Some(option), id) = (outcome.clone(), item::item(id, at + 1)) else {
            return Vec::new();
        };
        if decision.is_some() {
            return vec![Move::Decide {
                decision: id,
                option,
            }];
        }
        match playbook.document(&id) {
            Some(_) => of_document(playbook, &id, cells::standing(&option)),
            None => vec![Move::Finish { task: id }],
        }
    });
    listed.into_iter().chain(acts).collect()
}

/// Returns the moves that make one need so.
fn meeting(playbook: &Playbook, need: &Need) -> Vec<Move> {
    let condition = Condition::Atom(need.atom.clone());
    let wanted = Truth::from(need.holds);
    let Some(cells) = cells(playbook, std::iter::once(&condition)).pop() else {
        return Vec::new();
    };
    let cell = cells.truths.iter().position(|truths| truths[0] == wanted);
    cell.map_or_else(Vec::new, |cell| of_cell(playbook, &cells, cell))
}

fn of_cause(playbook: &Playbook, graph: &Graph, edge: &Edge) -> Option<Move> {
    let Cause::Event(event) = edge.cause else {
        return None;
    };
    let name = graph.chart.event_name(event);
    if let Some(trigger) = playbook.trigger(name) {
        let trigger = trigger.id.clone();
        return Some(Move::Fire { trigger });
    }
    let timed = |transition: &&crate::playbook::Transition| {
        playbook.after_event(&transition.id) == Some(event)
    };
    let transition = playbook.transitions().iter().find(timed)?;
    let seconds = transition.after_seconds?;
    Some(Move::Wait { seconds })
}

/// Returns who does something with a document; deciding about it is for the organ that has the power.
pub fn signer(playbook: &Playbook, document: &str, stage: Stage) -> Option<String> {
    let power = playbook.document(document)?.power.as_ref()?;
    let organ = &playbook.power(power)?.about.organ;
    matches!(stage, Stage::Oral | Stage::Signed)
        .then(|| organ.first().cloned())
        .flatten()
}

/// Plays moves through the engine.
#[derive(Clone)]
pub struct Player<'a> {
    /// What had to be done besides the moves.
    besides: Vec<(DateTime<Utc>, Move)>,
    incident: Incident,
    now: DateTime<Utc>,
    playbook: &'a Playbook,
    taken: BTreeSet<String>,
}

impl<'a> Player<'a> {
    /// Starts an incident that is kept nowhere.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn start(playbook: &'a Playbook, now: DateTime<Utc>) -> Result<Player<'a>, Refusal> {
        let mut player = Player {
            besides: Vec::new(),
            incident: Incident::default(),
            now,
            playbook,
            taken: BTreeSet::new(),
        };
        let start = Action::Start {
            began_at: None,
            exercise: true,
            pins: Default::default(),
            rules: RULES,
            situation_at: None,
            title: playbook.title().to_owned(),
        };
        player.submit(start, None)?;
        Ok(player)
    }

    /// Makes a move.
    ///
    /// # Errors
    /// What the engine refuses; nothing has happened then.
    pub fn play(&mut self, step: &Move) -> Result<(), Refusal> {
        let playbook = self.playbook;
        match step {
            Move::Answer { fact, value } => {
                let role = playbook.fact(fact).and_then(|fact| fact.asked_of.clone());
                let record = Action::Record {
                    ask_again: None,
                    certainty: Certainty::Confirmed,
                    fact: fact.clone(),
                    ground: Some("…".to_owned()),
                    source: None,
                    value: value.clone(),
                };
                self.submit(record, role)
            }
            Move::Decide { decision, option } => {
                let known = playbook.decision(decision);
                if let Some(known) = known {
                    let mut options = known.options.iter();
                    let chosen = options.find(|known| known.choice.id == *option);
                    self.open_the_way(decision, &known.when)?;
                    if let Some(chosen) = chosen {
                        self.open_the_way(decision, &chosen.when)?;
                    }
                }
                let role = known.and_then(|decision| decision.by.first().cloned());
                let decide = Action::Decide {
                    decision: decision.clone(),
                    option: option.clone(),
                    reason: "…".to_owned(),
                    review_at: None,
                };
                self.submit(decide, role)
            }
            Move::Draft { document } => {
                let known = playbook.document(document);
                if let Some(known) = known {
                    self.open_the_way(document, &known.when)?;
                }
                let draft = Action::RecordDraft {
                    document: document.clone(),
                    gates: Vec::new(),
                    missing: 0,
                    relied_on: Vec::new(),
                    sha256: String::new(),
                    template_sha256: String::new(),
                };
                self.submit(draft, None)
            }
            Move::Issue { document, stage } => {
                let issue = Action::RecordIssue {
                    deviation: Some("…".to_owned()),
                    document: document.clone(),
                    evidence: Vec::new(),
                    files: Vec::new(),
                    manner: None,
                    of: None,
                    reason: None,
                    stage: *stage,
                    to: None,
                };
                self.submit(issue, signer(playbook, document, *stage))
            }
            Move::Finish { task } => {
                let known = playbook.task(task);
                if let Some((_, known)) = known {
                    self.open_the_way(task, &known.when)?;
                }
                let role = known.and_then(|(_, task)| task.role.clone());
                let finish = Action::FinishTask {
                    result: String::new(),
                    task: task.clone(),
                };
                self.submit(finish, role)
            }
            Move::Fire { trigger } => {
                let known = playbook.trigger(trigger);
                let role = known.and_then(|trigger| trigger.by.first().cloned());
                let fire = Action::Fire {
                    reason: None,
                    trigger: trigger.clone(),
                };
                self.submit(fire, role)
            }
            Move::Wait { seconds } => {
                let wait = TimeDelta::try_seconds(*seconds).unwrap_or_default();
                // A whole minute, as people write times.
                let due = self.time() + wait + TimeDelta::seconds(59);
                let past = TimeDelta::seconds(due.timestamp().rem_euclid(60));
                let jump = Action::Jump {
                    reason: "…".to_owned(),
                    to: due - past,
                };
                self.submit(jump, None)
            }
        }
    }

    /// Gives the answers that a decision or a task waits for, and puts them with what was done.
    fn open_the_way(&mut self, id: &str, when: &Condition) -> Result<(), Refusal> {
        let playbook = self.playbook;
        let needs = when.needs(&World::new(playbook, self.incident.situation()).of(id));
        for need in needs {
            for step in meeting(playbook, &need) {
                let step = step.beside(playbook, id);
                self.play(&step)?;
                self.besides.push((self.time(), step));
            }
        }
        Ok(())
    }

    /// Returns the cell that each variable of a graph is in where the incident stands.
    pub(super) fn cells(&self, graph: &Graph) -> Cells {
        let world = World::new(self.playbook, self.incident.situation());
        let cells = graph.cells.iter();
        cells
            .map(|cells| {
                let tests = cells.tests.iter();
                let truths: Vec<Truth> = tests
                    .map(|test| Condition::Atom(test.clone()).truth(&world))
                    .collect();
                let cell = cells.truths.iter().position(|known| *known == truths);
                cell.unwrap_or_default()
            })
            .collect()
    }

    /// Returns the playbook.
    pub(super) fn playbook(&self) -> &'a Playbook {
        self.playbook
    }

    /// Returns every active state.
    pub(super) fn standing(&self) -> StateSet {
        *self.incident.situation().machine(self.playbook).active()
    }

    /// Returns the node of a graph where the incident stands, as far as the part that the graph is about goes.
    pub(super) fn node(&self, graph: &Graph) -> Option<usize> {
        let machine = self.incident.situation().machine(self.playbook);
        let here = *machine.active() - graph.part.still;
        let mut nodes = graph.nodes.iter();
        nodes.position(|node| *node.machine.active() - graph.part.still == here)
    }

    /// Returns the states that have to be active for a transition to be taken.
    pub(super) fn waits_for(&self, transition: &Transition) -> Vec<String> {
        let world = World::new(self.playbook, self.incident.situation());
        let needs = transition.guard.needs(&world).into_iter();
        let states = needs.filter_map(|need| match need.atom.subject {
            Subject::State(state) if need.holds => Some(state),
            _ => None,
        });
        states.collect()
    }

    /// Returns what would take a transition out of an active state; nothing when it rests on where others stand.
    pub(super) fn towards(&self, transition: &Transition) -> Option<Vec<Move>> {
        let world = World::new(self.playbook, self.incident.situation());
        let mut moves = Vec::new();
        for need in transition.guard.needs(&world) {
            let steps = meeting(self.playbook, &need);
            if steps.is_empty() {
                return None;
            }
            moves.extend(steps);
        }
        if let Some(trigger) = &transition.trigger {
            let trigger = trigger.clone();
            moves.push(Move::Fire { trigger });
        } else if let Some(seconds) = transition.after_seconds {
            moves.push(Move::Wait { seconds });
        }
        Some(moves)
    }

    /// Returns what had to be done besides the moves since the last time it was asked, in order.
    pub(super) fn besides(&mut self) -> Vec<(DateTime<Utc>, Move)> {
        std::mem::take(&mut self.besides)
    }

    /// Returns the time of the situation.
    pub fn time(&self) -> DateTime<Utc> {
        self.incident.situation().chart_time(self.now)
    }

    /// Tells whether a state is active.
    pub fn is_in(&self, state: &str) -> bool {
        self.incident
            .situation()
            .chart
            .active
            .iter()
            .any(|active| active == state)
    }

    /// Returns the transitions that were taken, by id.
    pub fn taken(&self) -> &BTreeSet<String> {
        &self.taken
    }

    /// Returns the active states, by id.
    pub fn active(&self) -> Vec<String> {
        self.incident.situation().chart.active.to_vec()
    }

    fn submit(&mut self, action: Action, role: Option<String>) -> Result<(), Refusal> {
        let first = self.playbook.roles().first().map(|role| role.id.clone());
        let who = Who {
            name: None,
            role: role.or(first).unwrap_or_default(),
        };
        let command = Command {
            action,
            by: By {
                decided: who.clone(),
                how: How::default(),
                recorded: who,
            },
            happened_at: None,
            id: String::new(),
            late_reason: None,
        };
        for entry in decide(self.playbook, &self.incident, &command, self.now)? {
            if let Some(step) = entry.event().step() {
                self.taken.extend(step.taken.iter().cloned());
            }
            self.incident.evolve(entry);
        }
        Ok(())
    }
}
