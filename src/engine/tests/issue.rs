//! The life of a document after the concept.

use super::*;
use crate::engine::World;
use crate::fact::condition;
use crate::playbook::Scope;

/// Returns a play with a draft of the order, and the entry of the draft.
fn drafted() -> (Play, u64) {
    let mut play = Play::begin();
    let gates = [
        ("gedrag", "present"),
        ("gezag", "not_applicable"),
        ("let_op", "missing"),
    ];
    play.go(1, "oov", draft("bevel", 0, &gates, &[]));
    let seq = play.head();
    (play, seq)
}

fn deviating(reason: &str) -> Action {
    let Action::RecordIssue {
        document, stage, ..
    } = issue("bevel", Stage::Signed)
    else {
        unreachable!()
    };
    Action::RecordIssue {
        deviation: Some(reason.to_owned()),
        document,
        evidence: Vec::new(),
        files: Vec::new(),
        manner: None,
        of: None,
        reason: None,
        stage,
        to: None,
    }
}

fn absence(role: &str, absent: bool) -> Action {
    Action::SetAbsence {
        absent,
        reason: None,
        role: role.to_owned(),
    }
}

fn state(play: &Play) -> &'static str {
    let all = play.incident.situation().instances("bevel");
    all.last().map_or("none", |last| last.state(&all).name())
}

#[test]
fn who_drafted_signs_only_as_a_deviation_where_two_are_asked() {
    let mut play = Play::begin();
    play.go(1, "burgemeester", draft("bevel", 0, &[], &[]));
    let refusal = play
        .at(2, "burgemeester", issue("bevel", Stage::Signed))
        .expect_err("the same role drafted it");
    assert_eq!(
        refusal.to_string(),
        "`bevel` is not ready: open are `four_eyes`"
    );
    play.go(
        3,
        "burgemeester",
        deviating("Niemand anders was bereikbaar."),
    );
    assert_eq!(state(&play), "signed");
}

#[test]
fn an_order_goes_from_concept_to_signed_to_made_known_to_withdrawn() {
    let (mut play, seq) = drafted();
    let mut go = |at, stage| {
        play.go(at, "burgemeester", issue("bevel", stage));
        let of = play
            .incident
            .situation()
            .issued
            .last()
            .map(|issued| issued.of);
        assert_eq!(of, Some(seq));
        state(&play)
    };
    assert_eq!(go(2, Stage::Submitted), "submitted");
    assert_eq!(go(3, Stage::Signed), "signed");
    assert_eq!(go(4, Stage::Served), "issued");
    assert_eq!(go(5, Stage::Reviewed(Outcome::Change)), "to_change");
    assert_eq!(go(6, Stage::Withdrawn), "withdrawn");
    let refusal = play
        .at(7, "burgemeester", issue("bevel", Stage::Served))
        .expect_err("it was withdrawn");
    assert!(
        refusal.to_string().contains("possible are: none"),
        "{refusal}"
    );
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn only_what_was_drafted_is_signed_and_only_what_was_signed_is_made_known() {
    let mut play = Play::begin();
    let refusal = play
        .at(1, "burgemeester", issue("bevel", Stage::Signed))
        .expect_err("there is no draft");
    let expected = Refusal::NotDrafted {
        document: "bevel".to_owned(),
        drafted: Vec::new(),
    };
    assert_eq!(refusal, expected);
    let (mut play, _) = drafted();
    let mut possible = |at, stage| match play.at(at, "burgemeester", issue("bevel", stage)) {
        Err(Refusal::StageNotPossible { possible, .. }) => possible,
        other => panic!("{other:?}"),
    };
    assert_eq!(possible(2, Stage::Served), ["submitted", "signed"]);
    assert_eq!(possible(3, Stage::Withdrawn), ["submitted", "signed"]);
    play.go(4, "burgemeester", issue("bevel", Stage::Signed));
    let mut possible = |at, stage| match play.at(at, "burgemeester", issue("bevel", stage)) {
        Err(Refusal::StageNotPossible { possible, .. }) => possible,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        possible(5, Stage::Withdrawn),
        ["signed", "served", "sent", "published", "reviewed"],
        "what has not left the building is not withdrawn"
    );
    // A letter rests on no power: it can be sent as it is.
    play.go(6, "oov", draft("brief", 0, &[], &[]));
    play.go(7, "oov", issue("brief", Stage::Sent));
}

#[test]
fn the_organ_signs_or_who_legally_replaces_it() {
    let (mut play, _) = drafted();
    let sign = || issue("bevel", Stage::Signed);
    let refusal = play.at(2, "oov", sign()).expect_err("not the organ");
    assert!(matches!(refusal, Refusal::NotAllowed { .. }), "{refusal}");
    play.go(3, "loghouder", absence("burgemeester", true));
    play.go(3, "loghouder", absence("loco", true));
    play.at(4, "oov", sign())
        .expect_err("a functional stand-in does not sign");
    play.at(5, "oov", deviating("Haast."))
        .expect_err("nor with a reason");
    play.go(6, "loghouder", absence("loco", false));
    play.go(6, "loco", sign());
    let by = play.incident.log().last().and_then(|e| e.meta.by.clone());
    let acting_for = by.and_then(|by| by.acting_for);
    assert_eq!(acting_for.as_deref(), Some("burgemeester"));
    play.go(7, "loghouder", issue("bevel", Stage::Served));
}

#[test]
fn what_is_not_ready_is_signed_only_as_a_deviation_and_never_becomes_ready() {
    let (mut play, _) = drafted();
    let gates = [
        ("gedrag", "rejected"),
        ("gezag", "doubt"),
        ("let_op", "missing"),
    ];
    play.go(2, "oov", draft("bevel", 2, &gates, &[]));
    let draft = play.head();
    let open = vec!["gedrag".to_owned(), "gezag".to_owned()];
    let expected = Refusal::NotReady {
        document: "bevel".to_owned(),
        missing: 2,
        open: open.clone(),
    };
    let sign = || issue("bevel", Stage::Signed);
    assert_eq!(play.at(3, "burgemeester", sign()), Err(expected.clone()));
    let silent = play.at(4, "burgemeester", deviating("  "));
    assert_eq!(silent, Err(expected), "a deviation has a reason");
    play.go(5, "burgemeester", deviating("Het plein loopt vol."));
    let signed = play.incident.situation().issued.last().cloned();
    let signed = signed.expect("it is recorded");
    assert_eq!((signed.of, signed.missing), (draft, 2));
    assert_eq!(signed.open, open);
    play.go(6, "loghouder", issue("bevel", Stage::Served));
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn an_order_given_orally_needs_no_draft_and_is_put_in_writing_later() {
    let mut play = Play::begin();
    play.go(1, "burgemeester", issue("bevel", Stage::Oral));
    let oral = play.head();
    assert_eq!(state(&play), "oral");
    let holds = |play: &Play, text: &str| {
        let scope = Scope::of(&play.playbook);
        let condition = condition::read(text, &scope).expect("it is a condition");
        let world = World::new(&play.playbook, play.incident.situation());
        condition.truth(&world).holds()
    };
    assert!(holds(&play, "bevel oral") && holds(&play, "bevel issued"));
    assert_eq!(
        play.incident
            .situation()
            .clock_starts(&play.playbook.clocks()[1]),
        []
    );
    play.go(2, "oov", draft("bevel", 0, &[], &[]));
    let written = play.head();
    play.go(3, "burgemeester", issue("bevel", Stage::Signed));
    let all = play.incident.situation().instances("bevel");
    assert_eq!(all[0].of, oral);
    assert_eq!(all[0].state(&all), InstanceState::Oral(Some(written)));
    assert!(!holds(&play, "bevel oral") && holds(&play, "bevel issued"));
    // The order is out already, so what is withdrawn is the order as it was written down.
    play.go(4, "burgemeester", issue("bevel", Stage::Withdrawn));
    let last = play
        .incident
        .situation()
        .issued
        .last()
        .map(|issued| issued.of);
    assert_eq!(last, Some(written));
    assert!(!holds(&play, "bevel issued"));
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn a_review_is_of_what_is_in_force_and_not_of_a_later_concept() {
    let (mut play, first) = drafted();
    play.go(2, "burgemeester", issue("bevel", Stage::Signed));
    play.go(3, "loghouder", issue("bevel", Stage::Sent));
    play.go(4, "oov", draft("bevel", 0, &[], &[]));
    let second = play.head();
    let change = issue("bevel", Stage::Reviewed(Outcome::Change));
    play.go(5, "burgemeester", change);
    play.go(6, "burgemeester", issue("bevel", Stage::Signed));
    play.go(7, "loghouder", issue("bevel", Stage::Sent));
    let of: Vec<u64> = play
        .incident
        .situation()
        .issued
        .iter()
        .map(|i| i.of)
        .collect();
    assert_eq!(of, [first, first, first, second, second]);
    let all = play.incident.situation().instances("bevel");
    assert_eq!(all[0].state(&all), InstanceState::Changed(second));
}

#[test]
fn proof_is_attached_in_the_same_turn_and_the_erased_log_still_verifies() {
    let (mut play, _) = drafted();
    let mut sign = issue("bevel", Stage::Signed);
    if let Action::RecordIssue { files, .. } = &mut sign {
        files.push(Proof {
            file_name: "getekend.pdf".to_owned(),
            sha256: "11".to_owned(),
            size: 3,
        });
    }
    let made = play.go(2, "burgemeester", sign);
    assert_eq!(made, ["evidence_attached", "document_issued"]);
    let scan = play.head() - 1;
    let mut serve = issue("bevel", Stage::Served);
    if let Action::RecordIssue { evidence, .. } = &mut serve {
        *evidence = vec![scan];
    }
    play.go(3, "loghouder", serve.clone());
    if let Action::RecordIssue { evidence, .. } = &mut serve {
        *evidence = vec![1];
    }
    play.at(4, "loghouder", serve)
        .expect_err("that is no evidence");
    let erased = without_words(&play.incident, |_| true);
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
    let again = verify(&play.playbook, &erased).expect("and without the words");
    assert_eq!(again.situation().issued, play.incident.situation().issued);
}

#[test]
fn after_closing_a_document_is_still_made_known_and_withdrawn() {
    let (mut play, _) = drafted();
    play.go(2, "burgemeester", issue("bevel", Stage::Signed));
    let close = Action::Close {
        reason: "Klaar.".to_owned(),
    };
    play.go(3, "oov", close);
    play.go(4, "loghouder", issue("bevel", Stage::Sent));
    play.go(5, "burgemeester", issue("bevel", Stage::Withdrawn));
    let seq = play.head();
    play.correct(6, seq, Change::Withdraw)
        .expect("wrongly recorded");
    assert_eq!(state(&play), "issued");
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}
