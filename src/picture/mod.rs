//! A playbook as pictures: one for each region, and an overview with a lane for each.
//!
//! With an incident they show where the team is and which way it went, by a word, a sign and a thicker line, never by
//! colour alone. Never shows what was answered or decided, and never writes a file: text comes out. The same playbook
//! and log give the same bytes.

mod card;
mod drawing;
mod key;
mod layout;
mod letters;
mod measures;
mod mermaid;
mod numbered;
mod overview;
mod pen;
mod plan;
mod reason;
mod region;
mod route;
mod sheet;
mod sketch;
mod trail;

pub use mermaid::mermaid;
pub use plan::{Arrow, Kind, Mark, Node, Plan, Reason, Region, plan};
pub use sheet::{Sheet, sheets};
