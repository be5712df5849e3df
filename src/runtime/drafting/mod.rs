//! Drafts: a document computed from an incident or from facts alone, written as files, and recorded in
//! the log.
//!
//! What the terminal and the board share, so that both make the same document. It never shows
//! anything, and never decides whether a document is good enough.

pub mod choose;
pub mod compute;
pub mod facts;
pub mod files;
pub mod form;
mod made;
mod problem;

pub use compute::Computed;
pub use made::{Made, Order, as_recorded, as_written, free_name, from_copy, make, recording};
pub use problem::Problem;
