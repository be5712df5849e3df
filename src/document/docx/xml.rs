//! The only place where text becomes XML. What XML 1.0 cannot hold is not written.

use crate::document::clean;

/// The line every part starts with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces of the parts with text.
pub(super) const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:w10=\"urn:schemas-microsoft-com:office:word\"",
);

/// Returns text for use in an element or an attribute, keeping the spaces at its ends.
pub(super) fn escape(text: &str) -> String {
    let middle = clean(text);
    let mut out = String::with_capacity(middle.len() + 8);
    if text.starts_with(' ') {
        out.push(' ');
    }
    for character in middle.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    if text.ends_with(' ') && !middle.is_empty() {
        out.push(' ');
    }
    out
}

/// Returns a run of words with properties, which come as XML and may be empty.
pub(super) fn run(properties: &str, text: &str) -> String {
    let text = escape(text);
    if text.is_empty() {
        return String::new();
    }
    let properties = match properties {
        "" => String::new(),
        some => format!("<w:rPr>{some}</w:rPr>"),
    };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}
