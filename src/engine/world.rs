//! Where conditions find their answers: a situation, seen with a set of active states.

use std::borrow::Cow;

use crate::chart::StateSet;
use crate::engine::{Answer, EarlierFact, InstanceState, Situation};
use crate::fact::condition::{Answers, Given, Standing};
use crate::fact::{Certainty, Value, item};
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

    /// Returns the id of what the same record has, where all of them are named.
    fn own<'i>(&self, id: &'i str) -> Cow<'i, str> {
        match (self.number, item::split(id).1) {
            (Some(number), None) if self.playbook.list_of(id).is_some() => {
                Cow::Owned(item::item(id, number))
            }
            _ => Cow::Borrowed(id),
        }
    }
}

impl Answers for World<'_> {
    fn decided(&self, decision: &str) -> Option<&str> {
        let decided = self.situation.decisions.get(&*self.own(decision))?;
        Some(&decided.option)
    }

    fn document(&self, document: &str) -> Standing {
        let instances = self.situation.instances(&self.own(document));
        let mut standing = Standing::Absent;
        for instance in &instances {
            match instance.state(&instances) {
                InstanceState::Oral(None) => return Standing::Oral,
                // What took its place says how it stands.
                InstanceState::Changed(_) | InstanceState::Oral(Some(_)) => {}
                _ if instance.is_in_force() && instance.has_left() => standing = Standing::Issued,
                _ => {}
            }
        }
        standing
    }

    fn done(&self, task: &str) -> bool {
        self.situation.is_finished(&self.own(task))
    }

    fn fact(&self, fact: &str) -> Given<'_> {
        let Some(state) = self.situation.facts.get(fact) else {
            return Given::Unasked;
        };
        given(&state.answer, state.certainty, state.content.as_ref())
    }

    fn in_state(&self, state: &str) -> bool {
        self.playbook
            .chart()
            .state(state)
            .is_some_and(|id| self.active.contains(id))
    }
}

/// Returns an answer as conditions see it.
fn given<'a>(answer: &'a Answer, certainty: Certainty, content: Option<&'a Value>) -> Given<'a> {
    let known = |value| Given::Known { certainty, value };
    match (answer, content) {
        (Answer::AskedUnknown { .. }, _) => Given::AskedUnknown,
        (Answer::Known(value), _) => known(value),
        (Answer::Content { .. }, Some(value)) => known(value),
        (Answer::Content { .. }, None) => Given::Erased {
            count: answer.count(),
        },
    }
}

/// The same world, in which one fact is what it was before.
pub(super) struct Before<'a> {
    pub earlier: Option<&'a EarlierFact>,
    pub fact: &'a str,
    pub world: &'a World<'a>,
}

impl Answers for Before<'_> {
    fn decided(&self, decision: &str) -> Option<&str> {
        self.world.decided(decision)
    }

    fn document(&self, document: &str) -> Standing {
        self.world.document(document)
    }

    fn done(&self, task: &str) -> bool {
        self.world.done(task)
    }

    fn fact(&self, fact: &str) -> Given<'_> {
        match self.earlier {
            _ if fact != self.fact => self.world.fact(fact),
            Some(was) => given(&was.answer, was.certainty, was.content.as_ref()),
            None => Given::Unasked,
        }
    }

    fn in_state(&self, state: &str) -> bool {
        self.world.in_state(state)
    }
}
