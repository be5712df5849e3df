//! What every format that is XML starts with, and how the words of a document become part of it.

use super::escape::spaced;

/// The line every part of an office file starts with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Returns text for use in an element or a double-quoted attribute, keeping the spaces at its ends.
pub(super) fn escape(text: &str) -> String {
    crate::xml::escape(&spaced(text))
}
