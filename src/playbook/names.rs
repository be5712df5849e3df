//! The declared names of a playbook: what conditions are read against, and what they are called.

use std::collections::BTreeMap;

use super::Playbook;
use crate::fact::condition::{Declared, Names, Words};
use crate::fact::{Choice, Condition, Each, Kind, Many, Subject, item};
use crate::law::spaced;

/// The names a condition can use.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub(super) compares_facts: bool,
    pub(super) conditions: Vec<(String, Condition)>,
    pub(super) decisions: Vec<(String, Vec<Choice>)>,
    pub(super) documents: Vec<String>,
    /// The list of which each record has one, of tasks, decisions and documents.
    pub(super) each: BTreeMap<String, String>,
    pub(super) facts: BTreeMap<String, Kind>,
    /// The list of which one record is meant.
    pub(super) one_of: Option<String>,
    pub(super) states: Vec<String>,
    pub(super) tasks: Vec<String>,
}

impl Scope {
    /// Returns the names of a playbook.
    ///
    /// What an audience does not see keeps its name: a text that asks for it reads as one that has no answer.
    pub fn of(playbook: &Playbook) -> Self {
        if let Some(scope) = &playbook.names {
            return (**scope).clone();
        }
        let options = |options: &[super::DecisionOption]| {
            options.iter().map(|option| option.choice.clone()).collect()
        };
        let tasks = || playbook.states.iter().flat_map(|state| &state.tasks);
        let each = |id: &String, list: &Option<String>| Some((id.clone(), list.clone()?));
        let of_tasks = tasks().filter_map(|task| each(&task.id, &task.for_each));
        let of_decisions = playbook.decisions.iter();
        let of_decisions = of_decisions.filter_map(|it| each(&it.id, &it.for_each));
        let of_documents = playbook.documents.iter();
        let of_documents = of_documents.filter_map(|it| each(&it.id, &it.for_each));
        Scope {
            compares_facts: false,
            conditions: playbook
                .conditions
                .iter()
                .map(|named| (named.id.clone(), named.condition.clone()))
                .collect(),
            decisions: playbook
                .decisions
                .iter()
                .map(|decision| (decision.id.clone(), options(&decision.options)))
                .collect(),
            documents: playbook.documents.iter().map(|it| it.id.clone()).collect(),
            each: of_tasks.chain(of_decisions).chain(of_documents).collect(),
            facts: playbook
                .facts
                .iter()
                .map(|fact| (fact.id.clone(), fact.kind.clone()))
                .collect(),
            one_of: None,
            states: playbook
                .states
                .iter()
                .map(|state| state.id.clone())
                .collect(),
            tasks: tasks().map(|task| task.id.clone()).collect(),
        }
    }

    /// Returns the scope of requirements of law, where a fact may be compared with a fact.
    pub fn comparing_facts(mut self) -> Self {
        self.compares_facts = true;
        self
    }

    /// Returns the states.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(String::as_str)
    }

    pub(super) fn kind(&self, fact: &str) -> Option<&Kind> {
        self.facts.get(fact)
    }
}

impl Names for Scope {
    fn all(&self) -> Vec<&str> {
        fn ids<T>(named: &[(String, T)]) -> impl Iterator<Item = &str> {
            named.iter().map(|(id, _)| id.as_str())
        }
        let facts = self.facts.keys().map(String::as_str);
        facts
            .chain(ids(&self.conditions))
            .chain(ids(&self.decisions))
            .chain(self.documents.iter().map(String::as_str))
            .chain(self.tasks.iter().map(String::as_str))
            .collect()
    }

    fn compares_facts(&self) -> bool {
        self.compares_facts
    }

    fn declared(&self, id: &str) -> Option<Declared<'_>> {
        if let Some(kind) = self.facts.get(id) {
            return Some(Declared::Fact(kind));
        }
        if let Some(condition) = find(&self.conditions, id) {
            return Some(Declared::Condition(condition.clone()));
        }
        let list = self.each.get(id).map(String::as_str);
        if let Some(options) = find(&self.decisions, id) {
            return Some(Declared::Decision(options, list));
        }
        let is_in = |ids: &[String]| ids.iter().any(|known| known == id);
        match (is_in(&self.documents), is_in(&self.tasks)) {
            (true, _) => Some(Declared::Document(list)),
            (_, true) => Some(Declared::Task(list)),
            _ => None,
        }
    }

    fn each(&self) -> Option<&str> {
        self.one_of.as_deref()
    }

    fn is_state(&self, id: &str) -> bool {
        self.states.iter().any(|state| state == id)
    }
}

impl Words for Playbook {
    fn kind(&self, fact: &str) -> Option<&Kind> {
        self.fact(fact).map(|fact| &fact.kind)
    }

    fn label(&self, subject: &Subject) -> String {
        let (id, label) = match subject {
            Subject::Count(id) | Subject::Fact(id) => (id, self.fact(id).map(|fact| &fact.label)),
            Subject::Decision(id) => (id, self.decision(id).map(|decision| &decision.title)),
            Subject::Document(id) => (id, self.document(id).map(|document| &document.title)),
            Subject::Each(Each { id, of, .. }) => match of {
                Many::Decision => (id, self.decision(id).map(|decision| &decision.title)),
                Many::Document => (id, self.document(id).map(|document| &document.title)),
                Many::Task => (id, self.task(id).map(|(_, task)| &task.title)),
            },
            Subject::State(id) => (id, self.state(id).map(|state| &state.title)),
            Subject::Task(id) => (id, self.task(id).map(|(_, task)| &task.title)),
        };
        let label = label.cloned().unwrap_or_else(|| spaced(id));
        match item::split(id).1 {
            Some(number) => format!("{label} ({number})"),
            None => label,
        }
    }

    fn is_withheld(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Count(id)
            | Subject::Decision(id)
            | Subject::Document(id)
            | Subject::Each(Each { id, .. })
            | Subject::Fact(id)
            | Subject::Task(id) => Playbook::is_withheld(self, id),
            Subject::State(_) => false,
        }
    }

    fn named(&self, condition: &str) -> Option<String> {
        let named = self.conditions.iter().find(|named| named.id == condition);
        named.map(|named| named.label.clone())
    }

    fn option(&self, decision: &str, option: &str) -> String {
        self.decision(decision)
            .and_then(|found| found.options.iter().find(|it| it.choice.id == option))
            .map_or_else(|| spaced(option), |it| it.choice.label.clone())
    }
}

fn find<'a, T>(named: &'a [(String, T)], id: &str) -> Option<&'a T> {
    named
        .iter()
        .find(|(name, _)| name == id)
        .map(|(_, value)| value)
}
