//! The tables of an incident file, and the check that a file has exactly these.
//!
//! It never upgrades a file: another layout is another format version.

use super::{Database, Error, FORMAT_VERSION, Place, Problem, row};

/// The mark in the header of every incident file: "draa" in ASCII.
pub const APPLICATION_ID: i32 = 0x6472_6161;

/// Every table with the statement that makes it, exactly as the file keeps it.
///
/// `ANY` keeps bytes as they are: text where they are UTF-8, so that the file can be read with any
/// SQLite program, and a blob otherwise.
pub(super) const TABLES: [(&str, &str); 4] = [
    (
        "attachment",
        "CREATE TABLE attachment (
  sha256 TEXT NOT NULL PRIMARY KEY,
  content BLOB -- empty once erased
) STRICT, WITHOUT ROWID",
    ),
    (
        "entry",
        "CREATE TABLE entry (
  seq INTEGER NOT NULL PRIMARY KEY,
  command_id TEXT NOT NULL,
  part INTEGER NOT NULL,
  meta ANY NOT NULL,
  body ANY, -- empty once erased
  salt TEXT, -- empty once erased
  body_hash TEXT NOT NULL, -- sha256(0x00, salt, body)
  attachments TEXT NOT NULL, -- sha256 of each, separated by spaces
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (command_id, part)
) STRICT",
    ),
    (
        "incident",
        "CREATE TABLE incident (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  incident_id TEXT NOT NULL,
  genesis_hash TEXT NOT NULL -- of the incident id and the pins; the first entry links to it
) STRICT",
    ),
    (
        "pin",
        "CREATE TABLE pin (
  position INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  content ANY NOT NULL
) STRICT",
    ),
];

/// The indexes SQLite makes by itself for the tables above, with their table.
const INDEXES: [(&str, &str); 2] = [
    ("sqlite_autoindex_entry_1", "entry"),
    ("sqlite_autoindex_pin_1", "pin"),
];

/// Refuses a file that is not an incident of this format, before anything in it is trusted.
pub(super) fn check(database: &Database) -> Result<(), Error> {
    let application_id: i32 = database.pragma("application_id")?;
    if application_id != APPLICATION_ID {
        return Err(Error::NotAnIncident {
            path: database.path.clone(),
            what: "it is a database of another program".to_owned(),
        });
    }
    let version: i32 = database.pragma("user_version")?;
    if version > FORMAT_VERSION {
        return Err(Error::Newer {
            path: database.path.clone(),
            found: version,
        });
    }
    if version != FORMAT_VERSION {
        return Err(unlike(database, "user_version"));
    }
    let encoding: String = database.pragma("encoding")?;
    if encoding != "UTF-8" {
        return Err(unlike(database, "encoding"));
    }
    let mode: String = database.pragma("journal_mode")?;
    if mode == "wal" {
        return Err(unlike(database, "journal_mode"));
    }
    check_tables(database)
}

fn check_tables(database: &Database) -> Result<(), Error> {
    let mut expected: Vec<(&str, &str, &str, Option<&str>)> = Vec::new();
    for (name, table) in INDEXES {
        expected.push(("index", name, table, None));
    }
    for (name, sql) in TABLES {
        expected.push(("table", name, name, Some(sql)));
    }

    let mut found = 0;
    database.each(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
        |object| {
            let name = row::text(object, 1).unwrap_or_default();
            let same = expected.get(found).is_some_and(|wanted| {
                row::text(object, 0).as_deref() == Some(wanted.0)
                    && name == wanted.1
                    && row::text(object, 2).as_deref() == Some(wanted.2)
                    && row::optional(object, 3, row::text)
                        .is_some_and(|sql| sql.as_deref() == wanted.3)
            });
            // One that belongs, but later, means that the one expected here is missing.
            let belongs = expected.iter().any(|wanted| wanted.1 == name);
            let culprit = match expected.get(found) {
                Some(wanted) if belongs => wanted.1,
                _ => &name,
            };
            found += 1;
            if same {
                Ok(())
            } else {
                Err(unlike(database, culprit))
            }
        },
    )?;
    match expected.get(found) {
        Some((_, name, _, _)) => Err(unlike(database, name)),
        None => Ok(()),
    }
}

fn unlike(database: &Database, name: &str) -> Error {
    database.damaged(Place::File, Problem::Schema(name.to_owned()))
}
