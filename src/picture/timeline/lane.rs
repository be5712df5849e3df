//! The cards of a lane: how large they can be, and where each stands. No card lies over another of its lane.

use super::axis::Axis;
use crate::fact::dutch;
use crate::picture::layout::Rectangle;
use crate::picture::letters::{width, wrap};
use crate::picture::pen::{Edge, Face, INK, Pen, QUIET};
use crate::view::{Lane, Point};

/// Room between cards.
const BETWEEN: f64 = 6.0;

/// Room between the edge of a lane and its cards.
const INSIDE: f64 = 8.0;

/// The least height of a lane: its title.
const LEAST: f64 = 64.0;

/// How far a card may go past the end of the scale.
const PAST: f64 = 8.0;

/// How much cards say.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Level {
    /// How many there are about a moment.
    Count,
    /// The number of the line.
    Number,
    /// Number, time and words: size, width and the most lines of words.
    Words(f64, f64, usize),
}

/// From the most to the least.
const LEVELS: [Level; 6] = [
    Level::Words(20.0, 300.0, 5),
    Level::Words(17.0, 240.0, 4),
    Level::Words(14.0, 200.0, 3),
    Level::Words(13.0, 150.0, 2),
    Level::Number,
    Level::Count,
];

/// The levels that the cards of a lane that matters less are behind those of others.
const BEHIND: usize = 2;

/// A lane with its cards in rows.
pub(super) struct Placed<'a> {
    cards: Vec<Card<'a>>,
    count: usize,
    pub(super) height: f64,
    is_minor: bool,
    level: usize,
    pub(super) title: &'static str,
}

/// A card; the words of one that stands for many say how many.
struct Card<'a> {
    at: Rectangle,
    head: String,
    lines: Vec<String>,
    point: &'a Point,
    size: f64,
    x: f64,
}

/// Returns the lanes with cards as large as the room allows, about as large in each; what room that leaves is used again.
pub(super) fn place<'a>(lanes: &'a [Lane], axis: &Axis, room: f64) -> Vec<Placed<'a>> {
    let mut placed: Vec<Placed<'_>> = lanes
        .iter()
        .map(|lane| Placed::new(lane, axis, 0))
        .collect();
    while height(&placed) > room {
        let shrinkable = (0..placed.len()).filter(|at| placed[*at].level + 1 < LEVELS.len());
        // The largest words first, and of those the fullest lane.
        let next = shrinkable.max_by(|one, other| {
            let (one, other) = (&placed[*one], &placed[*other]);
            let by_level = other.rank().cmp(&one.rank());
            by_level.then(one.height.total_cmp(&other.height))
        });
        let Some(at) = next else {
            break;
        };
        placed[at] = Placed::new(&lanes[at], axis, placed[at].level + 1);
    }
    while let Some((at, larger)) = grown(&placed, lanes, axis, room) {
        placed[at] = larger;
    }
    placed
}

/// Returns the lane that says least and can say more in the room there is, as it then is.
fn grown<'a>(
    placed: &[Placed<'a>],
    lanes: &'a [Lane],
    axis: &Axis,
    room: f64,
) -> Option<(usize, Placed<'a>)> {
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(placed[*at].rank()));
    order.into_iter().find_map(|at| {
        let larger = Placed::new(&lanes[at], axis, placed[at].level.checked_sub(1)?);
        let fits = height(placed) - placed[at].height + larger.height <= room;
        fits.then_some((at, larger))
    })
}

fn height(lanes: &[Placed<'_>]) -> f64 {
    lanes.iter().map(|one| one.height + super::BETWEEN).sum()
}

impl<'a> Placed<'a> {
    fn new(lane: &'a Lane, axis: &Axis, level: usize) -> Self {
        let mut cards = match LEVELS[level] {
            Level::Count => counted(&lane.points, axis),
            Level::Number => lane
                .points
                .iter()
                .map(|point| numbered(point, axis))
                .collect(),
            Level::Words(size, wide, most) => (lane.points.iter())
                .map(|point| worded(point, axis, size, wide, most))
                .collect(),
        };
        // Each row is as high as its highest card.
        let mut rows: Vec<(f64, f64)> = Vec::new();
        let mut own = Vec::new();
        for card in &cards {
            let is_free = |(right, _): &(f64, f64)| right + BETWEEN <= card.at.x;
            let free = rows.iter().position(is_free);
            let row = free.unwrap_or_else(|| {
                rows.push((0.0, 0.0));
                rows.len() - 1
            });
            rows[row] = (card.at.x + card.at.width, rows[row].1.max(card.at.height));
            own.push(row);
        }
        let tops: Vec<f64> = (rows.iter())
            .scan(INSIDE, |y, (_, height)| {
                let top = *y;
                *y += height + BETWEEN;
                Some(top)
            })
            .collect();
        for (card, row) in cards.iter_mut().zip(own) {
            card.at.y = tops[row];
        }
        let height = rows.iter().map(|(_, height)| height + BETWEEN).sum::<f64>();
        Placed {
            cards,
            count: lane.points.len(),
            height: (height + 2.0 * INSIDE).max(LEAST),
            is_minor: lane.is_minor,
            level,
            title: lane.title,
        }
    }

    /// Returns how little its cards say, for what the lane matters.
    fn rank(&self) -> usize {
        match self.is_minor {
            true => self.level.saturating_sub(BEHIND),
            false => self.level,
        }
    }

    /// Returns how much is in the lane, in words.
    pub(super) fn count(&self) -> String {
        match (self.count, self.title) {
            (1, "Termijnen") => "1 moment".to_owned(),
            (count, "Termijnen") => format!("{count} momenten"),
            (1, _) => "1 regel".to_owned(),
            (count, _) => format!("{count} regels"),
        }
    }

    /// Draws the cards of a lane that begins at a height; what shows when they were recorded lies under them.
    pub(super) fn draw(&self, pen: &mut Pen, top: f64, axis: &Axis) {
        for card in &self.cards {
            card.tail(pen, top, axis);
        }
        for card in &self.cards {
            let name = card.point.seq.map_or(String::new(), |seq| seq.to_string());
            pen.group(&[("data-card", &name)], |pen| card.draw(pen, top));
        }
    }
}

impl Card<'_> {
    fn draw(&self, pen: &mut Pen, top: f64) {
        let at = Rectangle {
            y: self.at.y + top,
            ..self.at
        };
        let edge = Edge {
            colour: if self.point.struck { QUIET } else { INK },
            is_dashed: self.point.struck || self.point.is_due,
            thickness: 1.4,
        };
        pen.rectangle(at, 3.0, "#ffffff", edge);
        // The moment itself.
        let bar = Edge {
            is_dashed: false,
            thickness: 5.0,
            ..edge
        };
        let x = self.x.clamp(at.x + 2.5, at.x + at.width - 2.5);
        pen.line(&[(x, at.y), (x, at.y + at.height)], bar);
        let inside = if x < at.x + at.width / 2.0 { 10.0 } else { 5.0 };
        let mut y = at.y + self.size * 1.2;
        pen.words(at.x + inside, y, Face::bold(self.size), &self.head);
        let face = Face {
            colour: edge.colour,
            ..Face::plain(self.size)
        };
        for line in &self.lines {
            y += self.size * 1.22;
            pen.words(at.x + inside, y, face, line);
        }
    }

    /// Draws a line to the moment at which it was recorded.
    fn tail(&self, pen: &mut Pen, top: f64, axis: &Axis) {
        let Some(recorded) = self.point.recorded_at else {
            return;
        };
        let (x, y) = (axis.x(recorded), top + self.at.y + self.at.height + 2.5);
        let edge = Edge {
            colour: QUIET,
            is_dashed: false,
            thickness: 1.6,
        };
        pen.line(&[(self.x, y), (x, y), (x, y - 7.0)], edge);
    }
}

/// Returns where a card stands: from its moment on, or until it where that would pass the end.
fn at(x: f64, wide: f64, high: f64, axis: &Axis) -> Rectangle {
    let is_past = x - 2.5 + wide > axis.right() + PAST;
    Rectangle {
        height: high,
        width: wide,
        x: if is_past { x + 2.5 - wide } else { x - 2.5 },
        y: 0.0,
    }
}

fn worded<'a>(point: &'a Point, axis: &Axis, size: f64, wide: f64, most: usize) -> Card<'a> {
    let x = axis.x(point.at);
    let mut head = match point.seq {
        Some(seq) => format!("{seq} · {}", dutch::clock(point.at)),
        None => format!("vóór {}", dutch::short(point.at)),
    };
    let mut text = point.text.clone();
    if point.struck {
        text = format!("VERVALLEN: {text}");
    }
    if let Some(recorded) = point.recorded_at {
        head.push_str(", vastgelegd ");
        head.push_str(&dutch::short(recorded));
    }
    let wide = wide.max(width(&head, size) + 18.0);
    // A long text is cut before it is measured: most of it would not be shown.
    let long: String = text.chars().take(400).collect();
    let mut lines = wrap(&long, size, wide - 18.0);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let whole = last.trim_end_matches(['.', ',', ';', ':']).len();
            last.truncate(whole);
            last.push('…');
        }
    }
    let count = f64::from(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    Card {
        at: at(x, wide, size * (1.6 + 1.22 * count), axis),
        head,
        lines,
        point,
        size,
        x,
    }
}

fn numbered<'a>(point: &'a Point, axis: &Axis) -> Card<'a> {
    let x = axis.x(point.at);
    let head = match point.seq {
        Some(seq) => seq.to_string(),
        None => dutch::clock(point.at),
    };
    Card {
        at: at(x, width(&head, 14.0) + 18.0, 22.0, axis),
        head,
        lines: Vec::new(),
        point,
        size: 14.0,
        x,
    }
}

/// Returns the words that fit on one line.
fn cut(text: &str, size: f64, wide: f64) -> String {
    let long: String = text.chars().take(60).collect();
    let lines = wrap(&long, size, wide - size);
    let first = lines.first().map_or("", String::as_str);
    match lines.len() > 1 {
        true => format!("{first}…"),
        false => first.to_owned(),
    }
}

/// Returns one card for all points about a moment.
fn counted<'a>(points: &'a [Point], axis: &Axis) -> Vec<Card<'a>> {
    const WIDE: f64 = 132.0;
    let mut groups: Vec<(f64, Vec<&Point>)> = Vec::new();
    for point in points {
        let x = axis.x(point.at);
        match groups.last_mut() {
            Some((from, group)) if x < *from + WIDE + BETWEEN => group.push(point),
            _ => groups.push((x, vec![point])),
        }
    }
    let cards = groups.into_iter().map(|(x, group)| {
        let numbers = || group.iter().filter_map(|point| point.seq);
        let (first, last) = (group[0], group[group.len() - 1]);
        let head = match group.len() {
            1 => match first.seq {
                Some(seq) => format!("{seq} · {}", dutch::clock(first.at)),
                None => format!("vóór {}", dutch::short(first.at)),
            },
            count if first.seq.is_none() => format!("{count} momenten"),
            count => format!("{count} regels"),
        };
        let words = match (group.len(), numbers().min(), numbers().max()) {
            (1, ..) => cut(&first.text, 14.0, WIDE - 18.0),
            (_, Some(first), Some(last)) => format!("tussen {first} en {last}"),
            _ => format!("tot {}", dutch::short(last.at)),
        };
        Card {
            at: at(x, WIDE, 42.0, axis),
            head,
            lines: vec![words],
            point: group[0],
            size: 14.0,
            x,
        }
    });
    cards.collect()
}
