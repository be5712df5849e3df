//! Typed facts: what kind a fact is, its values, and conditions with three values.
//!
//! An unknown fact is not `false`; that rule starts here. Never knows which facts a playbook declares.

pub mod condition;
pub mod dutch;
pub mod item;
mod kind;
mod read;
pub mod suspect;
pub mod time;
mod truth;
mod value;
mod write;

pub use condition::{Answers, Atom, Condition, Each, Given, Many, Subject, Test};
pub use kind::{Choice, Field, Kind, MAXIMUM_RECORDS};
pub use read::Unreadable;
pub use truth::Truth;
pub use value::{Record, Value};

use serde::{Deserialize, Serialize};

/// How sure the person who said it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Onbevestigd: heard, not checked.
    #[default]
    Unconfirmed,
    /// Waarschijnlijk: supported, not certain.
    Probable,
    /// Bevestigd: checked with its source.
    Confirmed,
}

impl Certainty {
    /// Every certainty, from least to most.
    pub const ALL: [Certainty; 3] = [
        Certainty::Unconfirmed,
        Certainty::Probable,
        Certainty::Confirmed,
    ];

    /// Returns the Dutch word.
    pub fn dutch(self) -> &'static str {
        match self {
            Certainty::Unconfirmed => "onbevestigd",
            Certainty::Probable => "waarschijnlijk",
            Certainty::Confirmed => "bevestigd",
        }
    }

    /// Returns the English name.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Unconfirmed => "unconfirmed",
            Certainty::Probable => "probable",
            Certainty::Confirmed => "confirmed",
        }
    }

    /// Reads a certainty by its English name, its Dutch word or its first letter.
    pub fn parse(text: &str) -> Option<Certainty> {
        match text.trim().to_lowercase().as_str() {
            "unconfirmed" | "onbevestigd" | "o" | "u" => Some(Certainty::Unconfirmed),
            "probable" | "waarschijnlijk" | "w" | "p" => Some(Certainty::Probable),
            "confirmed" | "bevestigd" | "b" | "c" => Some(Certainty::Confirmed),
            _ => None,
        }
    }
}
