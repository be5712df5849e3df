//! When a command happens: the wall, the chart, and a clock that cannot be right.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Action, Refusal, Situation};

/// How the time of the situation follows the time on the wall: from an anchor, at a pace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SituationTime {
    /// A moment on the wall, and the moment in the situation that belongs to it; absent when they
    /// are the same.
    anchor: Option<(DateTime<Utc>, DateTime<Utc>)>,
    pace: u32,
}

impl Default for SituationTime {
    fn default() -> Self {
        SituationTime {
            anchor: None,
            pace: 1,
        }
    }
}

impl SituationTime {
    /// Returns the seconds of the situation in one second; 0 stands still.
    pub fn pace(&self) -> u32 {
        self.pace
    }

    /// Returns the moment in the situation that belongs to one on the wall.
    pub fn at(&self, wall: DateTime<Utc>) -> DateTime<Utc> {
        let Some((from, situation)) = self.anchor else {
            return wall;
        };
        let pace = i32::try_from(self.pace).unwrap_or(i32::MAX);
        let passed = (wall - from).checked_mul(pace).unwrap_or(TimeDelta::MAX);
        situation.checked_add_signed(passed).unwrap_or(situation)
    }

    /// Returns the first moment on the wall that belongs to one in the situation.
    pub fn wall(&self, situation: DateTime<Utc>) -> DateTime<Utc> {
        match self.anchor {
            None => situation,
            Some((wall, from)) => {
                let pace = i32::try_from(self.pace.max(1)).unwrap_or(i32::MAX);
                wall + (situation - from) / pace
            }
        }
    }

    /// Starts at a moment of its own.
    pub(super) fn start(&mut self, wall: DateTime<Utc>, situation: DateTime<Utc>) {
        self.anchor = Some((wall, situation));
    }

    /// Goes on from another moment, in whole seconds beside the wall.
    pub(super) fn jump(&mut self, wall: DateTime<Utc>, to: DateTime<Utc>) {
        let ahead = TimeDelta::seconds((to - wall).num_seconds());
        self.anchor = Some((wall, wall + ahead));
    }

    /// Goes on at another pace.
    pub(super) fn set_pace(&mut self, wall: DateTime<Utc>, pace: u32) {
        self.anchor = Some((wall, self.at(wall)));
        self.pace = pace;
    }
}

/// The times of one turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    /// What timers and clocks see.
    pub chart_time: DateTime<Utc>,
    /// When it is recorded.
    pub recorded_at: DateTime<Utc>,
    /// Whether the clock stood before the last entry.
    pub suspect: bool,
}

/// Returns the times of a turn.
///
/// A clock that stands before the last entry is not believed: the last entry's time is used and the
/// entry is marked. A gap of more than a day is asked about first, since a laptop whose clock is
/// wrong would make every timer due.
pub(super) fn of(
    situation: &Situation,
    action: &Action,
    now: DateTime<Utc>,
) -> Result<Times, Refusal> {
    let Some(last) = situation.last_recorded_at else {
        let situation_at = match action {
            Action::Start { situation_at, .. } => *situation_at,
            _ => None,
        };
        return Ok(Times {
            chart_time: situation_at.unwrap_or(now),
            recorded_at: now,
            suspect: false,
        });
    };
    let stands_still = situation.time.pace() == 0;
    let confirmed =
        stands_still || matches!(action, Action::Jump { .. }) || situation.closed.is_some();
    if now - last > TimeDelta::days(1) && !confirmed {
        return Err(Refusal::TimeGap { last, now });
    }
    let recorded_at = now.max(last);
    let mut chart_time = situation.chart_time(recorded_at);
    if let Action::Jump { to, .. } = action
        && situation.exercise
    {
        if *to < chart_time {
            return Err(Refusal::TimeRunsForward {
                last: chart_time,
                to: *to,
            });
        }
        chart_time = *to;
    }
    Ok(Times {
        chart_time,
        recorded_at,
        suspect: now < last,
    })
}
