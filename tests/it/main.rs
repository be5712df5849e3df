//! The integration tests, one program with modules.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read files and surroundings"
)]

#[cfg(feature = "web")]
mod board;
#[cfg(feature = "web")]
mod browser;
mod complete;
mod drafting;
mod enforcement;
mod evaluation;
mod examples;
mod exercise;
mod exercises;
mod join;
mod law;
mod office;
mod outside;
mod pack;
#[cfg(feature = "pdf")]
mod pdf;
mod picture;
mod playbooks;
mod program;
mod proofs;
mod redact;
mod reports;
mod scxml;
mod side_car;
mod solo;
mod sources;
mod store;
mod templates;
mod term;
mod terms;
mod tidy;
mod together;
mod upkeep;
mod verbs;
mod walk;
