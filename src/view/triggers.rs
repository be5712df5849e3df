//! What a person can set off, and what waits for an answer.

use serde::Serialize;

use super::answers::{AnswerLine, answers};
use super::{needs, role_title};
use crate::engine::{self, Situation};
use crate::fact::condition::Need;
use crate::fact::dutch;
use crate::playbook::{Playbook, Transition};

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TriggerLine {
    /// Who may; empty means everyone.
    pub by: Vec<String>,
    /// What it does now.
    pub does: Vec<String>,
    /// The id.
    pub id: String,
    /// What the team reads.
    pub label: String,
    /// What it cannot do yet, and why.
    pub waits: Vec<Waiting>,
}

/// Something that waits for answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What `needs` says, each with the place where it is answered.
    #[serde(skip)]
    pub answers: Vec<AnswerLine>,
    /// The smallest set of answers that would open the way.
    pub needs: Vec<String>,
    /// What waits.
    pub what: String,
}

/// Returns what a person can set off, or could once something is known.
pub(super) fn triggers(playbook: &Playbook, situation: &Situation) -> Vec<TriggerLine> {
    engine::possible(playbook, situation)
        .into_iter()
        .filter(|open| !open.enabled.is_empty() || !open.undetermined.is_empty())
        .map(|open| TriggerLine {
            by: open
                .trigger
                .by
                .iter()
                .map(|id| role_title(playbook, id))
                .collect(),
            does: open.enabled.iter().map(|t| does(playbook, t)).collect(),
            id: open.trigger.id.clone(),
            label: open.trigger.label.clone(),
            waits: open
                .undetermined
                .iter()
                .map(|(transition, open)| waits(playbook, transition, open))
                .collect(),
        })
        .collect()
}

/// Returns what happens by itself once an answer is known; nothing once the incident is closed.
pub(super) fn waiting(playbook: &Playbook, situation: &Situation) -> Vec<Waiting> {
    if situation.closed.is_some() {
        return Vec::new();
    }
    let waiting = engine::waiting(playbook, situation).into_iter();
    waiting
        .map(|(transition, open)| waits(playbook, transition, &open))
        .collect()
}

fn waits(playbook: &Playbook, transition: &Transition, open: &[Need]) -> Waiting {
    Waiting {
        answers: answers(playbook, open),
        needs: needs(playbook, open),
        what: does(playbook, transition),
    }
}

/// Returns what a transition does, in words.
pub(super) fn does(playbook: &Playbook, transition: &Transition) -> String {
    if let Some(label) = &transition.label {
        return label.clone();
    }
    let title = |id: &String| {
        playbook
            .state(id)
            .map_or_else(|| id.clone(), |state| format!("‘{}’", state.title))
    };
    let targets: Vec<String> = transition.targets.iter().map(title).collect();
    match targets.is_empty() {
        true => format!("in {}: een vervolg", title(&transition.source)),
        false => format!(
            "van {} naar {}",
            title(&transition.source),
            dutch::list(&targets)
        ),
    }
}
