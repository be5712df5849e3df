//! Writes what stands around the text of every page: the marking, also across the page, the reference and the footer.

use super::xml::span;
use crate::document::tree::Document;
use crate::document::watermark::size;
use crate::document::xml::escape;

/// The middle of the page as seen from the paragraph of the header, in points.
const MIDDLE: (f64, f64) = (226.8, 385.5);

/// Returns the one kind of page there is, with its header and footer.
pub(super) fn master_styles(document: &Document) -> String {
    let marking = match document.marking.as_deref() {
        None | Some("") => String::new(),
        Some(marking) => format!("{}{}", watermark(marking), span("Marking", marking)),
    };
    let reference = match &document.reference {
        None => String::new(),
        Some(reference) => format!("<text:tab/>Kenmerk {}", escape(reference)),
    };
    format!(
        "<office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"Page\">\
         <style:header><text:p text:style-name=\"Header\">{marking}{reference}</text:p></style:header>\
         <style:footer><text:p text:style-name=\"Footer\">{}<text:tab/>Pagina \
         <text:page-number text:select-page=\"current\">1</text:page-number> van \
         <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>",
        escape(&document.footer)
    )
}

/// Returns the marking as words that follow a line from corner to corner, behind the text.
fn watermark(marking: &str) -> String {
    let (width, height) = size(marking);
    let half = std::f64::consts::FRAC_1_SQRT_2 / 2.0;
    let (wide, high) = (width as f64 * half, height as f64 * half);
    let (left, top) = (MIDDLE.0 - wide - high, MIDDLE.1 + wide - high);
    format!(
        "<draw:custom-shape text:anchor-type=\"char\" draw:z-index=\"0\" draw:name=\"Watermerk\" \
         draw:style-name=\"Watermark\" svg:width=\"{width}pt\" svg:height=\"{height}pt\" \
         draw:transform=\"rotate (0.785398) translate ({left:.2}pt {top:.2}pt)\"><text:p>{}</text:p>\
         <draw:enhanced-geometry draw:text-path=\"true\" draw:text-path-mode=\"shape\" \
         draw:text-path-scale=\"path\" draw:text-path-same-letter-heights=\"false\" \
         svg:viewBox=\"0 0 21600 21600\" draw:text-areas=\"0 0 21600 21600\" draw:type=\"fontwork-plain-text\" \
         draw:modifiers=\"10800\" draw:enhanced-path=\"M 0 0 L 21600 0 N M 0 21600 L 21600 21600 N\"/>\
         </draw:custom-shape>",
        escape(marking)
    )
}
