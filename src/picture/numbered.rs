//! A region too dense for its words: numbers beside the ways, and what they stand for in a list on a page of its own.

use super::letters::wrap;
use super::pen::{Face, Pen};
use super::sheet::MARGIN;
use super::{Reason, Region};

/// The size of the words in the list.
const SIZE: f64 = 16.0;

/// The height of a line of the list.
const LINE: f64 = 20.0;

/// The width of a column of the list, with the room after it.
const COLUMN: f64 = 530.0;

/// A region with numbers for words.
pub(super) struct Numbered {
    /// What each number stands for, in lines, the first number first.
    list: Vec<Vec<String>>,
    pub(super) region: Region,
}

impl Numbered {
    /// Returns the region with the same words under one number, wherever they stand.
    pub(super) fn of(region: &Region) -> Self {
        let mut known: Vec<String> = Vec::new();
        let mut region = region.clone();
        let anywhere = region.nodes.iter_mut().flat_map(|node| &mut node.anywhere);
        let on_ways = region
            .arrows
            .iter_mut()
            .flat_map(|arrow| &mut arrow.reasons);
        for reason in on_ways.chain(anywhere) {
            number(&mut known, reason);
        }
        for arrow in &mut region.arrows {
            arrow.reasons = joined(&arrow.reasons);
        }
        let list = (1..).zip(known).map(|(number, words): (usize, String)| {
            wrap(&format!("{number}. {words}"), SIZE, COLUMN - 40.0)
        });
        Numbered {
            list: list.collect(),
            region,
        }
    }

    /// Writes the list, its columns beside each other.
    pub(super) fn draw(&self, pen: &mut Pen, top: f64, height: f64) {
        pen.group(&[("data-list", "")], |pen| {
            for ((column, y), lines) in self.places(height).into_iter().zip(&self.list) {
                let before = u16::try_from(column).map_or(0.0, f64::from) * COLUMN;
                for (at, line) in (1_u16..).zip(lines) {
                    let y = top + y + f64::from(at) * LINE;
                    pen.words(MARGIN + before, y, Face::plain(SIZE), line);
                }
            }
        });
    }

    /// Returns the column of each number, and where in it it begins.
    fn places(&self, height: f64) -> Vec<(usize, f64)> {
        let (mut column, mut y) = (0, 0.0);
        let mut places = Vec::new();
        for lines in &self.list {
            let needs = u16::try_from(lines.len()).map_or(height, f64::from) * LINE + 4.0;
            if y > 0.0 && y + needs > height {
                (column, y) = (column + 1, 0.0);
            }
            places.push((column, y));
            y += needs;
        }
        places
    }
}

/// Returns the numbers of the ways that were taken in one line, and of the others in another.
fn joined(reasons: &[Reason]) -> Vec<Reason> {
    let of = |is_taken: bool| {
        let same = reasons.iter().filter(|reason| reason.is_taken == is_taken);
        let numbers: Vec<&str> = same.map(|reason| reason.words.as_str()).collect();
        (!numbers.is_empty()).then(|| Reason {
            is_taken,
            words: numbers.join(", "),
        })
    };
    [of(true), of(false)].into_iter().flatten().collect()
}

fn number(known: &mut Vec<String>, reason: &mut Reason) {
    let place = match known.iter().position(|words| *words == reason.words) {
        Some(place) => place,
        None => {
            known.push(reason.words.clone());
            known.len() - 1
        }
    };
    reason.words = (place + 1).to_string();
}
