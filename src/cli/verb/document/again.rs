//! Makes a draft again from what its side-car names, and says what differs and why.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::verb::draft::choose;
use crate::cli::verb::draft::compute::{self, Computed};
use crate::cli::verb::draft::{facts, files};
use crate::document::{FactUsed, SideCar, WrittenKind};
use crate::engine::Incident;
use crate::runtime::{Material, PROGRAM, sha256};

/// What came of making a draft again.
#[derive(Debug, Default)]
pub struct Again {
    /// Whether it could be made again.
    pub is_made: bool,
    /// What there is to know.
    pub notes: Vec<String>,
    /// What differs.
    pub problems: Vec<String>,
    /// What can explain a difference.
    reasons: Vec<String>,
}

impl Again {
    /// Makes the draft again from an incident, or from the facts in the side-car with the texts of this program.
    pub fn make(
        &mut self,
        context: &Context,
        side_car: &SideCar,
        file: Option<&Path>,
    ) -> Result<(), Failure> {
        let program = &side_car.receipt.program;
        if program != PROGRAM {
            let reason = format!("it was drafted with {program}, and this is {PROGRAM}");
            self.reasons.push(reason);
        }
        match (file, &side_car.incident) {
            (Some(file), Some(id)) => self.of_incident(context, side_car, file, id)?,
            (Some(_), None) => {
                return Err(Failure::Usage(
                    "it was drafted from a file of facts, not from an incident".to_owned(),
                ));
            }
            (None, Some(_)) => self.of_tree(side_car)?,
            (None, None) => {
                let known: Vec<String> = (side_car.answers.iter())
                    .map(|given| given.fact.clone())
                    .collect();
                let id = &side_car.document_id;
                let material = match choose::material_with(context, id, &known) {
                    Ok(material) => material,
                    Err(failure) => {
                        self.differs(format!("it cannot be made again: {}", failure.message()));
                        return Ok(());
                    }
                };
                let (answers, at) = (&side_car.answers, side_car.receipt.drafted_at);
                match facts::incident(&material, answers, at) {
                    Ok(incident) => self.compute(&material, &incident, side_car)?,
                    Err(problem) => self.fails(&material, side_car, &problem.into()),
                }
            }
        }
        Ok(())
    }

    fn of_incident(
        &mut self,
        context: &Context,
        side_car: &SideCar,
        file: &Path,
        id: &str,
    ) -> Result<(), Failure> {
        let session = context.read(file)?;
        if session.incident_id() != id {
            let found = session.incident_id();
            let reason = format!("it was drafted from incident {id}, and this is {found}");
            self.reasons.push(reason);
        }
        let head = side_car.receipt.head.as_deref().unwrap_or_default();
        let (seq, words) = head.split_once(' ').unwrap_or((head, ""));
        let seq: u64 = seq.parse().unwrap_or_default();
        match session.checkpoint_words(seq)? {
            Some(found) if found == words => {}
            Some(_) => self.reasons.push(format!(
                "the log up to entry {seq} has another checkpoint than the document"
            )),
            None => self
                .reasons
                .push(format!("the log does not reach entry {seq}")),
        }
        let mut material = Cow::Borrowed(session.material_at(seq));
        let mut incident = session.whole_incident().as_of(seq);
        if incident.has_compartments(&material.playbook) {
            let audience = material
                .playbook
                .audience_of_document(&side_car.document_id);
            incident = incident.seen_by(&material.playbook, &audience);
            material = Cow::Owned(material.seen_by(&audience));
        }
        let erased = incident
            .log()
            .iter()
            .filter(|entry| entry.content.is_none());
        let erased: Vec<String> = erased.map(|entry| entry.seq.to_string()).collect();
        if !erased.is_empty() {
            let reason = format!("erased in the log: entry {}", erased.join(", "));
            self.reasons.push(reason);
        }
        self.compute(&material, &incident, side_car)
    }

    /// Writes the tree in the side-car again; what that rests on stays unchecked.
    fn of_tree(&mut self, side_car: &SideCar) -> Result<(), Failure> {
        let Some(written) = side_car.file(WrittenKind::Document) else {
            return Ok(());
        };
        let ending = written
            .name
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending);
        let hash = sha256(&files::encode(
            &side_car.document,
            ending,
            side_car.receipt.drafted_at,
        )?);
        if hash != written.sha256 {
            let what = "the text in the .json file does not give the document";
            self.differs(what.to_owned());
        }
        self.notes.push(
            "not made again from its facts: name the incident it was drafted from with --incident"
                .to_owned(),
        );
        Ok(())
    }

    fn compute(
        &mut self,
        material: &Material,
        incident: &Incident,
        side_car: &SideCar,
    ) -> Result<(), Failure> {
        let receipt = &side_car.receipt;
        let (name, head) = (&side_car.document_id, receipt.head.as_deref());
        let with_copy = side_car.file(WrittenKind::WorkingCopy).is_some();
        let at = receipt.drafted_at;
        let computed = compute::compute(material, incident, name, head, at, with_copy);
        let computed = match computed {
            Ok(computed) => computed,
            Err(failure) => {
                self.fails(material, side_car, &failure.into());
                return Ok(());
            }
        };
        self.is_made = true;
        self.texts(&side_car.texts, &computed.side_car.texts);
        self.facts(&receipt.facts, &computed.draft.receipt.facts);
        let mut same = true;
        for written in &side_car.files {
            let name = &written.name;
            let hash = files::bytes(&computed, written.kind, name).map(|bytes| sha256(&bytes));
            if hash.is_ok_and(|hash| hash == written.sha256) {
                self.notes.push(format!("`{name}` made again is the same"));
            } else {
                same = false;
                self.problems
                    .push(format!("`{name}` made again is not what was written"));
            }
        }
        if same && !is_told_truly(side_car, &computed) {
            same = false;
            let what = match self.reasons.is_empty() {
                true => "the .json file does not tell what the document was made from",
                false => "it rests on something else, though its text is the same",
            };
            self.problems.push(what.to_owned());
        }
        self.explain(same);
        Ok(())
    }

    fn fails(&mut self, material: &Material, side_car: &SideCar, failure: &Failure) {
        let texts = material.texts.iter();
        let named = texts.filter(|(name, _)| side_car.texts.contains_key(*name));
        let named = named.map(|(name, hash)| (name.clone(), hash.clone()));
        self.texts(&side_car.texts, &named.collect());
        self.differs(format!("it cannot be made again: {}", failure.message()));
    }

    fn differs(&mut self, what: String) {
        self.problems.push(what);
        self.explain(false);
    }

    /// Says what differs in what it rests on: why the files differ, or that they do not for all that.
    fn explain(&mut self, same: bool) {
        let reasons = std::mem::take(&mut self.reasons);
        if same {
            self.notes.extend(reasons);
        } else if reasons.is_empty() && self.is_made {
            self.problems.push(
                "what it was made from is the same; the .json file or what made it was changed"
                    .to_owned(),
            );
        } else {
            self.problems.extend(reasons);
        }
    }

    fn texts(&mut self, then: &BTreeMap<String, String>, here: &BTreeMap<String, String>) {
        let names: std::collections::BTreeSet<&String> = then.keys().chain(here.keys()).collect();
        for name in names {
            if then.get(name) == here.get(name) {
                continue;
            }
            let what = match name.split_once('/') {
                Some(("law", _)) => "the law data",
                Some(("templates", _)) => "the template",
                _ if name == "gemeente.toml" => "the municipality file",
                _ => "the playbook",
            };
            let short = |hash: Option<&String>| match hash {
                Some(hash) => hash.chars().take(8).collect(),
                None => "nothing".to_owned(),
            };
            self.reasons.push(format!(
                "{what} differs: `{name}` was {}, and here it is {}",
                short(then.get(name)),
                short(here.get(name))
            ));
        }
    }

    fn facts(&mut self, then: &[FactUsed], here: &[FactUsed]) {
        let of = |facts: &[FactUsed]| -> BTreeMap<String, FactUsed> {
            let facts = facts.iter().map(|fact| (fact.id.clone(), fact.clone()));
            facts.collect()
        };
        let (then, here) = (of(then), of(here));
        let ids: std::collections::BTreeSet<&String> = then.keys().chain(here.keys()).collect();
        let differ = ids.into_iter().filter(|id| then.get(*id) != here.get(*id));
        let differ: Vec<String> = differ.map(|id| format!("`{id}`")).collect();
        if !differ.is_empty() {
            self.reasons
                .push(format!("the facts differ: {}", differ.join(", ")));
        }
    }
}

/// Tells whether a side-car says of a document what making it again says.
fn is_told_truly(side_car: &SideCar, computed: &Computed) -> bool {
    let mut receipt = side_car.receipt.clone();
    receipt.program = computed.draft.receipt.program.clone();
    receipt == computed.draft.receipt && side_car.document == computed.draft.document
}
