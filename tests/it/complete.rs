//! Each file of `tests/facts` makes its document complete, and one changed fact takes that away again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts")
}

/// Drafts a document from the text of a file of facts, in the example municipality.
fn draft(id: &str, facts: &str) -> Value {
    let place = TempDir::new().expect("a folder");
    let municipality = Path::new(env!("CARGO_MANIFEST_DIR")).join("playbooks/gemeente.toml");
    fs::copy(municipality, place.path().join("gemeente.toml")).expect("the municipality");
    fs::write(place.path().join("feiten.toml"), facts).expect("the facts");
    let output = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args(["draft", id, "--facts", "feiten.toml", "-o", "uit.md"])
        .args(["--json", "--data", "."])
        .current_dir(place.path())
        .env_remove("DRAAIBOEK_DATA")
        .env_remove("DRAAIBOEK_MIRROR")
        .output()
        .expect("the binary runs");
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{id}: {error}\n{out}{err}"))
}

/// Returns the findings of a draft that are open: `id: status`.
fn open(drafted: &Value) -> Vec<String> {
    let lists = ["gates", "elements"];
    let findings = lists.iter().filter_map(|list| drafted[list].as_array());
    findings
        .flatten()
        .filter(|finding| finding["status"] != "present" && finding["status"] != "not_applicable")
        .map(|finding| format!("{}: {}", finding["id"], finding["status"]).replace('"', ""))
        .collect()
}

#[test]
fn every_file_of_facts_makes_its_document_complete() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder is part of the project")
        .map(|entry| entry.expect("the folder can be listed").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        let drafted = draft(&id, &fs::read_to_string(&path).expect("the facts"));
        assert_eq!(drafted["missing"], Value::Array(Vec::new()), "{id}");
        assert_eq!(open(&drafted), Vec::<String>::new(), "{id}");
        let marking = &drafted["marking"];
        assert!(marking == "CONCEPT" || marking == "", "{id}: {marking}");
    }
}

#[test]
fn one_changed_fact_is_enough_to_stop_a_document() {
    let content = (r#"["gedraging_op_plaats"]"#, r#"["bericht_plaatsen"]"#);
    let cases = [
        ("noodbevel", content, "gedrag_op_plaats: rejected"),
        ("noodverordening", content, "gedrag_op_plaats: missing"),
        ("ophouding-besluit", content, "gedrag_op_plaats: missing"),
        ("bevel-174-2", content, "gedrag_op_plaats: missing"),
        (
            "persbericht",
            (
                "bericht_bevestigd = { value = true",
                "bericht_bevestigd = { value = false",
            ),
            "bevestigd: missing",
        ),
        (
            "noodbevel",
            (
                "nood_verplaatst_groep = { value = false",
                "nood_verplaatst_groep = { value = true",
            ),
            "nood_geen_verplaatsing: rejected",
        ),
        (
            "noodbevel",
            (
                "opschaling_39 = { value = false",
                "opschaling_39 = { value = true",
            ),
            "niet_voorzitter: missing",
        ),
        (
            "noodverordening",
            (
                "nood_afwijking_grondwet = { value = false",
                "nood_afwijking_grondwet = { value = true",
            ),
            "nood_grondwet: missing",
        ),
        (
            "veiligheidsrisicogebied",
            (
                "vrg_verordening_raad = { value = true",
                "vrg_verordening_raad = { value = false",
            ),
            "bevoegd_orgaan: missing",
        ),
        // Twelve hours and one minute.
        (
            "veiligheidsrisicogebied-spoed",
            ("2026-11-22 03:00", "2026-11-22 06:46"),
            "begin_en_einde: missing",
        ),
        (
            "ophouding-besluit-nood",
            ("2026-11-22 04:00", "2026-11-22 10:11"),
            "begin_en_einde: missing",
        ),
        // Certain persons are known, so they can be heard.
        (
            "noodbevel",
            (
                r#"nood_gericht = { value = "groep""#,
                r#"nood_gericht = { value = "personen""#,
            ),
            "horen_bekende_personen: missing",
        ),
        // The talk with the officier comes before the area.
        (
            "veiligheidsrisicogebied",
            (
                r#"vrg_overleg_op = { value = "2026-11-21 18:20""#,
                r#"vrg_overleg_op = { value = "2026-11-21 19:00""#,
            ),
            "overleg_vooraf: missing",
        ),
        // The last chance comes before the ophouding.
        (
            "ophouding-besluit",
            ("2026-11-21 21:55", "2026-11-21 22:10"),
            "ophouding_laatste_kans: missing",
        ),
    ];
    for (id, change, finding) in cases {
        stopped(id, change, finding);
    }
}

/// A gate on a decision of the college, and three on what it tells others, stop at the fact they are about.
#[test]
fn one_changed_fact_is_enough_to_stop_a_document_of_a_hack() {
    let cases = [
        // Nobody knows who would be paid, so nobody looked at the sanctions.
        (
            "besluit-betalen",
            (
                r#"sanctietoets = { value = "geen_treffer""#,
                r#"sanctietoets = { value = "niet_te_toetsen""#,
            ),
            "sanctietoets: missing",
        ),
        (
            "niet-melden-cbw",
            (
                "uitval_uren_verwacht = { value = 3",
                "uitval_uren_verwacht = { value = 4",
            ),
            "niet_significant: missing",
        ),
        // The logs are not complete.
        (
            "ap-melding-voorlopig",
            ("geen_aanwijzing", "uitgesloten"),
            "uitgesloten: missing",
        ),
        (
            "opschorting-beslistermijnen",
            (
                "overmacht_bezwaar = { value = false",
                "overmacht_bezwaar = { value = true",
            ),
            "geen_bezwaar: missing",
        ),
    ];
    for (id, change, finding) in cases {
        stopped(id, change, finding);
    }
}

/// Changes one fact of a complete document, and expects the finding and a draft that is not ready.
fn stopped(id: &str, (from, to): (&str, &str), finding: &str) {
    let path = folder().join(format!("{id}.toml"));
    let facts = fs::read_to_string(path).expect("the facts");
    assert!(facts.contains(from), "{id}: no {from}");
    let drafted = draft(id, &facts.replace(from, to));
    assert!(
        open(&drafted).contains(&finding.to_owned()),
        "{id}, {to}: {:?}",
        open(&drafted)
    );
    assert_ne!(drafted["marking"], "CONCEPT", "{id}, {to}");
}
