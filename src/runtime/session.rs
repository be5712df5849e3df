//! A session on one incident file.

mod replace;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

pub use self::replace::Move;
use super::exercise::refuse_staff;
use super::{Error, Material, Seen, Surroundings, codec, copy_mark};
use crate::catalog::Text;
use crate::diagnostic::Source;
use crate::engine::{Action, By, Command, Entry, Event, Incident, Proof, RULES, decide, project};
use crate::law::Register;
use crate::law::term::Holidays;
use crate::playbook::{Audience, Playbook};
use crate::store::{self, Hash, Head, Pin, Store};
use crate::view::{self, RegionLine};

/// The end of the name of an incident file.
pub const EXTENSION: &str = "draaiboek";

/// An open incident.
pub struct Session {
    /// What the incident worked from before it moved, each with the entry by which it did.
    earlier: Vec<(u64, Arc<Material>)>,
    /// The last entry that was read, as the file has it.
    head: Head,
    incident: Incident,
    material: Arc<Material>,
    mirror: Mirror,
    /// What the one who looks may know, when that is not everything.
    seen: Option<Seen>,
    store: Store,
    surroundings: Surroundings,
}

/// Whether a copy follows every entry, and whether that works.
#[derive(Debug, Default)]
pub enum Mirror {
    /// The copy could not be made; the incident itself is safe.
    Failed {
        /// Where it should be.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// A copy follows every entry.
    Follows {
        /// Where.
        path: PathBuf,
    },
    /// There is none.
    #[default]
    None,
}

/// What starts an incident.
#[derive(Debug, Clone)]
pub struct Start {
    /// When it began, if that is not now.
    pub began_at: Option<DateTime<Utc>>,
    /// Who.
    pub by: By,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// The time in the situation of an exercise, when that is not the time on the wall.
    pub situation_at: Option<DateTime<Utc>>,
    /// What the team calls it.
    pub title: String,
}

impl Session {
    /// Makes an incident file and starts the incident; leaves no file when it cannot.
    pub fn start(
        path: &Path,
        texts: &[(String, Text)],
        start: Start,
        mut surroundings: Surroundings,
    ) -> Result<Session, Error> {
        let material = parse(texts)?;
        // A broken template would be found when it is needed.
        material.check()?;
        let pins: Vec<Pin> = texts
            .iter()
            .map(|(name, text)| Pin {
                content: text.content.clone().into_bytes(),
                name: name.clone(),
            })
            .collect();
        let hashes = pins
            .iter()
            .map(|pin| (pin.name.clone(), sha256(&pin.content)))
            .collect();
        let command = Command {
            action: Action::Start {
                began_at: start.began_at,
                exercise: start.exercise,
                pins: hashes,
                rules: RULES,
                situation_at: start.situation_at,
                title: start.title,
            },
            by: start.by,
            happened_at: None,
            id: surroundings.id()?,
            late_reason: None,
        };
        // Decided before the file is made, so that a refusal leaves none behind.
        let incident = Incident::default();
        decide(&material.playbook, &incident, &command, surroundings.now())
            .map_err(|refusal| Error::Refused(Box::new(refusal)))?;
        let store = Store::create(path, &surroundings.id()?, &pins)?;
        let mut session = Session {
            earlier: Vec::new(),
            head: store.head()?,
            incident,
            material: Arc::new(material),
            mirror: Mirror::None,
            seen: None,
            store,
            surroundings,
        };
        session.run(&command, &[])?;
        Ok(session)
    }

    /// Opens an incident file to write in it.
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<Session, Error> {
        Session::from_store(Store::open(path)?, surroundings)
    }

    /// Opens an incident file only to read; works on media that cannot be written.
    pub fn open_read_only(path: &Path, surroundings: Surroundings) -> Result<Session, Error> {
        Session::from_store(Store::open_read_only(path)?, surroundings)
    }

    fn from_store(store: Store, surroundings: Surroundings) -> Result<Session, Error> {
        refuse_staff(&store)?;
        let texts: Vec<(String, Text)> = store
            .pins()
            .iter()
            .map(|pin| {
                let content = String::from_utf8_lossy(&pin.content).into_owned();
                let path = None;
                (pin.name.clone(), Text { content, path })
            })
            .collect();
        let genesis = Head {
            hash: store.genesis(),
            seq: 0,
        };
        let mut session = Session {
            earlier: Vec::new(),
            head: genesis,
            incident: Incident::default(),
            material: Arc::new(parse(&texts)?),
            mirror: Mirror::None,
            seen: None,
            store,
            surroundings,
        };
        session.catch_up()?;
        Ok(session)
    }

    /// Lets a copy follow every entry, in this folder.
    pub fn mirror_in(&mut self, folder: &Path) {
        let name = self.store.path().file_name().unwrap_or_default();
        let path = folder.join(name);
        self.mirror = Mirror::Follows { path };
        self.copy_to_mirror();
    }

    /// Returns whether a copy follows.
    pub fn mirror(&self) -> &Mirror {
        &self.mirror
    }

    /// Tells whether the file was opened only to read.
    pub fn is_read_only(&self) -> bool {
        self.store.is_read_only()
    }

    /// Looks whether an entry could be saved, and writes none.
    pub fn try_write(&mut self) -> Result<(), Error> {
        Ok(self.store.try_write()?)
    }

    /// Reads what others wrote since, and returns it as far as the one who looks may know it.
    pub fn refresh(&mut self) -> Result<Vec<Entry>, Error> {
        let known = self.incident.log().len();
        self.catch_up()?;
        if self.incident.log().len() > known {
            self.look_again();
        }
        let fresh = self.incident().log()[known..].iter().cloned();
        Ok(fresh.map(Arc::unwrap_or_clone).collect())
    }

    /// Reads what is in the file and not known yet, one entry after the other: a long log is held once.
    fn catch_up(&mut self) -> Result<(), Error> {
        for row in self.store.rows(self.head.seq)? {
            let entry = codec::from_row(&row)?;
            if let Event::PlaybookReplaced { pins, .. } = entry.event() {
                let material = self.pinned(entry.seq, pins)?;
                self.move_to(entry.seq, material);
            }
            self.head = row.as_head();
            self.incident.evolve(entry);
        }
        Ok(())
    }

    /// Parses what an entry pinned: the texts are in the file, under their hash.
    fn pinned(&self, seq: u64, pins: &[(String, String)]) -> Result<Material, Error> {
        let text = |(name, sha256): &(String, String)| {
            let content = self.attachment(sha256)?.ok_or_else(|| Error::Entry {
                seq,
                why: format!("the text `{name}` that it pins is not in the file"),
            })?;
            let content = String::from_utf8_lossy(&content).into_owned();
            let path = None;
            Ok((name.clone(), Text { content, path }))
        };
        let texts = pins.iter().map(text).collect::<Result<Vec<_>, Error>>()?;
        parse(&texts)
    }

    /// Decides a command on the newest log and appends what it makes; what is returned is on the
    /// disk.
    pub fn submit(&mut self, action: Action, by: By) -> Result<Vec<Entry>, Error> {
        self.submit_at(action, by, None, None)
    }

    /// The same for something that happened at another moment.
    pub fn submit_at(
        &mut self,
        action: Action,
        by: By,
        happened_at: Option<DateTime<Utc>>,
        late_reason: Option<String>,
    ) -> Result<Vec<Entry>, Error> {
        self.submit_with(action, by, happened_at, late_reason, &[])
    }

    /// The same with files that travel along.
    pub fn submit_with(
        &mut self,
        action: Action,
        by: By,
        happened_at: Option<DateTime<Utc>>,
        late_reason: Option<String>,
        attachments: &[Vec<u8>],
    ) -> Result<Vec<Entry>, Error> {
        let command = Command {
            action,
            by,
            happened_at,
            id: self.surroundings.id()?,
            late_reason,
        };
        self.refresh()?;
        self.run(&command, attachments)
    }

    /// Decides a command on the log as it was last read, so that a caller can look first at what
    /// others wrote; [`Error::Stale`] when there is more by then.
    pub fn submit_as_read(
        &mut self,
        command: &Command,
        attachments: &[Vec<u8>],
    ) -> Result<Vec<Entry>, Error> {
        self.run(command, attachments)
    }

    fn run(&mut self, command: &Command, attachments: &[Vec<u8>]) -> Result<Vec<Entry>, Error> {
        let entries = self.decided(&self.material.playbook, command)?;
        self.append(command, entries, attachments)
    }

    fn decided(&self, playbook: &Playbook, command: &Command) -> Result<Vec<Entry>, Error> {
        decide(playbook, &self.incident, command, self.surroundings.now())
            .map_err(|refusal| Error::Refused(Box::new(refusal)))
    }

    fn append(
        &mut self,
        command: &Command,
        entries: Vec<Entry>,
        attachments: &[Vec<u8>],
    ) -> Result<Vec<Entry>, Error> {
        if entries.is_empty() {
            return Ok(entries);
        }
        let rows = entries
            .iter()
            .map(|entry| codec::to_row(entry, self.surroundings.random()?))
            .collect::<Result<Vec<_>, _>>()?;
        let attachments: Vec<&[u8]> = attachments.iter().map(Vec::as_slice).collect();
        match self
            .store
            .append_with(self.head, &command.id, &rows, &attachments)
        {
            Ok(head) if head.seq.checked_sub(self.head.seq) == u64::try_from(rows.len()).ok() => {
                self.head = head;
            }
            // The file has this command already: what it made then is read, and nothing made up.
            Ok(_) => {
                self.catch_up()?;
                let log = self.incident.log().iter();
                let made = log.filter(|entry| entry.command_id == command.id);
                return Ok(made.map(|entry| Entry::clone(entry)).collect());
            }
            Err(store::Error::Stale { since }) => {
                let since = since
                    .iter()
                    .map(codec::from_row)
                    .collect::<Result<_, _>>()?;
                return Err(Error::Stale { since });
            }
            Err(error) => return Err(error.into()),
        }
        for entry in &entries {
            self.incident.evolve(entry.clone());
        }
        self.look_again();
        self.copy_to_mirror();
        Ok(entries)
    }

    fn copy_to_mirror(&mut self) {
        let path = match &self.mirror {
            Mirror::None => return,
            Mirror::Failed { path, .. } | Mirror::Follows { path } => path.clone(),
        };
        self.mirror = match self.store.copy_to(&path) {
            Ok(()) => {
                copy_mark::leave(&path);
                Mirror::Follows { path }
            }
            Err(error) => Mirror::Failed {
                path,
                why: error.to_string(),
            },
        };
    }

    /// Shows from here on what an audience may know; whoever opens a file sees everything.
    pub fn look_as(&mut self, audience: Audience) {
        self.seen = Some(Seen::of(&self.material, &self.incident, audience));
    }

    fn look_again(&mut self) {
        if let Some(seen) = self.seen.take() {
            self.look_as(seen.audience);
        }
    }

    /// Returns the incident, as far as the one who looks may know it.
    pub fn incident(&self) -> &Incident {
        self.seen
            .as_ref()
            .map_or(&self.incident, |seen| &seen.incident)
    }

    /// Returns what the one who looks may know; nothing when that is everything.
    pub fn seen(&self) -> Option<&Seen> {
        self.seen.as_ref()
    }

    /// Returns everything that an audience may know.
    pub fn seen_by(&self, audience: Audience) -> Seen {
        Seen::of(&self.material, &self.incident, audience)
    }

    /// Returns the whole incident: to decide on, never to show.
    pub fn whole_incident(&self) -> &Incident {
        &self.incident
    }

    /// Returns everything that the incident works from: to decide with, never to show.
    pub fn whole_material(&self) -> &Material {
        &self.material
    }

    /// Returns the incident as it stands now, as far as the one who looks may know it: what is due has
    /// happened, and nothing is written.
    pub fn projected(&self) -> Incident {
        let playbook = &self.material.playbook;
        let now = project(playbook, &self.incident, self.now());
        match &self.seen {
            Some(seen) if now.has_compartments(playbook) => now.seen_by(playbook, &seen.audience),
            _ => now,
        }
    }

    /// Returns what the incident works from, as far as the one who looks may know it.
    pub fn material(&self) -> &Material {
        self.seen
            .as_ref()
            .map_or(&self.material, |seen| &seen.material)
    }

    /// Returns everything that the incident works from, to be kept while it goes on.
    pub fn shared_material(&self) -> Arc<Material> {
        Arc::clone(&self.material)
    }

    /// Returns everything that the incident worked from when an entry was written.
    pub fn material_at(&self, seq: u64) -> &Material {
        let earlier = self.earlier.iter().find(|(moved, _)| seq < *moved);
        earlier.map_or(&self.material, |(_, material)| material)
    }

    /// Returns the wall clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.surroundings.now()
    }

    /// Returns the time in the situation.
    pub fn chart_now(&self) -> DateTime<Utc> {
        self.incident.situation().chart_time(self.now())
    }

    /// Moves a given clock, for scenarios.
    pub fn set_now(&mut self, to: DateTime<Utc>) {
        self.surroundings.set(to);
    }

    /// Returns the checkpoint of the log: its last entry, and its hash in a few Dutch words.
    pub fn checkpoint(&self) -> (u64, String) {
        (self.head.seq, store::words(&self.head.hash))
    }

    /// Returns the words of the checkpoint at an entry; nothing when the log does not reach it.
    pub fn checkpoint_words(&self, seq: u64) -> Result<Option<String>, Error> {
        let Some(before) = seq.checked_sub(1).filter(|_| seq <= self.head.seq) else {
            return Ok(None);
        };
        let rows = self.store.rows(before)?;
        Ok(rows.first().map(|row| store::words(&row.as_head().hash)))
    }

    /// Returns the id of the incident.
    pub fn incident_id(&self) -> &str {
        self.store.incident_id()
    }

    /// Returns what a partnership may know of the incident.
    pub fn region_line(&self) -> Option<RegionLine> {
        let Seen {
            incident, material, ..
        } = &self.seen_by(Audience::outside());
        view::region_line(
            &material.playbook,
            &material.municipality,
            incident,
            self.incident_id(),
        )
    }

    /// Makes a safe copy.
    pub fn copy_to(&self, path: &Path) -> Result<(), Error> {
        Ok(self.store.copy_to(path)?)
    }

    /// Returns an attachment.
    pub fn attachment(&self, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
        match Hash::from_hex(sha256) {
            Some(hash) => Ok(self.store.attachment(&hash)?),
            None => Ok(None),
        }
    }

    /// Tells whether the content of an attachment was erased.
    pub fn is_attachment_erased(&self, sha256: &str) -> Result<bool, Error> {
        match Hash::from_hex(sha256) {
            Some(hash) => Ok(self.store.is_erased(&hash)?),
            None => Ok(false),
        }
    }

    /// Returns the file itself.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// Returns where the incident is kept.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Closes the file, so that one file remains.
    pub fn close(self) -> Result<(), Error> {
        Ok(self.store.close()?)
    }
}

/// Returns the name of an incident file that is not given.
pub fn file_name(playbook: &str, now: DateTime<Utc>) -> PathBuf {
    let civil = crate::fact::time::to_civil(now);
    PathBuf::from(format!(
        "{playbook}-{}.draaiboek",
        civil.format("%Y-%m-%d-%H%M%S")
    ))
}

/// Returns the SHA-256 of bytes, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns a file as it is kept as proof.
pub fn proof(file_name: String, bytes: &[u8]) -> Proof {
    Proof {
        file_name,
        sha256: sha256(bytes),
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    }
}

/// Parses the texts that an incident pins.
pub fn parse(texts: &[(String, Text)]) -> Result<Material, Error> {
    let mut material = Material::parse(&sources(texts)).map_err(Error::Rejected)?;
    let hashes = texts
        .iter()
        .map(|(name, text)| (name.clone(), sha256(text.content.as_bytes())));
    material.texts = hashes.collect();
    Ok(material)
}

/// Parses the law among texts: the register and the holidays; whatever else is wrong does not matter.
pub fn parse_law(texts: &[(String, Text)]) -> Result<(Register, Holidays), Error> {
    Material::parse_law(&sources(texts)).map_err(Error::Rejected)
}

fn sources(texts: &[(String, Text)]) -> Vec<(String, Source)> {
    texts
        .iter()
        .map(|(name, text)| {
            let shown = match &text.path {
                Some(path) => path.display().to_string(),
                None => name.clone(),
            };
            (name.clone(), Source::new(shown, &text.content))
        })
        .collect()
}
