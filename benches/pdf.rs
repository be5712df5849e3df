//! Measures how long one letter takes as a PDF when fonts and template have been read before: under 60 ms is the goal.

use chrono::{DateTime, Utc};
use divan::Bencher;
use draaiboek::document::{self, Document};

/// A text with everything a letter has.
const TEXT: &str = include_str!("../tests/document/good/besluit.md");

fn main() {
    divan::main();
}

#[divan::bench]
fn letter(bencher: Bencher<'_, '_>) {
    let moment: DateTime<Utc> = DateTime::UNIX_EPOCH;
    let mut number = 0;
    let mut next = move || {
        number += 1;
        // Another reference each time, so that nothing of the letter before it can be used again.
        document(format!("Z2026-{number:06}"))
    };
    // The first one reads the fonts.
    let first = document::pdf(&next(), moment).expect("the letter conforms");
    println!("{} bytes", first.len());
    bencher
        .with_inputs(next)
        .bench_local_values(|letter| document::pdf(&letter, moment).expect("the letter conforms"));
}

fn document(reference: String) -> Document {
    Document {
        author: "Gemeente Voorbeeldstad".to_owned(),
        paper: document::Paper::Letter,
        blocks: document::read(TEXT).expect("a good text"),
        date: Some("22 november 2026".to_owned()),
        footer: format!("{reference} · sjabloon last-onder-dwangsom@3f9a12cd"),
        language: "nl-NL".to_owned(),
        marking: Some("CONCEPT - ONVOLDOENDE".to_owned()),
        reference: Some(reference),
        title: "Voornemen tot een last onder dwangsom".to_owned(),
    }
}
