//! Breaks words over lines. Never breaks a word, so an address can be copied whole.

use crate::document::clean;

/// Returns the lines of a text; a newline in it starts a new line, and there is always at least one.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n')
        .flat_map(|line| wrap_line(line, width))
        .collect()
}

fn wrap_line(text: &str, width: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split(' ') {
        let word_length = word.chars().count();
        let last = lines.len() - 1;
        if length > 0 && length + 1 + word_length > width {
            lines.push(word.to_owned());
            length = word_length;
            continue;
        }
        if length > 0 {
            lines[last].push(' ');
            length += 1;
        }
        lines[last].push_str(word);
        length += word_length;
    }
    lines
}
