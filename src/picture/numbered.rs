//! A region too dense for its words: numbers beside the ways, and what they stand for in a list on a page of its own.

use super::layout::Size;
use super::letters::wrap;
use super::pen::{Face, Pen};
use super::sheet::MARGIN;
use super::{Reason, Region};

/// The sizes of the words in the list, the largest first; the last is taken when none fits on the page.
const SIZES: [f64; 5] = [28.0, 25.0, 22.0, 19.0, 16.0];

/// The height of a line of the list, for words of size 1.
const LINE: f64 = 1.25;

/// The width of a column of the list with the room after it, for words of size 1.
const COLUMN: f64 = 33.0;

/// A region with numbers for words.
pub(super) struct Numbered {
    /// What each number stands for, the first number first.
    list: Vec<String>,
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
        let list = (1..)
            .zip(known)
            .map(|(number, words): (usize, String)| format!("{number}. {words}"));
        Numbered {
            list: list.collect(),
            region,
        }
    }

    /// Writes the list as large as fits in a room, its columns beside each other.
    pub(super) fn draw(&self, pen: &mut Pen, top: f64, room: Size) {
        let lists = SIZES.map(|size| List::of(&self.list, size, room.height));
        let fits = lists.iter().find(|list| list.width <= room.width);
        let Some(list) = fits.or(lists.last()) else {
            return;
        };
        pen.group(&[("data-list", "")], |pen| {
            for (x, y, line) in &list.lines {
                pen.words(MARGIN + x, top + y, Face::plain(list.size), line);
            }
        });
    }
}

/// A list laid out at a size.
struct List {
    /// Each line with its place.
    lines: Vec<(f64, f64, String)>,
    size: f64,
    width: f64,
}

impl List {
    fn of(list: &[String], size: f64, height: f64) -> Self {
        let (mut x, mut y) = (0.0, 0.0);
        let mut lines = Vec::new();
        for words in list {
            let wrapped = wrap(words, size, (COLUMN - 2.5) * size);
            let needs = wrapped.iter().map(|_| LINE * size).sum::<f64>() + size / 4.0;
            if y > 0.0 && y + needs > height {
                (x, y) = (x + COLUMN * size, 0.0);
            }
            for line in wrapped {
                y += LINE * size;
                lines.push((x, y, line));
            }
            y += size / 4.0;
        }
        List {
            lines,
            size,
            width: x + COLUMN * size,
        }
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
