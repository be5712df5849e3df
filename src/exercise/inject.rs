//! What comes to the players, and what roles do by themselves.

use chrono::TimeDelta;

use super::{ExerciseTime, Shift, Step};
use crate::engine::Channel;
use crate::reader::Text;

/// Something that comes to the players.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inject {
    /// What who leads says when a player asks what it means; empty when the scenario does not say.
    pub answer: String,
    /// How it comes.
    pub channel: Channel,
    /// Whether it is for a play that goes another way than the steps.
    pub contingency: bool,
    /// When it comes.
    pub cue: Cue,
    /// What is expected.
    pub expect: Vec<Expectation>,
    /// A file beside the scenario.
    pub file: Option<Text>,
    /// The persona it comes from.
    pub from: Text,
    /// The goals it serves.
    pub goals: Vec<Text>,
    /// The id.
    pub id: Text,
    /// The line of the file, from 1.
    pub line: usize,
    /// What only staff and observers see.
    pub observer: String,
    /// What only the exercise staff see.
    pub staff: String,
    /// What the players see or hear.
    pub text: String,
    /// What it is, for the exercise staff.
    pub title: String,
    /// The roles it comes to.
    pub to: Vec<Text>,
    /// Conditions under which it does not come; empty when there are none.
    pub unless: Vec<Text>,
}

/// When something comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cue {
    /// At a moment.
    At(ExerciseTime),
    /// Only when the exercise staff fire it.
    ByHand,
    /// When conditions hold.
    When {
        /// How long after, in exercise time.
        after: TimeDelta,
        /// The conditions, which must all hold.
        when: Vec<Text>,
    },
}

/// What is expected after an inject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Conditions by which the program sees it; empty when an observer does, or it is about `never`.
    pub done: Vec<Text>,
    /// Conditions of which none may come to hold, until the end.
    pub never: Vec<Text>,
    /// What is expected.
    pub what: String,
    /// The role of which it is expected.
    pub who: Text,
    /// In which exercise time.
    pub within: Option<TimeDelta>,
}

/// A jump or a pace of the situation's time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// When.
    pub at: ExerciseTime,
    /// The id.
    pub id: Text,
    /// The line of the file, from 1.
    pub line: usize,
    /// What it does to the time.
    pub shift: Shift,
    /// What the players hear.
    pub text: String,
}

/// What a role does by itself when something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// How long after the conditions hold, in the time of the situation.
    pub after: TimeDelta,
    /// The inject after which it waits.
    pub after_inject: Option<Text>,
    /// What it does; its moment is that of the start until it is played.
    pub step: Step,
    /// Conditions under which it does not; empty when there are none.
    pub unless: Vec<Text>,
    /// The conditions, which must all hold; empty when it waits for the inject alone.
    pub when: Vec<Text>,
}
