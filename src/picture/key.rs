//! What the signs of a picture mean, at the foot of its page. Never names a colour: every sign is told by its form.

use super::card::tick;
use super::layout::Rectangle;
use super::letters::width;
use super::pen::{Edge, Face, INK, Pen, QUIET};
use super::sheet::MARGIN;

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shows {
    Overview,
    Region,
}

/// Draws the key from a height down; with an incident, what shows where the team is as well.
pub(super) fn draw(pen: &mut Pen, shows: Shows, has_incident: bool, y: f64) {
    let has_ways = shows == Shows::Region;
    let mut x = MARGIN;
    let mut item = |pen: &mut Pen, sign: &dyn Fn(&mut Pen, Rectangle), words: &str| {
        let at = Rectangle {
            height: 26.0,
            width: 44.0,
            x,
            y,
        };
        sign(pen, at);
        let face = Face::plain(15.0);
        pen.words(x + 54.0, y + 18.0, face, words);
        x += 54.0 + width(words, face.size) + 22.0;
    };
    if has_incident {
        item(pen, &now, "hier is het team");
        item(pen, &been, "hier was het team");
    }
    if has_incident && has_ways {
        item(pen, &|pen, at| way(pen, at, 5.5), "deze weg ging het team");
    } else if has_ways {
        item(
            pen,
            &|pen, at| way(pen, at, 1.8),
            "volgende stap, en wanneer",
        );
    }
    item(pen, &group, "eigen tekening, of het einde");
    // With an incident the key is as long as the page is wide.
    if !has_incident {
        item(pen, &step, "nummer van de stap op papier");
    }
    if !has_ways {
        return;
    }
    item(
        pen,
        &|pen, at| outline(pen, at, 13.0, true, "#f4f4f4"),
        "staat op een andere tekening",
    );
    item(
        pen,
        &|pen, at| outline(pen, at, 5.0, true, "#ffffff"),
        "verder waar het team was",
    );
}

fn now(pen: &mut Pen, at: Rectangle) {
    outline(pen, at, 5.0, false, "#111111");
    let (x, middle) = (at.x + 16.0, at.y + at.height / 2.0);
    pen.shape(
        &[(x, middle - 8.0), (x + 14.0, middle), (x, middle + 8.0)],
        "#ffffff",
    );
}

fn been(pen: &mut Pen, at: Rectangle) {
    let edge = Edge {
        colour: INK,
        is_dashed: false,
        thickness: 4.0,
    };
    pen.rectangle(at, 5.0, "#e4edf7", edge);
    tick(pen, at.x + 15.0, at.y + 6.0, INK);
}

fn way(pen: &mut Pen, at: Rectangle, thickness: f64) {
    let middle = at.y + at.height / 2.0;
    let edge = Edge {
        colour: if thickness > 2.0 { INK } else { QUIET },
        is_dashed: false,
        thickness,
    };
    pen.arrow(&[(at.x, middle), (at.x + at.width, middle)], edge);
}

fn step(pen: &mut Pen, at: Rectangle) {
    let face = Face {
        anchor: "end",
        ..Face::bold(18.0)
    };
    pen.words(at.x + at.width - 8.0, at.y + 19.0, face, "S3");
}

fn group(pen: &mut Pen, at: Rectangle) {
    outline(pen, at, 5.0, false, "#ffffff");
    let inner = Rectangle {
        height: at.height - 8.0,
        width: at.width - 8.0,
        x: at.x + 4.0,
        y: at.y + 4.0,
    };
    outline(pen, inner, 3.0, false, "#ffffff");
}

fn outline(pen: &mut Pen, at: Rectangle, round: f64, is_dashed: bool, fill: &str) {
    let edge = Edge {
        colour: INK,
        is_dashed,
        thickness: 1.8,
    };
    pen.rectangle(at, round, fill, edge);
}
