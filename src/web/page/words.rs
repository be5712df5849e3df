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
    let stretch = dutch::duration(seconds.abs());
    match seconds >= 0 {
        true => format!("nog {stretch}"),
        false => format!("{stretch} te laat"),
    }
}
