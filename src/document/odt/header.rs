//! Writes what stands around the text of every page: the marking, also across the page, the reference and the footer.

use super::xml::span;
use crate::document::paper::Paper;
use crate::document::tree::Document;
use crate::document::watermark::size;
use crate::document::xml::escape;

/// Where the words on the right end on a page across.
pub(super) const EDGE_ACROSS: &str = "<style:style style:name=\"Header_20_Across\" style:family=\"paragraph\" \
    style:parent-style-name=\"Header\"><style:paragraph-properties><style:tab-stops><style:tab-stop \
    style:position=\"26.7cm\" style:type=\"right\"/></style:tab-stops></style:paragraph-properties></style:style>\
    <style:style style:name=\"Footer_20_Across\" style:family=\"paragraph\" \
    style:parent-style-name=\"Footer\"><style:paragraph-properties><style:tab-stops><style:tab-stop \
    style:position=\"26.7cm\" style:type=\"right\"/></style:tab-stops></style:paragraph-properties></style:style>";

/// A page across, with the margins of a form.
pub(super) const PAGE_ACROSS: &str = "<style:page-layout style:name=\"Page_20_Across\"><style:page-layout-properties fo:page-width=\"29.7cm\" \
    fo:page-height=\"21cm\" style:print-orientation=\"landscape\" fo:margin-top=\"0.8cm\" fo:margin-bottom=\"0.8cm\" \
    fo:margin-left=\"1.5cm\" fo:margin-right=\"1.5cm\" style:num-format=\"1\" style:writing-mode=\"lr-tb\"/>\
    <style:header-style><style:header-footer-properties fo:min-height=\"0.9cm\" fo:margin-bottom=\"0.6cm\" \
    style:dynamic-spacing=\"false\"/></style:header-style><style:footer-style><style:header-footer-properties \
    fo:min-height=\"0.9cm\" fo:margin-top=\"0.6cm\" style:dynamic-spacing=\"false\"/></style:footer-style>\
    </style:page-layout>";

/// The middle of a page as seen from the paragraph of its header, in points.
fn middle(paper: Paper, is_across: bool) -> (f64, f64) {
    match (paper, is_across) {
        (_, true) => (378.4, 275.0),
        (Paper::Form, false) => (255.1, 398.3),
        (Paper::Letter, false) => (226.8, 385.5),
    }
}

/// Returns the kinds of page, each with its header and footer.
pub(super) fn master_styles(document: &Document, has_across: bool) -> String {
    let upright = master_page(document, false);
    let across = match has_across {
        true => master_page(document, true),
        false => String::new(),
    };
    format!("<office:master-styles>{upright}{across}</office:master-styles>")
}

fn master_page(document: &Document, is_across: bool) -> String {
    let (name, layout, ending) = match is_across {
        true => ("Across", "Page_20_Across", "_20_Across"),
        false => ("Standard", "Page", ""),
    };
    let marking = match document.marking.as_deref() {
        None | Some("") => String::new(),
        Some(marking) => format!(
            "{}{}",
            watermark(marking, middle(document.paper, is_across)),
            span("Marking", marking)
        ),
    };
    let reference = match &document.reference {
        None => String::new(),
        Some(reference) => format!("<text:tab/>Kenmerk {}", escape(reference)),
    };
    format!(
        "<style:master-page style:name=\"{name}\" style:page-layout-name=\"{layout}\">\
         <style:header><text:p text:style-name=\"Header{ending}\">{marking}{reference}</text:p></style:header>\
         <style:footer><text:p text:style-name=\"Footer{ending}\">{}<text:tab/>Pagina \
         <text:page-number text:select-page=\"current\">1</text:page-number> van \
         <text:page-count>1</text:page-count></text:p></style:footer></style:master-page>",
        escape(&document.footer)
    )
}

/// Returns the marking as words that follow a line from corner to corner, behind the text.
fn watermark(marking: &str, middle: (f64, f64)) -> String {
    let (width, height) = size(marking);
    let half = std::f64::consts::FRAC_1_SQRT_2 / 2.0;
    let (wide, high) = (width as f64 * half, height as f64 * half);
    let (left, top) = (middle.0 - wide - high, middle.1 + wide - high);
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
