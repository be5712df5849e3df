//! One scene for each rule of the design.

use super::*;

#[test]
fn a_loghouder_records_the_decision_of_the_mayor_and_a_stand_in_does_not_decide() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    let refusal = play
        .at(3, "loghouder", decide_inzet("ja"))
        .expect_err("not by the loghouder");
    assert!(matches!(refusal, Refusal::NotAllowed { .. }));
    let absence = |absent| Action::SetAbsence {
        absent,
        reason: None,
        role: "burgemeester".to_owned(),
    };
    play.go(4, "loghouder", absence(true));
    play.at(5, "oov", decide_inzet("ja"))
        .expect_err("a functional stand-in does not decide");
    play.at(6, "burgemeester", decide_inzet("ja"))
        .expect_err("the mayor is absent");
    play.go(7, "loco", decide_inzet("ja"));
    let entry = play.incident.log().last().expect("an entry");
    let by = entry.meta.by.as_ref().expect("by someone");
    assert_eq!(by.acting_for.as_deref(), Some("burgemeester"));
    // The decision opened a transition by itself, and what it raised acted in the other region.
    assert_eq!(play.places(), "wachten open");
}

#[test]
fn a_decision_needs_its_moment_and_a_reason() {
    let mut play = Play::begin();
    let refusal = play
        .at(1, "burgemeester", decide_inzet("ja"))
        .expect_err("not here");
    assert!(matches!(refusal, Refusal::DecisionNotOffered { .. }));
    play.go(2, "oov", orde("dreiging"));
    play.go(3, "oov", fire("ernstig"));
    let silent = Action::Decide {
        decision: "inzet".to_owned(),
        option: "ja".to_owned(),
        reason: "  ".to_owned(),
        review_at: None,
    };
    let refusal = play.at(4, "burgemeester", silent).expect_err("no reason");
    assert_eq!(refusal, Refusal::NoText { what: "reason" });
}

#[test]
fn police_data_is_a_marker_unless_a_ground_is_recorded() {
    let mut play = Play::begin();
    let text = |text: &str| record("politie", Some(Value::Text(text.to_owned())));
    let refusal = play
        .at(1, "oov", text("naam en adres"))
        .expect_err("no ground");
    assert_eq!(
        refusal,
        Refusal::NoGround {
            fact: "politie".to_owned()
        }
    );
    play.go(2, "oov", text("aanwezig"));
    let Action::Record {
        certainty,
        fact,
        value,
        ..
    } = text("beeld")
    else {
        unreachable!()
    };
    let ground = Some("artikel".to_owned());
    play.go(
        3,
        "oov",
        Action::Record {
            ask_again: None,
            certainty,
            fact,
            ground,
            source: None,
            value,
        },
    );
}

#[test]
fn after_closing_the_chart_stands_still_and_the_log_does_not() {
    let mut play = Play::begin();
    play.go(
        1,
        "oov",
        Action::Close {
            reason: "Klaar.".to_owned(),
        },
    );
    play.go(600, "oov", orde("dreiging"));
    assert_eq!(
        play.incident.log().last().and_then(|e| e.event().step()),
        Some(&Step::default())
    );
    assert_eq!(
        play.at(601, "oov", fire("ernstig")).expect_err("closed"),
        Refusal::Closed
    );
}

#[test]
fn an_erased_log_still_verifies_and_stands_the_same() {
    let mut play = Play::begin();
    play.go(
        1,
        "oov",
        record("plaatser", Some(Value::Person("A".to_owned()))),
    );
    play.go(2, "oov", orde("dreiging"));
    let erased = without_words(&play.incident, |_| true);
    let again = verify(&play.playbook, &erased).expect("it decides again the same");
    assert_eq!(again.situation().chart, play.incident.situation().chart);
}

#[test]
fn the_first_who_is_not_away_replaces() {
    let absence = |role: &str| Action::SetAbsence {
        absent: true,
        reason: None,
        role: role.to_owned(),
    };
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "loghouder", absence("oov"));
    play.at(3, "loghouder", fire("ernstig"))
        .expect_err("nobody stands in for this role");
    play.go(4, "loghouder", absence("burgemeester"));
    play.go(5, "loghouder", absence("loco"));
    play.at(6, "loco", decide_inzet("ja"))
        .expect_err("away as well");
}

#[test]
fn lines_from_paper_come_in_together_and_verify() {
    let mut play = Play::begin();
    let line = |at, role: &str| NoteLine {
        certainty: Certainty::Unconfirmed,
        decided: who(role).decided,
        happened_at: minute(at),
        kind: NoteKind::Fact,
        source: None,
        text: format!("om {at}"),
    };
    let lines = vec![line(1, "oov"), line(2, "burgemeester")];
    let made = play.go(30, "loghouder", Action::ImportNotes { lines });
    assert_eq!(made[made.len() - 2..], ["noted", "noted"]);
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn a_meeting_has_a_number_of_its_own_and_there_is_one_at_a_time() {
    let mut play = Play::begin();
    let numbers = |play: &Play| -> Vec<(u64, bool)> {
        let meetings = play.incident.situation().meetings.iter();
        meetings
            .map(|one| (one.number, one.closed.is_some()))
            .collect()
    };
    let refusal = play.at(1, "oov", Action::CloseMeeting);
    assert_eq!(refusal.expect_err("none is open"), Refusal::NoMeeting);
    play.go(2, "oov", Action::OpenMeeting);
    let opened = play.head();
    let refusal = play.at(3, "oov", Action::OpenMeeting);
    assert_eq!(
        refusal.expect_err("one is open"),
        Refusal::MeetingOpen { number: 1 }
    );
    play.go(4, "oov", Action::CloseMeeting);
    play.correct(5, opened, Change::Withdraw)
        .expect("corrected");
    assert_eq!(numbers(&play), [], "it was noted by mistake");
    play.go(6, "oov", Action::OpenMeeting);
    assert_eq!(numbers(&play), [(2, false)], "a number is used once");
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn a_handover_puts_the_person_in_the_role_and_needs_what_was_said_back() {
    let mut play = Play::begin();
    let hand_over = |read_back: &str| Action::HandOver {
        person: "B".to_owned(),
        read_back: read_back.to_owned(),
        role: "oov".to_owned(),
        worries: String::new(),
    };
    let silent = play
        .at(1, "oov", hand_over(" "))
        .expect_err("nothing was said");
    assert_eq!(silent, Refusal::NoText { what: "read-back" });
    let absent = Action::SetAbsence {
        absent: true,
        reason: None,
        role: "oov".to_owned(),
    };
    play.go(2, "loghouder", absent);
    play.go(3, "loghouder", hand_over("de hal gaat dicht"));
    assert_eq!(play.incident.situation().person("oov"), Some("B"));
    assert!(!play.incident.situation().is_absent("oov"));
    let erased = without_words(&play.incident, |_| true);
    verify(&play.playbook, &erased).expect("it decides again the same");
}

#[test]
fn an_entry_has_the_lowest_version_that_can_read_it() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "burgemeester", decide_inzet("nee"));
    let plain = play.head();
    let Action::Decide {
        decision,
        option,
        reason,
        ..
    } = decide_inzet("nee")
    else {
        panic!("it is a decision");
    };
    let review_at = Some(minute(60));
    let again = Action::Decide {
        decision,
        option,
        reason,
        review_at,
    };
    play.go(4, "burgemeester", again);
    let reviewed = play.head();
    let version = |seq| play.incident.entry(seq).map(|entry| entry.meta.version);
    assert_eq!((version(plain), version(reviewed)), (Some(1), Some(3)));
    let decided = &play.incident.situation().decisions["inzet"];
    assert_eq!(decided.review_at, review_at);
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}
