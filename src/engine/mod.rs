//! What happens: commands, events, and the incident they make.
//!
//! `decide` turns a command into entries or a refusal and stores the whole outcome in them;
//! [`Incident::evolve`] applies an entry and cannot fail. Never asks the time, never performs
//! anything: what is to be done in the world is for the shell and for people.

mod act;
mod authority;
mod branch;
mod clock;
mod command;
mod compartment;
mod correct;
mod decide;
mod each;
mod entry;
mod event;
mod exercise;
mod incident;
mod instance;
mod issue;
mod place;
mod refusal;
mod replace;
mod situation;
mod stage;
mod step;
mod term;
mod time;
mod turn;
mod verify;
mod world;

pub use authority::Acting;
pub use clock::{ClockEnd, ClockStart};
pub use command::{Action, BranchLine, By, Change, Command, NoteLine, Replacement, Who};
pub use correct::{Preview, preview};
pub use decide::{decide, project};
pub use entry::{Attribution, Content, ERASED, Entry, How, Meta, RULES, VERSION};
pub use event::{Answer, Event, NoteKind};
pub use exercise::{Channel, EXERCISE_STAFF, MAXIMUM_PACE};
pub use incident::{Incident, Struck, StruckHow};
pub use instance::{Instance, InstanceState};
pub use issue::FOUR_EYES;
pub use place::{
    ByItself, Offer, Open, OpenTask, asked, by_itself, decisions, open_tasks, possible, waiting,
};
pub use refusal::Refusal;
pub use replace::{Divergence, Kind, Lack, Map, rehearse, version_of};
pub use situation::{
    ArmedTimer, Decided, Drafted, EarlierFact, Evidence, FactState, Holder, Meeting, Situation,
    TaskState,
};
pub use stage::{Issued, Outcome, Proof, Stage};
pub use step::Step;
pub use time::SituationTime;
pub use verify::{Difference, command_of, verify};
pub use world::World;

#[cfg(test)]
pub(crate) mod tests;
