//! The file beside a draft, through the binary: made again the same, what differs is named, and compared in Word.

use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

struct Place {
    folder: TempDir,
}

impl Place {
    /// A folder with an incident in which something is known.
    fn with_incident() -> Self {
        let place = Place {
            folder: TempDir::new().expect("a folder"),
        };
        place.ok("start online-ordeverstoring --file i.draaiboek --title Proef --as oov");
        place.ok("record i.draaiboek oproep_plaats Kerkplein --source meldkamer");
        place
    }

    /// A folder with a file of facts.
    fn with_facts() -> Self {
        let place = Place {
            folder: TempDir::new().expect("a folder"),
        };
        let facts =
            "lod_bedrag = 2500\nplaats_exact = { value = \"Kerkplein\", source = \"meldkamer\" }\n";
        fs::write(place.path("feiten.toml"), facts).expect("a file");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a line; returns its exit code and what it said.
    fn run(&self, line: &str) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
            .args(line.split_whitespace())
            .current_dir(self.folder.path())
            .env_remove("DRAAIBOEK_AS")
            .env_remove("DRAAIBOEK_DATA")
            .env_remove("DRAAIBOEK_MIRROR")
            .env_remove("DRAAIBOEK_NAME")
            .output()
            .expect("the binary runs");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        (output.status.code(), said)
    }

    fn ok(&self, line: &str) -> String {
        let (code, said) = self.run(line);
        assert_eq!(code, Some(0), "{line}\n{said}");
        said
    }

    fn fails(&self, line: &str, code: i32, says: &[&str]) {
        let (found, said) = self.run(line);
        assert_eq!(found, Some(code), "{line}\n{said}");
        for words in says {
            assert!(said.contains(words), "{line}: not `{words}`\n{said}");
        }
    }

    fn json(&self, name: &str) -> Value {
        let text = fs::read_to_string(self.path(name)).expect("a JSON file");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Returns a part of a Word file, empty when it is not there.
    fn part(&self, name: &str, part: &str) -> String {
        let file = fs::read(self.path(name)).expect("a Word file");
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
        let mut text = String::new();
        if let Ok(mut part) = archive.by_name(part) {
            part.read_to_string(&mut text).expect("text");
        }
        text
    }
}

/// Returns the words of a part, without markup.
fn words(xml: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(xml).expect("XML");
    let paragraphs = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "p");
    let words = paragraphs.map(|paragraph| {
        let texts = paragraph
            .descendants()
            .filter(|node| node.tag_name().name() == "t");
        texts.filter_map(|node| node.text()).collect::<String>()
    });
    words.map(|words| words.trim().to_owned()).collect()
}

/// Same log, same pins, same program version: the same bytes, also when the incident has moved on.
#[test]
fn a_draft_is_made_again_from_the_incident_it_came_from() {
    let place = Place::with_incident();
    place.ok("draft last_onder_dwangsom --incident i.draaiboek -o a.docx --working-copy");
    let side_car = place.json("a.json");
    assert_eq!(side_car["schema"], "draaiboek-receipt/1");
    assert_eq!(side_car["files"].as_array().map(Vec::len), Some(3));
    for name in [
        "playbook.toml",
        "law/bronnen-awb.toml",
        "templates/oplegnotitie.md",
    ] {
        assert_eq!(
            side_car["texts"][name].as_str().map(str::len),
            Some(64),
            "{name}"
        );
    }
    place.ok("record i.draaiboek oproep_plaats Marktplein --source oov");
    place.ok("record i.draaiboek lod_bedrag 2500");
    let said = place.ok("document verify a.docx --incident i.draaiboek");
    for name in ["a.docx", "a-oplegnotitie.docx", "a-werkversie.docx"] {
        let same = format!("`{name}` made again is the same");
        assert!(said.contains(&same), "{same}\n{said}");
    }
    let said = place.ok("document verify a.json");
    assert!(said.contains("--incident"), "{said}");

    let other = Place::with_incident();
    let from = place.path("i.draaiboek");
    other.ok("draft last_onder_dwangsom --incident i.draaiboek -o b.md");
    let line = format!("document verify b.md --incident {}", from.display());
    // What else differs depends on the minute in which each of the two was started.
    other.fails(&line, 1, &["it was drafted from incident"]);
}

#[test]
fn a_file_changed_after_it_was_written_is_named() {
    let place = Place::with_facts();
    place.ok("draft last-onder-dwangsom --facts feiten.toml -o a.md");
    place.ok("document verify a.md");
    let text = fs::read_to_string(place.path("a.md")).expect("the document");
    fs::write(place.path("a.md"), text.replace("2.500", "9.500")).expect("a file");
    let says = ["`a.md` was changed", "`a.md` made again is the same"];
    place.fails("document verify a.md", 1, &says);
    place.fails(
        "redline a.md a.md -o r.docx",
        4,
        &["`a.md` is not the document"],
    );
    fs::remove_file(place.path("a.json")).expect("a file");
    place.fails("document verify a.md", 4, &["has no receipt", "hint:"]);
}

#[test]
fn what_a_draft_was_made_from_is_named_when_it_differs() {
    let place = Place::with_facts();
    place.ok("draft last-onder-dwangsom --facts feiten.toml -o a.docx");

    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let name = "templates/online-ordeverstoring/last-onder-dwangsom.md";
    let text = fs::read_to_string(root.join(name)).expect("a template");
    let own = place.path("eigen").join(name);
    fs::create_dir_all(own.parent().expect("a folder")).expect("a folder");
    let text = text.replace("Geachte heer, mevrouw", "Geachte mevrouw, heer");
    fs::write(own, text).expect("a file");
    let says = [
        "`a.docx` is as it was written",
        "the template differs: `templates/last",
    ];
    place.fails("document verify a.docx --data eigen", 1, &says);

    let mut side_car = place.json("a.json");
    side_car["answers"][0]["value"]["value"] = 990_000.into();
    fs::write(place.path("a.json"), side_car.to_string()).expect("a file");
    place.fails(
        "document verify a.docx",
        1,
        &["the facts differ: `lod_bedrag`"],
    );

    side_car["schema"] = "draaiboek-receipt/99".into();
    fs::write(place.path("a.json"), side_car.to_string()).expect("a file");
    place.fails("document verify a.docx", 4, &["draaiboek-receipt/99"]);
}

#[test]
fn two_drafts_are_compared_in_word() {
    let place = Place::with_incident();
    place.ok("draft last_onder_dwangsom --incident i.draaiboek -o oud.docx");
    place.ok("record i.draaiboek oproep_plaats Marktplein --source oov");
    place.ok("draft last_onder_dwangsom --incident i.draaiboek -o nieuw.md");
    place.ok("redline oud.docx nieuw.json -o verschil.docx");
    let header = place.part("verschil.docx", "word/header1.xml");
    assert!(header.contains("Vergelijking van oud.docx met nieuw.json"));
    let body = place.part("verschil.docx", "word/document.xml");
    assert!(body.contains(">Kerkplein</w:delText>"), "{body}");
    place.fails(
        "redline oud.docx nieuw.md -o verschil.docx",
        4,
        &["exists already"],
    );
}

/// The words of the working copy are those of the order, and the order has no remark of its template.
#[test]
fn the_working_copy_has_the_remarks_and_the_order_has_none() {
    let place = Place::with_incident();
    for id in [
        "bevel-172-3",
        "last-onder-dwangsom",
        "raadsinformatiebrief",
        "melding-illegale-inhoud",
    ] {
        place.ok(&format!(
            "draft {id} --incident i.draaiboek -o {id}.docx --working-copy"
        ));
        let (clean, copy) = (format!("{id}.docx"), format!("{id}-werkversie.docx"));
        let text = |name: &str| words(&place.part(name, "word/document.xml"));
        assert_eq!(text(&clean), text(&copy), "{id}");
        let header = place.part(&copy, "word/header1.xml");
        assert!(header.contains("WERKVERSIE: niet uitreiken of verzenden"));
        assert!(
            place
                .part(&copy, "word/settings.xml")
                .contains("trackRevisions")
        );
    }
    let remark = "De ernstige vrees moet in het bevel zelf staan";
    let of = |name: &str| place.part(name, "word/comments.xml");
    assert!(of("bevel-172-3-werkversie.docx").contains(remark));
    assert!(of("bevel-172-3-werkversie.docx").contains("Bevinding: ontbreekt."));
    assert!(!of("bevel-172-3.docx").contains(remark));
    assert!(!of("bevel-172-3.docx").contains("Bevinding:"));
}
