//! Where an entry lies, and the incident as an audience may know it.
//!
//! Never decides who is in an audience: that is in the playbook.

use std::sync::Arc;

use super::turn::{Turn, unknown};
use super::{Action, Content, Entry, Event, Incident, Kind, Meta, Refusal, Step};
use crate::playbook::{Audience, Playbook};

impl Turn<'_> {
    /// Returns the compartment in which an event lies.
    pub(super) fn compartment(&self, event: &Event) -> Option<String> {
        match event {
            Event::BranchEntry { original, .. } => {
                let own = of_event(self.playbook, &original.event);
                original.compartment.clone().or(own)
            }
            Event::Corrected { entry, .. } => self.incident.compartment_of(self.playbook, *entry),
            Event::EvidenceAttached { .. } | Event::Noted { .. } => match &self.command.action {
                Action::AttachEvidence { compartment, .. } | Action::Note { compartment, .. } => {
                    compartment.clone()
                }
                // A file that proves what was done with a document.
                Action::RecordIssue { document, .. } => {
                    self.playbook.compartment_of(document).map(str::to_owned)
                }
                _ => None,
            },
            event => of_event(self.playbook, event),
        }
    }

    /// Refuses what touches more than one compartment, and a line kept to one that its writer does not
    /// see.
    pub(super) fn check_compartments(&self) -> Result<(), Refusal> {
        match &self.command.action {
            Action::AttachEvidence { compartment, .. } | Action::Note { compartment, .. } => {
                self.check_chosen(compartment.as_deref())
            }
            Action::RecordDraft {
                document,
                relied_on,
                ..
            } => self.check_together(document, relied_on),
            Action::RecordIssue {
                document, evidence, ..
            } => self.check_together(document, evidence),
            Action::Deliver { evidence, .. } => self.check_together("", evidence),
            _ => Ok(()),
        }
    }

    fn check_chosen(&self, compartment: Option<&str>) -> Result<(), Refusal> {
        let Some(id) = compartment else {
            return Ok(());
        };
        if self.playbook.compartment(id).is_none() {
            let known = self.playbook.compartments().iter();
            return Err(unknown("compartment", id, known.map(|one| &one.id)));
        }
        let role = &self.command.by.recorded.role;
        match self.playbook.sees(role, id) {
            true => Ok(()),
            false => Err(Refusal::Unseen {
                compartment: id.to_owned(),
                role: role.clone(),
                sees: (self.playbook.audience(Some(role)).compartments())
                    .map(str::to_owned)
                    .collect(),
            }),
        }
    }

    /// Checks that entries lie outside all compartments or where the document lies.
    fn check_together(&self, document: &str, entries: &[u64]) -> Result<(), Refusal> {
        let own = self.playbook.compartment_of(document);
        for seq in entries {
            let other = self.incident.compartment_of(self.playbook, *seq);
            if other.is_some() && other.as_deref() != own {
                return Err(Refusal::TwoCompartments {
                    places: vec![own.map(str::to_owned), other],
                });
            }
        }
        Ok(())
    }
}

impl Incident {
    /// Returns the compartment in which an entry lies: the one it was recorded in, or the one that what it
    /// names lies in by the playbook at the end of the log.
    pub fn compartment_of(&self, playbook: &Playbook, seq: u64) -> Option<String> {
        self.lies_in(playbook, seq, self.has_moved())
    }

    fn has_moved(&self) -> bool {
        let mut log = self.log().iter();
        log.any(|entry| matches!(entry.event(), Event::PlaybookReplaced { .. }))
    }

    fn lies_in(&self, playbook: &Playbook, seq: u64, has_moved: bool) -> Option<String> {
        let entry = self.entry(seq)?;
        if entry.meta.compartment.is_some() {
            return entry.meta.compartment.clone();
        }
        match entry.event() {
            Event::Corrected { entry, .. } if *entry < seq => {
                self.lies_in(playbook, *entry, has_moved)
            }
            Event::BranchEntry { original, .. } => {
                let own = of_event(playbook, &original.event);
                original.compartment.clone().or(own)
            }
            event => {
                let (kind, id) = subject(event)?;
                // What is called otherwise since is looked up in the rest of the log.
                let id = match has_moved {
                    true => self.name(seq, kind, id)?,
                    false => id.to_owned(),
                };
                playbook.compartment_of(&id).map(str::to_owned)
            }
        }
    }

    /// Tells whether anything of it is not for everybody.
    pub fn has_compartments(&self, playbook: &Playbook) -> bool {
        playbook.has_compartments()
            || self
                .log()
                .iter()
                .any(|entry| entry.meta.compartment.is_some())
    }

    /// Returns the incident as an audience may know it: of an entry in a compartment that it does not see only the
    /// number, the time and what moved in the chart are left.
    pub fn seen_by(&self, playbook: &Playbook, audience: &Audience) -> Incident {
        let has_moved = self.has_moved();
        let entries = self.log().iter().map(|entry| {
            match audience.sees(self.lies_in(playbook, entry.seq, has_moved).as_deref()) {
                true => Arc::clone(entry),
                false => Arc::new(withheld(entry)),
            }
        });
        Incident::replay(entries)
    }
}

/// Returns what is left of an entry for who may not know it.
fn withheld(entry: &Entry) -> Entry {
    let (fell_away, outcome) = match entry.event() {
        Event::Corrected {
            fell_away, outcome, ..
        } => (fell_away.clone(), Some(outcome.clone())),
        _ => (Vec::new(), None),
    };
    let step = entry.event().step().cloned();
    Entry {
        command_id: String::new(),
        // There is nothing to erase, and it is not erased.
        content: Some(Content::default()),
        meta: Meta {
            by: None,
            chart_time: entry.meta.chart_time,
            clock_suspect: entry.meta.clock_suspect,
            compartment: None,
            event: Event::Withheld {
                fell_away,
                outcome,
                step: step.unwrap_or_else(Step::default),
            },
            happened_at: None,
            recorded_at: entry.meta.recorded_at,
            version: entry.meta.version,
        },
        seq: entry.seq,
    }
}

fn of_event(playbook: &Playbook, event: &Event) -> Option<String> {
    let (_, id) = subject(event)?;
    playbook.compartment_of(id).map(str::to_owned)
}

/// Returns what an event is about, when that can lie in a compartment.
fn subject(event: &Event) -> Option<(Kind, &str)> {
    Some(match event {
        Event::ClockWaived { clock } => (Kind::Clock, clock),
        Event::DecisionMade { decision, .. } => (Kind::Decision, decision),
        Event::DocumentDrafted { document, .. } | Event::DocumentIssued { document, .. } => {
            (Kind::Document, document)
        }
        Event::FactRecorded { fact, .. } => (Kind::Fact, fact),
        Event::TaskClaimed { task }
        | Event::TaskFinished { task, .. }
        | Event::TaskLapsed { task, .. }
        | Event::TaskReassigned { task, .. } => (Kind::Task, task),
        _ => return None,
    })
}

impl Action {
    /// Returns what it is about, when that can lie in a compartment.
    pub fn subject(&self) -> Option<&str> {
        Some(match self {
            Action::ClaimTask { task }
            | Action::FinishTask { task, .. }
            | Action::ReassignTask { task, .. } => task,
            Action::Decide { decision, .. } => decision,
            Action::Record { fact, .. } => fact,
            Action::RecordDraft { document, .. } | Action::RecordIssue { document, .. } => document,
            Action::WaiveClock { clock, .. } => clock,
            _ => return None,
        })
    }
}
