//! A picture on a page: A3 across, which a projector shows whole, or smaller in a report; with a head that says what it
//! is and as of when, and a key. Never writes a file.

use super::layout::{Rectangle, Size};
use super::letters::wrap;
use super::measures::Measures;
use super::numbered::Numbered;
use super::pen::{Edge, Face, INK, Pen, QUIET, short};
use super::region::Drawn;
use super::{Plan, Region, key, overview};

/// Paper to draw on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// Room around what is drawn, in units.
    pub(super) margin: f64,
    /// Its width and height on paper, in millimetres.
    pub(super) paper: (f64, f64),
    /// Its width and height in the units of a drawing.
    pub(super) units: (f64, f64),
}

/// A3 across; four units are a millimetre.
pub(super) const A3: Page = Page {
    margin: MARGIN,
    paper: PAPER,
    units: PAGE,
};

/// What fits between the margins of a report on A4 across, which leave room enough. The same words need less paper, so
/// more units go into a millimetre.
pub(super) const IN_REPORT: Page = Page {
    margin: 3.0,
    paper: (264.0, 166.0),
    units: (1478.4, 929.6),
};

/// The paper, in millimetres.
const PAPER: (f64, f64) = (420.0, 297.0);

/// The page in units; four of them are a millimetre on paper.
pub(super) const PAGE: (f64, f64) = (1680.0, 1188.0);

/// The margin.
pub(super) const MARGIN: f64 = 44.0;

/// The height of the key at the foot.
pub(super) const KEY: f64 = 62.0;

/// Drawn smaller than this, the words beside the ways cannot be read on paper, and numbers take their place.
const READABLE: f64 = 0.6;

/// What stands at the head of a page besides what it shows.
pub(super) struct Above<'a> {
    pub(super) marking: Option<&'a str>,
    pub(super) page: Page,
    pub(super) standing: &'a str,
    pub(super) title: &'a str,
}

impl<'a> Above<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        Above {
            marking: plan.marking,
            page: A3,
            standing: &plan.standing,
            title: &plan.title,
        }
    }
}

/// A picture, ready to be a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The region, or what goes with it; none for the overview.
    pub region: Option<String>,
    /// The picture as SVG.
    pub svg: String,
    /// What it shows.
    pub title: String,
}

/// Returns the pictures of a plan: the overview, then a region each.
pub fn sheets(plan: &Plan) -> Vec<Sheet> {
    let overview = Sheet {
        region: None,
        svg: overview::draw(plan),
        title: "Overzicht".to_owned(),
    };
    let regions = plan.regions.iter().flat_map(|region| draw(plan, region));
    std::iter::once(overview).chain(regions).collect()
}

/// Returns one picture for a screen: the overview, or a region with the list of its ways under it where numbers stand
/// for them; nothing when the plan has no such region.
pub fn on_screen(plan: &Plan, region: Option<&str>) -> Option<String> {
    let Some(region) = region else {
        return Some(overview::draw(plan));
    };
    let region = plan.regions.iter().find(|known| known.id == region)?;
    let sheets = draw(plan, region);
    match sheets.as_slice() {
        [only] => Some(only.svg.clone()),
        sheets => Some(stacked(sheets)),
    }
}

/// Returns pages as one picture, under each other.
fn stacked(sheets: &[Sheet]) -> String {
    let mut svg = String::new();
    let mut height = 0.0;
    for sheet in sheets {
        // A page begins with the line that says that it is XML.
        let page = sheet.svg.split_once('\n').map_or("", |(_, page)| page);
        svg.push_str(&format!(
            "<g transform=\"translate(0 {})\">\n",
            short(height)
        ));
        svg.push_str(&page.replacen(
            &format!(
                "width=\"{}mm\" height=\"{}mm\"",
                short(PAPER.0),
                short(PAPER.1)
            ),
            &format!("width=\"{}\" height=\"{}\"", short(PAGE.0), short(PAGE.1)),
            1,
        ));
        svg.push_str("</g>\n");
        height += PAGE.1;
    }
    let title = sheets.first().map_or("", |sheet| &sheet.title);
    let count = height / PAGE.1;
    Pen { svg }.file(title, (PAGE.0, height), (PAPER.0, PAPER.1 * count))
}

/// Returns the picture of a region, and the list of its ways where numbers stand for them.
fn draw(plan: &Plan, region: &Region) -> Vec<Sheet> {
    let numbered = Numbered::of(region);
    let as_it_is = picture(plan, region, Measures::SENTENCES);
    if as_it_is.scale >= READABLE {
        return vec![as_it_is.sheet];
    }
    let with_numbers = picture(plan, &numbered.region, Measures::NUMBERS);
    let title = |picture: &Picture, measures: Measures| picture.scale * measures.title;
    if title(&with_numbers, Measures::NUMBERS) <= title(&as_it_is, Measures::SENTENCES) {
        return vec![as_it_is.sheet];
    }
    vec![with_numbers.sheet, list(plan, region, &numbered)]
}

/// Returns what the numbers in the picture of a region stand for.
fn list(plan: &Plan, region: &Region, numbered: &Numbered) -> Sheet {
    let mut pen = Pen::default();
    let title = format!("{}: de wegen", region.title);
    let why = "Wat een weg opent, bij het nummer in de tekening. Staan er meer nummers bij een weg, dan is elk genoeg.";
    let top = head(
        &mut pen,
        &Above::of(plan),
        &title,
        why,
        ("data-list-of", &region.id),
    );
    let room = Size {
        height: PAGE.1 - MARGIN - top,
        width: PAGE.0 - 2.0 * MARGIN,
    };
    numbered.draw(&mut pen, top, room);
    Sheet {
        region: Some(format!("{}-wegen", region.id)),
        svg: pen.file(&format!("{}: {title}", plan.title), PAGE, PAPER),
        title,
    }
}

/// A picture and how large its words came out.
struct Picture {
    scale: f64,
    sheet: Sheet,
}

fn picture(plan: &Plan, region: &Region, measures: Measures) -> Picture {
    let mut pen = Pen::default();
    // A region that runs beside others has no box in another picture: its heading stands for it.
    let has_box = (region.nodes.iter()).any(|node| node.id.as_ref() == Some(&region.id));
    let name = match region.is_beside && !has_box {
        true => "data-state",
        false => "data-region",
    };
    let top = head(
        &mut pen,
        &Above::of(plan),
        &region.title,
        &region.why,
        (name, &region.id),
    );
    let room = Size {
        height: PAGE.1 - MARGIN - KEY - top,
        width: PAGE.0 - 2.0 * MARGIN,
    };
    let drawn = Drawn::new(region, room, measures);
    let (scale, size) = (drawn.scale(room), drawn.size());
    let place = format!(
        "translate({} {}) scale({scale:.4})",
        short(MARGIN + (room.width - size.width * scale) / 2.0),
        short(top + (room.height - size.height * scale) / 2.0),
    );
    pen.group(&[("transform", &place)], |pen| drawn.draw(pen));
    key::draw(
        &mut pen,
        key::Shows::Region,
        plan.marking.is_some(),
        PAGE.1 - KEY,
    );
    Picture {
        scale,
        sheet: Sheet {
            region: Some(region.id.clone()),
            svg: pen.file(&format!("{}: {}", plan.title, region.title), PAGE, PAPER),
            title: region.title.clone(),
        },
    }
}

/// Writes what a page shows and as of when; returns where the room under it begins.
pub(super) fn head(
    pen: &mut Pen,
    above: &Above<'_>,
    title: &str,
    why: &str,
    name: (&str, &str),
) -> f64 {
    let margin = above.page.margin;
    let mut y = margin + 30.0;
    let mut right = above.page.units.0 - margin;
    if let Some(marking) = above.marking {
        let at = Rectangle {
            height: 56.0,
            width: 230.0,
            x: right - 230.0,
            y: (margin - 4.0).max(3.0),
        };
        let edge = Edge {
            colour: INK,
            is_dashed: false,
            thickness: 5.0,
        };
        pen.rectangle(at, 4.0, "#ffffff", edge);
        let face = Face {
            anchor: "middle",
            ..Face::bold(32.0)
        };
        pen.words(at.x + at.width / 2.0, at.y + 39.0, face, marking);
        right = at.x - 24.0;
    }
    let room = right - margin;
    pen.group(&[name], |pen| {
        for line in wrap(title, 36.0, room) {
            pen.words(margin, y, Face::bold(36.0), &line);
            y += 42.0;
        }
    });
    let quiet = Face {
        colour: QUIET,
        ..Face::plain(18.0)
    };
    for (face, words) in [
        (Face::bold(20.0), above.title),
        (quiet, above.standing),
        (Face::plain(18.0), why),
    ] {
        for line in wrap(words, face.size, room) {
            pen.words(margin, y - 6.0, face, &line);
            y += face.size * 1.35;
        }
    }
    y + 8.0
}

/// Returns a whole page as a file.
pub(super) fn file(pen: Pen, page: Page, title: &str) -> String {
    pen.file(title, page.units, page.paper)
}
