//! The reports of a team, made from its log by the templates that the incident pins: sitrap, besluiten-
//! en actielijst, overdracht.
//!
//! The same report comes from the verb `draft`; this only makes it for a page, and writes no file.

use chrono::{DateTime, Utc};

use super::Snapshot;
use crate::document::{self, Document, Draft, Inputs};
use crate::engine::{Action, Event, Incident};
use crate::runtime::drafting::{self, compute};
use crate::runtime::sha256;

/// The width of a report as plain text, as in a file.
const WIDTH: usize = 100;
/// How many lines can have come between making a report and its line in the log.
const BETWEEN: u64 = 8;

/// A report.
pub struct Report {
    draft: Draft,
    /// What the log calls it.
    pub id: String,
}

/// A report that was issued: frozen as it was then.
pub struct Issued {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the text made again from the log is the text that was issued.
    pub is_same: bool,
    /// Which of its series, from 1.
    pub number: u64,
    /// The report.
    pub report: Report,
    /// The line of the log.
    pub seq: u64,
    /// The SHA-256 of the text as it was issued.
    pub sha256: String,
}

/// Returns a report at a moment, with the checkpoint at its foot; nothing when the incident has no such
/// template, or one that cannot be filled.
pub fn report(snapshot: &Snapshot, template: &str, now: DateTime<Utc>) -> Option<Report> {
    let snapshot = &snapshot.of_document(template);
    let (seq, words) = &snapshot.checkpoint;
    let head = format!("{seq} {words}");
    made(snapshot, &snapshot.incident, template, Some(&head), now)
}

/// Returns a report that can be issued and made again: without a checkpoint, which it gets from its line
/// in the log.
pub fn to_issue(snapshot: &Snapshot, template: &str, now: DateTime<Utc>) -> Option<Report> {
    let snapshot = &snapshot.of_document(template);
    made(snapshot, &snapshot.incident, template, None, now)
}

fn made(
    snapshot: &Snapshot,
    incident: &Incident,
    name: &str,
    head: Option<&str>,
    now: DateTime<Utc>,
) -> Option<Report> {
    let material = &snapshot.material;
    let template = material.templates.get(name)?;
    let inputs = compute::inputs(material, incident, None, template, now).ok()?;
    let draft = compute::drafted(&Inputs { head, ..inputs });
    Some(Report {
        draft: draft.ok()?,
        id: id(snapshot, name),
    })
}

/// Returns what the log calls the document of a template.
fn id(snapshot: &Snapshot, template: &str) -> String {
    let known = compute::find(&snapshot.material, template).ok();
    known.and_then(|(id, _)| id).unwrap_or(template).to_owned()
}

/// Returns the lines of the log that a report of this template was issued in, with when and the hash,
/// in the order of their numbers.
pub fn issued(snapshot: &Snapshot, template: &str) -> Vec<(u64, DateTime<Utc>, String)> {
    let own = id(snapshot, template);
    let log = snapshot.incident.log().iter();
    log.filter_map(|entry| match entry.event() {
        Event::DocumentDrafted {
            document, sha256, ..
        } if *document == own || document == template => {
            Some((entry.seq, entry.happened_at(), sha256.clone()))
        }
        _ => None,
    })
    .collect()
}

/// Returns a report as it was issued, made again from the log as it stood then.
pub fn again(snapshot: &Snapshot, template: &str, number: u64) -> Option<Issued> {
    let snapshot = &snapshot.of_document(template);
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    let (seq, at, sha256) = issued(snapshot, template).into_iter().nth(at)?;
    let make = |back: u64| {
        let then = snapshot.incident.as_of(seq.checked_sub(back)?);
        made(snapshot, &then, template, None, at)
    };
    // A line of somebody else can stand between.
    let mut candidates = (1..=BETWEEN).map_while(make);
    let same = candidates.find(|report| report.hash() == sha256);
    Some(Issued {
        at,
        is_same: same.is_some(),
        number,
        report: match same {
            Some(report) => report,
            None => make(1)?,
        },
        seq,
        sha256,
    })
}

impl Report {
    /// Returns the tree.
    pub fn document(&self) -> &Document {
        &self.draft.document
    }

    /// Returns when it was made.
    pub fn at(&self) -> DateTime<Utc> {
        self.draft.receipt.drafted_at
    }

    /// Returns it as plain text, as a file holds it.
    pub fn text(&self) -> String {
        document::text(self.document(), WIDTH)
    }

    fn hash(&self) -> String {
        sha256(self.text().as_bytes())
    }

    /// Returns what records that it was issued.
    pub fn action(&self) -> Action {
        drafting::recording(self.id.clone(), &self.draft, self.hash())
    }
}
