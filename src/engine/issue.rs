//! Records what was done with a document after the concept: with which draft, by whom, and whether it
//! could be called ready.
//!
//! Nobody is kept from acting: what was signed was signed. What was not ready is named in the
//! entry, and no later entry makes it ready.

use super::authority::{Acting, Authority};
use super::turn::{Turn, unknown};
use super::{Action, By, Content, Event, Instance, Proof, Refusal, Stage};

/// What is open when who drafted a document signs it, where the playbook asks for two people.
pub const FOUR_EYES: &str = "four_eyes";

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
        self.check_item(document)?;
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
            let signer = &self.command.by.decided.role;
            if *stage == Stage::Signed
                && known.four_eyes
                && self.drafter(instance.of).as_ref() == Some(signer)
            {
                not_ready.1.push(FOUR_EYES.to_owned());
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

    /// Returns the role that drafted.
    fn drafter(&self, draft: u64) -> Option<String> {
        let entry = self.incident.standing(draft)?;
        entry.meta.by.as_ref().map(|by| by.decided.clone())
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

    pub(super) fn known_evidence(&self, seqs: &[u64]) -> Result<Vec<u64>, Refusal> {
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
    pub(super) fn attach(&mut self, file: &Proof) -> u64 {
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
