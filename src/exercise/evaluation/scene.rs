//! What the log of the players shows of an exercise: what came, who took part, what was decided and ordered.

use std::collections::{BTreeMap, BTreeSet};

use super::{CameLine, DecisionTaken, GoalRated, Moment, MomentKind, OrderGiven, PlayerLine};
use crate::engine::{Entry, Event, Incident, NoteKind, Stage};
use crate::exercise::alone::is_going_on;
use crate::exercise::{
    Conduct, Cue, ExerciseTime, ItemKind, Line, Mark, Observation, Outcome, StaffEvent, StaffLog,
    Standing, assess,
};
use crate::playbook::Playbook;

/// What an evaluation is made from.
pub(super) struct Scene<'a> {
    pub(super) conduct: &'a Conduct,
    pub(super) incident: &'a Incident,
    pub(super) moments: &'a dyn Fn(&Entry) -> ExerciseTime,
    pub(super) observed: &'a [Observation],
    pub(super) playbook: &'a Playbook,
}

impl Scene<'_> {
    /// Returns the entries as they read after corrections.
    fn standing(&self) -> impl Iterator<Item = &Entry> {
        let log = self.incident.log().iter();
        log.filter_map(|entry| self.incident.standing(entry.seq))
    }

    pub(super) fn came(&self, lines: &[Line<'_>], has_ended: bool) -> Vec<CameLine> {
        let injects = lines
            .iter()
            .filter(|line| line.item.kind == ItemKind::Inject);
        let delivered = &self.incident.situation().delivered;
        let came = injects.filter_map(|line| {
            let inject = self.conduct.inject(line.item)?;
            let id = &inject.id.text;
            let expected = self
                .observed
                .iter()
                .filter(|one| one.criterion.is_none() && one.inject.as_ref() == Some(id));
            let at = match line.standing {
                Standing::Delivered { at } => Some(at),
                _ => None,
            };
            Some(CameLine {
                at,
                expected: expected.cloned().collect(),
                id: id.clone(),
                planned: match inject.cue {
                    Cue::At(at) => Some(at),
                    Cue::ByHand | Cue::When { .. } => None,
                },
                seq: delivered.get(id).copied(),
                title: inject.title.clone(),
                why_not: why_not(line.standing, has_ended),
            })
        });
        came.collect()
    }

    pub(super) fn decisions(&self) -> Vec<DecisionTaken> {
        let taken = self.standing().filter_map(|entry| {
            let content = entry.content.clone().unwrap_or_default();
            let (title, option) = match entry.event() {
                Event::DecisionMade {
                    decision, option, ..
                } => self.decision(decision, option),
                Event::Noted {
                    kind: NoteKind::Decision,
                    ..
                } => (content.text.unwrap_or("gewist".to_owned()), None),
                _ => return None,
            };
            let came_with = |outcome: &Outcome| {
                let mut observed = self.observed.iter();
                observed.any(|one| one.seq == Some(entry.seq) && one.outcome == Some(*outcome))
            };
            let reason = content.reason.filter(|reason| !reason.trim().is_empty());
            Some(DecisionTaken {
                at: (self.moments)(entry),
                name: content.decided_by,
                option,
                outcomes: Outcome::ALL.into_iter().filter(came_with).collect(),
                reason,
                role: self.role_of(entry),
                seq: entry.seq,
                situation: entry.meta.chart_time,
                superseded_by: self.incident.superseded_by(entry.seq),
                title,
            })
        });
        taken.collect()
    }

    /// Returns what a decision and its option are called.
    fn decision(&self, id: &str, option: &str) -> (String, Option<String>) {
        let Some(known) = self.playbook.decision(id) else {
            return (id.to_owned(), Some(option.to_owned()));
        };
        let mut options = known.options.iter();
        let chosen = options.find(|one| one.choice.id == option);
        let label = chosen.map_or(option, |one| one.choice.label.as_str());
        (known.title.clone(), Some(label.to_owned()))
    }

    pub(super) fn orders(&self) -> Vec<OrderGiven> {
        let situation = self.incident.situation();
        let given = situation
            .issued
            .iter()
            .filter(|one| matches!(one.stage, Stage::Oral | Stage::Signed));
        let given = given.filter_map(|one| {
            let entry = self.incident.standing(one.seq)?;
            let draft = situation.documents.iter().find(|draft| draft.seq == one.of);
            let document = self.playbook.document(&one.document);
            let submitted = situation
                .issued
                .iter()
                .find(|other| other.of == one.of && other.stage == Stage::Submitted);
            Some(OrderGiven {
                at: (self.moments)(entry),
                draft: draft.map(|draft| draft.seq),
                is_oral: one.stage == Stage::Oral,
                missing: one.missing,
                open: one.open.len(),
                requirements: draft.map_or(0, |draft| draft.gates.len()),
                seq: one.seq,
                situation: entry.meta.chart_time,
                submitted: submitted.map(|one| one.seq),
                title: document.map_or(one.document.clone(), |known| known.title.clone()),
            })
        });
        given.collect()
    }

    pub(super) fn goals(&self, log: &StaffLog) -> Vec<GoalRated> {
        let marks: Vec<Mark> = log.marks().collect();
        let lines = assess(self.conduct.scenario(), self.observed, &marks).into_iter();
        let goals = lines.map(|line| {
            let own = log.self_rated().find_map(|entry| match &entry.meta.event {
                StaffEvent::SelfRated { goal, rating } if *goal == line.id => {
                    Some((*rating, entry.text().to_owned()))
                }
                _ => None,
            });
            GoalRated { line, own }
        });
        goals.collect()
    }

    pub(super) fn moments(&self) -> Vec<Moment> {
        let moments = self.standing().filter_map(|entry| {
            let kind = match entry.event() {
                // What came is a moment, and not that the player was ready for it.
                Event::TimeJumped { .. } if is_going_on(&entry.command_id) => return None,
                Event::MessageDelivered { .. } => MomentKind::Message,
                Event::DecisionMade { .. }
                | Event::Noted {
                    kind: NoteKind::Decision,
                    ..
                } => MomentKind::Decision,
                Event::DocumentDrafted { .. } | Event::DocumentIssued { .. } => {
                    MomentKind::Document
                }
                Event::ExerciseHalted
                | Event::IncidentClosed
                | Event::IncidentStarted { .. }
                | Event::PaceSet { .. }
                | Event::TimeJumped { .. } => MomentKind::Time,
                Event::TriggerFired { .. } => MomentKind::Step,
                _ => return None,
            };
            Some(Moment {
                at: (self.moments)(entry),
                kind,
                seq: entry.seq,
                situation: entry.meta.chart_time,
            })
        });
        moments.collect()
    }

    pub(super) fn players(&self) -> Vec<PlayerLine> {
        let scenario = self.conduct.scenario();
        let mut acted: BTreeSet<&str> = BTreeSet::new();
        let mut persons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut name = |role, person: Option<&String>| {
            let persons: &mut Vec<String> = persons.entry(role).or_default();
            persons.extend(person.filter(|person| !persons.contains(*person)).cloned());
        };
        for entry in self.standing() {
            let content = entry.content.as_ref();
            if let Event::RoleAssigned { role } | Event::RoleHandedOver { role } = entry.event() {
                name(
                    role.as_str(),
                    content.and_then(|words| words.person.as_ref()),
                );
            }
            if let Some(by) = &entry.meta.by {
                acted.extend([by.decided.as_str(), by.recorded.as_str()]);
                name(
                    &by.decided,
                    content.and_then(|words| words.decided_by.as_ref()),
                );
                name(
                    &by.recorded,
                    content.and_then(|words| words.recorded_by.as_ref()),
                );
            }
        }
        let asked = scenario.frame.iter().flat_map(|frame| &frame.players);
        let asked: BTreeSet<&str> = asked.map(|role| role.text.as_str()).collect();
        let roles = self.playbook.roles().iter();
        let lines = roles.map(|role| PlayerLine {
            is_asked: asked.contains(role.id.as_str()),
            persons: persons.get(role.id.as_str()).cloned().unwrap_or_default(),
            title: scenario.role_title(self.playbook, &role.id).to_owned(),
            took_part: acted.contains(role.id.as_str()),
        });
        lines
            .filter(|line| line.is_asked || line.took_part || !line.persons.is_empty())
            .collect()
    }

    fn role_of(&self, entry: &Entry) -> String {
        let by = entry.meta.by.as_ref();
        by.map_or(String::new(), |by| {
            let scenario = self.conduct.scenario();
            scenario.role_title(self.playbook, &by.decided).to_owned()
        })
    }
}

fn why_not(standing: Standing, has_ended: bool) -> Option<&'static str> {
    Some(match standing {
        Standing::Delivered { .. } => return None,
        Standing::ByHand => "alleen op teken van de leiding, en dat kwam niet",
        Standing::Coming { .. } if has_ended => "de oefening was eerder afgelopen",
        Standing::Due { .. } if has_ended => "was aan de beurt, maar is niet gespeeld",
        Standing::Coming { .. } | Standing::Due { .. } => "komt nog",
        Standing::Held { .. } => "vastgehouden door de leiding",
        Standing::PassedOver { .. } => "was niet meer van toepassing",
        Standing::Skipped => "overgeslagen door de leiding",
        Standing::Waiting => "de voorwaarde werd niet waar",
    })
}
