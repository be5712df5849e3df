//! The only place where text becomes XML, for every format that is XML. What XML 1.0 cannot hold is not written.

use super::escape::spaced;

/// The line every part of an office file starts with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Returns text for use in an element or a double-quoted attribute, keeping the spaces at its ends.
pub(super) fn escape(text: &str) -> String {
    let text = spaced(text);
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}
