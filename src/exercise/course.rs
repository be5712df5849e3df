//! The course of the situation's time in exercise time, as the moves of a scenario plan it.
//!
//! It knows the plan alone: what was really moved, and when, stands in the log.

use chrono::{DateTime, TimeDelta, Utc};

use super::ExerciseTime;

/// The planned time of the situation: pieces, each from an exercise time on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    from: ExerciseTime,
    /// Situation seconds per second.
    pace: u32,
    situation: DateTime<Utc>,
}

/// What a move does to the situation's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It runs so many times as fast from here.
    Pace(u32),
    /// It jumps to this moment.
    To(DateTime<Utc>),
}

impl Course {
    /// Returns the course of a situation that starts at a moment and runs as fast as the clock.
    pub fn starting(at: DateTime<Utc>) -> Self {
        Course {
            pieces: vec![Piece {
                from: ExerciseTime::START,
                pace: 1,
                situation: at,
            }],
        }
    }

    /// Plans a move after those before it; tells whether time goes on with it.
    pub(super) fn add(&mut self, at: ExerciseTime, shift: Shift) -> bool {
        let last = self.last();
        let before = self.situation(at);
        let piece = match shift {
            Shift::Pace(pace) => Piece {
                from: at,
                pace: pace.max(1),
                situation: before,
            },
            Shift::To(to) => Piece {
                from: at,
                pace: last.pace,
                situation: to,
            },
        };
        let goes_on = at >= last.from && piece.situation >= before;
        if goes_on {
            self.pieces.push(piece);
        }
        goes_on
    }

    /// Returns the time of the situation at an exercise time, after the moves at it.
    pub fn situation(&self, at: ExerciseTime) -> DateTime<Utc> {
        let passed = self.pieces.iter().take_while(|piece| piece.from <= at);
        passed
            .last()
            .copied()
            .unwrap_or_else(|| self.first())
            .at(at)
    }

    /// Returns the time of the situation at an exercise time, before the moves at it.
    pub fn before(&self, at: ExerciseTime) -> DateTime<Utc> {
        let passed = self.pieces.iter().take_while(|piece| piece.from < at);
        passed
            .last()
            .copied()
            .unwrap_or_else(|| self.first())
            .at(at)
    }

    /// Returns the exercise time by which the situation has come to a moment: for one that it jumps over that of the jump.
    pub fn reached(&self, at: DateTime<Utc>) -> ExerciseTime {
        let after = self.pieces.iter().find(|piece| piece.situation > at);
        self.exercise(at)
            .or_else(|| after.map(|piece| piece.from))
            .unwrap_or_default()
    }

    /// Returns the exercise time at which the situation comes to a moment; nothing when it jumps over it.
    pub fn exercise(&self, at: DateTime<Utc>) -> Option<ExerciseTime> {
        let begun = self
            .pieces
            .iter()
            .rposition(|piece| piece.situation <= at)?;
        let piece = &self.pieces[begun];
        let passed = (at - piece.situation).num_milliseconds() / i64::from(piece.pace);
        let exercise = piece.from.after(TimeDelta::milliseconds(passed));
        match self.pieces.get(begun + 1) {
            Some(next) if exercise >= next.from => None,
            _ => Some(exercise),
        }
    }

    fn first(&self) -> Piece {
        self.pieces[0]
    }

    fn last(&self) -> Piece {
        self.pieces.last().copied().unwrap_or_else(|| self.first())
    }
}

impl Piece {
    fn at(&self, at: ExerciseTime) -> DateTime<Utc> {
        let passed = at.since(self.from).num_milliseconds();
        let passed = passed.saturating_mul(i64::from(self.pace));
        TimeDelta::try_milliseconds(passed)
            .and_then(|passed| self.situation.checked_add_signed(passed))
            .unwrap_or(self.situation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::time;

    #[test]
    fn the_situation_runs_jumps_and_runs_faster() {
        let at = |text: &str| time::read_datetime(text, DateTime::UNIX_EPOCH).expect("a moment");
        let exercise = |text: &str| ExerciseTime::parse(text).expect("a moment");
        let mut course = Course::starting(at("2027-03-11 16:00"));
        assert!(course.add(exercise("T+00:30"), Shift::To(at("2027-03-12 07:00"))));
        assert!(course.add(exercise("T+00:40"), Shift::Pace(6)));
        assert!(
            !course.add(exercise("T+00:35"), Shift::Pace(2)),
            "moves go on"
        );
        for (exercised, situation) in [
            ("T+00:05", "2027-03-11 16:05"),
            ("T+00:30", "2027-03-12 07:00"),
            ("T+00:40", "2027-03-12 07:10"),
            ("T+00:50", "2027-03-12 08:10"),
        ] {
            assert_eq!(course.situation(exercise(exercised)), at(situation));
            assert_eq!(course.exercise(at(situation)), Some(exercise(exercised)));
        }
        for jumped in ["2027-03-11 16:30", "2027-03-12 03:00"] {
            assert_eq!(course.exercise(at(jumped)), None, "{jumped}");
        }
    }
}
