//! Writes a table whose header repeats on each page and whose rows stay whole.

use super::body::Body;
use crate::document::columns::{TEXT_WIDTH, widths};
use crate::document::tree::Inline;

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
