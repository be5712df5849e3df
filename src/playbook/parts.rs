//! What a playbook is made of: the parts that people write in it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Code;
use crate::fact::{Choice, Condition};
use crate::law;

/// What must always be so, whatever happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invariant {
    /// What it says.
    pub claim: Claim,
    /// The id.
    pub id: String,
    /// What it says, in words.
    pub title: String,
}

/// What an invariant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// One thing has held before another holds for the first time.
    AlwaysBefore {
        /// What has held before.
        first: Condition,
        /// What must not come first.
        then: Condition,
    },
    /// It never holds.
    Never(Condition),
    /// From everywhere a way leads to this state.
    StillReachable(String),
}

/// Findings that are meant so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// The code of the finding.
    pub code: Code,
    /// What it is about; everything when absent.
    pub on: Option<String>,
    /// Why it is meant so.
    pub reason: String,
}

/// A role in the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// The id.
    pub id: String,
    /// The grounds of the legal replacement.
    pub law: Vec<String>,
    /// Who may legally replace this role, and so decide, in order.
    pub replaced_by: Vec<String>,
    /// Functional stand-ins, in order: they prepare, never decide.
    pub stand_in: Vec<String>,
    /// What the team calls it.
    pub title: String,
}

/// A condition with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The condition.
    pub condition: Condition,
    /// The id.
    pub id: String,
    /// What the team reads.
    pub label: String,
}

/// What a person sets off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// The roles that may; empty means every role.
    pub by: Vec<String>,
    /// The id.
    pub id: String,
    /// What the team reads.
    pub label: String,
}

/// Something a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The advice that is shown with it.
    pub advice: String,
    /// The roles that may decide.
    pub by: Vec<String>,
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// The id.
    pub id: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// What can be chosen.
    pub options: Vec<DecisionOption>,
    /// The question.
    pub question: String,
    /// What the team calls it.
    pub title: String,
    /// When it is offered.
    pub when: Condition,
}

/// One option of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionOption {
    /// The option as a choice: id and title.
    #[serde(flatten)]
    pub choice: Choice,
    /// When it is possible.
    pub when: Condition,
}

/// A legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Other facts with a moment that could be the start, in order; a person judges.
    pub candidates: Vec<String>,
    /// The fact that records the act that ends it.
    pub ends: Option<String>,
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// The id.
    pub id: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// Whether the Algemene termijnenwet applies.
    pub rule: law::term::Rule,
    /// What it starts at.
    pub starts: Anchor,
    /// How long it is.
    pub term: law::term::Term,
    /// What the team calls it.
    pub title: String,
}

/// What a clock starts at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The first time that a document is made known, by its id.
    Document(String),
    /// The date or moment that a fact holds.
    Fact(String),
    /// The date or moment that a field of each record holds.
    Field(String),
}

impl Anchor {
    /// Returns the id of the document, the fact or the field.
    pub fn id(&self) -> &str {
        match self {
            Anchor::Document(id) | Anchor::Fact(id) | Anchor::Field(id) => id,
        }
    }
}

/// A document the playbook can draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// Whether who drafts it may not be the one who signs it.
    pub four_eyes: bool,
    /// The id.
    pub id: String,
    /// The power whose requirements are its gates.
    pub power: Option<String>,
    /// Who drafts it.
    pub role: Option<String>,
    /// The template, by id.
    pub template: String,
    /// What the team calls it.
    pub title: String,
    /// When it is to be made.
    pub when: Condition,
    /// The facts that say what its text says of one record, each with the field that holds it.
    pub with: BTreeMap<String, String>,
}

/// A power with its requirements, checked against the facts of this playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Power {
    /// What the register says about it besides its requirements.
    #[serde(flatten)]
    pub about: law::About,
    /// The id.
    pub id: String,
    /// What must be so, in order.
    pub requirements: Vec<Requirement>,
}

/// One requirement of a power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// When it counts at all.
    pub applies: Condition,
    /// Plain sentences for the mayor.
    pub explain: String,
    /// The id.
    pub id: String,
    /// How strict it is.
    pub kind: law::RequirementKind,
    /// Sources of law.
    pub law: Vec<String>,
    /// What must hold.
    pub met: Condition,
    /// When a court has rejected the ground; never holds when absent.
    pub rejected: Condition,
    /// The decisions that rejected it.
    pub rejected_by: Vec<String>,
    /// When it is asked.
    pub stage: law::Stage,
    /// What it asks.
    pub title: String,
}

/// A sign in what is told at the start for which a playbook is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sign {
    /// What is the matter, as the team reads it.
    pub sign: String,
    /// Words that say so; `*` at the end stands for any ending.
    pub words: Vec<String>,
}

/// A state of the chart, with what is asked and done there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// Questions, in order.
    pub ask: Vec<String>,
    /// Of those, the ones that are asked only when this holds.
    pub ask_when: BTreeMap<String, Condition>,
    /// Decisions that can be taken here.
    pub decide: Vec<String>,
    /// Documents that are drafted here.
    pub draft: Vec<String>,
    /// The id.
    pub id: String,
    /// The state around it.
    pub parent: Option<String>,
    /// Tasks that start here.
    pub tasks: Vec<Task>,
    /// What the team calls it.
    pub title: String,
    /// Why it exists.
    pub why: String,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Counted back from a moment.
    pub before: Option<Before>,
    /// Someone takes it within this many seconds of entering the state.
    pub claim_within_seconds: Option<i64>,
    /// Done within this many seconds of entering the state.
    pub done_within_seconds: Option<i64>,
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// The id.
    pub id: String,
    /// Shown before any question.
    pub immediate: bool,
    /// Sources of law.
    pub law: Vec<String>,
    /// A new one at every entry of the state.
    pub each_entry: bool,
    /// The role that does it.
    pub role: Option<String>,
    /// What to do.
    pub title: String,
    /// When it is a task.
    pub when: Condition,
    /// Why.
    pub why: String,
}

/// A due moment counted back from a moment fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Before {
    /// The fact.
    pub fact: String,
    /// How many seconds before it.
    pub seconds: i64,
}

/// A transition as the playbook wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// Seconds in the source state before it fires by time.
    pub after_seconds: Option<i64>,
    /// The guard, with earlier siblings negated for `otherwise`; always when unguarded.
    pub guard: Condition,
    /// A stable name: source state, slash, position from 1.
    pub id: String,
    /// What the team reads.
    pub label: Option<String>,
    /// Other triggers set off in the same step.
    pub raise: Vec<String>,
    /// The source state.
    pub source: String,
    /// The targets; empty when nothing is left.
    pub targets: Vec<String>,
    /// The trigger; absent for a transition by itself, by time or by done.
    pub trigger: Option<String>,
}
