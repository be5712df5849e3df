//! A word that is put in a text: with a capital where a sentence begins.

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "bijv", "bv", "ca", "dhr", "dr", "evt", "excl", "incl", "mevr", "nr", "resp", "st",
];

/// Puts a value in the place of what is written, wherever it stands; `is_read` tells whether the text itself is read
/// as a sentence.
pub(super) fn fill(text: &str, written: &str, value: &str, is_read: bool) -> String {
    let mut parts = text.split(written);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match begins(&out, is_read) {
            true => out.push_str(&capital(value)),
            false => out.push_str(value),
        }
        out.push_str(part);
    }
    out
}

/// Tells whether a sentence begins after a text.
fn begins(before: &str, is_read: bool) -> bool {
    let before = before.trim_end_matches(['‘', '“', '"', '(']);
    let sentence = before.trim_end();
    let is_apart = sentence.len() < before.len();
    let sentence = sentence.trim_end_matches(['’', '”', '"', ')']);
    match sentence.chars().last() {
        None => is_read,
        Some('!' | '?' | '…') => is_apart,
        Some('.') => is_apart && !is_abbreviation(sentence.trim_end_matches('.')),
        Some(_) => false,
    }
}

/// Tells whether a text ends in a word that is shortened: `nr`, `o.a`.
fn is_abbreviation(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(['‘', '“', '"', '(']).to_lowercase();
    let is_letters =
        |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    ABBREVIATIONS.contains(&word.as_str()) || word.contains('.') && word.split('.').all(is_letters)
}

/// Returns a text with a capital: after `'t` and `'s` the word that follows gets it, and `ij` is one letter.
fn capital(text: &str) -> String {
    let is_apostrophe = |c: char| matches!(c, '\'' | '’' | '‘');
    let start = match text.starts_with(is_apostrophe) {
        true => text.find([' ', '-']).map_or(text.len(), |at| at + 1),
        false => 0,
    };
    let (before, word) = text.split_at(start);
    match (word.strip_prefix("ij"), word.chars().next()) {
        (Some(rest), _) => format!("{before}IJ{rest}"),
        (None, Some(first)) => {
            let rest = &word[first.len_utf8()..];
            format!("{before}{}{rest}", first.to_uppercase())
        }
        (None, None) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_put_in_begins_a_sentence_with_a_capital() {
        let filled = |text: &str| fill(text, "{plein}", "het Stadsplein", true);
        for (text, shown) in [
            (
                "‘Half elf. {plein} is leeg.’",
                "‘Half elf. Het Stadsplein is leeg.’",
            ),
            (
                "{plein} is vol. {plein}?",
                "Het Stadsplein is vol. Het Stadsplein?",
            ),
            ("‘Kom!’ ‘{plein}, NU.’", "‘Kom!’ ‘Het Stadsplein, NU.’"),
            (
                "Om 19.30 uur op {plein}.",
                "Om 19.30 uur op het Stadsplein.",
            ),
            ("Hij zei: ‘{plein}.’", "Hij zei: ‘het Stadsplein.’"),
            ("Pleinen, o.a. {plein}", "Pleinen, o.a. het Stadsplein"),
            ("ca. {plein}", "ca. het Stadsplein"),
            ("Vrijdag 19.30. {plein}", "Vrijdag 19.30. Het Stadsplein"),
            ("Een lijn\nover {plein}", "Een lijn\nover het Stadsplein"),
        ] {
            assert_eq!(filled(text), shown);
        }
        // An answer stands in other sentences, and keeps its letter.
        assert_eq!(fill("{plein}", "{plein}", "het plein", false), "het plein");
        for (text, shown) in [
            ("ijsbaan", "IJsbaan"),
            ("’t Hof", "’t Hof"),
            ("'s avonds", "'s Avonds"),
            ("école", "École"),
            ("7e straat", "7e straat"),
            ("", ""),
        ] {
            assert_eq!(capital(text), shown);
        }
    }
}
