//! The verbs, one file each.

pub mod advance;
pub mod attach;
pub mod check;
pub mod close;
pub mod completions;
pub mod copy;
pub mod correct;
pub mod decide;
pub mod demo;
pub mod draft;
pub mod explain;
pub mod fire;
pub mod list;
pub mod log;
pub mod note;
pub mod record;
pub mod role;
pub mod schema;
pub mod script;
pub mod start;
pub mod status;
pub mod task;
pub mod verify;
pub mod waive;
pub mod walk;
pub mod why;
