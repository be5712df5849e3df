//! Which states a transition leaves and enters (Appendix D: `getTransitionDomain`, `computeEntrySet`);
//! it only computes sets, it runs nothing.

use super::builder::Kind;
use super::compiled::Transition;
use super::{Chart, Machine, StateId, StateSet};

/// The state inside which a transition happens: everything active inside it is exited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Domain {
    /// No state is exited or entered.
    Nothing,
    /// The chart itself.
    Whole,
    /// A compound state, which stays active.
    Within(StateId),
}

/// What is entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The compound states entered by way of their initial, whose content is executed.
    pub(super) by_default: StateSet,
    /// The history states that had nothing to remember, whose default content is executed.
    pub(super) history_defaults: StateSet,
    /// The states to enter.
    pub(super) states: StateSet,
}

impl Entry {
    pub(super) fn add(&mut self, other: &Self) {
        self.by_default |= other.by_default;
        self.history_defaults |= other.history_defaults;
        self.states |= other.states;
    }
}

impl Chart {
    /// Returns the configuration in which these states are active, entered as if from outside: with the states around
    /// them, and by default in every region that none of them is in. Nothing when they cannot be active together.
    pub fn standing(&self, targets: &[StateId]) -> Option<StateSet> {
        let is_a_place = |state: &StateId| !self.sets.histories.contains(*state);
        let entry = self.entry(targets, Domain::Whole, &Machine::default());
        (targets.iter().all(is_a_place) && self.is_legal(&entry.states)).then_some(entry.states)
    }

    /// Returns what is entered on the way to the targets from inside the domain.
    pub(super) fn entry(&self, targets: &[StateId], domain: Domain, machine: &Machine) -> Entry {
        self.entry_and_use_of_history(targets, domain, machine).0
    }

    /// Returns the same when no history state lies on the way, so that it holds for every machine.
    pub(super) fn fixed_entry(&self, targets: &[StateId], domain: Domain) -> Option<Entry> {
        let (entry, met_history) =
            self.entry_and_use_of_history(targets, domain, &Machine::default());
        (!met_history).then_some(entry)
    }

    fn entry_and_use_of_history(
        &self,
        targets: &[StateId],
        domain: Domain,
        machine: &Machine,
    ) -> (Entry, bool) {
        let mut walk = Walk {
            chart: self,
            entry: Entry::default(),
            machine,
            met_history: false,
        };
        let above = match domain {
            Domain::Nothing => return (walk.entry, false),
            Domain::Whole => None,
            Domain::Within(state) => Some(state),
        };
        for &target in targets {
            walk.descend(target);
        }
        for target in self.effective_targets(targets, machine) {
            walk.ascend(target, above);
        }
        // By way of history the walk may climb past the domain, to states that were never exited.
        let inside = self.inside(domain);
        walk.entry.states = walk.entry.states & inside;
        walk.entry.by_default = walk.entry.by_default & inside;
        (walk.entry, walk.met_history)
    }

    /// Returns the domain of a transition.
    pub(super) fn domain(&self, transition: &Transition, machine: &Machine) -> Domain {
        if transition.targets.is_empty() {
            return Domain::Nothing;
        }
        let source = transition.source;
        let targets = self.effective_targets(&transition.targets, machine);
        if transition.internal
            && self.sets.compound.contains(source)
            && targets.is_subset(self.descendants(source))
        {
            return Domain::Within(source);
        }
        let around = *self.ancestors(source) & self.sets.compound;
        around
            .iter()
            .rev()
            .find(|&state| targets.is_subset(self.descendants(state)))
            .map_or(Domain::Whole, Domain::Within)
    }

    /// Returns everything inside a domain.
    pub(super) fn inside(&self, domain: Domain) -> StateSet {
        match domain {
            Domain::Nothing => StateSet::EMPTY,
            Domain::Whole => self.sets.all,
            Domain::Within(state) => *self.descendants(state),
        }
    }

    /// Returns the targets with each history state replaced by what it leads to.
    fn effective_targets(&self, targets: &[StateId], machine: &Machine) -> StateSet {
        let mut effective = StateSet::EMPTY;
        for &target in targets {
            if !self.sets.histories.contains(target) {
                effective.insert(target);
            } else if let Some(value) = machine.remembered(target) {
                effective |= *value;
            } else {
                // Ends because a default never leads to a history state of the same parent, only to deeper ones.
                effective |= self.effective_targets(self.initial(Some(target)), machine);
            }
        }
        effective
    }

    /// Remembers, for every history state of a state about to be exited, what was active.
    pub(super) fn record_history(&self, machine: &mut Machine, exiting: &StateSet) {
        for parent in *exiting & self.sets.with_history {
            let state = &self.states[parent.index()];
            for history in state.histories {
                let value = match self.kind(history) {
                    Kind::History { deep: true } => state.descendants & self.sets.atomic,
                    _ => state.children,
                };
                let value = value & machine.active;
                machine.remember(history, value);
            }
        }
    }
}

struct Walk<'a> {
    chart: &'a Chart,
    entry: Entry,
    machine: &'a Machine,
    met_history: bool,
}

impl Walk<'_> {
    /// Adds a state and what is entered inside it by default (`addDescendantStatesToEnter`).
    fn descend(&mut self, state: StateId) {
        let sets = &self.chart.sets;
        if sets.histories.contains(state) {
            self.met_history = true;
            let parent = self.chart.parent(state);
            if let Some(value) = self.machine.remembered(state) {
                self.descend_all(value.iter(), parent);
            } else {
                self.entry.history_defaults.insert(state);
                let targets = self.chart.initial(Some(state));
                self.descend_all(targets.iter().copied(), parent);
            }
            return;
        }
        self.entry.states.insert(state);
        if sets.compound.contains(state) {
            self.entry.by_default.insert(state);
            let targets = self.chart.initial(Some(state));
            self.descend_all(targets.iter().copied(), Some(state));
        } else if sets.parallel.contains(state) {
            self.fill_regions(state);
        }
    }

    fn descend_all(
        &mut self,
        states: impl Iterator<Item = StateId> + Clone,
        above: Option<StateId>,
    ) {
        for state in states.clone() {
            self.descend(state);
        }
        for state in states {
            self.ascend(state, above);
        }
    }

    /// Adds the states between a state and the one above (`addAncestorStatesToEnter`).
    fn ascend(&mut self, state: StateId, above: Option<StateId>) {
        let mut between = *self.chart.ancestors(state);
        if let Some(above) = above {
            between = between & *self.chart.descendants(above);
        }
        for ancestor in between.iter().rev() {
            self.entry.states.insert(ancestor);
            if self.chart.sets.parallel.contains(ancestor) {
                self.fill_regions(ancestor);
            }
        }
    }

    fn fill_regions(&mut self, parallel: StateId) {
        for region in *self.chart.children(parallel) {
            let inside = self.chart.descendants(region);
            if !self.entry.states.intersects(inside) {
                self.descend(region);
            }
        }
    }
}
