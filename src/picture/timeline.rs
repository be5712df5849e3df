//! An incident as a line of time: a lane for each kind, a card at each moment with the number of its line in the log.
//!
//! The more there is, the smaller the cards: first with their words, then numbers only, then how many. Never leaves
//! anything out in silence.

mod axis;
mod lane;

use chrono::{DateTime, Utc};

use axis::Axis;
use lane::Placed;

use super::layout::Rectangle;
use super::letters::{width, wrap};
use super::pen::{Edge, Face, INK, Pen, QUIET};
use super::sheet::{Above, MARGIN, PAGE, file, head};
use crate::fact::dutch;
use crate::view::Timeline;

/// The width of the words before a lane.
const BEFORE: f64 = 170.0;

/// The height of the scale over the lanes.
const SCALE: f64 = 112.0;

/// The height of what explains the signs.
const KEY: f64 = 26.0;

/// Room between lanes.
const BETWEEN: f64 = 10.0;

/// The most that a lane gets over what it needs, on a page with room left.
const SPARE: f64 = 40.0;

/// Returns the picture of an incident over time.
pub fn timeline(timeline: &Timeline) -> String {
    drawn(timeline, &[])
}

/// Returns the picture of an exercise: over the situation's time, with moments of exercise time in it.
pub fn exercise_timeline(timeline: &Timeline, exercise_time: &[(DateTime<Utc>, String)]) -> String {
    drawn(timeline, exercise_time)
}

fn drawn(timeline: &Timeline, exercise_time: &[(DateTime<Utc>, String)]) -> String {
    let mut pen = Pen::default();
    let at = timeline.now.map_or_else(
        || "incident afgesloten".to_owned(),
        |now| format!("nu {}", dutch::datetime(now)),
    );
    let standing = format!("Stand na regel {} van het logboek, {at}", timeline.seq);
    let above = Above {
        marking: Some(timeline.mark),
        standing: &standing,
        title: &timeline.title,
    };
    let why = match exercise_time.is_empty() {
        true => {
            "Een kaartje staat bij het moment zelf, met het nummer van de regel in het logboek."
        }
        false => {
            "Onder de streep de tijd in de situatie, daarboven de oefentijd: hoe lang er gespeeld is, zonder pauzes. Een \
             kaartje heeft het nummer van de regel in het logboek."
        }
    };
    let name = ("data-timeline", "");
    let top = head(&mut pen, &above, "Tijdlijn", why, name) + SCALE;
    let bottom = PAGE.1 - MARGIN - KEY;
    let marks = [timeline.now, timeline.announced];
    let moments = timeline.points().into_iter().map(|(_, point)| point.at);
    let moments = moments.chain(exercise_time.iter().map(|(at, _)| *at));
    let axis = Axis::new(
        moments.chain(marks.into_iter().flatten()).collect(),
        (MARGIN + BEFORE + 12.0, PAGE.0 - MARGIN - 12.0),
    );
    axis.draw(&mut pen, top, bottom);
    let placed = lane::place(&timeline.lanes, &axis, bottom - top);
    let needed: f64 = placed.iter().map(|one| one.height + BETWEEN).sum();
    let count = f64::from(u16::try_from(placed.len().max(1)).unwrap_or(u16::MAX));
    let spare = ((bottom - top - needed) / count).clamp(0.0, SPARE);
    let mut y = top;
    let mut tops = Vec::new();
    for one in &placed {
        background(&mut pen, one, y, spare);
        tops.push(y);
        y += one.height + spare + BETWEEN;
    }
    let end = y - BETWEEN;
    for (at, words, rise, is_dashed) in [
        (timeline.now, "NU", 68.0, false),
        (timeline.announced, "AANGEKONDIGD", 95.0, true),
    ] {
        if let Some(at) = at {
            let words = format!("{words} {}", dutch::short(at));
            moment(&mut pen, axis.x(at), (top - rise, end), &words, is_dashed);
        }
    }
    let mut free = f64::MIN;
    for (at, words) in exercise_time {
        // Where the situation hardly moved, moments would lie over each other.
        let x = axis.x(*at);
        if x > free {
            let rise = (top - 68.0, top - 42.0);
            moment(&mut pen, x, rise, words, true);
            free = x + width(words, 16.0) + 24.0;
        }
    }
    for (one, y) in placed.iter().zip(tops) {
        one.draw(&mut pen, y, &axis);
    }
    key(&mut pen, PAGE.1 - MARGIN);
    file(pen, &format!("{}: tijdlijn", timeline.title))
}

fn background(pen: &mut Pen, lane: &Placed<'_>, y: f64, spare: f64) {
    let at = Rectangle {
        height: lane.height + spare,
        width: PAGE.0 - 2.0 * MARGIN,
        x: MARGIN,
        y,
    };
    let edge = Edge {
        colour: QUIET,
        is_dashed: false,
        thickness: 1.0,
    };
    pen.rectangle(at, 4.0, "#fafafa", edge);
    let mut line = y + 26.0;
    for words in wrap(lane.title, 19.0, BEFORE - 20.0) {
        pen.words(MARGIN + 10.0, line, Face::bold(19.0), &words);
        line += 23.0;
    }
    let quiet = Face {
        colour: QUIET,
        ..Face::plain(15.0)
    };
    pen.words(MARGIN + 10.0, line, quiet, &lane.count());
}

/// Draws a moment that matters through all lanes, with its words in a box over them.
fn moment(pen: &mut Pen, x: f64, (top, bottom): (f64, f64), words: &str, is_dashed: bool) {
    let edge = Edge {
        colour: INK,
        is_dashed,
        thickness: 3.0,
    };
    let wide = width(words, 16.0) + 16.0;
    let left = (x - wide / 2.0).clamp(MARGIN, PAGE.0 - MARGIN - wide);
    pen.line(&[(x, top + 22.0), (x, bottom)], edge);
    let at = Rectangle {
        height: 24.0,
        width: wide,
        x: left,
        y: top,
    };
    pen.rectangle(
        at,
        3.0,
        "#fff2b3",
        Edge {
            thickness: 2.0,
            ..edge
        },
    );
    pen.words(left + 8.0, top + 17.5, Face::bold(16.0), words);
}

fn key(pen: &mut Pen, y: f64) {
    let words = "Lijn onder een kaartje: het is later vastgelegd, waar de lijn eindigt. Gestippelde rand: vervallen of nog \
                 niet zover. Zigzag: tijd weggelaten, zoveel als erbij staat; daarna een eigen schaal.";
    let quiet = Face {
        colour: QUIET,
        ..Face::plain(15.0)
    };
    pen.words(MARGIN, y, quiet, words);
}
