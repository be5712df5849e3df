//! Finds everything that is wrong with a chart as written; it changes nothing and builds nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::{Builder, Destination, Kind, StateSource, TransitionSource};
use super::descriptor::{is_name, normalise};
use super::identifier::MAXIMUM_IDENTIFIERS;
use super::state_set::MAXIMUM_STATES;
use super::tree::Tree;
use super::{Action, Problem, StateId};

/// Returns the problems of size, which make every other check meaningless.
pub(super) fn check_size(builder: &Builder) -> Vec<Problem> {
    let mut problems = Vec::new();
    match builder.states.len() {
        0 => problems.push(Problem::NoStates),
        count if count > MAXIMUM_STATES => problems.push(Problem::TooManyStates { count }),
        _ => {}
    }
    let count = builder.transitions.len();
    if count > MAXIMUM_IDENTIFIERS {
        problems.push(Problem::TooManyTransitions { count });
    }
    problems
}

/// Returns every other problem.
pub(super) fn check(
    builder: &Builder,
    tree: &Tree,
    numbers: &BTreeMap<&str, StateId>,
) -> Vec<Problem> {
    let mut check = Check {
        builder,
        numbers,
        problems: Vec::new(),
        tree,
    };
    check.strangers();
    check.names();
    check.order();
    for (index, source) in builder.states.iter().enumerate() {
        check.state(StateId::capped(index), source);
    }
    if let Some(initial) = &builder.initial {
        check.targets(&initial.targets, || "the initial of the chart".to_owned());
        check.actions(&initial.actions);
    }
    for transition in &builder.transitions {
        check.transition(transition);
    }
    check.problems
}

struct Check<'a> {
    builder: &'a Builder,
    numbers: &'a BTreeMap<&'a str, StateId>,
    problems: Vec<Problem>,
    tree: &'a Tree,
}

impl Check<'_> {
    fn strangers(&mut self) {
        let parents = self.builder.states.iter().filter_map(|state| state.parent);
        let sources = self.builder.transitions.iter().map(|found| found.source);
        let used = parents.chain(sources).map(StateId::index);
        let foreign: BTreeSet<usize> = used
            .filter(|&index| index >= self.builder.states.len())
            .chain(self.builder.strangers.iter().copied())
            .collect();
        let problems = foreign
            .into_iter()
            .map(|state| Problem::UnknownState { state });
        self.problems.extend(problems);
    }

    fn names(&mut self) {
        let mut seen = BTreeSet::new();
        for StateSource { name, .. } in &self.builder.states {
            if !seen.insert(name) {
                let state = name.clone();
                self.problems.push(Problem::DuplicateState { state });
            }
        }
        let declared: BTreeSet<&String> = self.builder.declared.iter().collect();
        for event in declared.into_iter().filter(|event| !is_name(event)) {
            let event = event.clone();
            self.problems.push(Problem::EventName { event });
        }
    }

    /// Checks that each parent is the state before it or one of the states around that one.
    fn order(&mut self) {
        for (index, source) in self.builder.states.iter().enumerate() {
            let Some(parent) = source.parent.filter(|&parent| self.is_known(parent)) else {
                continue;
            };
            let open = index.checked_sub(1).is_some_and(|before| {
                before == parent.index() || self.tree.ancestors[before].contains(parent)
            });
            if !open {
                let state = source.name.clone();
                self.problems.push(Problem::NotInDocumentOrder { state });
            }
        }
    }

    fn state(&mut self, state: StateId, source: &StateSource) {
        let name = &source.name;
        let parent = source.parent.filter(|&parent| self.is_known(parent));
        if let Some(parent) = parent.map(|parent| &self.builder.states[parent.index()]) {
            let allowed = match parent.kind {
                Kind::Final | Kind::History { .. } => false,
                Kind::Parallel => source.kind != Kind::Final,
                Kind::State => true,
            };
            if !allowed {
                self.problems.push(Problem::ChildNotAllowed {
                    child: name.clone(),
                    parent: parent.name.clone(),
                });
            }
        }
        let childless = self.tree.children[state.index()].is_empty();
        if source.kind == Kind::Parallel && childless {
            let state = name.clone();
            self.problems
                .push(Problem::ParallelWithoutRegions { state });
        }
        if let Kind::History { .. } = source.kind {
            self.history(source, parent);
        } else if let Some(initial) = &source.destination {
            if source.kind == Kind::State && !childless {
                self.initial(state, name, initial);
            } else {
                let state = name.clone();
                self.problems.push(Problem::InitialNotAllowed { state });
            }
        }
        self.actions(&source.on_entry);
        self.actions(&source.on_exit);
    }

    fn initial(&mut self, state: StateId, name: &str, initial: &Destination) {
        for target in self.targets(&initial.targets, || format!("the initial of `{name}`")) {
            if !self.tree.ancestors[target.index()].contains(state) {
                self.problems.push(Problem::InitialOutside {
                    state: name.to_owned(),
                    target: self.name(target),
                });
            }
        }
        self.actions(&initial.actions);
    }

    fn history(&mut self, source: &StateSource, parent: Option<StateId>) {
        let history = source.name.clone();
        let parent = parent.filter(|parent| !self.tree.children[parent.index()].is_empty());
        let Some(parent) = parent else {
            self.problems
                .push(Problem::HistoryOutsideCompound { history });
            return;
        };
        let Some(default) = source
            .destination
            .as_ref()
            .filter(|way| !way.targets.is_empty())
        else {
            self.problems
                .push(Problem::HistoryWithoutDefault { history });
            return;
        };
        for target in self.targets(&default.targets, || format!("the default of `{history}`")) {
            let (history, index) = (history.clone(), parent.index());
            if self.tree.histories[index].contains(target) {
                let target = self.name(target);
                self.problems
                    .push(Problem::HistoryTargetsHistory { history, target });
            } else if !self.tree.ancestors[target.index()].contains(parent) {
                self.problems.push(Problem::HistoryDefaultOutside {
                    history,
                    parent: self.name(parent),
                    target: self.name(target),
                });
            }
        }
        self.actions(&default.actions);
    }

    fn transition(&mut self, transition: &TransitionSource) {
        if !self.is_known(transition.source) {
            return;
        }
        let state = self.name(transition.source);
        match self.builder.states[transition.source.index()].kind {
            Kind::Final | Kind::History { .. } => {
                let state = state.clone();
                self.problems.push(Problem::TransitionNotAllowed { state });
            }
            Kind::Parallel | Kind::State => {}
        }
        for descriptor in &transition.events {
            if normalise(descriptor).is_none() {
                self.problems.push(Problem::EventDescriptor {
                    descriptor: descriptor.clone(),
                    state: state.clone(),
                });
            }
        }
        self.targets(&transition.targets, || format!("a transition of `{state}`"));
        if transition.events.is_empty()
            && transition.guard.is_none()
            && transition.targets.is_empty()
        {
            self.problems
                .push(Problem::TransitionWithoutPurpose { state });
        }
        self.actions(&transition.actions);
    }

    /// Checks that targets exist and can be active together, and returns those that exist.
    fn targets(&mut self, names: &[String], place: impl Fn() -> String) -> Vec<StateId> {
        let mut targets = Vec::new();
        for name in names {
            match self.numbers.get(name.as_str()) {
                Some(&target) => targets.push(target),
                None => self.problems.push(Problem::UnknownTarget {
                    place: place(),
                    target: name.clone(),
                }),
            }
        }
        targets.sort_unstable();
        for (index, &first) in targets.iter().enumerate() {
            for &second in &targets[index + 1..] {
                if !self.can_be_active_together(first, second) {
                    self.problems.push(Problem::IllegalCombination {
                        first: self.name(first),
                        place: place(),
                        second: self.name(second),
                    });
                }
            }
        }
        targets
    }

    /// Returns whether the states lie in different regions of a parallel state; a history state stands for its parent.
    fn can_be_active_together(&self, first: StateId, second: StateId) -> bool {
        let [(first, around_first), (second, around_second)] = [first, second].map(|state| {
            let source = &self.builder.states[state.index()];
            let stands_for = match (source.kind, source.parent) {
                (Kind::History { .. }, Some(parent)) if self.is_known(parent) => parent,
                _ => state,
            };
            (stands_for, self.tree.ancestors[stands_for.index()])
        });
        let nested =
            first == second || around_first.contains(second) || around_second.contains(first);
        let nearest = (around_first & around_second).iter().next_back();
        let parallel =
            nearest.is_some_and(|state| self.builder.states[state.index()].kind == Kind::Parallel);
        parallel && !nested
    }

    fn actions(&mut self, actions: &[Action]) {
        for action in actions {
            let event = match action {
                Action::Raise(event) => *event,
                Action::Send(send) => send.event,
                Action::Cancel(_) => continue,
            };
            if event.index() >= self.builder.events.len() {
                let event = event.index();
                self.problems.push(Problem::UnknownEvent { event });
            }
        }
    }

    fn is_known(&self, state: StateId) -> bool {
        state.index() < self.builder.states.len()
    }

    fn name(&self, state: StateId) -> String {
        self.builder.states[state.index()].name.clone()
    }
}
