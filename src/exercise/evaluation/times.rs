//! How time went in an exercise: what was played, what stood still, and the time of the situation beside it.

use chrono::{DateTime, Utc};

use super::Times;
use crate::engine::{Event, Incident};
use crate::exercise::alone::is_going_on;
use crate::exercise::{ExerciseTime, beginning, clock};

/// Returns how time went until a moment on the wall.
pub(super) fn times(incident: &Incident, length: ExerciseTime, ended_at: DateTime<Utc>) -> Times {
    let began = beginning(incident);
    let began_at = began.map_or(ended_at, |entry| entry.meta.recorded_at);
    let began_in = began.map_or(ended_at, |entry| entry.meta.chart_time);
    let lasted = (ended_at - began_at).num_seconds();
    let mut times = Times {
        began_at,
        ended_at,
        gone_on: 0,
        halts: 0,
        jumps: 0,
        length,
        paces: Vec::new(),
        pauses: 0,
        scale: scale(incident, length),
        situation: (began_in, incident.situation().chart_time(ended_at)),
        stood_still_seconds: (lasted - length.since_start().num_seconds()).max(0),
    };
    let mut is_still = false;
    let since = began.map_or(u64::MAX, |entry| entry.seq);
    let log = incident.log().iter();
    for entry in log.skip_while(|entry| entry.seq < since) {
        match entry.event() {
            Event::ExerciseHalted => times.halts += 1,
            Event::PaceSet { pace: 0 } => is_still = true,
            Event::PaceSet { pace } => {
                times.pauses += usize::from(is_still);
                is_still = false;
                if *pace > 1 && !times.paces.contains(pace) {
                    times.paces.push(*pace);
                }
            }
            Event::TimeJumped { .. } if is_going_on(&entry.command_id) => times.gone_on += 1,
            Event::TimeJumped { .. } => times.jumps += 1,
            _ => {}
        }
    }
    times
}

/// Returns the situation's time at round moments of exercise time, a dozen at most.
fn scale(incident: &Incident, length: ExerciseTime) -> Vec<(ExerciseTime, DateTime<Utc>)> {
    let clock = clock(incident);
    let minutes = u64::try_from(length.since_start().num_minutes()).unwrap_or_default();
    let step = [1, 2, 5, 10, 15, 30, 60].into_iter();
    let step = step.filter(|step| minutes / step <= 12).min();
    let step = step.unwrap_or(minutes / 12 + 1);
    let marks = (0..=minutes / step).filter_map(|mark| {
        let at = ExerciseTime::of_minutes(mark * step);
        let wall = clock.wall(at)?;
        let log = incident.log().iter();
        let before = log
            .take_while(|entry| entry.meta.recorded_at <= wall)
            .last()?;
        let then = incident.as_of(before.seq);
        Some((at, then.situation().chart_time(wall)))
    });
    marks.collect()
}
