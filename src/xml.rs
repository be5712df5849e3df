//! The only place where text becomes XML, for papers and pictures alike. Never keeps a character that XML 1.0 cannot
//! hold, or that would change how the text around it is read or shown.

/// Returns text for use in an element or a double-quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars().filter(|c| !is_dropped(*c)) {
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

/// Whether a character is dropped: controls, direction overrides and isolates, byte order mark, non-characters.
pub(crate) fn is_dropped(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'
                ..='\u{202e}' | '\u{2066}'
                ..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_markup_and_no_character_that_turns_the_text_around_comes_through() {
        assert_eq!(
            escape("<a b=\"c\"> & \u{202e}\u{0}\u{feff}d"),
            "&lt;a b=&quot;c&quot;&gt; &amp; d"
        );
    }
}
