//! Replaces what no font inside this program can draw by words in square brackets.
//!
//! The archive format allows no character without a glyph, and the messages that a decision quotes are full of them.
//! Nothing that says something disappears without leaving words, and nothing that is left can stop the writing.

use super::emoji::name;
use super::world::can_draw;
use crate::document::clean;

/// Returns text that can be set: clean, with the spaces at its ends kept.
pub(super) fn printable(text: &str) -> String {
    let middle = clean(text);
    let mut out = String::with_capacity(text.len());
    if text.starts_with(' ') {
        out.push(' ');
    }
    let mut unknown = Vec::new();
    for character in middle.chars().filter(|c| !is_invisible(*c)) {
        if is_printable(character) {
            describe(&mut unknown, &mut out);
            out.push(character);
        } else {
            unknown.push(character);
        }
    }
    describe(&mut unknown, &mut out);
    if text.ends_with(' ') && !middle.is_empty() {
        out.push(' ');
    }
    out
}

/// Writes what a run of characters was, and empties it.
fn describe(unknown: &mut Vec<char>, out: &mut String) {
    if unknown.is_empty() {
        return;
    }
    let are_named = unknown.iter().any(|c| name(*c).is_some());
    let mut words: Vec<(String, usize)> = Vec::new();
    for character in unknown.drain(..) {
        let code = u32::from(character);
        let word = name(character).map_or_else(|| format!("U+{code:04X}"), str::to_owned);
        match words.last_mut() {
            Some((last, times)) if *last == word => *times += 1,
            _ => words.push((word, 1)),
        }
    }
    let kind = match (are_named, words.len()) {
        (true, _) => "emoji:",
        (false, 1) => "teken",
        (false, _) => "tekens",
    };
    let between = if are_named { ", " } else { " " };
    let words = words.into_iter().map(|(word, times)| match times {
        1 => word,
        _ => format!("{word} (\u{d7}{times})"),
    });
    let words = words.collect::<Vec<_>>().join(between);
    out.push_str(&format!("[{kind} {words}]"));
}

/// Whether a character can be set as it is.
///
/// Writing from right to left is described as well: turned around inside a Dutch sentence it can mislead, and not all
/// of it can be kept as text in an archive.
fn is_printable(character: char) -> bool {
    match character {
        ' '..='~' => true,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => false,
        // Private use: means nothing outside the font that is not there, and is forbidden in an archive.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => false,
        _ => can_draw(character),
    }
}

/// Whether a character only steers how others are drawn: joiners, variation selectors, soft hyphens, tags.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_becomes_words() {
        for (text, expected) in [
            (
                " Ĳsselmeer, Đorđe, Łódź € – “ ",
                " Ĳsselmeer, Đorđe, Łódź € – “ ",
            ),
            ("vuur 🔥🔥🔥!", "vuur [emoji: vuur (×3)]!"),
            ("👊🏽 \u{1f9ff}", "[emoji: vuist, huidskleur] [teken U+1F9FF]"),
            ("\u{26a0}\u{fe0f}", "[emoji: waarschuwing]"),
            ("سلا", "[tekens U+0633 U+0644 U+0627]"),
            ("a\u{7}\u{202e}\u{200b}\u{ad}b\u{e000}", "ab[teken U+E000]"),
        ] {
            assert_eq!(printable(text), expected, "{text:?}");
        }
        assert!((' '..='~').all(can_draw));
    }
}
