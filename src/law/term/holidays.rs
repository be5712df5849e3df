//! Which days are holidays in the sense of the Algemene termijnenwet, art. 3.
//!
//! The days of lid 1 and 2 are computed; the days of lid 3 are designated by royal decree, so they
//! are dated data. Never guesses a day that nobody has looked up.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

const SCHEMA: &str = "draaiboek-feestdagen/1";

/// The holidays: computed ones, and the designated ones as far as a person looked them up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    checked: NaiveDate,
    designated: BTreeMap<NaiveDate, String>,
    known_until: NaiveDate,
    note: String,
    unverified: Vec<Unverified>,
}

/// A day that is no working day, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayOff {
    /// The day.
    pub day: NaiveDate,
    /// Why it is no working day.
    pub kind: DayOffKind,
    /// The Dutch name of the holiday, also when it falls in a weekend.
    pub name: Option<&'static str>,
    /// Where it was found that the day is designated.
    pub source: Option<String>,
}

/// Why a day is no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOffKind {
    /// Equated with a holiday by royal decree.
    Designated,
    /// A holiday by the statute itself.
    Holiday,
    /// A Saturday or a Sunday.
    Weekend,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Unverified {
    from: NaiveDate,
    note: String,
    until: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysSource {
    checked: Datetime,
    #[serde(default)]
    designated: Vec<DesignatedSource>,
    known_until: Datetime,
    #[serde(default)]
    note: String,
    schema: String,
    #[serde(default)]
    unverified: Vec<UnverifiedSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DesignatedSource {
    days: Vec<Datetime>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnverifiedSource {
    from: Datetime,
    note: String,
    until: Datetime,
}

impl Holidays {
    /// Reads a file with schema `draaiboek-feestdagen/1`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Holidays, String> {
        let text = text.trim_start_matches('\u{feff}');
        let source: HolidaysSource = toml::from_str(text).map_err(|error| error.to_string())?;
        if source.schema != SCHEMA {
            return Err(format!(
                "schema is `{}`, expected `{SCHEMA}`",
                source.schema
            ));
        }
        let mut designated = BTreeMap::new();
        for group in source.designated {
            for day in group.days {
                designated.insert(date("days", day)?, group.source.clone());
            }
        }
        let mut unverified = Vec::new();
        for range in source.unverified {
            let (from, until) = (date("from", range.from)?, date("until", range.until)?);
            if until < from {
                return Err(format!("`until` {until} is before `from` {from}"));
            }
            unverified.push(Unverified {
                from,
                note: range.note,
                until,
            });
        }
        let known_until = date("known_until", source.known_until)?;
        if let Some((day, _)) = designated.last_key_value()
            && *day > known_until
        {
            return Err(format!(
                "designated day {day} is after `known_until` {known_until}"
            ));
        }
        Ok(Holidays {
            checked: date("checked", source.checked)?,
            designated,
            known_until,
            note: source.note,
            unverified,
        })
    }

    /// Returns whether the day is neither Saturday, Sunday nor holiday.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !is_weekend(day) && self.name(day).is_none()
    }

    /// Returns why the day is no working day; nothing when it is one.
    pub fn day_off(&self, day: NaiveDate) -> Option<DayOff> {
        let name = self.name(day);
        let source = self.designated.get(&day).cloned();
        let kind = match (name, is_weekend(day), &source) {
            (_, true, _) => DayOffKind::Weekend,
            (Some(_), false, Some(_)) => DayOffKind::Designated,
            (Some(_), false, None) => DayOffKind::Holiday,
            (None, false, _) => return None,
        };
        Some(DayOff {
            day,
            kind,
            name,
            source,
        })
    }

    /// Returns the Dutch name of the holiday, also when it falls in a weekend.
    pub fn name(&self, day: NaiveDate) -> Option<&'static str> {
        fixed(day).or_else(|| movable(day)).or_else(|| {
            self.designated
                .contains_key(&day)
                .then_some("aangewezen dag")
        })
    }

    /// Returns the days designated by royal decree (art. 3 lid 3), each with its source.
    pub fn designated(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.designated
            .iter()
            .map(|(day, source)| (*day, source.as_str()))
    }

    /// Returns the last day for which the designated days were looked up.
    pub fn known_until(&self) -> NaiveDate {
        self.known_until
    }

    /// Returns when a person last checked the list.
    pub fn checked(&self) -> NaiveDate {
        self.checked
    }

    /// Returns what is not verified about the list as a whole.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Returns what is not verified about the days of a stretch, both ends included.
    pub fn doubts(&self, from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = &str> {
        self.unverified
            .iter()
            .filter(move |range| range.from <= until && from <= range.until)
            .map(|range| range.note.as_str())
    }
}

/// Returns whether the day is a Saturday or a Sunday.
pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn fixed(day: NaiveDate) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (1, 1) => Some("Nieuwjaarsdag"),
        (4, 26 | 27) if is_kings_day(day) => Some("Koningsdag"),
        (5, 5) => Some("5 mei"),
        (12, 25) => Some("Eerste Kerstdag"),
        (12, 26) => Some("Tweede Kerstdag"),
        _ => None,
    }
}

/// Koningsdag is 27 April, or 26 April when the 27th is a Sunday; there was none before 2014.
fn is_kings_day(day: NaiveDate) -> bool {
    let moved = |day: NaiveDate| day.weekday() == Weekday::Sun;
    let next_is_sunday = day.succ_opt().is_some_and(moved);
    day.year() >= 2014
        && day.month() == 4
        && (day.day() == 27 && !moved(day) || day.day() == 26 && next_is_sunday)
}

fn movable(day: NaiveDate) -> Option<&'static str> {
    match day.signed_duration_since(easter(day.year())?).num_days() {
        -2 => Some("Goede Vrijdag"),
        1 => Some("Tweede Paasdag"),
        39 => Some("Hemelvaartsdag"),
        50 => Some("Tweede Pinksterdag"),
        _ => None,
    }
}

/// Returns Easter Sunday in the Gregorian calendar by the rule of Meeus, Jones and Butcher; no
/// difference in it is ever negative.
fn easter(year: i32) -> Option<NaiveDate> {
    let number = u32::try_from(year).ok()?;
    let golden = number % 19;
    let (century, in_century) = (number / 100, number % 100);
    let moon_drift = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - century / 4 - moon_drift + 15) % 30;
    let leaps = 2 * (century % 4) + 2 * (in_century / 4);
    let sunday = (32 + leaps - full_moon - in_century % 4) % 7;
    let late = (golden + 11 * full_moon + 22 * sunday) / 451;
    let after = u64::from(full_moon + sunday - 7 * late);
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_days(Days::new(after))
}

fn date(key: &str, written: Datetime) -> Result<NaiveDate, String> {
    let plain = written.time.is_none() && written.offset.is_none();
    written
        .date
        .filter(|_| plain)
        .and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        })
        .ok_or_else(|| format!("`{key}` holds `{written}`, expected a date such as 2026-11-22"))
}
