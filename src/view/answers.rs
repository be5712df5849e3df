//! What would open a way, each with the place where it is answered.
//!
//! It points; it never answers, and never says that a way ought to be opened.

use serde::Serialize;

use crate::fact::Subject;
use crate::fact::condition::{Need, requirement};
use crate::playbook::Playbook;

/// One thing that has to be so before a way is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerLine {
    /// Whether it is known and would have to become otherwise; else it waits to be answered or done.
    pub is_otherwise: bool,
    /// The question, when it is one.
    pub question: String,
    /// What has to be so, in words.
    pub text: String,
    /// Where it is answered; absent when nobody can do it by one act.
    pub to: Option<Place>,
}

/// Where something is answered, taken or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A decision.
    Decision(String),
    /// A document.
    Document(String),
    /// A question.
    Question(String),
    /// A task.
    Task(String),
}

/// Returns what has to be so, in the order of the condition.
pub(super) fn answers(playbook: &Playbook, needs: &[Need]) -> Vec<AnswerLine> {
    needs.iter().map(|need| answer(playbook, need)).collect()
}

/// Returns a whole condition that no answer opens.
pub(super) fn closed(text: &str) -> AnswerLine {
    AnswerLine {
        is_otherwise: true,
        question: String::new(),
        text: text.to_owned(),
        to: None,
    }
}

fn answer(playbook: &Playbook, need: &Need) -> AnswerLine {
    let mut question = String::new();
    let to = match &need.atom.subject {
        Subject::Count(id) | Subject::Fact(id) => playbook.fact(id).map(|fact| {
            question.clone_from(&fact.question);
            Place::Question(id.clone())
        }),
        Subject::Decision(id) => Some(Place::Decision(id.clone())),
        Subject::Document(id) => Some(Place::Document(id.clone())),
        Subject::Task(id) => Some(Place::Task(id.clone())),
        Subject::Each(_) | Subject::State(_) => None,
    };
    let is_fact = matches!(to, Some(Place::Question(_)));
    AnswerLine {
        is_otherwise: is_fact && !need.is_question(),
        question,
        text: requirement(need, playbook),
        to,
    }
}
