//! What moved in the chart, by name, as it is kept in the log.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{ArmedTimer, Refusal, Situation, World};
use crate::chart::{EventId, GuardId, Host, Machine, StateId, StateSet, TransitionId};
use crate::fact::Truth;
use crate::playbook::{Playbook, Task};

/// The outcome of one macrostep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Every active state afterwards; empty when nothing moved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub active: Vec<String>,
    /// Transitions that now wait for their time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub armed: Vec<ArmedTimer>,
    /// States entered, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entered: Vec<String>,
    /// States left, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exited: Vec<String>,
    /// What each history state remembers, where it changed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub history: BTreeMap<String, Vec<String>>,
    /// Tasks opened, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<String>,
    /// Transitions taken, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<String>,
    /// Transitions on this trigger that were undetermined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undetermined: Vec<String>,
}

impl Step {
    /// Tells whether nothing moved and nothing was undetermined.
    pub fn is_still(&self) -> bool {
        *self == Step::default()
    }
}

/// What sets a macrostep off.
pub(super) enum Cause {
    Event(EventId),
    Settle,
    Start,
}

/// Runs one macrostep on a situation that already knows the new facts.
pub(super) fn run(
    playbook: &Playbook,
    situation: &Situation,
    cause: Cause,
    at: DateTime<Utc>,
) -> Result<Step, Refusal> {
    let chart = playbook.chart();
    let mut recorder = Recorder {
        at,
        entered: Vec::new(),
        exited: Vec::new(),
        opened: Vec::new(),
        playbook,
        situation: situation.clone(),
        taken: Vec::new(),
    };
    let before = situation.machine(playbook);
    let mut machine = before.clone();
    let outcome = match cause {
        Cause::Start => chart.start(&mut recorder).map(|started| machine = started),
        Cause::Event(event) => chart.fire(&mut machine, event, &mut recorder),
        Cause::Settle => chart.settle(&mut machine, &mut recorder),
    };
    outcome.map_err(|livelock| Refusal::Livelock {
        what: livelock.to_string(),
    })?;
    recorder.open_for_new_records(&machine);
    let undetermined = match cause {
        Cause::Event(event) => undetermined(playbook, situation, &before, event),
        Cause::Settle | Cause::Start => Vec::new(),
    };
    let named = |states: Vec<StateId>| -> Vec<String> {
        states
            .into_iter()
            .filter(|state| playbook.state_at(*state).is_some())
            .map(|state| chart.name(state).to_owned())
            .collect()
    };
    let moved = !recorder.taken.is_empty() || matches!(cause, Cause::Start);
    let entered = named(recorder.entered);
    Ok(Step {
        active: if moved {
            named(machine.active().iter().collect())
        } else {
            Vec::new()
        },
        armed: armed(playbook, &entered, &machine, at),
        history: history(playbook, &before, &machine),
        opened: recorder.opened,
        entered,
        exited: named(recorder.exited),
        taken: recorder
            .taken
            .into_iter()
            .map(|id| playbook.transition(id).id.clone())
            .collect(),
        undetermined,
    })
}

/// Returns the transitions that would react to an event if an unknown answer were known.
pub(super) fn undetermined(
    playbook: &Playbook,
    situation: &Situation,
    machine: &Machine,
    event: EventId,
) -> Vec<String> {
    let world = World::new(playbook, situation);
    playbook
        .chart()
        .candidates(machine, event)
        .map(|id| playbook.transition(id))
        .filter(|transition| transition.guard.truth(&world) == Truth::Unknown)
        .map(|transition| transition.id.clone())
        .collect()
}

/// Returns the timers of the states that were entered and are still active.
fn armed(
    playbook: &Playbook,
    entered: &[String],
    machine: &Machine,
    at: DateTime<Utc>,
) -> Vec<ArmedTimer> {
    let is_active = |state: &String| {
        playbook
            .chart()
            .state(state)
            .is_some_and(|id| machine.active().contains(id))
    };
    playbook
        .transitions()
        .iter()
        .filter(|transition| entered.contains(&transition.source) && is_active(&transition.source))
        .filter_map(|transition| {
            Some(ArmedTimer {
                due: at + TimeDelta::seconds(transition.after_seconds?),
                transition: transition.id.clone(),
            })
        })
        .collect()
}

fn history(
    playbook: &Playbook,
    before: &Machine,
    after: &Machine,
) -> BTreeMap<String, Vec<String>> {
    let chart = playbook.chart();
    after
        .history()
        .filter(|(state, set)| before.remembered(*state) != Some(*set))
        .map(|(state, set)| {
            let names = set.iter().map(|id| chart.name(id).to_owned()).collect();
            (chart.name(state).to_owned(), names)
        })
        .collect()
}

/// Answers guards from the situation and writes down what the chart does.
struct Recorder<'a> {
    at: DateTime<Utc>,
    entered: Vec<StateId>,
    exited: Vec<StateId>,
    /// Tasks opened, once each, in order.
    opened: Vec<String>,
    playbook: &'a Playbook,
    /// As it grows with the tasks that this step opens.
    situation: Situation,
    taken: Vec<TransitionId>,
}

impl<'a> Recorder<'a> {
    /// Opens the tasks of active states that records have which came later.
    fn open_for_new_records(&mut self, machine: &Machine) {
        for state in machine.active().iter() {
            for task in self.tasks(state).iter().filter(|it| it.for_each.is_some()) {
                for id in self.situation.items(&task.id, task.for_each.as_ref()) {
                    if !self.situation.chart.opened.contains_key(&id) {
                        self.open(id);
                    }
                }
            }
        }
    }

    fn open(&mut self, id: String) {
        let since = (self.situation.head, self.at);
        self.situation.chart.opened.insert(id.clone(), since);
        if !self.opened.contains(&id) {
            self.opened.push(id);
        }
    }

    fn tasks(&self, state: StateId) -> &'a [Task] {
        let state = self.playbook.state_at(state);
        state.map_or(&[], |state| &state.tasks)
    }
}

impl Host for Recorder<'_> {
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool {
        let world = World::at(self.playbook, &self.situation, *active);
        self.playbook.guards()[guard.index()].truth(&world).holds()
    }

    fn taken(&mut self, transition: TransitionId) {
        self.taken.push(transition);
    }

    /// Opens the tasks of the state; one that was opened before opens again only when it repeats.
    fn entered(&mut self, state: StateId) {
        self.entered.push(state);
        for task in self.tasks(state) {
            for id in self.situation.items(&task.id, task.for_each.as_ref()) {
                if task.each_entry || !self.situation.chart.opened.contains_key(&id) {
                    self.open(id);
                }
            }
        }
    }

    fn exited(&mut self, state: StateId) {
        self.exited.push(state);
    }
}
