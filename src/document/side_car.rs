//! The side-car: the JSON file beside a draft, with the receipt, the document tree and the hashes of the files written.
//!
//! It holds what is needed to compare two drafts and to make one again. It never says that a file beside it is still the
//! one that was written: whoever reads it looks at the hash.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Document, Receipt};
use crate::fact::{Certainty, Value};

/// The word that a side-car of this shape starts from.
const SCHEMA: &str = "draaiboek-receipt/1";

/// What stands beside a draft.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SideCar {
    /// The facts that it was drafted from; empty when it was drafted from an incident.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Given>,
    /// The document.
    pub document: Document,
    /// The document of the playbook, or the template, by id.
    pub document_id: String,
    /// The files written.
    pub files: Vec<Written>,
    /// The id of the incident it was drafted from.
    pub incident: Option<String>,
    /// What it was made from.
    #[serde(flatten)]
    pub receipt: Receipt,
    /// The shape of this file.
    schema: String,
    /// The SHA-256 of each text it was computed from, by name: playbook, law, municipality and templates.
    pub texts: BTreeMap<String, String>,
}

/// A fact as it was given in a file of facts.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Given {
    /// How sure.
    pub certainty: Certainty,
    /// The fact.
    pub fact: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// The value.
    pub value: Value,
}

/// A file that was written.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Written {
    /// What it is.
    pub kind: WrittenKind,
    /// Its name, without a folder.
    pub name: String,
    /// The SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WrittenKind {
    /// The document.
    Document,
    /// The note for the legal adviser.
    Note,
    /// The copy to work in.
    WorkingCopy,
}

/// A text is no side-car of this shape.
#[derive(Debug, Error)]
pub enum NotASideCar {
    /// It has another shape.
    #[error("its schema is `{found}`, this program reads `{SCHEMA}`")]
    Schema {
        /// The schema it names.
        found: String,
    },
    /// It cannot be read.
    #[error("it is not the JSON file beside a draft: {0}")]
    Unreadable(#[from] serde_json::Error),
}

impl SideCar {
    /// Returns what stands beside a draft; the files and what they were computed from are still to be filled in.
    pub fn new(document_id: &str, document: Document, receipt: Receipt) -> Self {
        SideCar {
            answers: Vec::new(),
            document,
            document_id: document_id.to_owned(),
            files: Vec::new(),
            incident: None,
            receipt,
            schema: SCHEMA.to_owned(),
            texts: BTreeMap::new(),
        }
    }

    /// Reads a side-car.
    ///
    /// # Errors
    /// When it is something else, or of a shape that this program does not know.
    pub fn parse(json: &str) -> Result<Self, NotASideCar> {
        #[derive(Deserialize)]
        struct Named {
            schema: String,
        }
        let Named { schema } = serde_json::from_str(json)?;
        match schema == SCHEMA {
            true => Ok(serde_json::from_str(json)?),
            false => Err(NotASideCar::Schema { found: schema }),
        }
    }

    /// Returns the file of a kind.
    pub fn file(&self, kind: WrittenKind) -> Option<&Written> {
        self.files.iter().find(|file| file.kind == kind)
    }
}
