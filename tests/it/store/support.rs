//! What the tests of the store share: an example incident, random numbers with a seed, processes.

use std::path::Path;
use std::process::Command;

use draaiboek::store::{Error, Head, NewRow, Pin, Row, Store};

/// Names the role that a second process of this test program plays.
pub const ROLE: &str = "DRAAIBOEK_TEST_ROLE";
/// Names the incident file or folder it plays with.
pub const TARGET: &str = "DRAAIBOEK_TEST_TARGET";

pub fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub fn new_row(text: &str) -> NewRow {
    NewRow {
        meta: br#"{"type":"noted"}"#.to_vec(),
        body: format!(r#"{{"text":"{text}"}}"#).into_bytes(),
        salt: [7; 32],
    }
}

pub fn pins() -> Vec<Pin> {
    [("playbook.toml", "id = 'proef'\n"), ("law.toml", "")]
        .map(|(name, text)| Pin {
            name: name.to_owned(),
            content: text.as_bytes().to_vec(),
        })
        .to_vec()
}

pub fn append(store: &mut Store, command_id: &str, text: &str) -> Head {
    let head = store.head().unwrap();
    store.append(head, command_id, &[new_row(text)]).unwrap()
}

/// An incident with three entries, an attachment and pins.
pub fn example(path: &Path) -> Store {
    let mut store = Store::create(path, "proef", &pins()).unwrap();
    append(&mut store, "een", "eerste");
    append(&mut store, "twee", "tweede");
    let head = store.head().unwrap();
    store
        .append_with(head, "drie", &[new_row("derde")], &[b"foto"])
        .unwrap();
    store
}

/// Everything that an incident file says.
#[derive(Debug, Eq, PartialEq)]
pub struct Contents {
    pub incident_id: String,
    pub pins: Vec<Pin>,
    pub rows: Vec<Row>,
    pub attachments: Vec<Option<Vec<u8>>>,
}

pub fn contents(path: &Path) -> Result<Contents, Error> {
    let store = Store::open_read_only(path)?;
    let rows = store.rows(0)?;
    let mut attachments = Vec::new();
    for hash in rows.iter().flat_map(|row| &row.attachments) {
        attachments.push(store.attachment(hash)?);
    }
    Ok(Contents {
        incident_id: store.incident_id().to_owned(),
        pins: store.pins().to_vec(),
        rows,
        attachments,
    })
}

/// A second process that runs one test of this program in a role.
pub fn process(test: &str, role: &str, target: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .env(ROLE, role)
        .env(TARGET, target);
    command
}

/// A small random generator (xorshift64*); the seed is printed so that a failure can be repeated.
pub struct Random(u64);

impl Random {
    pub fn new() -> Random {
        let seed = std::env::var("SEED")
            .ok()
            .and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            now.unwrap().as_nanos() as u64 | 1
        });
        println!("SEED={seed}");
        Random(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % limit
    }
}
