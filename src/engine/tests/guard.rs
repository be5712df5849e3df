//! Guards: what is known, what is not, and what waits for it.

use super::*;
use crate::fact::condition::requirement;

#[test]
fn an_undetermined_guard_neither_fires_nor_blocks_in_silence() {
    let mut play = Play::begin();
    let refusal = play
        .at(1, "oov", fire("ernstig"))
        .expect_err("nothing is known");
    let Refusal::NotPossible {
        needs,
        possible,
        states,
        ..
    } = &refusal
    else {
        panic!("{refusal}");
    };
    let needs: Vec<String> = needs
        .iter()
        .map(|n| requirement(n, &play.playbook))
        .collect();
    assert_eq!(needs, ["‘orde’ is dreiging"]);
    assert_eq!(states, &["duiden", "stil"]);
    assert_eq!(possible, &["melden"]);

    // Known in one region and not in the other: it acts where it is true and names the other.
    play.go(
        2,
        "oov",
        record("moment", Some(Value::Datetime(minute(600)))),
    );
    play.go(3, "oov", fire("ernstig"));
    assert_eq!(play.places(), "duiden open");
    let log = play.incident.log();
    let step = log
        .last()
        .and_then(|entry| entry.event().step())
        .expect("a step");
    assert_eq!(step.taken, ["stil/3"]);
    assert_eq!(step.undetermined, ["duiden/1", "duiden/2"]);
}

#[test]
fn a_question_can_wait_for_an_answer_that_makes_it_one() {
    let mut play = Play::begin();
    let ids = |play: &Play| {
        let asked = asked(&play.playbook, play.incident.situation());
        let ids: Vec<String> = asked.iter().map(|fact| fact.id.clone()).collect();
        ids.join(" ")
    };
    assert_eq!(ids(&play), "orde moment plaatser");
    play.go(1, "oov", orde("dreiging"));
    assert_eq!(ids(&play), "orde moment plaatser politie");
    play.go(2, "oov", orde("rustig"));
    assert_eq!(ids(&play), "orde moment plaatser");
}

#[test]
fn otherwise_is_taken_only_when_the_earlier_siblings_are_false() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("rustig"));
    play.go(2, "oov", fire("ernstig"));
    assert_eq!(play.places(), "wachten stil");
}

#[test]
fn a_transition_by_itself_fires_when_a_fact_becomes_known() {
    let mut play = Play::begin();
    play.go(
        1,
        "oov",
        Action::FinishTask {
            result: String::new(),
            task: "bellen".to_owned(),
        },
    );
    assert_eq!(play.places(), "duiden stil");
    play.go(2, "oov", orde("rustig"));
    assert_eq!(play.places(), "wachten stil");
}

#[test]
fn asked_and_unknown_is_not_an_answer() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", record("orde", None));
    let refusal = play
        .at(3, "oov", fire("ernstig"))
        .expect_err("it is unknown again");
    assert!(matches!(refusal, Refusal::NotPossible { .. }), "{refusal}");
}

#[test]
fn a_timer_whose_guard_is_undetermined_waits_for_the_answer() {
    let mut play = Play::begin();
    play.go(1, "oov", fire("melden"));
    assert!(
        !play
            .go(62, "oov", Action::Advance)
            .contains(&"timer_fired".to_owned()),
        "nothing is known yet"
    );
    assert_eq!(play.places(), "duiden open");
    let made = play.go(70, "oov", orde("rustig"));
    assert_eq!(made, ["fact_recorded", "timer_fired"]);
    assert_eq!(play.places(), "duiden stil");
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}
