//! Moments as they are read from across a room.

use chrono::{DateTime, Utc};

use crate::fact::{dutch, time};

/// Returns a time of day, with the date when it is not today.
pub fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (day, today) = (time::to_civil(at).date(), time::to_civil(now).date());
    match day == today {
        true => dutch::clock(at),
        false => format!("{} {}", dutch::date(day), dutch::clock(at)),
    }
}

/// Returns how long until a moment, or how long ago it was.
pub fn until(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (at - now).num_seconds();
    match seconds >= 0 {
        true => format!("nog {}", stretch(seconds)),
        false => format!("{} te laat", stretch(seconds)),
    }
}

/// Returns a stretch of time in whole minutes; a page is not looked at every second.
pub fn stretch(seconds: i64) -> String {
    let minutes = seconds.abs() / 60;
    match minutes {
        0 => "minder dan 1 minuut".to_owned(),
        minutes => dutch::duration(minutes * 60),
    }
}
