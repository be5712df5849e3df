//! How wide words are, and where a line ends. Never draws: the widths are those of a common bold sans-serif font, with
//! room to spare, so that words stay in their box with any font a viewer has.

/// The widths of the characters from space to tilde in thousandths of the size: Liberation Sans Bold, as wide as Arial.
#[rustfmt::skip]
const WIDTHS: [u16; 95] = [
    278, 334, 475, 557, 557, 890, 723, 238, 334, 334, 390, 584, 278, 334, 278, 278, 557, 557, 557, 557, 557, 557, 557,
    557, 557, 557, 334, 334, 584, 584, 584, 611, 976, 723, 723, 723, 723, 667, 611, 778, 723, 278, 557, 723, 611, 834,
    723, 778, 667, 778, 723, 667, 611, 723, 667, 944, 667, 667, 611, 334, 278, 334, 584, 557, 334, 557, 611, 557, 611,
    557, 334, 611, 611, 278, 278, 557, 278, 890, 611, 611, 611, 611, 390, 557, 334, 611, 557, 778, 557, 557, 500, 390,
    280, 390, 584,
];

/// Room for a font that is wider, such as DejaVu Sans.
const SPARE: f64 = 1.15;

/// Returns the most that words take, at a size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size * SPARE
}

fn letter(character: char) -> f64 {
    let code = u32::from(character);
    let thousandths = match code {
        0x20..=0x7e => WIDTHS[usize::try_from(code - 0x20).unwrap_or_default()],
        0xa0 | 0x2018 | 0x2019 => 278,
        // Accented Latin letters are about as wide as plain ones; an M is the widest.
        0xa1..=0x24f => 834,
        0x2013 | 0x2022 => 557,
        0x201c | 0x201d => 500,
        _ => 1000,
    };
    f64::from(thousandths) / 1000.0
}

/// Returns words as lines that are no wider than asked; a word that is too long for a line is broken.
pub(super) fn wrap(text: &str, size: f64, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, size, widest) {
            let longer = match line.is_empty() {
                true => piece.clone(),
                false => format!("{line} {piece}"),
            };
            if line.is_empty() || width(&longer, size) <= widest {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    lines.push(line);
    lines
}

/// Returns a word in pieces that each fit on a line.
fn pieces(word: &str, size: f64, widest: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let last = pieces.last().map_or("", String::as_str);
        if !last.is_empty() && width(&format!("{last}{character}-"), size) > widest {
            if let Some(last) = pieces.last_mut() {
                last.push('-');
            }
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push(character);
        }
    }
    if width(word, size) <= widest {
        return vec![word.to_owned()];
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked() {
        for text in [
            "",
            "Signaleren en bewijs veiligstellen",
            "Wegingskadervergaderingsvoorbereidingscommissie",
            "ééééééééééééééééééééééééééééé 🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥",
        ] {
            for widest in [60.0, 120.0, 240.0] {
                let lines = wrap(text, 18.0, widest);
                assert!(
                    lines.iter().all(|line| width(line, 18.0) <= widest),
                    "{lines:?}"
                );
                let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
                assert_eq!(
                    lines.iter().map(|line| letters(line)).sum::<usize>(),
                    letters(text)
                );
            }
        }
    }
}
