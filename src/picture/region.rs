//! The picture of one region: boxes and the ways between them, laid out so that it is as large as the page allows.

use super::card::Card;
use super::layout::{Direction, Layout, Rectangle, Size, lay_out};
use super::letters::{width, wrap};
use super::measures::Measures;
use super::pen::{Edge, Face, INK, Pen, QUIET};
use super::{Arrow, Region};

/// A laid out region.
pub(super) struct Drawn<'a> {
    cards: Vec<Card<'a>>,
    layout: Layout,
    measures: Measures,
    region: &'a Region,
    words: Vec<Vec<Line>>,
}

/// A line of words beside a way, and whether they are of a way that was taken.
type Line = (String, bool);

impl<'a> Drawn<'a> {
    /// Returns the region laid out for room of a size.
    pub(super) fn new(region: &'a Region, room: Size, measures: Measures) -> Self {
        let mut best: Option<(f64, Self)> = None;
        for direction in [Direction::Across, Direction::Down] {
            for measures in measures.tried() {
                let drawn = Drawn::laid_out(region, direction, measures);
                let scale = drawn.scale(room);
                if best.as_ref().is_none_or(|(known, _)| scale > known * 1.02) {
                    best = Some((scale, drawn));
                }
            }
        }
        match best {
            Some((_, drawn)) => drawn,
            None => Drawn::laid_out(region, Direction::Across, measures),
        }
    }

    fn laid_out(region: &'a Region, direction: Direction, measures: Measures) -> Self {
        let cards = region.nodes.iter();
        let cards: Vec<Card<'a>> = cards.map(|node| Card::new(node, measures)).collect();
        let words: Vec<Vec<Line>> = (region.arrows.iter())
            .map(|arrow| label(arrow, measures))
            .collect();
        let boxes: Vec<Size> = cards.iter().map(Card::size).collect();
        let ways: Vec<(usize, usize, Size)> = (region.arrows.iter().zip(&words))
            .map(|(arrow, lines)| (arrow.from, arrow.to, size(lines, measures)))
            .collect();
        Drawn {
            cards,
            layout: lay_out(&boxes, &ways, direction, measures.after),
            measures,
            region,
            words,
        }
    }

    /// Returns how much larger the picture can be drawn in room of a size.
    pub(super) fn scale(&self, room: Size) -> f64 {
        let Size { height, width } = self.layout.size;
        (room.width / width.max(1.0))
            .min(room.height / height.max(1.0))
            .min(1.6)
    }

    pub(super) fn size(&self) -> Size {
        self.layout.size
    }

    pub(super) fn draw(&self, pen: &mut Pen) {
        let ways = self.layout.ways.iter().zip(&self.region.arrows);
        for (way, arrow) in ways.clone() {
            let is_taken = arrow.reasons.iter().any(|reason| reason.is_taken);
            let edge = Edge {
                colour: if is_taken { INK } else { QUIET },
                is_dashed: false,
                thickness: if is_taken { 5.5 } else { 1.8 },
            };
            let taken = if is_taken { "yes" } else { "no" };
            pen.group(&[("data-way", taken)], |pen| pen.arrow(&way.points, edge));
        }
        for ((way, _), lines) in ways.zip(&self.words) {
            self::words(pen, way.label, lines, self.measures);
        }
        for ((card, at), node) in self
            .cards
            .iter()
            .zip(&self.layout.boxes)
            .zip(&self.region.nodes)
        {
            let (name, value) = match &node.id {
                Some(id) => ("data-state", id.as_str()),
                None => ("data-outside", node.title.as_str()),
            };
            pen.group(&[(name, value)], |pen| card.draw(pen, *at));
        }
    }
}

/// Returns the words of a way in lines.
fn label(arrow: &Arrow, measures: Measures) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, reason) in arrow.reasons.iter().enumerate() {
        if at > 0 {
            lines.push(("of".to_owned(), false));
        }
        let words = match reason.is_taken {
            true => format!("gegaan: {}", reason.words),
            false => reason.words.clone(),
        };
        let wrapped = wrap(&words, measures.words, measures.widest).into_iter();
        lines.extend(wrapped.map(|line| (line, reason.is_taken)));
    }
    lines
}

fn size(lines: &[Line], measures: Measures) -> Size {
    let widest = (lines.iter())
        .map(|(line, _)| width(line, measures.words))
        .fold(0.0, f64::max);
    Size {
        height: f64::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * measures.line() + 6.0,
        width: widest + 12.0,
    }
}

/// Writes the words of a way on a ground that hides the line under them.
fn words(pen: &mut Pen, at: Rectangle, lines: &[Line], measures: Measures) {
    pen.group(&[("data-words", "")], |pen| {
        let edge = Edge {
            colour: QUIET,
            is_dashed: false,
            thickness: 0.0,
        };
        pen.rectangle(at, 4.0, "#ffffff", edge);
        let mut y = at.y + 3.0 + measures.line() * 0.75;
        for (line, is_taken) in lines {
            let face = Face {
                anchor: "middle",
                is_bold: *is_taken,
                ..Face::plain(measures.words)
            };
            pen.words(at.x + at.width / 2.0, y, face, line);
            y += measures.line();
        }
    });
}
