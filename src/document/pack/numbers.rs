//! The numbers of everything that can be filled in: V for a question, T for a task, B for a decision, K for a term,
//! S for a step, W for a way on; and those of the sources. Never reused for another thing in one version of a playbook.

use crate::law::Register;
use crate::playbook::{Clock, Decision, Fact, Playbook, State, Task, Trigger};

/// The sign of a source that nobody should rest on without reading it.
pub(super) const DOUBT: &str = "*";

/// Everything that has a number, in its order.
pub(super) struct Numbers<'a> {
    pub(super) clocks: &'a [Clock],
    pub(super) decisions: &'a [Decision],
    /// The questions that a step asks, once each, in the order in which they come up.
    pub(super) questions: Vec<&'a Fact>,
    /// The sources that tasks and decisions rest on, once each, in the order in which they come up.
    pub(super) sources: Vec<&'a str>,
    pub(super) states: &'a [State],
    pub(super) tasks: Vec<(&'a State, &'a Task)>,
    pub(super) triggers: &'a [Trigger],
}

impl<'a> Numbers<'a> {
    pub(super) fn of(playbook: &'a Playbook) -> Self {
        let mut questions: Vec<&Fact> = Vec::new();
        let asked = playbook.states().iter().flat_map(|state| &state.ask);
        for fact in asked.filter_map(|id| playbook.fact(id)) {
            if !questions.iter().any(|known| known.id == fact.id) {
                questions.push(fact);
            }
        }
        let states = playbook.states().iter();
        let tasks: Vec<(&State, &Task)> = (states)
            .flat_map(|state| state.tasks.iter().map(move |task| (state, task)))
            .collect();
        let mut sources: Vec<&str> = Vec::new();
        let of_tasks = tasks.iter().flat_map(|(_, task)| &task.law);
        let of_decisions = playbook
            .decisions()
            .iter()
            .flat_map(|decision| &decision.law);
        for id in of_tasks.chain(of_decisions) {
            if !sources.contains(&id.as_str()) {
                sources.push(id);
            }
        }
        Numbers {
            clocks: playbook.clocks(),
            decisions: playbook.decisions(),
            questions,
            sources,
            states: playbook.states(),
            tasks,
            triggers: playbook.triggers(),
        }
    }

    pub(super) fn decision(&self, id: &str) -> String {
        number('B', self.decisions.iter().position(|known| known.id == id))
    }

    pub(super) fn question(&self, id: &str) -> String {
        number('V', self.questions.iter().position(|known| known.id == id))
    }

    /// Returns the number of a source that a task or a decision rests on, with a sign where there is doubt.
    pub(super) fn source(&self, id: &str, law: &Register) -> String {
        let at = self.sources.iter().position(|known| *known == id);
        let is_sure = law
            .source(id)
            .is_some_and(|source| source.doubt().is_none());
        let doubt = if is_sure { "" } else { DOUBT };
        at.map_or(id.to_owned(), |at| format!("{}{doubt}", at + 1))
    }

    pub(super) fn state(&self, id: &str) -> String {
        number('S', self.states.iter().position(|known| known.id == id))
    }

    pub(super) fn task(&self, id: &str) -> String {
        number('T', self.tasks.iter().position(|(_, known)| known.id == id))
    }

    pub(super) fn trigger(&self, id: &str) -> String {
        number('W', self.triggers.iter().position(|known| known.id == id))
    }
}

/// Returns a letter with a number from 1; a dash for what has none.
pub(super) fn number(letter: char, at: Option<usize>) -> String {
    at.map_or("–".to_owned(), |at| format!("{letter}{}", at + 1))
}
