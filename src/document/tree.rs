//! The document tree: everything a writer needs and nothing about any one format.
//!
//! It never holds markup: each string is plain text, whatever characters it contains. Writers pass every string through
//! [`clean`](super::clean), so a tree built by hand cannot smuggle control characters onto paper.

mod picture;
mod walk;

use serde::{Deserialize, Serialize};

use super::paper::Paper;

pub use picture::Picture;
pub use walk::{Marks, facts, laws, marks, missing, plain};
pub(super) use walk::{content, leads, mark};

/// A document with what is printed around its text.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Document {
    /// The title; writers print it above the blocks, it is not one of them.
    pub title: String,
    /// The reference (kenmerk), printed under the title and in the header of every page.
    pub reference: Option<String>,
    /// The date as it should read on paper, for example "22 november 2026".
    pub date: Option<String>,
    /// The language as a BCP 47 tag; `nl-NL` for everything this program ships.
    pub language: String,
    /// How much room a page leaves around the text.
    #[serde(default, skip_serializing_if = "Paper::is_letter")]
    pub paper: Paper,
    /// A marking such as "CONCEPT - ONVOLDOENDE": header of every page and watermark. A marked document is a concept.
    pub marking: Option<String>,
    /// The text at the foot of every page, beside the page number.
    pub footer: String,
    /// Who the file says it is from; an organisation or an office, as it ends up in the file's properties.
    pub author: String,
    /// The text itself.
    pub blocks: Vec<Block>,
}

/// A piece of a document that starts on a line of its own.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Block {
    /// A heading; levels start at 1 and never skip one.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// The words of the heading.
        content: Vec<Inline>,
        /// A name other parts of the program can refer to, unique in the document.
        anchor: Option<String>,
    },
    /// A paragraph.
    Paragraph {
        /// The words of the paragraph.
        content: Vec<Inline>,
    },
    /// A list; items hold paragraphs and further lists.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// The number of the first item; 1 for a list that is not ordered.
        start: u64,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table, at the top level only; every row has as many cells as the header.
    Table {
        /// The header row, repeated on every page.
        header: Vec<Vec<Inline>>,
        /// The rows under it.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Words of someone else; holds paragraphs.
    Quote {
        /// The quoted paragraphs.
        blocks: Vec<Block>,
    },
    /// The next block starts on a new page; at the top level only.
    PageBreak,
    /// A drawing on a page of its own, across; at the top level only. A program that reads a document again does not get
    /// it back: drawings are made anew.
    #[serde(skip_deserializing)]
    Picture {
        /// The drawing.
        picture: Picture,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Inline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// Words that stand out strongly.
    Strong {
        /// The words.
        content: Vec<Inline>,
    },
    /// Words with stress.
    Emphasis {
        /// The words.
        content: Vec<Inline>,
    },
    /// The next words start on a new line of the same paragraph.
    LineBreak,
    /// A line of the log; printed as ordinary text.
    Entry {
        /// Which line.
        seq: u64,
        /// How it reads in the text.
        text: String,
    },
    /// A value that comes from a fact; printed as ordinary text.
    Fact {
        /// The path of the fact.
        path: String,
        /// The value as it reads in the text.
        text: String,
    },
    /// A value that is not known; printed as a visible mark, never as a blank.
    Missing {
        /// The path of the fact.
        path: String,
        /// The question that would fill it.
        question: String,
    },
    /// A remark for whoever reviews the document.
    Comment {
        /// The remark.
        text: String,
        /// The words it is about.
        about: Vec<Inline>,
    },
    /// A reference to the law.
    Law {
        /// The id in the register of sources, for example `awb-5-32`.
        id: String,
        /// The reference as it reads in the text.
        text: String,
    },
}

impl Inline {
    /// Returns plain words as an inline.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}
