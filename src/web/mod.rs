//! The board: a team's incidents in a browser, served on this computer.
//!
//! Pages are rendered from an immutable [`Snapshot`] and nothing else; every wish goes over one
//! [`Desk`] per incident, which alone holds the file. It decides nothing about an incident, asks no
//! clock of its own, and asks nothing of any other computer.

mod access;
mod answer;
mod asset;
mod desk;
mod download;
mod exercise;
mod form;
mod guard;
mod house;
mod interview;
mod kept;
mod lan;
mod library;
mod notice;
mod page;
mod paper;
mod report;
mod route;
mod screen;
mod serve;
mod shelf;
mod snapshot;
mod stale;
mod stream;
mod together;
mod typed;
mod upload;
mod visit;

pub use desk::{Desk, DraftWish, Hand, Outcome, Wish};
pub use lan::{Address, local as local_addresses};
pub use serve::{Board, Options, Stop};
pub use snapshot::Snapshot;
