//! Since when something is a task, and by when it has to be done.
//!
//! Only tasks; a legal term is counted elsewhere.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use super::world::Before;
use super::{FactState, Situation, World};
use crate::fact::condition::{Atom, Condition, Subject};
use crate::fact::{Truth, Value, item, time};
use crate::playbook::Task;

/// The moments of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    /// When it has to be claimed.
    pub claim_due: Option<DateTime<Utc>>,
    /// When it has to be done.
    pub due: Option<DateTime<Utc>>,
    /// The moment to have it done that was past already when it began.
    pub past: Option<DateTime<Utc>>,
    /// Since when it is a task.
    pub since: DateTime<Utc>,
}

/// Returns the moments of a task, by the rules that the incident started with.
pub(super) fn term(
    task: &Task,
    own: &str,
    opened_at: DateTime<Utc>,
    world: &World<'_>,
    situation: &Situation,
) -> Term {
    let is_first_rules = situation.rules < 2;
    let acts = Acts { own, situation };
    let since = match is_first_rules || task.when.truth(world) != Truth::True {
        true => acts.since_last(&task.when, opened_at),
        false => acts
            .since_true(&task.when, true, world)
            .map_or(opened_at, |at| at.max(opened_at)),
    };
    let (before, known) = before(task, situation).unzip();
    // A moment that nobody could still make is no term, and nobody let it pass.
    let begun = known.map_or(since, |known| since.max(known));
    let is_past = |moment: &DateTime<Utc>| !is_first_rules && *moment <= begun;
    let past = before.filter(is_past);
    let before = before.filter(|moment| !is_past(moment));
    let after = |seconds: i64| since + TimeDelta::seconds(seconds);
    let within = task.done_within_seconds.map(after);
    let due = match (before, within) {
        (Some(before), Some(within)) => Some(before.min(within)),
        (before, within) => before.or(within),
    };
    Term {
        claim_due: task.claim_within_seconds.map(after),
        due,
        past,
        since,
    }
}

/// Returns the moment that a task counts back to, and since when that is known.
fn before(task: &Task, situation: &Situation) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let before = task.before.as_ref()?;
    let fact = situation.facts.get(&before.fact)?;
    let moment = match fact.value()? {
        Value::Date(day) => time::from_civil(day.and_time(NaiveTime::MIN)),
        value => value.datetime()?,
    };
    Some((moment - TimeDelta::seconds(before.seconds), unchanged(fact)))
}

/// Returns since when a fact has the answer that it has.
fn unchanged(fact: &FactState) -> DateTime<Utc> {
    let same = |was: &&super::EarlierFact| was.answer == fact.answer && was.content == fact.content;
    let run = fact.earlier.iter().rev().take_while(same);
    run.last().map_or(fact.at, |was| was.at)
}

/// When what a condition rests on came to be so.
struct Acts<'a> {
    own: &'a str,
    situation: &'a Situation,
}

impl Acts<'_> {
    /// Returns since when a condition that holds has held, as far as each part of it tells; nothing
    /// when it held before anyone answered.
    fn since_true(
        &self,
        condition: &Condition,
        wanted: bool,
        world: &World<'_>,
    ) -> Option<DateTime<Utc>> {
        match condition {
            Condition::Named { condition, .. } => self.since_true(condition, wanted, world),
            Condition::Not(part) => self.since_true(part, !wanted, world),
            Condition::Atom(atom) => self.since_same(atom, world),
            Condition::All(parts) | Condition::Any(parts) => {
                let holds = |part: &&Condition| part.truth(world) == Truth::from(wanted);
                let held = parts.iter().filter(holds);
                let since = held.map(|part| self.since_true(part, wanted, world));
                match matches!(condition, Condition::All(_)) == wanted {
                    true => since.max().flatten(),
                    // One of them is enough, and the first to hold did it.
                    false => since.min().flatten(),
                }
            }
        }
    }

    /// Returns since when an atom is what it is; a fact that is recorded again can leave it the same.
    fn since_same(&self, atom: &Atom, world: &World<'_>) -> Option<DateTime<Utc>> {
        let (Subject::Fact(fact) | Subject::Count(fact)) = &atom.subject else {
            return self.last(atom);
        };
        let state = self.situation.facts.get(fact)?;
        let is_same = |earlier| {
            let before = Before {
                earlier,
                fact,
                world,
            };
            atom.truth(&before) == atom.truth(world)
        };
        let mut since = state.at;
        for earlier in state.earlier.iter().rev() {
            if !is_same(Some(earlier)) {
                return Some(since);
            }
            since = earlier.at;
        }
        match is_same(None) {
            true => None,
            false => Some(since),
        }
    }

    /// Returns since when a task was opened, or since the last act that its condition rests on.
    fn since_last(&self, when: &Condition, opened_at: DateTime<Utc>) -> DateTime<Utc> {
        let mut since = opened_at;
        when.atoms(&mut |atom| since = since.max(self.last(atom).unwrap_or(since)));
        since
    }

    /// Returns the last act about what an atom asks.
    fn last(&self, atom: &Atom) -> Option<DateTime<Utc>> {
        let situation = self.situation;
        match &atom.subject {
            Subject::Fact(id) | Subject::Count(id) => situation.facts.get(id).map(|f| f.at),
            Subject::Decision(id) | Subject::Document(id) | Subject::Task(id) => {
                match item::split(self.own).1 {
                    Some(number) => self.acted(id).max(self.acted(&item::item(id, number))),
                    None => self.acted(id),
                }
            }
            Subject::Each(each) => {
                let ids = situation.items(&each.id, Some(&each.list));
                let listed = situation.facts.get(&each.list).map(|list| list.at);
                let acted = ids.iter().map(|id| self.acted(id)).max().flatten();
                acted.max(listed)
            }
            Subject::State(id) => situation.chart.entered.get(id).map(|(_, at)| *at),
        }
    }

    /// Returns when a decision was taken, a task done or a document made known, the last time.
    fn acted(&self, id: &str) -> Option<DateTime<Utc>> {
        let situation = self.situation;
        let decided = situation.decisions.get(id).map(|decided| decided.at);
        let finished = situation.tasks.get(id).and_then(|task| task.finished);
        let stages = situation.issued.iter().filter(|one| one.document == id);
        let issued = stages.map(|one| one.at).max();
        decided.max(finished.map(|(_, at)| at)).max(issued)
    }
}
