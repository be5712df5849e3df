//! Values as a Dutch reader expects them on screen and on paper.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::time::to_civil;
use super::{Kind, Value};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

const DAYS: [&str; 7] = [
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

/// Returns `22 november 2026`.
pub fn date(date: NaiveDate) -> String {
    format!(
        "{} {} {}",
        date.day(),
        MONTHS[date.month0() as usize],
        date.year()
    )
}

/// Returns `zondag 22 november 2026`.
pub fn weekday_date(day: NaiveDate) -> String {
    let name = DAYS[day.weekday().num_days_from_monday() as usize];
    format!("{name} {}", date(day))
}

/// Returns `22 november 2026, 23.40 uur`.
pub fn datetime(at: DateTime<Utc>) -> String {
    let civil = to_civil(at);
    format!("{}, {} uur", date(civil.date()), clock(at))
}

/// Returns `23.40`.
pub fn clock(at: DateTime<Utc>) -> String {
    let civil = to_civil(at);
    format!("{:02}.{:02}", civil.hour(), civil.minute())
}

/// Returns `22-11 23.40`, for tables.
pub fn short(at: DateTime<Utc>) -> String {
    let civil = to_civil(at);
    format!("{:02}-{:02} {}", civil.day(), civil.month(), clock(at))
}

/// Returns `€ 2.500` or `€ 2.500,50`, from cents; the space does not break.
pub fn euro(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (euros, cents) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let decimals = if cents == 0 {
        String::new()
    } else {
        format!(",{cents:02}")
    };
    format!("€\u{a0}{sign}{}{decimals}", thousands(euros))
}

/// Returns `1.000.000`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Returns `2 dagen 4 uur`, `30 minuten`; the two largest units.
pub fn duration(seconds: i64) -> String {
    let units = [
        (86_400, "dag", "dagen"),
        (3600, "uur", "uur"),
        (60, "minuut", "minuten"),
        (1, "seconde", "seconden"),
    ];
    let mut rest = seconds.unsigned_abs();
    let mut parts = Vec::new();
    for (size, one, many) in units {
        let amount = rest / size;
        rest %= size;
        if amount > 0 && parts.len() < 2 {
            let unit = if amount == 1 { one } else { many };
            parts.push(format!("{amount} {unit}"));
        } else if !parts.is_empty() {
            break;
        }
    }
    if parts.is_empty() {
        parts.push("0 minuten".to_owned());
    }
    parts.join(" ")
}

/// Returns `a, b en c`.
pub fn list(items: &[String]) -> String {
    joined(items, "en")
}

/// Returns `a, b of c`.
pub fn either(items: &[String]) -> String {
    joined(items, "of")
}

fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {word} {last}", init.join(", ")),
    }
}

/// Returns the value in words; ids of choices become their labels.
pub fn value(kind: &Kind, value: &Value) -> String {
    let label = |id: &String| {
        kind.choices()
            .iter()
            .find(|choice| choice.id == *id)
            .map_or_else(|| id.replace('_', " "), |choice| choice.label.clone())
    };
    match value {
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nee".to_owned(),
        Value::Choice(id) => label(id),
        Value::Choices(ids) if ids.is_empty() => "geen".to_owned(),
        Value::Choices(ids) => list(&ids.iter().map(label).collect::<Vec<_>>()),
        Value::Date(day) => date(*day),
        Value::Datetime(at) => datetime(*at),
        Value::Duration(seconds) => duration(*seconds),
        Value::Integer(number) => {
            let sign = if *number < 0 { "-" } else { "" };
            format!("{sign}{}", thousands(number.unsigned_abs()))
        }
        Value::Money(cents) => euro(*cents),
        Value::Person(text) | Value::Place(text) | Value::Text(text) => text.clone(),
        Value::Records(records) => {
            let fields = match kind {
                Kind::Records(fields) => fields.as_slice(),
                _ => &[],
            };
            let one = |record: &super::Record| {
                fields
                    .iter()
                    .filter_map(|field| {
                        let known = record.get(&field.id)?;
                        Some(format!(
                            "{}: {}",
                            field.label,
                            self::value(&field.kind, known)
                        ))
                    })
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            if records.is_empty() {
                "geen".to_owned()
            } else {
                records.iter().map(one).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_stretches_of_time_read_well() {
        assert_eq!(euro(250_000), "€\u{a0}2.500");
        assert_eq!(euro(100_000_050), "€\u{a0}1.000.000,50");
        assert_eq!(duration(9_000), "2 uur 30 minuten");
        assert_eq!(duration(86_400 + 60), "1 dag");
        assert_eq!(duration(20), "20 seconden");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b en c");
    }
}
