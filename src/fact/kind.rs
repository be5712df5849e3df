//! The kinds of facts.

use serde::Serialize;

use super::Value;

/// How many records a list can have.
pub const MAXIMUM_RECORDS: usize = 1000;

/// What kind of value a fact has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// One of a list.
    Choice(Vec<Choice>),
    /// Any number of a list.
    Choices(Vec<Choice>),
    /// A calendar date.
    Date,
    /// A moment.
    Datetime,
    /// A stretch of time, in seconds.
    Duration,
    /// A whole number.
    Integer,
    /// An amount in euros, kept in cents.
    Money,
    /// A natural person, by name.
    Person,
    /// A place, in words.
    Place,
    /// A list of records with named fields.
    Records(Vec<Field>),
    /// Free text.
    Text,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The id, as written in conditions.
    pub id: String,
    /// What the team reads.
    pub label: String,
}

/// One named field of a record; never a list of records itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The id of the field.
    pub id: String,
    /// The kind of its value.
    pub kind: Kind,
    /// What the team reads.
    pub label: String,
}

impl Kind {
    /// Returns the name as written in a playbook.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Bool => "bool",
            Kind::Choice(_) => "choice",
            Kind::Choices(_) => "choices",
            Kind::Date => "date",
            Kind::Datetime => "datetime",
            Kind::Duration => "duration",
            Kind::Integer => "integer",
            Kind::Money => "money",
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Records(_) => "records",
            Kind::Text => "text",
        }
    }

    /// Tells whether the content can be personal: such a fact is guarded only by
    /// known and count, so that a log still verifies after erasure.
    pub fn is_erasable(&self) -> bool {
        matches!(
            self,
            Kind::Person | Kind::Place | Kind::Records(_) | Kind::Text
        )
    }

    /// Tells whether a value is one of this kind.
    pub fn accepts(&self, value: &Value) -> bool {
        let is_choice = |id: &String| self.choices().iter().any(|choice| choice.id == *id);
        match (self, value) {
            (Kind::Bool, Value::Bool(_))
            | (Kind::Date, Value::Date(_))
            | (Kind::Datetime, Value::Datetime(_))
            | (Kind::Duration, Value::Duration(_))
            | (Kind::Integer, Value::Integer(_))
            | (Kind::Money, Value::Money(_))
            | (Kind::Person, Value::Person(_))
            | (Kind::Place, Value::Place(_))
            | (Kind::Text, Value::Text(_)) => true,
            (Kind::Choice(_), Value::Choice(id)) => is_choice(id),
            (Kind::Choices(_), Value::Choices(ids)) => ids.iter().all(is_choice),
            (Kind::Records(fields), Value::Records(records)) => {
                let is_field = |(id, value): (&String, &Value)| {
                    let mut known = fields.iter();
                    known.any(|field| field.id == *id && field.kind.accepts(value))
                };
                records.len() <= MAXIMUM_RECORDS
                    && records.iter().all(|record| record.iter().all(is_field))
            }
            _ => false,
        }
    }

    /// Returns a value that stands in for one that was erased: as many records, the given word.
    pub fn stand_in(&self, count: usize, word: &str) -> Value {
        match self {
            Kind::Person => Value::Person(word.to_owned()),
            Kind::Place => Value::Place(word.to_owned()),
            Kind::Records(_) => Value::Records(vec![Default::default(); count]),
            _ => Value::Text(word.to_owned()),
        }
    }

    /// Returns the choices of a choice or a set of choices.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Kind::Choice(choices) | Kind::Choices(choices) => choices,
            _ => &[],
        }
    }
}
