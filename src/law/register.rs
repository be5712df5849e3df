//! What the register holds.

use chrono::NaiveDate;
use serde::Serialize;

use super::entries::{Entries, Identified};
use super::fact::Fact;
use super::power::{PowerSource, RequirementSource};

/// Everything in the law files, in the order they were read; a later file replaces by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Register {
    /// Classes by which values are redacted.
    pub classes: Entries<Class>,
    /// Facts that requirements ask about.
    pub facts: Entries<Fact>,
    /// National telephone numbers.
    pub numbers: Entries<Number>,
    /// Organs that can be competent.
    pub organs: Entries<Organ>,
    /// Powers as written; their conditions are read against the facts of a playbook.
    pub powers: Entries<PowerSource>,
    /// Requirements that several powers share.
    pub requirements: Entries<RequirementSource>,
    /// Sources of law.
    pub sources: Entries<Source>,
    /// What may change.
    pub switches: Entries<Switch>,
}

/// An organ that can be competent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organ {
    /// The id.
    pub id: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// Who replaces it by law; empty when nobody does or it is not known.
    pub replaced_by: String,
    /// The organ, with its article.
    pub title: String,
}

/// A class by which values are redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Class {
    /// The id.
    pub id: String,
    /// The grounds for leaving such values out.
    pub law: Vec<String>,
    /// What such values are.
    pub title: String,
}

/// Something that may change; a condition of the same name holds once it is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Switch {
    /// When a person last checked it.
    pub checked: NaiveDate,
    /// The id.
    pub id: String,
    /// What to look at before it is switched on.
    pub note: String,
    /// Whether it is so.
    pub on: bool,
    /// The source it is about.
    pub source: String,
    /// What is so when it is on.
    pub title: String,
}

/// One source of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Whose data it is; empty for the program's own.
    pub by: String,
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
    /// The first day on which it applies, where that is known.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it applies, where that is known.
    pub valid_until: Option<NaiveDate>,
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

macro_rules! identified {
    ($($entry:ty),*) => {
        $(impl Identified for $entry {
            fn id(&self) -> &str {
                &self.id
            }
        })*
    };
}

identified!(
    Class,
    Fact,
    Number,
    Organ,
    PowerSource,
    RequirementSource,
    Source,
    Switch
);

impl Register {
    /// Returns a class of redaction.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes.find(id)
    }

    /// Returns a fact.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.find(id)
    }

    /// Returns an organ.
    pub fn organ(&self, id: &str) -> Option<&Organ> {
        self.organs.find(id)
    }

    /// Returns a power.
    pub fn power(&self, id: &str) -> Option<&PowerSource> {
        self.powers.find(id)
    }

    /// Returns a requirement that several powers share.
    pub fn requirement(&self, id: &str) -> Option<&RequirementSource> {
        self.requirements.find(id)
    }

    /// Returns a source.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.find(id)
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
