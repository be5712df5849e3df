//! What there is one of for each record of a list: which there are, and the situation as one of them
//! sees it.
//!
//! A record is known by its place in the list, which survives erasure; its content is not looked at
//! to find it.

use std::collections::BTreeSet;

use super::turn::Turn;
use super::{Answer, FactState, Refusal, Situation};
use crate::fact::{Record, Value, item};
use crate::playbook::{Document, Fact, Playbook};

impl Situation {
    /// Returns how many records a list has; 0 when that is not known.
    pub fn count(&self, list: &str) -> usize {
        let state = self.facts.get(list);
        state.map_or(0, |state| state.answer.count())
    }

    /// Returns the ids of a thing: its own, or one for each record of its list.
    pub fn items(&self, id: &str, for_each: Option<&String>) -> Vec<String> {
        match for_each {
            Some(list) => (1..=self.count(list))
                .map(|number| item::item(id, number))
                .collect(),
            None => vec![id.to_owned()],
        }
    }

    /// Returns a record by its number; nothing when it is not there or was erased.
    pub fn record(&self, list: &str, number: usize) -> Option<&Record> {
        match self.facts.get(list)?.value()? {
            Value::Records(records) => records.get(number.checked_sub(1)?),
            _ => None,
        }
    }

    /// Returns the situation in which the facts that one record gives hold what it says; what the
    /// record does not say is not known, whatever is known otherwise.
    pub fn about(&self, document: &Document, id: &str) -> Situation {
        let mut about = self.clone();
        let (Some(list), Some(number)) = (&document.for_each, item::split(id).1) else {
            return about;
        };
        for (fact, field) in &document.with {
            about.facts.remove(fact);
            let value = self
                .record(list, number)
                .and_then(|record| record.get(field));
            if let (Some(value), Some(of_list)) = (value, self.facts.get(list)) {
                let state = FactState {
                    answer: Answer::Content { count: 1 },
                    content: Some(value.clone()),
                    ..of_list.clone()
                };
                about.facts.insert(fact.clone(), state);
            }
        }
        about
    }

    /// Returns the numbers of the records for which something was done, decided, made or waived.
    fn worked_on(&self, playbook: &Playbook, list: &str) -> BTreeSet<usize> {
        let papers = self.documents.iter().map(|drafted| &drafted.document);
        let all = papers
            .chain(self.tasks.keys())
            .chain(self.decisions.keys())
            .chain(self.waived.keys())
            .filter(|id| playbook.list_of(id).is_some_and(|of| of == list));
        all.filter_map(|id| item::split(id).1).collect()
    }
}

impl Turn<'_> {
    /// Checks that what there is one of for each record of a list is named with the number of a
    /// record, and nothing else is.
    pub(super) fn check_item(&self, id: &str) -> Result<(), Refusal> {
        let list = self.playbook.list_of(id);
        let items = self.situation.items(item::of_all(id), list);
        match items.iter().any(|known| known == id) {
            true => Ok(()),
            false => Err(Refusal::NoSuchItem {
                id: id.to_owned(),
                items,
                list: list.cloned(),
            }),
        }
    }

    /// Checks that every record for which something was done stays in its place: else it would
    /// belong to another. A record is known again by its first field.
    pub(super) fn check_records_stay(
        &self,
        fact: &Fact,
        value: Option<&Value>,
    ) -> Result<(), Refusal> {
        let Some(first) = self.playbook.fields(&fact.id).first() else {
            return Ok(());
        };
        let now: &[Record] = match value {
            Some(Value::Records(records)) => records,
            _ => &[],
        };
        let stays = |number: usize| {
            let Some(after) = now.get(number - 1) else {
                return false;
            };
            // Of a list that was erased only how many there were is left.
            let before = self.situation.record(&fact.id, number);
            after.is_empty()
                || before.is_none_or(|before| before.get(&first.id) == after.get(&first.id))
        };
        let mut worked_on = self
            .situation
            .worked_on(self.playbook, &fact.id)
            .into_iter();
        match worked_on.find(|number| !stays(*number)) {
            None => Ok(()),
            Some(number) => Err(Refusal::RecordMoved {
                fact: fact.id.clone(),
                number,
            }),
        }
    }
}
