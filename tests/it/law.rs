//! The law register through the binary: sources, the check, and powers against what is known.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::run;

fn ok(folder: &TempDir, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}\n{out}{err}");
    out
}

fn powers(facts: &str) -> Vec<Value> {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("feiten.toml"), facts).expect("a file");
    let out = ok(&folder, &["powers", "--facts", "feiten.toml", "--json"]);
    serde_json::from_str(&out).expect("JSON")
}

fn power<'a>(powers: &'a [Value], id: &str) -> &'a Value {
    let found = powers.iter().find(|power| power["id"] == id);
    found.unwrap_or_else(|| panic!("no power {id}"))
}

/// Guards against a power that is offered without anyone having answered anything.
#[test]
fn nothing_is_open_when_nothing_is_known() {
    let powers = powers("");
    let ranks: Vec<u64> = powers
        .iter()
        .filter_map(|power| power["rank"].as_u64())
        .collect();
    assert!(ranks.is_sorted(), "from light to heavy: {ranks:?}");
    for power in &powers {
        let finding = &power["finding"];
        assert!(
            finding == "unknown" || finding == "missing",
            "{}: {finding}",
            power["id"]
        );
        let questions = power["questions"].as_array().expect("a list");
        assert!(
            finding == "missing" || !questions.is_empty(),
            "{}: says what to answer first",
            power["id"]
        );
    }
}

#[test]
fn a_ground_that_a_court_rejected_is_named_with_the_court() {
    let powers = powers(
        "overtreding_feitelijk = [\"bericht_plaatsen\"]\nnorm_soort = \"apv\"\n\
         uitvoerend_orgaan = \"burgemeester\"\n",
    );
    let order = power(&powers, "last_onder_dwangsom");
    assert_eq!(order["finding"], "rejected");
    let text = order["finding_text"].as_str().expect("a text");
    assert!(text.contains("ECLI:NL:RBMNE:2023:375"), "{text}");
    assert!(text.contains("11 juni 2025"), "{text}");
    // No ruling on exactly this order is known, so it is missing and not rejected.
    assert_eq!(power(&powers, "licht_bevel")["finding"], "missing");
}

/// No law gives these, and no court has said so: they are missing whatever is known, and never rejected.
#[test]
fn what_no_law_gives_is_missing_whatever_is_known() {
    for facts in [
        "betoging = false\n",
        "monitoring_persoon = true\nmonitoring_open_bronnen = true\nverwijderbevel_wet_nagelezen = true\n",
    ] {
        let powers = powers(facts);
        for id in ["dsa_9_bevel", "verwijderbevel_173"] {
            assert_eq!(power(&powers, id)["finding"], "missing", "{id}");
        }
    }
    let followed = powers("monitoring_persoon = true\n");
    let looking = power(&followed, "monitoring");
    assert_eq!(looking["finding"], "missing");
    let sources = looking["gates"][0]["sources"].to_string();
    assert!(sources.contains("Handreiking"), "{sources}");
}

#[test]
fn an_unconfirmed_fact_makes_a_finding_doubtful() {
    let known = |certainty: &str| {
        format!(
            "bewijs_veilig = {{ value = true, certainty = \"bevestigd\" }}\n\
             politie_om_akkoord_contact = {{ value = true, certainty = \"{certainty}\" }}\n\
             gesprek_vrijwillig = {{ value = true, certainty = \"bevestigd\" }}\n\
             plaatser_bekend = {{ value = true, certainty = \"bevestigd\" }}\n\
             betoging = false\n"
        )
    };
    for (certainty, finding) in [("bevestigd", "present"), ("onbevestigd", "doubt")] {
        let powers = powers(&known(certainty));
        let contact = power(&powers, "stopgesprek");
        assert_eq!(contact["finding"], finding);
    }
}

#[test]
fn the_shipped_register_has_nothing_to_mend() {
    let folder = TempDir::new().expect("a folder");
    let out = ok(
        &folder,
        &["law", "check", "--as-of", "2026-11-22", "--json"],
    );
    let remarks: Vec<Value> = serde_json::from_str(&out).expect("JSON");
    let kinds = |kind: &str| {
        remarks
            .iter()
            .filter(|remark| remark["kind"] == kind)
            .count()
    };
    assert_eq!(kinds("old") + kinds("switched"), 0, "{out}");
    assert!(kinds("unverified") > 0, "what nobody verified is said");
    // A year on, everything has to be looked at again.
    let out = ok(
        &folder,
        &["law", "check", "--as-of", "2027-12-01", "--json"],
    );
    let remarks: Vec<Value> = serde_json::from_str(&out).expect("JSON");
    assert!(remarks.iter().any(|remark| remark["kind"] == "old"));
}

#[test]
fn the_unknown_number_of_a_decision_stays_empty_and_says_so() {
    let folder = TempDir::new().expect("a folder");
    let out = ok(&folder, &["law", "show", "abrvs-2025-06-11", "--json"]);
    let source: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(source["locator"], "");
    assert!(source["note"].as_str().expect("a note").contains("ECLI"));
    let text = ok(&folder, &["law", "show", "abrvs-2025-06-11"]);
    assert!(text.contains("Vindplaats        niet bekend"), "{text}");
}

/// A municipality replaces a source, adds a power that does not fit, and switches on what is no law.
#[test]
fn a_municipality_replaces_and_adds_and_the_check_says_what_is_wrong() {
    let folder = TempDir::new().expect("a folder");
    let law = folder.path().join("eigen/playbooks/law");
    fs::create_dir_all(&law).expect("a folder");
    fs::write(
        law.join("zz-voorbeeldstad.toml"),
        r#"
schema = "draaiboek-law/1"
by = "Gemeente Voorbeeldstad"

[source.gemw-172-3]
kind = "statute"
cite = "artikel 172, derde lid, van de Gemeentewet"
title = "Gemeentewet"
rule = "Eigen lezing."
status = "in_force"
valid_until = 2026-12-31
checked = 2026-11-22
read = "2026-10-01"

[switch.wet_36789_in_werking]
title = "Het wetsvoorstel voor een verwijderbevel is wet en in werking"
source = "wet-36789"
on = true
checked = 2026-11-22

[power.eigen_bevel]
title = "Eigen bevel"
rank = 9
form = "order"
organ = ["burgemeester"]
law = ["bestaat-niet"]
[[power.eigen_bevel.requirement]]
use = "evenredigheidd"
"#,
    )
    .expect("a file");
    let out = ok(&folder, &["--data", "eigen", "law", "show", "gemw-172-3"]);
    assert!(
        out.contains("Gegevens van      Gemeente Voorbeeldstad"),
        "{out}"
    );
    let order = [
        "--data",
        "eigen",
        "draft",
        "noodbevel",
        "--facts",
        "leeg.toml",
    ];
    fs::write(folder.path().join("leeg.toml"), "").expect("a file");
    ok(&folder, &[&order[..], &["-o", "uit.md"]].concat());
    let note = fs::read_to_string(folder.path().join("uit-oplegnotitie.md")).expect("the note");
    assert!(
        note.contains("draaiboek en Gemeente Voorbeeldstad"),
        "{note}"
    );
    let check = ["--data", "eigen", "law", "check", "--as-of", "2027-01-01"];
    let output = run(&folder, &check);
    assert_eq!(output.status.code(), Some(1));
    let out = String::from_utf8_lossy(&output.stdout);
    for says in [
        "bestaat-niet: staat niet in het register (bij bevoegdheid eigen_bevel)",
        "eigen_bevel: `eigen_bevel` uses `evenredigheidd`, which is no requirement",
        "eigen_bevel: beantwoordt niet: lichter_middel",
        "gemw-172-3: gold tot en met 31 december 2026",
        "wet_36789_in_werking: Het wetsvoorstel voor een verwijderbevel is wet en in werking",
    ] {
        assert!(out.contains(says), "{says}\n{out}");
    }
}

/// Law typed by hand is refused where something begins, and still read where something runs already.
#[test]
fn law_typed_by_hand_is_refused_at_the_start_and_can_still_be_read() {
    let folder = TempDir::new().expect("a folder");
    let law = folder.path().join("eigen/playbooks/law");
    fs::create_dir_all(&law).expect("a folder");
    let text =
        "schema = \"draaiboek-law/1\"\n[organ.dijkgraaf]\ntitle = \"Dijkgraaf (artikel 96)\"\n";
    fs::write(law.join("zz-eigen.toml"), text).expect("a file");
    let begins = ["start", "online-ordeverstoring", "--title", "Proef"];
    for (arguments, is_refused) in [
        (&["check", "online-ordeverstoring"][..], true),
        (&["law", "check", "--as-of", "2026-11-22"], true),
        (&begins, true),
        (&["law", "list"], false),
        (&["powers"], false),
    ] {
        let arguments: Vec<&str> = ["--data", "eigen"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        let output = run(&folder, &arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert_eq!(
            !output.status.success(),
            is_refused,
            "{arguments:?}\n{said}"
        );
        let is_told = said.contains("[D025]: `artikel 96` is typed by hand");
        assert_eq!(is_told, is_refused, "{arguments:?}\n{said}");
    }
}

#[test]
fn what_is_not_there_says_what_is_possible() {
    let folder = TempDir::new().expect("a folder");
    for (arguments, says) in [
        (
            &["law", "show", "gemw-173-3"][..],
            "did you mean `gemw-172-3`?",
        ),
        (&["law", "check", "--as-of", "morgen eens"], "is not a date"),
        (&["powers", "--power", "toverstaf"], "there are: "),
        (
            &["powers", "--playbook", "brand"],
            "there are: gemeente-gehackt, ",
        ),
    ] {
        let output = run(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(err.contains(says), "{arguments:?}\n{err}");
    }
}
