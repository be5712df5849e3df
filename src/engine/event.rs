//! Events: facts about what happened, in the past tense, with their outcome.
//!
//! Everything in an event survives erasure; names, texts and personal values are in the
//! [`Content`](super::Content) beside it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Channel, Map, Meta, Stage, Step};
use crate::fact::{Certainty, MAXIMUM_RECORDS, Value};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Someone came or left.
    AttendanceNoted {
        /// Whether present.
        present: bool,
        /// The role.
        role: String,
    },
    /// An entry of a copy that grew on its own, kept as evidence: it was decided there, and changes nothing here.
    BranchEntry {
        /// The hash it has in the log it comes from.
        hash: String,
        /// Whether its words were erased there.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_erased: bool,
        /// Everything of it that survives erasure, as it was written there.
        original: Box<Meta>,
        /// Its position in the log it comes from.
        seq: u64,
    },
    /// A copy that grew on its own was joined; its entries follow.
    BranchJoined {
        /// How many entries follow.
        count: u64,
        /// The last entry that both logs have.
        fork: u64,
    },
    /// A legal clock was ended with a reason instead of the act.
    ClockWaived {
        /// The clock.
        clock: String,
    },
    /// An entry was corrected and the log decided again.
    Corrected {
        /// The entry.
        entry: u64,
        /// Entries that fell away by it: triggers and timers only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fell_away: Vec<u64>,
        /// What the entry reads instead; absent when it was withdrawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<Box<Event>>,
        /// The chart as it comes out.
        outcome: Box<Chart>,
    },
    /// A decision was taken.
    DecisionMade {
        /// The decision.
        decision: String,
        /// The option.
        option: String,
        /// When to look at it again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review_at: Option<DateTime<Utc>>,
        /// What moved.
        #[serde(default, skip_serializing_if = "Step::is_still")]
        step: Step,
    },
    /// A document was drafted.
    DocumentDrafted {
        /// The document or template.
        document: String,
        /// The status by requirement.
        gates: Vec<(String, String)>,
        /// How many values are missing.
        missing: u64,
        /// The entries it relied on.
        relied_on: Vec<u64>,
        /// SHA-256 of the file, hexadecimal.
        sha256: String,
        /// SHA-256 of the template, hexadecimal.
        template_sha256: String,
    },
    /// Something was done with a document after the concept.
    DocumentIssued {
        /// The document.
        document: String,
        /// The entries of evidence that prove it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<u64>,
        /// How many values were missing in the draft that was signed all the same.
        #[serde(default, skip_serializing_if = "is_zero")]
        missing: u64,
        /// The entry of the draft or the oral order it is about; absent when it is the oral order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<u64>,
        /// The requirements that were open in the draft that was signed all the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        open: Vec<String>,
        /// What was done.
        stage: Stage,
    },
    /// A file was attached.
    EvidenceAttached {
        /// When it was seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen_at: Option<DateTime<Utc>>,
        /// SHA-256 of the bytes, hexadecimal.
        sha256: String,
        /// The number of bytes.
        size: u64,
    },
    /// An exercise was stopped because something real was the matter.
    ExerciseHalted,
    /// A fact was recorded.
    FactRecorded {
        /// The answer.
        answer: Answer,
        /// How sure.
        certainty: Certainty,
        /// The fact.
        fact: String,
        /// What moved.
        #[serde(default, skip_serializing_if = "Step::is_still")]
        step: Step,
    },
    /// The incident was closed.
    IncidentClosed,
    /// The incident was started.
    IncidentStarted {
        /// Whether it is an exercise.
        exercise: bool,
        /// Names and hashes of what is pinned.
        pins: Vec<(String, String)>,
        /// The playbook.
        playbook: String,
        /// The rules by which the terms of tasks are counted ([`RULES`](super::RULES)).
        #[serde(default = "first", skip_serializing_if = "is_first")]
        rules: u32,
        /// The time in the situation, when that is not the time on the wall.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        situation_at: Option<DateTime<Utc>>,
        /// What moved.
        step: Step,
        /// The version of the playbook.
        version: String,
    },
    /// A meeting ended.
    MeetingClosed {
        /// Which of the incident, from 1.
        number: u64,
    },
    /// A meeting began.
    MeetingOpened {
        /// Which of the incident, from 1; one that was struck keeps its number.
        number: u64,
    },
    /// Somebody said that a message was understood, or asked what it means.
    MessageAnswered {
        /// The entry of the message.
        message: u64,
        /// Whether it was understood.
        understood: bool,
    },
    /// An inject of an exercise reached the players.
    MessageDelivered {
        /// The entry of the question that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<u64>,
        /// How.
        channel: Channel,
        /// The entries of the files that came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<u64>,
        /// The inject.
        inject: String,
        /// The roles that it is for.
        to: Vec<String>,
    },
    /// Something was written down.
    Noted {
        /// How sure.
        certainty: Certainty,
        /// What kind of line.
        kind: NoteKind,
    },
    /// The time of an exercise came to stand still, went on, or ran faster.
    PaceSet {
        /// The seconds of the situation in one second; 0 stands still.
        pace: u32,
    },
    /// The incident moved to another playbook, or another version of it.
    PlaybookReplaced {
        /// What becomes of what it holds.
        map: Map,
        /// The chart as it is placed in the other playbook.
        outcome: Box<Chart>,
        /// Names and hashes of what is pinned from here on.
        pins: Vec<(String, String)>,
        /// The playbook.
        playbook: String,
        /// What moved there at once.
        #[serde(default, skip_serializing_if = "Step::is_still")]
        step: Step,
        /// The version of the playbook.
        version: String,
    },
    /// The person in a role went away or came back.
    RoleAbsenceNoted {
        /// Whether away.
        absent: bool,
        /// The role.
        role: String,
    },
    /// A person was put in a role.
    RoleAssigned {
        /// The role.
        role: String,
    },
    /// A role went to another person, who said back what it takes.
    RoleHandedOver {
        /// The role.
        role: String,
    },
    /// A task was claimed.
    TaskClaimed {
        /// The task.
        task: String,
    },
    /// A task was finished.
    TaskFinished {
        /// What moved.
        #[serde(default, skip_serializing_if = "Step::is_still")]
        step: Step,
        /// The task.
        task: String,
    },
    /// A moment by which a task had to be claimed or done passed.
    TaskLapsed {
        /// Whether it was the moment to claim it; else the moment to have it done.
        claim: bool,
        /// The moment.
        due: DateTime<Utc>,
        /// The task.
        task: String,
    },
    /// A task was given to another role.
    TaskReassigned {
        /// The role.
        role: String,
        /// The task.
        task: String,
    },
    /// The situation's time was moved on.
    TimeJumped {
        /// The moment it became.
        to: DateTime<Utc>,
    },
    /// A transition by time became due.
    TimerFired {
        /// When it was due.
        due: DateTime<Utc>,
        /// What moved.
        #[serde(default, skip_serializing_if = "Step::is_still")]
        step: Step,
        /// The transition.
        transition: String,
    },
    /// A trigger was fired.
    TriggerFired {
        /// What moved.
        step: Step,
        /// The trigger.
        trigger: String,
    },
    /// Something that the audience may not know; never in a log, only in what an audience sees of one.
    Withheld {
        /// Entries that fell away by it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fell_away: Vec<u64>,
        /// The chart as it came out, when it was a correction.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Box<Chart>>,
        /// What moved.
        #[serde(default, skip_serializing_if = "Step::is_still")]
        step: Step,
    },
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It was asked; it is not known.
    AskedUnknown {
        /// When to ask again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ask_again: Option<DateTime<Utc>>,
    },
    /// It is known, and the value can hold personal data, so it is in the content.
    Content {
        /// How many there are.
        count: u64,
    },
    /// It is known.
    Known(Value),
}

impl Answer {
    /// Returns how many there are in the content, and no more than a list can have whatever a log says.
    pub fn count(&self) -> usize {
        match self {
            Answer::Content { count } => usize::try_from(*count)
                .unwrap_or(MAXIMUM_RECORDS)
                .min(MAXIMUM_RECORDS),
            Answer::AskedUnknown { .. } | Answer::Known(_) => 0,
        }
    }
}

/// The part of a situation that a correction decides again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Every active state, in document order.
    pub active: Vec<String>,
    /// Since when each active state is active, with the entry.
    pub entered: BTreeMap<String, (u64, DateTime<Utc>)>,
    /// What each history state remembers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub history: BTreeMap<String, Vec<String>>,
    /// Moments of tasks that passed: task, whether to claim, due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lapsed: Vec<(String, bool, DateTime<Utc>)>,
    /// When each task was opened, with the entry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub opened: BTreeMap<String, (u64, DateTime<Utc>)>,
    /// Transitions that wait for their time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<super::ArmedTimer>,
}

/// What kind of line in the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Actie: an action agreed on.
    Action,
    /// Besluit: a decision that the playbook does not know.
    Decision,
    /// Feit: something seen or heard.
    Fact,
    /// A note.
    #[default]
    Note,
    /// Vraag: an open question.
    Question,
}

impl NoteKind {
    /// Reads a kind by its English name, Dutch word or first Dutch letter.
    pub fn parse(text: &str) -> Option<NoteKind> {
        match text.trim().to_lowercase().as_str() {
            "action" | "actie" | "a" => Some(NoteKind::Action),
            "decision" | "besluit" | "b" => Some(NoteKind::Decision),
            "fact" | "feit" | "f" => Some(NoteKind::Fact),
            "note" | "notitie" | "n" => Some(NoteKind::Note),
            "question" | "vraag" | "v" => Some(NoteKind::Question),
            _ => None,
        }
    }
}

impl Event {
    /// Returns the type, as written in the log.
    pub fn name(&self) -> &'static str {
        match self {
            Event::AttendanceNoted { .. } => "attendance_noted",
            Event::BranchEntry { .. } => "branch_entry",
            Event::BranchJoined { .. } => "branch_joined",
            Event::ClockWaived { .. } => "clock_waived",
            Event::Corrected { .. } => "corrected",
            Event::DecisionMade { .. } => "decision_made",
            Event::DocumentDrafted { .. } => "document_drafted",
            Event::DocumentIssued { .. } => "document_issued",
            Event::EvidenceAttached { .. } => "evidence_attached",
            Event::ExerciseHalted => "exercise_halted",
            Event::FactRecorded { .. } => "fact_recorded",
            Event::IncidentClosed => "incident_closed",
            Event::IncidentStarted { .. } => "incident_started",
            Event::MeetingClosed { .. } => "meeting_closed",
            Event::MeetingOpened { .. } => "meeting_opened",
            Event::MessageAnswered { .. } => "message_answered",
            Event::MessageDelivered { .. } => "message_delivered",
            Event::Noted { .. } => "noted",
            Event::PaceSet { .. } => "pace_set",
            Event::PlaybookReplaced { .. } => "playbook_replaced",
            Event::RoleAbsenceNoted { .. } => "role_absence_noted",
            Event::RoleAssigned { .. } => "role_assigned",
            Event::RoleHandedOver { .. } => "role_handed_over",
            Event::TaskClaimed { .. } => "task_claimed",
            Event::TaskFinished { .. } => "task_finished",
            Event::TaskLapsed { .. } => "task_lapsed",
            Event::TaskReassigned { .. } => "task_reassigned",
            Event::TimeJumped { .. } => "time_jumped",
            Event::TimerFired { .. } => "timer_fired",
            Event::TriggerFired { .. } => "trigger_fired",
            Event::Withheld { .. } => "withheld",
        }
    }

    /// Returns what moved in the chart.
    pub fn step(&self) -> Option<&Step> {
        match self {
            Event::DecisionMade { step, .. }
            | Event::FactRecorded { step, .. }
            | Event::IncidentStarted { step, .. }
            | Event::PlaybookReplaced { step, .. }
            | Event::TaskFinished { step, .. }
            | Event::TimerFired { step, .. }
            | Event::TriggerFired { step, .. }
            | Event::Withheld { step, .. } => Some(step),
            _ => None,
        }
    }

    /// Returns the place of what moved in the chart.
    pub(super) fn step_mut(&mut self) -> Option<&mut Step> {
        match self {
            Event::DecisionMade { step, .. }
            | Event::FactRecorded { step, .. }
            | Event::IncidentStarted { step, .. }
            | Event::PlaybookReplaced { step, .. }
            | Event::TaskFinished { step, .. }
            | Event::TimerFired { step, .. }
            | Event::TriggerFired { step, .. }
            | Event::Withheld { step, .. } => Some(step),
            _ => None,
        }
    }

    /// Returns the version of the shape of entries that it takes to read it.
    pub(super) fn version(&self) -> u32 {
        match self {
            Event::MessageDelivered {
                answers: Some(_), ..
            } => 8,
            Event::IncidentStarted { rules, .. } if *rules > 1 => 7,
            Event::ExerciseHalted
            | Event::IncidentStarted {
                situation_at: Some(_),
                ..
            }
            | Event::MessageAnswered { .. }
            | Event::MessageDelivered { .. }
            | Event::PaceSet { .. } => 6,
            Event::BranchEntry { .. } | Event::BranchJoined { .. } => 4,
            Event::PlaybookReplaced { .. } => 2,
            Event::DecisionMade {
                review_at: Some(_), ..
            }
            | Event::MeetingClosed { .. }
            | Event::MeetingOpened { .. }
            | Event::RoleHandedOver { .. } => 3,
            // A correction holds the decision that it puts in place.
            Event::Corrected {
                instead: Some(instead),
                ..
            } => instead.version(),
            _ => 1,
        }
    }

    /// Tells whether the program itself recorded it because its time had come.
    pub fn is_of_time(&self) -> bool {
        matches!(self, Event::TaskLapsed { .. } | Event::TimerFired { .. })
    }
}

/// The rules of logs that name none.
fn first() -> u32 {
    1
}

fn is_first(rules: &u32) -> bool {
    *rules == first()
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}
