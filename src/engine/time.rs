//! When a command happens: the wall, the chart, and a clock that cannot be right.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Action, Refusal, Situation};

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
        return Ok(Times {
            chart_time: now,
            recorded_at: now,
            suspect: false,
        });
    };
    let confirmed = matches!(action, Action::Jump { .. }) || situation.closed.is_some();
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
