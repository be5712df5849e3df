//! Which transitions are taken (Appendix D: `selectTransitions`, `removeConflictingTransitions`); it takes none.

use super::compiled::Table;
use super::{Chart, EventId, Host, MAXIMUM_STATES, Machine, StateSet, TransitionId};

/// The transitions chosen for one microstep; at most one for each active atomic state, so the room suffices.
pub(super) struct Selection {
    length: usize,
    transitions: [TransitionId; MAXIMUM_STATES],
}

impl Selection {
    pub(super) fn new() -> Self {
        Self {
            length: 0,
            transitions: [TransitionId::default(); MAXIMUM_STATES],
        }
    }

    pub(super) fn as_slice(&self) -> &[TransitionId] {
        &self.transitions[..self.length]
    }

    fn push(&mut self, transition: TransitionId) {
        self.transitions[self.length] = transition;
        self.length += 1;
    }

    fn retain(&mut self, keep: impl Fn(TransitionId) -> bool) {
        let mut kept = 0;
        for index in 0..self.length {
            let transition = self.transitions[index];
            if keep(transition) {
                self.transitions[kept] = transition;
                kept += 1;
            }
        }
        self.length = kept;
    }
}

impl Chart {
    /// Returns the transitions that [`Chart::fire`] would take first on this event, without conflicts, in the order
    /// in which it would take them.
    pub fn enabled(
        &self,
        machine: &Machine,
        event: EventId,
        host: &mut impl Host,
    ) -> Vec<TransitionId> {
        let mut selection = Selection::new();
        if self.is_running(machine) {
            self.select(&self.tables[event.index()], machine, host, &mut selection);
        }
        selection.as_slice().to_vec()
    }

    /// Returns the transitions of active states that listen to this event, whatever their guards say.
    pub fn candidates(
        &self,
        machine: &Machine,
        event: EventId,
    ) -> impl Iterator<Item = TransitionId> {
        let table = &self.tables[event.index()];
        let listening = if self.is_running(machine) {
            machine.active & table.sources
        } else {
            StateSet::EMPTY
        };
        listening
            .iter()
            .flat_map(|state| table.of(state).iter().copied())
    }

    /// Fills the selection with the transitions of this table that are to be taken.
    pub(super) fn select(
        &self,
        table: &Table,
        machine: &Machine,
        host: &mut impl Host,
        selection: &mut Selection,
    ) {
        selection.length = 0;
        let listening = machine.active & table.sources;
        if listening.is_empty() {
            return;
        }
        // From a state that was visited before, the search would end as it ended then.
        let mut visited = StateSet::EMPTY;
        for atomic in machine.active & self.sets.atomic {
            let upwards = listening & self.states[atomic.index()].lineage;
            for state in upwards.iter().rev() {
                if !visited.insert(state) {
                    break;
                }
                let found = table.of(state).iter().copied().find(|id| {
                    let guard = self.transitions[id.index()].guard;
                    guard.is_none_or(|guard| host.guard(guard, &machine.active))
                });
                if let Some(transition) = found {
                    self.admit(transition, machine, selection);
                    break;
                }
            }
        }
    }

    /// Adds a transition, unless one chosen before it leaves the same states; a deeper source goes first.
    fn admit(&self, transition: TransitionId, machine: &Machine, selection: &mut Selection) {
        if selection.length == 0 {
            selection.push(transition);
            return;
        }
        let exits = self.exits(transition, machine);
        let around = self.ancestors(self.source(transition));
        let conflicts = |other: TransitionId| self.exits(other, machine).intersects(&exits);
        let preempted = (selection.as_slice().iter())
            .any(|&other| conflicts(other) && !around.contains(self.source(other)));
        if !preempted {
            selection.retain(|other| !conflicts(other));
            selection.push(transition);
        }
    }

    /// Returns the active states that a transition exits.
    pub(super) fn exits(&self, id: TransitionId, machine: &Machine) -> StateSet {
        let transition = &self.transitions[id.index()];
        if transition.targets_history {
            self.inside(self.domain(transition, machine)) & machine.active
        } else {
            transition.exits & machine.active
        }
    }
}
