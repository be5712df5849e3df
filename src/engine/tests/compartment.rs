//! Who may know which entries.

use std::sync::Arc;

use super::*;
use crate::playbook::Audience;

/// Returns the small playbook with the poster of the call and the letter to them in a compartment, and one
/// for a note.
fn parted() -> Playbook {
    let text = include_str!("playbook.toml")
        .replace(
            "[fact.plaatser]",
            "[compartment.persoon]\ntitle = \"Persoon\"\nwhy = \"Over een mens.\"\nsees = [\"burgemeester\"]\n\n\
             [compartment.politie]\ntitle = \"Politie\"\nwhy = \"Van de politie.\"\nsees = [\"oov\"]\n\n\
             [fact.plaatser]\ncompartment = \"persoon\"",
        )
        .replace("[document.brief]", "[document.brief]\ncompartment = \"persoon\"")
        .replace("[decision.inzet]", "[decision.inzet]\ncompartment = \"persoon\"");
    let source = Source::new("proef", &text);
    match playbook::parse(&source, &law()) {
        Ok((playbook, _)) => playbook,
        Err(findings) => panic!("{}", render(&source, &findings)),
    }
}

fn kept(compartment: &str, text: &str) -> Action {
    Action::Note {
        certainty: Certainty::Confirmed,
        compartment: Some(compartment.to_owned()),
        kind: NoteKind::Note,
        source: None,
        text: text.to_owned(),
    }
}

fn played(playbook: &Playbook, wishes: Vec<(&str, Action)>) -> Incident {
    let mut incident = Incident::default();
    for (number, (role, action)) in wishes.into_iter().enumerate() {
        let number_of = i64::try_from(number).expect("few");
        let command = command(number, role, action);
        let entries = decide(playbook, &incident, &command, minute(number_of));
        for entry in entries.unwrap_or_else(|refusal| panic!("{number}: {refusal}")) {
            incident.evolve(entry);
        }
    }
    incident
}

fn full(playbook: &Playbook) -> Incident {
    played(
        playbook,
        vec![
            ("oov", start(false)),
            ("oov", note("OPENBAAR")),
            (
                "burgemeester",
                record("plaatser", Some(Value::Person("GEHEIM-1".to_owned()))),
            ),
            ("burgemeester", kept("persoon", "GEHEIM-2")),
            ("oov", kept("politie", "GEHEIM-3")),
            ("oov", orde("dreiging")),
            ("oov", fire("ernstig")),
            ("burgemeester", decide_inzet("ja")),
        ],
    )
}

#[test]
fn an_audience_sees_the_place_of_what_it_may_not_know_and_nothing_else() {
    let playbook = parted();
    let incident = full(&playbook);
    let seen = |audience: &Audience| format!("{:?}", incident.seen_by(&playbook, audience));
    let outside = seen(&Audience::outside());
    assert!(
        outside.contains("OPENBAAR") && !outside.contains("GEHEIM"),
        "{outside}"
    );
    let of = |role| playbook.audience(Some(role));
    // Who replaces or stands in for who sees, sees too.
    for role in ["burgemeester", "loco"] {
        let shown = seen(&of(role));
        assert!(
            shown.contains("GEHEIM-1") && shown.contains("GEHEIM-2"),
            "{role}"
        );
        assert!(!shown.contains("GEHEIM-3"), "{role}");
    }
    assert!(seen(&of("oov")).contains("GEHEIM-3"));
    assert_eq!(of("loghouder"), Audience::outside());
    let for_all = incident.seen_by(&playbook, &Audience::outside());
    assert_eq!(for_all.log().len(), incident.log().len());
    let (whole, known) = (incident.situation(), for_all.situation());
    assert_eq!(whole.chart, known.chart, "the chart is public");
    assert!(known.facts.contains_key("orde") && !known.facts.contains_key("plaatser"));
    assert!(known.decisions.is_empty() && !whole.decisions.is_empty());
    let playbook = playbook.seen_by(&Audience::outside());
    assert_eq!(
        playbook.fact("plaatser").expect("its kind stays").label,
        "besloten"
    );
    assert!(playbook.decision("inzet").is_none() && playbook.document("brief").is_none());
}

#[test]
fn a_log_with_compartments_is_verified_also_after_erasure_and_a_correction_stays_inside() {
    let playbook = parted();
    let mut incident = full(&playbook);
    let correct = Action::Correct {
        change: Change::Replace(Replacement::Text("GEHEIM-4".to_owned())),
        head: incident.situation().head,
        reason: "GEHEIM-5".to_owned(),
        seq: 4,
    };
    let correct = command(20, "burgemeester", correct);
    for entry in decide(&playbook, &incident, &correct, minute(7)).expect("it is corrected") {
        assert_eq!(entry.meta.compartment.as_deref(), Some("persoon"));
        assert_eq!(entry.meta.version, 5);
        incident.evolve(entry);
    }
    let outside = incident.seen_by(&playbook, &Audience::outside());
    assert!(!format!("{outside:?}").contains("GEHEIM"));
    assert_eq!(outside.situation().chart, incident.situation().chart);
    verify(&playbook, incident.log()).expect("it is what was decided");
    let mut erased = incident.log().to_vec();
    for entry in erased.iter_mut().map(Arc::make_mut) {
        entry.content = entry
            .content
            .take()
            .filter(|_| entry.meta.compartment.is_none());
    }
    let again = verify(&playbook, &erased).expect("erasing changes nothing that is decided");
    assert_eq!(
        again.compartment_of(&playbook, 3).as_deref(),
        Some("persoon")
    );
    // An entry that says another compartment is not what was decided.
    let mut moved = incident.log().to_vec();
    Arc::make_mut(&mut moved[2]).meta.compartment = Some("politie".to_owned());
    verify(&playbook, &moved).expect_err("it was not so");
    // A log without compartments has the version and the shape that it had.
    let plain = played(&small(), vec![("oov", start(false)), ("oov", note("zo"))]);
    let json = serde_json::to_string(&plain.log()[1].meta).expect("it is written");
    assert!(
        !json.contains("compartment") && json.contains("\"version\":1"),
        "{json}"
    );
}

#[test]
fn what_touches_two_compartments_or_one_that_is_not_seen_is_refused() {
    let playbook = parted();
    let incident = full(&playbook);
    let refused = |role: &str, action: Action| {
        let command = command(30, role, action);
        let refused = decide(&playbook, &incident, &command, minute(30));
        refused.expect_err("it is refused").to_string()
    };
    let draft = |document: &str| Action::RecordDraft {
        document: document.to_owned(),
        gates: Vec::new(),
        missing: 0,
        relied_on: vec![3],
        sha256: String::new(),
        template_sha256: String::new(),
    };
    assert_eq!(
        refused("oov", draft("bevel")),
        "this touches what everybody sees and `persoon`, which do not go together"
    );
    assert_eq!(
        refused("loco", kept("politie", "x")),
        "`loco` does not see `politie`; does see: `persoon`"
    );
    assert!(refused("oov", kept("pers", "x")).contains("there is no compartment `pers`"));
    let command = command(31, "burgemeester", draft("brief"));
    let entries = decide(&playbook, &incident, &command, minute(8)).expect("it lies there");
    assert_eq!(entries[0].meta.compartment.as_deref(), Some("persoon"));
}
