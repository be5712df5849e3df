//! One guarded SQLite connection: every setting that keeps the log safe is made here.
//!
//! It never opens the file in another way: closing a second file handle on the same file would drop
//! the locks of this process (<https://sqlite.org/howtocorrupt.html>, 2.2). It never uses WAL: a
//! copy of such a file alone can be useless, and it does not open on read-only media.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::{BUSY_SECONDS, Error, MAX_ATTACHMENT_BYTES, Place, Problem};

/// The number of SQLite steps between two looks at the budget.
const STEPS_PER_LOOK: u32 = 1_000;
/// The steps any operation may take, whatever the size of the file.
const STEPS_FOR_ANY_FILE: u64 = 10_000_000;
/// The steps allowed for each byte; a whole check of an honest file needs less than one.
const STEPS_PER_BYTE: u64 = 16;

/// The bytes one query may give beyond the length of the file.
///
/// Rows of a hostile file can share pages, so that a small file unfolds to fill the memory.
const BYTES_FOR_ANY_FILE: u64 = 1 << 20;

/// How a file is opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Access {
    Read,
    Write,
}

/// An open, hardened connection to one file.
#[derive(Debug)]
pub(super) struct Database {
    pub connection: Connection,
    pub path: PathBuf,
    budget: Arc<Budget>,
}

impl Database {
    /// Opens an existing file; it changes nothing and trusts nothing in it yet.
    pub fn connect(path: &Path, access: Access) -> Result<Database, Error> {
        // An absolute path is never a special name (`:memory:`, `file:`) and outlives a change of folder.
        let path = absolute(path)?;
        let metadata = std::fs::metadata(&path).map_err(|error| from_io(&path, &error))?;
        if metadata.is_dir() {
            return Err(Error::NotAnIncident {
                path,
                what: "it is a folder".to_owned(),
            });
        }
        let mode = match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        };
        let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection =
            Connection::open_with_flags(&path, flags).map_err(|error| from_sqlite(&path, error))?;
        let mut database = Database {
            connection,
            path,
            budget: Arc::default(),
        };
        database.harden().map_err(|error| database.failure(error))?;
        Ok(database)
    }

    fn harden(&mut self) -> rusqlite::Result<()> {
        let connection = &mut self.connection;
        connection.busy_timeout(Duration::from_secs(BUSY_SECONDS))?;

        // https://sqlite.org/security.html, "Untrusted SQLite Database Files".
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        let longest = i32::try_from(MAX_ATTACHMENT_BYTES + (1 << 20)).unwrap_or(i32::MAX);
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, longest)?;
        connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000)?;
        connection.set_limit(Limit::SQLITE_LIMIT_COLUMN, 100)?;
        connection.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 20)?;
        connection.set_limit(Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5)?;
        connection.set_limit(Limit::SQLITE_LIMIT_FUNCTION_ARG, 8)?;
        connection.set_limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1)?;
        connection.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 0)?;
        let budget = Arc::clone(&self.budget);
        let steps = i32::try_from(STEPS_PER_LOOK).unwrap_or(i32::MAX);
        connection.progress_handler(steps, Some(move || budget.is_spent()))?;
        self.refill();

        // Temporary data stays in memory: it must not leave traces of the incident on another disk.
        self.connection.execute_batch(
            "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; \
             PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA;",
        )
    }

    /// Makes every commit durable before it is acknowledged, and cheap: the journal file stays.
    pub fn use_journal(&self, mode: &str) -> Result<(), Error> {
        self.connection
            .pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))
            .map_err(|error| self.failure(error))
    }

    /// Closes the file and says so when that fails.
    pub fn close(self) -> Result<(), Error> {
        let Database {
            connection, path, ..
        } = self;
        connection
            .close()
            .map_err(|failed| from_sqlite(&path, failed.1))
    }

    /// Allows one more operation the steps that fit the size of the file.
    pub fn refill(&self) {
        self.budget.refill(self.length());
    }

    /// Returns the length of the file; only its name is looked up, it is not opened.
    pub fn length(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }

    /// Runs statements without parameters.
    pub fn run(&self, sql: &str) -> Result<(), Error> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.failure(error))
    }

    /// Returns the value of a setting.
    pub fn pragma<T: FromSql>(&self, name: &str) -> Result<T, Error> {
        self.connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|error| self.failure(error))
    }

    /// Gives every row of a query without parameters to `visit`, until it fails.
    pub fn each(
        &self,
        sql: &str,
        mut visit: impl FnMut(&rusqlite::Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.each_with(sql, [], &mut visit)
    }

    /// Gives every row of a query to `visit`, until it fails.
    pub fn each_with(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        mut visit: impl FnMut(&rusqlite::Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self
            .connection
            .prepare_cached(sql)
            .map_err(|error| self.failure(error))?;
        let mut rows = statement
            .query(parameters)
            .map_err(|error| self.failure(error))?;
        let mut bytes = 0;
        while let Some(row) = rows.next().map_err(|error| self.failure(error))? {
            bytes += bytes_in(row);
            if bytes > BYTES_FOR_ANY_FILE
                && bytes > self.length().saturating_add(BYTES_FOR_ANY_FILE)
            {
                return Err(self.damaged(Place::File, Problem::TooMuch));
            }
            visit(row)?;
        }
        Ok(())
    }

    /// Runs one statement with parameters and returns the number of rows it changed.
    pub fn change(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<usize, Error> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(parameters))
            .map_err(|error| self.failure(error))
    }

    /// Returns the error for something wrong in this file.
    pub fn damaged(&self, place: Place, problem: Problem) -> Error {
        Error::Damaged {
            path: self.path.clone(),
            place,
            problem,
        }
    }

    /// Returns the error for a failure of SQLite on this file.
    pub fn failure(&self, error: rusqlite::Error) -> Error {
        from_sqlite(&self.path, error)
    }
}

/// The steps one operation may still take, so that a hostile file cannot keep a reader busy.
#[derive(Debug, Default)]
struct Budget {
    spent: AtomicU64,
    limit: AtomicU64,
}

impl Budget {
    fn refill(&self, bytes: u64) {
        let limit = STEPS_FOR_ANY_FILE.saturating_add(bytes.saturating_mul(STEPS_PER_BYTE));
        self.limit.store(limit, Ordering::Relaxed);
        self.spent.store(0, Ordering::Relaxed);
    }

    fn is_spent(&self) -> bool {
        let steps = u64::from(STEPS_PER_LOOK);
        let spent = self.spent.fetch_add(steps, Ordering::Relaxed);
        spent > self.limit.load(Ordering::Relaxed)
    }
}

fn bytes_in(row: &rusqlite::Row<'_>) -> u64 {
    let mut bytes = 0;
    for column in 0..row.as_ref().column_count() {
        if let Ok(ValueRef::Text(content) | ValueRef::Blob(content)) = row.get_ref(column) {
            bytes += content.len() as u64;
        }
    }
    bytes
}

/// Returns the path from the root of the file system.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|error| from_io(path, &error))
}

/// Returns the error for a failure of the operating system on a path.
pub(super) fn from_io(path: &Path, error: &io::Error) -> Error {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => Error::NotFound { path },
        io::ErrorKind::AlreadyExists => Error::Exists { path },
        io::ErrorKind::StorageFull => Error::DiskFull { path },
        io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { path },
        _ => Error::Io {
            path,
            what: error.to_string(),
        },
    }
}

fn from_sqlite(path: &Path, error: rusqlite::Error) -> Error {
    let path = path.to_owned();
    let what = error.to_string();
    let file = |problem| Error::Damaged {
        path: path.clone(),
        place: Place::File,
        problem,
    };
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return file(Problem::Structure(what));
    };
    match (failure.code, failure.extended_code) {
        (_, ffi::SQLITE_READONLY_ROLLBACK) => Error::UnfinishedWrite { path },
        (_, ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS) => {
            file(Problem::Structure(what))
        }
        (_, ffi::SQLITE_READONLY_DBMOVED) => Error::Io {
            path,
            what: "the file was moved or removed".to_owned(),
        },
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Locked { path },
        (ErrorCode::DiskFull, _) => Error::DiskFull { path },
        (ErrorCode::NotADatabase, _) => Error::NotAnIncident {
            path,
            what: "it is not a database".to_owned(),
        },
        (ErrorCode::OperationInterrupted, _) => file(Problem::TooManySteps),
        (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => Error::ReadOnly { path },
        (
            ErrorCode::CannotOpen
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::NoLargeFileSupport
            | ErrorCode::OutOfMemory
            | ErrorCode::SystemIoFailure,
            _,
        ) => Error::Io { path, what },
        _ => file(Problem::Structure(what)),
    }
}
