//! How a draft, or an order given orally, stands: what was done with it, what is possible next, and
//! whether it could be called ready.
//!
//! Only looks; it records nothing.

use super::{Drafted, Event, Incident, Issued, Outcome, Situation, Stage};
use crate::fact::{Value, item};
use crate::law::RequirementKind;
use crate::playbook::Playbook;

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
            InstanceState::Oral(None) => "oral",
            InstanceState::Oral(Some(_)) => "written_down",
            InstanceState::Signed => "signed",
            InstanceState::Submitted => "submitted",
            InstanceState::ToChange => "to_change",
            InstanceState::ToWithdraw => "to_withdraw",
            InstanceState::Withdrawn => "withdrawn",
        }
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
    pub(super) fn possible(&self, is_power: bool) -> Vec<&'static str> {
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
    pub fn superseding(&self, playbook: &Playbook, instance: &Instance<'_>) -> Vec<u64> {
        let Some(draft) = instance.draft else {
            return Vec::new();
        };
        let mut by: Vec<u64> = draft
            .relied_on
            .iter()
            .filter(|seq| !self.says_the_same(playbook, draft, **seq))
            .filter_map(|seq| self.superseded_by(*seq))
            .filter(|by| *by > instance.of)
            .collect();
        by.sort_unstable();
        by.dedup();
        by
    }

    /// Tells whether an entry holds a list of which the draft's own record says the same in the list
    /// as it is, where the draft looked. What an entry that was corrected since said then is not kept
    /// beside the correction, so that never counts as the same.
    fn says_the_same(&self, playbook: &Playbook, draft: &Drafted, seq: u64) -> bool {
        let Some(document) = playbook.document(&draft.document) else {
            return false;
        };
        let (Some(list), Some(number), Some(entry)) = (
            &document.for_each,
            item::split(&draft.document).1,
            self.standing(seq),
        ) else {
            return false;
        };
        let is_corrected = self.struck(seq).is_some_and(|struck| struck.by > draft.seq);
        if is_corrected
            || !matches!(entry.event(), Event::FactRecorded { fact, .. } if fact == list)
        {
            return false;
        }
        let then = entry.content.as_ref().and_then(|it| it.value.as_ref());
        let then = match then {
            Some(Value::Records(records)) => records.get(number - 1),
            _ => None,
        };
        match (then, self.situation().record(list, number)) {
            (Some(then), Some(now)) => {
                let mut fields = document.with.values();
                fields.all(|field| then.get(field) == now.get(field))
            }
            _ => false,
        }
    }

    /// Returns the entries that call for a review of what was signed or issued: those that
    /// superseded what it relied on, and that no review has seen.
    pub fn review_by(&self, playbook: &Playbook, instance: &Instance<'_>) -> Vec<u64> {
        if !instance.is_in_force() {
            return Vec::new();
        }
        let seen = instance.review().map_or(0, |(seq, _)| seq);
        let mut by = self.superseding(playbook, instance);
        by.retain(|by| *by > seen);
        by
    }
}
