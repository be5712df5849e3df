//! Making a draft of an incident: computed, written as files, recorded in its log.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::Problem;
use super::compute::{Computed, compute, find};
use super::files::{Target, write};
use crate::document::Draft;
use crate::engine::{Action, By, Command, Entry, Event};
use crate::fact::item;
use crate::runtime::{Error, Seen, Session, sha256};

/// A draft that was made.
#[derive(Debug)]
pub struct Made {
    /// The draft.
    pub draft: Draft,
    /// The files: the document, the note when there is one, the receipt.
    pub files: Vec<PathBuf>,
    /// The entry in the log.
    pub seq: Option<u64>,
}

/// What is to be drafted, by whom.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Who.
    pub by: By,
    /// The id of the command that records it; any when absent.
    pub id: Option<String>,
    /// The document or template.
    pub name: &'a str,
}

/// Drafts a document of an incident, writes its files and records it in the log.
///
/// # Errors
/// Nothing is recorded then, and no file is left behind that was not there.
pub fn make(session: &mut Session, order: Order<'_>, target: Target<'_>) -> Result<Made, Problem> {
    // What is due happens first.
    session.submit(Action::Advance, order.by.clone())?;
    let computed = of_session(session, order.name, target.working_copy)?;
    let (files, sha256) = write(&computed, target)?;
    let (draft, document) = (computed.draft, computed.side_car.document_id);
    let action = recording(document, &draft, sha256);
    match record(session, action, order.by, order.id) {
        Ok(entries) => Ok(Made {
            draft,
            files,
            seq: entries.last().map(|entry| entry.seq),
        }),
        Err(error) => {
            if !target.force {
                // A document that the log knows nothing of would look like one that it does.
                for file in &files {
                    let _ = std::fs::remove_file(file);
                }
            }
            Err(error.into())
        }
    }
}

/// Returns what records a draft of a document, with the hash of its file.
pub fn recording(document: String, draft: &Draft, sha256: String) -> Action {
    let gates = draft.gates.iter();
    Action::RecordDraft {
        document,
        gates: gates
            .map(|gate| (gate.id.clone(), gate.status.name().to_owned()))
            .collect(),
        missing: u64::try_from(draft.missing.len()).unwrap_or(u64::MAX),
        relied_on: draft.relied_on.clone(),
        sha256,
        template_sha256: draft.receipt.template.version.clone(),
    }
}

fn record(
    session: &mut Session,
    action: Action,
    by: By,
    id: Option<String>,
) -> Result<Vec<Entry>, Error> {
    let Some(id) = id else {
        return session.submit(action, by);
    };
    session.refresh()?;
    let command = Command {
        action,
        by,
        happened_at: None,
        id,
        late_reason: None,
    };
    session.submit_as_read(&command, &[])
}

/// Drafts from an incident that can only be read, such as a copy kept as evidence; nothing is
/// recorded.
pub fn from_copy(session: &Session, name: &str, target: Target<'_>) -> Result<Made, Problem> {
    let computed = of_session(session, name, target.working_copy)?;
    let (files, _) = write(&computed, target)?;
    Ok(Made {
        draft: computed.draft,
        files,
        seq: None,
    })
}

/// Computes a draft from an incident.
fn of_session(session: &Session, name: &str, with_copy: bool) -> Result<Computed, Problem> {
    of_session_at(session, name, session.chart_now(), with_copy)
}

/// Computes a draft of an incident as it was last written, so that it does not depend on when it is
/// made; nothing is recorded.
pub fn as_written(session: &Session, name: &str) -> Result<Draft, Problem> {
    let last = session.incident().situation().last_chart_time;
    let now = last.unwrap_or_else(|| session.chart_now());
    let computed = match session.seen() {
        Some(seen) => of_seen(session, seen, name, now, false)?,
        None => of_session_at(session, name, now, false)?,
    };
    Ok(computed.draft)
}

fn of_session_at(
    session: &Session,
    name: &str,
    now: DateTime<Utc>,
    with_copy: bool,
) -> Result<Computed, Problem> {
    // Who does not see a document does not draft it either.
    let (document, template) = find(session.material(), item::of_all(name))?;
    let id = document.unwrap_or(template.id());
    let whole = &session.whole_material().playbook;
    let audience = whole.audience_of_document(id);
    of_seen(session, &session.seen_by(audience), name, now, with_copy)
}

fn of_seen(
    session: &Session,
    seen: &Seen,
    name: &str,
    now: DateTime<Utc>,
    with_copy: bool,
) -> Result<Computed, Problem> {
    let (seq, words) = session.checkpoint();
    let head = format!("{seq} {words}");
    let mut computed = compute(
        &seen.material,
        &seen.incident,
        name,
        Some(&head),
        now,
        with_copy,
    )?;
    computed.side_car.incident = Some(session.incident_id().to_owned());
    Ok(computed)
}

/// Computes a draft that was recorded again, from the log before its entry, and tells whether that
/// gives the file that was recorded.
///
/// It may not: what was erased since is not in it, and a minute can have gone by between what was
/// printed and what was recorded.
///
/// # Errors
/// When the entry records no draft, or what it was made from is not there.
pub fn as_recorded(session: &Session, seq: u64) -> Result<(Computed, bool), Problem> {
    let drafted = |problem: &str| Problem::Usage(format!("entry {seq} {problem}"));
    let entry = session.incident().entry(seq);
    let entry = entry.ok_or_else(|| drafted("is not there"))?;
    let Event::DocumentDrafted {
        document,
        sha256: recorded,
        ..
    } = entry.event()
    else {
        return Err(drafted("records no draft"));
    };
    let before = seq.saturating_sub(1);
    let words = session.checkpoint_words(before)?;
    let head = words.map(|words| format!("{before} {words}"));
    let incident = session.whole_incident().as_of(before);
    let material = session.material_at(before);
    let at = entry.meta.chart_time;
    let audience = material.playbook.audience_of_document(document);
    let (incident, material) = match incident.has_compartments(&material.playbook) {
        true => (
            incident.seen_by(&material.playbook, &audience),
            Cow::Owned(material.seen_by(&audience)),
        ),
        false => (incident, Cow::Borrowed(material)),
    };
    let mut computed = compute(&material, &incident, document, head.as_deref(), at, false)?;
    computed.side_car.incident = Some(session.incident_id().to_owned());
    let is_it = |ending: &&str| {
        let bytes = super::files::encode(&computed.draft.document, ending, at);
        bytes.is_ok_and(|bytes| sha256(&bytes) == *recorded)
    };
    let is_same = ["docx", "odt", "html", "md", "txt"].iter().any(is_it);
    Ok((computed, is_same))
}

/// Returns a name beside an incident for a draft, that no file has yet: with the number of the line
/// that will record it.
///
/// # Errors
/// What is due happens first, and that can fail.
pub fn free_name(
    session: &mut Session,
    incident: &Path,
    document: &str,
    by: &By,
) -> Result<PathBuf, Error> {
    session.submit(Action::Advance, by.clone())?;
    let seq = session.incident().situation().head + 1;
    let document = document.replace('#', "-");
    let name =
        |ending: String| incident.with_file_name(format!("{document}-regel-{seq}{ending}.docx"));
    let mut path = name(String::new());
    let mut number = 2;
    while path.exists() {
        path = name(format!("-{number}"));
        number += 1;
    }
    Ok(path)
}
