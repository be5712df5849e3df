//! Leads lines clear of boxes and words: straight through the rows, slanting only in the room between them.
//!
//! `dagre` gives a line one corner in each row it passes, so on its slope it can cut the corner of a box beside it.
//! Everything here thinks from top to bottom; for a picture from left to right the axes change places around it.

use super::layout::Rectangle;

/// How far a line goes straight before a box, so that its head stands straight.
const BOX: f64 = 14.0;

/// How far it goes straight before words.
const WORDS: f64 = 2.0;

/// A line from the bottom of one box to the top of a lower one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The corners between its ends, one in each row.
    pub(super) corners: Vec<(f64, f64)>,
    /// The upper box.
    pub(super) first: usize,
    /// The lower box.
    pub(super) last: usize,
}

/// Returns the corners of each line, ends included.
pub(super) fn route(
    boxes: &[Rectangle],
    labels: &[Rectangle],
    lines: &[Line],
) -> Vec<Vec<(f64, f64)>> {
    let boxed = boxes.iter().map(|at| (at, BOX));
    let rows = rows(boxed.chain(labels.iter().map(|at| (at, WORDS))));
    let all = lines.iter().enumerate();
    all.map(|(at, line)| {
        let (first, last) = (&boxes[line.first], &boxes[line.last]);
        let start = port(first, at, lines, |other| {
            (other.first == line.first).then(|| other.corners.first())
        });
        let end = port(last, at, lines, |other| {
            (other.last == line.last).then(|| other.corners.last())
        });
        let mut points = vec![(start, first.y + first.height)];
        points.push((start, row(&rows, middle(first)).1));
        for (x, y) in &line.corners {
            let (top, bottom) = row(&rows, *y);
            points.extend([(*x, top), (*x, bottom)]);
        }
        points.extend([(end, row(&rows, middle(last)).0), (end, last.y)]);
        points
    })
    .collect()
}

/// Returns where a line meets its box: the lines on that side share its width, in the order of where they go.
fn port<'a>(
    at: &Rectangle,
    own: usize,
    lines: &'a [Line],
    corner: impl Fn(&'a Line) -> Option<Option<&'a (f64, f64)>>,
) -> f64 {
    let mut beside: Vec<(usize, f64)> = (lines.iter().enumerate())
        .filter_map(|(number, line)| Some((number, corner(line)?.map_or(0.0, |(x, _)| *x))))
        .collect();
    beside.sort_by(|one, other| one.1.total_cmp(&other.1));
    let place = beside
        .iter()
        .position(|(number, _)| *number == own)
        .unwrap_or_default();
    let share = |count: usize| f64::from(u16::try_from(count).unwrap_or(u16::MAX));
    at.x + at.width * share(place + 1) / share(beside.len() + 1)
}

/// A row: its middle, top and bottom.
type Row = (f64, f64, f64);

/// Returns the rows that boxes and words stand in; those of one row have one middle.
fn rows<'a>(all: impl Iterator<Item = (&'a Rectangle, f64)>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (one, clear) in all {
        let (top, bottom) = (one.y - clear, one.y + one.height + clear);
        match rows.iter_mut().find(|row| is_near(row.0, middle(one))) {
            Some(row) => (row.1, row.2) = (row.1.min(top), row.2.max(bottom)),
            None => rows.push((middle(one), top, bottom)),
        }
    }
    rows
}

fn row(rows: &[Row], y: f64) -> (f64, f64) {
    let found = rows.iter().find(|row| is_near(row.0, y));
    found.map_or((y, y), |row| (row.1, row.2))
}

fn middle(at: &Rectangle) -> f64 {
    at.y + at.height / 2.0
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.5
}
