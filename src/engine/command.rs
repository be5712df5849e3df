//! Commands: wishes, which may be refused.

use chrono::{DateTime, Utc};

use super::{Channel, Content, How, Map, Meta, NoteKind, Proof, Stage};
use crate::fact::{Certainty, Value};

/// A wish of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What is wished.
    pub action: Action,
    /// Who.
    pub by: By,
    /// When it happened, if that is not now.
    pub happened_at: Option<DateTime<Utc>>,
    /// Made by the client, so that a retry is harmless.
    pub id: String,
    /// Why it is recorded late.
    pub late_reason: Option<String>,
}

/// Who decided or said it, who records it, and how it reached them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who decided or said it.
    pub decided: Who,
    /// How it reached the person who records it.
    pub how: How,
    /// Who records it.
    pub recorded: Who,
}

/// A role, and the person in it when that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The person.
    pub name: Option<String>,
    /// The role.
    pub role: String,
}

/// What is wished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Let everything that is due happen.
    Advance,
    /// Attach a file as evidence; the bytes are kept by the store under their hash.
    AttachEvidence {
        /// The compartment to which it is kept.
        compartment: Option<String>,
        /// What is seen on it.
        description: String,
        /// The name of the file.
        file_name: String,
        /// When it was seen.
        seen_at: Option<DateTime<Utc>>,
        /// SHA-256 of the bytes, hexadecimal.
        sha256: String,
        /// The number of bytes.
        size: u64,
        /// Where it stands.
        url: Option<String>,
    },
    /// Put a person in a role.
    AssignRole {
        /// The person.
        person: String,
        /// The role.
        role: String,
    },
    /// Claim a task.
    ClaimTask {
        /// The task.
        task: String,
    },
    /// End the meeting that is being held.
    CloseMeeting,
    /// Close the incident.
    Close {
        /// Why now.
        reason: String,
    },
    /// Correct an entry that was wrong when it was made.
    Correct {
        /// What becomes of it.
        change: Change,
        /// The head the preview was computed for.
        head: u64,
        /// Why.
        reason: String,
        /// The entry.
        seq: u64,
    },
    /// Take a decision.
    Decide {
        /// The decision.
        decision: String,
        /// The option.
        option: String,
        /// The reasons.
        reason: String,
        /// When to look at it again.
        review_at: Option<DateTime<Utc>>,
    },
    /// Deliver an inject of an exercise to the players.
    Deliver {
        /// The entry of the question that it answers.
        answers: Option<u64>,
        /// How it reaches them.
        channel: Channel,
        /// The entries of files that come with it.
        evidence: Vec<u64>,
        /// Files that come with it; the bytes are kept by the store under their hash.
        files: Vec<Proof>,
        /// Whom it is from, in words.
        from: String,
        /// The inject.
        inject: String,
        /// What it says.
        text: String,
        /// The roles that it is for.
        to: Vec<String>,
    },
    /// Finish a task.
    FinishTask {
        /// What came of it.
        result: String,
        /// The task.
        task: String,
    },
    /// Fire a trigger.
    Fire {
        /// Why.
        reason: Option<String>,
        /// The trigger.
        trigger: String,
    },
    /// Stop an exercise because something real is the matter.
    Halt {
        /// What.
        reason: String,
    },
    /// Give a role to another person, who has said back what it takes.
    HandOver {
        /// The person who takes over.
        person: String,
        /// What that person says back.
        read_back: String,
        /// The role.
        role: String,
        /// What the one who leaves passes on.
        worries: String,
    },
    /// Write down lines from paper, all or none, each with who said it and when.
    ImportNotes {
        /// The lines.
        lines: Vec<NoteLine>,
    },
    /// Join a copy that grew on its own: its entries are kept as they were decided there.
    JoinBranch {
        /// The last entry that both logs have.
        fork: u64,
        /// The entries of the copy after that.
        lines: Vec<BranchLine>,
        /// Where the copy was.
        room: String,
    },
    /// Move the situation's time on, deliberately.
    Jump {
        /// Why.
        reason: String,
        /// The moment it becomes.
        to: DateTime<Utc>,
    },
    /// Note that someone is in the room, or has left.
    NoteAttendance {
        /// Whether present.
        present: bool,
        /// The role.
        role: String,
    },
    /// Write something down.
    Note {
        /// How sure, when it is a fact.
        certainty: Certainty,
        /// The compartment to which it is kept.
        compartment: Option<String>,
        /// What kind of line.
        kind: NoteKind,
        /// Where it comes from.
        source: Option<String>,
        /// The text.
        text: String,
    },
    /// Begin a meeting.
    OpenMeeting,
    /// Give a task to another role.
    ReassignTask {
        /// The role.
        role: String,
        /// The task.
        task: String,
    },
    /// Record a fact.
    Record {
        /// When to ask again, when the answer is not known.
        ask_again: Option<DateTime<Utc>>,
        /// How sure.
        certainty: Certainty,
        /// The fact.
        fact: String,
        /// The ground on which police data is recorded.
        ground: Option<String>,
        /// Where it comes from.
        source: Option<String>,
        /// The answer; absent when it was asked and is not known.
        value: Option<Value>,
    },
    /// Record that a document was drafted.
    RecordDraft {
        /// The document or template.
        document: String,
        /// How many values are missing.
        missing: u64,
        /// The requirement findings, as status by requirement id.
        gates: Vec<(String, String)>,
        /// The entries it relied on.
        relied_on: Vec<u64>,
        /// SHA-256 of the file, hexadecimal.
        sha256: String,
        /// SHA-256 of the template, hexadecimal.
        template_sha256: String,
    },
    /// Record what was done with a document after the concept.
    RecordIssue {
        /// Why it was signed although it was not ready.
        deviation: Option<String>,
        /// The document.
        document: String,
        /// The entries of evidence that prove it.
        evidence: Vec<u64>,
        /// Files that prove it; the bytes are kept by the store under their hash.
        files: Vec<Proof>,
        /// In which way, in words.
        manner: Option<String>,
        /// The entry of the draft or the oral order; the latest that it can be about when absent.
        of: Option<u64>,
        /// Why.
        reason: Option<String>,
        /// What was done.
        stage: Stage,
        /// To whom.
        to: Option<String>,
    },
    /// Move the incident to the playbook that it is decided under, from its predecessor.
    ReplacePlaybook {
        /// What becomes of what the incident holds.
        map: Map,
        /// Names and hashes of what is pinned from here on.
        pins: Vec<(String, String)>,
        /// Why.
        reason: String,
    },
    /// Say that a message was received and understood, or ask what it means.
    Respond {
        /// The entry of the message.
        message: u64,
        /// What is asked, or said.
        text: String,
        /// Whether it was understood.
        understood: bool,
    },
    /// Note that the person in a role is away, or is back.
    SetAbsence {
        /// Whether away.
        absent: bool,
        /// Why.
        reason: Option<String>,
        /// The role.
        role: String,
    },
    /// Let the time of an exercise stand still, go on, or run faster.
    SetPace {
        /// The seconds of the situation in one second; 0 stands still.
        pace: u32,
        /// Why.
        reason: String,
    },
    /// Start the incident.
    Start {
        /// When it began, if that is not now.
        began_at: Option<DateTime<Utc>>,
        /// Whether it is an exercise.
        exercise: bool,
        /// Names and hashes of what is pinned.
        pins: Vec<(String, String)>,
        /// The rules by which the terms of tasks are counted; those of the log, when it is decided again.
        rules: u32,
        /// The time in the situation of an exercise, when that is not the time on the wall.
        situation_at: Option<DateTime<Utc>>,
        /// What the team calls it.
        title: String,
    },
    /// End a legal clock with a reason instead of the act.
    WaiveClock {
        /// The clock.
        clock: String,
        /// Why.
        reason: String,
    },
}

/// An entry of a copy that grew on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchLine {
    /// What people wrote; absent when it was erased there.
    pub content: Option<Content>,
    /// The hash it has there.
    pub hash: String,
    /// Everything else of it.
    pub meta: Meta,
    /// Its position there.
    pub seq: u64,
}

/// A line from paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// How sure, when it is a fact.
    pub certainty: Certainty,
    /// Who said it.
    pub decided: Who,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// What kind of line.
    pub kind: NoteKind,
    /// Where it comes from.
    pub source: Option<String>,
    /// The text.
    pub text: String,
}

/// What becomes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It reads so instead: a value for a fact, an option for a decision, a text for a note.
    Replace(Replacement),
    /// It falls away.
    Withdraw,
}

/// What an entry reads instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// The answer of a fact; absent for "not known".
    Answer(Option<Value>),
    /// The option of a decision.
    Option(String),
    /// The text of a note.
    Text(String),
}
