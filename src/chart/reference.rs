//! Appendix D written out on plain lists, slow and obvious, to hold the fast kernel against; where it says more than
//! the pseudocode does, a comment says so.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Chart, EventId, StateId, StateSet, TransitionId};

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Happening {
    Entered(StateId),
    Exited(StateId),
    Taken(TransitionId),
}

/// An interpreter of the pseudocode; guards are asked of a function of the configuration.
#[derive(Clone)]
pub(super) struct Reference<'a> {
    pub(super) chart: &'a Chart,
    pub(super) configuration: BTreeSet<StateId>,
    pub(super) guard: fn(usize, &Chart, &StateSet) -> bool,
    pub(super) happened: Vec<Happening>,
    history: BTreeMap<StateId, BTreeSet<StateId>>,
    queue: VecDeque<EventId>,
    /// The event each transition raises, if any.
    raises: &'a [Option<EventId>],
    running: bool,
}

/// What `computeEntrySet` fills.
type ToEnter = BTreeSet<StateId>;

impl<'a> Reference<'a> {
    pub(super) fn new(
        chart: &'a Chart,
        raises: &'a [Option<EventId>],
        guard: fn(usize, &Chart, &StateSet) -> bool,
    ) -> Self {
        Self {
            chart,
            configuration: BTreeSet::new(),
            guard,
            happened: Vec::new(),
            history: BTreeMap::new(),
            queue: VecDeque::new(),
            raises,
            running: true,
        }
    }

    /// Enters the chart; returns whether it came to rest.
    pub(super) fn start(&mut self) -> bool {
        let mut to_enter = ToEnter::new();
        let targets = self.chart.initial(None);
        for &state in targets {
            self.add_descendants(state, &mut to_enter);
        }
        for state in self.effective_targets(targets) {
            self.add_ancestors(state, None, &mut to_enter);
        }
        self.enter_states(&to_enter);
        self.finish_macrostep()
    }

    /// Handles one external event; returns whether the chart came to rest.
    pub(super) fn fire(&mut self, event: EventId) -> bool {
        if !self.running {
            return true;
        }
        let enabled = self.select_transitions(Some(event));
        if !enabled.is_empty() {
            self.microstep(&enabled);
        }
        self.finish_macrostep()
    }

    fn finish_macrostep(&mut self) -> bool {
        for _ in 0..super::MAXIMUM_MICROSTEPS {
            if !self.running {
                break;
            }
            let mut enabled = self.select_transitions(None);
            while enabled.is_empty() {
                match self.queue.pop_front() {
                    Some(event) => enabled = self.select_transitions(Some(event)),
                    None => return true,
                }
            }
            self.microstep(&enabled);
        }
        if self.running {
            return false;
        }
        let left = self.configuration.iter().rev().copied();
        self.happened.extend(left.map(Happening::Exited));
        true
    }

    fn select_transitions(&self, event: Option<EventId>) -> Vec<TransitionId> {
        let active: StateSet = self.configuration.iter().copied().collect();
        let mut enabled = Vec::new();
        for &atomic in &self.configuration {
            if !self.chart.is_atomic(atomic) {
                continue;
            }
            let mut here = Some(atomic);
            'search: while let Some(state) = here {
                for &id in self.chart.transitions_of(state) {
                    let listens = match event {
                        None => self.chart.descriptors(id).next().is_none(),
                        Some(event) => self.listens(id, self.chart.event_name(event)),
                    };
                    let guard = self.chart.guard(id);
                    if listens
                        && guard
                            .is_none_or(|guard| (self.guard)(guard.index(), self.chart, &active))
                    {
                        if !enabled.contains(&id) {
                            enabled.push(id);
                        }
                        break 'search;
                    }
                }
                here = self.chart.parent(state);
            }
        }
        self.remove_conflicting_transitions(&enabled)
    }

    fn listens(&self, id: TransitionId, name: &str) -> bool {
        let tokens: Vec<&str> = name.split('.').collect();
        self.chart.descriptors(id).any(|descriptor| {
            let wanted: Vec<&str> = descriptor.split('.').collect();
            descriptor == "*" || tokens.starts_with(&wanted)
        })
    }

    fn remove_conflicting_transitions(&self, enabled: &[TransitionId]) -> Vec<TransitionId> {
        let mut filtered: Vec<TransitionId> = Vec::new();
        for &first in enabled {
            let mut preempted = false;
            let mut to_remove = Vec::new();
            for &second in &filtered {
                if !self.exit_set(first).is_disjoint(&self.exit_set(second)) {
                    let (inner, outer) = (self.chart.source(first), self.chart.source(second));
                    if self.is_descendant(inner, outer) {
                        to_remove.push(second);
                    } else {
                        preempted = true;
                        break;
                    }
                }
            }
            if !preempted {
                filtered.retain(|id| !to_remove.contains(id));
                filtered.push(first);
            }
        }
        filtered
    }

    fn microstep(&mut self, enabled: &[TransitionId]) {
        // Beyond the pseudocode: it asks again on entry, after history has been recorded.
        let domains: Vec<_> = enabled.iter().map(|&id| self.domain(id)).collect();
        let exiting: BTreeSet<StateId> = enabled.iter().flat_map(|&id| self.exit_set(id)).collect();
        for &state in &exiting {
            for history in *self.chart.histories(state) {
                let deep = self.chart.kind(history) == super::Kind::History { deep: true };
                let value = self.configuration.iter().copied().filter(|&active| {
                    if deep {
                        self.chart.is_atomic(active) && self.is_descendant(active, state)
                    } else {
                        self.chart.parent(active) == Some(state)
                    }
                });
                let value = value.collect();
                self.history.insert(history, value);
            }
        }
        for &state in exiting.iter().rev() {
            self.configuration.remove(&state);
            self.happened.push(Happening::Exited(state));
        }
        for &id in enabled {
            self.happened.push(Happening::Taken(id));
            self.queue.extend(self.raises[id.index()]);
        }
        let mut to_enter = ToEnter::new();
        for (&id, domain) in enabled.iter().zip(domains) {
            for &state in self.chart.targets(id) {
                self.add_descendants(state, &mut to_enter);
            }
            let Some(domain) = domain else {
                continue;
            };
            for state in self.effective_targets(self.chart.targets(id)) {
                self.add_ancestors(state, domain, &mut to_enter);
            }
        }
        // Beyond the pseudocode: what was not exited is not entered again.
        to_enter.retain(|state| !self.configuration.contains(state));
        self.enter_states(&to_enter);
    }

    fn enter_states(&mut self, to_enter: &ToEnter) {
        for &state in to_enter {
            self.configuration.insert(state);
            self.happened.push(Happening::Entered(state));
            if !self.chart.is_final(state) {
                continue;
            }
            let Some(parent) = self.chart.parent(state) else {
                self.running = false;
                continue;
            };
            self.done(parent);
            let mut around = self.chart.parent(parent);
            // The pseudocode looks one parallel state up; a loop is beyond it.
            while let Some(state) = around {
                if !self.chart.is_parallel(state) || !self.is_in_final_state(state) {
                    break;
                }
                self.done(state);
                around = self.chart.parent(state);
            }
        }
    }

    fn done(&mut self, state: StateId) {
        let name = format!("done.state.{}", self.chart.name(state));
        let event = self.chart.event(&name);
        self.queue.extend(event);
    }

    fn is_in_final_state(&self, state: StateId) -> bool {
        let mut children = self.chart.children(state).iter();
        if self.chart.is_compound(state) {
            children.any(|child| self.chart.is_final(child) && self.configuration.contains(&child))
        } else if self.chart.is_parallel(state) {
            children.all(|child| self.is_in_final_state(child))
        } else {
            false
        }
    }

    fn exit_set(&self, id: TransitionId) -> BTreeSet<StateId> {
        let Some(domain) = self.domain(id) else {
            return BTreeSet::new();
        };
        let active = self.configuration.iter().copied();
        active
            .filter(|&state| domain.is_none_or(|domain| self.is_descendant(state, domain)))
            .collect()
    }

    /// Returns `None` without targets, `Some(None)` for the chart itself.
    fn domain(&self, id: TransitionId) -> Option<Option<StateId>> {
        let targets = self.effective_targets(self.chart.targets(id));
        let source = self.chart.source(id);
        let all_inside = |state| {
            targets
                .iter()
                .all(|&target| self.is_descendant(target, state))
        };
        if targets.is_empty() {
            return None;
        }
        if self.chart.is_internal(id) && self.chart.is_compound(source) && all_inside(source) {
            return Some(Some(source));
        }
        let mut around = self.chart.parent(source);
        while let Some(state) = around {
            if self.chart.is_compound(state) && all_inside(state) {
                return Some(Some(state));
            }
            around = self.chart.parent(state);
        }
        Some(None)
    }

    fn effective_targets(&self, states: &[StateId]) -> BTreeSet<StateId> {
        let mut targets = BTreeSet::new();
        for &state in states {
            if !self.chart.is_history(state) {
                targets.insert(state);
            } else if let Some(value) = self.history.get(&state) {
                targets.extend(value);
            } else {
                targets.extend(self.effective_targets(self.chart.initial(Some(state))));
            }
        }
        targets
    }

    fn add_descendants(&self, state: StateId, to_enter: &mut ToEnter) {
        let (targets, above): (Vec<StateId>, _) = if self.chart.is_history(state) {
            let targets = match self.history.get(&state) {
                Some(value) => value.iter().copied().collect(),
                None => self.chart.initial(Some(state)).to_vec(),
            };
            (targets, self.chart.parent(state))
        } else {
            to_enter.insert(state);
            if self.chart.is_parallel(state) {
                self.add_regions(state, to_enter);
            }
            let compound = self.chart.is_compound(state);
            let targets = if compound {
                self.chart.initial(Some(state))
            } else {
                &[]
            };
            (targets.to_vec(), Some(state))
        };
        for &target in &targets {
            self.add_descendants(target, to_enter);
        }
        for &target in &targets {
            self.add_ancestors(target, above, to_enter);
        }
    }

    fn add_ancestors(&self, state: StateId, above: Option<StateId>, to_enter: &mut ToEnter) {
        let mut around = self.chart.parent(state);
        // Empty when the one above is not above, as `getProperAncestors` has it.
        if above.is_some_and(|above| !self.is_descendant(state, above)) {
            return;
        }
        while let Some(ancestor) = around.filter(|_| around != above) {
            to_enter.insert(ancestor);
            if self.chart.is_parallel(ancestor) {
                self.add_regions(ancestor, to_enter);
            }
            around = self.chart.parent(ancestor);
        }
    }

    fn add_regions(&self, parallel: StateId, to_enter: &mut ToEnter) {
        for region in *self.chart.children(parallel) {
            if !to_enter
                .iter()
                .any(|&state| self.is_descendant(state, region))
            {
                self.add_descendants(region, to_enter);
            }
        }
    }

    fn is_descendant(&self, state: StateId, of: StateId) -> bool {
        let mut around = self.chart.parent(state);
        while let Some(ancestor) = around {
            if ancestor == of {
                return true;
            }
            around = self.chart.parent(ancestor);
        }
        false
    }
}
