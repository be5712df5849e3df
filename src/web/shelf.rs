//! The incident files in a folder.
//!
//! Only looks: what a file holds is read once, and again when it changes. Names of files never come
//! from a browser.

#![allow(
    clippy::disallowed_methods,
    reason = "this module is where the folder is looked at"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use chrono::TimeDelta;

use crate::exercise::Phase;
use crate::playbook::Audience;
use crate::runtime::{EXTENSION, Gathered, Session, Surroundings, dutch, is_copy, sha256};
use crate::view;

/// The most files that are looked at.
const FILES: usize = 200;

/// An incident file with what it holds.
#[derive(Debug, Clone)]
pub struct Volume {
    /// The name of the file.
    pub file: String,
    /// What it holds, or why it cannot be read.
    pub holds: Result<Held, String>,
    /// Where it is.
    pub path: PathBuf,
}

/// What an incident file holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// How far the time in the situation is ahead of that on the wall.
    pub ahead: TimeDelta,
    /// The id of the incident.
    pub id: String,
    /// How far it is, when it is an exercise.
    pub phase: Option<Phase>,
    /// What a partnership may know of it.
    pub region: Option<view::RegionLine>,
    /// What matters of it.
    pub summary: view::Summary,
}

/// The incident files in a folder.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    seen: Mutex<BTreeMap<PathBuf, (Stamp, Volume)>>,
}

/// When a file changed, and how large it is.
type Stamp = (Option<SystemTime>, u64);

impl Shelf {
    /// Returns the files in a folder.
    pub fn new(folder: PathBuf) -> Shelf {
        Shelf {
            folder,
            seen: Mutex::default(),
        }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tells whether it holds second copies.
    pub fn is_copy(&self) -> bool {
        is_copy(&self.folder)
    }

    /// Returns every incident file, the one that changed last first.
    pub fn volumes(&self) -> Vec<Volume> {
        let found = self.found();
        let Ok(mut seen) = self.seen.lock() else {
            return Vec::new();
        };
        found
            .into_iter()
            .map(|(stamp, path)| match seen.get(&path) {
                Some((known, volume)) if *known == stamp => volume.clone(),
                _ => {
                    let volume = read(&path);
                    // What was busy being written may be read the next time.
                    if volume.holds.is_ok() {
                        seen.insert(path, (stamp, volume.clone()));
                    }
                    volume
                }
            })
            .collect()
    }

    /// Returns a text that is another one when a file came, went or changed.
    pub fn look(&self) -> String {
        sha256(format!("{:?}", self.found()).as_bytes())
    }

    /// Returns the files, the one that changed last first.
    fn found(&self) -> Vec<(Stamp, PathBuf)> {
        let mut found: Vec<(Stamp, PathBuf)> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == EXTENSION))
            .filter_map(|path| Some((stamp(&path)?, path)))
            .collect();
        found.sort_by(|one, other| other.cmp(one));
        found.truncate(FILES);
        found
    }

    /// Returns what a partnership may know of the incidents here, and of what partners handed over.
    pub fn gathered(&self) -> Gathered {
        let mut gathered = Gathered::default();
        for volume in self.volumes() {
            match volume.holds {
                Ok(held) => gathered.lines.extend(held.region),
                Err(why) => gathered.unreadable.push((volume.file, why)),
            }
        }
        gathered.add_partners(&self.folder);
        gathered
    }

    /// Returns how far the exercises here are, by incident.
    pub fn phases(&self) -> BTreeMap<String, Phase> {
        let held = self.volumes().into_iter();
        let held = held.filter_map(|volume| volume.holds.ok());
        held.filter_map(|held| Some((held.id, held.phase?)))
            .collect()
    }

    /// Returns the file that holds an incident.
    pub fn find(&self, id: &str) -> Option<PathBuf> {
        let mut volumes = self.volumes().into_iter();
        let is_it = |volume: &Volume| volume.holds.as_ref().is_ok_and(|held| held.id == id);
        volumes.find(is_it).map(|volume| volume.path)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    data.is_file().then(|| (data.modified().ok(), data.len()))
}

fn read(path: &Path) -> Volume {
    let holds = Session::open_read_only(path, Surroundings::Machine).map(|mut session| {
        // Nobody in particular looks at a folder.
        session.look_as(Audience::outside());
        held(&session)
    });
    Volume {
        file: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        holds: holds.map_err(|error| dutch::turn(&error)),
        path: path.to_owned(),
    }
}

fn held(session: &Session) -> Held {
    let (incident, material) = (session.incident(), session.material());
    let (playbook, holidays) = (&material.playbook, &material.holidays);
    let at = session.chart_now();
    let board = view::board(playbook, &material.law, holidays, incident, at);
    Held {
        ahead: at - session.now(),
        id: session.incident_id().to_owned(),
        phase: Phase::of(incident),
        region: session.region_line(),
        summary: view::summary(playbook, holidays, incident, &board),
    }
}
