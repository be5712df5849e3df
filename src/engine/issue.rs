//! The life of a document after the concept: what was done with which draft, by whom, and whether
//! it could be called ready.
//!
//! Nobody is kept from acting: what was signed was signed. What was not ready is named in the
//! entry, and no later entry makes it ready.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::authority::{Acting, Authority};
use super::turn::{Turn, unknown};
use super::{Action, By, Content, Drafted, Event, Incident, Refusal, Situation};
use crate::law::RequirementKind;
use crate::playbook::Playbook;

/// What is done with a document, in the order of its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// An order was given by word of mouth; it is put in writing later.
    Oral,
    /// A draft was put before who decides; that draft is frozen.
    Submitted,
    /// It was signed.
    Signed,
    /// It was handed over.
    Served,
    /// It was sent.
    Sent,
    /// It was published.
    Published,
    /// What it relied on changed, and the competent organ looked at it again.
    Reviewed(Outcome),
    /// It was withdrawn.
    Withdrawn,
}

/// What came of looking at a decision again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is to be changed.
    Change,
    /// It stays as it is.
    Keep,
    /// It is to be withdrawn.
    Withdraw,
}

/// A file that proves a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// The number of bytes.
    pub size: u64,
}

/// Something that was done with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The document.
    pub document: String,
    /// The entries of its proof.
    pub evidence: Vec<u64>,
    /// How many values were missing in the draft when it was signed all the same.
    pub missing: u64,
    /// The entry of the draft, or of the order given orally, that it is about.
    pub of: u64,
    /// The requirements that were open when it was signed all the same.
    pub open: Vec<String>,
    /// The entry.
    pub seq: u64,
    /// What was done.
    pub stage: Stage,
}

/// A draft, or an order given orally, with what was done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance<'a> {
    /// The draft; absent for an order given orally.
    pub draft: Option<&'a Drafted>,
    /// Whether it put in writing an order that had been given orally.
    pub is_written_down: bool,
    /// The entry of the draft or of the oral order.
    pub of: u64,
    /// What was done, in the order of the log.
    pub stages: Vec<&'a Issued>,
}

/// How a draft or an order given orally stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstanceState {
    /// The draft with this entry changed it.
    Changed(u64),
    /// A draft with which nothing was done.
    Draft,
    /// It was made known.
    Issued,
    /// It was given orally, and put in writing in the draft with this entry.
    Oral(Option<u64>),
    /// It was signed and not made known.
    Signed,
    /// It was put before who decides.
    Submitted,
    /// A review found that it is to be changed.
    ToChange,
    /// A review found that it is to be withdrawn.
    ToWithdraw,
    /// It was withdrawn.
    Withdrawn,
}

impl InstanceState {
    /// Returns the name, as programs read it.
    pub fn name(self) -> &'static str {
        match self {
            InstanceState::Changed(_) => "changed",
            InstanceState::Draft => "draft",
            InstanceState::Issued => "issued",
            InstanceState::Oral(_) => "oral",
            InstanceState::Signed => "signed",
            InstanceState::Submitted => "submitted",
            InstanceState::ToChange => "to_change",
            InstanceState::ToWithdraw => "to_withdraw",
            InstanceState::Withdrawn => "withdrawn",
        }
    }
}

impl Stage {
    /// Returns the name, as written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Oral => "oral",
            Stage::Published => "published",
            Stage::Reviewed(_) => "reviewed",
            Stage::Sent => "sent",
            Stage::Served => "served",
            Stage::Signed => "signed",
            Stage::Submitted => "submitted",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// Reads a stage; a review needs what came of it.
    pub fn parse(name: &str, outcome: Option<Outcome>) -> Option<Stage> {
        Some(match (name, outcome) {
            ("oral", None) => Stage::Oral,
            ("published", None) => Stage::Published,
            ("reviewed", Some(outcome)) => Stage::Reviewed(outcome),
            ("sent", None) => Stage::Sent,
            ("served", None) => Stage::Served,
            ("signed", None) => Stage::Signed,
            ("submitted", None) => Stage::Submitted,
            ("withdrawn", None) => Stage::Withdrawn,
            _ => return None,
        })
    }

    /// Tells whether it makes the document known to whom it concerns, so that terms begin to run.
    pub fn announces(self) -> bool {
        matches!(self, Stage::Published | Stage::Sent | Stage::Served)
    }

    /// Tells whether the document has left the building by it.
    pub fn leaves(self) -> bool {
        self.announces() || self == Stage::Oral
    }
}

impl Outcome {
    /// Reads an outcome.
    pub fn parse(name: &str) -> Option<Outcome> {
        Some(match name {
            "change" => Outcome::Change,
            "keep" => Outcome::Keep,
            "withdraw" => Outcome::Withdraw,
            _ => return None,
        })
    }
}

impl Instance<'_> {
    /// Tells whether something was done with it.
    pub fn was(&self, is_it: impl Fn(Stage) -> bool) -> bool {
        self.stages.iter().any(|issued| is_it(issued.stage))
    }

    /// Tells whether it was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.was(|stage| stage == Stage::Withdrawn)
    }

    /// Tells whether it is known outside: it was made known, or put in writing what was.
    pub fn has_left(&self) -> bool {
        self.was(Stage::leaves) || self.is_written_down
    }

    /// Tells whether someone may rest on it: it was signed or left the building, and stands.
    pub fn is_in_force(&self) -> bool {
        !self.is_withdrawn() && self.was(|stage| stage == Stage::Signed || stage.leaves())
    }

    /// Returns the first time it was made known.
    pub fn announced(&self) -> Option<&Issued> {
        let announced = self.stages.iter().filter(|issued| issued.stage.announces());
        announced
            .min_by_key(|issued| (issued.at, issued.seq))
            .copied()
    }

    /// Returns what stands in the way of calling its draft ready: how many values are missing, and
    /// which requirements are open. What is only to be known stands in nobody's way.
    pub fn not_ready(&self, playbook: &Playbook) -> (u64, Vec<String>) {
        let Some(draft) = self.draft else {
            return (0, Vec::new());
        };
        let requirements = playbook
            .document(&draft.document)
            .and_then(|document| playbook.power(document.power.as_ref()?))
            .map_or(&[][..], |power| &power.requirements);
        let is_note = |id: &String| {
            let mut requirements = requirements.iter().filter(|known| known.id == *id);
            requirements.any(|known| known.kind == RequirementKind::Note)
        };
        let gates = draft.gates.iter().filter(|(id, status)| {
            !matches!(status.as_str(), "present" | "not_applicable") && !is_note(id)
        });
        (draft.missing, gates.map(|(id, _)| id.clone()).collect())
    }

    /// Returns how it stands among all instances of its document.
    pub fn state(&self, all: &[Instance<'_>]) -> InstanceState {
        let later = |after: u64, is_it: fn(Stage) -> bool| {
            let mut later = all.iter().filter(|other| other.of != self.of);
            let later = later.find(|other| {
                let mut stages = other.stages.iter();
                other.draft.is_some() && stages.any(|i| i.seq > after && is_it(i.stage))
            });
            later.map(|other| other.of)
        };
        if self.is_withdrawn() {
            return InstanceState::Withdrawn;
        }
        match self.review() {
            Some((seq, Outcome::Change)) => {
                let by = later(seq, Stage::leaves);
                return by.map_or(InstanceState::ToChange, InstanceState::Changed);
            }
            Some((_, Outcome::Withdraw)) => return InstanceState::ToWithdraw,
            Some((_, Outcome::Keep)) | None => {}
        }
        if self.was(Stage::announces) {
            InstanceState::Issued
        } else if self.was(|stage| stage == Stage::Oral) {
            InstanceState::Oral(later(self.of, |stage| stage == Stage::Signed))
        } else if self.was(|stage| stage == Stage::Signed) {
            InstanceState::Signed
        } else if self.was(|stage| stage == Stage::Submitted) {
            InstanceState::Submitted
        } else {
            InstanceState::Draft
        }
    }

    /// Returns the last review, with its entry.
    fn review(&self) -> Option<(u64, Outcome)> {
        let mut stages = self.stages.iter().rev();
        stages.find_map(|issued| match issued.stage {
            Stage::Reviewed(outcome) => Some((issued.seq, outcome)),
            _ => None,
        })
    }

    /// Returns the names of what can be done with it.
    fn possible(&self, is_power: bool) -> Vec<&'static str> {
        if self.is_withdrawn() {
            return Vec::new();
        }
        let has_left = self.has_left();
        let mut possible = Vec::new();
        if self.draft.is_some() {
            let is_signed = self.was(|stage| stage == Stage::Signed);
            if !is_signed && !has_left {
                possible.push("submitted");
            }
            possible.push("signed");
            // What rests on a power is signed before it is made known.
            if is_signed || !is_power {
                possible.extend(["served", "sent", "published"]);
            }
        }
        if self.is_in_force() {
            possible.push("reviewed");
        }
        if has_left {
            possible.push("withdrawn");
        }
        possible
    }
}

impl Situation {
    /// Returns the drafts of a document and the orders given orally, in order, each with what was
    /// done with it.
    pub fn instances(&self, document: &str) -> Vec<Instance<'_>> {
        let drafts = self.documents.iter().filter(|d| d.document == document);
        let issued = || self.issued.iter().filter(|i| i.document == document);
        let mut instances: Vec<Instance<'_>> = drafts
            .map(|draft| Instance {
                draft: Some(draft),
                is_written_down: false,
                of: draft.seq,
                stages: Vec::new(),
            })
            .collect();
        for one in issued() {
            match instances.iter_mut().find(|known| known.of == one.of) {
                Some(known) => known.stages.push(one),
                // An order given orally, or a draft whose entry was withdrawn since.
                None => instances.push(Instance {
                    draft: None,
                    is_written_down: false,
                    of: one.of,
                    stages: vec![one],
                }),
            }
        }
        instances.sort_by_key(|instance| instance.of);
        let by: Vec<u64> = instances
            .iter()
            .filter_map(|instance| match instance.state(&instances) {
                InstanceState::Oral(by) => by,
                _ => None,
            })
            .collect();
        for instance in &mut instances {
            instance.is_written_down = by.contains(&instance.of);
        }
        instances
    }

    /// Returns the names of what can be done with some draft of a document, or without one.
    pub fn possible_stages(&self, playbook: &Playbook, document: &str) -> Vec<&'static str> {
        let known = playbook.document(document);
        let is_power = known.is_some_and(|known| known.power.is_some());
        let mut possible: Vec<&'static str> = is_power.then_some("oral").into_iter().collect();
        for instance in self.instances(document) {
            possible.extend(instance.possible(is_power));
        }
        possible
    }
}

impl Incident {
    /// Returns the entries that superseded what a draft relied on, since it was made.
    pub fn superseding(&self, instance: &Instance<'_>) -> Vec<u64> {
        let relied_on = instance.draft.map_or(&[][..], |draft| &draft.relied_on);
        let mut by: Vec<u64> = relied_on
            .iter()
            .filter_map(|seq| self.superseded_by(*seq))
            .filter(|by| *by > instance.of)
            .collect();
        by.sort_unstable();
        by.dedup();
        by
    }

    /// Returns the entries that call for a review of what was signed or issued: those that
    /// superseded what it relied on, and that no review has seen.
    pub fn review_by(&self, instance: &Instance<'_>) -> Vec<u64> {
        if !instance.is_in_force() {
            return Vec::new();
        }
        let seen = instance.review().map_or(0, |(seq, _)| seq);
        let mut by = self.superseding(instance);
        by.retain(|by| *by > seen);
        by
    }
}

impl Turn<'_> {
    /// Records what was done with a document, with the files that prove it.
    pub(super) fn record_issue(&mut self) -> Result<(), Refusal> {
        let Action::RecordIssue {
            deviation,
            document,
            evidence,
            files,
            manner,
            of,
            reason,
            stage,
            to,
        } = &self.command.action
        else {
            return Ok(());
        };
        let known = self.playbook.document(document).ok_or_else(|| {
            let documents = self.playbook.documents().iter();
            unknown("document", document, documents.map(|d| &d.id))
        })?;
        let power = known.power.as_ref().and_then(|id| self.playbook.power(id));
        let acting = self.issuer(
            power.map_or(&[], |power| &power.about.organ),
            document,
            *stage,
        )?;
        let mut not_ready = (0, Vec::new());
        let mut about = None;
        if *stage != Stage::Oral {
            let instance = self.instance(document, *of, *stage)?;
            let possible = instance.possible(power.is_some());
            if !possible.contains(&stage.name()) {
                return Err(Refusal::StageNotPossible {
                    document: document.clone(),
                    possible,
                    stage: stage.name(),
                });
            }
            let is_signed = instance.was(|stage| stage == Stage::Signed);
            if *stage == Stage::Signed || (stage.announces() && !is_signed) {
                not_ready = instance.not_ready(self.playbook);
            }
            about = Some(instance.of);
        }
        let because = deviation.as_ref().or(reason.as_ref());
        let because = because.map(|text| text.trim().to_owned());
        let because = because.filter(|text| !text.is_empty());
        let (missing, open) = not_ready;
        let is_deviation = deviation.is_some() && because.is_some();
        if (missing > 0 || !open.is_empty()) && !is_deviation {
            return Err(Refusal::NotReady {
                document: document.clone(),
                missing,
                open,
            });
        }
        if matches!(stage, Stage::Reviewed(_) | Stage::Withdrawn) && because.is_none() {
            return Err(Refusal::NoText { what: "reason" });
        }
        let mut proof = self.known_evidence(evidence)?;
        for file in files {
            proof.push(self.attach(file));
        }
        let event = Event::DocumentIssued {
            document: document.clone(),
            evidence: proof,
            missing,
            of: about,
            open,
            stage: *stage,
        };
        let content = Content {
            addressee: to.clone(),
            reason: because,
            text: manner.clone(),
            ..Content::default()
        };
        self.record(event, content, acting);
        Ok(())
    }

    /// Returns in whose place someone does this; deciding about a document is for the organ that
    /// has the power.
    fn issuer(&self, organ: &[String], document: &str, stage: Stage) -> Result<Acting, Refusal> {
        let act = |what: &str| format!("{what} `{document}`");
        match stage {
            Stage::Signed => self.acting(organ, Authority::Legal, &act("sign")),
            Stage::Oral => self.acting(organ, Authority::Legal, &act("give orally")),
            Stage::Withdrawn => self.acting(organ, Authority::Legal, &act("withdraw")),
            Stage::Reviewed(_) => self.acting(organ, Authority::Legal, &act("review")),
            Stage::Published | Stage::Sent | Stage::Served | Stage::Submitted => {
                self.acting(&[], Authority::Functional, &act("issue"))
            }
        }
    }

    /// Returns the instance that is meant: the one named, else the latest that it can be about.
    fn instance(
        &self,
        document: &str,
        of: Option<u64>,
        stage: Stage,
    ) -> Result<Instance<'_>, Refusal> {
        let mut instances = self.situation.instances(document);
        if let Some(of) = of {
            let known: Vec<String> = instances.iter().map(|i| i.of.to_string()).collect();
            let meant = instances.into_iter().find(|instance| instance.of == of);
            return meant
                .ok_or_else(|| unknown("draft of this document", &of.to_string(), known.iter()));
        }
        let is_meant = |instance: &Instance<'_>| match stage {
            Stage::Published | Stage::Sent | Stage::Served => {
                instance.draft.is_some() && instance.is_in_force()
            }
            Stage::Reviewed(_) => instance.is_in_force(),
            Stage::Withdrawn => instance.is_in_force() && instance.has_left(),
            Stage::Oral | Stage::Signed | Stage::Submitted => instance.draft.is_some(),
        };
        let at = instances.iter().rposition(is_meant);
        let at = at.or(instances.iter().rposition(|i| i.draft.is_some()));
        match at.or(instances.len().checked_sub(1)) {
            Some(at) => Ok(instances.swap_remove(at)),
            None => Err(Refusal::NotDrafted {
                document: document.to_owned(),
                drafted: self.drafted(),
            }),
        }
    }

    /// Returns the documents of the playbook that have been drafted.
    fn drafted(&self) -> Vec<String> {
        let documents = self.playbook.documents().iter();
        let is_drafted = |id: &String| self.situation.documents.iter().any(|d| d.document == *id);
        documents
            .map(|document| document.id.clone())
            .filter(is_drafted)
            .collect()
    }

    fn known_evidence(&self, seqs: &[u64]) -> Result<Vec<u64>, Refusal> {
        let attached = &self.situation.evidence;
        for seq in seqs {
            if !attached.iter().any(|known| known.seq == *seq) {
                let known: Vec<String> = attached.iter().map(|e| e.seq.to_string()).collect();
                return Err(unknown("evidence", &seq.to_string(), known.iter()));
            }
        }
        Ok(seqs.to_vec())
    }

    /// Attaches a file in the name of who records it, and returns its entry.
    fn attach(&mut self, file: &Proof) -> u64 {
        let event = Event::EvidenceAttached {
            seen_at: None,
            sha256: file.sha256.clone(),
            size: file.size,
        };
        let content = Content {
            file_name: Some(file.file_name.clone()),
            text: Some(file.file_name.clone()),
            ..Content::default()
        };
        let by = By {
            decided: self.command.by.recorded.clone(),
            ..self.command.by.clone()
        };
        let entry = self.said(event, content, &by, Acting::InOwnRole);
        self.push(entry);
        self.situation.head
    }
}
