//! What `check` proves about the shipped playbooks, and the routes that `cover` writes.

use std::collections::BTreeSet;
use std::fs;

use draaiboek::analysis::{Move, analyse, cover};
use draaiboek::catalog::Catalog;
use draaiboek::diagnostic::{Code, Source};
use draaiboek::law::Register;
use draaiboek::playbook;
use draaiboek::runtime;

use crate::program::Place;

#[test]
fn the_shipped_playbooks_are_free_of_findings_or_say_why() {
    let catalog = Catalog::open(None).expect("the built-in texts");
    for id in catalog.playbooks() {
        let material = runtime::parse(&catalog.pins(id)).expect("a shipped playbook");
        let analysis = analyse(&material.playbook);
        let found: Vec<String> = analysis.findings.iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{id}: {}", found.join("\n"));
        assert!(analysis.configurations > 1, "{id} was not looked at");
        for (finding, reason) in &analysis.waived {
            assert!(!reason.trim().is_empty(), "{id}: {finding}");
        }
    }
}

/// Guards that a property is not taken as proved because a region that it does not name was left out.
#[test]
fn what_waits_for_other_regions_is_not_silently_proved() {
    let text = r#"
        schema = "draaiboek/1"
        id = "proef"
        title = "Proef"
        version = "1"
        [trigger.klaar]
        label = "Klaar"
        [[invariant]]
        id = "nooit_na"
        title = "Na komt nooit"
        never = ["in na"]
        [state.samen]
        title = "Samen"
        why = "Een stap."
        parallel = true
        [[state.samen.go]]
        done = true
        to = "na"
        [state.een]
        in = "samen"
        title = "Een"
        why = "Een stap."
        [state.een_open]
        in = "een"
        title = "Open"
        why = "Een stap."
        [[state.een_open.go]]
        on = "klaar"
        to = "een_dicht"
        [state.een_dicht]
        in = "een"
        title = "Dicht"
        why = "Een stap."
        final = true
        [state.na]
        title = "Na"
        why = "Einde."
        final = true
    "#;
    let source = Source::new("proef.toml", text);
    let (playbook, _) = playbook::parse(&source, &Register::default()).expect("a playbook");
    let analysis = analyse(&playbook);
    let is_told = analysis
        .findings
        .iter()
        .any(|it| it.code == Code::Invariant)
        || analysis
            .unproven
            .iter()
            .any(|it| it.claim.contains("nooit_na"));
    assert!(is_told, "{:?}", analysis.findings);
}

#[test]
fn routes_take_every_transition_and_run() {
    let place = Place::new();
    let said = place.ok(&["cover", "paraatheid", "-o", "routes", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(report["left"], serde_json::json!([]), "{said}");
    let routes = fs::read_dir(place.path("routes")).expect("the folder");
    let mut count = 0;
    for route in routes {
        let name = route.expect("an entry").file_name();
        let file = format!("routes/{}", name.to_string_lossy());
        place.ok(&["run", &file]);
        count += 1;
    }
    assert_eq!(report["routes"], count);
    let (code, _, err) = place.run(&["cover", "paraatheid", "-o", "routes"]);
    assert_eq!(code, Some(4), "{err}");
    assert!(err.contains("or say --force"), "{err}");
}

#[test]
fn a_way_can_rest_on_what_became_of_a_document() {
    let text = r#"
        schema = "draaiboek/1"
        id = "proef"
        title = "Proef"
        version = "1.0.0"
        summary = "Een proef."
        role.oov = { title = "OOV" }
        [fact.partners]
        question = "Wie moet het weten?"
        why = "Ieder een brief."
        records = { naam = "text" }
        [document.melding]
        title = "Melding"
        template = "melding"
        [document.brief]
        title = "Brief"
        template = "brief"
        for_each = "partners"
        [state.melden]
        title = "Melden"
        why = "Een stap."
        draft = ["melding"]
        [[state.melden.go]]
        when = ["melding issued"]
        to = "schrijven"
        [state.schrijven]
        title = "Schrijven"
        why = "Een stap."
        ask = ["partners"]
        draft = ["brief"]
        [[state.schrijven.go]]
        when = ["all brief issued", "count partners >= 1"]
        to = "klaar"
        [state.klaar]
        title = "Klaar"
        why = "Einde."
        final = true
    "#;
    let source = Source::new("proef.toml", text);
    let (playbook, _) = playbook::parse(&source, &Register::default()).expect("a playbook");
    let covered = cover(&playbook, "2026-11-22T19:00:00Z".parse().expect("a moment"));
    assert!(covered.left.is_empty(), "{:?}", covered.left);
    let moves = covered.routes.iter().flat_map(|route| &route.moves);
    let issued = moves.filter_map(|(_, step)| match step {
        Move::Issue { document, .. } => Some(document.as_str()),
        _ => None,
    });
    let issued: BTreeSet<&str> = issued.collect();
    assert_eq!(issued, BTreeSet::from(["melding", "brief#1"]));
}

#[test]
fn findings_are_written_as_sarif() {
    let place = Place::new();
    let bad = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/playbooks/bad/D027-guard_gap.toml"
    );
    let (code, out, err) = place.run(&["check", bad, "--sarif"]);
    assert_eq!(code, Some(0), "{err}");
    let sarif: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "D027", "{out}");
    assert_eq!(result["level"], "warning", "{out}");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 27, "{out}");
    let text = result["message"]["text"].as_str().unwrap_or_default();
    assert!(text.contains("er gebeurt niets"), "{out}");
}
