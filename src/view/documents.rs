//! The documents of an incident: what is to be made, how each concept stands, and what was done
//! with it after that.
//!
//! Never calls a document ready that was not: what was open when it was signed stays on its line.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::who;
use super::words::{drafted, line_numbers, stage, titled};
use crate::engine::{
    Entry, FOUR_EYES, Incident, Instance, InstanceState, Issued, Outcome, Stage, World,
};
use crate::fact::{Truth, dutch};
use crate::playbook::{Document, Playbook};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentLine {
    /// The id.
    pub id: String,
    /// What was done with its drafts and with orders given orally, in order.
    pub issued: Vec<InstanceLine>,
    /// The lines of the log that changed since it was drafted.
    pub outdated_by: Vec<u64>,
    /// `to_make`, `made`, `outdated` or `issued`, of the last draft.
    pub status: &'static str,
    /// What the team calls it.
    pub title: String,
}

/// A draft, or an order given orally, with what was done with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InstanceLine {
    /// What stood in the way of calling it ready when it was signed all the same.
    pub not_ready: Vec<String>,
    /// The line of the draft or the oral order.
    pub of: u64,
    /// The lines of the log that call for a review: handhaven, wijzigen or intrekken.
    pub review_by: Vec<u64>,
    /// What was done, in order.
    pub stages: Vec<StageLine>,
    /// `draft`, `oral`, `submitted`, `signed`, `issued`, `to_change`, `changed`, `to_withdraw` or
    /// `withdrawn`.
    pub state: &'static str,
    /// The same in words.
    pub state_text: String,
}

/// Something that was done with a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageLine {
    /// When.
    pub at: DateTime<Utc>,
    /// The lines of the log with its proof.
    pub evidence: Vec<u64>,
    /// In which way.
    pub manner: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The line of the log.
    pub seq: u64,
    /// What, as written on the command line.
    pub stage: &'static str,
    /// What, in words.
    pub text: &'static str,
    /// To whom.
    pub to: Option<String>,
    /// Who.
    pub who: String,
}

/// What can be done with a document, as a person chooses it, in the order of its life.
pub const STAGES: &[(&str, Stage)] = &[
    ("ter vaststelling voorgelegd", Stage::Submitted),
    ("vastgesteld en ondertekend", Stage::Signed),
    ("mondeling gegeven, op schrift volgt", Stage::Oral),
    ("uitgereikt", Stage::Served),
    ("verzonden", Stage::Sent),
    ("gepubliceerd", Stage::Published),
    ("herzien: blijft zo", Stage::Reviewed(Outcome::Keep)),
    ("herzien: wordt gewijzigd", Stage::Reviewed(Outcome::Change)),
    (
        "herzien: wordt ingetrokken",
        Stage::Reviewed(Outcome::Withdraw),
    ),
    ("ingetrokken", Stage::Withdrawn),
];

/// Returns the documents that active states draft or whose condition holds, and those made.
pub(super) fn documents(playbook: &Playbook, incident: &Incident) -> Vec<DocumentLine> {
    let documents = playbook.documents().iter();
    documents
        .flat_map(|document| {
            let ids = incident.situation();
            let ids = ids.items(&document.id, document.for_each.as_ref());
            ids.into_iter()
                .filter_map(move |id| line(playbook, incident, document, id))
        })
        .collect()
}

fn line(
    playbook: &Playbook,
    incident: &Incident,
    document: &Document,
    id: String,
) -> Option<DocumentLine> {
    let situation = incident.situation();
    let instances = situation.instances(&id);
    let made = instances.iter().rev().find(|made| made.draft.is_some());
    let is_issued = made.is_some_and(|made| made.is_in_force() || made.is_withdrawn());
    let outdated_by = match made {
        Some(made) if !is_issued => incident.superseding(playbook, made),
        _ => Vec::new(),
    };
    let world = World::new(playbook, situation).of(&id);
    let mut states = playbook.states().iter();
    let is_here =
        states.any(|state| situation.is_active(&state.id) && state.draft.contains(&document.id));
    let is_to_make = is_here && document.when.truth(&world) == Truth::True;
    let status = match made {
        Some(_) if is_issued => "issued",
        Some(_) if outdated_by.is_empty() => "made",
        Some(_) => "outdated",
        // An order given orally is still to be put in writing.
        None if is_to_make || !instances.is_empty() => "to_make",
        None => return None,
    };
    let issued = instances.iter().filter(|one| !one.stages.is_empty());
    Some(DocumentLine {
        issued: issued
            .map(|one| instance(playbook, incident, document, one, &instances))
            .collect(),
        outdated_by,
        status,
        title: titled(playbook, situation, &document.title, &id),
        id,
    })
}

fn instance(
    playbook: &Playbook,
    incident: &Incident,
    document: &Document,
    one: &Instance<'_>,
    all: &[Instance<'_>],
) -> InstanceLine {
    let state = one.state(all);
    InstanceLine {
        not_ready: not_ready(playbook, document, one),
        of: one.of,
        review_by: incident.review_by(playbook, one),
        stages: one
            .stages
            .iter()
            .map(|issued| stage_line(playbook, incident, issued))
            .collect(),
        state: state.name(),
        state_text: state_words(state),
    }
}

/// Returns how an instance stands, in words.
fn state_words(state: InstanceState) -> String {
    match state {
        InstanceState::Changed(by) => format!("gewijzigd door het besluit van regel {by}"),
        InstanceState::Draft => "concept".to_owned(),
        InstanceState::Issued => "bekendgemaakt".to_owned(),
        InstanceState::Oral(None) => "mondeling gegeven, nog niet op schrift".to_owned(),
        InstanceState::Oral(Some(by)) => {
            format!("mondeling gegeven, op schrift gesteld in het concept van regel {by}")
        }
        InstanceState::Signed => "vastgesteld, nog niet bekendgemaakt".to_owned(),
        InstanceState::Submitted => "ter vaststelling".to_owned(),
        InstanceState::ToChange => "te wijzigen".to_owned(),
        InstanceState::ToWithdraw => "in te trekken".to_owned(),
        InstanceState::Withdrawn => "ingetrokken".to_owned(),
    }
}

/// Returns what stood in the way of calling it ready, in words, once each.
fn not_ready(playbook: &Playbook, document: &Document, one: &Instance<'_>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for issued in &one.stages {
        for open in open(playbook, &document.id, issued.missing, &issued.open) {
            if !words.contains(&open) {
                words.push(open);
            }
        }
    }
    words
}

/// Returns what was open in a draft that was signed all the same, in words.
pub fn open(playbook: &Playbook, document: &str, missing: u64, open: &[String]) -> Vec<String> {
    let requirements = playbook
        .document(document)
        .and_then(|document| playbook.power(document.power.as_ref()?))
        .map_or(&[][..], |power| &power.requirements);
    let title = |id: &String| {
        if id == FOUR_EYES {
            return "vier ogen: dezelfde rol stelde het op".to_owned();
        }
        let known = requirements.iter().find(|known| known.id == *id);
        known.map_or_else(|| id.clone(), |known| known.title.clone())
    };
    let missing = (missing > 0).then(|| drafted(missing));
    missing.into_iter().chain(open.iter().map(title)).collect()
}

fn stage_line(playbook: &Playbook, incident: &Incident, issued: &Issued) -> StageLine {
    let entry = incident.standing(issued.seq);
    let content = entry.and_then(|entry| entry.content.clone());
    let content = content.unwrap_or_default();
    StageLine {
        at: issued.at,
        evidence: issued.evidence.clone(),
        manner: content.text,
        reason: content.reason,
        seq: issued.seq,
        stage: issued.stage.name(),
        text: stage(issued.stage),
        to: content.addressee,
        who: entry.map_or_else(String::new, |entry: &Entry| who(playbook, entry)),
    }
}

impl DocumentLine {
    /// Returns how its last draft stands, in words.
    pub fn state(&self) -> String {
        match (self.status, self.issued.last()) {
            ("to_make", _) => "te maken".to_owned(),
            ("outdated", _) => format!("verouderd door {}", line_numbers(&self.outdated_by)),
            ("issued", Some(last)) => last.state_text.clone(),
            _ => "concept gemaakt".to_owned(),
        }
    }

    /// Returns the lines that call for a review of what was signed or issued.
    pub fn review_by(&self) -> Vec<u64> {
        let lines = self.issued.iter().flat_map(|one| &one.review_by);
        lines.copied().collect()
    }
}

impl InstanceLine {
    /// Returns it in words: how it stands first, then what stands in its way, then each stage.
    pub fn words(&self) -> Vec<String> {
        let draft = match self.stages.first() {
            Some(first) if first.stage == "oral" => "Mondeling, regel",
            _ => "Concept van regel",
        };
        let mut words = vec![format!("{draft} {}: {}", self.of, self.state_text)];
        if !self.review_by.is_empty() {
            words.push(format!(
                "TE HERZIEN door {}: handhaven, wijzigen of intrekken",
                line_numbers(&self.review_by)
            ));
        }
        if !self.not_ready.is_empty() {
            words.push(format!(
                "NIET GEREED vastgesteld (afwijking): {}",
                self.not_ready.join("; ")
            ));
        }
        words.extend(self.stages.iter().map(StageLine::words));
        words
    }
}

impl StageLine {
    /// Returns it in words.
    pub fn words(&self) -> String {
        let to = self.to.as_ref().map(|to| format!(", aan {to}"));
        let manner = self.manner.as_ref().map(|manner| format!(" ({manner})"));
        let reason = self
            .reason
            .as_ref()
            .map(|reason| format!("; reden: {reason}"));
        let proof = match self.evidence.as_slice() {
            [] if self.needs_proof() => "; zonder bewijs".to_owned(),
            [] => String::new(),
            lines => format!("; bewijs: {}", line_numbers(lines)),
        };
        format!(
            "regel {}: {}{}{}, {} — {}{proof}{}",
            self.seq,
            self.text,
            to.unwrap_or_default(),
            manner.unwrap_or_default(),
            dutch::datetime(self.at),
            self.who,
            reason.unwrap_or_default()
        )
    }

    /// Tells whether someone outside the team can ask for its proof.
    pub(super) fn needs_proof(&self) -> bool {
        !matches!(self.stage, "reviewed" | "submitted")
    }
}

/// Returns who decides about a document, by id: the organ of its power.
pub fn organ(playbook: &Playbook, document: &str) -> Vec<String> {
    let power = playbook
        .document(document)
        .and_then(|document| playbook.power(document.power.as_ref()?));
    power.map_or_else(Vec::new, |power| power.about.organ.clone())
}
