//! What the register holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Sources, powers and numbers, in the order they were read; a later file replaces by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Register {
    /// National telephone numbers.
    pub numbers: Vec<Number>,
    /// Powers as written; their conditions are read against the facts of a playbook.
    pub powers: Vec<PowerSource>,
    /// Sources of law.
    pub sources: Vec<Source>,
}

/// One source of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// When a person last checked it.
    pub checked: NaiveDate,
    /// How a text refers to it.
    pub cite: String,
    /// The id.
    pub id: String,
    /// What kind of source.
    pub kind: SourceKind,
    /// JCI, ECLI, CVDR or web address; empty when it is not known, and then the note says so.
    pub locator: String,
    /// What is not verified, or what to know.
    pub note: String,
    /// Which version of the text was read; `secondary` when only a summary was.
    pub read: String,
    /// The rule in our own words.
    pub rule: String,
    /// Whether it is in force.
    pub status: Status,
    /// The title of the law, or the court.
    pub title: String,
}

/// What kind of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A bill.
    Bill,
    /// A decision of a court.
    Decision,
    /// European law.
    Eu,
    /// Guidance.
    Guidance,
    /// A local rule.
    Local,
    /// A statute.
    Statute,
}

/// Whether a source is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Annulled by a court.
    Annulled,
    /// In force.
    InForce,
    /// Not in force (yet).
    NotInForce,
    /// Repealed.
    Repealed,
    /// Suspended by a court.
    Suspended,
    /// Nobody has verified it.
    Unverified,
}

/// A power as written in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PowerSource {
    /// The id.
    pub id: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// The competent organs, as role ids.
    pub organ: Vec<String>,
    /// What must be so.
    pub requirements: Vec<RequirementSource>,
    /// What the team calls it.
    pub title: String,
}

/// A requirement as written in the register; conditions are still text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequirementSource {
    /// When it counts.
    pub applies: Vec<String>,
    /// Plain sentences for the mayor.
    pub explain: String,
    /// The id.
    pub id: String,
    /// How strict it is.
    pub kind: RequirementKind,
    /// Sources of law.
    pub law: Vec<String>,
    /// What must hold.
    pub met: Vec<String>,
    /// When a court has rejected the ground.
    pub rejected: Vec<String>,
    /// The decisions that rejected it.
    pub rejected_by: Vec<String>,
    /// What it asks.
    pub title: String,
}

/// How strict a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementKind {
    /// Never overridable.
    Gate,
    /// Something to know.
    Note,
    /// The competent organ may deviate, with a reason.
    Required,
}

/// A national telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    /// When a person last checked it.
    pub checked: NaiveDate,
    /// What it is for.
    pub for_: String,
    /// The id.
    pub id: String,
    /// The number.
    pub phone: String,
    /// Where it was found.
    pub source: String,
    /// Whether it is verified.
    pub status: Status,
    /// Whose number it is.
    pub title: String,
}

impl Register {
    /// Returns a source.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// Returns a power.
    pub fn power(&self, id: &str) -> Option<&PowerSource> {
        self.powers.iter().find(|power| power.id == id)
    }
}

impl Source {
    /// Returns why nobody should rest on it without reading it, in Dutch; nothing when it is in
    /// force and its own text was read as it stands.
    pub fn doubt(&self) -> Option<String> {
        if self.status != Status::InForce {
            return Some(self.status.dutch().to_owned());
        }
        // A version is the day from which the text that was read applies.
        match self.read.parse::<NaiveDate>() {
            Ok(_) => None,
            Err(_) if self.read.is_empty() || self.read == "secondary" => {
                Some("zelf niet nagelezen".to_owned())
            }
            Err(_) => Some(format!("nagelezen in een oudere tekst ({})", self.read)),
        }
    }
}

impl Status {
    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            Status::Annulled => "vernietigd",
            Status::InForce => "geldend",
            Status::NotInForce => "niet in werking",
            Status::Repealed => "vervallen",
            Status::Suspended => "geschorst",
            Status::Unverified => "niet geverifieerd",
        }
    }
}
