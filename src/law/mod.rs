//! The law as dated data: sources, powers, national numbers, terms.
//!
//! Never judges whether something is lawful; it says which source asks for what, and when a person
//! last checked it.

mod citation;
mod parse;
mod register;
pub mod term;

pub use citation::citations;
pub use parse::{law_schema, parse};
pub use register::{
    Number, PowerSource, Register, RequirementKind, RequirementSource, Source, SourceKind, Status,
};
