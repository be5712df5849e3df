//! The reports of a whole incident: nothing that is known prints as missing, and no heading stands above nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const REPORTS: &[&str] = &[
    "besluitenlijst",
    "driehoek_kaart",
    "logboek",
    "overdracht",
    "sitrap",
    "telefoonkaart_burgemeester",
];

/// Returns the headings with no words before the next heading that is not under them.
fn empty(page: &str) -> Vec<&str> {
    let lines: Vec<&str> = page
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
    let is_empty = |at: usize| {
        let own = level(lines[at]);
        let next = lines.get(at + 1).map_or(1, |next| level(next));
        own > 1 && (1..=own).contains(&next)
    };
    (0..lines.len())
        .filter(|at| is_empty(*at))
        .map(|at| lines[at])
        .collect()
}

#[test]
fn every_report_of_an_incident_is_whole() {
    let place = TempDir::new().expect("a folder");
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = project.join("examples/weggeefactie.toml");
    let mut scenario = fs::read_to_string(example).expect("the scenario");
    for report in REPORTS {
        scenario.push_str(&format!(
            "\n[[step]]\nas = \"loghouder\"\ndraft = \"{report}\"\n[step.expect.draft]\nmissing = 0\n"
        ));
    }
    fs::write(place.path().join("verloop.toml"), scenario).expect("a file");
    let municipality = project.join("playbooks/gemeente.toml");
    fs::copy(municipality, place.path().join("gemeente.toml")).expect("the municipality");
    let output = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args(["run", "verloop.toml", "--out", "uit", "--data", "."])
        .current_dir(place.path())
        .env_remove("DRAAIBOEK_DATA")
        .env_remove("DRAAIBOEK_MIRROR")
        .output()
        .expect("the binary runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
    for report in REPORTS {
        let path = place.path().join(format!("uit/{report}.md"));
        let page = fs::read_to_string(path).expect("the report");
        assert!(!page.contains("ONTBREEKT"), "{report}");
        assert_eq!(empty(&page), Vec::<&str>::new(), "{report}");
    }
}
