//! The statechart kernel: the step algorithm of the W3C SCXML Recommendation, Appendix D, on compact sets.
//!
//! A [`Builder`] takes what was written, [`Builder::build`] checks it and gives a [`Chart`],
//! and a chart moves a [`Machine`] one macrostep at a time, telling a [`Host`] what happens.
//! It knows states, transitions and events by number. It never reads text, never evaluates a condition,
//! never knows the time and holds no facts: all of that is asked of or told to the host.
//!
//! The algorithm: <https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation>.
//! Three points where this kernel says more than the pseudocode does:
//! - a `parallel` directly inside a `parallel` also completes its parent, as section 3.4 of the Recommendation asks;
//! - a state that was not exited is not entered again; the pseudocode does that when a transition inside a
//!   `parallel` leads to the history of that same `parallel`;
//! - the domain of a transition is determined once, before states are exited; the pseudocode asks again afterwards,
//!   when the exit itself may have recorded a history that makes the domain smaller than what was exited.

mod builder;
mod check;
mod compile;
mod compiled;
mod descriptor;
mod entry;
mod host;
mod identifier;
mod livelock;
mod machine;
mod part;
mod problem;
mod select;
mod state_set;
mod step;
mod timers;
mod tree;

#[cfg(test)]
mod notation;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

pub use builder::{Builder, Kind, TransitionSource};
pub use compiled::Chart;
pub use host::{Action, Host, Send};
pub use identifier::{EventId, GuardId, SendId, StateId, TransitionId};
pub use livelock::{Livelock, MAXIMUM_MICROSTEPS};
pub use machine::Machine;
pub use problem::Problem;
pub use state_set::{Iter, MAXIMUM_STATES, StateSet};
pub use timers::{Timer, Timers};
