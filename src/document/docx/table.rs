//! Writes a table whose header repeats on each page and whose rows stay whole.

use super::body::Body;
use super::parts::TEXT_WIDTH;
use crate::document::tree::{Inline, plain};

/// About the width of a letter in bold table text.
const LETTER: usize = 130;

/// The room left and right of the words in a cell.
const MARGINS: usize = 230;

impl Body {
    pub(super) fn table(&mut self, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.flush_page_break();
        let widths = widths(header, rows);
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"DocumentTable\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
             w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        ));
        for width in &widths {
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        self.row(header, &widths, "<w:cantSplit/><w:tblHeader/>");
        for row in rows {
            self.row(row, &widths, "<w:cantSplit/>");
        }
        self.xml.push_str("</w:tbl>");
        // Without a paragraph between them two tables become one, and a table cannot end a text.
        self.paragraph("TableGap", "", &[]);
    }

    fn row(&mut self, cells: &[Vec<Inline>], widths: &[usize], properties: &str) {
        self.xml
            .push_str(&format!("<w:tr><w:trPr>{properties}</w:trPr>"));
        for (cell, width) in cells.iter().zip(widths) {
            self.xml.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            self.paragraph("TableText", "", cell);
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }
}

/// Shares the width of the page among the columns, in twentieths of a point.
///
/// Each gets what its longest word needs, the widest giving way first when that is too much; the
/// rest is shared by how much a cell holds on average, within bounds.
pub(in crate::document) fn widths(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<usize> {
    let columns = 0..header.len();
    let cells = |column: usize| {
        std::iter::once(header)
            .chain(rows.iter().map(Vec::as_slice))
            .filter_map(move |row| row.get(column))
            .map(|cell| plain(cell))
    };
    let longest_word = |cell: String| cell.split_whitespace().map(letters).max().unwrap_or(0);
    let needed: Vec<usize> = columns
        .clone()
        .map(|column| MARGINS + LETTER * cells(column).map(longest_word).max().unwrap_or(0))
        .collect();
    let wanted: Vec<usize> = columns
        .map(|column| {
            let all: usize = cells(column).map(|cell| letters(&cell)).sum();
            (all / (rows.len() + 1)).clamp(4, 120)
        })
        .collect();
    let cap = cap(&needed);
    let granted: Vec<usize> = needed.iter().map(|needed| (*needed).min(cap)).collect();
    let rest = TEXT_WIDTH.saturating_sub(granted.iter().sum());
    let all_wanted = wanted.iter().sum::<usize>().max(1);
    granted
        .iter()
        .zip(&wanted)
        .map(|(granted, wanted)| granted + rest * wanted / all_wanted)
        .collect()
}

/// Returns the most a column may get so that all fit: the widest give way, the narrow stay whole.
fn cap(needed: &[usize]) -> usize {
    let mut sorted = needed.to_vec();
    sorted.sort_unstable();
    let mut room = TEXT_WIDTH;
    for (at, width) in sorted.iter().enumerate() {
        let share = room / (sorted.len() - at);
        if *width > share {
            return share;
        }
        room -= width;
    }
    TEXT_WIDTH
}

fn letters(text: &str) -> usize {
    text.chars().count()
}
