//! A chart that was checked and compiled: immutable, with its tables; it holds no running state.

use std::collections::BTreeMap;

use super::builder::Kind;
use super::descriptor::Events;
use super::entry::{Domain, Entry};
use super::{Action, EventId, GuardId, Machine, StateId, StateSet, TransitionId};

/// A statechart, made only by [`super::Builder::build`].
///
/// Numbers given by another chart are a mistake of the caller and may panic.
#[derive(Clone, Debug)]
pub struct Chart {
    pub(super) eventless: Table,
    pub(super) events: Events,
    pub(super) initial: Way,
    pub(super) numbers: BTreeMap<String, StateId>,
    pub(super) sets: Sets,
    pub(super) states: Vec<State>,
    /// One for each event.
    pub(super) tables: Vec<Table>,
    pub(super) transitions: Vec<Transition>,
}

/// The states of each sort.
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    pub(super) all: StateSet,
    pub(super) atomic: StateSet,
    /// Those on whose entry something may have to be done.
    pub(super) busy_on_entry: StateSet,
    pub(super) busy_on_exit: StateSet,
    pub(super) compound: StateSet,
    pub(super) finals: StateSet,
    pub(super) histories: StateSet,
    pub(super) parallel: StateSet,
    pub(super) top: StateSet,
    /// Those with a history state to be recorded on exit.
    pub(super) with_history: StateSet,
}

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) ancestors: StateSet,
    /// Without history states.
    pub(super) children: StateSet,
    /// Without history states.
    pub(super) descendants: StateSet,
    /// The event that tells that this state is done.
    pub(super) done: Option<EventId>,
    pub(super) histories: StateSet,
    pub(super) kind: Kind,
    /// The state and its ancestors.
    pub(super) lineage: StateSet,
    pub(super) name: String,
    pub(super) on_entry: Vec<Action>,
    pub(super) on_exit: Vec<Action>,
    pub(super) parent: Option<StateId>,
    pub(super) transitions: Vec<TransitionId>,
    /// The initial of a compound state, the default of a history state.
    pub(super) way: Way,
}

/// Where to go by default, and what is executed on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub(super) actions: Vec<Action>,
    pub(super) targets: Vec<StateId>,
}

#[derive(Clone, Debug)]
pub(super) struct Transition {
    pub(super) actions: Vec<Action>,
    /// As a history target may change it, only valid when no target is a history state.
    pub(super) domain: Domain,
    /// Everything inside the domain; what of it is active is exited.
    pub(super) exits: StateSet,
    /// What is entered, unless that depends on history.
    pub(super) entry: Option<Entry>,
    /// Normalised descriptors.
    pub(super) events: Vec<String>,
    pub(super) guard: Option<GuardId>,
    pub(super) internal: bool,
    pub(super) source: StateId,
    pub(super) targets: Vec<StateId>,
    pub(super) targets_history: bool,
}

/// The transitions that one event may set off.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The states that have such a transition.
    pub(super) sources: StateSet,
    /// Where the transitions of each state begin, with one more entry for the end.
    pub(super) starts: Vec<u32>,
    pub(super) transitions: Vec<TransitionId>,
}

impl Table {
    pub(super) fn of(&self, state: StateId) -> &[TransitionId] {
        let start = self.starts[state.index()] as usize;
        let end = self.starts[state.index() + 1] as usize;
        &self.transitions[start..end]
    }
}

/// Looking up what is there.
impl Chart {
    /// Returns every state, history states included, in document order.
    pub fn states(&self) -> impl DoubleEndedIterator<Item = StateId> + use<> {
        (0..self.states.len()).map(StateId::capped)
    }

    /// Returns every transition, in the order in which they were added.
    pub fn transitions(&self) -> impl DoubleEndedIterator<Item = TransitionId> + use<> {
        (0..self.transitions.len()).map(TransitionId::capped)
    }

    /// Returns every event that has a name of its own: declared, raised, sent, listened for, or `done.state.…`.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = EventId> + use<> {
        (0..self.events.len()).map(EventId::capped)
    }

    /// Returns the state with this name.
    pub fn state(&self, name: &str) -> Option<StateId> {
        self.numbers.get(name).copied()
    }

    /// Returns the name of a state.
    pub fn name(&self, state: StateId) -> &str {
        &self.states[state.index()].name
    }

    /// Returns the event with this name, or the event that stands for it: an unknown name that a prefix or `*`
    /// matches is seen as the longest prefix the chart knows. `None` means that nothing ever listens to it.
    pub fn event(&self, name: &str) -> Option<EventId> {
        self.events.exact(name).or_else(|| {
            let event = self.events.resolve(name)?;
            (!self.tables[event.index()].sources.is_empty()).then_some(event)
        })
    }

    /// Returns the name of an event; `*` for the one that stands for all unknown names.
    pub fn event_name(&self, event: EventId) -> &str {
        self.events.name(event)
    }

    /// Returns what a state is.
    pub fn kind(&self, state: StateId) -> Kind {
        self.states[state.index()].kind
    }

    /// Returns the state that contains this one, or `None` at the top.
    pub fn parent(&self, state: StateId) -> Option<StateId> {
        self.states[state.index()].parent
    }

    /// Returns the states at the top.
    pub fn top(&self) -> &StateSet {
        &self.sets.top
    }

    /// Returns the children that can be active, so without history states.
    pub fn children(&self, state: StateId) -> &StateSet {
        &self.states[state.index()].children
    }

    /// Returns the history states among the children.
    pub fn histories(&self, state: StateId) -> &StateSet {
        &self.states[state.index()].histories
    }

    /// Returns the states around this one.
    pub fn ancestors(&self, state: StateId) -> &StateSet {
        &self.states[state.index()].ancestors
    }

    /// Returns the states inside this one that can be active, so without history states.
    pub fn descendants(&self, state: StateId) -> &StateSet {
        &self.states[state.index()].descendants
    }

    /// Returns how many states there are around this one.
    pub fn depth(&self, state: StateId) -> usize {
        self.ancestors(state).len()
    }

    /// Returns whether the state has no children and can be active.
    pub fn is_atomic(&self, state: StateId) -> bool {
        self.sets.atomic.contains(state)
    }

    /// Returns whether exactly one child is active when the state is.
    pub fn is_compound(&self, state: StateId) -> bool {
        self.sets.compound.contains(state)
    }

    /// Returns whether this is a final state.
    pub fn is_final(&self, state: StateId) -> bool {
        self.sets.finals.contains(state)
    }

    /// Returns whether this is a history state.
    pub fn is_history(&self, state: StateId) -> bool {
        self.sets.histories.contains(state)
    }

    /// Returns whether all children are active when the state is.
    pub fn is_parallel(&self, state: StateId) -> bool {
        self.sets.parallel.contains(state)
    }

    /// Returns where a compound state begins, where a history state leads by default, or with `None` where the
    /// chart begins; nothing for other states.
    pub fn initial(&self, state: Option<StateId>) -> &[StateId] {
        match state {
            Some(state) => &self.states[state.index()].way.targets,
            None => &self.initial.targets,
        }
    }

    /// Returns the transitions of a state, in document order.
    pub fn transitions_of(&self, state: StateId) -> &[TransitionId] {
        &self.states[state.index()].transitions
    }

    /// Returns the state a transition belongs to.
    pub fn source(&self, transition: TransitionId) -> StateId {
        self.transitions[transition.index()].source
    }

    /// Returns the states a transition leads to, as written.
    pub fn targets(&self, transition: TransitionId) -> &[StateId] {
        &self.transitions[transition.index()].targets
    }

    /// Returns the guard of a transition.
    pub fn guard(&self, transition: TransitionId) -> Option<GuardId> {
        self.transitions[transition.index()].guard
    }

    /// Returns the event descriptors of a transition, without endings such as `.*`; none when it is eventless.
    pub fn descriptors(&self, transition: TransitionId) -> impl Iterator<Item = &str> {
        let events = &self.transitions[transition.index()].events;
        events.iter().map(String::as_str)
    }

    /// Returns whether a transition was written as internal.
    pub fn is_internal(&self, transition: TransitionId) -> bool {
        self.transitions[transition.index()].internal
    }

    /// Returns whether the machine can still move: it stops for good when a final state at the top is entered.
    pub fn is_running(&self, machine: &Machine) -> bool {
        !machine.active.is_empty()
            && !machine
                .active
                .intersects(&(self.sets.top & self.sets.finals))
    }

    /// Returns the active states without active children: what is usually shown.
    pub fn active_atomic(&self, machine: &Machine) -> StateSet {
        machine.active & self.sets.atomic
    }

    /// Returns whether this can be a configuration: one state at the top, one child of each active compound state,
    /// every child of each active parallel state, nothing whose parent is inactive.
    pub fn is_legal(&self, active: &StateSet) -> bool {
        let known = self.sets.all - self.sets.histories;
        active.is_subset(&known)
            && (*active & self.sets.top).len() == 1
            && active.iter().all(|state| {
                let State {
                    children, parent, ..
                } = &self.states[state.index()];
                let inside = *active & *children;
                parent.is_none_or(|parent| active.contains(parent))
                    && (!self.is_compound(state) || inside.len() == 1)
                    && (!self.is_parallel(state) || inside == *children)
            })
    }
}
