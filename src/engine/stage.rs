//! What can be done with a document after the concept, and what is kept of it.
//!
//! Names and facts only; who may do what is decided elsewhere.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is done with a document, in the order of its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// An order was given by word of mouth; it is put in writing later.
    Oral,
    /// A draft was put before who decides; that draft is frozen.
    Submitted,
    /// It was signed.
    Signed,
    /// It was handed over.
    Served,
    /// It was sent.
    Sent,
    /// It was published.
    Published,
    /// What it relied on changed, and the competent organ looked at it again.
    Reviewed(Outcome),
    /// It was withdrawn.
    Withdrawn,
}

/// What came of looking at a decision again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is to be changed.
    Change,
    /// It stays as it is.
    Keep,
    /// It is to be withdrawn.
    Withdraw,
}

/// A file that proves a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// The number of bytes.
    pub size: u64,
}

/// Something that was done with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The document.
    pub document: String,
    /// The entries of its proof.
    pub evidence: Vec<u64>,
    /// How many values were missing in the draft when it was signed all the same.
    pub missing: u64,
    /// The entry of the draft, or of the order given orally, that it is about.
    pub of: u64,
    /// The requirements that were open when it was signed all the same.
    pub open: Vec<String>,
    /// The entry.
    pub seq: u64,
    /// What was done.
    pub stage: Stage,
}

impl Stage {
    /// Returns the name, as written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Oral => "oral",
            Stage::Published => "published",
            Stage::Reviewed(_) => "reviewed",
            Stage::Sent => "sent",
            Stage::Served => "served",
            Stage::Signed => "signed",
            Stage::Submitted => "submitted",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// Reads a stage; a review needs what came of it.
    pub fn parse(name: &str, outcome: Option<Outcome>) -> Option<Stage> {
        Some(match (name, outcome) {
            ("oral", None) => Stage::Oral,
            ("published", None) => Stage::Published,
            ("reviewed", Some(outcome)) => Stage::Reviewed(outcome),
            ("sent", None) => Stage::Sent,
            ("served", None) => Stage::Served,
            ("signed", None) => Stage::Signed,
            ("submitted", None) => Stage::Submitted,
            ("withdrawn", None) => Stage::Withdrawn,
            _ => return None,
        })
    }

    /// Tells whether it makes the document known to whom it concerns, so that terms begin to run.
    pub fn announces(self) -> bool {
        matches!(self, Stage::Published | Stage::Sent | Stage::Served)
    }

    /// Tells whether the document has left the building by it.
    pub fn leaves(self) -> bool {
        self.announces() || self == Stage::Oral
    }
}

impl Outcome {
    /// Reads an outcome.
    pub fn parse(name: &str) -> Option<Outcome> {
        Some(match name {
            "change" => Outcome::Change,
            "keep" => Outcome::Keep,
            "withdraw" => Outcome::Withdraw,
            _ => return None,
        })
    }
}
