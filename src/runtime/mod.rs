//! One turn: load, decide, append at the expected place, show.
//!
//! The only place with a clock, an identity and a source of randomness. It decides nothing about
//! the incident itself.

#![allow(
    clippy::disallowed_methods,
    reason = "this module is where the clock, randomness and the files of drafts are"
)]

mod branch;
mod codec;
mod copy_mark;
pub mod drafting;
pub mod dutch;
mod error;
mod evaluation;
mod exercise;
mod material;
mod region;
mod seen;
mod session;
mod surroundings;

pub use copy_mark::is_copy;
pub use error::Error;
pub use evaluation::{Improvements, Reviewed, drawn_report, scenario_of, whole_scenario_of};
pub use exercise::{
    Prepared, STAFF_EXTENSION, StaffFile, bring, paths_beside, prepare, staff_path, team_path,
};
pub use material::{Material, Rejected};
pub use region::{Gathered, gather};
pub use seen::Seen;
pub use session::{
    EXTENSION, Mirror, Move, Session, Start, file_name, parse, parse_law, proof, sha256,
};
pub use surroundings::Surroundings;

/// The program, as it stands in receipts.
pub const PROGRAM: &str = concat!("draaiboek ", env!("CARGO_PKG_VERSION"));
