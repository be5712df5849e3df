//! Leaving values out of a draft, through the binary.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::run;

/// Drafts the last onder dwangsom from the complete facts of the project, with a number in a free text.
fn drafted() -> (TempDir, String) {
    let folder = TempDir::new().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = fs::read_to_string(root.join("tests/facts/last-onder-dwangsom.toml"));
    let mut facts: toml::Table = toml::from_str(&facts.expect("the facts")).expect("TOML");
    let name = "Stichting Zeer Herkenbaar".to_owned();
    facts.insert("geadresseerde".to_owned(), name.clone().into());
    let with_number = "Bel 06-12345678 voor meer.".to_owned();
    facts.insert("last_tekst".to_owned(), with_number.into());
    let text = toml::to_string(&facts).expect("TOML");
    fs::write(folder.path().join("feiten.toml"), text).expect("a file");
    let draft = ["draft", "last_onder_dwangsom", "--facts", "feiten.toml"];
    let output = run(&folder, &[&draft[..], &["-o", "a.docx"]].concat());
    assert!(output.status.success(), "{output:?}");
    (folder, name)
}

#[test]
fn a_person_is_left_out_with_the_ground_and_a_number_is_listed() {
    let (folder, name) = drafted();
    let output = run(&folder, &["redact", "a.docx", "-o", "b.html", "--json"]);
    assert!(output.status.success(), "{output:?}");
    let html = fs::read_to_string(folder.path().join("b.html")).expect("the page");
    assert!(!html.contains(&name), "the name is nowhere in the file");
    assert!(
        html.contains("[weggelaten: persoonsgegeven, artikel 5.1"),
        "{html}"
    );
    assert!(
        !html.contains("data-fact"),
        "no path of a fact is in the file"
    );
    let shown: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let left_out = shown["left_out"].to_string();
    assert!(left_out.contains("geadresseerde"), "{left_out}");
    let suspects = shown["suspects"].as_array().expect("a list");
    let is_number = |found: &&Value| found["kind"] == "phone" && found["text"] == "06-12345678";
    assert!(
        suspects.iter().any(|found| is_number(&found)),
        "{suspects:?}"
    );
    let is_free = |found: &&Value| found["kind"] == "free_text" && found["text"] == "last_tekst";
    assert!(suspects.iter().any(|found| is_free(&found)), "{suspects:?}");
}

#[test]
fn a_format_that_can_carry_remarks_is_refused() {
    let (folder, _) = drafted();
    let output = run(&folder, &["redact", "a.docx", "-o", "b.docx"]);
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        err.contains("`b.docx` is not a .html, .md or .pdf file"),
        "{err}"
    );
}
