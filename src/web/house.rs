//! Everything that the board serves: the folder, the open incidents, and who is where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

use super::Desk;
use super::access::{Budget, Codes, People};
use super::exercise::Exercise;
use super::kept::Room;
use super::lan::Lan;
use super::library::Library;
use super::shelf::Shelf;
use super::upload::Uploads;
use crate::catalog::Catalog;
use crate::playbook::{Playbook, Sign};
use crate::runtime::{self, Error, Session, Start, Surroundings, dutch, staff_path};

/// The most event streams at one time.
const STREAMS: usize = 256;
/// The most incidents that are open at one time.
const DESKS: usize = 32;

/// Everything that the board serves.
pub struct House {
    catalog: Catalog,
    /// The join codes that were not used yet.
    pub codes: Codes,
    desks: Mutex<BTreeMap<String, Arc<Desk>>>,
    exercises: Mutex<BTreeMap<String, Arc<Exercise>>>,
    /// Where it is open for the team.
    pub lan: Lan,
    mirror: Option<PathBuf>,
    /// What can be drafted without an incident.
    pub library: Library,
    /// Room for files that are given back.
    pub kept: Room,
    /// Who is at which browser.
    pub people: Arc<People>,
    /// The port on this computer.
    pub port: u16,
    /// The incident files.
    pub shelf: Shelf,
    /// What an incident can be started with.
    pub startable: Vec<Startable>,
    /// The incidents that were started here, by the id of the form, so that a form that is sent twice
    /// starts one.
    pub started: tokio::sync::Mutex<BTreeMap<String, String>>,
    /// Room for event streams.
    pub streams: Arc<Semaphore>,
    /// Held by who does what all teams of an exercise are to know.
    pub together: tokio::sync::Mutex<()>,
    /// Who sends a file.
    pub uploads: Uploads,
    /// How often a join code may be tried.
    pub tries: Budget,
}

/// A playbook that an incident can be started with.
pub struct Startable {
    /// The id of the playbook.
    pub id: String,
    /// What it is for, or why it cannot be used.
    pub is_for: Result<Purpose, String>,
}

/// What a playbook is for.
pub struct Purpose {
    /// The signs for which it is proposed.
    pub fits: Vec<Sign>,
    /// Whether it is for when something happens.
    pub is_acute: bool,
    /// The role that records when nothing is said.
    pub keeper: String,
    /// When it is the right one, in one sentence.
    pub right_when: Option<String>,
    /// What it is about.
    pub summary: String,
    /// What the team calls it.
    pub title: String,
    /// When another one is, in one sentence.
    pub wrong_when: Option<String>,
}

impl Purpose {
    fn of(playbook: &Playbook) -> Purpose {
        let keeper = playbook.keeper();
        Purpose {
            fits: playbook.fits().to_vec(),
            is_acute: playbook.is_acute(),
            keeper: keeper.map_or_else(String::new, |role| role.id.clone()),
            right_when: playbook.right_when().map(str::to_owned),
            summary: playbook.summary().to_owned(),
            title: playbook.title().to_owned(),
            wrong_when: playbook.wrong_when().map(str::to_owned),
        }
    }
}

impl House {
    /// Returns the house of a folder.
    pub fn new(catalog: Catalog, folder: PathBuf, mirror: Option<PathBuf>, port: u16) -> House {
        let startable = catalog.playbooks();
        let startable = startable.into_iter().map(|id| Startable {
            id: id.to_owned(),
            is_for: match runtime::parse(&catalog.pins(id)) {
                Ok(material) => Ok(Purpose::of(&material.playbook)),
                Err(error) => Err(dutch::turn(&error)),
            },
        });
        // Who is in a hurry finds theirs at the top.
        let mut startable: Vec<Startable> = startable.collect();
        startable.sort_by_key(|one| !one.is_for.as_ref().is_ok_and(|purpose| purpose.is_acute));
        House {
            startable,
            library: Library::new(catalog.clone()),
            catalog,
            codes: Codes::default(),
            desks: Mutex::default(),
            exercises: Mutex::default(),
            lan: Lan::default(),
            mirror,
            kept: Room::default(),
            people: Arc::new(People::of(&folder, Surroundings::Machine.now())),
            port,
            shelf: Shelf::new(folder),
            started: tokio::sync::Mutex::default(),
            streams: Arc::new(Semaphore::new(STREAMS)),
            together: tokio::sync::Mutex::default(),
            tries: Budget::default(),
            uploads: Uploads::default(),
        }
    }

    /// Returns the time on the wall.
    pub fn now(&self) -> DateTime<Utc> {
        Surroundings::Machine.now()
    }

    /// Returns the desk of an incident, opened when it was not; nothing when the folder has none.
    pub fn desk(&self, id: &str) -> Result<Option<Arc<Desk>>, Error> {
        if let Some(desk) = self.open_desk(id) {
            return Ok(Some(desk));
        }
        // Opened while nobody waits for it; whoever else opened the same one meanwhile was first.
        match self.shelf.find(id) {
            None => Ok(None),
            Some(path) => Ok(Some(self.keep(Desk::open(&path, self.mirror.as_deref())?))),
        }
    }

    /// Returns the desk of an incident that is open.
    pub fn open_desk(&self, id: &str) -> Option<Arc<Desk>> {
        let desks = self.desks.lock().ok()?;
        desks.get(id).map(Arc::clone)
    }

    /// Starts an incident in the folder.
    pub fn start(&self, playbook: &str, start: Start) -> Result<Arc<Desk>, Error> {
        let now = self.now();
        let path = self.shelf.folder().join(runtime::file_name(playbook, now));
        let texts = self.catalog.pins(playbook);
        let session = Session::start(Path::new(&path), &texts, start, Surroundings::Machine)?;
        Ok(self.keep(Desk::of(session, self.mirror.as_deref())?))
    }

    /// Returns the exercise that is played in an incident, when the file of its staff stands beside it.
    pub fn exercise(&self, desk: &Desk) -> Result<Option<Arc<Exercise>>, Error> {
        let snapshot = desk.snapshot();
        if !snapshot.whole.incident.situation().exercise {
            return Ok(None);
        }
        let Ok(mut exercises) = self.exercises.lock() else {
            return Ok(None);
        };
        if let Some(known) = exercises.get(desk.id()) {
            return Ok(Some(Arc::clone(known)));
        }
        let path = self.shelf.find(desk.id()).map(|path| staff_path(&path));
        let Some(path) = path.filter(|path| path.exists()) else {
            return Ok(None);
        };
        let opened = Arc::new(Exercise::open(&path, &snapshot.whole.material.playbook)?);
        exercises.insert(desk.id().to_owned(), Arc::clone(&opened));
        Ok(Some(opened))
    }

    /// Returns the exercises that are played in incidents that are open.
    pub fn exercises(&self) -> Vec<(Arc<Exercise>, Arc<Desk>)> {
        let known = self.exercises.lock().map(|known| known.clone());
        let known = known.unwrap_or_default().into_iter();
        known
            .filter_map(|(id, exercise)| Some((exercise, self.open_desk(&id)?)))
            .collect()
    }

    /// Keeps a desk, unless there is one; when there are too many, one that nobody looks at goes.
    fn keep(&self, desk: Desk) -> Arc<Desk> {
        let desk = Arc::new(desk);
        let Ok(mut desks) = self.desks.lock() else {
            return desk;
        };
        if let Some(first) = desks.get(desk.id()) {
            return Arc::clone(first);
        }
        if desks.len() >= DESKS {
            let idle = desks.iter().find(|(_, held)| Arc::strong_count(held) == 1);
            if let Some(id) = idle.map(|(id, _)| id.clone()) {
                // Without anyone to ask it something it closes its file.
                desks.remove(&id);
            }
        }
        desks.insert(desk.id().to_owned(), Arc::clone(&desk));
        desk
    }

    /// Closes every file.
    pub fn close(&self) {
        if let Ok(mut exercises) = self.exercises.lock() {
            exercises.clear();
        }
        let desks = self.desks.lock().map(|mut held| std::mem::take(&mut *held));
        for desk in desks.unwrap_or_default().into_values() {
            desk.close();
        }
    }
}
