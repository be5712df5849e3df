//! The pages: pure functions from what is known to markup.
//!
//! Whatever people wrote goes through the escaping of `maud`; nothing here is marked as safe. They
//! never ask the time and never submit anything.

pub mod branch;
mod by;
pub mod chart;
pub mod decision;
mod field;
mod frame;
mod log;
mod message;
mod now;
pub mod overview;
pub mod phone_card;
pub mod question;
pub mod region;
pub mod step;
pub mod task;
pub mod timeline;
mod who;
mod words;

pub use frame::bare;
pub use log::page as log;
pub use now::page as now;
pub use overview::page as overview;
pub use who::page as who;

use chrono::{DateTime, Utc};

use super::Snapshot;
use super::notice::Notice;
use super::typed::Typed;
use crate::engine::Who;
use crate::playbook::Playbook;
use crate::view;

/// What a page of an incident is made from.
pub struct Shown<'a> {
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
    /// The incident.
    pub snapshot: &'a Snapshot,
    /// What was typed, when the page comes back.
    pub typed: Typed,
    /// Who is at the browser, when they said so.
    pub who: Option<&'a Who>,
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
