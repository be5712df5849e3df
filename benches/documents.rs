//! Measures how long one decision takes to become a file, from its tree, in every format.
//!
//! The decision is the sample text of the tests: two pages with headings, lists, a table, a quote and comments.

use divan::{Bencher, black_box};
use draaiboek::document::{self, Document};

const TEXT: &str = include_str!("../tests/document/good/besluit.md");

fn main() {
    divan::main();
}

fn decision() -> Document {
    Document {
        title: "Voornemen tot een last onder dwangsom".into(),
        reference: Some("Z2026-001234".into()),
        date: Some("22 november 2026".into()),
        language: "nl-NL".into(),
        marking: Some("CONCEPT - ONVOLDOENDE".into()),
        footer: "Gemeente Voorbeeldstad · sjabloon last-onder-dwangsom@3f9a12cd".into(),
        author: "Gemeente Voorbeeldstad".into(),
        paper: document::Paper::Letter,
        blocks: document::read(TEXT).expect("the sample text can be read"),
    }
}

/// Everything `draft` can write, one after the other.
#[divan::bench]
fn all_formats(bencher: Bencher<'_, '_>) {
    let decision = decision();
    bencher.bench(|| {
        let decision = black_box(&decision);
        let packed = document::docx(decision).is_ok() && document::odt(decision).is_ok();
        assert!(packed, "the parts can be packed");
        (document::html(decision), document::markdown(decision))
    });
}

#[divan::bench]
fn docx(bencher: Bencher<'_, '_>) {
    let decision = decision();
    bencher.bench(|| document::docx(black_box(&decision)).expect("the parts can be packed"));
}

#[divan::bench]
fn odt(bencher: Bencher<'_, '_>) {
    let decision = decision();
    bencher.bench(|| document::odt(black_box(&decision)).expect("the parts can be packed"));
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let decision = decision();
    bencher.bench(|| document::html(black_box(&decision)));
}

#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let decision = decision();
    bencher.bench(|| document::markdown(black_box(&decision)));
}

/// From Markdown to the tree, which comes before each of the others.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher.bench(|| document::read(black_box(TEXT)).expect("the sample text can be read"));
}
