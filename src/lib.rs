//! draaiboek walks a Dutch mayor's crisis team through an acute situation and drafts the orders it
//! needs.
//!
//! A pure core in floors, and a thin shell. A module uses only modules on lower floors (a test
//! reads the `use` lines and holds that):
//!
//! | floor | module | what it is |
//! |---|---|---|
//! | 0 | [`diagnostic`], [`fact`], `font`, `xml` | a finding in a text; typed values and conditions with three values; letters; text in XML |
//! | 1 | [`chart`], [`reader`] | W3C SCXML statecharts without facts; TOML read against a description |
//! | 2 | [`law`] | the law as dated data, and terms |
//! | 3 | [`playbook`] | from TOML to a checked playbook |
//! | 4 | [`engine`] | commands, events, and the incident they make |
//! | 5 | [`analysis`], [`exercise`], [`view`] | proofs about a playbook; scenarios; what is shown, as plain structs |
//! | 6 | [`document`], [`picture`] | what is put on paper; a playbook drawn |
//! | 7 | `catalog`, `store` | where texts come from; where an incident is kept |
//! | 8 | `runtime` | one turn; the only place with a clock, an identity and randomness |
//! | 9 | `web` | the board: a team's incidents in a browser |
//! | 10 | `cli` | one file per verb |
//!
//! Floors 7 to 10 are behind features: `--no-default-features` builds the core alone.
//!
//! # Invariants
//! 1. The core never does I/O and never asks the time. `decide` stores the whole outcome in the
//!    event; `evolve` only applies it and cannot fail. `verify` decides the log again from the
//!    pinned playbook and names the first difference.
//! 2. Nothing is shown or drafted that is not computed from playbook, law and log. The same log,
//!    pins and program version give the same bytes of every document; the receipt names all three.
//! 3. An incident pins its playbook with fragments and overlays, templates, law and municipality
//!    file: replay needs no other file, and editing a playbook never changes a running incident.
//!    It moves to another playbook by an entry; each entry is decided under the one of its time.
//! 4. The log only grows.
//! 5. An unknown fact is not false: an undetermined guard neither fires nor blocks in silence.
//! 6. A missing value is a visible mark and stops a document from being complete; it never prints
//!    as a blank.
//! 7. A legal finding states the data fact and its source, never a verdict in the program's name; a
//!    person decides and is on record.

#![warn(missing_docs)]

pub mod analysis;
pub mod chart;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod exercise;
pub mod fact;
mod font;
pub mod law;
pub mod picture;
pub mod playbook;
pub mod reader;
pub mod view;
mod xml;

#[cfg(feature = "runtime")]
pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "runtime")]
pub mod runtime;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "web")]
pub mod web;
