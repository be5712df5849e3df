//! Writes a table whose header repeats on each page and whose rows stay whole, but for the first.

use super::body::Body;
use super::xml::points;
use crate::document::columns::{widths, words};
use crate::document::tree::Inline;

/// The styles every table shares; LibreOffice knows those of rows and cells only as styles of the text itself.
pub(super) const STYLES: &str = "<style:style style:name=\"Row\" style:family=\"table-row\">\
    <style:table-row-properties fo:keep-together=\"always\"/></style:style>\
    <style:style style:name=\"Cell\" style:family=\"table-cell\"><style:table-cell-properties \
    fo:border=\"0.5pt solid #7f7f7f\" fo:padding-left=\"0.19cm\" fo:padding-right=\"0.19cm\" \
    fo:padding-top=\"0cm\" fo:padding-bottom=\"0cm\"/></style:style>\
    <style:style style:name=\"Head\" style:family=\"table-cell\"><style:table-cell-properties \
    fo:background-color=\"#ededed\" fo:border=\"0.5pt solid #7f7f7f\" fo:padding-left=\"0.19cm\" \
    fo:padding-right=\"0.19cm\" fo:padding-top=\"0cm\" fo:padding-bottom=\"0cm\"/></style:style>";

impl Body {
    pub(super) fn table(&mut self, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.tables += 1;
        let name = format!("Tabel{}", self.tables);
        let (own, properties) = std::mem::take(&mut self.next).attributes();
        self.styles.push_str(&format!(
            "<style:style style:name=\"{name}\" style:family=\"table\"{own}><style:table-properties \
             style:width=\"{}\" table:align=\"left\" fo:margin-bottom=\"0.28cm\"{properties}/></style:style>",
            points(self.paper.text_width())
        ));
        self.xml.push_str(&format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{name}\">"
        ));
        for (place, width) in widths(&words(header, rows), self.paper).iter().enumerate() {
            let column = format!("{name}.{}", place + 1);
            self.styles.push_str(&format!(
                "<style:style style:name=\"{column}\" style:family=\"table-column\">\
                 <style:table-column-properties style:column-width=\"{}\"/></style:style>",
                points(*width)
            ));
            self.xml.push_str(&format!(
                "<table:table-column table:style-name=\"{column}\"/>"
            ));
        }
        self.xml.push_str("<table:table-header-rows>");
        // A head that may not break would take the rows with it when it alone fits on a page: LibreOffice shows none.
        self.row(header, "", "Head", "Table_20_Heading");
        self.xml.push_str("</table:table-header-rows>");
        for (at, row) in rows.iter().enumerate() {
            // Were the first row whole and did it just fit under its head, LibreOffice would show none of the others.
            let whole = match at {
                0 => "",
                _ => " table:style-name=\"Row\"",
            };
            self.row(row, whole, "Cell", "Table_20_Contents");
        }
        self.xml.push_str("</table:table>");
    }

    fn row(&mut self, cells: &[Vec<Inline>], attributes: &str, cell_style: &str, style: &str) {
        self.xml.push_str(&format!("<table:table-row{attributes}>"));
        for cell in cells {
            self.xml.push_str(&format!(
                "<table:table-cell table:style-name=\"{cell_style}\" office:value-type=\"string\">"
            ));
            self.paragraph(style, cell);
            self.xml.push_str("</table:table-cell>");
        }
        self.xml.push_str("</table:table-row>");
    }
}
