//! What can go wrong with an incident file, as data, with the words for it in one place.
//!
//! It never decides what to do about it, and never speaks Dutch: the screen of the crisis team does.

use std::path::PathBuf;

use super::{Place, Problem, Row};

/// Why a store could not do what was asked.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// The content is not what was once written.
    #[error("`{}` is damaged: {place}: {problem}", path.display())]
    Damaged {
        /// The incident file.
        path: PathBuf,
        /// Where in the file.
        place: Place,
        /// What is wrong there.
        problem: Problem,
    },
    /// There is no room left; nothing of the append was kept and the store can go on.
    #[error("not saved: the disk with `{}` is full", path.display())]
    DiskFull {
        /// The incident file.
        path: PathBuf,
    },
    /// A file is in the way.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The file in the way.
        path: PathBuf,
    },
    /// The caller asked for something that is never possible.
    #[error("{what}")]
    Invalid {
        /// What is wrong with the request.
        what: String,
    },
    /// The disk or the operating system failed, outside an append.
    #[error("`{}` cannot be read or written: {what}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The words of the operating system or SQLite.
        what: String,
    },
    /// Another program held the file longer than [`BUSY_SECONDS`](super::BUSY_SECONDS).
    #[error("another program has held `{}` for over {} seconds", path.display(), super::BUSY_SECONDS)]
    Locked {
        /// The incident file.
        path: PathBuf,
    },
    /// The file is on a drive of another machine.
    #[error("`{}` is on a network drive", path.display())]
    NetworkDrive {
        /// The incident file.
        path: PathBuf,
    },
    /// A later version of this program wrote the file.
    #[error(
        "`{}` has format version {found}, this program reads up to {}",
        path.display(),
        super::FORMAT_VERSION
    )]
    Newer {
        /// The incident file.
        path: PathBuf,
        /// The format version of the file.
        found: i32,
    },
    /// The log has no entry with this number.
    #[error("there is no entry {seq}")]
    NoEntry {
        /// The number asked for.
        seq: u64,
    },
    /// The file is something else.
    #[error("`{}` is not an incident file: {what}", path.display())]
    NotAnIncident {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: String,
    },
    /// There is no such file.
    #[error("`{}` does not exist", path.display())]
    NotFound {
        /// The file looked for.
        path: PathBuf,
    },
    /// The disk failed during a write: the outcome is unknown and the store must be opened again.
    #[error("not saved: the disk reported an error at `{}`: {what}", path.display())]
    NotSaved {
        /// The incident file.
        path: PathBuf,
        /// The words of the operating system or SQLite.
        what: String,
    },
    /// The target of a copy is not an older copy of this incident.
    #[error("`{}` would be overwritten, but {why}", path.display())]
    NotOlderCopy {
        /// The target.
        path: PathBuf,
        /// What it holds that the copy would lose.
        why: &'static str,
    },
    /// The file, its folder or this store may not be written.
    #[error("`{}` can only be read", path.display())]
    ReadOnly {
        /// The incident file.
        path: PathBuf,
    },
    /// The entry the caller last saw is not in the file: another file took its place.
    #[error("entry {seq} of `{}` is not the entry that was read before", path.display())]
    Replaced {
        /// The incident file.
        path: PathBuf,
        /// The entry the caller last saw.
        seq: u64,
    },
    /// Others have appended since; nothing was written.
    #[error("{} added since", count(since.len()))]
    Stale {
        /// The entries added since the expected head, in order.
        since: Vec<Row>,
    },
    /// A write broke off and could not be finished or undone because the file may not be written.
    #[error("a write to `{}` was cut off and must be undone first", path.display())]
    UnfinishedWrite {
        /// The incident file.
        path: PathBuf,
    },
    /// An earlier write failed, so what this store remembers cannot be trusted.
    #[error("`{}` must be opened again: an earlier write failed", path.display())]
    Unusable {
        /// The incident file.
        path: PathBuf,
    },
}

impl Error {
    /// Returns what the reader can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Damaged { .. } => {
                "keep this file untouched, run `verify` for all findings, and continue from a copy"
            }
            Error::DiskFull { .. } => "free some space and repeat; the log itself is intact",
            Error::Exists { .. } => "choose another name, or open the file that is there",
            Error::Invalid { .. } | Error::NoEntry { .. } => "correct the request",
            Error::Io { .. } => "check the medium and the permissions of the file and its folder",
            Error::NotSaved { .. } => {
                "open the incident again and look which entry is the last; repeating the same \
                 command is harmless, it is never stored twice"
            }
            Error::Locked { .. } => {
                "close the other program, or wait for a running copy, backup or virus scan"
            }
            Error::Newer { .. } => "use the newer version of this program",
            Error::NotAnIncident { .. } => "choose a file made by this program",
            Error::NotFound { .. } => "check the name and whether the medium is connected",
            Error::NotOlderCopy { .. } => "choose another name for the copy",
            Error::ReadOnly { .. } => {
                "open it for reading only, or copy it to a place you may write"
            }
            Error::Replaced { .. } => "open the incident again and compare it with a checkpoint",
            Error::Stale { .. } => "look at what was added, then decide again",
            Error::NetworkDrive { .. } => {
                "keep the live file on a disk or stick of this computer, and copy it to the network drive"
            }
            Error::UnfinishedWrite { .. } => {
                "open it once where it may be written, with its `-journal` file beside it"
            }
            Error::Unusable { .. } => "open the incident again",
        }
    }
}

fn count(entries: usize) -> String {
    match entries {
        1 => "1 entry was".to_owned(),
        many => format!("{many} entries were"),
    }
}
