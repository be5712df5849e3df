//! How much room a page leaves around its text. Never knows what is on the page.

use serde::{Deserialize, Serialize};

/// The width of A4, in twentieths of a point.
const PAGE_WIDTH: usize = 11_906;

/// Its height.
const PAGE_HEIGHT: usize = 16_838;

/// What kind of sheet a document is printed on.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// Tables to fill in: narrow margins, and smaller words in tables.
    Form,
    /// A letter or a decision.
    #[default]
    Letter,
}

impl Paper {
    /// The width between the margins of a page across, in twentieths of a point; it has the margins of a form.
    pub(super) const WIDTH_ACROSS: usize = PAGE_HEIGHT - 2 * Paper::Form.side();

    /// Whether it is a letter, which is what nobody has to say.
    pub(super) fn is_letter(&self) -> bool {
        *self == Self::Letter
    }

    /// Returns about the width of a letter in bold table text, in twentieths of a point.
    pub(super) fn letter_width(self) -> usize {
        match self {
            Self::Form => 117,
            Self::Letter => 130,
        }
    }

    /// Returns the margins left and right, in twentieths of a point.
    pub(super) const fn side(self) -> usize {
        match self {
            Self::Form => 850,
            Self::Letter => 1_417,
        }
    }

    /// Returns the width between the margins, in twentieths of a point.
    pub(super) fn text_width(self) -> usize {
        PAGE_WIDTH - 2 * self.side()
    }
}
