//! One step of a scenario: who does what, when.

use chrono::{DateTime, Utc};

use super::Expect;
use crate::engine::{NoteKind, Stage};
use crate::fact::Certainty;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When, in the time of the situation.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What a reader should know.
    pub comment: Option<String>,
    /// What is done.
    pub deed: Deed,
    /// What is so afterwards.
    pub expect: Expect,
    /// When it happened, if that is not `at`.
    pub happened: Option<DateTime<Utc>>,
    /// The name by which later steps refer to the entry it makes.
    pub label: Option<String>,
    /// Why it is recorded late.
    pub late: Option<String>,
    /// The line of the file, from 1.
    pub line: usize,
    /// Which step of the file it is, from 1; 0 for a fact that is known at the start.
    pub number: usize,
}

/// Who records something, and who decided or said it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// The role that decided or said it, as `ROLE` or `ROLE=NAME`.
    pub decided_by: Option<String>,
    /// How it reached the person who records it: `paper`, `phone` or `room`.
    pub how: Option<String>,
    /// The name of the person who records it.
    pub name: Option<String>,
    /// The role that records it.
    pub role: Option<String>,
}

/// What is done in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Let everything that is due happen.
    Advance,
    /// Attach a file: from the folder of the scenario, or with the text given.
    Attach {
        /// What is in the file, when it is given here.
        content: Option<String>,
        /// What is seen on it.
        description: Option<String>,
        /// The name of the file.
        file: String,
        /// When it was seen.
        seen_at: Option<DateTime<Utc>>,
        /// Where it stands.
        url: Option<String>,
    },
    /// Claim a task.
    Claim {
        /// The task.
        task: String,
    },
    /// Close the incident.
    Close {
        /// Why now.
        reason: String,
    },
    /// Correct an entry.
    Correct {
        /// The entry.
        entry: EntryName,
        /// Why.
        reason: String,
        /// What it reads instead; absent when it falls away.
        replace: Option<String>,
    },
    /// Take a decision.
    Decide {
        /// The decision.
        decision: String,
        /// The option.
        option: String,
        /// The reasons.
        reason: String,
    },
    /// Finish a task.
    Done {
        /// What came of it.
        result: String,
        /// The task.
        task: String,
    },
    /// Draft a document.
    Draft {
        /// The document, or the template.
        document: String,
    },
    /// Only look.
    ExpectOnly,
    /// Fire a trigger.
    Fire {
        /// Why.
        reason: Option<String>,
        /// The trigger.
        trigger: String,
    },
    /// Say what was done with a document.
    Issue {
        /// To whom.
        addressee: Option<String>,
        /// What is in the file that proves it, when it is given here.
        content: Option<String>,
        /// Why it was signed although it was not ready.
        deviation: Option<String>,
        /// The document.
        document: String,
        /// In which way.
        manner: Option<String>,
        /// The draft; the latest when absent.
        of: Option<EntryName>,
        /// The file that proves it.
        proof: Option<String>,
        /// Why.
        reason: Option<String>,
        /// What was done.
        stage: Stage,
    },
    /// Move the situation's time on, or confirm a gap.
    Jump {
        /// Why.
        reason: String,
        /// The moment it becomes.
        to: DateTime<Utc>,
    },
    /// Write something down.
    Note {
        /// How sure.
        certainty: Certainty,
        /// What kind of line.
        kind: NoteKind,
        /// Where it comes from.
        source: Option<String>,
        /// The text.
        text: String,
    },
    /// Give a task to another role.
    Reassign {
        /// The task.
        task: String,
        /// The role.
        to: String,
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
        /// The answer as a person types it; absent when it was asked and is not known.
        value: Option<String>,
    },
    /// Say who is in a role, or whether that person is there.
    Role {
        /// What changes.
        change: RoleChange,
        /// The role.
        role: String,
    },
    /// End a legal clock with a reason.
    Waive {
        /// The clock.
        clock: String,
        /// Why.
        reason: String,
    },
}

/// Which entry is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryName {
    /// The entry that a step with this label made.
    Label(String),
    /// The entry with this number.
    Seq(u64),
}

/// What changes in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleChange {
    /// The person is away.
    Absent {
        /// Why.
        reason: Option<String>,
    },
    /// The person is back.
    Back,
    /// The person left the room.
    Left,
    /// This person takes the role.
    Person(String),
    /// The person is in the room.
    Present,
}
