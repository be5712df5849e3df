//! The pages: pure functions from what is known to markup.
//!
//! Whatever people wrote goes through the escaping of `maud`; nothing here is marked as safe. They
//! never ask the time and never submit anything.

pub mod branch;
mod by;
pub mod chart;
pub mod clock;
pub mod closing;
mod deadlines;
pub mod decided;
pub mod decision;
pub mod drafting;
pub mod exercise;
mod field;
mod frame;
pub mod handover;
mod join;
pub mod log;
pub mod meeting;
mod message;
mod now;
pub mod overview;
pub mod paper;
mod papers;
pub mod people;
pub mod phone_card;
pub mod question;
pub mod region;
mod sheet;
pub mod sitrap;
pub mod start;
pub mod step;
pub mod task;
pub mod team;
pub mod timeline;
mod who;
pub mod why;
mod words;

pub use deadlines::page as deadlines;
pub use frame::bare;
pub use join::{Join, page as join};
pub use now::page as now;
pub use overview::page as overview;
pub use papers::page as papers;
pub use who::page as who;

use chrono::{DateTime, Utc};

use super::Snapshot;
use super::notice::Notice;
use super::typed::Typed;
use crate::engine::Who;
use crate::exercise::Beside;
use crate::playbook::Playbook;
use crate::view;

/// What a page of an incident is made from.
pub struct Shown<'a> {
    /// The other teams of the exercise.
    pub beside: &'a [Beside],
    /// What a team needs to see now.
    pub board: view::Board,
    /// The id of the incident.
    pub id: &'a str,
    /// Makes the forms of this page different from those of another.
    pub nonce: String,
    /// What to say above everything else.
    pub notice: Option<Notice>,
    /// The time in the situation.
    pub now: DateTime<Utc>,
    /// The screen that it is for.
    pub screen: Screen,
    /// What this person may do on the board.
    pub sight: Sight,
    /// The incident.
    pub snapshot: &'a Snapshot,
    /// What was typed, when the page comes back.
    pub typed: Typed,
    /// Who is at the browser, when they said so.
    pub who: Option<&'a Who>,
}

/// A screen that somebody looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Screen {
    /// The address of the page.
    pub address: String,
    /// The last line of the log of which it was said here that somebody saw what it did to the time.
    pub seen: u64,
}

/// What a person may do on the board, as far as a page shows it.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    /// Whether they record for others too.
    pub for_others: bool,
    /// Whether they are at the computer of the board.
    pub is_here: bool,
    /// Whether an exercise with a scenario is played.
    pub is_staged: bool,
    /// Whether they let others join.
    pub leads: bool,
    /// Whether they only look.
    pub looks: bool,
    /// Whether they observe the exercise, or lead it.
    pub observes: bool,
    /// Whether they lead the exercise.
    pub staff: bool,
}

impl Shown<'_> {
    fn playbook(&self) -> &Playbook {
        self.snapshot.playbook()
    }

    /// Returns the address of a page of this incident.
    fn path(&self, rest: &str) -> String {
        // The number of one of many stands behind a sign that an address cannot hold.
        format!("/i/{}{}", self.id, rest.replace('#', "%23"))
    }
}
