//! The integration tests, one program with modules.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read files and surroundings"
)]

mod examples;
mod office;
mod outside;
#[cfg(feature = "pdf")]
mod pdf;
mod playbooks;
mod scxml;
mod store;
mod templates;
mod terms;
mod tidy;
mod verbs;
mod walk;
