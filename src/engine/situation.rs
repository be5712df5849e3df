//! The situation: everything the log amounts to at one moment.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::Chart;
use super::{Answer, Content, ERASED, Entry, Event, Issued, SituationTime, Step, replace};
use crate::chart::{Machine, StateSet};
use crate::fact::{Certainty, Value};
use crate::playbook::Playbook;

/// Everything the log amounts to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    /// Where the chart stands, with timers and opened tasks.
    pub chart: Chart,
    /// The entry that closed the incident.
    pub closed: Option<u64>,
    /// Decisions taken, by id.
    pub decisions: BTreeMap<String, Decided>,
    /// Documents drafted, in order.
    pub documents: Vec<Drafted>,
    /// Evidence attached, in order.
    pub evidence: Vec<Evidence>,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Facts answered, by id.
    pub facts: BTreeMap<String, FactState>,
    /// The last entry.
    pub head: u64,
    /// What was done with documents after the concept, in order.
    pub issued: Vec<Issued>,
    /// The chart time of the last entry.
    pub last_chart_time: Option<DateTime<Utc>>,
    /// When the last entry was recorded.
    pub last_recorded_at: Option<DateTime<Utc>>,
    /// The injects of an exercise that reached the players, with the entry.
    pub delivered: BTreeMap<String, u64>,
    /// The entry that stopped the exercise, until it goes on.
    pub halted: Option<u64>,
    /// How the time of the situation follows the wall.
    pub time: SituationTime,
    /// The meetings, in order.
    pub meetings: Vec<Meeting>,
    /// Whether someone is in the room, by role.
    pub present: BTreeMap<String, bool>,
    /// What was asked about messages of an exercise, by entry, with the entry that answered it.
    pub questions: BTreeMap<u64, Option<u64>>,
    /// Who holds each role.
    pub roles: BTreeMap<String, Holder>,
    /// The rules by which the terms of tasks are counted.
    pub rules: u32,
    /// When the incident was started, in chart time.
    pub started_at: Option<DateTime<Utc>>,
    /// What became of tasks, by id.
    pub tasks: BTreeMap<String, TaskState>,
    /// What the team calls the incident.
    pub title: String,
    /// Clocks ended with a reason, with the entry.
    pub waived: BTreeMap<String, u64>,
}

/// A transition that waits for its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmedTimer {
    /// When it fires.
    pub due: DateTime<Utc>,
    /// The transition, as `state/position`.
    pub transition: String,
}

/// A decision taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// When, in chart time.
    pub at: DateTime<Utc>,
    /// The option.
    pub option: String,
    /// When to look at it again.
    pub review_at: Option<DateTime<Utc>>,
    /// The entry.
    pub seq: u64,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The entry that ended it.
    pub closed: Option<u64>,
    /// Which, from 1.
    pub number: u64,
    /// The entry that began it.
    pub opened: u64,
}

/// A document drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The document or template.
    pub document: String,
    /// The status by requirement.
    pub gates: Vec<(String, String)>,
    /// How many values were missing.
    pub missing: u64,
    /// The entries it relied on.
    pub relied_on: Vec<u64>,
    /// The entry.
    pub seq: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// Evidence attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The entry.
    pub seq: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactState {
    /// The answer.
    pub answer: Answer,
    /// When it was recorded, in chart time.
    pub at: DateTime<Utc>,
    /// How sure.
    pub certainty: Certainty,
    /// The value that can be erased.
    pub content: Option<Value>,
    /// What was recorded before it, in order.
    pub earlier: Vec<EarlierFact>,
    /// The entry.
    pub seq: u64,
    /// Where it comes from.
    pub source: Option<String>,
}

/// What was known of a fact before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierFact {
    /// The answer.
    pub answer: Answer,
    /// When it was recorded, in chart time.
    pub at: DateTime<Utc>,
    /// How sure.
    pub certainty: Certainty,
    /// The value that can be erased.
    pub content: Option<Value>,
}

/// Who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Whether away, with the entry.
    pub absent: Option<u64>,
    /// The person; absent when nobody was named or the name was erased.
    pub person: Option<String>,
}

/// What became of a task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskState {
    /// The entry that claimed it, and the role.
    pub claimed: Option<(u64, String)>,
    /// The entry that finished it, and when.
    pub finished: Option<(u64, DateTime<Utc>)>,
    /// The role it was given to.
    pub role: Option<String>,
}

impl FactState {
    /// Returns the value, when it is known and not erased.
    pub fn value(&self) -> Option<&Value> {
        match &self.answer {
            Answer::Known(value) => Some(value),
            Answer::Content { .. } => self.content.as_ref(),
            Answer::AskedUnknown { .. } => None,
        }
    }
}

impl Situation {
    /// Returns the chart's machine, standing where this situation stands.
    pub fn machine(&self, playbook: &Playbook) -> Machine {
        let chart = playbook.chart();
        let mut active = set_of(chart, &self.chart.active);
        if let Some(root) = active
            .iter()
            .next()
            .and_then(|id| chart.ancestors(id).iter().next())
        {
            // The root that holds the top-level states is not a state of the playbook.
            active.insert(root);
        }
        let history = self
            .chart
            .history
            .iter()
            .filter_map(|(state, names)| Some((chart.state(state)?, set_of(chart, names))));
        Machine::restore(active, history)
    }

    /// Tells whether a state is active.
    pub fn is_active(&self, state: &str) -> bool {
        self.chart.active.iter().any(|active| active == state)
    }

    /// Tells whether a task is finished since it was last opened.
    pub fn is_finished(&self, task: &str) -> bool {
        let finished = self.tasks.get(task).and_then(|task| task.finished);
        finished.is_some_and(|(seq, _)| self.is_of_this_round(task, seq))
    }

    /// Tells whether an entry about a task came after the task was last opened; one entry can
    /// finish a task and open it again.
    pub fn is_of_this_round(&self, task: &str, seq: u64) -> bool {
        let opened = self.chart.opened.get(task);
        opened.is_none_or(|(opened, _)| seq > *opened)
    }

    /// Returns the meeting that is being held.
    pub fn meeting(&self) -> Option<&Meeting> {
        self.meetings.iter().find(|one| one.closed.is_none())
    }

    /// Returns the person in a role.
    pub fn person(&self, role: &str) -> Option<&str> {
        self.roles.get(role)?.person.as_deref()
    }

    /// Tells whether the person in a role is away.
    pub fn is_absent(&self, role: &str) -> bool {
        self.roles
            .get(role)
            .is_some_and(|holder| holder.absent.is_some())
    }

    /// Returns the chart time that belongs to a moment on the wall.
    pub fn chart_time(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let at = self.time.at(now);
        self.last_chart_time.map_or(at, |last| at.max(last))
    }

    /// Applies an entry that is not a correction.
    pub(super) fn apply(&mut self, entry: &Entry) {
        self.head = entry.seq;
        self.last_recorded_at = Some(entry.meta.recorded_at);
        self.last_chart_time = Some(entry.meta.chart_time);
        let erased = Content {
            source: Some(ERASED.to_owned()),
            text: Some(ERASED.to_owned()),
            ..Content::default()
        };
        self.apply_event(entry, entry.content.as_ref().unwrap_or(&erased));
        if let Some(step) = entry.event().step() {
            self.move_chart(step, entry);
        }
    }

    fn apply_event(&mut self, entry: &Entry, content: &Content) {
        let seq = entry.seq;
        match entry.event() {
            Event::AttendanceNoted { present, role } => {
                self.present.insert(role.clone(), *present);
            }
            Event::ClockWaived { clock } => {
                self.waived.insert(clock.clone(), seq);
            }
            Event::DecisionMade {
                decision,
                option,
                review_at,
                ..
            } => {
                let decided = Decided {
                    at: entry.meta.chart_time,
                    option: option.clone(),
                    review_at: *review_at,
                    seq,
                };
                self.decisions.insert(decision.clone(), decided);
            }
            Event::DocumentDrafted {
                document,
                gates,
                missing,
                relied_on,
                sha256,
                ..
            } => self.documents.push(Drafted {
                document: document.clone(),
                gates: gates.clone(),
                missing: *missing,
                relied_on: relied_on.clone(),
                seq,
                sha256: sha256.clone(),
            }),
            Event::DocumentIssued {
                document,
                evidence,
                missing,
                of,
                open,
                stage,
            } => self.issued.push(Issued {
                at: entry.happened_at(),
                document: document.clone(),
                evidence: evidence.clone(),
                missing: *missing,
                of: of.unwrap_or(seq),
                open: open.clone(),
                seq,
                stage: *stage,
            }),
            Event::EvidenceAttached { sha256, .. } => self.evidence.push(Evidence {
                seq,
                sha256: sha256.clone(),
            }),
            Event::FactRecorded {
                answer,
                certainty,
                fact,
                ..
            } => {
                let mut earlier = Vec::new();
                if let Some(before) = self.facts.remove(fact) {
                    earlier = before.earlier;
                    earlier.push(EarlierFact {
                        answer: before.answer,
                        at: before.at,
                        certainty: before.certainty,
                        content: before.content,
                    });
                }
                let state = FactState {
                    answer: answer.clone(),
                    at: entry.meta.chart_time,
                    certainty: *certainty,
                    content: content.value.clone(),
                    earlier,
                    seq,
                    source: content.source.clone(),
                };
                self.facts.insert(fact.clone(), state);
            }
            Event::IncidentClosed => {
                self.closed = Some(seq);
                self.chart.timers.clear();
            }
            Event::IncidentStarted {
                exercise,
                rules,
                situation_at,
                ..
            } => {
                self.exercise = *exercise;
                self.rules = *rules;
                if let Some(at) = situation_at {
                    self.time.start(entry.meta.recorded_at, *at);
                }
                self.started_at = Some(entry.meta.chart_time);
                self.title = content.text.clone().unwrap_or_default();
            }
            Event::MeetingClosed { number } => {
                let mut open = self.meetings.iter_mut();
                if let Some(meeting) = open.find(|one| one.number == *number) {
                    meeting.closed = Some(seq);
                }
            }
            Event::MeetingOpened { number } => self.meetings.push(Meeting {
                closed: None,
                number: *number,
                opened: seq,
            }),
            Event::PlaybookReplaced { map, outcome, .. } => {
                replace::rename(self, map);
                self.chart = (**outcome).clone();
            }
            Event::RoleAbsenceNoted { absent, role } => {
                let holder = self.roles.entry(role.clone()).or_insert(Holder {
                    absent: None,
                    person: None,
                });
                holder.absent = absent.then_some(seq);
            }
            Event::RoleAssigned { role } | Event::RoleHandedOver { role } => {
                let person = content.person.clone();
                self.roles.insert(
                    role.clone(),
                    Holder {
                        absent: None,
                        person,
                    },
                );
            }
            Event::TaskClaimed { task } => {
                let role = entry.meta.by.as_ref().map(|by| by.decided.clone());
                self.tasks.entry(task.clone()).or_default().claimed =
                    Some((seq, role.unwrap_or_default()));
            }
            Event::TaskFinished { task, .. } => {
                let at = entry.meta.chart_time;
                self.tasks.entry(task.clone()).or_default().finished = Some((seq, at));
            }
            Event::TaskLapsed { claim, due, task } => {
                self.chart.lapsed.push((task.clone(), *claim, *due));
            }
            Event::TaskReassigned { role, task } => {
                self.tasks.entry(task.clone()).or_default().role = Some(role.clone());
            }
            Event::ExerciseHalted => {
                self.halted = Some(seq);
                self.time.set_pace(entry.meta.recorded_at, 0);
            }
            Event::MessageAnswered {
                understood: false, ..
            } => {
                self.questions.insert(seq, None);
            }
            Event::MessageDelivered {
                answers, inject, ..
            } => {
                self.delivered.insert(inject.clone(), seq);
                if let Some(question) = answers {
                    self.questions.insert(*question, Some(seq));
                }
            }
            Event::PaceSet { pace } => {
                self.halted = None;
                self.time.set_pace(entry.meta.recorded_at, *pace);
            }
            Event::TimeJumped { to } => self.time.jump(entry.meta.recorded_at, *to),
            Event::TimerFired {
                due, transition, ..
            } => self
                .chart
                .timers
                .retain(|timer| timer.transition != *transition || timer.due != *due),
            Event::BranchEntry { .. }
            | Event::BranchJoined { .. }
            | Event::Corrected { .. }
            | Event::MessageAnswered { .. }
            | Event::Noted { .. }
            | Event::TriggerFired { .. }
            | Event::Withheld { .. } => {}
        }
    }

    pub(super) fn move_chart(&mut self, step: &Step, entry: &Entry) {
        let since = (entry.seq, entry.meta.chart_time);
        let chart = &mut self.chart;
        for task in &step.opened {
            chart.opened.insert(task.clone(), since);
            chart.lapsed.retain(|(lapsed, ..)| lapsed != task);
        }
        if step.active.is_empty() {
            return;
        }
        chart.active = step.active.clone();
        for state in &step.entered {
            chart.entered.insert(state.clone(), since);
        }
        chart.entered.retain(|state, _| step.active.contains(state));
        chart.timers.retain(|timer| {
            let source = timer.transition.split('/').next().unwrap_or_default();
            !step.exited.iter().any(|state| state == source)
        });
        chart.timers.extend(step.armed.iter().cloned());
        // Stable: what falls due together fires in the order in which it was armed.
        chart.timers.sort_by_key(|timer| timer.due);
        chart.history.extend(step.history.clone());
    }
}

fn set_of(chart: &crate::chart::Chart, names: &[String]) -> StateSet {
    names.iter().filter_map(|name| chart.state(name)).collect()
}
