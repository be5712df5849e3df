//! The requirements of a power, each with its finding, the facts it rests on and its sources.
//!
//! A finding states what is known, never whether something is lawful.

use serde::{Deserialize, Serialize};

use super::{ASKED_UNKNOWN, needs};
use crate::fact::condition::{Answers, Given, Need, Test};
use crate::fact::{Certainty, Truth};
use crate::law::{self, Register, RequirementKind};
use crate::playbook::{Playbook, Power, Requirement};

/// One requirement with its finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Plain sentences for the mayor.
    pub explain: String,
    /// The facts it rests on: label and what is known.
    pub facts: Vec<(String, String)>,
    /// The id of the requirement.
    pub id: String,
    /// Whether only open questions stand in the way, and no known answer.
    #[serde(default)]
    pub is_unanswered: bool,
    /// How strict it is.
    pub kind: RequirementKind,
    /// What is to be answered or would have to be so.
    pub needs: Vec<String>,
    /// Citations of its sources.
    pub sources: Vec<String>,
    /// The finding.
    pub status: GateStatus,
    /// The finding in Dutch words.
    pub status_text: String,
    /// What it asks.
    pub title: String,
}

/// A finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateStatus {
    /// The facts are there.
    Present,
    /// It does not count here.
    NotApplicable,
    /// The facts are there, but not confirmed.
    Doubt,
    /// Not enough is known.
    Unknown,
    /// The facts say otherwise.
    Missing,
    /// A court has rejected the ground.
    Rejected,
}

/// Returns the findings on a power, in the order of the register.
pub fn gates(
    playbook: &Playbook,
    law: &Register,
    power: &Power,
    answers: &dyn Answers,
) -> Vec<Gate> {
    power
        .requirements
        .iter()
        .map(|requirement| gate(playbook, law, requirement, answers))
        .collect()
}

fn gate(
    playbook: &Playbook,
    law: &Register,
    requirement: &Requirement,
    answers: &dyn Answers,
) -> Gate {
    let status = status(requirement, answers);
    let cite = |id: &String| {
        law.source(id)
            .map_or_else(|| id.clone(), |source| source.cite.clone())
    };
    let cite_with_doubt = |id: &String| match law.source(id).and_then(law::Source::doubt) {
        Some(doubt) => format!("{} ({doubt})", cite(id)),
        None => cite(id),
    };
    let rejected_by: Vec<String> = requirement.rejected_by.iter().map(cite).collect();
    let mut sources: Vec<String> = requirement.law.iter().map(cite_with_doubt).collect();
    if requirement.rejected.truth(answers) != Truth::False {
        sources.extend(requirement.rejected_by.iter().map(cite_with_doubt));
    }
    let needs = match status {
        GateStatus::Unknown | GateStatus::Missing => {
            let questions = questions(requirement, answers);
            needs(playbook, &questions)
        }
        _ => Vec::new(),
    };
    Gate {
        explain: requirement.explain.clone(),
        facts: facts(playbook, requirement, answers),
        id: requirement.id.clone(),
        is_unanswered: is_unanswered(requirement, answers),
        kind: requirement.kind,
        needs,
        sources,
        status,
        status_text: match status {
            GateStatus::Rejected => format!(
                "grondslag verworpen door {}",
                crate::fact::dutch::list(&rejected_by)
            ),
            _ => status.dutch().to_owned(),
        },
        title: requirement.title.clone(),
    }
}

fn is_unanswered(requirement: &Requirement, answers: &dyn Answers) -> bool {
    let needs = requirement.met.needs(answers);
    !needs.is_empty() && needs.iter().all(Need::is_question)
}

/// Returns the questions to answer. What is known and stands in the way is no question: a finding
/// never invites anyone to change a fact.
pub(super) fn questions(requirement: &Requirement, answers: &dyn Answers) -> Vec<Need> {
    let open = match requirement.applies.truth(answers) {
        Truth::Unknown => requirement.applies.needs(answers),
        _ if requirement.rejected.truth(answers) == Truth::Unknown => {
            requirement.rejected.needs(answers)
        }
        _ => requirement.met.needs(answers),
    };
    let is_open = |need: &Need| need.now == Truth::Unknown || need.atom.test == Test::Known;
    open.into_iter().filter(is_open).collect()
}

fn status(requirement: &Requirement, answers: &dyn Answers) -> GateStatus {
    if requirement.rejected.truth(answers) == Truth::True {
        return GateStatus::Rejected;
    }
    match requirement.applies.truth(answers) {
        Truth::False => return GateStatus::NotApplicable,
        Truth::Unknown => return GateStatus::Unknown,
        Truth::True => {}
    }
    let is_doubtful = || {
        requirement.met.facts().into_iter().any(|fact| {
            matches!(
                answers.fact(fact),
                Given::Known {
                    certainty: Certainty::Unconfirmed,
                    ..
                }
            )
        })
    };
    let may_be_rejected = requirement.rejected.truth(answers) == Truth::Unknown;
    match requirement.met.truth(answers) {
        Truth::False if may_be_rejected => GateStatus::Unknown,
        Truth::True if is_doubtful() => GateStatus::Doubt,
        Truth::True => GateStatus::Present,
        Truth::Unknown => GateStatus::Unknown,
        Truth::False => GateStatus::Missing,
    }
}

/// Returns the facts a requirement rests on, in words.
fn facts(
    playbook: &Playbook,
    requirement: &Requirement,
    answers: &dyn Answers,
) -> Vec<(String, String)> {
    requirement
        .met
        .facts()
        .into_iter()
        .filter_map(|id| playbook.fact(id))
        .map(|fact| {
            let known = match answers.fact(&fact.id) {
                Given::Known { certainty, value } => format!(
                    "{} ({})",
                    crate::fact::dutch::value(&fact.kind, value),
                    certainty.dutch()
                ),
                Given::Erased { .. } => "gewist".to_owned(),
                Given::AskedUnknown => ASKED_UNKNOWN.to_owned(),
                Given::Unasked => "nog niet beantwoord".to_owned(),
            };
            (fact.label.clone(), known)
        })
        .collect()
}

impl GateStatus {
    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            GateStatus::Present => "aanwezig",
            GateStatus::NotApplicable => "niet van toepassing",
            GateStatus::Doubt => "twijfel: rust op een onbevestigd feit",
            GateStatus::Unknown => "onbekend",
            GateStatus::Missing => "ontbreekt",
            GateStatus::Rejected => "grondslag verworpen",
        }
    }

    /// Returns the name, as the log and scenarios write it.
    pub fn name(self) -> &'static str {
        match self {
            GateStatus::Present => "present",
            GateStatus::NotApplicable => "not_applicable",
            GateStatus::Doubt => "doubt",
            GateStatus::Unknown => "unknown",
            GateStatus::Missing => "missing",
            GateStatus::Rejected => "rejected",
        }
    }

    /// Tells whether it stands in the way of calling an order complete.
    pub fn is_open(self) -> bool {
        !matches!(self, GateStatus::Present | GateStatus::NotApplicable)
    }
}
