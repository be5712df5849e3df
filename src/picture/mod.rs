//! A playbook as pictures: one for each region, and an overview with a lane for each; and a log as a line of time.
//!
//! With an incident they show where the team is and which way it went, by a word, a sign and a thicker line, never by
//! colour alone. Those of a playbook never show what was answered or decided. Never writes a file: text comes out. The
//! same playbook and log give the same bytes.

mod card;
mod drawing;
mod key;
mod layout;
mod letters;
mod measures;
mod mermaid;
mod night;
mod numbered;
mod overview;
mod pen;
mod plan;
mod raster;
mod reason;
mod region;
mod route;
mod sheet;
mod sketch;
mod standing;
mod timeline;
mod trail;

pub use mermaid::mermaid;
pub use night::night;
pub use plan::{Arrow, Kind, Mark, Node, Plan, Reason, Region, plan};
pub use raster::{NotDrawn, png};
pub use sheet::{Sheet, on_screen, sheets};
pub use standing::{Following, Standing, standings};
pub use timeline::{exercise_timeline, report_timeline, timeline};
