//! What only an exercise has: a clock with a pace, messages, a stop.

use proptest::prelude::*;

use super::properties::any_action;
use super::*;

fn pace(pace: u32) -> Action {
    Action::SetPace {
        pace,
        reason: "Pauze.".to_owned(),
    }
}

fn halt() -> Action {
    Action::Halt {
        reason: "Iemand is niet goed geworden.".to_owned(),
    }
}

fn deliver(inject: &str) -> Action {
    Action::Deliver {
        answers: None,
        channel: Channel::Phone,
        evidence: Vec::new(),
        files: vec![Proof {
            file_name: "foto.png".to_owned(),
            sha256: "22".to_owned(),
            size: 1,
        }],
        from: "Journalist".to_owned(),
        inject: inject.to_owned(),
        text: "Klopt het dat er iets rondgaat?".to_owned(),
        to: vec!["oov".to_owned()],
    }
}

/// An exercise of which the situation begins a hundred days before the wall.
fn exercise() -> Play {
    let mut play = Play {
        incident: Incident::default(),
        playbook: small(),
        number: 0,
    };
    let mut begin = start(true);
    if let Action::Start { situation_at, .. } = &mut begin {
        *situation_at = Some(minute(0) - TimeDelta::days(100));
    }
    play.go(0, "oov", begin);
    play
}

fn chart_time(play: &Play) -> DateTime<Utc> {
    let last = play.incident.log().last().expect("an entry");
    last.meta.chart_time + TimeDelta::days(100)
}

#[test]
fn the_situation_has_a_time_of_its_own_that_stands_still_and_runs() {
    let mut play = exercise();
    play.go(10, "oov", orde("rustig"));
    assert_eq!(chart_time(&play), minute(10));
    play.go(10, EXERCISE_STAFF, pace(0));
    // Over a weekend, and nobody asks whether the clock is right.
    play.go(4000, "oov", note("Nog steeds pauze."));
    assert_eq!(chart_time(&play), minute(10));
    assert!(play.go(4000, EXERCISE_STAFF, pace(0)).is_empty());
    play.go(4000, EXERCISE_STAFF, pace(6));
    play.go(4005, "oov", orde("dreiging"));
    assert_eq!(chart_time(&play), minute(40));
    let wall = play
        .incident
        .situation()
        .time
        .wall(minute(70) - TimeDelta::days(100));
    assert_eq!(wall, minute(4010));
    let refusal = play.at(4006, EXERCISE_STAFF, pace(MAXIMUM_PACE + 1));
    assert!(matches!(refusal, Err(Refusal::TooFast { .. })));
}

#[test]
fn what_is_of_an_exercise_is_refused_outside_one() {
    let mut play = Play::begin();
    for action in [pace(0), halt(), deliver("i01")] {
        assert_eq!(play.at(1, "oov", action), Err(Refusal::NotAnExercise));
    }
    let refusal = play.at(1, EXERCISE_STAFF, note("Ik leid dit."));
    assert!(matches!(refusal, Err(Refusal::Unknown { .. })));
    let mut begin = start(false);
    if let Action::Start { situation_at, .. } = &mut begin {
        *situation_at = Some(minute(0));
    }
    play.incident = Incident::default();
    assert_eq!(play.at(0, "oov", begin), Err(Refusal::NotAnExercise));
}

#[test]
fn a_message_is_delivered_once_and_answered() {
    let mut play = exercise();
    let made = play.go(1, EXERCISE_STAFF, deliver("i01"));
    assert_eq!(made, ["evidence_attached", "message_delivered"]);
    let seq = play.head();
    let again = play.at(2, EXERCISE_STAFF, deliver("i01"));
    let inject = "i01".to_owned();
    assert_eq!(again, Err(Refusal::Delivered { inject, seq }));
    let respond = |message, understood, text: &str| Action::Respond {
        message,
        text: text.to_owned(),
        understood,
    };
    play.go(2, "oov", respond(seq, true, ""));
    assert!(matches!(
        play.at(2, "oov", respond(seq, false, " ")),
        Err(Refusal::NoText { .. })
    ));
    play.go(3, "oov", respond(seq, false, "Welke krant?"));
    assert!(matches!(
        play.at(3, "oov", respond(1, true, "")),
        Err(Refusal::Unknown { .. })
    ));
    let asked = play.head();
    let answer = |question, inject: &str| match deliver(inject) {
        Action::Deliver {
            channel,
            from,
            text,
            to,
            ..
        } => Action::Deliver {
            answers: Some(question),
            channel,
            evidence: Vec::new(),
            files: Vec::new(),
            from,
            inject: inject.to_owned(),
            text,
            to,
        },
        other => other,
    };
    let nothing_asked = play.at(4, EXERCISE_STAFF, answer(seq, "a1"));
    assert!(matches!(nothing_asked, Err(Refusal::Unknown { .. })));
    play.go(4, EXERCISE_STAFF, answer(asked, "a1"));
    let again = Refusal::Answered {
        question: asked,
        seq: play.head(),
    };
    assert_eq!(play.at(5, EXERCISE_STAFF, answer(asked, "a2")), Err(again));
    assert!(matches!(
        play.correct(4, seq, Change::Withdraw),
        Err(Refusal::NotCorrectable { .. })
    ));
}

#[test]
fn what_is_real_stops_everything_but_notes_until_it_goes_on() {
    let mut play = exercise();
    play.go(5, "oov", halt());
    let seq = play.head();
    assert!(play.go(6, "burgemeester", halt()).is_empty());
    assert_eq!(
        play.at(7, "oov", orde("rustig")),
        Err(Refusal::Halted { seq })
    );
    assert_eq!(
        play.at(7, EXERCISE_STAFF, deliver("i01")),
        Err(Refusal::Halted { seq })
    );
    play.go(8, "oov", note("De ambulance is er."));
    assert_eq!(chart_time(&play), minute(5));
    play.go(9, EXERCISE_STAFF, pace(1));
    play.go(11, "oov", orde("rustig"));
    assert_eq!(chart_time(&play), minute(7));
}

/// An arbitrary command of an exercise: of the players, or of who leads it.
fn any_exercise_action() -> impl Strategy<Value = (i64, &'static str, Action)> {
    let staff = prop_oneof![
        3 => prop_oneof![Just(0), Just(1), Just(10)].prop_map(pace),
        1 => Just(halt()),
        3 => prop_oneof![Just("i01"), Just("i02")].prop_map(deliver),
        1 => (1u64..9, any::<bool>()).prop_map(|(message, understood)| Action::Respond {
            message,
            text: "Wat?".to_owned(),
            understood,
        }),
        1 => (0i64..3000).prop_map(|to| Action::Jump {
            reason: "Verder.".to_owned(),
            to: minute(to) - TimeDelta::days(100),
        }),
    ];
    let staff = (-5i64..200, staff).prop_map(|(at, action)| (at, EXERCISE_STAFF, action));
    prop_oneof![1 => any_action(), 1 => staff]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_time_never_runs_back_nor_while_it_stands_still(
        actions in prop::collection::vec(any_exercise_action(), 0..25)
    ) {
        let mut play = exercise();
        let mut now = 0;
        for (minutes, role, mut action) in actions {
            now += minutes;
            if let Action::Correct { head, .. } = &mut action {
                *head = play.head();
            }
            let _ = play.at(now, role, action);
        }
        let log = play.incident.log();
        // What fell due on the way stands before the jump that brought it.
        let jumps: Vec<&String> = log
            .iter()
            .filter(|entry| matches!(entry.event(), Event::TimeJumped { .. }))
            .map(|entry| &entry.command_id)
            .collect();
        let mut delivered = Vec::new();
        for (at, entry) in log.iter().enumerate().skip(1) {
            let (before, meta) = (&log[at - 1].meta, &entry.meta);
            prop_assert!(meta.recorded_at >= before.recorded_at, "entry {}", entry.seq);
            prop_assert!(meta.chart_time >= before.chart_time, "entry {}", entry.seq);
            let then = play.incident.as_of(entry.seq - 1);
            if then.situation().time.pace() == 0 && !jumps.contains(&&entry.command_id) {
                prop_assert_eq!(meta.chart_time, before.chart_time, "entry {}", entry.seq);
            }
            if let Event::MessageDelivered { inject, .. } = entry.event() {
                prop_assert!(!delivered.contains(inject), "{} twice", inject);
                delivered.push(inject.clone());
            }
        }
        let verified = verify(&play.playbook, log);
        prop_assert_eq!(verified.as_ref().ok(), Some(&play.incident), "{:?}", verified.as_ref().err());
    }
}
