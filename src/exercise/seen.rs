//! What is so at one moment, in the words in which a scenario expects it.

use std::collections::BTreeMap;

use super::EntryName;
use crate::engine::{self, Answer, ClockStart, Incident, Situation};
use crate::fact::{Truth, Value, time};
use crate::law::term::{self, End, Holidays, Start};
use crate::playbook::{Clock, Fact, Playbook};

/// What is so after a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Every active state.
    pub active: Vec<String>,
    /// The legal clocks that have started.
    pub clocks: BTreeMap<String, SeenClock>,
    /// The options by decision.
    pub decisions: BTreeMap<String, String>,
    /// How the last draft or oral order of each document stands; `outdated` is a draft and `review`
    /// what was signed or issued, when what it relied on was superseded.
    pub documents: BTreeMap<String, &'static str>,
    /// The draft that the step made.
    pub draft: Option<SeenDraft>,
    /// The answers by fact; absent when it was asked and is not known.
    pub facts: BTreeMap<String, Option<Value>>,
    /// The entries by label.
    pub labels: BTreeMap<String, u64>,
    /// The tasks whose moment passed.
    pub lapsed: Vec<String>,
    /// The triggers that can be fired.
    pub possible: Vec<String>,
    /// The facts that are asked.
    pub questions: Vec<String>,
    /// The refusal of the command.
    pub refused: Option<String>,
    /// The innermost active states.
    pub states: Vec<String>,
    /// The entries that were struck.
    pub struck: Vec<u64>,
    /// The open tasks.
    pub tasks_open: Vec<String>,
    /// The triggers of which a way waits for an answer.
    pub undetermined: Vec<String>,
}

/// A legal clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenClock {
    /// When it ends: `2026-11-22`, or `2026-11-22 19:30`.
    pub due: String,
    /// Whether an act or a waiver ended it.
    pub ended: bool,
}

/// A draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenDraft {
    /// The finding by requirement.
    pub gates: BTreeMap<String, String>,
    /// The marking.
    pub marking: String,
    /// What is missing, as paths.
    pub missing: Vec<String>,
    /// The note for the legal adviser.
    pub note: String,
    /// The text.
    pub text: String,
    /// The title.
    pub title: String,
}

impl Seen {
    /// Returns what is so in an incident.
    pub fn of(playbook: &Playbook, holidays: &Holidays, incident: &Incident) -> Seen {
        let situation = incident.situation();
        let chart = playbook.chart();
        let possible = engine::possible(playbook, situation);
        let ids = |wanted: fn(&engine::Open<'_>) -> bool| -> Vec<String> {
            let open = possible.iter().filter(|open| wanted(open));
            open.map(|open| open.trigger.id.clone()).collect()
        };
        let is_innermost =
            |state: &&String| chart.state(state).is_some_and(|id| chart.is_atomic(id));
        let active = situation.chart.active.clone();
        Seen {
            clocks: playbook
                .clocks()
                .iter()
                .flat_map(|clock| seen_clocks(clock, holidays, situation))
                .collect(),
            decisions: situation
                .decisions
                .iter()
                .map(|(id, decided)| (id.clone(), decided.option.clone()))
                .collect(),
            documents: playbook
                .documents()
                .iter()
                .flat_map(|document| situation.items(&document.id, document.for_each.as_ref()))
                .filter_map(|id| state(playbook, incident, &id).map(|state| (id, state)))
                .collect(),
            draft: None,
            facts: situation
                .facts
                .iter()
                .map(|(id, fact)| (id.clone(), fact.value().cloned()))
                .collect(),
            labels: BTreeMap::new(),
            lapsed: situation
                .chart
                .lapsed
                .iter()
                .map(|(task, ..)| task.clone())
                .collect(),
            possible: ids(|open| !open.enabled.is_empty()),
            questions: questions(playbook, situation),
            refused: None,
            states: active.iter().filter(is_innermost).cloned().collect(),
            struck: incident
                .log()
                .iter()
                .map(|entry| entry.seq)
                .filter(|seq| incident.struck(*seq).is_some())
                .collect(),
            tasks_open: engine::open_tasks(playbook, situation)
                .iter()
                .filter(|open| open.truth == Truth::True)
                .map(|open| open.id.clone())
                .collect(),
            undetermined: ids(|open| !open.undetermined.is_empty()),
            active,
        }
    }

    /// Returns the number of an entry.
    pub fn seq(&self, entry: &EntryName) -> Option<u64> {
        match entry {
            EntryName::Label(label) => self.labels.get(label).copied(),
            EntryName::Seq(seq) => Some(*seq),
        }
    }
}

/// Returns the facts that active states ask and that have no answer.
fn questions(playbook: &Playbook, situation: &Situation) -> Vec<String> {
    let is_open = |fact: &&Fact| {
        let fact = situation.facts.get(&fact.id);
        fact.is_none_or(|fact| matches!(fact.answer, Answer::AskedUnknown { .. }))
    };
    let mut asked: Vec<String> = engine::asked(playbook, situation)
        .into_iter()
        .filter(is_open)
        .map(|fact| fact.id.clone())
        .collect();
    asked.sort();
    asked
}

/// Returns how the last draft or oral order of a document stands.
fn state(playbook: &Playbook, incident: &Incident, document: &str) -> Option<&'static str> {
    let all = incident.situation().instances(document);
    let last = all.last()?;
    let is_draft = !last.is_in_force() && !last.is_withdrawn();
    Some(
        if is_draft && !incident.superseding(playbook, last).is_empty() {
            "outdated"
        } else if !incident.review_by(playbook, last).is_empty() {
            "review"
        } else {
            last.state(&all).name()
        },
    )
}

/// Returns how a clock stands, for each of many; one that started more than once as it started first.
fn seen_clocks(
    clock: &Clock,
    holidays: &Holidays,
    situation: &Situation,
) -> BTreeMap<String, SeenClock> {
    let mut seen = BTreeMap::new();
    for start in situation.clock_starts(clock) {
        if !seen.contains_key(&start.clock)
            && let Some(one) = seen_clock(clock, &start, holidays, situation)
        {
            seen.insert(start.clock, one);
        }
    }
    seen
}

fn seen_clock(
    clock: &Clock,
    started: &ClockStart,
    holidays: &Holidays,
    situation: &Situation,
) -> Option<SeenClock> {
    let start = match &started.value {
        Value::Date(day) => Start::Day(*day),
        Value::Datetime(at) => Start::Moment(*at),
        _ => return None,
    };
    let due = match term::end(start, clock.term, clock.rule, holidays) {
        Ok(deadline) => match deadline.end {
            End::Day(day) => day.to_string(),
            End::Moment(at) => time::to_civil(at).format("%Y-%m-%d %H:%M").to_string(),
        },
        Err(problem) => problem.to_string(),
    };
    Some(SeenClock {
        due,
        ended: situation.clock_end(clock, started).is_some(),
    })
}
