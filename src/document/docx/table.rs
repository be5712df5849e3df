//! Writes a table whose header repeats on each page and whose rows stay whole, but for the first.

use super::body::Body;
use crate::document::columns::widths;
use crate::document::compare::{Change, Row};
use crate::document::tree::plain;

impl Body {
    pub(super) fn table(&mut self, header: &Row, rows: &[Row]) {
        self.flush_page_break();
        let all: Vec<Vec<String>> = std::iter::once(header).chain(rows).map(words).collect();
        let text_width = self.paper.text_width();
        let widths = widths(&all, self.paper);
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"DocumentTable\"/><w:tblW w:w=\"{text_width}\" w:type=\"dxa\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
             w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        ));
        for width in &widths {
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        self.row(header, &widths, "<w:cantSplit/><w:tblHeader/>");
        for (at, row) in rows.iter().enumerate() {
            // Were the first row whole and did it just fit under its head, LibreOffice would show none of the others.
            let whole = if at == 0 { "" } else { "<w:cantSplit/>" };
            self.row(row, &widths, whole);
        }
        self.xml.push_str("</w:tbl>");
        // Without a paragraph between them two tables become one, and a table cannot end a text.
        self.paragraph("TableGap", "", &[]);
    }

    fn row(&mut self, row: &Row, widths: &[usize], properties: &str) {
        // A row that came or went with its table is one of the table's changes.
        let change = match row.change {
            Change::Same => self.change,
            change => change,
        };
        let mark = match self.revision(change) {
            Some(mark) => format!("<w:{mark}/>"),
            None => String::new(),
        };
        self.xml
            .push_str(&format!("<w:tr><w:trPr>{properties}{mark}</w:trPr>"));
        for (cell, width) in row.cells.iter().zip(widths) {
            self.xml.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            // The row goes as a whole, and a cell always keeps a paragraph.
            self.within(Change::Same, |body| body.paragraph("TableText", "", cell));
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }
}

/// Returns the words of each cell.
fn words(row: &Row) -> Vec<String> {
    let cells = row.cells.iter();
    cells
        .map(|cell| {
            let words = cell
                .iter()
                .map(|piece| plain(std::slice::from_ref(&piece.inline)));
            words.collect()
        })
        .collect()
}
