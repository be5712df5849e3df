//! Corrections, and what was known before them.

use super::*;

#[test]
fn a_correction_decides_again_and_only_triggers_and_time_fall_away() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "burgemeester", decide_inzet("nee"));
    let rustig = Change::Replace(Replacement::Answer(Some(Value::Choice(
        "rustig".to_owned(),
    ))));

    let preview =
        preview(&play.playbook, &play.incident, 2, &rustig, minute(3)).expect("a preview");
    assert_eq!(
        preview.fell_away,
        Vec::<u64>::new(),
        "the trigger fires elsewhere"
    );
    assert_eq!(play.places(), "handelen stil", "a preview changes nothing");

    play.correct(4, 2, rustig).expect("corrected");
    assert_eq!(play.places(), "wachten stil");
    let situation = play.incident.situation();
    assert_eq!(
        situation.decisions["inzet"].option, "nee",
        "a decision always stands"
    );
    assert!(play.incident.struck(2).is_some());

    play.correct(5, 2, Change::Withdraw).expect("withdrawn");
    assert_eq!(play.places(), "duiden stil");
    let struck = play.incident.struck(3).map(|struck| &struck.how);
    assert_eq!(struck, Some(&StruckHow::FellAway));
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn a_moved_head_refuses_a_correction() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    let stale = Action::Correct {
        change: Change::Withdraw,
        head: 1,
        reason: "x".to_owned(),
        seq: 2,
    };
    let refusal = play.at(2, "oov", stale).expect_err("stale");
    assert_eq!(
        refusal,
        Refusal::Stale {
            expected: 1,
            head: 2
        }
    );
}

#[test]
fn as_of_shows_what_was_known_then() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", orde("rustig"));
    let then = play.incident.as_of(2);
    assert_eq!(
        then.situation().facts["orde"].value(),
        Some(&Value::Choice("dreiging".to_owned()))
    );
}

#[test]
fn a_withdrawn_entry_can_be_put_back_and_a_closing_can_be_withdrawn() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.correct(2, 2, Change::Withdraw).expect("withdrawn");
    let value = Some(Value::Choice("dreiging".to_owned()));
    let back = Change::Replace(Replacement::Answer(value.clone()));
    play.correct(3, 2, back).expect("put back");
    assert_eq!(
        play.incident.situation().facts["orde"].value(),
        value.as_ref()
    );
    play.go(
        4,
        "oov",
        Action::Close {
            reason: "Klaar.".to_owned(),
        },
    );
    let closing = play.head();
    play.correct(5, closing, Change::Withdraw)
        .expect("reopened");
    play.go(6, "oov", fire("ernstig"));
    assert_eq!(play.places(), "handelen stil");
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

#[test]
fn another_option_is_another_decision_and_needs_the_organ() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "burgemeester", decide_inzet("nee"));
    let seq = play.head();
    let yes = Change::Replace(Replacement::Option("ja".to_owned()));
    let refusal = play
        .correct(4, seq, yes)
        .expect_err("not by the loghouder alone");
    assert!(matches!(refusal, Refusal::NotAllowed { .. }), "{refusal}");
}

#[test]
fn what_is_still_to_come_has_not_happened() {
    let mut play = Play::begin();
    let note = Action::Note {
        compartment: None,
        certainty: Certainty::Confirmed,
        kind: NoteKind::Fact,
        source: None,
        text: "Gezien.".to_owned(),
    };
    let mut command = command(99, "oov", note);
    command.happened_at = Some(minute(60));
    let refusal = decide(&play.playbook, &play.incident, &command, minute(1));
    assert!(matches!(refusal, Err(Refusal::NotYetHappened { .. })));
    play.go(2, "oov", Action::Advance);
}
