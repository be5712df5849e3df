//! Makes a whole copy of an incident beside the live one, and puts it in place in one step.
//!
//! It never copies the bytes of an open file, and never overwrites what is not an older copy of
//! the same incident. Do not copy over a file that another program has open.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::database::{absolute, from_io};
use super::{Error, Store};

/// How many unfinished copies may lie in a folder before a new one is refused.
const MAX_LEFTOVERS: u32 = 100;

impl Store {
    /// Writes a copy of the incident as it is now, durably, under another name.
    ///
    /// An older copy of the same incident may be overwritten. Appends wait while it runs.
    ///
    /// # Errors
    /// [`Error::NotOlderCopy`] when the target holds anything the copy does not, or holds it no
    /// more: what was erased there does not come back.
    pub fn copy_to(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let database = self.live()?;
        let target = absolute(path.as_ref())?;
        if target
            .try_exists()
            .map_err(|error| from_io(&target, &error))?
        {
            self.refuse_unless_older(&target)?;
        } else {
            refuse_leftover_journal(&target)?;
        }
        let temporary = reserve(&target)?;
        let placed = text_of(&temporary)
            .and_then(|name| {
                database
                    .change("VACUUM INTO ?1", [name])
                    .map_err(|error| about(error, &target))
            })
            .and_then(|_| place(&temporary, &target));
        if placed.is_err() {
            let _ = std::fs::remove_file(&temporary);
        }
        placed
    }

    fn refuse_unless_older(&self, target: &Path) -> Result<(), Error> {
        let refused = |why| {
            Err(Error::NotOlderCopy {
                path: target.to_owned(),
                why,
            })
        };
        let real = |path: &Path| path.canonicalize().map_err(|error| from_io(path, &error));
        if real(target)? == real(&self.path)? {
            return refused("it is the incident itself");
        }
        let other = Store::open_read_only(target)?;
        if other.incident_id() != self.incident_id() || other.genesis() != self.genesis() {
            return refused("it holds another incident");
        }
        let ours = self.rows(0)?;
        let theirs = other.rows(0)?;
        if theirs.len() > ours.len() {
            return refused("it holds more entries");
        }
        for (their, our) in theirs.iter().zip(&ours) {
            if their.hash != our.hash {
                return refused("it holds another history of this incident");
            }
            if their.body.is_none() && our.body.is_some() {
                return refused("an entry that was erased there would come back");
            }
            for hash in &their.attachments {
                if other.attachment(hash)?.is_none() && self.attachment(hash)?.is_some() {
                    return refused("an attachment that was erased there would come back");
                }
            }
        }
        Ok(())
    }
}

/// Refuses a name beside which a journal lies: SQLite would roll it back into the new file.
pub(super) fn refuse_leftover_journal(path: &Path) -> Result<(), Error> {
    let journal = journal_of(path);
    match std::fs::metadata(&journal) {
        Ok(metadata) if metadata.len() > 0 => Err(Error::Exists { path: journal }),
        _ => Ok(()),
    }
}

/// Returns the name SQLite gives the journal of a file.
pub(super) fn journal_of(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push("-journal");
    PathBuf::from(name)
}

/// Makes the names in the folder of a file durable.
pub(super) fn sync_folder_of(path: &Path) -> Result<(), Error> {
    // Windows does not open a folder as a file, and keeps names in its own journal.
    let folder = path.parent().and_then(|folder| File::open(folder).ok());
    match folder.map(|folder| folder.sync_all()) {
        Some(Err(error)) => Err(from_io(path, &error)),
        _ => Ok(()),
    }
}

/// How much room a trial asks for: more than the pages of a usual entry.
const TRIAL_BYTES: usize = 64 << 10;

/// Looks whether the disk of a file has room and takes what is written; leaves nothing behind.
pub(super) fn try_room_beside(path: &Path) -> Result<(), Error> {
    let trial = reserve(path)?;
    let written = File::create(&trial).and_then(|mut file| {
        file.write_all(&[0; TRIAL_BYTES])?;
        file.sync_all()
    });
    let _ = std::fs::remove_file(&trial);
    written.map_err(|error| from_io(path, &error))
}

/// Makes an empty file beside the target under a name nobody else has.
fn reserve(target: &Path) -> Result<PathBuf, Error> {
    for number in 1..=MAX_LEFTOVERS {
        let mut name = OsString::from(target);
        name.push(format!(".part-{number}"));
        let path = PathBuf::from(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(from_io(&path, &error)),
        }
    }
    Err(Error::Invalid {
        what: format!(
            "{MAX_LEFTOVERS} unfinished copies lie beside `{}`",
            target.display()
        ),
    })
}

fn place(temporary: &Path, target: &Path) -> Result<(), Error> {
    OpenOptions::new()
        .write(true)
        .open(temporary)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(temporary, target))
        .map_err(|error| from_io(target, &error))?;
    sync_folder_of(target)
}

fn text_of(path: &Path) -> Result<&str, Error> {
    path.to_str().ok_or_else(|| Error::Invalid {
        what: format!("`{}` is not a name in Unicode", path.display()),
    })
}

/// Names the disk of the copy, not that of the incident, as the full or failing one.
fn about(error: Error, target: &Path) -> Error {
    let path = target.to_owned();
    match error {
        Error::DiskFull { .. } => Error::DiskFull { path },
        Error::Io { what, .. } => Error::Io { path, what },
        other => other,
    }
}
