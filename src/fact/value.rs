//! The values of facts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One record of a list of records: field id to value; an absent field is unknown.
pub type Record = BTreeMap<String, Value>;

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// The id of one choice.
    Choice(String),
    /// The ids of the choices that apply; empty means that none does.
    Choices(BTreeSet<String>),
    /// A calendar date.
    Date(NaiveDate),
    /// A moment.
    Datetime(DateTime<Utc>),
    /// Seconds.
    Duration(i64),
    /// A whole number.
    Integer(i64),
    /// Euro cents.
    Money(i64),
    /// The name of a natural person.
    Person(String),
    /// A place in words.
    Place(String),
    /// Records, in the order given.
    Records(Vec<Record>),
    /// Free text.
    Text(String),
}

impl Value {
    /// Returns how many there are: the length of a list or set, else one.
    pub fn count(&self) -> usize {
        match self {
            Value::Choices(ids) => ids.len(),
            Value::Records(records) => records.len(),
            _ => 1,
        }
    }

    /// Returns the moment, for a moment.
    pub fn datetime(&self) -> Option<DateTime<Utc>> {
        match self {
            Value::Datetime(at) => Some(*at),
            _ => None,
        }
    }
}
