//! What the staff and the observers of an exercise write: kept beside the incident, so that no player reads ahead.
//!
//! It holds what people did and judged. What a program can see is computed from the incident and stands nowhere.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Mark, Part, Rating};

/// The version of the shape of these entries.
pub const STAFF_VERSION: u32 = 2;
/// What stands where words were erased.
const ERASED: &str = "gewist";

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffEntry {
    /// The command it came from.
    pub command_id: String,
    /// Everything that survives erasure.
    pub meta: StaffMeta,
    /// The position in the log, from 1.
    pub seq: u64,
    /// What people wrote; absent when it has been erased.
    pub words: Option<StaffWords>,
}

/// Everything of an entry that survives erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMeta {
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// What was done.
    pub event: StaffEvent,
    /// The version of this shape.
    pub version: u32,
}

/// What people wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffWords {
    /// The name of who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StaffEvent {
    /// A point to improve was written down, or written again.
    ImprovementNoted {
        /// The day by which it is done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
        /// The goal it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<String>,
        /// Its number, from 1; one that is there is written again.
        number: u64,
        /// The role that sees to it.
        owner: String,
        /// What of the playbook it would change.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        playbook_line: Option<String>,
        /// How far it is.
        status: ImprovementStatus,
    },
    /// An item of the list does not come until it is released.
    ItemHeld {
        /// The item.
        item: String,
    },
    /// An item that was held or skipped can come again.
    ItemReleased {
        /// The item.
        item: String,
    },
    /// An item does not come.
    ItemSkipped {
        /// The item.
        item: String,
    },
    /// An observer judged a criterion.
    Marked {
        /// The criterion.
        criterion: String,
        /// The lines of the incident that show it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<u64>,
        /// The judgement.
        rating: Rating,
    },
    /// An observer wrote something down.
    Noticed {
        /// The lines of the incident that it is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<u64>,
    },
    /// The exercise was prepared: by what it is judged lies fast.
    Prepared {
        /// SHA-256 of goals, criteria and expectations, hexadecimal.
        criteria: String,
        /// The id of the incident of the players.
        incident: String,
        /// What the team plays, when there is more than one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<Part>,
    },
    /// The team judged a goal itself.
    SelfRated {
        /// The goal.
        goal: String,
        /// The judgement.
        rating: Rating,
    },
}

/// How far a point to improve is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImprovementStatus {
    /// It is done.
    Done,
    /// It was dropped, with a reason.
    Dropped,
    /// It is to be done.
    #[default]
    Open,
    /// Somebody is at it.
    Underway,
}

/// Everything the entries amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffLog {
    /// What the team plays, when there is more than one.
    pub part: Option<Part>,
    /// By what it is judged, as a hash, and the incident of the players.
    pub prepared: Option<(String, String)>,
    entries: Vec<StaffEntry>,
    held: BTreeSet<String>,
    improvements: BTreeMap<u64, u64>,
    marks: BTreeMap<(String, String), u64>,
    self_rated: BTreeMap<String, u64>,
    skipped: BTreeSet<String>,
}

impl StaffEvent {
    /// Returns what keeps the answer to a question right after the end, with its words.
    pub fn hot_wash(question: &str, answer: &str) -> (StaffEvent, String) {
        let event = StaffEvent::Noticed {
            evidence: Vec::new(),
        };
        (event, format!("{question} — {answer}"))
    }
}

impl StaffLog {
    /// Applies an entry.
    pub fn evolve(&mut self, entry: StaffEntry) {
        let seq = entry.seq;
        match &entry.meta.event {
            StaffEvent::ImprovementNoted { number, .. } => {
                self.improvements.insert(*number, seq);
            }
            StaffEvent::ItemHeld { item } => {
                self.held.insert(item.clone());
            }
            StaffEvent::ItemReleased { item } => {
                self.held.remove(item);
                self.skipped.remove(item);
            }
            StaffEvent::ItemSkipped { item } => {
                self.skipped.insert(item.clone());
            }
            StaffEvent::Marked { criterion, .. } => {
                let by = entry.by().to_owned();
                self.marks.insert((criterion.clone(), by), seq);
            }
            StaffEvent::Noticed { .. } => {}
            StaffEvent::Prepared {
                criteria,
                incident,
                part,
            } => {
                self.part.clone_from(part);
                self.prepared = Some((criteria.clone(), incident.clone()));
            }
            StaffEvent::SelfRated { goal, .. } => {
                self.self_rated.insert(goal.clone(), seq);
            }
        }
        self.entries.push(entry);
    }

    /// Returns every entry, in order.
    pub fn entries(&self) -> &[StaffEntry] {
        &self.entries
    }

    /// Returns an entry.
    pub fn entry(&self, seq: u64) -> Option<&StaffEntry> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.entries.get(at)
    }

    /// Returns the items that do not come until they are released.
    pub fn held(&self) -> &BTreeSet<String> {
        &self.held
    }

    /// Returns the items that do not come.
    pub fn skipped(&self) -> &BTreeSet<String> {
        &self.skipped
    }

    /// Returns the last judgement of each observer on each criterion.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        let last = self.marks.values().filter_map(|seq| self.entry(*seq));
        last.filter_map(StaffEntry::mark)
    }

    /// Returns the last judgement of the team on each goal.
    pub fn self_rated(&self) -> impl Iterator<Item = &StaffEntry> {
        self.self_rated.values().filter_map(|seq| self.entry(*seq))
    }

    /// Returns the points to improve, each as it was written last.
    pub fn improvements(&self) -> impl Iterator<Item = &StaffEntry> {
        self.improvements
            .values()
            .filter_map(|seq| self.entry(*seq))
    }
}

impl StaffEvent {
    /// Returns the version of the shape that it needs.
    pub fn version(&self) -> u32 {
        match self {
            StaffEvent::Prepared { part: Some(_), .. } => STAFF_VERSION,
            _ => 1,
        }
    }
}

impl StaffEntry {
    /// Returns the name of who wrote it.
    pub fn by(&self) -> &str {
        let by = self.words.as_ref().and_then(|words| words.by.as_deref());
        by.unwrap_or(ERASED)
    }

    /// Returns what they wrote.
    pub fn text(&self) -> &str {
        let words = self.words.as_ref();
        words.map_or(ERASED, |words| words.text.as_deref().unwrap_or_default())
    }

    /// Returns the judgement that it is; nothing when it is none that can be shown.
    fn mark(&self) -> Option<Mark> {
        let StaffEvent::Marked {
            criterion,
            evidence,
            rating,
        } = &self.meta.event
        else {
            return None;
        };
        let mark = Mark::of(criterion, *rating, evidence.clone(), self.by(), self.text());
        mark.ok()
    }
}
