//! Writes the numbering part: one definition for numbers, one for bullets, and a fresh count for every list.
//!
//! Counts as [`counter`](crate::document::counter) does for the formats that have no numbering of their own.

use super::body::List;
use super::xml::NAMESPACES;
use crate::document::xml::DECLARATION;

/// The levels a list can have; the reader allows fewer.
const LEVELS: usize = 9;

/// How far the words of a list at a depth stand from the margin, in twentieths of a point.
pub(super) fn indent(depth: usize) -> usize {
    425 * (depth + 1)
}

/// Returns the numbering part.
pub(super) fn numbering(lists: &[List]) -> String {
    let mut xml = format!("{DECLARATION}<w:numbering {NAMESPACES}>");
    for (id, ordered) in [(0, true), (1, false)] {
        xml.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>"
        ));
        for depth in 0..LEVELS {
            xml.push_str(&level(depth, ordered));
        }
        xml.push_str("</w:abstractNum>");
    }
    for (place, list) in lists.iter().enumerate() {
        let abstract_id = if list.ordered { 0 } else { 1 };
        xml.push_str(&format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{abstract_id}\"/>",
            place + 1
        ));
        if list.ordered {
            xml.push_str(&format!(
                "<w:lvlOverride w:ilvl=\"{}\"><w:startOverride w:val=\"{}\"/></w:lvlOverride>",
                list.depth, list.start
            ));
        }
        xml.push_str("</w:num>");
    }
    xml.push_str("</w:numbering>");
    xml
}

fn level(depth: usize, ordered: bool) -> String {
    let number = depth + 1;
    let (format, text) = match (ordered, depth % 3) {
        (true, 0) => ("decimal", format!("%{number}.")),
        (true, 1) => ("lowerLetter", format!("%{number}.")),
        (true, _) => ("lowerRoman", format!("%{number}.")),
        (false, 1) => ("bullet", "\u{2013}".to_owned()),
        (false, _) => ("bullet", "\u{2022}".to_owned()),
    };
    format!(
        "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
         <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"425\"/></w:pPr></w:lvl>",
        indent(depth)
    )
}
