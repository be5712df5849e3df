//! "Waarom kan ik niet verder?": the smallest set of answers that would open each way.

use serde::Serialize;

use super::answers::{AnswerLine, answers};
use super::needs;
use super::triggers::does;
use super::words::titled;
use crate::engine::{self, Situation};
use crate::fact::{Truth, condition};
use crate::playbook::{Playbook, Transition};

/// A way that is open, waits, or is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// What `needs` says, each with the place where it is answered.
    #[serde(skip)]
    pub answers: Vec<AnswerLine>,
    /// The whole condition, in words.
    pub condition: String,
    /// The decision, when it is one.
    pub decision: Option<String>,
    /// The smallest set of answers that would open it; empty when it is open.
    pub needs: Vec<String>,
    /// `open`, `undetermined` or `blocked`.
    pub status: &'static str,
    /// The trigger; absent for a way that opens by itself.
    pub trigger: Option<String>,
    /// What it does.
    pub what: String,
}

/// Returns the decisions that active states offer.
fn decisions(playbook: &Playbook, situation: &Situation) -> Vec<Why> {
    engine::decisions(playbook, situation)
        .into_iter()
        .filter(|_| situation.closed.is_none())
        .map(|offer| Why {
            answers: answers(playbook, &offer.needs),
            condition: condition::dutch(&offer.decision.when, playbook),
            needs: needs(playbook, &offer.needs),
            status: match offer.truth {
                Truth::True => "open",
                Truth::Unknown => "undetermined",
                Truth::False => "blocked",
            },
            trigger: None,
            what: format!(
                "Besluit: {}",
                titled(playbook, situation, &offer.decision.title, &offer.id)
            ),
            decision: Some(offer.id),
        })
        .collect()
}

/// Returns every way out of the active states, or those of one trigger.
pub fn why(playbook: &Playbook, situation: &Situation, trigger: Option<&str>) -> Vec<Why> {
    let mut ways = Vec::new();
    let way = |transition: &Transition, status, open: &[condition::Need]| Why {
        answers: answers(playbook, open),
        condition: condition::dutch(&transition.guard, playbook),
        decision: None,
        needs: needs(playbook, open),
        status,
        trigger: transition.trigger.clone(),
        what: does(playbook, transition),
    };
    for open in engine::possible(playbook, situation) {
        if trigger.is_some_and(|id| id != open.trigger.id) {
            continue;
        }
        ways.extend(open.enabled.iter().map(|t| way(t, "open", &[])));
        let undetermined = open.undetermined.iter();
        ways.extend(undetermined.map(|(t, needs)| way(t, "undetermined", needs)));
        let blocked = open.blocked.iter();
        ways.extend(blocked.map(|(t, needs)| way(t, "blocked", needs)));
    }
    if trigger.is_none() {
        let waiting = engine::waiting(playbook, situation);
        let waiting = waiting.iter();
        ways.extend(waiting.map(|(t, needs)| way(t, "undetermined", needs)));
        ways.extend(decisions(playbook, situation));
    }
    ways
}
