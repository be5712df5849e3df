//! An incident as it stood after its last entry: what every page is made from.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};

use crate::engine::Incident;
use crate::picture::{self, Plan};
use crate::playbook::{Audience, Playbook};
use crate::runtime::Material;
use crate::view;

/// An incident as it stood after its last entry, whole or as an audience may know it; never changes.
#[derive(Debug)]
pub struct Snapshot {
    /// The last entry and its hash in words, to be copied on paper.
    pub checkpoint: (u64, String),
    /// Why the log cannot go on before somebody confirms the time, in words.
    pub gap: Option<String>,
    /// The incident.
    pub incident: Arc<Incident>,
    /// What it works from.
    pub material: Arc<Material>,
    /// Why the copy on a second medium is behind, in words; the incident itself is saved.
    pub mirror: Option<String>,
    /// Why nothing can be saved now, in words.
    pub trouble: Option<String>,
    /// The whole of it, and what audiences may know.
    pub whole: Arc<Whole>,
}

/// The whole of an incident, with what audiences may know of it, computed once for each.
#[derive(Debug)]
pub struct Whole {
    has_compartments: bool,
    /// The incident: to decide on, never to show.
    pub incident: Arc<Incident>,
    incidents: Mutex<BTreeMap<Audience, Arc<Incident>>>,
    /// What it works from.
    pub material: Arc<Material>,
    /// The same as audiences may know it, kept from one snapshot to the next.
    materials: Mutex<BTreeMap<Audience, Arc<Material>>>,
}

impl Whole {
    /// Returns the whole of an incident; what audiences may know of the material is taken from an earlier
    /// one that works from the same.
    pub fn of(incident: Incident, material: Arc<Material>, earlier: Option<&Whole>) -> Arc<Whole> {
        let earlier = earlier.filter(|earlier| Arc::ptr_eq(&earlier.material, &material));
        let known = earlier.and_then(|earlier| Some(earlier.materials.lock().ok()?.clone()));
        Arc::new(Whole {
            has_compartments: incident.has_compartments(&material.playbook),
            incident: Arc::new(incident),
            incidents: Mutex::default(),
            material,
            materials: Mutex::new(known.unwrap_or_default()),
        })
    }

    fn incident(&self, audience: &Audience) -> Arc<Incident> {
        let see = || Arc::new(self.incident.seen_by(&self.material.playbook, audience));
        once(&self.incidents, audience, see)
    }

    fn material(&self, audience: &Audience) -> Arc<Material> {
        let see = || Arc::new(self.material.seen_by(audience));
        once(&self.materials, audience, see)
    }
}

/// Returns what is kept for an audience, made when it is not there.
fn once<T>(
    kept: &Mutex<BTreeMap<Audience, Arc<T>>>,
    audience: &Audience,
    make: impl FnOnce() -> Arc<T>,
) -> Arc<T> {
    match kept.lock() {
        Ok(mut kept) => Arc::clone(kept.entry(audience.clone()).or_insert_with(make)),
        Err(_) => make(),
    }
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

    /// Returns what an audience may know of it, whatever audience this is for.
    pub fn seen_by(&self, audience: &Audience) -> Arc<Snapshot> {
        let whole = &self.whole;
        let (incident, material) = match whole.has_compartments {
            true => (whole.incident(audience), whole.material(audience)),
            false => (Arc::clone(&whole.incident), Arc::clone(&whole.material)),
        };
        Arc::new(Snapshot {
            checkpoint: self.checkpoint.clone(),
            gap: self.gap.clone(),
            incident,
            material,
            mirror: self.mirror.clone(),
            trouble: self.trouble.clone(),
            whole: Arc::clone(whole),
        })
    }

    /// Returns what role sees of it; nobody in particular sees what lies outside all compartments.
    pub fn seen_by_role(&self, role: Option<&str>) -> Arc<Snapshot> {
        self.seen_by(&self.whole.material.playbook.audience(role))
    }

    /// Returns what a document or template is made from, whoever asks for it.
    pub fn of_document(&self, id: &str) -> Arc<Snapshot> {
        let playbook = &self.whole.material.playbook;
        self.seen_by(&playbook.audience_of_document(id))
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
