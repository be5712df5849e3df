//! A finding in a text that a person wrote: what, where, and what is possible instead.
//!
//! Never decides whether a finding stops the work; it knows the text, not the purpose.

mod code;
mod render;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use code::{Code, Severity};
pub use render::render;

/// A stretch of a text, in bytes.
pub type Span = Range<usize>;

/// A text with the name it is shown under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name in messages, usually a file name.
    pub name: String,
    /// The text itself.
    pub text: String,
}

impl Source {
    /// Returns a source; a byte order mark is replaced by spaces, so that spans stay true.
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => format!("   {rest}"),
            None => text.to_owned(),
        };
        Source {
            name: name.into(),
            text,
        }
    }

    /// Returns the line and column (both from 1, column in characters) of a byte.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// One finding: a code, a message, the place, and a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable code, explained by `draaiboek explain CODE`.
    pub code: Code,
    /// What is possible instead.
    pub hint: Option<String>,
    /// What is wrong, in one clause.
    pub message: String,
    /// Where it stands; absent when the finding concerns the whole text.
    pub span: Option<Span>,
    /// The way to it as a story in Dutch, for a finding about what can happen.
    pub story: Option<String>,
    /// The text it stands in, when that is another one than was read, such as a shared part of it.
    pub within: Option<Arc<Source>>,
}

impl Finding {
    /// Returns a finding at a place.
    pub fn at(code: Code, span: Span, message: impl Into<String>) -> Self {
        Finding {
            code,
            hint: None,
            message: message.into(),
            span: Some(span),
            story: None,
            within: None,
        }
    }

    /// Returns a finding about the text as a whole.
    pub fn whole(code: Code, message: impl Into<String>) -> Self {
        Finding {
            code,
            hint: None,
            message: message.into(),
            span: None,
            story: None,
            within: None,
        }
    }

    /// Returns the finding with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the finding with the way to it.
    pub fn story(mut self, story: impl Into<String>) -> Self {
        self.story = Some(story.into());
        self
    }

    /// Returns the finding as one that stands in another text.
    pub fn within(mut self, text: Arc<Source>) -> Self {
        self.within = Some(text);
        self
    }

    /// Tells whether the text cannot be used while the finding stands.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }

    /// Tells whether the text says nothing certain while the finding stands.
    ///
    /// Law typed by hand is an error, but one that can be read: an incident that began with it still opens.
    pub fn stops_reading(&self) -> bool {
        self.is_error() && self.code != Code::TypedLaw
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.code, self.message)
    }
}

/// Returns `candidate` from `known` that is nearest to `word`, for "did you mean".
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns the number of single-character edits between two words (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, from) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in to.iter().enumerate() {
            let substitute = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_suggests_a_slip_and_not_another_word() {
        assert_eq!(
            nearest("driehoke", ["driehoek", "duiden"]),
            Some("driehoek")
        );
        assert_eq!(nearest("afsluiting", ["driehoek", "duiden"]), None);
    }

    #[test]
    fn a_byte_order_mark_does_not_move_places() {
        let source = Source::new("x.toml", "\u{feff}id = 1\nb = 2");
        assert_eq!(source.place(3), (1, 4));
        assert_eq!(source.place(source.text.len()), (2, 6));
    }
}
