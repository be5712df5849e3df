//! An element: what a document must or should say, by statute, practice or case law, and where its text says it.
//!
//! It only says where to look; whether a draft has it is found after filling.

use serde::{Deserialize, Serialize};

use crate::reader::{Alphabet, Shape, Table, Takes, Text, may, must};

/// What a document must or should say.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    /// When it counts at all; all must hold.
    pub applies: Vec<Text>,
    /// The facts that must be known.
    pub facts: Vec<Text>,
    /// The id.
    pub id: Text,
    /// Where it is asked.
    pub law: Vec<Text>,
    /// How strict it is.
    pub level: Level,
    /// The name of the heading under which it stands.
    pub section: Option<Text>,
    /// What it is.
    pub title: String,
}

/// How strict an element is.
#[derive(Deserialize, Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A statute asks it.
    Must,
    /// Practice or case law asks it.
    Should,
}

impl Level {
    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            Level::Must => "wet",
            Level::Should => "praktijk of rechtspraak",
        }
    }
}

pub(super) static SHAPE: Shape = Shape::of(&[
    must("id", Takes::Id(Alphabet::Any), "the id of the element"),
    must("title", Takes::Text, "what the document must say"),
    must(
        "level",
        Takes::Word(&["must", "should"]),
        "`must` for statute, `should` for practice and case law",
    ),
    may("law", Takes::Ids(Alphabet::Hyphen), "where it is asked"),
    may(
        "section",
        Takes::Id(Alphabet::Hyphen),
        "the name of the heading under which it stands",
    ),
    may(
        "facts",
        Takes::Ids(Alphabet::Underscore),
        "facts that must be known",
    ),
    may(
        "applies",
        Takes::Conditions,
        "when it counts; all must hold",
    ),
]);

/// Reads an element.
pub(super) fn read(table: &Table) -> Element {
    Element {
        applies: table.texts("applies"),
        facts: table.texts("facts"),
        id: table.text("id").unwrap_or_default(),
        law: table.texts("law"),
        level: match table.string("level").as_str() {
            "must" => Level::Must,
            _ => Level::Should,
        },
        section: table.text("section"),
        title: table.string("title"),
    }
}
