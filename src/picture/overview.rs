//! The overview: a lane for each region with its steps side by side, and where the team is in it.

use super::card::Card;
use super::layout::{Rectangle, Size};
use super::letters::wrap;
use super::measures::Measures;
use super::pen::{Edge, Face, INK, Pen, QUIET, short};
use super::sheet::{A3, Above, KEY, MARGIN, PAGE, file, head};
use super::{Kind, Mark, Node, Plan, Region, key};
use crate::fact::dutch;

/// The width of the words before a lane.
const BEFORE: f64 = 480.0;

/// Room between boxes and between lanes.
const BETWEEN: f64 = 18.0;

/// Returns the overview as a file.
pub(super) fn draw(plan: &Plan) -> String {
    let mut pen = Pen::default();
    let why = match plan.marking {
        Some(_) => {
            "Elke baan is een spoor dat tegelijk loopt. Per baan: waar het team nu is en waar het was."
        }
        None => "Elke baan is een spoor dat tegelijk loopt. Elk spoor heeft een eigen tekening.",
    };
    let top = head(
        &mut pen,
        &Above::of(plan),
        "Overzicht",
        why,
        ("data-overview", ""),
    );
    let room = Size {
        height: PAGE.1 - KEY - MARGIN - top,
        width: PAGE.0 - 2.0 * MARGIN,
    };
    let (scale, lanes) = largest(plan, &room);
    let place = format!(
        "translate({} {}) scale({scale:.4})",
        short(MARGIN),
        short(top)
    );
    pen.group(&[("transform", &place)], |pen| {
        let mut y = 0.0;
        for lane in &lanes {
            lane.draw(pen, y, room.width / scale);
            y += lane.height + BETWEEN;
        }
    });
    key::draw(
        &mut pen,
        key::Shows::Overview,
        plan.marking.is_some(),
        PAGE.1 - KEY,
    );
    file(pen, A3, &format!("{}: overzicht", plan.title))
}

/// Returns the lanes with as many boxes in a row as lets them be drawn largest, and how large that is.
fn largest<'a>(plan: &'a Plan, room: &Size) -> (f64, Vec<Lane<'a>>) {
    let mut best: (f64, Vec<Lane<'a>>) = (0.0, Vec::new());
    for in_row in 1_u16..=20 {
        let lanes: Vec<Lane<'_>> = (plan.regions.iter())
            .map(|region| Lane::new(region, in_row.into()))
            .collect();
        let height: f64 = lanes.iter().map(|lane| lane.height + BETWEEN).sum();
        let width = BEFORE + f64::from(in_row) * (Measures::SENTENCES.box_width + BETWEEN);
        let scale = (room.height / height.max(1.0))
            .min(room.width / width)
            .min(1.0);
        if scale > best.0 {
            best = (scale, lanes);
        }
    }
    best
}

/// A lane with its boxes in rows.
struct Lane<'a> {
    height: f64,
    rows: Vec<(f64, Vec<&'a Node>)>,
    status: Vec<String>,
    title: Vec<String>,
}

impl<'a> Lane<'a> {
    fn new(region: &'a Region, in_row: usize) -> Self {
        let steps: Vec<&Node> = (region.nodes.iter())
            .filter(|node| node.id.is_some() && node.kind != Kind::History)
            .collect();
        let rows: Vec<(f64, Vec<&Node>)> = (steps.chunks(in_row))
            .map(|row| {
                let heights = row.iter().map(|node| Card::brief(node).size().height);
                (heights.fold(0.0, f64::max), row.to_vec())
            })
            .collect();
        let title = wrap(&region.title, 24.0, BEFORE - 40.0);
        let status = wrap(&status(region), 22.0, BEFORE - 40.0);
        let lines = |lines: &[String], size: f64| {
            f64::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * size * 1.3
        };
        let words = lines(&title, 24.0) + lines(&status, 22.0) + 24.0;
        let boxes: f64 = rows.iter().map(|(height, _)| height + BETWEEN).sum();
        Lane {
            height: words.max(boxes + BETWEEN),
            rows,
            status,
            title,
        }
    }

    fn draw(&self, pen: &mut Pen, top: f64, width: f64) {
        let at = Rectangle {
            height: self.height,
            width,
            x: 0.0,
            y: top,
        };
        let edge = Edge {
            colour: QUIET,
            is_dashed: false,
            thickness: 1.2,
        };
        pen.rectangle(at, 6.0, "#fafafa", edge);
        let mut y = top + 12.0;
        for (lines, face) in [
            (&self.title, Face::bold(24.0)),
            (
                &self.status,
                Face {
                    colour: INK,
                    ..Face::plain(22.0)
                },
            ),
        ] {
            for line in lines {
                y += face.size * 1.3;
                pen.words(18.0, y - face.size * 0.25, face, line);
            }
        }
        let mut y = top + BETWEEN;
        for (height, row) in &self.rows {
            let mut x = BEFORE;
            for node in row {
                let card = Card::brief(node);
                let at = Rectangle {
                    height: *height,
                    width: card.size().width,
                    x,
                    y,
                };
                let id = node.id.as_deref().unwrap_or_default();
                pen.group(&[("data-lane", id)], |pen| card.draw(pen, at));
                x += at.width + BETWEEN;
            }
            y += height + BETWEEN;
        }
    }
}

/// Returns where the team is in a region, in words.
fn status(region: &Region) -> String {
    let is_now = |node: &&Node| matches!(node.mark, Some(Mark::Now(_)));
    let is_marked = region.mark.is_some() || region.nodes.iter().any(|node| node.mark.is_some());
    match region.nodes.iter().find(is_now) {
        Some(node) => match node.mark {
            Some(Mark::Now(Some(at))) => format!("Nu: {}, sinds {}", node.title, dutch::short(at)),
            _ => format!("Nu: {}", node.title),
        },
        None if is_marked => "Nu niet actief".to_owned(),
        None => match region.nodes.iter().find(|node| node.is_initial) {
            Some(node) => format!("Begint met: {}", node.title),
            None => String::new(),
        },
    }
}
