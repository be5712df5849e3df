//! The numbers of everything that can be filled in: V for a question, T for a task, B for a decision, K for a term.
//! Never reused for another thing in one version of a playbook.

use crate::playbook::{Clock, Decision, Fact, Playbook, State, Task};

/// Everything that has a number, in its order.
pub(super) struct Numbers<'a> {
    pub(super) clocks: &'a [Clock],
    pub(super) decisions: &'a [Decision],
    /// The questions that a step asks, once each, in the order in which they come up.
    pub(super) questions: Vec<&'a Fact>,
    pub(super) tasks: Vec<(&'a State, &'a Task)>,
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
        Numbers {
            clocks: playbook.clocks(),
            decisions: playbook.decisions(),
            questions,
            tasks: (states)
                .flat_map(|state| state.tasks.iter().map(move |task| (state, task)))
                .collect(),
        }
    }

    pub(super) fn decision(&self, id: &str) -> String {
        number('B', self.decisions.iter().position(|known| known.id == id))
    }

    pub(super) fn question(&self, id: &str) -> String {
        number('V', self.questions.iter().position(|known| known.id == id))
    }

    pub(super) fn task(&self, id: &str) -> String {
        number('T', self.tasks.iter().position(|(_, known)| known.id == id))
    }
}

/// Returns a letter with a number from 1; a dash for what has none.
pub(super) fn number(letter: char, at: Option<usize>) -> String {
    at.map_or("–".to_owned(), |at| format!("{letter}{}", at + 1))
}
