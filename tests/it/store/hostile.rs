//! Files from elsewhere and files gone bad: nothing panics, nothing wrong passes as right.

use std::path::Path;

use draaiboek::store::{Error, Place, Problem, Store, verify};
use rusqlite::Connection;

use super::support::{Random, append, contents, example, scratch};

const FLIPS: usize = 300;

#[test]
fn a_flipped_bit_is_found_or_changes_nothing() {
    let folder = scratch();
    let original = folder.path().join("i");
    let mut store = example(&original);
    for number in 0..40 {
        append(&mut store, &format!("c{number}"), &"lang ".repeat(100));
    }
    store.close().unwrap();
    let bytes = std::fs::read(&original).unwrap();
    let expected = contents(&original).unwrap();

    let mut random = Random::new();
    let (mut found, mut harmless) = (0, 0);
    for _ in 0..FLIPS {
        let position = random.below(bytes.len() as u64) as usize;
        let bit = random.below(8);
        let mut flipped = bytes.clone();
        flipped[position] ^= 1 << bit;
        let path = folder.path().join("omgevallen");
        std::fs::write(&path, flipped).unwrap();

        let whole = verify(&path).is_whole();
        let read = contents(&path);
        if whole {
            assert_eq!(read.as_ref(), Ok(&expected), "byte {position}, bit {bit}");
            harmless += 1;
        } else {
            found += 1;
        }
        for leftover in ["omgevallen-wal", "omgevallen-shm", "omgevallen-journal"] {
            let _ = std::fs::remove_file(folder.path().join(leftover));
        }
    }
    println!("{found} found, {harmless} in unused space");
    // A little over half of the file is in use; a check that sees nothing stays far below this.
    assert!(found > FLIPS / 4, "{found} found");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let folder = scratch();
    let original = folder.path().join("i");
    example(&original).close().unwrap();
    let bytes = std::fs::read(&original).unwrap();
    let expected = contents(&original).unwrap();
    let path = folder.path().join("kort");
    for length in (0..bytes.len()).step_by(509) {
        std::fs::write(&path, &bytes[..length]).unwrap();
        let report = verify(&path);
        assert!(!report.is_whole(), "{length} bytes: {report:?}");
        // What is cut may be an index or empty space, which reading does not need.
        let read = contents(&path);
        assert!(
            read.is_err() || read.as_ref() == Ok(&expected),
            "{length} bytes"
        );
    }
}

#[test]
fn what_is_not_an_incident_is_refused_by_kind() {
    let folder = scratch();
    let refused = |name: &str, sql: Option<&str>, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        if let Some(sql) = sql {
            Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        }
        let error = Store::open(&path).unwrap_err();
        assert_eq!(Some(&error), verify(&path).stopped.as_ref());
        assert_eq!(Some(error.clone()), Store::open_read_only(&path).err());
        error
    };
    let foreign = |error| matches!(error, Error::NotAnIncident { .. });
    assert!(foreign(refused("leeg", None, b"")));
    assert!(foreign(refused("kort", None, b"hallo")));
    assert!(foreign(refused(
        "brief",
        None,
        &b"geen database ".repeat(1000)
    )));
    assert!(foreign(refused("ander", Some("CREATE TABLE t (x)"), b"")));
    let newer = "PRAGMA application_id = 0x64726161; PRAGMA user_version = 2; CREATE TABLE t (x)";
    assert!(matches!(
        refused("nieuwer", Some(newer), b""),
        Error::Newer { found: 2, .. }
    ));
}

/// Each of these would make a careless reader run or believe what the sender wrote.
#[test]
fn a_file_with_other_tables_is_refused_before_it_is_read() {
    let folder = scratch();
    let original = folder.path().join("i");
    example(&original).close().unwrap();
    let cases = [
        (
            "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
            "t",
        ),
        ("CREATE VIEW v AS SELECT 1", "v"),
        ("CREATE INDEX i ON entry (meta)", "i"),
        ("ALTER TABLE entry ADD COLUMN extra TEXT", "entry"),
        ("DROP TABLE pin", "sqlite_autoindex_pin_1"),
        (
            "PRAGMA writable_schema = ON; \
             UPDATE sqlite_schema SET sql = replace(sql, 'entry', 'Entry') WHERE name = 'entry'",
            "entry",
        ),
        ("PRAGMA user_version = 0", "user_version"),
        ("PRAGMA journal_mode = WAL", "journal_mode"),
    ];
    for (sql, object) in cases {
        let path = folder.path().join("vreemd");
        std::fs::copy(&original, &path).unwrap();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let expected = Error::Damaged {
            path: path.clone(),
            place: Place::File,
            problem: Problem::Schema(object.to_owned()),
        };
        assert_eq!(Store::open(&path).unwrap_err(), expected, "{sql}");
        assert_eq!(verify(&path).stopped, Some(expected), "{sql}");
    }
}

#[test]
fn a_file_that_another_program_holds_is_named_as_such() {
    let folder = scratch();
    let path = folder.path().join("i");
    let mut store = example(&path);
    let head = store.head().unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let error = store
        .append(head, "vier", &[super::new_row("4")])
        .unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    assert!(error.to_string().ends_with("for over 5 seconds"), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    store.append(head, "vier", &[super::new_row("4")]).unwrap();
}

#[test]
fn a_file_without_write_permission_is_read() {
    let folder = scratch();
    let path = folder.path().join("i");
    example(&path).close().unwrap();
    set_read_only(&path, true);
    assert_eq!(contents(&path).unwrap().rows.len(), 3);
    assert!(verify(&path).is_whole());
    // Permissions do not bind a superuser.
    if std::fs::OpenOptions::new().write(true).open(&path).is_err() {
        assert!(matches!(Store::open(&path), Err(Error::ReadOnly { .. })));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    set_read_only(&path, false);
}

#[allow(clippy::permissions_set_readonly_false, reason = "a scratch file")]
fn set_read_only(path: &Path, value: bool) {
    let mut permissions = std::fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(value);
    std::fs::set_permissions(path, permissions).unwrap();
}
