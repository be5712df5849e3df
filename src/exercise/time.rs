//! Exercise time: how long players have played, without what stood still.

use std::fmt;

use chrono::TimeDelta;
use serde::{Serialize, Serializer};

/// A moment in exercise time, counted from the start; never before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExerciseTime(TimeDelta);

/// The longest exercise that is read, in hours.
const MAXIMUM_HOURS: i64 = 999;

impl ExerciseTime {
    /// The start.
    pub const START: ExerciseTime = ExerciseTime(TimeDelta::zero());

    /// Returns the moment so long after the start; the start for anything before it.
    pub fn of(since_start: TimeDelta) -> Self {
        ExerciseTime(since_start.max(TimeDelta::zero()))
    }

    /// Returns the moment so many minutes after the start.
    pub fn of_minutes(minutes: u64) -> Self {
        let most = MAXIMUM_HOURS * 60;
        let minutes = i64::try_from(minutes).map_or(most, |minutes| minutes.min(most));
        ExerciseTime(TimeDelta::minutes(minutes))
    }

    /// Reads `T+hh:mm`, or `T+hh:mm:ss`.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("T+")?;
        let parts: Vec<&str> = rest.split(':').collect();
        let number = |part: &str, most: i64| -> Option<i64> {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let number = part.parse().ok().filter(|_| digits)?;
            (number <= most).then_some(number)
        };
        let (hours, minutes, seconds) = match parts.as_slice() {
            [hours, minutes] => (hours, minutes, "0"),
            [hours, minutes, seconds] => (hours, minutes, *seconds),
            _ => return None,
        };
        let hours = number(hours, MAXIMUM_HOURS)?;
        let seconds = (hours * 60 + number(minutes, 59)?) * 60 + number(seconds, 59)?;
        Some(ExerciseTime(TimeDelta::seconds(seconds)))
    }

    /// Returns how long after the start it is.
    pub fn since_start(self) -> TimeDelta {
        self.0
    }

    /// Returns it in whole minutes, as it is read aloud.
    pub fn whole_minutes(self) -> String {
        let minutes = self.0.num_minutes();
        format!("T+{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// Returns how long after another moment it is; negative when it is before.
    pub fn since(self, other: ExerciseTime) -> TimeDelta {
        self.0 - other.0
    }

    /// Returns the moment so long after this one.
    pub fn after(self, stretch: TimeDelta) -> Self {
        ExerciseTime::of(self.0.checked_add(&stretch).unwrap_or(TimeDelta::MAX))
    }
}

impl fmt::Display for ExerciseTime {
    /// Writes `T+hh:mm`, with seconds only when there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.num_seconds();
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(f, "T+{hours:02}:{minutes:02}")?;
        match seconds % 60 {
            0 => Ok(()),
            rest => write!(f, ":{rest:02}"),
        }
    }
}

impl Serialize for ExerciseTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_it_is_written() {
        for text in ["T+00:00", "T+00:05", "T+01:30", "T+120:00", "T+00:00:20"] {
            let read = ExerciseTime::parse(text).expect("a moment");
            assert_eq!(read.to_string(), text);
        }
        for text in [
            "",
            "00:05",
            "T+5",
            "T+00:60",
            "T+0:+5",
            "T-00:05",
            "T+1000:00",
        ] {
            assert_eq!(ExerciseTime::parse(text), None, "{text}");
        }
        assert!(ExerciseTime::START.after(TimeDelta::minutes(-1)) == ExerciseTime::START);
    }
}
