//! The frame of an exercise for people: how long, for whom, and what is said around it.

use super::ExerciseTime;
use crate::reader::Text;

/// The frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What the players hear at the start.
    pub briefing: String,
    /// The planned end.
    pub ends_at: ExerciseTime,
    /// For who leads.
    pub guide: String,
    /// The questions right after the end.
    pub hot_wash: Vec<String>,
    /// The roles that somebody must play.
    pub players: Vec<Text>,
    /// The rules of the game.
    pub rules: Vec<String>,
    /// The role that one person alone can play.
    pub solo: Option<Text>,
}

/// Who the exercise staff play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// What the role player has to know.
    pub brief: String,
    /// The id.
    pub id: Text,
    /// Who it is: an office, never a name.
    pub title: String,
}

/// What can be learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learning {
    /// The goal it belongs to.
    pub goal: Option<Text>,
    /// The id.
    pub id: Text,
    /// What of the playbook it is about, such as `fact.orde`.
    pub playbook_line: Option<Text>,
    /// What can be learned.
    pub text: String,
}
