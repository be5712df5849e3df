//! What a person typed, as a typed value.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{Choice, Field, Kind, MAXIMUM_RECORDS, Record, Value, time};

/// A text that is not a value of the kind; the words are in English and, for the team, in Dutch.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not {}", self.expected())]
pub struct Unreadable {
    /// The kind that was expected.
    pub kind: Kind,
    /// What was typed.
    pub text: String,
}

impl Unreadable {
    /// Returns what was expected, in English.
    pub fn expected(&self) -> String {
        match &self.kind {
            Kind::Bool => "`ja` or `nee`".to_owned(),
            Kind::Choice(choices) => format!("one of {}", ids(choices)),
            Kind::Choices(choices) => format!("a list, by commas, of {}; or `geen`", ids(choices)),
            Kind::Date => "a date such as 2026-11-22 or 22-11-2026".to_owned(),
            Kind::Datetime => "a moment such as 2026-11-22 19:30, or 19:30 for today".to_owned(),
            Kind::Duration => "a duration such as 30m, 4h or 2d".to_owned(),
            Kind::Integer => "a whole number".to_owned(),
            Kind::Money => "an amount in euros such as 2500 or 2500,50".to_owned(),
            Kind::Person => "a name".to_owned(),
            Kind::Place => "a place".to_owned(),
            Kind::Records(fields) => format!(
                "a TOML list of at most {MAXIMUM_RECORDS} records such as [{{ {} = … }}]",
                fields.first().map_or("naam", |field| field.id.as_str())
            ),
            Kind::Text => "a text".to_owned(),
        }
    }

    /// Returns what was expected, in Dutch.
    pub fn dutch(&self) -> String {
        match &self.kind {
            Kind::Bool => "Antwoord met ja of nee.".to_owned(),
            Kind::Choice(_) => "Kies een van de nummers of woorden.".to_owned(),
            Kind::Choices(_) => {
                "Kies een of meer nummers, met komma's ertussen, of `geen`.".to_owned()
            }
            Kind::Date => "Geef een datum, zoals 22-11-2026.".to_owned(),
            Kind::Datetime => {
                "Geef een tijdstip, zoals 22-11-2026 19:30, of 19:30 voor vandaag.".to_owned()
            }
            Kind::Duration => "Geef een duur, zoals 30m, 4u of 2d.".to_owned(),
            Kind::Integer => "Geef een heel getal.".to_owned(),
            Kind::Money => "Geef een bedrag in euro's, zoals 2500 of 2500,50.".to_owned(),
            Kind::Person | Kind::Place | Kind::Text | Kind::Records(_) => {
                "Geef een antwoord; leeg is geen antwoord.".to_owned()
            }
        }
    }
}

fn ids(choices: &[Choice]) -> String {
    let ids: Vec<String> = choices.iter().map(|c| format!("`{}`", c.id)).collect();
    ids.join(", ")
}

impl Kind {
    /// Reads a value as a person types it; `now` completes a time without a date.
    pub fn read(&self, text: &str, now: DateTime<Utc>) -> Result<Value, Unreadable> {
        let trimmed = text.trim();
        let value = match self {
            _ if trimmed.is_empty() => None,
            Kind::Bool => match trimmed.to_lowercase().as_str() {
                "ja" | "j" | "yes" | "y" | "true" => Some(Value::Bool(true)),
                "nee" | "n" | "no" | "false" => Some(Value::Bool(false)),
                _ => None,
            },
            Kind::Choice(choices) => choice(choices, trimmed).map(Value::Choice),
            Kind::Choices(choices) => match trimmed {
                "geen" | "[]" => Some(Value::Choices(Default::default())),
                _ => trimmed
                    .split([',', '|'])
                    .map(|part| choice(choices, part.trim()))
                    .collect::<Option<_>>()
                    .map(Value::Choices),
            },
            Kind::Date => time::read_date(trimmed, now).map(Value::Date),
            Kind::Datetime => time::read_datetime(trimmed, now).map(Value::Datetime),
            Kind::Duration => time::read_duration(trimmed).map(Value::Duration),
            Kind::Integer => integer(trimmed).map(Value::Integer),
            Kind::Money => money(trimmed).map(Value::Money),
            Kind::Person => Some(Value::Person(trimmed.to_owned())),
            Kind::Place => Some(Value::Place(trimmed.to_owned())),
            Kind::Text => Some(Value::Text(trimmed.to_owned())),
            Kind::Records(_) => toml::from_str::<toml::Table>(&format!("value = {trimmed}"))
                .ok()
                .and_then(|table| self.from_toml(&table["value"], now).ok()),
        };
        value.ok_or_else(|| self.unreadable(text))
    }

    /// Reads a value from a TOML file: native TOML types, or a text as a person types it.
    pub fn from_toml(&self, value: &toml::Value, now: DateTime<Utc>) -> Result<Value, Unreadable> {
        match (self, value) {
            (Kind::Records(fields), toml::Value::Array(items)) => items
                .iter()
                .map(|item| record(fields, item, now))
                .collect::<Result<_, _>>()
                .map(Value::Records),
            (Kind::Choices(choices), toml::Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().and_then(|id| choice(choices, id)))
                .collect::<Option<_>>()
                .map(Value::Choices)
                .ok_or_else(|| self.unreadable(&value.to_string())),
            (_, toml::Value::String(text)) => self.read(text, now),
            (Kind::Bool, toml::Value::Boolean(yes)) => Ok(Value::Bool(*yes)),
            (Kind::Integer, toml::Value::Integer(number)) => Ok(Value::Integer(*number)),
            (Kind::Money, toml::Value::Integer(_) | toml::Value::Float(_))
            | (Kind::Date | Kind::Datetime, toml::Value::Datetime(_)) => {
                self.read(&value.to_string(), now)
            }
            _ => Err(self.unreadable(&value.to_string())),
        }
    }

    fn unreadable(&self, text: &str) -> Unreadable {
        Unreadable {
            kind: self.clone(),
            text: text.to_owned(),
        }
    }
}

fn record(fields: &[Field], item: &toml::Value, now: DateTime<Utc>) -> Result<Record, Unreadable> {
    let whole = || Kind::Records(fields.to_vec()).unreadable(&item.to_string());
    let table = item.as_table().ok_or_else(whole)?;
    table
        .iter()
        .map(|(id, value)| {
            let field = fields.iter().find(|f| f.id == *id).ok_or_else(whole)?;
            Ok((id.clone(), field.kind.from_toml(value, now)?))
        })
        .collect()
}

/// Returns the id of a choice given by number (from 1), id, or label.
fn choice(choices: &[Choice], text: &str) -> Option<String> {
    let by_number = text
        .parse::<usize>()
        .ok()
        .and_then(|number| choices.get(number.checked_sub(1)?));
    let folded = text.to_lowercase();
    let by_word = || {
        choices
            .iter()
            .find(|c| c.id == folded || c.label.to_lowercase() == folded)
    };
    by_number.or_else(by_word).map(|choice| choice.id.clone())
}

fn integer(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    Some(sign * whole(digits)?)
}

/// Returns a number of digits only, or with dots before each three.
fn whole(text: &str) -> Option<i64> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let dotted = text.contains('.');
    if !is_digits(first) || (dotted && first.len() > 3) {
        return None;
    }
    let rest: Vec<&str> = groups.collect();
    let fits = rest
        .iter()
        .all(|group| group.len() == 3 && is_digits(group));
    fits.then(|| text.replace('.', "").parse().ok()).flatten()
}

/// Returns cents; `2500`, `2.500`, `€ 2.500,50`, `2500.50`; never below zero.
fn money(text: &str) -> Option<i64> {
    let text = text
        .trim_start_matches(['€', ' ', '\u{a0}'])
        .trim_start_matches("EUR")
        .trim()
        .trim_end_matches(",-");
    let (euros, cents) = match (text.split_once(','), text.rsplit_once('.')) {
        (Some((euros, cents)), _) => (euros, cents),
        (None, Some((euros, cents))) if cents.len() <= 2 => (euros, cents),
        _ => (text, ""),
    };
    let is_cents = cents.len() <= 2 && cents.bytes().all(|b| b.is_ascii_digit());
    let cents: i64 = match (is_cents, cents.len()) {
        (true, 0) => 0,
        (true, 1) => cents.parse::<i64>().ok()? * 10,
        (true, _) => cents.parse().ok()?,
        (false, _) => return None,
    };
    whole(euros)?.checked_mul(100)?.checked_add(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, text: &str, expected: Option<Value>) {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(
            kind.read(text, now).ok(),
            expected,
            "{} {text}",
            kind.name()
        );
    }

    #[test]
    fn values_are_read_as_people_type_them() {
        check(Kind::Bool, " Ja ", Some(Value::Bool(true)));
        check(Kind::Bool, "misschien", None);
        check(Kind::Money, "€ 2.500,50", Some(Value::Money(250_050)));
        check(Kind::Money, "2500", Some(Value::Money(250_000)));
        check(Kind::Money, "2.500", Some(Value::Money(250_000)));
        for wrong in ["-5", "-0,50", "5,-5", "1.50,00"] {
            check(Kind::Money, wrong, None);
        }
        check(Kind::Integer, "-12", Some(Value::Integer(-12)));
        check(Kind::Integer, "1.5", None);
        check(Kind::Integer, "1.200", Some(Value::Integer(1200)));
        check(Kind::Text, "  ", None);
    }

    #[test]
    fn a_choice_goes_by_number_id_or_label() {
        let kind = Kind::Choice(vec![Choice {
            id: "besloten_groep".into(),
            label: "Besloten groep".into(),
        }]);
        for text in ["1", "besloten_groep", "besloten GROEP"] {
            check(
                kind.clone(),
                text,
                Some(Value::Choice("besloten_groep".into())),
            );
        }
        check(kind, "2", None);
    }

    #[test]
    fn records_are_read_from_inline_toml() {
        let kind = Kind::Records(vec![Field {
            id: "naam".into(),
            kind: Kind::Person,
            label: "Naam".into(),
        }]);
        let record = Record::from([("naam".to_owned(), Value::Person("A".to_owned()))]);
        check(
            kind.clone(),
            "[{ naam = \"A\" }]",
            Some(Value::Records(vec![record])),
        );
        check(kind, "[{ nam = \"A\" }]", None);
    }
}
