//! A document as the board shows it: as it would be made now, or as it was recorded, and what differs
//! from an earlier one.
//!
//! Computes only: what the terminal writes is computed by the same code. Nothing is recorded here.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::Snapshot;
use crate::document::{self, Comparison, Draft};
use crate::engine::{Event, Incident};
use crate::fact::item;
use crate::playbook::Fact;
use crate::runtime::drafting::{self, Problem, compute};
use crate::runtime::{Session, Surroundings};

/// A document as the board shows it.
#[derive(Debug)]
pub struct Paper {
    /// The line of the draft it is laid over, and what differs.
    pub against: Option<(u64, Comparison)>,
    /// The draft.
    pub draft: Draft,
    /// The document, with its number when there is one for each record.
    pub id: String,
    /// Whether the file that was recorded comes out again; also when nothing was recorded.
    pub is_same: bool,
    /// What is still to be answered, in order of first need.
    pub open: Vec<Fact>,
    /// The line that recorded it; absent for what would be made now.
    pub seq: Option<u64>,
}

/// Which version of a document is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Version {
    /// The line of an earlier draft to lay it over.
    pub against: Option<u64>,
    /// The line that recorded it; absent for what would be made now.
    pub seq: Option<u64>,
}

/// Returns a document; `file` is where the incident is kept.
///
/// # Errors
/// When there is no such document, or it cannot be computed.
pub fn read(
    snapshot: &Snapshot,
    file: Option<&Path>,
    name: &str,
    version: Version,
    now: DateTime<Utc>,
) -> Result<Paper, Problem> {
    let mut paper = match version.seq {
        None => live(snapshot, name, now)?,
        Some(seq) => recorded(&opened(file)?, name, seq)?,
    };
    if let Some(seq) = version.against {
        let other = recorded(&opened(file)?, &paper.id, seq)?;
        let comparison = document::compare(&other.draft.document, &paper.draft.document);
        paper.against = Some((seq, comparison));
    }
    Ok(paper)
}

fn live(snapshot: &Snapshot, name: &str, now: DateTime<Utc>) -> Result<Paper, Problem> {
    let (document, template) = compute::find(&snapshot.material, item::of_all(name))?;
    // What is shown is what is made, whoever looks.
    let snapshot = snapshot.of_document(document.unwrap_or(template.id()));
    let (material, incident) = (&snapshot.material, &snapshot.incident);
    let head = format!("{} {}", snapshot.checkpoint.0, snapshot.checkpoint.1);
    let computed = compute::compute(material, incident, name, Some(&head), now, false)?;
    let needed = compute::needed(material, incident, name, now)?;
    let facts = needed.iter().filter_map(|id| material.playbook.fact(id));
    Ok(Paper {
        against: None,
        draft: computed.draft,
        id: computed.side_car.document_id,
        is_same: true,
        open: facts.cloned().collect(),
        seq: None,
    })
}

fn recorded(session: &Session, name: &str, seq: u64) -> Result<Paper, Problem> {
    if !is_of(session.incident(), name, seq) {
        return Err(Problem::Usage(format!(
            "entry {seq} does not record a draft of `{name}`"
        )));
    }
    let (computed, is_same) = drafting::as_recorded(session, seq)?;
    Ok(Paper {
        against: None,
        draft: computed.draft,
        id: computed.side_car.document_id,
        is_same,
        open: Vec::new(),
        seq: Some(seq),
    })
}

fn is_of(incident: &Incident, name: &str, seq: u64) -> bool {
    let entry = incident.entry(seq);
    entry.is_some_and(|entry| {
        matches!(entry.event(), Event::DocumentDrafted { document, .. } if document == name)
    })
}

fn opened(file: Option<&Path>) -> Result<Session, Problem> {
    let file = file.ok_or_else(|| Problem::File("the incident is not in the folder".to_owned()))?;
    Ok(Session::open_read_only(file, Surroundings::Machine)?)
}
