//! What is wrong with the content of an incident file, and where.
//!
//! It never says who did it or whether it was meant: a bad disk and a forger leave the same trace.

use std::fmt;

use super::Hash;

/// One thing that is wrong in an incident file.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct Finding {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub problem: Problem,
}

/// A part of an incident file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Place {
    /// An attachment, by its hash as the file spells it.
    Attachment(String),
    /// An entry of the log, by its number.
    Entry(u64),
    /// The file as a whole.
    File,
    /// The record that names the incident.
    Incident,
    /// A pinned file, by name.
    Pin(String),
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Attachment(hash) => write!(formatter, "attachment {}", hash.escape_debug()),
            Place::Entry(seq) => write!(formatter, "entry {seq}"),
            Place::File => formatter.write_str("the file"),
            Place::Incident => formatter.write_str("the incident record"),
            Place::Pin(name) => write!(formatter, "pin `{}`", name.escape_debug()),
        }
    }
}

/// What is wrong at a place.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The body or its salt is not the one that was recorded.
    #[error("the body is not the one that was recorded")]
    BodyChanged,
    /// A column holds something of another kind.
    #[error("column `{0}` cannot be read")]
    Column(&'static str),
    /// The content has another hash than the one it is kept under.
    #[error("the content does not have its hash")]
    ContentChanged,
    /// Only one of body and salt is there; erasure removes both.
    #[error("only one of body and salt is there")]
    HalfErased,
    /// The entry, incident record or pin list does not have the hash that stands beside it.
    #[error("the content does not give the hash that stands beside it")]
    HashChanged,
    /// The file is longer or shorter than its pages: it was cut off, or something was added.
    #[error("it has {found} bytes and its pages have {expected}")]
    Length {
        /// The bytes its pages have.
        expected: u64,
        /// The bytes it has.
        found: u64,
    },
    /// The entry does not link to the one before it.
    #[error("it does not link to the entry before it")]
    LinkBroken,
    /// It is named elsewhere but is not there.
    #[error("it is missing")]
    Missing,
    /// Entries are missing or out of order here.
    #[error("entry {expected} should stand here")]
    OutOfOrder {
        /// The number that should follow.
        expected: u64,
    },
    /// The tables are not those of this format.
    #[error("`{0}` is not defined as in an incident file")]
    Schema(String),
    /// SQLite finds the file structure broken.
    #[error("{0}")]
    Structure(String),
    /// Reading takes more steps than an honest file of this size can need.
    #[error("reading takes more steps than a file of this size can need")]
    TooManySteps,
    /// It gives more bytes than a file of this size can hold.
    #[error("it unfolds to more than a file of this size can hold")]
    TooMuch,
    /// No entry names it.
    #[error("no entry names it")]
    Unnamed,
}

/// Whether a checkpoint on paper agrees with a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Checkpoint {
    /// The file holds another history than the one the paper was printed from.
    Differs,
    /// The words are not six words of the list.
    NotWords,
    /// The file and the paper agree up to and including this entry.
    Same,
    /// The file ends before this entry: entries were cut off, or it is an older copy.
    TooShort,
}

/// Returns whether a hash begins with the bytes that words from paper stand for.
pub(super) fn compare(hash: Option<&Hash>, words: &str) -> Checkpoint {
    let Some(bytes) = super::words::bytes_of(words) else {
        return Checkpoint::NotWords;
    };
    match hash {
        None => Checkpoint::TooShort,
        Some(hash) if hash.as_bytes().starts_with(&bytes) => Checkpoint::Same,
        Some(_) => Checkpoint::Differs,
    }
}
