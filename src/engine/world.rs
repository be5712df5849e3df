//! Where conditions find their answers: a situation, seen with a set of active states.

use crate::chart::StateSet;
use crate::engine::{Answer, Situation};
use crate::fact::condition::{Answers, Given};
use crate::fact::item;
use crate::playbook::Playbook;

/// A situation as conditions see it.
pub struct World<'a> {
    active: StateSet,
    /// The number of the record that what is asked about belongs to.
    number: Option<usize>,
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
            number: None,
            playbook,
            situation,
        }
    }

    /// Returns it as one of many sees it: what others have for each record is there that of the
    /// same record.
    pub fn of(self, id: &str) -> Self {
        World {
            number: item::split(id).1,
            ..self
        }
    }

    /// Returns the id of one of many where all of them are named.
    fn own(&self, id: &str, is_of_each: bool) -> Option<String> {
        let number = self.number.filter(|_| is_of_each)?;
        item::split(id).1.is_none().then(|| item::item(id, number))
    }
}

impl Answers for World<'_> {
    fn decided(&self, decision: &str) -> Option<&str> {
        let is_of_each = || {
            let known = self.playbook.decision(decision);
            known.is_some_and(|known| known.for_each.is_some())
        };
        let own = self.number.and_then(|_| self.own(decision, is_of_each()));
        let id = own.as_deref().unwrap_or(decision);
        let decided = self.situation.decisions.get(id)?;
        Some(&decided.option)
    }

    fn done(&self, task: &str) -> bool {
        let is_of_each = || {
            let known = self.playbook.task(task);
            known.is_some_and(|(_, known)| known.for_each.is_some())
        };
        let own = self.number.and_then(|_| self.own(task, is_of_each()));
        self.situation.is_finished(own.as_deref().unwrap_or(task))
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
