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
use super::sheet::{A3, Above, IN_REPORT, Page, file, head};
use crate::fact::dutch;
use crate::view::Timeline;

/// The width of the words before a lane.
const BEFORE: f64 = 170.0;

/// The height of the scale over the lanes.
const SCALE: f64 = 112.0;

/// What explains the signs.
const KEY: &str = "Lijn onder een kaartje: het is later vastgelegd, waar de lijn eindigt. Gestippelde rand: vervallen of nog \
                   niet zover. Zigzag: tijd weggelaten, zoveel als erbij staat; daarna een eigen schaal.";

/// The size of its words, and the height of a line of them.
const KEY_SIZE: (f64, f64) = (15.0, 19.5);

/// Room between lanes.
const BETWEEN: f64 = 10.0;

/// The most that a lane gets over what it needs, on a page with room left.
const SPARE: f64 = 40.0;

/// Returns the picture of an incident over time.
pub fn timeline(timeline: &Timeline) -> String {
    drawn(timeline, &[], A3)
}

/// Returns the picture of an exercise: over the situation's time, with moments of exercise time in it.
pub fn exercise_timeline(timeline: &Timeline, exercise_time: &[(DateTime<Utc>, String)]) -> String {
    drawn(timeline, exercise_time, A3)
}

/// Returns the picture of an exercise for its report: the same on smaller paper, with words that can still be read.
/// Says its width and height on paper too, in millimetres.
pub fn report_timeline(
    timeline: &Timeline,
    exercise_time: &[(DateTime<Utc>, String)],
) -> (String, (u32, u32)) {
    let (width, height) = IN_REPORT.paper;
    let svg = drawn(timeline, exercise_time, IN_REPORT);
    (svg, (width as u32, height as u32))
}

fn drawn(timeline: &Timeline, exercise_time: &[(DateTime<Utc>, String)], page: Page) -> String {
    let mut pen = Pen::default();
    let at = timeline.now.map_or_else(
        || "incident afgesloten".to_owned(),
        |now| format!("nu {}", dutch::datetime(now)),
    );
    let standing = format!("Stand na regel {} van het logboek, {at}", timeline.seq);
    let above = Above {
        marking: Some(timeline.mark),
        page,
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
    let bottom = key(&mut pen, page);
    let marks = [timeline.now, timeline.announced];
    let moments = timeline.points().into_iter().map(|(_, point)| point.at);
    let moments = moments.chain(exercise_time.iter().map(|(at, _)| *at));
    let axis = Axis::new(
        moments.chain(marks.into_iter().flatten()).collect(),
        (
            page.margin + BEFORE + 12.0,
            page.units.0 - page.margin - 12.0,
        ),
    );
    axis.draw(&mut pen, top, bottom);
    let placed = lane::place(&timeline.lanes, &axis, bottom - top);
    let needed: f64 = placed.iter().map(|one| one.height + BETWEEN).sum();
    let count = f64::from(u16::try_from(placed.len().max(1)).unwrap_or(u16::MAX));
    let spare = ((bottom - top - needed) / count).clamp(0.0, SPARE);
    let mut y = top;
    let mut tops = Vec::new();
    for one in &placed {
        background(&mut pen, page, one, y, spare);
        tops.push(y);
        y += one.height + spare + BETWEEN;
    }
    let end = y - BETWEEN;
    // Moments of exercise time stand where the word for now would be.
    let now = match exercise_time {
        [] => 68.0,
        _ => 95.0,
    };
    for (at, words, rise, is_dashed) in [
        (timeline.now, "NU", now, false),
        (timeline.announced, "AANGEKONDIGD", 95.0, true),
    ] {
        if let Some(at) = at {
            let words = format!("{words} {}", dutch::short(at));
            let through = (top - rise, end);
            moment(&mut pen, page, axis.x(at), through, &words, is_dashed);
        }
    }
    let mut free = f64::MIN;
    for (at, words) in exercise_time {
        // Where the situation hardly moved, moments would lie over each other.
        let x = axis.x(*at);
        if x > free {
            let rise = (top - 68.0, top - 42.0);
            moment(&mut pen, page, x, rise, words, true);
            free = x + width(words, 16.0) + 24.0;
        }
    }
    for (one, y) in placed.iter().zip(tops) {
        one.draw(&mut pen, y, &axis);
    }
    file(pen, page, &format!("{}: tijdlijn", timeline.title))
}

fn background(pen: &mut Pen, page: Page, lane: &Placed<'_>, y: f64, spare: f64) {
    let at = Rectangle {
        height: lane.height + spare,
        width: page.units.0 - 2.0 * page.margin,
        x: page.margin,
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
        pen.words(page.margin + 10.0, line, Face::bold(19.0), &words);
        line += 23.0;
    }
    let quiet = Face {
        colour: QUIET,
        ..Face::plain(15.0)
    };
    pen.words(page.margin + 10.0, line, quiet, &lane.count());
}

/// Draws a moment that matters through all lanes, with its words in a box over them.
fn moment(
    pen: &mut Pen,
    page: Page,
    x: f64,
    (top, bottom): (f64, f64),
    words: &str,
    is_dashed: bool,
) {
    let edge = Edge {
        colour: INK,
        is_dashed,
        thickness: 3.0,
    };
    let wide = width(words, 16.0) + 16.0;
    let left = (x - wide / 2.0).clamp(page.margin, page.units.0 - page.margin - wide);
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

/// Writes what explains the signs at the foot of the page; returns where the room over it ends.
fn key(pen: &mut Pen, page: Page) -> f64 {
    let (size, height) = KEY_SIZE;
    let quiet = Face {
        colour: QUIET,
        ..Face::plain(size)
    };
    // Some letters go below their line.
    let mut y = page.units.1 - page.margin - size * 0.25;
    for line in wrap(KEY, size, page.units.0 - 2.0 * page.margin)
        .iter()
        .rev()
    {
        pen.words(page.margin, y, quiet, line);
        y -= height;
    }
    y - 6.0
}
