//! The law as dated data: sources, powers, national numbers, terms.
//!
//! Never judges whether something is lawful; it says which source asks for what, and when a person
//! last checked it.

mod citation;
mod entries;
mod fact;
mod parse;
mod power;
mod register;
mod shape;
pub mod term;
mod typed;

pub use citation::citations;
pub use entries::{Entries, Identified};
pub use fact::{Fact, read_fact, spaced};
pub use parse::{law_schema, parse};
pub use power::{
    About, Asked, Coordination, Duty, Form, Level, Online, PowerSource, RequirementKind,
    RequirementSource, Stage,
};
pub use register::{Class, Number, Organ, Register, Source, SourceKind, Status, Switch};
pub use shape::FACT;
pub use typed::typed_law;
