//! The integration tests, one program with modules.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read files and surroundings"
)]

mod enforcement;
mod examples;
mod law;
mod office;
mod outside;
mod playbooks;
mod scxml;
mod sources;
mod store;
mod templates;
mod terms;
mod tidy;
mod verbs;
mod walk;
