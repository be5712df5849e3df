//! What there is one of for each record of a list: which there are, and the situation as one of them
//! sees it.
//!
//! A record is known by its place in the list, which survives erasure; its content is not looked at
//! to find it.

use std::collections::BTreeSet;

use super::turn::Turn;
use super::{Answer, FactState, Refusal, Situation};
use crate::fact::{Kind, Record, Value, item};
use crate::playbook::{Document, Fact, Playbook};

impl Situation {
    /// Returns how many records a list has; 0 when that is not known.
    pub fn count(&self, list: &str) -> usize {
        match self.facts.get(list).map(|state| &state.answer) {
            Some(Answer::Content { count }) => usize::try_from(*count).unwrap_or(usize::MAX),
            _ => 0,
        }
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
        let papers = papers.filter(|id| of(playbook.document(id).map(|it| &it.for_each), list));
        let tasks = self.tasks.keys();
        let tasks = tasks.filter(|id| of(playbook.task(id).map(|(_, it)| &it.for_each), list));
        let decisions = self.decisions.keys();
        let decisions =
            decisions.filter(|id| of(playbook.decision(id).map(|it| &it.for_each), list));
        let clocks = self.waived.keys();
        let clocks = clocks.filter(|id| of(playbook.clock(id).map(|it| &it.for_each), list));
        let all = papers.chain(tasks).chain(decisions).chain(clocks);
        all.filter_map(|id| item::split(id).1).collect()
    }
}

impl Turn<'_> {
    /// Checks that what there is one of for each record of a list is named with the number of a
    /// record, and nothing else is.
    pub(super) fn check_item(&self, id: &str, for_each: Option<&String>) -> Result<(), Refusal> {
        let ids = self.situation.items(item::of_all(id), for_each);
        match ids.iter().any(|known| known == id) {
            true => Ok(()),
            false => Err(Refusal::NoSuchItem {
                id: id.to_owned(),
                items: ids,
                list: for_each.cloned(),
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
        let first = match &fact.kind {
            Kind::Records(fields) => fields.first(),
            _ => None,
        };
        let Some(first) = first.map(|field| &field.id) else {
            return Ok(());
        };
        let worked_on = self.situation.worked_on(self.playbook, &fact.id);
        let Some(last) = worked_on.iter().max() else {
            return Ok(());
        };
        let now: &[Record] = match value {
            Some(Value::Records(records)) => records,
            _ => &[],
        };
        for number in &worked_on {
            let Some(before) = self.situation.record(&fact.id, *number) else {
                // Erased: only how many there were is left.
                continue;
            };
            let after = now.get(number - 1);
            if after.and_then(|record| record.get(first)) != before.get(first) {
                return Err(Refusal::RecordMoved {
                    fact: fact.id.clone(),
                    number: *number,
                });
            }
        }
        match now.len() < *last {
            true => Err(Refusal::RecordMoved {
                fact: fact.id.clone(),
                number: *last,
            }),
            false => Ok(()),
        }
    }
}

fn of(for_each: Option<&Option<String>>, list: &str) -> bool {
    matches!(for_each, Some(Some(known)) if known == list)
}
