//! One person alone in an exercise: between two inputs everything that is due comes in.
//!
//! What the program plays for others goes through the same log as what the player does, and never over it: what no longer
//! fits is left and told at the end.

mod begin;
mod finish;
mod keys;
mod play;
mod respond;
mod words;

pub use begin::{Player, fresh, resume};
pub(super) use words::without_seconds;

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::failure::Failure;
use crate::exercise::Alone;
use crate::runtime::StaffFile;

/// The other side of the table.
pub(super) struct Solo {
    alone: Alone,
    /// Drafts that the program made for others, by command.
    drafted: BTreeSet<String>,
    is_finished: bool,
    /// What did not fit when it was due, by command, in words.
    left: BTreeMap<String, String>,
    said: Said,
    staff: StaffFile,
}

/// What was said once about time.
#[derive(Default)]
struct Said {
    half: bool,
    nearly: bool,
    over: bool,
    waiting: BTreeSet<String>,
}

impl Solo {
    fn new(alone: Alone, staff: StaffFile) -> Self {
        Solo {
            alone,
            drafted: BTreeSet::new(),
            is_finished: false,
            left: BTreeMap::new(),
            said: Said::default(),
            staff,
        }
    }

    /// Closes the file of the staff.
    pub(super) fn close(self) -> Result<(), Failure> {
        Ok(self.staff.close()?)
    }

    /// Returns the role of the player.
    pub(super) fn role(&self) -> &str {
        self.alone.role()
    }

    /// Tells whether the exercise was rounded off.
    pub(super) fn is_finished(&self) -> bool {
        self.is_finished
    }
}
