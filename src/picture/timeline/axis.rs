//! The scale of time: straight while things happen, broken where nothing does for long, and it says how long. A stretch
//! in which more happens is drawn wider.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

use crate::fact::{dutch, time};
use crate::picture::letters::wrap;
use crate::picture::pen::{Edge, Face, INK, Pen, QUIET};

/// How long nothing may happen before the scale is broken, in minutes: the first that breaks it seldom enough.
const GAPS: [i64; 12] = [
    10, 20, 40, 90, 180, 360, 720, 1_440, 4_320, 10_080, 43_200, 525_600,
];

/// The most breaks.
const BREAKS: usize = 6;

/// The width of a break.
const BREAK: f64 = 70.0;

/// How much of the width goes by how much happens; the rest goes by time.
const BUSY: f64 = 0.65;

/// The least width of a stretch.
const LEAST: f64 = 54.0;

/// The distances of ticks, in minutes.
const TICKS: [i64; 11] = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440];

/// The least room between ticks.
const TICK: f64 = 76.0;

/// A scale of time.
pub(super) struct Axis {
    stretches: Vec<Stretch>,
}

/// A part of time in which things happen.
struct Stretch {
    from: DateTime<Utc>,
    per_second: f64,
    to: DateTime<Utc>,
    /// Where it begins and ends.
    x: (f64, f64),
}

impl Axis {
    /// Returns the scale that holds these moments, from left to right.
    pub(super) fn new(mut moments: Vec<DateTime<Utc>>, (left, right): (f64, f64)) -> Axis {
        moments.sort();
        let all = moments.clone();
        moments.dedup();
        let longest = GAPS
            .iter()
            .copied()
            .find(|gap| breaks(&moments, *gap) <= BREAKS);
        let longest = longest.unwrap_or(i64::MAX / 60);
        let mut parts: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
        for at in moments {
            match parts.last_mut() {
                Some((_, to)) if (at - *to).num_minutes() <= longest => *to = at,
                _ => parts.push((at, at)),
            }
        }
        let count = number(parts.len());
        let room = right - left - (count - 1.0).max(0.0) * BREAK - count * LEAST;
        let lasts: f64 = parts.iter().map(|(from, to)| seconds(*to - *from)).sum();
        let mut x = left;
        let stretches = parts.into_iter().map(|(from, to)| {
            let own = all.iter().filter(|at| from <= **at && **at <= to).count();
            let busy = number(own) / number(all.len());
            // A stretch that lasts no time has nothing to spread.
            let long = seconds(to - from) / lasts.max(1.0);
            let spread = room * (BUSY * busy + (1.0 - BUSY) * long);
            let stretch = Stretch {
                from,
                per_second: spread / seconds(to - from).max(1.0),
                to,
                x: (x, x + LEAST + spread),
            };
            x = stretch.x.1 + BREAK;
            stretch
        });
        Axis {
            stretches: stretches.collect(),
        }
    }

    /// Returns where a moment is; what lies outside is at the nearest end.
    pub(super) fn x(&self, at: DateTime<Utc>) -> f64 {
        let Some(stretch) = (self.stretches.iter().rev())
            .find(|stretch| stretch.from <= at)
            .or(self.stretches.first())
        else {
            return 0.0;
        };
        let x =
            stretch.x.0 + seconds(at - stretch.from).max(0.0) * stretch.per_second + LEAST / 2.0;
        x.min(stretch.x.1)
    }

    /// Returns where the scale ends.
    pub(super) fn right(&self) -> f64 {
        self.stretches.last().map_or(0.0, |stretch| stretch.x.1)
    }

    /// Draws the scale over the lanes, its ticks through them, and its breaks.
    pub(super) fn draw(&self, pen: &mut Pen, top: f64, bottom: f64) {
        let y = top - 36.0;
        let edge = Edge {
            colour: INK,
            is_dashed: false,
            thickness: 2.0,
        };
        let mut day = None;
        for (at, stretch) in self.stretches.iter().enumerate() {
            pen.line(&[(stretch.x.0, y), (stretch.x.1, y)], edge);
            self.ticks(pen, stretch, (y, top, bottom), &mut day);
            if let Some(next) = self.stretches.get(at + 1) {
                gap(pen, stretch, next, y, edge);
            }
        }
    }

    fn ticks(
        &self,
        pen: &mut Pen,
        stretch: &Stretch,
        (y, top, bottom): (f64, f64, f64),
        day: &mut Option<NaiveDate>,
    ) {
        let faint = Edge {
            colour: "#f4f4f4",
            is_dashed: false,
            thickness: 1.0,
        };
        let step = TICKS.iter().find(|step| {
            let minutes = TimeDelta::minutes(**step);
            seconds(minutes) * stretch.per_second >= TICK
        });
        let mut ticks = Vec::new();
        if let Some(step) = step {
            let civil = time::to_civil(stretch.from);
            let minute = i64::from(civil.hour() * 60 + civil.minute());
            let first = TimeDelta::minutes(step - minute.rem_euclid(*step))
                - TimeDelta::seconds(i64::from(civil.second()));
            let mut at = stretch.from + first;
            while at <= stretch.to {
                ticks.push(at);
                at += TimeDelta::minutes(*step);
            }
        }
        if ticks.is_empty() {
            ticks.push(stretch.from);
        }
        for at in ticks {
            let x = self.x(at);
            pen.line(
                &[(x, y - 6.0), (x, y)],
                Edge {
                    colour: INK,
                    thickness: 2.0,
                    ..faint
                },
            );
            pen.line(&[(x, top), (x, bottom)], faint);
            let face = Face {
                anchor: "middle",
                ..Face::bold(16.0)
            };
            pen.words(x, y + 17.0, face, &dutch::clock(at));
            let civil = time::to_civil(at).date();
            if *day != Some(civil) {
                let face = Face {
                    anchor: "middle",
                    colour: QUIET,
                    ..Face::plain(13.0)
                };
                pen.words(
                    x,
                    y + 32.0,
                    face,
                    &format!("{}-{}-{}", civil.day(), civil.month(), civil.year()),
                );
                *day = Some(civil);
            }
        }
    }
}

/// Draws a break with how long it is.
fn gap(pen: &mut Pen, before: &Stretch, after: &Stretch, y: f64, edge: Edge) {
    let (left, right) = (before.x.1, after.x.0);
    let step = (right - left) / 6.0;
    let rise = |at: u8| match at {
        1 | 3 | 5 => -7.0,
        0 | 6 => 0.0,
        _ => 7.0,
    };
    let points: Vec<(f64, f64)> = (0..=6)
        .map(|at| (left + step * f64::from(at), y + rise(at)))
        .collect();
    pen.line(&points, edge);
    let words = coarse((after.from - before.to).num_minutes());
    let face = Face {
        anchor: "middle",
        colour: QUIET,
        ..Face::plain(13.0)
    };
    let mut line = y + 20.0;
    for words in wrap(&words, face.size, BREAK - 4.0) {
        pen.words((left + right) / 2.0, line, face, &words);
        line += 14.0;
    }
}

/// Returns a long time in its largest unit.
fn coarse(minutes: i64) -> String {
    match minutes {
        2_880.. => format!("{} dagen", minutes / 1_440),
        120.. => format!("{} uur", minutes / 60),
        _ => format!("{minutes} minuten"),
    }
}

fn breaks(moments: &[DateTime<Utc>], longest: i64) -> usize {
    let gaps = moments
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).num_minutes());
    gaps.filter(|gap| *gap > longest).count()
}

fn seconds(stretch: TimeDelta) -> f64 {
    // Centuries fit.
    i32::try_from(stretch.num_seconds()).map_or(f64::from(i32::MAX), f64::from)
}

fn number(count: usize) -> f64 {
    f64::from(u16::try_from(count).unwrap_or(u16::MAX))
}
