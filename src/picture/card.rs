//! One box of a picture: its words in rows, its size, and how it is drawn. Its words always fit.

use super::layout::{Rectangle, Size};
use super::letters::wrap;
use super::measures::Measures;
use super::pen::{Edge, Face, INK, Pen, QUIET};
use super::{Kind, Mark, Node, Reason};
use crate::fact::dutch;

/// Room between the edge and the words.
const INSIDE: f64 = 16.0;

/// The height of the band that says where the team is.
const BAND: f64 = 30.0;

/// The room that a sign takes before its words.
const SIGN: f64 = 24.0;

/// A box with its words in lines.
pub(super) struct Card<'a> {
    band: Option<String>,
    been: Vec<String>,
    measures: Measures,
    node: &'a Node,
    small: Vec<String>,
    title: Vec<String>,
}

impl<'a> Card<'a> {
    /// Returns the box with only its title and where the team is or was, for where no ways are drawn.
    pub(super) fn brief(node: &'a Node) -> Self {
        Card {
            small: Vec::new(),
            ..Card::with(node, &[], Measures::SENTENCES)
        }
    }

    pub(super) fn new(node: &'a Node, measures: Measures) -> Self {
        Card::with(node, &node.anywhere, measures)
    }

    fn with(node: &'a Node, anywhere: &[Reason], measures: Measures) -> Self {
        let Measures {
            box_width,
            small: small_size,
            title: title_size,
            ..
        } = measures;
        let room = box_width - 2.0 * INSIDE;
        let small = match node.kind {
            Kind::End => Some("EINDE".to_owned()),
            Kind::From | Kind::Step | Kind::To => None,
            Kind::Group(count) => Some(format!("{count} stappen op een eigen tekening")),
            Kind::History => Some("terug naar de vorige plek".to_owned()),
            Kind::Parallel(count) => Some(format!("{count} sporen tegelijk")),
        };
        let begin = node.is_initial.then(|| "BEGIN".to_owned());
        let anywhere = anywhere.iter().map(|reason| match reason.is_taken {
            true => format!("gegaan, vanuit elke stap: {}", reason.words),
            false => format!("vanuit elke stap: {}", reason.words),
        });
        let small: Vec<String> = begin.into_iter().chain(small).chain(anywhere).collect();
        let title = match node.kind {
            Kind::From => format!("Vanuit: {}", node.title),
            Kind::To => format!("Naar: {}", node.title),
            _ => match node.number {
                Some(number) => format!("S{number} {}", node.title),
                None => node.title.clone(),
            },
        };
        let (band, been) = match node.mark {
            None => (None, None),
            Some(Mark::Been(at)) => (None, Some(format!("GEWEEST, {}", dutch::short(at)))),
            Some(Mark::Now(None)) => (Some("NU".to_owned()), None),
            Some(Mark::Now(Some(at))) => (Some(format!("NU, sinds {}", dutch::short(at))), None),
        };
        Card {
            band,
            been: been.map_or(Vec::new(), |words| wrap(&words, small_size, room - SIGN)),
            measures,
            node,
            small: small
                .iter()
                .flat_map(|words| wrap(words, small_size, room))
                .collect(),
            title: wrap(&title, title_size, room),
        }
    }

    pub(super) fn size(&self) -> Size {
        let lines = |lines: &[String], size: f64| {
            f64::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * size * 1.25
        };
        Size {
            height: 22.0
                + self.band.as_ref().map_or(0.0, |_| BAND)
                + lines(&self.title, self.measures.title)
                + lines(&self.small, self.measures.small)
                + lines(&self.been, self.measures.small),
            width: self.measures.box_width,
        }
    }

    /// Draws the box; its first shape is its outline.
    pub(super) fn draw(&self, pen: &mut Pen, at: Rectangle) {
        let is_outside = self.node.id.is_none();
        let edge = Edge {
            colour: if is_outside { QUIET } else { INK },
            is_dashed: is_outside || self.node.kind == Kind::History,
            thickness: match self.node.mark {
                None => 1.8,
                Some(Mark::Been(_)) => 4.0,
                Some(Mark::Now(_)) => 7.0,
            },
        };
        let fill = match self.node.mark {
            Some(Mark::Now(_)) => "#fff2b3",
            Some(Mark::Been(_)) => "#e4edf7",
            None if is_outside => "#f4f4f4",
            None => "#ffffff",
        };
        let round = if is_outside { at.height / 2.0 } else { 8.0 };
        pen.rectangle(at, round.min(26.0), fill, edge);
        let is_double = matches!(
            self.node.kind,
            Kind::Group(_) | Kind::Parallel(_) | Kind::End
        );
        if is_double && self.band.is_none() {
            let inner = Rectangle {
                height: at.height - 12.0,
                width: at.width - 12.0,
                x: at.x + 6.0,
                y: at.y + 6.0,
            };
            let edge = Edge {
                thickness: 1.2,
                ..edge
            };
            pen.rectangle(inner, 4.0, "none", edge);
        }
        let x = at.x + INSIDE;
        let mut y = at.y + 9.0;
        if let Some(words) = &self.band {
            band(pen, at, words);
            y += BAND;
        }
        let write = |pen: &mut Pen, lines: &[String], face: Face, x: f64, y: &mut f64| {
            for line in lines {
                *y += face.size * 1.25;
                pen.words(x, *y - face.size * 0.2, face, line);
            }
        };
        write(pen, &self.title, Face::bold(self.measures.title), x, &mut y);
        let quiet = Face {
            colour: QUIET,
            ..Face::bold(self.measures.small)
        };
        write(pen, &self.small, quiet, x, &mut y);
        if !self.been.is_empty() {
            tick(pen, x, y + 4.0, INK);
        }
        write(
            pen,
            &self.been,
            Face::bold(self.measures.small),
            x + SIGN,
            &mut y,
        );
    }
}

/// Draws the band at the top of the box where the team is: a sign and words, white on black.
fn band(pen: &mut Pen, at: Rectangle, words: &str) {
    let band = Rectangle { height: BAND, ..at };
    let edge = Edge {
        colour: INK,
        is_dashed: false,
        thickness: 0.0,
    };
    pen.rectangle(band, 6.0, INK, edge);
    let (x, middle) = (at.x + INSIDE, at.y + BAND / 2.0);
    pen.shape(
        &[(x, middle - 8.0), (x + 14.0, middle), (x, middle + 8.0)],
        "#ffffff",
    );
    let face = Face {
        colour: "#ffffff",
        ..Face::bold(17.0)
    };
    pen.words(x + SIGN, middle + 6.0, face, words);
}

/// Draws a tick of 15 units.
pub(super) fn tick(pen: &mut Pen, x: f64, y: f64, colour: &'static str) {
    let edge = Edge {
        colour,
        is_dashed: false,
        thickness: 3.0,
    };
    pen.line(&[(x, y + 7.0), (x + 5.0, y + 13.0), (x + 15.0, y)], edge);
}
