//! The signs for which a playbook is proposed when an incident starts.

use super::reading::Reading;
use crate::playbook::Sign;
use crate::reader::{Table, Text};

/// Reads the signs; a word that nobody can have said is a finding.
pub(super) fn signs(table: &Table, reading: &mut Reading<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    for table in table.tables("fits") {
        let words = table.texts("words");
        if let (Some(node), true) = (table.get("words"), words.is_empty()) {
            let message = "a sign without words is never seen".to_owned();
            reading.wrong(&node.span, message, "add words, such as [\"versleuteld\"]");
        }
        for (index, word) in words.iter().enumerate() {
            check(word, &words[..index], reading);
        }
        signs.push(Sign {
            sign: table.string("sign"),
            words: words.into_iter().map(|word| word.text).collect(),
        });
    }
    signs
}

fn check(word: &Text, earlier: &[Text], reading: &mut Reading<'_>) {
    let same = |other: &Text| other.text.to_lowercase() == word.text.to_lowercase();
    if earlier.iter().any(same) {
        let message = format!("`{}` stands in this list twice", word.text);
        reading.wrong(&word.span, message, "name it once");
    }
    let stem = word.text.strip_suffix('*').unwrap_or(&word.text);
    // Someone who types hardly writes one letter for a word; a stem that short is in too many.
    let letters = stem.chars().filter(|letter| letter.is_alphanumeric());
    if stem.contains('*') || !stem.ends_with(char::is_alphanumeric) || letters.count() < 2 {
        let message = format!("`{}` is not something to look for", word.text);
        let hint = "write a word or a few words of at least two letters; `*` only at the very end";
        reading.wrong(&word.span, message, hint);
    }
}
