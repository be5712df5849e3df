//! A drawing in a document. Never draws: it holds what was drawn.

use serde::Serialize;

/// A drawing in the forms that readers of documents know; which are both the same drawing.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
pub struct Picture {
    /// What it shows, in words, for who cannot see it.
    pub alternative: String,
    /// Its width and height on paper, in millimetres; between the margins of a form across is room for 267 by 170.
    pub millimetres: (u32, u32),
    /// As dots.
    #[serde(skip)]
    pub png: Vec<u8>,
    /// As lines: an SVG file with attributes only, no script, no style and no link.
    #[serde(skip)]
    pub svg: String,
}

impl Picture {
    /// Returns what stands in its place where there can be no drawing.
    pub(in crate::document) fn in_words(&self) -> String {
        format!("[Tekening: {}]", self.alternative)
    }
}
