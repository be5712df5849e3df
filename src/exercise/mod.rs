//! A scenario: time, actor, command, and what is expected after it.
//!
//! One file is a regression test, a script for a tabletop exercise and documentation at once. Here it is read, planned
//! and compared; nothing here plays it, opens a file or asks the time.

mod action;
mod check;
mod expect;
mod parse;
mod scenario;
mod seen;
mod shape;
mod step;

pub use action::{Unplayable, action};
pub use expect::{Difference, Expect, ExpectDraft, ExpectMissing};
pub use scenario::Scenario;
pub use seen::{Seen, SeenClock, SeenDraft};
pub use step::{Actor, Deed, EntryName, RoleChange, Step};
