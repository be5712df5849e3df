//! The words of OpenDocument: its namespaces and lengths. Never writes text unescaped.

use crate::document::xml::escape;

/// The namespaces of the parts with text, and the version of the standard.
pub(super) const NAMESPACES: &str = concat!(
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" ",
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" ",
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" ",
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" ",
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" ",
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" ",
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" ",
    "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" ",
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
    "office:version=\"1.3\"",
);

/// Returns words in a style.
pub(super) fn span(style: &str, text: &str) -> String {
    format!(
        "<text:span text:style-name=\"{style}\">{}</text:span>",
        escape(text)
    )
}

/// Returns twentieths of a point as a length.
pub(super) fn points(twentieths: usize) -> String {
    format!("{}.{:02}pt", twentieths / 20, twentieths % 20 * 5)
}
