//! The file of the staff of an exercise: what is not played yet, and what staff and observers write.
//!
//! It stands beside the incident of the players and is never served to them. It never delivers
//! anything: that is an entry of the incident.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{EXTENSION, Error, Session, Start, Surroundings, proof, sha256};
use crate::catalog::Text;
use crate::engine::{Action, Command, Entry};
use crate::exercise::{
    self, Conduct, Item, Part, STAFF_VERSION, Scenario, StaffEntry, StaffEvent, StaffLog,
    StaffMeta, StaffWords,
};
use crate::store::{self, Head, NewRow, Pin, Row, Store};

/// The end of the name of the file.
pub const STAFF_EXTENSION: &str = "oefening";
/// The pin that holds the scenario.
const SCENARIO: &str = "scenario.toml";
/// The pin that holds what a municipality replaces in it.
const LOCAL: &str = "lokaal.toml";
/// How the pin of a file that comes with an inject begins.
const FILE: &str = "bestand/";

/// An open file of the staff.
pub struct StaffFile {
    head: Head,
    log: StaffLog,
    store: Store,
    surroundings: Surroundings,
}

/// What an exercise is made of.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// By what it is judged, as a hash.
    pub criteria: String,
    /// Files that come with injects, by the name that the scenario gives.
    pub files: Vec<(String, Vec<u8>)>,
    /// The id of the incident of the players.
    pub incident: String,
    /// What a municipality replaces in the scenario.
    pub local: Option<String>,
    /// What the team plays, when there is more than one.
    pub part: Option<Part>,
    /// The scenario, whole.
    pub scenario: String,
}

/// Prepares an exercise: the incident of the players, which stands still until somebody lets it
/// begin, and the file of the staff beside it.
///
/// # Errors
/// When one of the files is there already; neither is left half made.
pub fn prepare(
    incident: &Path,
    texts: &[(String, Text)],
    scenario: &Scenario,
    mut prepared: Prepared,
    leader: &str,
    surroundings: Surroundings,
) -> Result<(Session, StaffFile), Error> {
    let path = staff_path(incident);
    if path.exists() {
        return Err(Error::Store(store::Error::Exists { path }));
    }
    let own = prepared.part.as_ref().map(|part| scenario.of_team(part));
    let scenario = own.as_ref().unwrap_or(scenario);
    let by = exercise::leader(Some(leader.to_owned()).filter(|name| !name.is_empty()));
    let start = Start {
        began_at: None,
        by: by.clone(),
        exercise: true,
        situation_at: Some(scenario.starts_at),
        title: scenario.title.clone(),
    };
    let mut session = Session::start(incident, texts, start, surroundings.clone())?;
    let playbook = session.shared_material();
    // What is known at the start stands before the first step.
    for step in scenario.steps.iter().take_while(|step| step.number == 0) {
        if let Ok(action) = exercise::action(&step.deed, &playbook.playbook, scenario.starts_at) {
            session.submit(action, by.clone())?;
        }
    }
    let still = Action::SetPace {
        pace: 0,
        reason: "De oefening begint nog.".to_owned(),
    };
    match &prepared.part {
        None => session.submit(still, by)?,
        // The teams of a run agree from here.
        Some(part) => {
            let command = Command {
                action: still,
                by,
                happened_at: None,
                id: format!("still:{}", part.run),
                late_reason: None,
            };
            session.submit_as_read(&command, &[])?
        }
    };
    prepared.criteria = sha256(scenario.criteria().as_bytes());
    prepared.incident = session.incident_id().to_owned();
    let staff = StaffFile::create(&path, &prepared, leader, surroundings)?;
    Ok((session, staff))
}

/// Brings an item of the list to the players; nothing when it came before, or only a person can.
pub fn bring(
    conduct: &Conduct,
    item: &Item,
    session: &mut Session,
    staff: &StaffFile,
) -> Result<Vec<Entry>, Error> {
    session.refresh()?;
    let material = session.shared_material();
    let file = |name: &str| Some(proof(name.to_owned(), staff.file(name)?));
    let now = session.chart_now();
    let incident = session.incident();
    let command = conduct.command(&material.playbook, incident, item, now, &file);
    let Some(command) = command else {
        return Ok(Vec::new());
    };
    let came = |entry: &Entry| entry.command_id == command.id;
    if incident.log().iter().any(|entry| came(entry)) {
        return Ok(Vec::new());
    }
    let name = conduct.inject(item).and_then(|inject| inject.file.as_ref());
    let bytes = name.and_then(|name| staff.file(&name.text));
    let attachments: Vec<Vec<u8>> = bytes.into_iter().map(<[u8]>::to_vec).collect();
    session.submit_as_read(&command, &attachments)
}

/// Refuses the file of a staff where an incident is asked.
pub(super) fn refuse_staff(store: &Store) -> Result<(), Error> {
    match store.pin(SCENARIO) {
        Some(_) => Err(Error::OfStaff {
            incident: store.path().with_extension(EXTENSION),
        }),
        None => Ok(()),
    }
}

/// Returns where the file of the staff stands for an incident.
pub fn staff_path(incident: &Path) -> PathBuf {
    incident.with_extension(STAFF_EXTENSION)
}

/// Returns where the incident of a team stands, beside that of the first.
pub fn team_path(first: &Path, team: &str) -> PathBuf {
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    first.with_file_name(format!("{stem}-{team}.draaiboek"))
}

/// Returns where the incidents of the other teams of a run stand.
pub fn paths_beside(incident: &Path, part: &Part) -> Vec<PathBuf> {
    let stem = incident.file_stem().unwrap_or_default().to_string_lossy();
    let stem = match &part.team {
        None => &stem,
        Some(team) => stem.strip_suffix(&format!("-{team}")).unwrap_or(&stem),
    };
    let first = incident.with_file_name(format!("{stem}.draaiboek"));
    let others = part.others().map(|other| match other.team {
        None => first.clone(),
        Some(team) => team_path(&first, &team),
    });
    others.collect()
}

impl StaffFile {
    /// Makes the file; what the exercise is judged by lies fast from its first entry on.
    pub fn create(
        path: &Path,
        prepared: &Prepared,
        by: &str,
        mut surroundings: Surroundings,
    ) -> Result<StaffFile, Error> {
        let text = |name: &str, text: &str| Pin {
            content: text.as_bytes().to_vec(),
            name: name.to_owned(),
        };
        let mut pins = vec![text(SCENARIO, &prepared.scenario)];
        pins.extend(prepared.local.as_deref().map(|local| text(LOCAL, local)));
        pins.extend(prepared.files.iter().map(|(name, bytes)| Pin {
            content: bytes.clone(),
            name: format!("{FILE}{name}"),
        }));
        let store = Store::create(path, &format!("oefening {}", prepared.incident), &pins)?;
        let command = surroundings.id()?;
        let mut file = StaffFile {
            head: store.head()?,
            log: StaffLog::default(),
            store,
            surroundings,
        };
        let event = StaffEvent::Prepared {
            criteria: prepared.criteria.clone(),
            incident: prepared.incident.clone(),
            part: prepared.part.clone(),
        };
        file.append(event, by, None, &command)?;
        Ok(file)
    }

    /// Opens the file to write in it.
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<StaffFile, Error> {
        StaffFile::from_store(Store::open(path)?, surroundings)
    }

    /// Opens the file only to read.
    pub fn open_read_only(path: &Path, surroundings: Surroundings) -> Result<StaffFile, Error> {
        StaffFile::from_store(Store::open_read_only(path)?, surroundings)
    }

    fn from_store(store: Store, surroundings: Surroundings) -> Result<StaffFile, Error> {
        if store.pin(SCENARIO).is_none() {
            return Err(Error::NotAnExercise);
        }
        let head = Head {
            hash: store.genesis(),
            seq: 0,
        };
        let mut file = StaffFile {
            head,
            log: StaffLog::default(),
            store,
            surroundings,
        };
        file.refresh()?;
        Ok(file)
    }

    /// Reads what others wrote since.
    pub fn refresh(&mut self) -> Result<(), Error> {
        for row in self.store.rows(self.head.seq)? {
            self.log.evolve(read(&row)?);
            self.head = row.as_head();
        }
        Ok(())
    }

    /// Writes an entry; what is returned is on the disk. A command that is there already is not written again.
    pub fn write(
        &mut self,
        event: StaffEvent,
        by: &str,
        text: Option<String>,
        command: &str,
    ) -> Result<u64, Error> {
        self.refresh()?;
        let done = self.log.entries().iter();
        if let Some(done) = done.rev().find(|entry| entry.command_id == command) {
            return Ok(done.seq);
        }
        self.append(event, by, text, command)
    }

    fn append(
        &mut self,
        event: StaffEvent,
        by: &str,
        text: Option<String>,
        command: &str,
    ) -> Result<u64, Error> {
        let seq = self.head.seq + 1;
        let entry = StaffEntry {
            command_id: command.to_owned(),
            meta: StaffMeta {
                at: self.surroundings.now(),
                version: event.version(),
                event,
            },
            seq,
            words: Some(StaffWords {
                by: Some(by.trim().to_owned()).filter(|by| !by.is_empty()),
                text: text
                    .map(|text| text.trim().to_owned())
                    .filter(|text| !text.is_empty()),
            }),
        };
        let unreadable = |why: serde_json::Error| Error::Entry {
            seq,
            why: why.to_string(),
        };
        let row = NewRow {
            body: serde_json::to_vec(&entry.words).map_err(unreadable)?,
            meta: serde_json::to_vec(&entry.meta).map_err(unreadable)?,
            salt: self.surroundings.random()?,
        };
        self.head = self.store.append(self.head, command, &[row])?;
        self.log.evolve(entry);
        Ok(seq)
    }

    /// Returns what was written.
    pub fn log(&self) -> &StaffLog {
        &self.log
    }

    /// Returns the text of the scenario.
    pub fn scenario(&self) -> String {
        self.text(SCENARIO).unwrap_or_default()
    }

    /// Returns what a municipality replaces in the scenario.
    pub fn local(&self) -> Option<String> {
        self.text(LOCAL)
    }

    fn text(&self, pin: &str) -> Option<String> {
        let pin = self.store.pin(pin)?;
        Some(String::from_utf8_lossy(&pin.content).into_owned())
    }

    /// Returns a file that comes with an inject.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        let pin = self.store.pin(&format!("{FILE}{name}"))?;
        Some(&pin.content)
    }

    /// Returns the checkpoint of the log: its last entry, and its hash in a few Dutch words.
    pub fn checkpoint(&self) -> (u64, String) {
        (self.head.seq, crate::store::words(&self.head.hash))
    }

    /// Returns where the file is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Returns the wall clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.surroundings.now()
    }

    /// Closes the file, so that one file remains.
    pub fn close(self) -> Result<(), Error> {
        Ok(self.store.close()?)
    }
}

/// The version of an entry, whatever else it says.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

fn read(row: &Row) -> Result<StaffEntry, Error> {
    let seq = row.seq;
    let unreadable = |error: serde_json::Error| Error::Entry {
        seq,
        why: error.to_string(),
    };
    let Versioned { version } = serde_json::from_slice(&row.meta).map_err(unreadable)?;
    if version > STAFF_VERSION {
        return Err(Error::Entry {
            seq,
            why: format!("it has version {version}, this program reads up to {STAFF_VERSION}"),
        });
    }
    Ok(StaffEntry {
        command_id: row.command_id.clone(),
        meta: serde_json::from_slice(&row.meta).map_err(unreadable)?,
        seq,
        words: match &row.body {
            Some(body) => serde_json::from_slice(body).map_err(unreadable)?,
            None => None,
        },
    })
}
