//! Civil time in the Netherlands: reading and printing moments in Europe/Amsterdam.
//!
//! Never asks what time it is.

use chrono::{
    DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Europe::Amsterdam;

/// Returns the moment of a civil date and time; an hour that occurs twice is the first one, an
/// hour that is skipped moves on by the length of the gap.
pub fn from_civil(civil: NaiveDateTime) -> DateTime<Utc> {
    match Amsterdam.from_local_datetime(&civil) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            let hour = TimeDelta::hours(1);
            from_civil(civil - hour) + hour
        }
    }
}

/// Returns the civil date and time of a moment.
pub fn to_civil(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Amsterdam).naive_local()
}

/// Reads a date: `2026-11-22`, `22-11-2026`, `22-11` (the year of `now`), `vandaag`, `morgen`.
pub fn read_date(text: &str, now: DateTime<Utc>) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    let today = to_civil(now).date();
    match text.as_str() {
        "vandaag" | "today" => return Some(today),
        "morgen" | "tomorrow" => return today.succ_opt(),
        "gisteren" | "yesterday" => return today.pred_opt(),
        _ => {}
    }
    let numbers: Vec<&str> = text.split(['-', '/']).collect();
    let number = |at: usize| numbers.get(at)?.parse::<u32>().ok();
    let date = |year: u32, month: u32, day: u32| {
        let year = i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, month, day)
    };
    match numbers.len() {
        3 if numbers[0].len() == 4 => date(number(0)?, number(1)?, number(2)?),
        3 if numbers[2].len() == 4 => date(number(2)?, number(1)?, number(0)?),
        2 => {
            use chrono::Datelike;
            date(u32::try_from(today.year()).ok()?, number(1)?, number(0)?)
        }
        _ => None,
    }
}

/// Reads a time of day: `19:30`, `19.30`, `19u30`, `19`.
pub fn read_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().trim_end_matches("uur").trim();
    let mut parts = text.splitn(3, [':', '.', 'u']);
    let hour = digits(parts.next()?)?;
    let minute = parts
        .next()
        .map_or(Some(0), |m| if m.is_empty() { Some(0) } else { digits(m) })?;
    let second = parts.next().map_or(Some(0), digits)?;
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Reads a moment: a date and a time, a time alone (the day of `now`), or RFC 3339.
pub fn read_datetime(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc));
    }
    if text.eq_ignore_ascii_case("nu") || text.eq_ignore_ascii_case("now") {
        return Some(now);
    }
    if let Some(time) = read_time(text) {
        return Some(from_civil(to_civil(now).date().and_time(time)));
    }
    let (date, time) = text
        .split_once(['T', ' ', ','])
        .or_else(|| text.split_once(" om "))?;
    let time = time.trim().trim_start_matches("om ").trim();
    Some(from_civil(read_date(date, now)?.and_time(read_time(time)?)))
}

/// How far a clock on the wall may be ahead of this computer's.
const AHEAD_MINUTES: i64 = 5;

/// Tells whether a moment is still to come, by more than clocks on the wall are apart.
pub fn is_to_come(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    at > now + TimeDelta::minutes(AHEAD_MINUTES)
}

/// Reads a moment in the past: a time of day that is still to come today was yesterday. A date that is still to come is
/// returned as it is, to be refused.
pub fn read_past(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let at = read_datetime(text, now)?;
    Some(match is_to_come(at, now) && read_time(text).is_some() {
        true => from_civil(to_civil(at) - TimeDelta::days(1)),
        false => at,
    })
}

/// Reads a moment to come: a stretch of time from `now`, a date and a time, or a time alone, which is
/// that of tomorrow when it has passed today.
pub fn read_coming(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let stretch = read_duration(text).and_then(TimeDelta::try_seconds);
    let at = stretch
        .and_then(|stretch| now.checked_add_signed(stretch))
        .or_else(|| read_datetime(text, now))?;
    Some(match at < now && read_time(text).is_some() {
        true => from_civil(to_civil(at) + TimeDelta::days(1)),
        false => at,
    })
}

/// Reads a duration: `30m`, `4h`, `2d`, `1w`, `90s`, `1h30m`; also `4u` and `30 min`.
pub fn read_duration(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = text.as_str();
    let mut seconds: i64 = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let amount: i64 = rest[..end].parse().ok()?;
        rest = &rest[end..];
        let end = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "s" | "sec" => 1,
            "m" | "min" | "minuten" | "minuut" => 60,
            "h" | "u" | "uur" | "uren" => 3600,
            "d" | "dag" | "dagen" => 86_400,
            "w" | "week" | "weken" => 604_800,
            _ => return None,
        };
        seconds = seconds.checked_add(amount.checked_mul(unit)?)?;
        rest = &rest[end..];
    }
    Some(seconds)
}

fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text)
            .unwrap()
            .with_timezone(&Utc)
    }

    #[test]
    fn moments_are_read_as_people_write_them() {
        let now = at("2021-11-24T16:05:00Z");
        for text in [
            "2021-11-26T19:30",
            "2021-11-26 19:30",
            "26-11-2021 19.30 uur",
            "26-11 19u30",
            "2021-11-26T19:30:00+01:00",
        ] {
            assert_eq!(
                read_datetime(text, now),
                Some(at("2021-11-26T18:30:00Z")),
                "{text}"
            );
        }
        assert_eq!(
            read_datetime("19:30", now),
            Some(at("2021-11-24T18:30:00Z"))
        );
        for text in ["", "morgen", "26-11", "25:00", "31-02-2021 10:00"] {
            assert_eq!(read_datetime(text, now), None, "{text}");
        }
    }

    #[test]
    fn an_hour_that_is_skipped_or_doubled_has_one_moment() {
        let civil = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        assert_eq!(
            from_civil(civil("2026-03-29T02:30:00")),
            at("2026-03-29T01:30:00Z")
        );
        assert_eq!(
            from_civil(civil("2026-10-25T02:30:00")),
            at("2026-10-25T00:30:00Z")
        );
    }

    #[test]
    fn durations_add_up() {
        assert_eq!(read_duration("1h30m"), Some(5400));
        assert_eq!(read_duration("2 weken"), Some(1_209_600));
        assert_eq!(read_duration("30"), None);
        assert_eq!(read_duration("3 keer"), None);
    }
}
