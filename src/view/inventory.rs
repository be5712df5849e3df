//! The inventory of a dossier: what was issued with its proof, then all other evidence.
//!
//! Never leaves out what has no file: a stage without proof is a line that says so.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::documents::{InstanceLine, StageLine, documents};
use super::who;
use crate::engine::{Event, Incident};
use crate::playbook::Playbook;

/// One piece of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// When it was made or happened.
    pub at: DateTime<Utc>,
    /// The file in the dossier; absent when the incident holds none.
    pub file: Option<String>,
    /// The number, from 1.
    pub number: usize,
    /// Who it comes from.
    pub origin: String,
    /// The line of the log.
    pub seq: u64,
    /// SHA-256, hexadecimal; of the file when there is one.
    pub sha256: Option<String>,
    /// What it is.
    pub what: String,
}

/// Returns the pieces: for each document what was done with it, then the other evidence.
pub fn inventory(playbook: &Playbook, incident: &Incident) -> Vec<Piece> {
    let mut listing = Listing {
        files: BTreeMap::new(),
        incident,
        pieces: Vec::new(),
        playbook,
    };
    for document in documents(playbook, incident) {
        for instance in &document.issued {
            listing.draft(&document.title, instance);
            for stage in &instance.stages {
                listing.stage(&document.title, stage);
            }
        }
    }
    for entry in incident.log() {
        let is_evidence = matches!(entry.event(), Event::EvidenceAttached { .. });
        if is_evidence && !listing.files.contains_key(&entry.seq) {
            listing.evidence("bewijs", entry.seq, None);
        }
    }
    listing.pieces
}

struct Listing<'a> {
    /// The file of each piece of evidence.
    files: BTreeMap<u64, String>,
    incident: &'a Incident,
    pieces: Vec<Piece>,
    playbook: &'a Playbook,
}

impl Listing<'_> {
    /// Lists the draft that something was done with; the incident holds its hash and not its file.
    fn draft(&mut self, title: &str, instance: &InstanceLine) {
        let Some(entry) = self.incident.entry(instance.of) else {
            return;
        };
        if let Event::DocumentDrafted { sha256, .. } = entry.event() {
            self.push(Piece {
                at: entry.happened_at(),
                file: None,
                number: 0,
                origin: who(self.playbook, entry),
                seq: entry.seq,
                sha256: Some(sha256.clone()),
                what: format!("{title}: concept (het bestand staat niet in het incident)"),
            });
        }
    }

    fn stage(&mut self, title: &str, stage: &StageLine) {
        let to = stage.to.as_ref().map(|to| format!(", aan {to}"));
        let what = format!("{title}: {}{}", stage.text, to.unwrap_or_default());
        if stage.evidence.is_empty() {
            let without = match stage.needs_proof() {
                true => " (zonder bewijs)",
                false => "",
            };
            self.push(Piece {
                at: stage.at,
                file: None,
                number: 0,
                origin: stage.who.clone(),
                seq: stage.seq,
                sha256: None,
                what: format!("{what}{without}"),
            });
        }
        for seq in &stage.evidence {
            self.evidence("stukken", *seq, Some((&what, stage)));
        }
    }

    /// Lists a file that was attached; one that proves more than one thing is in the dossier once.
    fn evidence(&mut self, folder: &str, seq: u64, about: Option<(&str, &StageLine)>) {
        let Some(entry) = self.incident.entry(seq) else {
            return;
        };
        let Event::EvidenceAttached { sha256, .. } = entry.event() else {
            return;
        };
        let content = entry.content.clone().unwrap_or_default();
        let name = content.file_name.unwrap_or_else(|| "gewist".to_owned());
        let number = self.pieces.len() + 1;
        let known = self.files.entry(seq);
        let file = known.or_insert_with(|| format!("{folder}/{number:03}-{}", safe(&name)));
        let file = Some(file.clone());
        let struck = match self.incident.struck(seq) {
            Some(struck) => format!(" [ingetrokken door regel {}]", struck.by),
            None => String::new(),
        };
        let what = match about {
            Some((what, _)) => format!("{what}: {name}{struck}"),
            None => {
                let seen = content.text.unwrap_or_else(|| "gewist".to_owned());
                let url = content.url.map_or(String::new(), |url| format!(", {url}"));
                match seen == name {
                    true => format!("{name}{url}{struck}"),
                    false => format!("{seen} ({name}){url}{struck}"),
                }
            }
        };
        self.push(Piece {
            at: about.map_or(entry.happened_at(), |(_, stage)| stage.at),
            file,
            number: 0,
            origin: match about {
                Some((_, stage)) => stage.who.clone(),
                None => who(self.playbook, entry),
            },
            seq,
            sha256: Some(sha256.clone()),
            what,
        });
    }

    fn push(&mut self, piece: Piece) {
        let number = self.pieces.len() + 1;
        self.pieces.push(Piece { number, ..piece });
    }
}

/// The most characters of a file name that are kept.
const NAME: usize = 80;

/// Returns a name that is a file name everywhere and leads nowhere else.
fn safe(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let plain = name.chars().map(|c| if is_plain(c) { c } else { '-' });
    let plain: String = plain.collect();
    let plain = plain.trim_matches(['.', '-']);
    // The ending is what a computer opens it by, so what is too long is cut at the front.
    match plain.len().checked_sub(NAME) {
        _ if plain.is_empty() => "bestand".to_owned(),
        Some(over) => plain[over..].to_owned(),
        None => plain.to_owned(),
    }
}
