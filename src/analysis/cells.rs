//! The cells of a variable: answers that no test of a playbook tells apart count as one.
//!
//! A cell is held by one answer that stands for all in it; whether such an answer is likely is not asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::regions::regions;
use crate::chart::{Chart, StateId};
use crate::fact::condition::{Answers, Given, Operand, Standing, Test};
use crate::fact::{Atom, Certainty, Condition, Kind, Subject, Truth, Value, item};
use crate::playbook::Playbook;

/// What a condition can ask about and a person can change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variable {
    Decision(String),
    Document(String),
    /// Every task, decision or document of a list together, by the id of all of them.
    Each(String),
    Fact(String),
    /// Where a region outside the part that is looked at stands, by its name; or one state of a region with regions in it.
    Place(String),
    Task(String),
}

/// An answer that stands for its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    AskedUnknown,
    Decided(String),
    /// For each record what was decided, what became of the document, or that it was done; nothing when none of it.
    Each(Vec<Option<String>>),
    Known(Certainty, Value),
    /// Nothing happened: not asked, not decided, not done, not active.
    Nothing,
    /// Done.
    Done,
    /// How the document stands outside.
    Stands(Standing),
    /// In this state, by its name.
    In(String),
}

/// The tests on one variable, and its cells.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    pub(super) answers: Vec<Answer>,
    pub(super) tests: Vec<Atom>,
    /// For each cell the truth of each test.
    pub(super) truths: Vec<Vec<Truth>>,
    pub(super) variable: Variable,
}

/// Returns the variable that an atom is about.
pub(super) fn variable(subject: &Subject, chart: &Chart) -> Variable {
    match subject {
        Subject::Count(id) | Subject::Fact(id) => Variable::Fact(id.clone()),
        Subject::Decision(id) => Variable::Decision(id.clone()),
        Subject::Document(id) => Variable::Document(id.clone()),
        Subject::Each(each) => Variable::Each(each.id.clone()),
        Subject::State(id) => Variable::Place(place(id, chart).to_owned()),
        Subject::Task(id) => Variable::Task(id.clone()),
    }
}

/// Returns the region of a state, in which only one way to stand can be so at a time; else the state itself.
fn place<'a>(state: &'a str, chart: &'a Chart) -> &'a str {
    let Some(id) = chart.state(state) else {
        return state;
    };
    let around = |region: &StateId| *region == id || chart.ancestors(id).contains(*region);
    let has_regions = |region: &StateId| {
        chart
            .descendants(*region)
            .iter()
            .any(|it| chart.is_parallel(it))
    };
    match regions(chart).into_iter().find(around) {
        Some(region) if !has_regions(&region) => chart.name(region),
        _ => state,
    }
}

/// Returns the cells of every variable of some conditions.
pub(super) fn cells<'a>(
    playbook: &Playbook,
    conditions: impl Iterator<Item = &'a Condition>,
) -> Vec<Cells> {
    let mut tests: BTreeMap<Variable, Vec<Atom>> = BTreeMap::new();
    for condition in conditions {
        condition.atoms(&mut |atom| {
            let variable = variable(&atom.subject, playbook.chart());
            let known = tests.entry(variable).or_default();
            if !known.contains(atom) {
                known.push(atom.clone());
            }
        });
    }
    tests
        .into_iter()
        .map(|(variable, tests)| partition(playbook, variable, tests))
        .collect()
}

/// Keeps one answer of those for which every test has the same truth.
fn partition(playbook: &Playbook, variable: Variable, tests: Vec<Atom>) -> Cells {
    let mut cells = Cells {
        answers: Vec::new(),
        tests,
        truths: Vec::new(),
        variable,
    };
    for answer in candidates(playbook, &cells.variable, &cells.tests) {
        let one = One {
            answer: &answer,
            chart: playbook.chart(),
            records: match &answer {
                Answer::Each(list) => Some(Value::Records(vec![BTreeMap::new(); list.len()])),
                _ => None,
            },
        };
        let truths: Vec<Truth> = cells
            .tests
            .iter()
            .map(|test| Condition::Atom(test.clone()).truth(&one))
            .collect();
        if !cells.truths.contains(&truths) {
            cells.truths.push(truths);
            cells.answers.push(answer);
        }
    }
    cells
}

/// Returns answers of which at least one falls in each cell; those that ask least of people come first.
fn candidates(playbook: &Playbook, variable: &Variable, tests: &[Atom]) -> Vec<Answer> {
    match variable {
        Variable::Place(name) => {
            let chart = playbook.chart();
            let inside = chart.state(name).into_iter().flat_map(|state| {
                let inside = chart.descendants(state).iter().chain([state]);
                inside.filter(|state| chart.is_atomic(*state) || chart.is_parallel(*state))
            });
            let places = inside.map(|state| Answer::In(chart.name(state).to_owned()));
            std::iter::once(Answer::Nothing).chain(places).collect()
        }
        Variable::Task(_) => vec![Answer::Nothing, Answer::Done],
        Variable::Document(id) => {
            let standings = standings(playbook, id).into_iter().map(Answer::Stands);
            std::iter::once(Answer::Nothing).chain(standings).collect()
        }
        Variable::Decision(id) => {
            let decision = playbook.decision(id);
            let options = decision.map_or(&[][..], |decision| &decision.options);
            let decided = options
                .iter()
                .map(|option| Answer::Decided(option.choice.id.clone()));
            std::iter::once(Answer::Nothing).chain(decided).collect()
        }
        Variable::Each(id) => {
            let options = playbook.decision(id).map(|decision| &decision.options);
            let standings = standings(playbook, id).into_iter();
            let outcomes: Vec<String> = match options {
                Some(options) => options.iter().map(|it| it.choice.id.clone()).collect(),
                None if playbook.document(id).is_some() => standings.map(written).collect(),
                None => vec![String::new()],
            };
            each(&outcomes)
        }
        Variable::Fact(id) => {
            let kind = playbook.fact(id).map(|fact| &fact.kind);
            let values = kind.map_or_else(Vec::new, |kind| values(kind, tests));
            let mut answers = vec![Answer::Nothing];
            let asks_certainty = tests.iter().any(|test| test.test == Test::Certain);
            for value in values {
                answers.push(Answer::Known(Certainty::Confirmed, value.clone()));
                if asks_certainty {
                    answers.push(Answer::Known(Certainty::Unconfirmed, value));
                }
            }
            answers.push(Answer::AskedUnknown);
            answers
        }
    }
}

/// Returns how a document can stand outside; only what rests on a power is ever given orally.
fn standings(playbook: &Playbook, id: &str) -> Vec<Standing> {
    let is_power = playbook.document(id).is_some_and(|it| it.power.is_some());
    match is_power {
        true => vec![Standing::Issued, Standing::Oral],
        false => vec![Standing::Issued],
    }
}

/// Returns how a document stands as the outcome of a record.
fn written(standing: Standing) -> String {
    match standing {
        Standing::Oral => ORAL.to_owned(),
        Standing::Absent | Standing::Issued => String::new(),
    }
}

/// Returns how the document of a record stands by its outcome.
pub(super) fn standing(outcome: &str) -> Standing {
    match outcome {
        ORAL => Standing::Oral,
        _ => Standing::Issued,
    }
}

/// The outcome of a record whose document was given orally.
const ORAL: &str = "oral";

/// Returns lists in which every set of outcomes that records can have together comes once: tests only ask about all of
/// them or one of them. What holds of a list without records as well comes with one that has some: the other conditions of
/// a step mostly ask for that.
fn each(outcomes: &[String]) -> Vec<Answer> {
    let mut lists: Vec<Vec<Option<String>>> = vec![Vec::new()];
    for outcome in std::iter::once(None).chain(outcomes.iter().cloned().map(Some)) {
        let with = lists.clone().into_iter().map(|mut list| {
            list.push(outcome.clone());
            list
        });
        lists.extend(with.collect::<Vec<_>>());
    }
    lists.rotate_left(1);
    let lists = lists.into_iter().map(Answer::Each);
    std::iter::once(Answer::Nothing).chain(lists).collect()
}

fn values(kind: &Kind, tests: &[Atom]) -> Vec<Value> {
    let numbers = |around: &dyn Fn(&Value) -> Vec<Value>, otherwise: Value| {
        let mut values: Vec<Value> = bounds(tests).iter().flat_map(around).collect();
        if values.is_empty() {
            values.push(otherwise);
        }
        values
    };
    match kind {
        Kind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Kind::Choice(choices) => choices
            .iter()
            .map(|choice| Value::Choice(choice.id.clone()))
            .collect(),
        Kind::Choices(choices) => {
            let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
            sets(&ids, tests)
        }
        Kind::Integer | Kind::Money | Kind::Duration => {
            let otherwise = match kind {
                Kind::Integer => Value::Integer(1),
                Kind::Money => Value::Money(100),
                _ => Value::Duration(3600),
            };
            numbers(&around, otherwise)
        }
        Kind::Date => numbers(&around, Value::Date(chrono::NaiveDate::default())),
        Kind::Datetime => numbers(&around, Value::Datetime(chrono::DateTime::default())),
        Kind::Person => vec![Value::Person("…".to_owned())],
        Kind::Place => vec![Value::Place("…".to_owned())],
        Kind::Text => vec![Value::Text("…".to_owned())],
        Kind::Records(_) => counts(tests)
            .into_iter()
            .map(|count| Value::Records(vec![BTreeMap::new(); count]))
            .collect(),
    }
}

/// Returns the values that tests compare with.
fn bounds(tests: &[Atom]) -> Vec<Value> {
    let of = |test: &Atom| match (&test.subject, &test.test) {
        (Subject::Fact(_), Test::Compare(_, Operand::Value(value))) => Some(value.clone()),
        _ => None,
    };
    tests.iter().filter_map(of).collect()
}

/// Returns a value just below, the value itself, and one just above.
fn around(value: &Value) -> Vec<Value> {
    let numbers = |number: i64, make: fn(i64) -> Value| {
        let beside = [number.checked_sub(1), Some(number), number.checked_add(1)];
        beside.into_iter().flatten().map(make).collect()
    };
    match value {
        Value::Integer(number) => numbers(*number, Value::Integer),
        Value::Money(number) => numbers(*number, Value::Money),
        Value::Duration(number) => numbers(*number, Value::Duration),
        Value::Date(date) => [date.pred_opt(), Some(*date), date.succ_opt()]
            .into_iter()
            .flatten()
            .map(Value::Date)
            .collect(),
        Value::Datetime(at) => [-1, 0, 1]
            .into_iter()
            .filter_map(|seconds| at.checked_add_signed(TimeDelta::seconds(seconds)))
            .map(Value::Datetime)
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the numbers of records or choices worth telling apart.
fn counts(tests: &[Atom]) -> BTreeSet<usize> {
    let mut counts = BTreeSet::from([1]);
    for test in tests {
        if let (Subject::Count(_), Test::Compare(_, Operand::Value(Value::Integer(number)))) =
            (&test.subject, &test.test)
        {
            let near = [number - 1, *number, number + 1];
            counts.extend(
                near.into_iter()
                    .filter_map(|near| usize::try_from(near).ok()),
            );
        }
    }
    counts
}

/// Returns sets of choices: one for each way that `has` can come out, and for each size where that is counted.
fn sets(ids: &[&str], tests: &[Atom]) -> Vec<Value> {
    let has: Vec<&BTreeSet<String>> = tests
        .iter()
        .filter_map(|test| match &test.test {
            Test::Has(ids) => Some(ids),
            _ => None,
        })
        .collect();
    let counted = tests
        .iter()
        .any(|test| matches!(test.subject, Subject::Count(_)));
    let none = (vec![false; has.len()], 0);
    let mut sets = BTreeMap::from([(none, BTreeSet::new())]);
    for id in ids {
        for ((held, size), set) in sets.clone() {
            let held = held.iter().zip(&has);
            let held: Vec<bool> = held.map(|(held, has)| *held || has.contains(*id)).collect();
            let size = if counted { size + 1 } else { 0 };
            sets.entry((held, size)).or_insert_with(|| {
                let mut set = set;
                set.insert((*id).to_owned());
                set
            });
        }
    }
    sets.into_values().map(Value::Choices).collect()
}

/// One answer, to every question.
struct One<'a> {
    answer: &'a Answer,
    chart: &'a Chart,
    /// The list, of what there is one of for each record.
    records: Option<Value>,
}

impl One<'_> {
    fn of_record(&self, id: &str) -> Option<&String> {
        match self.answer {
            Answer::Each(list) => list.get(item::split(id).1?.checked_sub(1)?)?.as_ref(),
            _ => None,
        }
    }
}

impl Answers for One<'_> {
    fn decided(&self, decision: &str) -> Option<&str> {
        match self.answer {
            Answer::Decided(option) => Some(option),
            _ => self.of_record(decision).map(String::as_str),
        }
    }

    fn document(&self, document: &str) -> Standing {
        match self.answer {
            Answer::Stands(standing) => *standing,
            _ => self
                .of_record(document)
                .map_or(Standing::Absent, |outcome| standing(outcome)),
        }
    }

    fn done(&self, task: &str) -> bool {
        *self.answer == Answer::Done || self.of_record(task).is_some()
    }

    fn fact(&self, _fact: &str) -> Given<'_> {
        if let Some(value) = &self.records {
            return Given::Known {
                certainty: Certainty::Confirmed,
                value,
            };
        }
        match self.answer {
            Answer::AskedUnknown => Given::AskedUnknown,
            Answer::Known(certainty, value) => Given::Known {
                certainty: *certainty,
                value,
            },
            _ => Given::Unasked,
        }
    }

    fn in_state(&self, state: &str) -> bool {
        let (Answer::In(place), Some(state)) = (self.answer, self.chart.state(state)) else {
            return false;
        };
        let place = self.chart.state(place);
        place.is_some_and(|place| place == state || self.chart.ancestors(place).contains(state))
    }
}
