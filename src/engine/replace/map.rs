//! What becomes of the things an incident holds when it moves to another playbook.
//!
//! Never guesses: what is not named goes to what has the same id, and where there is none it is missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Finding, Source};
use crate::fact::item;
use crate::reader::{self, Alphabet, Shape, Takes, may, must};

/// What becomes of each thing, by kind and id; absent for what is left behind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Map(BTreeMap<Kind, BTreeMap<String, Option<String>>>);

/// The kinds of things that an incident holds by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A clock ended with a reason.
    Clock,
    /// A decision taken.
    Decision,
    /// A document drafted.
    Document,
    /// A fact answered.
    Fact,
    /// A role held.
    Role,
    /// A state that is active or remembered.
    State,
    /// A task opened.
    Task,
}

const IDS: Takes = Takes::Ids(Alphabet::Underscore);

static MAP: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-map/1"),
        "the format and its version",
    ),
    may("clock", Takes::Labels, "what each clock is called there"),
    may(
        "decision",
        Takes::Labels,
        "what each decision is called there",
    ),
    may(
        "document",
        Takes::Labels,
        "what each document is called there",
    ),
    may("fact", Takes::Labels, "what each fact is called there"),
    may("role", Takes::Labels, "what each role is called there"),
    may("state", Takes::Labels, "where each state leads"),
    may("task", Takes::Labels, "what each task is called there"),
    may(
        "leave",
        Takes::Table(&LEAVE),
        "what is left behind: it stays in the log and counts no more",
    ),
]);

static LEAVE: Shape = Shape::of(&[
    may("clock", IDS, "clocks"),
    may("decision", IDS, "decisions"),
    may("document", IDS, "documents; they keep their name"),
    may("fact", IDS, "facts"),
    may("role", IDS, "roles"),
    may("state", IDS, "states"),
    may("task", IDS, "tasks"),
]);

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] = [
        Kind::Clock,
        Kind::Decision,
        Kind::Document,
        Kind::Fact,
        Kind::Role,
        Kind::State,
        Kind::Task,
    ];

    /// Returns what it is called in a map.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Clock => "clock",
            Kind::Decision => "decision",
            Kind::Document => "document",
            Kind::Fact => "fact",
            Kind::Role => "role",
            Kind::State => "state",
            Kind::Task => "task",
        }
    }
}

impl Map {
    /// Reads a map, or returns every finding.
    pub fn parse(source: &Source) -> Result<Map, Vec<Finding>> {
        let (table, findings) = reader::read(source, &MAP);
        let Some(table) = table.filter(|_| findings.is_empty()) else {
            return Err(findings);
        };
        let mut map = Map::default();
        for kind in Kind::ALL {
            let mut of_kind = BTreeMap::new();
            if let Some(leave) = table.table("leave") {
                of_kind.extend(leave.strings(kind.name()).into_iter().map(|id| (id, None)));
            }
            for entry in table
                .table(kind.name())
                .into_iter()
                .flat_map(|it| &it.entries)
            {
                let to = entry.value.text().map(|text| text.text);
                of_kind.insert(entry.key.text.clone(), to);
            }
            if !of_kind.is_empty() {
                map.0.insert(kind, of_kind);
            }
        }
        Ok(map)
    }

    /// Returns what the map says of a thing: where it goes, or nothing when it is left behind.
    pub fn says(&self, kind: Kind, id: &str) -> Option<Option<&str>> {
        let to = self.0.get(&kind)?.get(id)?;
        Some(to.as_deref())
    }

    /// Returns what a thing is called there; nothing when it is left behind.
    pub fn name(&self, kind: Kind, id: &str) -> Option<String> {
        match self.says(kind, item::of_all(id)) {
            Some(to) => to.map(|to| item::beside(to, id)),
            None => Some(id.to_owned()),
        }
    }
}
