//! Keeps each incident in one SQLite file: a log that only grows, hash-chained, with what it pins.
//!
//! It never knows what an entry means, never makes up a time or a random number, and never
//! changes an entry except to erase its body. Whoever holds the file can rewrite the whole chain;
//! only a checkpoint held by somebody else ([`words`]) exposes that.
//!
//! Every acknowledged append is on the disk (`journal_mode=TRUNCATE`, `synchronous=EXTRA`). A file
//! from elsewhere is hostile input: its tables are compared with those of this format before anything
//! is read, and every row is checked as it is read. Take the file alone, never a journal beside it.
//!
//! The file can be read without this program: `sqlite3 file "select seq, meta, body from entry"`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this module is where files are touched"
)]

mod append;
mod chain;
mod copy;
mod database;
mod erase;
mod error;
mod finding;
mod incident;
mod network;
mod read;
mod row;
mod schema;
mod verify;
mod words;

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

pub use chain::Hash;
pub use error::Error;
pub use finding::{Checkpoint, Finding, Place, Problem};
pub use row::{Head, NewRow, Pin, Row};
pub use schema::APPLICATION_ID;
pub use verify::{Report, verify};
pub use words::{WORD_COUNT, words};

use database::{Access, Database};
use incident::Incident;

/// How long a store waits for another program that holds the file.
pub const BUSY_SECONDS: u64 = 5;
/// The version of the file format, kept as `user_version`.
pub const FORMAT_VERSION: i32 = 1;
/// The largest attachment or pin: 64 MiB.
pub const MAX_ATTACHMENT_BYTES: usize = 64 << 20;
/// The largest meta or body of one entry: 16 MiB.
pub const MAX_ROW_BYTES: usize = 16 << 20;

/// Why a trial of the file is not kept.
const TAKEN_BACK: &str = "a trial is taken back";

/// An open incident file.
///
/// Several programs may have the same file open; each append waits its turn.
#[derive(Debug)]
pub struct Store {
    /// `None` after a failed write: what SQLite remembers of the file cannot be trusted then.
    database: Option<Database>,
    incident: Incident,
    path: std::path::PathBuf,
    read_only: bool,
}

/// Refuses to write where another machine decides what a lock or a flush is worth.
fn refuse_network(path: &Path) -> Result<(), Error> {
    match network::is_on_network(path) {
        true => Err(Error::NetworkDrive {
            path: path.to_owned(),
        }),
        false => Ok(()),
    }
}

impl Store {
    /// Makes a file for one incident, with everything its replay needs pinned inside.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is a file already, whatever is in it; [`Error::NetworkDrive`]
    /// when it would be on another machine.
    pub fn create(path: impl AsRef<Path>, incident_id: &str, pins: &[Pin]) -> Result<Store, Error> {
        let incident = Incident::new(incident_id, pins)?;
        let path = database::absolute(path.as_ref())?;
        copy::refuse_leftover_journal(&path)?;
        refuse_network(&path)?;
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(|error| database::from_io(&path, &error))?;
        let filled = fill(&path, &incident);
        if filled.is_err() {
            // The file is ours and holds nothing; a leftover would only block a second attempt.
            let _ = std::fs::remove_file(&path);
            let _ = std::fs::remove_file(copy::journal_of(&path));
        }
        Ok(Store {
            database: Some(filled?),
            incident,
            path,
            read_only: false,
        })
    }

    /// Opens an incident file to read and append.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] when it may not be written: use [`Store::open_read_only`].
    pub fn open(path: impl AsRef<Path>) -> Result<Store, Error> {
        Store::open_as(path.as_ref(), Access::Write)
    }

    /// Opens an incident file to read, also from a read-only medium.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Store, Error> {
        Store::open_as(path.as_ref(), Access::Read)
    }

    fn open_as(path: &Path, access: Access) -> Result<Store, Error> {
        if access == Access::Write {
            refuse_network(&database::absolute(path)?)?;
        }
        let database = Database::connect(path, access)?;
        schema::check(&database)?;
        if access == Access::Write {
            let read_only = database
                .connection
                .is_readonly("main")
                .map_err(|error| database.failure(error))?;
            if read_only {
                return Err(Error::ReadOnly {
                    path: database.path,
                });
            }
            database.use_journal("truncate")?;
        }
        let mut findings = Vec::new();
        let incident = Incident::read(&database, &mut findings)?;
        if let Some(first) = findings.into_iter().next() {
            return Err(database.damaged(first.place, first.problem));
        }
        Ok(Store {
            path: database.path.clone(),
            database: Some(database),
            incident,
            read_only: access == Access::Read,
        })
    }

    /// Returns the last entry as it is in the file now.
    pub fn head(&self) -> Result<Head, Error> {
        self.live()?.head(self.incident.genesis)
    }

    /// Returns the entries after a number, in order; `0` gives all.
    ///
    /// # Errors
    /// [`Error::Damaged`] at the first entry that does not follow from the one before it.
    pub fn rows(&self, after: u64) -> Result<Vec<Row>, Error> {
        let database = self.live()?;
        let hash = database
            .hash_at(after, self.incident.genesis)?
            .ok_or(Error::NoEntry { seq: after })?;
        database.rows_after(Head { seq: after, hash })
    }

    /// Returns the bytes of an attachment, or `None` when it is erased or was never there.
    pub fn attachment(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Error> {
        self.live()?.attachment(hash)
    }

    /// Tells whether the content of an attachment was erased.
    pub fn is_erased(&self, hash: &Hash) -> Result<bool, Error> {
        self.live()?.is_erased(hash)
    }

    /// Returns the id of the incident.
    pub fn incident_id(&self) -> &str {
        &self.incident.id
    }

    /// Returns the hash that covers the incident id and the pins, which entry 1 links to.
    pub fn genesis(&self) -> Hash {
        self.incident.genesis
    }

    /// Returns what is pinned, in the order it was given.
    pub fn pins(&self) -> &[Pin] {
        &self.incident.pins
    }

    /// Returns one pin by name.
    pub fn pin(&self, name: &str) -> Option<&Pin> {
        self.incident.pins.iter().find(|pin| pin.name == name)
    }

    /// Returns the absolute path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tells whether the file was opened only to read.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Looks whether an append could be saved, and leaves the file as it is.
    ///
    /// # Errors
    /// What an append would meet: no room for a journal or for some pages more, a disk that fails, a
    /// file that may not be written or that another program holds.
    pub fn try_write(&mut self) -> Result<(), Error> {
        let path = self.path.clone();
        self.live()?;
        let outcome: Result<(), Error> = self.write(|database| {
            // A change to a page makes the journal; what it changed is taken back.
            database.run(&format!("PRAGMA user_version = {FORMAT_VERSION}"))?;
            copy::try_room_beside(&path)?;
            Err(Error::Invalid {
                what: TAKEN_BACK.to_owned(),
            })
        });
        match outcome {
            Err(Error::Invalid { what }) if what == TAKEN_BACK => Ok(()),
            other => other,
        }
    }

    /// Closes the file so that it stands alone, without a journal beside it.
    pub fn close(self) -> Result<(), Error> {
        let database = self.live()?;
        if !self.read_only {
            database.use_journal("delete")?;
        }
        match self.database {
            Some(database) => database.close(),
            None => Ok(()),
        }
    }

    fn live(&self) -> Result<&Database, Error> {
        let database = self.database.as_ref().ok_or_else(|| Error::Unusable {
            path: self.path.clone(),
        })?;
        database.refill();
        Ok(database)
    }

    /// Does work in one transaction that others cannot come between.
    fn write<T>(&mut self, work: impl FnOnce(&Database) -> Result<T, Error>) -> Result<T, Error> {
        let database = self.live()?;
        if self.read_only {
            return Err(Error::ReadOnly {
                path: self.path.clone(),
            });
        }
        let outcome = database
            .run("BEGIN IMMEDIATE")
            .and_then(|()| work(database))
            .and_then(|value| database.run("COMMIT").map(|()| value));
        let Err(error) = outcome else {
            return outcome;
        };
        let undone = database.connection.is_autocommit() || database.run("ROLLBACK").is_ok();
        if undone && !matches!(error, Error::Io { .. }) {
            return Err(error);
        }
        // A failed fsync may have dropped the data it was to save; a second one can succeed without
        // saving it (Rebello e.a., USENIX ATC 2020). So: close, reopen, read again.
        self.database = None;
        Err(Error::NotSaved {
            path: self.path.clone(),
            what: match error {
                Error::Io { what, .. } => what,
                other => other.to_string(),
            },
        })
    }
}

fn fill(path: &Path, incident: &Incident) -> Result<Database, Error> {
    let database = Database::connect(path, Access::Write)?;
    database.use_journal("truncate")?;
    database.run("BEGIN IMMEDIATE")?;
    database.run(&format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT_VERSION};"
    ))?;
    for (_, sql) in schema::TABLES {
        database.run(sql)?;
    }
    incident.insert(&database)?;
    database.run("COMMIT")?;
    copy::sync_folder_of(path)?;
    Ok(database)
}

/// Stores bytes as text where a person can read them, and as a blob otherwise.
fn text_or_blob(bytes: &[u8]) -> impl ToSql {
    let readable = !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    ToSqlOutput::Borrowed(if readable {
        ValueRef::Text(bytes)
    } else {
        ValueRef::Blob(bytes)
    })
}
