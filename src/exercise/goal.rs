//! What is practised, and by what it is seen.

use chrono::TimeDelta;

use crate::reader::Text;

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// By what it is seen.
    pub criteria: Vec<Criterion>,
    /// The id.
    pub id: Text,
    /// The team that practises it; the first when absent.
    pub team: Option<Text>,
    /// The goal, in one sentence.
    pub title: String,
}

/// By what a goal is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// The inject from which the time counts; the start when absent.
    pub after: Option<Text>,
    /// Conditions by which the program sees it; empty when a person does, or it is about `never`.
    pub done: Vec<Text>,
    /// The id.
    pub id: Text,
    /// The line of the file, from 1.
    pub line: usize,
    /// Conditions of which none may come to hold, until the end.
    pub never: Vec<Text>,
    /// What is seen.
    pub text: String,
    /// In which exercise time.
    pub within: Option<TimeDelta>,
}
