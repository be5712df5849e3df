//! Enforcement and demonstrations: the facts of each example open its power, and one changed fact closes it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Returns what is found on a power when the facts in a text are known.
fn finding(power: &str, facts: &str) -> String {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("feiten.toml"), facts).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args([
            "powers",
            "--facts",
            "feiten.toml",
            "--power",
            power,
            "--json",
        ])
        .current_dir(folder.path())
        .env_remove("DRAAIBOEK_DATA")
        .output()
        .expect("the binary runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{power}: {err}");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = found[0]["finding"].as_str().expect("a finding");
    found.to_owned()
}

/// A power, the example with its facts, what is changed, and what is then found.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[test]
fn one_changed_fact_closes_a_power() {
    let cases: [Case; 10] = [
        (
            "betoging_voorschriften",
            "betoging-besluit",
            "betoging_over_inhoud = { value = false",
            "betoging_over_inhoud = { value = true",
            "missing",
        ),
        (
            "betoging_voorschriften",
            "betoging-besluit",
            r#"["verkeer", "wanordelijkheden"]"#,
            r#"["verkeer", "ander_belang"]"#,
            "missing",
        ),
        (
            "betoging_aanwijzing",
            "betoging-aanwijzing",
            "betoging_gaande = { value = true",
            "betoging_gaande = { value = false",
            "missing",
        ),
        (
            "betoging_beeindiging",
            "betoging-beeindiging",
            "betoging_wet_nagelezen = { value = true",
            "betoging_wet_nagelezen = { value = false",
            "missing",
        ),
        (
            "invordering",
            "invorderingsbeschikking",
            "gedraging_op_plaats",
            "bericht_plaatsen",
            "missing",
        ),
        // A year after 5 December 2026, and one day more.
        (
            "invordering",
            "invorderingsbeschikking",
            "2026-12-17",
            "2027-12-05",
            "present",
        ),
        (
            "invordering",
            "invorderingsbeschikking",
            "2026-12-17",
            "2027-12-06",
            "missing",
        ),
        // One day short of a year after 28 November 2025.
        (
            "opheffing_last",
            "opheffing-last",
            "2026-12-11",
            "2026-11-27",
            "missing",
        ),
        (
            "mandaat",
            "mandaatbesluit",
            "mandaat_openbare_orde = { value = false",
            "mandaat_openbare_orde = { value = true",
            "missing",
        ),
        (
            "last_bestuursdwang_spoed",
            "spoedeisende-bestuursdwang",
            "bestuursdwang_openbare_orde = { value = false",
            "bestuursdwang_openbare_orde = { value = true",
            "missing",
        ),
    ];
    for (power, example, from, to, found) in cases {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/facts/{example}.toml"));
        let facts = fs::read_to_string(path).expect("the facts");
        assert!(facts.contains(from), "{example}: no {from}");
        assert_eq!(finding(power, &facts), "present", "{power}");
        assert_eq!(
            finding(power, &facts.replace(from, to)),
            found,
            "{power}: {to}"
        );
    }
}
