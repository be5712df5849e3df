//! What is put on paper: sample texts against their snapshots, and Word files against the schema and LibreOffice.
//!
//! `tests/document/good/*.md` each have a `.markdown` and a `.text` beside them, `tests/document/bad/*.md` a `.problems`.
//! `DRAAIBOEK_BLESS=1` rewrites those. The outside programs are looked for and their absence is said aloud; with
//! `DRAAIBOEK_REQUIRE=office` their absence is a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use draaiboek::document::{self, Document};

use crate::outside;

/// Returns a sample text as a document, with everything a document can have around its text.
pub fn sample(path: &Path) -> Document {
    let markdown = read(path);
    let blocks =
        document::read(&markdown).unwrap_or_else(|problems| panic!("{path:?}: {problems:#?}"));
    Document {
        title: "Voornemen tot een last onder dwangsom".into(),
        reference: Some("Z2026-001234".into()),
        date: Some("22 november 2026".into()),
        language: "nl-NL".into(),
        marking: Some("CONCEPT - ONVOLDOENDE".into()),
        footer: "Gemeente Voorbeeldstad · sjabloon last-onder-dwangsom@3f9a12cd · concept 3".into(),
        author: "Gemeente Voorbeeldstad".into(),
        blocks,
    }
}

#[test]
fn good_texts_read_as_their_snapshots() {
    for path in texts("good") {
        let document = sample(&path);
        check(
            &path.with_extension("markdown"),
            &document::markdown(&document),
        );
        check(&path.with_extension("text"), &document::text(&document, 80));
    }
}

#[test]
fn bad_texts_are_refused_as_their_snapshots() {
    for path in texts("bad") {
        let problems = document::read(&read(&path)).expect_err("a bad text");
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{problem}\nhint: {}\n", problem.cause.hint()))
            .collect();
        check(&path.with_extension("problems"), &lines.join("\n"));
    }
}

#[test]
fn word_files_follow_the_schema() {
    let Some(checker) = checker() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = word_files(folder.path());
    let output = Command::new("python3")
        .arg(checker)
        .args(&files)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn word_files_open_in_libreoffice() {
    let Some(soffice) = program("soffice") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = word_files(folder.path());
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    );
    let output = Command::new(soffice)
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .args(&files)
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for file in &files {
        let pdf = fs::read(file.with_extension("pdf")).expect("a PDF beside the Word file");
        assert!(pdf.starts_with(b"%PDF-"), "{file:?}");
    }
}

/// Writes every good text as a Word file, once as a concept and once with nothing around the text.
fn word_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in texts("good") {
        let concept = sample(&path);
        let bare = Document {
            reference: None,
            date: None,
            marking: None,
            footer: String::new(),
            ..concept.clone()
        };
        for (kind, document) in [("concept", concept), ("bare", bare)] {
            let file = folder
                .join(path.file_name().expect("listed as a file"))
                .with_extension(format!("{kind}.docx"));
            let bytes = document::docx(&document).expect("the parts can be packed");
            fs::write(&file, bytes).expect("the temporary folder takes a file");
            files.push(file);
        }
    }
    files
}

pub fn texts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/document")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of sample texts")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// Returns the text of a file; a checkout may have other line ends.
fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}

fn check(snapshot: &Path, found: &str) {
    if std::env::var_os("DRAAIBOEK_BLESS").is_some() {
        fs::write(snapshot, found).expect("the snapshot can be written");
    }
    let expected = read(snapshot);
    assert_eq!(
        expected, found,
        "{snapshot:?}; DRAAIBOEK_BLESS=1 rewrites it"
    );
}

/// Returns the schema checker, when it is there and python3 has what it needs.
fn checker() -> Option<PathBuf> {
    let path = outside::suite(
        "DRAAIBOEK_OFFICE_CHECK",
        "../shared/tools/check_office.py",
        "office",
    )?;
    let has_lxml = Command::new("python3")
        .args(["-c", "import lxml"])
        .output()
        .is_ok_and(|output| output.status.success());
    found(has_lxml.then_some(path), "python3 with lxml")
}

pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")
        .iter()
        .flat_map(std::env::split_paths)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    found(path, name)
}

/// Returns something outside; says so when it is not there, and fails when it is required.
fn found(path: Option<PathBuf>, what: &str) -> Option<PathBuf> {
    if path.is_none() {
        let required = std::env::var("DRAAIBOEK_REQUIRE").unwrap_or_default();
        let required = required.split(',').any(|kind| kind.trim() == "office");
        assert!(
            !required,
            "{what} not found, and DRAAIBOEK_REQUIRE asks for office"
        );
        outside::say(&format!("skipped: {what} not found"));
    }
    path
}
