//! An entry of the log: an event with when, who and the words.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Event;
use crate::fact::Value;

/// The newest version of the shape of entries; older ones are upcast when read, never rewritten.
///
/// An entry has the lowest version that can read it. 2: an incident moves to another playbook. 3:
/// meetings, handovers, and the moment to look at a decision again. 4: a copy that grew on its own
/// is joined. 5: an entry lies in a compartment. 6: an exercise has a clock of its own, and messages. 7: an incident
/// counts the terms of tasks by later rules. 8: a message of an exercise answers a question.
pub const VERSION: u32 = 8;

/// The newest rules by which the terms of tasks are counted; an incident keeps those that it started
/// with, so that its log is decided again as it was.
///
/// 2: a term counts from when the condition of the task became true, however often an answer is
/// recorded again since; one that counts back from a moment and was past when the task began does not
/// lapse.
pub const RULES: u32 = 2;

/// What stands in for words that were erased.
pub const ERASED: &str = "gewist";

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The command it came from; several entries can come from one.
    pub command_id: String,
    /// What people wrote; absent when it has been erased.
    pub content: Option<Content>,
    /// Everything that survives erasure.
    pub meta: Meta,
    /// The position in the log, from 1.
    pub seq: u64,
}

/// Everything of an entry that survives erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Who; absent when the program recorded it because its time had come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Attribution>,
    /// The time that timers and clocks see; the situation's time in an exercise.
    pub chart_time: DateTime<Utc>,
    /// Whether the machine's clock stood before the last entry.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_suspect: bool,
    /// The compartment in which it lies; everybody sees what lies in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compartment: Option<String>,
    /// What happened.
    pub event: Event,
    /// When it happened, if that is not when it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<DateTime<Utc>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The version of this shape.
    pub version: u32,
}

/// Who, by role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The role replaced, when the one who decided stood in for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<String>,
    /// The role that decided or said it.
    pub decided: String,
    /// How it reached the person who recorded it.
    pub how: How,
    /// The role that recorded it.
    pub recorded: String,
}

/// How something reached the person who records it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// On paper.
    Paper,
    /// By phone.
    Phone,
    /// In the room.
    #[default]
    Room,
}

/// What people wrote; one shape for all entries, and all of it can be erased.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// To whom a document went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// The name of who decided or said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// The name of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The ground on which police data was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// Why it was recorded late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<String>,
    /// The person put in a role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// What the one who takes over a role says back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_back: Option<String>,
    /// The reasons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The name of who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A value that can hold personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl Entry {
    /// Returns when it happened, as far as known.
    pub fn happened_at(&self) -> DateTime<Utc> {
        self.meta.happened_at.unwrap_or(self.meta.chart_time)
    }

    /// Tells whether what people wrote was erased; of what comes by time nobody wrote anything.
    pub fn is_erased(&self) -> bool {
        self.content.is_none() && !self.event().is_of_time()
    }

    /// Returns what happened.
    pub fn event(&self) -> &Event {
        &self.meta.event
    }
}
