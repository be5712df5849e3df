//! Conditions as typed data with three values.
//!
//! A condition is read from text once, against the declared names, and is data from then on: it can
//! be evaluated, read back in Dutch, and asked which answers would make it hold. It never reads a
//! clock and never has an effect.

mod needs;
mod read;
mod words;

pub use needs::{Need, Way, cost};
pub use read::{Declared, Names, Problem, read};
pub use words::{WITHHELD, Words, dutch, requirement};

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate, TimeDelta};
use serde::Serialize;

use super::{Certainty, Truth, Value, item, time};

/// Something that holds, does not hold, or is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// All of them hold; an empty list holds.
    All(Vec<Condition>),
    /// At least one of them holds; an empty list does not.
    Any(Vec<Condition>),
    /// One test on one subject.
    Atom(Atom),
    /// A condition with a name of its own.
    Named {
        /// What it stands for.
        condition: Box<Condition>,
        /// Its id.
        id: String,
    },
    /// The opposite holds.
    Not(Box<Condition>),
}

/// One test on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Atom {
    /// What is tested.
    pub subject: Subject,
    /// The test.
    pub test: Test,
}

/// What a test is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// The number of records or choices of a fact.
    Count(String),
    /// A decision.
    Decision(String),
    /// A document.
    Document(String),
    /// What there is one of for each record of a list.
    Each(Each),
    /// A fact.
    Fact(String),
    /// A state of the chart.
    State(String),
    /// A task.
    Task(String),
}

/// What there is one of for each record of a list, over all records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Each {
    /// Whether the test must hold for every record; else for at least one.
    pub every: bool,
    /// The id of all of them.
    pub id: String,
    /// The list.
    pub list: String,
    /// What they are.
    pub of: Many,
}

/// What there can be one of for each record of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Many {
    /// A decision.
    Decision,
    /// A document.
    Document,
    /// A task.
    Task,
}

/// A test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// The state is active.
    Active,
    /// It was asked, and the answer was that it is not known.
    AskedUnknown,
    /// It is known and confirmed.
    Certain,
    /// It compares so with a value or with another fact.
    Compare(Order, Operand),
    /// The decision has been taken.
    Decided,
    /// The task is done.
    Done,
    /// The set holds at least one of these.
    Has(BTreeSet<String>),
    /// It is one of these.
    Is(BTreeSet<String>),
    /// The document was given orally or made known, and not withdrawn since.
    Issued,
    /// It is known.
    Known,
    /// The document was given orally, and is not in writing yet.
    Oral,
    /// It is yes.
    Yes,
}

/// The other side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operand {
    /// Another fact of the same kind; only in requirements of law.
    Fact(String),
    /// So long after another fact that is a day or a moment; only in requirements of law.
    Later {
        /// How long after.
        by: Stretch,
        /// The fact.
        fact: String,
    },
    /// A value.
    Value(Value),
}

/// A stretch of time as a law writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stretch {
    /// Days on the calendar.
    Days(u32),
    /// Hours that pass.
    Hours(u32),
    /// Months on the calendar; the last day of a month that is too short.
    Months(u32),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Equal.
    Equal,
    /// Greater.
    Greater,
    /// Greater or equal.
    GreaterOrEqual,
    /// Less.
    Less,
    /// Less or equal.
    LessOrEqual,
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<'a> {
    /// It was asked; the answer was that it is not known.
    AskedUnknown,
    /// It was known; its content has been erased, the number of records has not.
    Erased {
        /// How many there were.
        count: usize,
    },
    /// It is known.
    Known {
        /// How sure.
        certainty: Certainty,
        /// The value.
        value: &'a Value,
    },
    /// Nobody has answered.
    Unasked,
}

/// How a document stands outside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of it was made known, or it was withdrawn.
    #[default]
    Absent,
    /// It was made known.
    Issued,
    /// It was given orally, and is not in writing yet.
    Oral,
}

/// Where a condition finds its answers.
pub trait Answers {
    /// Returns the option chosen in a decision, once it is taken.
    fn decided(&self, decision: &str) -> Option<&str>;
    /// Returns how a document stands outside.
    fn document(&self, document: &str) -> Standing;
    /// Tells whether a task is done.
    fn done(&self, task: &str) -> bool;
    /// Returns what is known of a fact.
    fn fact(&self, fact: &str) -> Given<'_>;
    /// Tells whether a state is active.
    fn in_state(&self, state: &str) -> bool;
}

impl Condition {
    /// Returns the condition that always holds.
    pub fn always() -> Self {
        Condition::All(Vec::new())
    }

    /// Returns whether it holds, by Kleene's strong logic.
    pub fn truth(&self, answers: &dyn Answers) -> Truth {
        match self {
            Condition::All(parts) => parts
                .iter()
                .map(|part| part.truth(answers))
                .min()
                .unwrap_or(Truth::True),
            Condition::Any(parts) => parts
                .iter()
                .map(|part| part.truth(answers))
                .max()
                .unwrap_or(Truth::False),
            Condition::Atom(atom) => atom.truth(answers),
            Condition::Named { condition, .. } => condition.truth(answers),
            Condition::Not(part) => !part.truth(answers),
        }
    }

    /// Calls `visit` on every atom, left to right.
    pub fn atoms<'a>(&'a self, visit: &mut dyn FnMut(&'a Atom)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.atoms(visit));
            }
            Condition::Atom(atom) => visit(atom),
            Condition::Named { condition, .. } => condition.atoms(visit),
            Condition::Not(part) => part.atoms(visit),
        }
    }

    /// Returns the facts it depends on, without duplicates, sorted.
    pub fn facts(&self) -> BTreeSet<&str> {
        let mut facts = BTreeSet::new();
        self.atoms(&mut |atom| {
            match &atom.subject {
                Subject::Count(id) | Subject::Each(Each { list: id, .. }) | Subject::Fact(id) => {
                    facts.insert(id.as_str());
                }
                Subject::Decision(_)
                | Subject::Document(_)
                | Subject::State(_)
                | Subject::Task(_) => {}
            }
            if let Test::Compare(_, Operand::Fact(id) | Operand::Later { fact: id, .. }) =
                &atom.test
            {
                facts.insert(id.as_str());
            }
        });
        facts
    }

    /// Tells whether it can be undetermined: it then rests on a fact or a decision.
    pub fn is_always(&self) -> bool {
        matches!(self, Condition::All(parts) if parts.is_empty())
    }
}

impl Each {
    /// Returns the one that belongs to a record.
    fn one(&self, number: usize) -> Subject {
        let id = item::item(&self.id, number);
        match self.of {
            Many::Decision => Subject::Decision(id),
            Many::Document => Subject::Document(id),
            Many::Task => Subject::Task(id),
        }
    }
}

impl Given<'_> {
    /// Returns the number of records or choices, when it is known or was.
    fn count(self) -> Option<usize> {
        match self {
            Given::Known { value, .. } => Some(value.count()),
            Given::Erased { count } => Some(count),
            Given::AskedUnknown | Given::Unasked => None,
        }
    }
}

impl Atom {
    pub(crate) fn truth(&self, answers: &dyn Answers) -> Truth {
        match &self.subject {
            Subject::State(id) => answers.in_state(id).into(),
            Subject::Task(id) => answers.done(id).into(),
            Subject::Decision(id) => match (&self.test, answers.decided(id)) {
                (Test::Decided, option) => option.is_some().into(),
                (Test::Is(options), Some(option)) => options.contains(option).into(),
                _ => Truth::Unknown,
            },
            Subject::Document(id) => match (&self.test, answers.document(id)) {
                (Test::Oral, standing) => (standing == Standing::Oral).into(),
                (_, standing) => (standing != Standing::Absent).into(),
            },
            Subject::Fact(id) => self.of_fact(answers.fact(id), answers),
            Subject::Count(id) => match answers.fact(id).count() {
                Some(count) => self.of_count(count),
                None => Truth::Unknown,
            },
            Subject::Each(each) => match answers.fact(&each.list).count() {
                Some(count) => self.of_each(each, count, answers),
                None => Truth::Unknown,
            },
        }
    }

    /// For every record of an empty list it holds; for at least one it does not.
    fn of_each(&self, each: &Each, count: usize, answers: &dyn Answers) -> Truth {
        let truths = (1..=count).map(|number| {
            let one = Atom {
                subject: each.one(number),
                test: self.test.clone(),
            };
            one.truth(answers)
        });
        match each.every {
            true => truths.min().unwrap_or(Truth::True),
            false => truths.max().unwrap_or(Truth::False),
        }
    }

    fn of_count(&self, count: usize) -> Truth {
        let count = Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        match &self.test {
            Test::Compare(order, Operand::Value(value)) => compare(*order, &count, value),
            _ => Truth::Unknown,
        }
    }

    fn of_fact(&self, given: Given<'_>, answers: &dyn Answers) -> Truth {
        match (&self.test, given) {
            (Test::Known, Given::Known { .. } | Given::Erased { .. }) => Truth::True,
            (Test::Known, _) => Truth::False,
            (Test::AskedUnknown, given) => (given == Given::AskedUnknown).into(),
            (Test::Certain, Given::Known { certainty, .. }) => {
                (certainty == Certainty::Confirmed).into()
            }
            (Test::Yes, Given::Known { value, .. }) => (*value == Value::Bool(true)).into(),
            (
                Test::Is(ids),
                Given::Known {
                    value: Value::Choice(id),
                    ..
                },
            ) => ids.contains(id).into(),
            (
                Test::Has(ids),
                Given::Known {
                    value: Value::Choices(have),
                    ..
                },
            ) => (!ids.is_disjoint(have)).into(),
            (Test::Compare(order, Operand::Value(right)), Given::Known { value, .. }) => {
                compare(*order, value, right)
            }
            (Test::Compare(order, Operand::Fact(other)), Given::Known { value, .. }) => {
                match answers.fact(other) {
                    Given::Known { value: right, .. } => compare(*order, value, right),
                    _ => Truth::Unknown,
                }
            }
            (Test::Compare(order, Operand::Later { by, fact }), Given::Known { value, .. }) => {
                match answers.fact(fact) {
                    Given::Known { value: start, .. } => by
                        .after(start)
                        .map_or(Truth::Unknown, |end| compare(*order, value, &end)),
                    _ => Truth::Unknown,
                }
            }
            _ => Truth::Unknown,
        }
    }
}

impl Stretch {
    /// Returns the day or moment so long after another, in Dutch civil time; nothing for what is no
    /// day or moment, for hours after a day, and beyond the calendar.
    fn after(self, start: &Value) -> Option<Value> {
        let days = |date: NaiveDate, count: u32| date.checked_add_days(Days::new(count.into()));
        let months = |date: NaiveDate, count: u32| date.checked_add_months(Months::new(count));
        match (start, self) {
            (Value::Date(date), Stretch::Days(count)) => days(*date, count).map(Value::Date),
            (Value::Date(date), Stretch::Months(count)) => months(*date, count).map(Value::Date),
            (Value::Datetime(at), Stretch::Hours(count)) => at
                .checked_add_signed(TimeDelta::hours(count.into()))
                .map(Value::Datetime),
            (Value::Datetime(at), Stretch::Days(_) | Stretch::Months(_)) => {
                let civil = time::to_civil(*at);
                let date = match self {
                    Stretch::Days(count) => days(civil.date(), count),
                    Stretch::Months(count) => months(civil.date(), count),
                    Stretch::Hours(_) => None,
                };
                Some(Value::Datetime(time::from_civil(
                    date?.and_time(civil.time()),
                )))
            }
            _ => None,
        }
    }
}

/// Compares two values of one kind; values of different kinds cannot meet after checking, and
/// would be unknown.
fn compare(order: Order, left: &Value, right: &Value) -> Truth {
    let ordering = match (left, right) {
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Datetime(left), Value::Datetime(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right))
        | (Value::Integer(left), Value::Integer(right))
        | (Value::Money(left), Value::Money(right)) => left.cmp(right),
        _ => return Truth::Unknown,
    };
    match order {
        Order::Equal => ordering.is_eq(),
        Order::Greater => ordering.is_gt(),
        Order::GreaterOrEqual => ordering.is_ge(),
        Order::Less => ordering.is_lt(),
        Order::LessOrEqual => ordering.is_le(),
    }
    .into()
}

#[cfg(test)]
pub(crate) mod tests;
