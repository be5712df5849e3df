//! Checks a whole incident file and reports everything that is wrong in it.
//!
//! It never writes, never panics whatever the file holds, and never proves more than this: the file
//! agrees with itself, and with a checkpoint if one is given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::row::{self, COLUMNS};
use super::{
    Access, Checkpoint, Database, Error, Finding, Hash, Head, Incident, Place, Problem, Row,
    finding, schema,
};

/// The number of findings after which the rest is only counted.
const MAX_FINDINGS: usize = 1_000;

/// What a whole check of an incident file found.
#[derive(Debug, Default)]
pub struct Report {
    /// The id of the incident, if it could be read.
    pub incident_id: Option<String>,
    /// The last entry that could be read, or the genesis.
    pub head: Option<Head>,
    /// The number of entries that could be read.
    pub count: u64,
    /// The entries whose body is erased; compare them with the erasures that were recorded.
    pub erased: Vec<u64>,
    /// The attachments whose content is erased.
    pub erased_attachments: Vec<Hash>,
    /// What is wrong, in the order of the file.
    pub findings: Vec<Finding>,
    /// How many findings were left out because there are too many.
    pub more_findings: u64,
    /// Why the check could not be finished, or not even be started.
    pub stopped: Option<Error>,
    /// The hash of each entry by number, with the genesis at 0.
    hashes: BTreeMap<u64, Hash>,
}

impl Report {
    /// Returns whether the whole file was read and nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.stopped.is_none() && self.findings.is_empty()
    }

    /// Returns whether the file agrees with the words printed after entry `seq`.
    ///
    /// This says nothing about bodies and attachments: ask [`Report::is_whole`] as well.
    pub fn matches(&self, seq: u64, words: &str) -> Checkpoint {
        finding::compare(self.hashes.get(&seq), words)
    }

    fn add(&mut self, place: Place, problem: Problem) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding { place, problem });
        } else {
            self.more_findings += 1;
        }
    }
}

/// Checks a file: structure, tables, pins, every link and body, every attachment.
///
/// Appends by others wait while it runs.
pub fn verify(path: impl AsRef<Path>) -> Report {
    let mut report = Report::default();
    if let Err(error) = check(path.as_ref(), &mut report) {
        report.stopped = Some(error);
    }
    report
}

fn check(path: &Path, report: &mut Report) -> Result<(), Error> {
    let database = Database::connect(path, Access::Read)?;
    schema::check(&database)?;
    // One snapshot: what is appended meanwhile must not look like a broken link.
    database.run("BEGIN")?;
    // A broken structure need not hide which entries are sound, so the check goes on.
    match check_structure(&database, report) {
        Err(Error::Damaged { place, problem, .. }) => report.add(place, problem),
        other => other?,
    }
    let incident = Incident::read(&database, &mut report.findings)?;
    report.incident_id = Some(incident.id);
    let named = check_entries(&database, incident.genesis, report)?;
    check_attachments(&database, named, report)
}

fn check_structure(database: &Database, report: &mut Report) -> Result<(), Error> {
    let pages: u32 = database.pragma("page_count")?;
    let page_bytes: u32 = database.pragma("page_size")?;
    let expected = u64::from(pages) * u64::from(page_bytes);
    let found = database.length();
    if found != expected {
        report.add(Place::File, Problem::Length { expected, found });
    }
    database.each("PRAGMA integrity_check", |columns| {
        let Some(text) = row::text(columns, 0) else {
            report.add(Place::File, Problem::Column("integrity_check"));
            return Ok(());
        };
        // One answer can hold many lines under a heading.
        for line in text.lines() {
            if line != "ok" && !line.starts_with("***") {
                report.add(Place::File, Problem::Structure(line.to_owned()));
            }
        }
        Ok(())
    })
}

fn check_entries(
    database: &Database,
    genesis: Hash,
    report: &mut Report,
) -> Result<BTreeSet<Hash>, Error> {
    let mut named = BTreeSet::new();
    let mut previous = Head {
        seq: 0,
        hash: genesis,
    };
    report.head = Some(previous);
    report.hashes.insert(0, genesis);
    database.refill();
    let sql = format!("SELECT {COLUMNS} FROM entry ORDER BY seq");
    database.each(&sql, |columns| {
        let seq = row::number(columns, 0).unwrap_or(0);
        if seq <= previous.seq {
            // Stops here: a broken tree could repeat entries without end.
            let problem = Problem::OutOfOrder {
                expected: previous.seq.saturating_add(1),
            };
            return Err(database.damaged(Place::Entry(seq), problem));
        }
        match Row::read(columns) {
            Ok(row) => {
                for problem in row.problems(&previous) {
                    report.add(Place::Entry(seq), problem);
                }
                if row.body.is_none() {
                    report.erased.push(seq);
                }
                // The computed hash, not the one written beside it: a checkpoint speaks of content.
                report.hashes.insert(seq, row.computed_hash());
                named.extend(row.attachments.iter().copied());
                previous = row.as_head();
                report.head = Some(previous);
            }
            Err(problem) => {
                report.add(Place::Entry(seq), problem);
                // The next entry can only be compared with what it claims to follow.
                let hash = row::hash(columns, 9).unwrap_or(previous.hash);
                report.hashes.insert(seq, hash);
                previous = Head { seq, hash };
            }
        }
        report.count += 1;
        Ok(())
    })?;
    Ok(named)
}

fn check_attachments(
    database: &Database,
    mut named: BTreeSet<Hash>,
    report: &mut Report,
) -> Result<(), Error> {
    let mut previous = String::new();
    database.refill();
    let sql = "SELECT sha256, content FROM attachment ORDER BY sha256";
    database.each(sql, |columns| {
        let name = row::text(columns, 0).unwrap_or_default();
        if name <= previous {
            // Stops here: a broken tree could repeat attachments without end.
            let problem = Problem::Column("sha256");
            return Err(database.damaged(Place::Attachment(name), problem));
        }
        previous.clone_from(&name);
        let place = || Place::Attachment(name.clone());
        let Some(hash) = Hash::from_hex(&name) else {
            report.add(place(), Problem::Column("sha256"));
            return Ok(());
        };
        if !named.remove(&hash) {
            report.add(place(), Problem::Unnamed);
        }
        match row::optional(columns, 1, row::bytes) {
            Some(None) => report.erased_attachments.push(hash),
            Some(Some(bytes)) if Hash::of(&bytes) == hash => {}
            Some(Some(_)) => report.add(place(), Problem::ContentChanged),
            None => report.add(place(), Problem::Column("content")),
        }
        Ok(())
    })?;
    for missing in named {
        report.add(Place::Attachment(missing.to_string()), Problem::Missing);
    }
    Ok(())
}
