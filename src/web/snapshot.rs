//! An incident as it stood after its last entry: what every page is made from.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::engine::Incident;
use crate::picture::{self, Plan};
use crate::playbook::Playbook;
use crate::runtime::Material;
use crate::view;

/// An incident as it stood after its last entry; never changes.
#[derive(Debug)]
pub struct Snapshot {
    /// The last entry and its hash in words, to be copied on paper.
    pub checkpoint: (u64, String),
    /// Why the log cannot go on before somebody confirms the time, in words.
    pub gap: Option<String>,
    /// The incident.
    pub incident: Incident,
    /// What it works from.
    pub material: Arc<Material>,
    /// Why the copy on a second medium is behind, in words; the incident itself is saved.
    pub mirror: Option<String>,
    /// Why nothing can be saved now, in words.
    pub trouble: Option<String>,
}

impl Snapshot {
    /// Returns what a team needs to see at a moment on the wall.
    pub fn board(&self, now: DateTime<Utc>) -> view::Board {
        let material = &self.material;
        view::board(
            &material.playbook,
            &material.law,
            &material.holidays,
            &self.incident,
            self.chart_time(now),
        )
    }

    /// Returns the time in the situation at a moment on the wall.
    pub fn chart_time(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.incident.situation().chart_time(now)
    }

    /// Returns the last entry.
    pub fn head(&self) -> u64 {
        self.incident.situation().head
    }

    /// Returns an entry as a line of the log.
    pub fn line(&self, seq: u64) -> Option<view::Line> {
        let entry = self.incident.entry(seq)?;
        Some(view::line(self.playbook(), &self.incident, entry))
    }

    /// Returns the incident over time, at a moment in the situation.
    pub fn timeline(&self, now: DateTime<Utc>) -> view::Timeline {
        let (playbook, holidays) = (self.playbook(), &self.material.holidays);
        let lines: Vec<view::Line> = (1..=self.head()).filter_map(|seq| self.line(seq)).collect();
        view::timeline(playbook, holidays, &self.incident, &lines, now)
    }

    /// Returns what the pictures of the playbook show, with where the team is.
    pub fn plan(&self) -> Plan {
        picture::plan(self.playbook(), Some(&self.incident))
    }

    /// Returns the playbook.
    pub fn playbook(&self) -> &Playbook {
        &self.material.playbook
    }
}
