//! "Waarom kan ik niet verder?": every way out of the active states, with the smallest sets of answers
//! that would open it.
//!
//! It points; it never says that a way ought to be taken.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::answers::{AnswerLine, Place, answers};
use super::needs;
use super::triggers::does;
use super::words::titled;
use crate::engine::{self, Offer, Situation, World};
use crate::fact::condition::{self, Way};
use crate::fact::{Condition, Truth, dutch};
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
    /// When it comes by time, which no answer brings nearer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DateTime<Utc>>,
    /// The step that it leads out of.
    pub from: String,
    /// The smallest set of answers that would open it; empty when it is open.
    pub needs: Vec<String>,
    /// `open`, `by_time`, `undetermined` or `blocked`.
    pub status: &'static str,
    /// The trigger; absent for a way that opens by itself and for a decision.
    pub trigger: Option<String>,
    /// Every way to open it, each in words, the first the least to do; empty when it is open.
    pub ways: Vec<String>,
    /// What it does.
    pub what: String,
}

impl Why {
    /// Returns what the way waits for, in one word: `besluit` when a person has to take one, `antwoord`
    /// when something has to be known, else `handeling`.
    pub fn waits_for(&self) -> &'static str {
        let has =
            |is: fn(&Place) -> bool| self.answers.iter().any(|a| a.to.as_ref().is_some_and(is));
        if has(|to| matches!(to, Place::Decision(_))) {
            "besluit"
        } else if has(|to| matches!(to, Place::Question(_))) || self.answers.is_empty() {
            "antwoord"
        } else {
            "handeling"
        }
    }

    /// Tells whether the playbook moves on by itself once it is so.
    pub fn is_by_itself(&self) -> bool {
        self.trigger.is_none() && self.decision.is_none()
    }
}

/// Returns every way out of the active states, or those of one trigger.
pub fn why(playbook: &Playbook, situation: &Situation, trigger: Option<&str>) -> Vec<Why> {
    let mut ways = Vec::new();
    let world = World::new(playbook, situation);
    let way = |transition: &Transition, status| {
        let source = playbook.state(&transition.source);
        Why {
            from: source.map_or_else(String::new, |state| state.title.clone()),
            trigger: transition.trigger.clone(),
            what: does(playbook, transition),
            ..of(playbook, &transition.guard, status, &world)
        }
    };
    for open in engine::possible(playbook, situation) {
        if trigger.is_some_and(|id| id != open.trigger.id) {
            continue;
        }
        let closed = open.undetermined.iter().chain(&open.blocked);
        ways.extend(open.enabled.iter().map(|t| way(t, "open")));
        ways.extend(closed.map(|(t, _)| way(t, status(&t.guard, &world))));
    }
    if trigger.is_none() {
        for it in engine::by_itself(playbook, situation) {
            let status = match (it.truth, it.due) {
                (Truth::True, Some(_)) => "by_time",
                // It waits for the states inside it.
                (Truth::True, None) => continue,
                _ => status(&it.transition.guard, &world),
            };
            ways.push(Why {
                due: it.due,
                ..way(it.transition, status)
            });
        }
        let offers = engine::decisions(playbook, situation).into_iter();
        let offers = offers.filter(|_| situation.closed.is_none());
        ways.extend(offers.map(|offer| decision(playbook, situation, offer)));
    }
    ways
}

/// Returns how a condition stands that does not hold: it waits, or something that is known would have
/// to become otherwise. `known` and `done` are false until someone answers or does it.
fn status(when: &Condition, world: &World<'_>) -> &'static str {
    let needs = when.needs(world);
    let is_to_do = !needs.is_empty() && condition::cost(&needs).0 == 0;
    match when.truth(world) == Truth::Unknown || is_to_do {
        true => "undetermined",
        false => "blocked",
    }
}

fn decision(playbook: &Playbook, situation: &Situation, offer: Offer<'_>) -> Why {
    let own = offer.decision;
    let world = World::new(playbook, situation).of(&offer.id);
    let status = match offer.truth {
        Truth::True => "open",
        _ => status(&own.when, &world),
    };
    let mut what = format!(
        "Besluit: {}",
        titled(playbook, situation, &own.title, &offer.id)
    );
    if let Some(before) = situation.decisions.get(&offer.id) {
        let mut options = own.options.iter();
        let option = options.find(|one| one.choice.id == before.option);
        let option = option.map_or(before.option.as_str(), |one| &one.choice.label);
        what.push_str(&format!(" (eerder: {option})"));
    }
    let mut states = playbook.states().iter();
    let from =
        states.find(|state| situation.is_active(&state.id) && state.decide.contains(&own.id));
    Why {
        decision: Some(offer.id),
        from: from.map_or_else(String::new, |state| state.title.clone()),
        what,
        ..of(playbook, &own.when, status, &world)
    }
}

/// Returns what a condition waits for, without whose it is.
fn of(playbook: &Playbook, when: &Condition, status: &'static str, world: &World<'_>) -> Why {
    let (least, ways) = match status {
        "by_time" | "open" => (Vec::new(), Vec::new()),
        _ => (when.needs(world), when.ways(world)),
    };
    Why {
        answers: answers(playbook, &least),
        condition: condition::dutch(when, playbook),
        decision: None,
        due: None,
        from: String::new(),
        needs: needs(playbook, &least),
        status,
        trigger: None,
        ways: ways.iter().map(|way| words(playbook, way)).collect(),
        what: String::new(),
    }
}

/// Returns a way in words: what has to be so for sure, and then of what one has to be so.
fn words(playbook: &Playbook, way: &Way) -> String {
    let (sure, choices): (Vec<_>, Vec<_>) = way.iter().partition(|part| part.len() == 1);
    let sure: Vec<_> = sure.into_iter().flatten().flatten().cloned().collect();
    let mut parts = needs(playbook, &sure);
    for choice in choices {
        let sets = choice.iter().map(|set| dutch::list(&needs(playbook, set)));
        let sets = sets.collect::<Vec<_>>().join("; of: ");
        // Alone it needs no brackets.
        parts.push(match way.len() {
            1 => sets,
            _ => format!("({sets})"),
        });
    }
    dutch::list(&parts)
}
