//! What can go wrong in a turn.

use std::path::PathBuf;

use thiserror::Error;

use super::Rejected;
use crate::catalog::Unreadable;
use crate::engine::{Entry, Refusal};
use crate::picture::NotDrawn;
use crate::store;

/// Why a turn did not happen.
#[derive(Debug, Error)]
pub enum Error {
    /// An entry in the file cannot be read.
    #[error("entry {seq} cannot be read: {why}")]
    Entry {
        /// The entry.
        seq: u64,
        /// Why.
        why: String,
    },
    /// Another file is not a copy of this incident that grew on its own.
    #[error("{why}")]
    NotABranch {
        /// Why not.
        why: &'static str,
    },
    /// A file is not that of the staff of an exercise.
    #[error("this is not the file of the staff of an exercise: it holds no scenario")]
    NotAnExercise,
    /// The course of an exercise cannot be drawn.
    #[error("{0}")]
    NotDrawn(#[from] NotDrawn),
    /// The file is that of the staff of an exercise, where the incident of its players is asked.
    #[error(
        "this is what the staff of an exercise keeps, not the incident of the players\n\
         hint: the incident is `{}`", .incident.display()
    )]
    OfStaff {
        /// Where the incident of the players is.
        incident: PathBuf,
    },
    /// The machine gives no randomness.
    #[error("the machine gives no random numbers: {why}")]
    Randomness {
        /// Why.
        why: String,
    },
    /// The command is refused.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// Texts that cannot be used.
    #[error("{0}")]
    Rejected(Rejected),
    /// Others wrote since; nothing was written.
    #[error("{} other entries were written since; nothing was saved", .since.len())]
    Stale {
        /// What they wrote.
        since: Vec<Entry>,
    },
    /// The store.
    #[error("{0}")]
    Store(store::Error),
    /// A text that cannot be read.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
}

impl Error {
    /// Tells whether an incident must be opened again before it can go on.
    pub fn must_reopen(&self) -> bool {
        !matches!(
            self,
            Error::NotABranch { .. }
                | Error::NotAnExercise
                | Error::NotDrawn(_)
                | Error::OfStaff { .. }
                | Error::Refused(_)
                | Error::Stale { .. }
                | Error::Store(
                    store::Error::DiskFull { .. }
                        | store::Error::Invalid { .. }
                        | store::Error::Locked { .. }
                        | store::Error::ReadOnly { .. }
                )
        )
    }
}

impl From<Box<Refusal>> for Error {
    fn from(refusal: Box<Refusal>) -> Self {
        Error::Refused(refusal)
    }
}

impl From<Rejected> for Error {
    fn from(rejected: Rejected) -> Self {
        Error::Rejected(rejected)
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Error::Store(error)
    }
}
