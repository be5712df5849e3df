//! A typed value as TOML, as it is read back.

use chrono::SecondsFormat;
use chrono_tz::Europe::Amsterdam;

use super::Value;

impl Value {
    /// Returns the value as TOML; [`Kind::from_toml`](super::Kind::from_toml) reads the same value
    /// from it.
    pub fn to_toml(&self) -> toml::Value {
        let text = |text: String| toml::Value::String(text);
        match self {
            Value::Bool(yes) => toml::Value::Boolean(*yes),
            Value::Choice(id) => text(id.clone()),
            Value::Choices(ids) => ids.iter().cloned().map(text).collect::<Vec<_>>().into(),
            // A date and a moment are texts, so that whoever fills in a file need not know TOML.
            Value::Date(day) => text(day.to_string()),
            Value::Datetime(at) => {
                let civil = at.with_timezone(&Amsterdam);
                text(civil.to_rfc3339_opts(SecondsFormat::AutoSi, false))
            }
            Value::Duration(seconds) => text(format!("{seconds}s")),
            Value::Integer(number) => toml::Value::Integer(*number),
            Value::Money(cents) => text(format!("{},{:02}", cents / 100, cents.abs() % 100)),
            Value::Person(words) | Value::Place(words) | Value::Text(words) => text(words.clone()),
            Value::Records(records) => {
                let record = |record: &super::Record| {
                    let fields = record
                        .iter()
                        .map(|(id, value)| (id.clone(), value.to_toml()));
                    toml::Value::Table(fields.collect())
                };
                records.iter().map(record).collect::<Vec<_>>().into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::fact::{Choice, Field, Kind};

    fn kinds() -> Vec<Kind> {
        let choice = |id: &str| Choice {
            id: id.to_owned(),
            label: id.replace('_', " "),
        };
        let choices = vec![choice("een_ding"), choice("twee")];
        let field = |id: &str, kind| Field {
            id: id.to_owned(),
            kind,
            label: id.to_owned(),
        };
        vec![
            Kind::Bool,
            Kind::Choice(choices.clone()),
            Kind::Choices(choices),
            Kind::Date,
            Kind::Datetime,
            Kind::Duration,
            Kind::Integer,
            Kind::Money,
            Kind::Person,
            Kind::Place,
            Kind::Text,
            Kind::Records(vec![field("naam", Kind::Person), field("dag", Kind::Date)]),
        ]
    }

    fn value(kind: &Kind, number: u32, words: &str) -> Value {
        let at = DateTime::from_timestamp(i64::from(number), 0).expect("a moment");
        let words = format!("x{words}y");
        match kind {
            Kind::Bool => Value::Bool(number.is_multiple_of(2)),
            Kind::Choice(choices) => Value::Choice(choices[0].id.clone()),
            Kind::Choices(choices) => {
                let count = number as usize % 3;
                Value::Choices(choices.iter().take(count).map(|c| c.id.clone()).collect())
            }
            Kind::Date => Value::Date(at.date_naive()),
            Kind::Datetime => Value::Datetime(at),
            Kind::Duration => Value::Duration(number.into()),
            Kind::Integer => Value::Integer(i64::from(number) - 1000),
            Kind::Money => Value::Money(number.into()),
            Kind::Person => Value::Person(words),
            Kind::Place => Value::Place(words),
            Kind::Text => Value::Text(words),
            Kind::Records(fields) => {
                let field = |f: &Field| (f.id.clone(), value(&f.kind, number, "\"'\\"));
                let record = fields.iter().map(field).collect();
                Value::Records(vec![record; number as usize % 3])
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(number in any::<u32>(), words in any::<String>()) {
            for kind in kinds() {
                let value = value(&kind, number, &words);
                let text = format!("a = {{ value = {} }}", value.to_toml());
                let table: toml::Table = toml::from_str(&text).expect("TOML");
                let day = NaiveDate::default().and_hms_opt(0, 0, 0).expect("a time").and_utc();
                let read = kind.from_toml(&table["a"]["value"], day);
                prop_assert_eq!(read.ok(), Some(value), "{}", text);
            }
        }
    }
}
