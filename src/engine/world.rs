//! Where conditions find their answers: a situation, seen with a set of active states.

use crate::chart::StateSet;
use crate::engine::{Answer, Situation};
use crate::fact::condition::{Answers, Given};
use crate::playbook::Playbook;

/// A situation as conditions see it.
pub struct World<'a> {
    active: StateSet,
    playbook: &'a Playbook,
    situation: &'a Situation,
}

impl<'a> World<'a> {
    /// Returns the situation with its own active states.
    pub fn new(playbook: &'a Playbook, situation: &'a Situation) -> Self {
        let active = *situation.machine(playbook).active();
        World::at(playbook, situation, active)
    }

    /// Returns the situation with other active states, as in the middle of a step.
    pub(super) fn at(playbook: &'a Playbook, situation: &'a Situation, active: StateSet) -> Self {
        World {
            active,
            playbook,
            situation,
        }
    }
}

impl Answers for World<'_> {
    fn decided(&self, decision: &str) -> Option<&str> {
        let decided = self.situation.decisions.get(decision)?;
        Some(&decided.option)
    }

    fn done(&self, task: &str) -> bool {
        self.situation.is_finished(task)
    }

    fn fact(&self, fact: &str) -> Given<'_> {
        let Some(state) = self.situation.facts.get(fact) else {
            return Given::Unasked;
        };
        let known = |value| Given::Known {
            certainty: state.certainty,
            value,
        };
        match (&state.answer, &state.content) {
            (Answer::AskedUnknown { .. }, _) => Given::AskedUnknown,
            (Answer::Known(value), _) => known(value),
            (Answer::Content { .. }, Some(value)) => known(value),
            (Answer::Content { count }, None) => Given::Erased {
                count: usize::try_from(*count).unwrap_or(usize::MAX),
            },
        }
    }

    fn in_state(&self, state: &str) -> bool {
        self.playbook
            .chart()
            .state(state)
            .is_some_and(|id| self.active.contains(id))
    }
}
