//! The inventory of a dossier as a document: what is in it, and how anyone can check it.
//!
//! It lists and never judges: what has no file says so.

use super::tree::{Block, Document, Inline};
use crate::fact::dutch;
use crate::view::Piece;

/// What an inventory is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Whose dossier it is.
    pub author: &'a str,
    /// The last entry of the log, with its hash in words.
    pub checkpoint: &'a str,
    /// The moment of the last entry, in words.
    pub date: &'a str,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// The id of the incident.
    pub incident: &'a str,
    /// The program with its version.
    pub program: &'a str,
    /// What the incident is called.
    pub title: &'a str,
}

/// Returns the inventory.
pub fn inventory(about: &About<'_>, pieces: &[Piece]) -> Document {
    let mut blocks = vec![
        paragraph(format!("{}, incident {}.", about.title, about.incident)),
        paragraph(format!("Bijgewerkt tot en met regel {}.", about.checkpoint)),
        table(pieces),
        heading("Hoe dit dossier te controleren is"),
    ];
    let steps = [
        "Elk bestand heeft een SHA-256. Het programma sha256sum, met -c SHA256SUMS in deze map, rekent alle bestanden na.",
        "De logregel noemt de regel van het logboek waarin het stuk is vastgelegd, met dezelfde SHA-256. Het logboek zit hierbij.",
        &format!(
            "Met het incidentbestand zelf: draaiboek verify BESTAND --checkpoint ‘{}’ rekent de hele keten na en neemt het logboek opnieuw door.",
            about.checkpoint
        ),
        "De controlewoorden bewijzen alleen iets als iemand anders ze eerder heeft bewaard: wie het bestand heeft, kan de hele keten opnieuw maken.",
        "Een concept is vastgelegd met zijn SHA-256; het bestand zelf bewaart het incident niet. Wat is ondertekend, zit er als bewijs bij of heet ‘zonder bewijs’.",
    ];
    blocks.push(Block::List {
        ordered: true,
        start: 1,
        items: steps.iter().map(|step| vec![paragraph(*step)]).collect(),
    });
    Document {
        title: "Inventarislijst".to_owned(),
        reference: None,
        date: Some(about.date.to_owned()),
        language: "nl-NL".to_owned(),
        paper: super::Paper::Letter,
        marking: about.exercise.then(|| "OEFENING".to_owned()),
        footer: format!("{} · {}", about.checkpoint, about.program),
        author: about.author.to_owned(),
        blocks,
    }
}

fn table(pieces: &[Piece]) -> Block {
    let names = ["Nr", "Stuk", "Datum", "Herkomst", "Logregel", "SHA-256"];
    let row = |piece: &Piece| {
        let file = piece.file.as_ref();
        let what = match file {
            Some(file) => format!("{}. Bestand: {file}", piece.what),
            None => piece.what.clone(),
        };
        let cells = [
            piece.number.to_string(),
            what,
            dutch::datetime(piece.at),
            piece.origin.clone(),
            piece.seq.to_string(),
            piece
                .sha256
                .as_ref()
                .map_or("geen".to_owned(), |hash| grouped(hash)),
        ];
        cells.map(|cell| vec![Inline::text(cell)]).to_vec()
    };
    Block::Table {
        header: names.map(|name| vec![Inline::text(name)]).to_vec(),
        rows: pieces.iter().map(row).collect(),
    }
}

/// Returns a hash in groups of eight, so that a column can hold it and a person compare it.
fn grouped(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().collect();
    let groups: Vec<String> = digits
        .chunks(8)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph {
        content: vec![Inline::text(text)],
    }
}

fn heading(text: &str) -> Block {
    Block::Heading {
        level: 1,
        content: vec![Inline::text(text)],
        anchor: None,
    }
}
