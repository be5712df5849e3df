//! Shares the width of a page among the columns of a table, for formats that ask for it. Never measures a font.

use super::paper::Paper;
use super::tree::{Inline, plain};

/// How many letters a cell should hold that is filled in by hand.
const WRITTEN: usize = 60;

/// The room left and right of the words in a cell.
const MARGINS: usize = 230;

/// Shares the width of the page among the columns, in twentieths of a point.
///
/// Each gets what its longest word needs, the widest giving way first when that is too much; the
/// rest is shared by how much a cell holds on average, within bounds.
///
/// The rows hold the words of their cells; the first is the header.
pub(super) fn widths(rows: &[Vec<String>], paper: Paper) -> Vec<usize> {
    let columns = 0..rows.first().map_or(0, Vec::len);
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let longest_word = |cell: &String| cell.split([' ', '\n']).map(width).max().unwrap_or(0);
    let needed: Vec<usize> = columns
        .clone()
        .map(|column| {
            MARGINS + paper.letter_width() * cells(column).map(longest_word).max().unwrap_or(0)
        })
        .collect();
    let wanted: Vec<usize> = columns
        .map(|column| {
            if rows.len() > 1 && cells(column).skip(1).all(|cell| cell.trim().is_empty()) {
                return WRITTEN;
            }
            let all: usize = cells(column).map(|cell| letters(cell)).sum();
            (all / rows.len()).clamp(4, 120)
        })
        .collect();
    let cap = cap(&needed, paper.text_width());
    let granted: Vec<usize> = needed.iter().map(|needed| (*needed).min(cap)).collect();
    let rest = paper.text_width().saturating_sub(granted.iter().sum());
    let all_wanted = wanted.iter().sum::<usize>().max(1);
    granted
        .iter()
        .zip(&wanted)
        .map(|(granted, wanted)| granted + rest * wanted / all_wanted)
        .collect()
}

/// Returns the most a column may get so that all fit: the widest give way, the narrow stay whole.
fn cap(needed: &[usize], width: usize) -> usize {
    let mut sorted = needed.to_vec();
    sorted.sort_unstable();
    let mut room = width;
    for (at, needed) in sorted.iter().enumerate() {
        let share = room / (sorted.len() - at);
        if *needed > share {
            return share;
        }
        room -= needed;
    }
    width
}

/// Returns the words of each cell of a table, its header first.
pub(super) fn words(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<Vec<String>> {
    let rows = std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    rows.map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect()
}

/// Returns how many letters a word is wide: a capital W takes the room of two others.
fn width(word: &str) -> usize {
    word.chars()
        .map(|c| if matches!(c, 'M' | 'W' | '□') { 2 } else { 1 })
        .sum()
}

fn letters(text: &str) -> usize {
    text.chars().count()
}
