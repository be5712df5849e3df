//! Writes the shapes of a picture as SVG, with attributes that every viewer knows: no style sheet, no script, no font,
//! no link. Never measures and never decides where something stands.

use super::layout::Rectangle;
use crate::xml::escape;

/// Fonts as wide as the one that is measured, then whatever there is.
const FONTS: &str = "Arial, Liberation Sans, Helvetica, sans-serif";

/// The colour of words and lines.
pub(super) const INK: &str = "#111111";

/// The colour of what matters less.
pub(super) const QUIET: &str = "#595959";

/// How a line of words looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    pub(super) anchor: &'static str,
    pub(super) colour: &'static str,
    pub(super) is_bold: bool,
    pub(super) size: f64,
}

impl Face {
    /// Returns plain words of a size that start at their place.
    pub(super) fn plain(size: f64) -> Self {
        Face {
            anchor: "start",
            colour: INK,
            is_bold: false,
            size,
        }
    }

    /// Returns bold words of a size that start at their place.
    pub(super) fn bold(size: f64) -> Self {
        Face {
            is_bold: true,
            ..Face::plain(size)
        }
    }
}

/// How the edge of a shape looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) colour: &'static str,
    pub(super) is_dashed: bool,
    pub(super) thickness: f64,
}

/// A drawing while it grows.
#[derive(Debug, Default)]
pub(super) struct Pen {
    pub(super) svg: String,
}

impl Pen {
    /// Writes what is inside a group with attributes, whose values are escaped here.
    pub(super) fn group(&mut self, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Pen)) {
        self.svg.push_str("<g");
        for (name, value) in attributes {
            self.svg.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        self.svg.push_str(">\n");
        inside(self);
        self.svg.push_str("</g>\n");
    }

    pub(super) fn rectangle(&mut self, at: Rectangle, round: f64, fill: &str, edge: Edge) {
        let (x, y, width, height) = (short(at.x), short(at.y), short(at.width), short(at.height));
        self.svg.push_str(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{}\" fill=\"{fill}\"{}/>\n",
            short(round),
            stroke(edge),
        ));
    }

    pub(super) fn words(&mut self, x: f64, y: f64, face: Face, words: &str) {
        let weight = if face.is_bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        self.svg.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} text-anchor=\"{}\" fill=\"{}\">{}</text>\n",
            short(x),
            short(y),
            short(face.size),
            face.anchor,
            face.colour,
            escape(words),
        ));
    }

    /// Draws a line through corners, with rounded ones, and a head at its end.
    pub(super) fn arrow(&mut self, points: &[(f64, f64)], edge: Edge) {
        let [.., before, end] = points else {
            return;
        };
        let length = (end.0 - before.0).hypot(end.1 - before.1).max(0.1);
        let (along_x, along_y) = ((end.0 - before.0) / length, (end.1 - before.1) / length);
        let (long, wide) = (8.0 + edge.thickness, 4.0 + edge.thickness);
        let neck = (end.0 - along_x * long, end.1 - along_y * long);
        let mut line = points.to_vec();
        if let Some(last) = line.last_mut() {
            *last = neck;
        }
        self.svg.push_str(&format!(
            "<path d=\"{}\" fill=\"none\"{}/>\n<path d=\"M{} L{} L{} Z\" fill=\"{}\"/>\n",
            rounded(&line),
            stroke(edge),
            point(*end),
            point((neck.0 - along_y * wide, neck.1 + along_x * wide)),
            point((neck.0 + along_y * wide, neck.1 - along_x * wide)),
            edge.colour,
        ));
    }

    /// Draws a filled shape through corners.
    pub(super) fn shape(&mut self, points: &[(f64, f64)], fill: &str) {
        let corners: Vec<String> = points.iter().map(|corner| point(*corner)).collect();
        let corners = corners.join(" L");
        self.svg
            .push_str(&format!("<path d=\"M{corners} Z\" fill=\"{fill}\"/>\n"));
    }

    /// Draws a line through corners.
    pub(super) fn line(&mut self, points: &[(f64, f64)], edge: Edge) {
        let corners: Vec<String> = points.iter().map(|corner| point(*corner)).collect();
        self.svg.push_str(&format!(
            "<path d=\"M{}\" fill=\"none\"{}/>\n",
            corners.join(" L"),
            stroke(edge)
        ));
    }

    /// Returns the drawing as a file: a page of so many units, on paper that is so wide and high in millimetres.
    pub(super) fn file(self, title: &str, units: (f64, f64), millimetres: (f64, f64)) -> String {
        let (width, height) = (short(units.0), short(units.1));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" \
             height=\"{}mm\" viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" xml:lang=\"nl\" role=\"img\">\n\
             <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            short(millimetres.0),
            short(millimetres.1),
            escape(title),
            self.svg,
        )
    }
}

fn stroke(edge: Edge) -> String {
    if edge.thickness == 0.0 {
        return String::new();
    }
    let dashes = if edge.is_dashed {
        " stroke-dasharray=\"9 6\""
    } else {
        ""
    };
    format!(
        " stroke=\"{}\" stroke-width=\"{}\"{dashes}",
        edge.colour,
        short(edge.thickness)
    )
}

/// How far from a corner its rounding begins.
const BEND: f64 = 12.0;

fn rounded(points: &[(f64, f64)]) -> String {
    let Some((start, rest)) = points.split_first() else {
        return String::new();
    };
    let mut path = format!("M{}", point(*start));
    let mut from = *start;
    for (at, corner) in rest.iter().enumerate() {
        match rest.get(at + 1) {
            Some(next) => path.push_str(&format!(
                " L{} Q{} {}",
                point(toward(*corner, from)),
                point(*corner),
                point(toward(*corner, *next))
            )),
            None => path.push_str(&format!(" L{}", point(*corner))),
        }
        from = *corner;
    }
    path
}

/// Returns the point near a corner on the way to another, at most half way.
fn toward(corner: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    let length = (other.0 - corner.0).hypot(other.1 - corner.1);
    let share = if length > 0.0 {
        (BEND / length).min(0.5)
    } else {
        0.0
    };
    (
        corner.0 + (other.0 - corner.0) * share,
        corner.1 + (other.1 - corner.1) * share,
    )
}

fn point((x, y): (f64, f64)) -> String {
    format!("{} {}", short(x), short(y))
}

/// Returns a number with at most one decimal.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0" } else { text }.to_owned()
}
