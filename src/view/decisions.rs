//! The decisions to take, each with its options and what stands in the way.

use serde::Serialize;

use super::answers::{AnswerLine, answers, closed};
use super::words::{record, titled};
use super::{needs, role_title};
use crate::engine::{self, Offer, Situation, World};
use crate::fact::{Condition, Truth, condition};
use crate::playbook::Playbook;

/// A decision to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionLine {
    /// The advice.
    pub advice: String,
    /// What `blocked_by` says, each with the place where it is answered.
    #[serde(skip)]
    pub answers: Vec<AnswerLine>,
    /// What would have to be so first; empty when it can be taken.
    pub blocked_by: Vec<String>,
    /// Who decides.
    pub by: Vec<String>,
    /// The option chosen, when it was decided before.
    pub chosen: Option<String>,
    /// The id.
    pub id: String,
    /// The options.
    pub options: Vec<OptionLine>,
    /// The question.
    pub question: String,
    /// What the team calls it.
    pub title: String,
}

/// An option of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionLine {
    /// What `blocked_by` says, each with the place where it is answered.
    #[serde(skip)]
    pub answers: Vec<AnswerLine>,
    /// What would have to be so first; empty when it can be chosen.
    pub blocked_by: Vec<String>,
    /// The id.
    pub id: String,
    /// What the team calls it.
    pub title: String,
}

/// Returns the decisions that can or will have to be taken; none once the incident is closed.
pub(super) fn decisions(playbook: &Playbook, situation: &Situation) -> Vec<DecisionLine> {
    if situation.closed.is_some() {
        return Vec::new();
    }
    engine::decisions(playbook, situation)
        .into_iter()
        .map(|offer| decision_line(playbook, situation, offer))
        .collect()
}

fn decision_line(playbook: &Playbook, situation: &Situation, offer: Offer<'_>) -> DecisionLine {
    let decision = offer.decision;
    let world = World::new(playbook, situation).of(&offer.id);
    DecisionLine {
        advice: decision.advice.clone(),
        answers: match offer.truth {
            Truth::True => Vec::new(),
            _ => answers(playbook, &offer.needs),
        },
        blocked_by: match offer.truth {
            Truth::True => Vec::new(),
            _ => needs(playbook, &offer.needs),
        },
        by: decision
            .by
            .iter()
            .map(|id| role_title(playbook, id))
            .collect(),
        chosen: situation.decisions.get(&offer.id).map(|decided| {
            let option = decision
                .options
                .iter()
                .find(|option| option.choice.id == decided.option);
            option.map_or(decided.option.clone(), |option| option.choice.label.clone())
        }),
        options: decision
            .options
            .iter()
            .map(|option| {
                let answers = opens(playbook, &option.when, &world);
                OptionLine {
                    blocked_by: answers.iter().map(|answer| answer.text.clone()).collect(),
                    answers,
                    id: option.choice.id.clone(),
                    title: option.choice.label.clone(),
                }
            })
            .collect(),
        question: match record(playbook, situation, &offer.id) {
            Some(name) => format!("{name}: {}", decision.question),
            None => decision.question.clone(),
        },
        title: titled(playbook, situation, &decision.title, &offer.id),
        id: offer.id,
    }
}

/// Returns what would open a way that is closed: the smallest set of answers, or all that it asks where no answer opens
/// it, as behind a switch of the law that is off.
fn opens(playbook: &Playbook, when: &Condition, world: &World<'_>) -> Vec<AnswerLine> {
    let open = when.needs(world);
    match open.is_empty() && !when.truth(world).holds() {
        true => vec![closed(&condition::dutch(when, playbook))],
        false => answers(playbook, &open),
    }
}
