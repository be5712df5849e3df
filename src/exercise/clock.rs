//! The exercise clock: the wall minus what stood still.
//!
//! It is not kept anywhere: it follows from when the exercise was paused and resumed.

use chrono::{DateTime, TimeDelta, Utc};

use super::ExerciseTime;

/// The clock of an exercise that was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseClock {
    /// The stretches of the wall in which it ran, in order; the last one may have no end.
    ran: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)>,
}

/// From a moment on the wall, how fast the situation runs: 0 is standing still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaceChange {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Situation seconds per second.
    pub pace: u32,
}

impl ExerciseClock {
    /// Returns the clock of an exercise that started at a moment, with what changed since, in the order of the log.
    ///
    /// Pausing twice is pausing once, and so is resuming. A change before the one it follows counts from that one: the
    /// log is in order, a clock on a wall need not be.
    pub fn of(started: DateTime<Utc>, changes: &[PaceChange]) -> Self {
        let mut ran: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = vec![(started, None)];
        let mut last = started;
        for change in changes {
            last = last.max(change.at);
            match (ran.last_mut(), change.pace) {
                (Some((_, end @ None)), 0) => *end = Some(last),
                (Some((_, Some(_))), 1..) => ran.push((last, None)),
                _ => {}
            }
        }
        ExerciseClock { ran }
    }

    /// Tells whether it runs after the last change.
    pub fn runs(&self) -> bool {
        self.ran.last().is_some_and(|(_, end)| end.is_none())
    }

    /// Returns the exercise time at a moment on the wall.
    pub fn at(&self, wall: DateTime<Utc>) -> ExerciseTime {
        let stretches = self.ran.iter();
        let passed = stretches.map(|(start, end)| {
            let end = end.map_or(wall, |end| end.min(wall));
            (end - *start).max(TimeDelta::zero())
        });
        ExerciseTime::of(passed.sum())
    }

    /// Returns the moment on the wall at which it comes to an exercise time when nothing changes any more; nothing when
    /// it stands still before.
    pub fn wall(&self, at: ExerciseTime) -> Option<DateTime<Utc>> {
        let mut left = at.since_start();
        for (start, end) in &self.ran {
            match end {
                Some(end) if *end - *start < left => left -= *end - *start,
                _ => return start.checked_add_signed(left),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn start() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
    }

    fn changes() -> impl Strategy<Value = Vec<PaceChange>> {
        let change = (0_i64..600, 0_u32..3);
        prop::collection::vec(change, 0..12).prop_map(|mut changes| {
            changes.sort_by_key(|(seconds, _)| *seconds);
            changes
                .into_iter()
                .map(|(seconds, pace)| PaceChange {
                    at: start() + TimeDelta::seconds(seconds),
                    pace,
                })
                .collect()
        })
    }

    #[test]
    fn it_stands_still_between_pause_and_resume() {
        let minute = |minutes| start() + TimeDelta::minutes(minutes);
        let change = |at, pace| PaceChange { at, pace };
        let clock = ExerciseClock::of(start(), &[change(minute(10), 0), change(minute(25), 6)]);
        assert_eq!(clock.at(minute(5)).to_string(), "T+00:05");
        assert_eq!(clock.at(minute(20)).to_string(), "T+00:10");
        assert_eq!(clock.at(minute(30)).to_string(), "T+00:15");
        assert_eq!(clock.wall(ExerciseTime::of_minutes(15)), Some(minute(30)));
        assert_eq!(clock.at(minute(-5)), ExerciseTime::START);
    }

    proptest! {
        #[test]
        fn saying_a_pace_twice_changes_nothing(changes in changes(), wall in 0_i64..900) {
            let twice: Vec<PaceChange> = changes.iter().flat_map(|change| [*change, *change]).collect();
            let wall = start() + TimeDelta::seconds(wall);
            prop_assert_eq!(
                ExerciseClock::of(start(), &changes).at(wall),
                ExerciseClock::of(start(), &twice).at(wall)
            );
        }

        #[test]
        fn it_never_goes_back_nor_faster_than_the_wall(changes in changes(), one in 0_i64..900, more in 0_i64..300) {
            let clock = ExerciseClock::of(start(), &changes);
            let wall = start() + TimeDelta::seconds(one);
            let passed = clock.at(wall + TimeDelta::seconds(more)).since(clock.at(wall));
            prop_assert!(passed >= TimeDelta::zero());
            prop_assert!(passed <= TimeDelta::seconds(more));
        }

        #[test]
        fn the_wall_of_a_time_has_that_time(changes in changes(), seconds in 0_i64..900) {
            let clock = ExerciseClock::of(start(), &changes);
            let at = ExerciseTime::of(TimeDelta::seconds(seconds));
            if let Some(wall) = clock.wall(at) {
                prop_assert_eq!(clock.at(wall), at);
            } else {
                prop_assert!(!clock.runs());
            }
        }
    }
}
