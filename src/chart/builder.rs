//! A chart as it was written: states in document order, then what they do; it checks nothing until [`Builder::build`].

use std::collections::BTreeMap;

use super::descriptor::Events;
use super::{Action, Chart, EventId, GuardId, Problem, SendId, StateId, TransitionId, compile};

/// Collects what was written and builds the chart from it.
///
/// Names are for targets and look-up; everything else goes by number. Document order is the order in which states
/// are added: a parent before its children, and all descendants of one state before its next sibling.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    pub(super) events: Events,
    /// Names given by the caller, which must be well-formed; the kernel makes some of its own besides.
    pub(super) declared: Vec<String>,
    pub(super) initial: Option<Destination>,
    pub(super) sends: BTreeMap<String, SendId>,
    pub(super) states: Vec<StateSource>,
    /// State numbers that were used here but belong to another builder.
    pub(super) strangers: Vec<usize>,
    pub(super) transitions: Vec<TransitionSource>,
}

/// What a state is; whether it has children decides between atomic and compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A final state: atomic, and its parent is done when it is entered.
    Final,
    /// A history state: not a place to be, but a way to where its parent was.
    History {
        /// Whether it remembers down to the atomic states, or only which child was active.
        deep: bool,
    },
    /// A state whose children are all active when it is.
    Parallel,
    /// Any other state: atomic without children, compound with them.
    State,
}

/// A transition as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitionSource {
    /// What happens when it is taken, between exit and entry.
    pub actions: Vec<Action>,
    /// Event descriptors: `a.b` (also matches `a.b.c`), `a.*`, `*`; none makes it eventless.
    pub events: Vec<String>,
    /// What must hold.
    pub guard: Option<GuardId>,
    /// Whether a compound source stays active when all targets lie inside it.
    pub internal: bool,
    /// The state it belongs to.
    pub source: StateId,
    /// The names of the states it leads to; none keeps the configuration as it is.
    pub targets: Vec<String>,
}

impl From<StateId> for TransitionSource {
    /// Returns an external transition from this state without events, guard, targets or content.
    fn from(source: StateId) -> Self {
        Self {
            actions: Vec::new(),
            events: Vec::new(),
            guard: None,
            internal: false,
            source,
            targets: Vec::new(),
        }
    }
}

/// A state as written.
#[derive(Clone, Debug)]
pub(super) struct StateSource {
    /// The initial of a compound state, the default of a history state.
    pub(super) destination: Option<Destination>,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) on_entry: Vec<Action>,
    pub(super) on_exit: Vec<Action>,
    pub(super) parent: Option<StateId>,
}

/// Where to go by default, and what happens on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Destination {
    pub(super) actions: Vec<Action>,
    pub(super) targets: Vec<String>,
}

impl Builder {
    /// Returns a builder without states.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks what was written and compiles it, or returns everything that is wrong with it.
    pub fn build(self) -> Result<Chart, Vec<Problem>> {
        compile::compile(self)
    }

    /// Adds a state, in document order; without a parent it is at the top.
    ///
    /// Numbers are given in this order. Beyond [`super::MAXIMUM_STATES`] they repeat, and building will refuse.
    pub fn state(
        &mut self,
        name: impl Into<String>,
        kind: Kind,
        parent: Option<StateId>,
    ) -> StateId {
        let state = StateId::capped(self.states.len());
        self.states.push(StateSource {
            destination: None,
            kind,
            name: name.into(),
            on_entry: Vec::new(),
            on_exit: Vec::new(),
            parent,
        });
        state
    }

    /// Sets where the chart begins; the first state when this is not called.
    pub fn initial<T: Into<String>>(
        &mut self,
        targets: impl IntoIterator<Item = T>,
        actions: Vec<Action>,
    ) {
        self.initial = Some(destination(targets, actions));
    }

    /// Sets the initial of a compound state (its first child when this is not called) or the default of a history
    /// state, with the content that is executed on that way.
    pub fn initial_of<T: Into<String>>(
        &mut self,
        state: StateId,
        targets: impl IntoIterator<Item = T>,
        actions: Vec<Action>,
    ) {
        if let Some(source) = self.source(state) {
            source.destination = Some(destination(targets, actions));
        }
    }

    /// Adds content that is executed when the state is entered.
    pub fn on_entry(&mut self, state: StateId, actions: impl IntoIterator<Item = Action>) {
        if let Some(source) = self.source(state) {
            source.on_entry.extend(actions);
        }
    }

    /// Adds content that is executed when the state is exited.
    pub fn on_exit(&mut self, state: StateId, actions: impl IntoIterator<Item = Action>) {
        if let Some(source) = self.source(state) {
            source.on_exit.extend(actions);
        }
    }

    /// Adds a transition, after those its source already has.
    ///
    /// Numbers are given in this order. Beyond what fits they repeat, and building will refuse.
    pub fn transition(&mut self, transition: TransitionSource) -> TransitionId {
        let id = TransitionId::capped(self.transitions.len());
        self.transitions.push(transition);
        id
    }

    /// Returns the number of an event, for content and for events that come from outside only.
    pub fn declare_event(&mut self, name: &str) -> EventId {
        self.declared.push(name.to_owned());
        self.events.intern(name)
    }

    /// Returns the number of a name under which events are sent and cancelled.
    pub fn declare_send(&mut self, name: &str) -> SendId {
        let next = SendId::capped(self.sends.len());
        *self.sends.entry(name.to_owned()).or_insert(next)
    }

    fn source(&mut self, state: StateId) -> Option<&mut StateSource> {
        if state.index() >= self.states.len() {
            self.strangers.push(state.index());
        }
        self.states.get_mut(state.index())
    }
}

fn destination<T: Into<String>>(
    targets: impl IntoIterator<Item = T>,
    actions: Vec<Action>,
) -> Destination {
    Destination {
        actions,
        targets: targets.into_iter().map(Into::into).collect(),
    }
}
