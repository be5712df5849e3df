//! The receipt of a draft: what it was made from, for the file beside it.
//!
//! It names everything that decides the bytes of the document, so that it can be made again and compared.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::render::Heard;
use super::{ElementFound, Inputs, facts_used, sources};
use crate::engine::Answer;
use crate::fact::{Certainty, dutch};
use crate::view::{ASKED_UNKNOWN, Gate};

/// What a draft was made from.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Receipt {
    /// When it was drafted.
    pub drafted_at: DateTime<Utc>,
    /// The findings on the elements.
    pub elements: Vec<ElementFound>,
    /// Whether it belongs to an exercise.
    pub exercise: bool,
    /// The facts it rests on.
    pub facts: Vec<FactUsed>,
    /// The findings on the requirements.
    pub gates: Vec<Gate>,
    /// The checkpoint in words.
    pub head: Option<String>,
    /// When a person last checked the sources it rests on: the oldest and the newest of those days.
    pub law_checked: Option<(NaiveDate, NaiveDate)>,
    /// The marking on every page.
    pub marking: String,
    /// What is missing: path and question.
    pub missing: Vec<(String, String)>,
    /// The parts of the template.
    pub parts: Vec<Pinned>,
    /// The playbook.
    pub playbook: Pinned,
    /// The program with its version.
    pub program: String,
    /// The sources of law it rests on.
    pub sources: Vec<Source>,
    /// The template.
    pub template: Pinned,
    /// The conditions in the text that were undetermined, in Dutch.
    pub unresolved: Vec<String>,
}

/// A text with its version: the version of a playbook, the SHA-256 of a part, that of a template followed by its parts.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Pinned {
    /// The id.
    pub id: String,
    /// The version.
    pub version: String,
}

/// A fact that a draft rests on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct FactUsed {
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// How sure.
    pub certainty: Certainty,
    /// The id.
    pub id: String,
    /// The entry.
    pub seq: u64,
    /// Where it comes from.
    pub source: Option<String>,
    /// The value in words.
    pub value: String,
}

/// A source of law that a draft rests on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Source {
    /// How a text refers to it.
    pub cite: String,
    /// Why nobody should rest on it without reading it, in Dutch.
    pub doubt: Option<String>,
    /// The id.
    pub id: String,
    /// What is not verified, or what to know.
    pub note: String,
    /// The status in Dutch.
    pub status: String,
}

/// Returns the receipt.
pub(super) fn receipt(
    inputs: &Inputs<'_>,
    gates: &[Gate],
    elements: &[ElementFound],
    heard: &Heard,
    marking: &str,
) -> Receipt {
    let sources = sources(inputs, gates, heard);
    let checked = sources
        .iter()
        .filter_map(|used| Some(inputs.law.source(&used.id)?.checked));
    let (oldest, newest) = (checked.clone().min(), checked.max());
    Receipt {
        drafted_at: inputs.now,
        elements: elements.to_vec(),
        exercise: inputs.incident.situation().exercise,
        facts: facts(inputs, heard),
        gates: gates.to_vec(),
        head: inputs.head.map(str::to_owned),
        law_checked: oldest.zip(newest),
        marking: marking.to_owned(),
        missing: heard.missing.clone(),
        parts: inputs
            .template
            .parts()
            .iter()
            .map(|part| Pinned {
                id: part.id().to_owned(),
                version: part.sha256().to_owned(),
            })
            .collect(),
        playbook: Pinned {
            id: inputs.playbook.id().to_owned(),
            version: inputs.playbook.version().to_owned(),
        },
        program: inputs.program.to_owned(),
        sources,
        template: Pinned {
            id: inputs.template.id().to_owned(),
            version: inputs.template.sha256().to_owned(),
        },
        unresolved: heard.unresolved.clone(),
    }
}

/// Returns the facts used that have an answer, in the order of the playbook.
fn facts(inputs: &Inputs<'_>, heard: &Heard) -> Vec<FactUsed> {
    let used = facts_used(inputs, heard);
    let facts = inputs
        .playbook
        .facts()
        .iter()
        .filter(|fact| used.contains(&fact.id));
    let one = |fact: &crate::playbook::Fact| {
        let state = inputs.incident.situation().facts.get(&fact.id)?;
        let value = match (&state.answer, state.value()) {
            (Answer::AskedUnknown { .. }, _) => ASKED_UNKNOWN.to_owned(),
            (_, Some(value)) => dutch::value(&fact.kind, value),
            (_, None) => crate::engine::ERASED.to_owned(),
        };
        Some(FactUsed {
            at: state.at,
            certainty: state.certainty,
            id: fact.id.clone(),
            seq: state.seq,
            source: state.source.clone(),
            value,
        })
    };
    facts.filter_map(one).collect()
}
