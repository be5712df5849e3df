//! Timers, lapses, clocks, and the time that a machine tells.

use super::*;

#[test]
fn timers_and_lapses_fire_in_order_of_due_instant_in_the_same_turn() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("rustig"));
    play.go(5, "oov", fire("ernstig"));
    let made = play.go(130, "oov", Action::Advance);
    // 10: claim of `bellen`; 30: done of `bellen`; 125: two hours in `wachten`.
    assert_eq!(made, ["task_lapsed", "task_lapsed", "timer_fired"]);
    assert_eq!(play.places(), "duiden stil");
    let times: Vec<_> = play
        .incident
        .log()
        .iter()
        .rev()
        .take(3)
        .map(|e| e.meta.chart_time)
        .collect();
    assert_eq!(times, [minute(125), minute(30), minute(10)]);
    assert!(
        play.go(131, "oov", Action::Advance).is_empty(),
        "a query-like turn writes nothing"
    );
}

#[test]
fn timers_due_at_the_same_instant_fire_in_the_order_in_which_they_were_armed() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("rustig"));
    play.go(5, "oov", fire("ernstig"));
    // Two hours in `wachten` and one hour in `open` end together.
    play.go(65, "oov", fire("melden"));
    play.go(126, "oov", Action::Advance);
    let log = play.incident.log().iter();
    let fired: Vec<&str> = log
        .filter_map(|entry| match entry.event() {
            Event::TimerFired { transition, .. } => Some(transition.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(fired, ["wachten/1", "open/2"]);
}

#[test]
fn a_task_that_becomes_one_late_does_not_lapse_in_the_past() {
    let mut play = Play::begin();
    let lapsed = |play: &Play| -> Vec<DateTime<Utc>> {
        let lapsed = play.incident.situation().chart.lapsed.iter();
        let of_task = lapsed.filter(|(task, ..)| task == "hekken");
        of_task.map(|(.., due)| *due).collect()
    };
    play.go(60, "oov", orde("dreiging"));
    play.go(79, "oov", Action::Advance);
    assert!(
        lapsed(&play).is_empty(),
        "its time begins when it becomes a task"
    );
    play.go(81, "oov", Action::Advance);
    assert_eq!(lapsed(&play), [minute(80)]);
}

#[test]
fn a_clock_that_has_not_started_is_not_waived() {
    let mut play = Play::begin();
    let waive = || Action::WaiveClock {
        clock: "termijn".to_owned(),
        reason: "Niet nodig.".to_owned(),
    };
    let refusal = play.at(1, "oov", waive()).expect_err("nothing started it");
    let expected = Refusal::ClockNotStarted {
        clock: "termijn".to_owned(),
        starts: "moment".to_owned(),
    };
    assert_eq!(refusal, expected);
    play.go(2, "oov", record("moment", Some(Value::Datetime(minute(1)))));
    play.go(3, "oov", waive());
}

#[test]
fn a_task_counts_back_from_a_moment() {
    let mut play = Play::begin();
    play.go(
        1,
        "oov",
        record("moment", Some(Value::Datetime(minute(300)))),
    );
    let open = open_tasks(&play.playbook, play.incident.situation());
    let due = open
        .iter()
        .find(|open| open.task.id == "afzetten")
        .and_then(|open| open.due);
    assert_eq!(due, Some(minute(60)));
    let made = play.go(61, "oov", Action::Advance);
    assert_eq!(made.len(), 3);
}

#[test]
fn a_clock_before_the_last_entry_is_not_believed_and_a_gap_is_asked_about() {
    let mut play = Play::begin();
    play.go(10, "oov", orde("rustig"));
    play.go(5, "oov", orde("dreiging"));
    let last = play.incident.log().last().expect("an entry");
    assert!(last.meta.clock_suspect);
    assert_eq!(last.meta.recorded_at, minute(10));
    let refusal = play
        .at(10 + 1441, "oov", orde("rustig"))
        .expect_err("a gap");
    assert!(matches!(refusal, Refusal::TimeGap { .. }));
    let to = minute(10 + 1441);
    play.go(
        10 + 1441,
        "oov",
        Action::Jump {
            reason: "Volgende dag.".to_owned(),
            to,
        },
    );
    play.go(10 + 1442, "oov", orde("rustig"));
}

#[test]
fn a_jump_in_an_exercise_moves_the_situation_and_not_the_wall() {
    let mut play = Play {
        incident: Incident::default(),
        playbook: small(),
        number: 0,
    };
    play.go(0, "oov", start(true));
    play.go(
        1,
        "oov",
        Action::Jump {
            reason: "Zes uur verder.".to_owned(),
            to: minute(361),
        },
    );
    play.go(2, "oov", orde("rustig"));
    let last = play.incident.log().last().expect("an entry");
    assert_eq!(
        (last.meta.recorded_at, last.meta.chart_time),
        (minute(2), minute(362))
    );
}

#[test]
fn a_task_that_repeats_is_open_again_at_every_entry() {
    let finish = |task: &str| Action::FinishTask {
        result: String::new(),
        task: task.to_owned(),
    };
    let mut play = Play::begin();
    play.go(1, "oov", orde("rustig"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "oov", finish("peilen"));
    assert_eq!(play.places(), "duiden stil");
    play.go(4, "oov", fire("ernstig"));
    assert_eq!(
        play.places(),
        "wachten stil",
        "what was done in the first round does not open the way in the second"
    );
    assert!(!play.incident.situation().is_finished("peilen"));
    verify(&play.playbook, play.incident.log()).expect("it decides again the same");
}

/// Guards that the term of a task does not slide when an answer is recorded again.
#[test]
fn a_term_counts_from_when_the_condition_became_true() {
    let due = |play: &Play| {
        let open = open_tasks(&play.playbook, play.incident.situation());
        let task = open.iter().find(|open| open.id == "hekken");
        task.and_then(|task| task.due)
    };
    let mut play = Play::begin();
    play.go(60, "oov", orde("dreiging"));
    assert_eq!(due(&play), Some(minute(80)));
    play.go(70, "oov", orde("dreiging"));
    assert_eq!(due(&play), Some(minute(80)), "recorded again");
    assert_eq!(play.go(81, "oov", Action::Advance), ["task_lapsed"]);
    play.go(90, "oov", orde("rustig"));
    assert_eq!(due(&play), None);
    play.go(95, "oov", orde("dreiging"));
    assert_eq!(due(&play), Some(minute(115)), "it became true again");
    let log = play.incident.log();
    assert!(verify(&play.playbook, log).is_ok());
}

/// Guards that nobody is said to have let pass what was past before it was a task.
#[test]
fn a_moment_that_was_past_when_the_task_began_does_not_lapse() {
    let mut play = Play::begin();
    let afzetten = |play: &Play| {
        let open = open_tasks(&play.playbook, play.incident.situation());
        let task = open.iter().find(|open| open.id == "afzetten");
        task.map(|task| (task.due, task.past))
    };
    let lapsed = |play: &Play| {
        let mut lapsed = play.incident.situation().chart.lapsed.iter();
        lapsed.any(|(task, ..)| task == "afzetten")
    };
    let moment = |at: i64| record("moment", Some(Value::Datetime(minute(at))));
    // Four hours before minute 100 lies before the incident.
    play.go(5, "oov", moment(100));
    play.go(6, "oov", Action::Advance);
    assert_eq!(afzetten(&play), Some((None, Some(minute(-140)))));
    assert!(!lapsed(&play));
    play.go(8, "oov", moment(600));
    assert_eq!(afzetten(&play), Some((Some(minute(360)), None)));
    play.go(361, "oov", Action::Advance);
    assert!(lapsed(&play), "this one could be made");
    play.go(362, "oov", moment(600));
    assert_eq!(afzetten(&play), Some((Some(minute(360)), None)), "again");
    assert!(verify(&play.playbook, play.incident.log()).is_ok());
}

/// Guards that a log of before the second rules is decided again as it was.
#[test]
fn an_incident_keeps_the_rules_that_it_started_with() {
    let mut play = Play {
        incident: Incident::default(),
        playbook: small(),
        number: 0,
    };
    let mut old = start(false);
    if let Action::Start { rules, .. } = &mut old {
        *rules = 1;
    }
    play.at(0, "oov", old).expect("it starts");
    let moment = record("moment", Some(Value::Datetime(minute(100))));
    assert_eq!(play.go(5, "oov", moment), ["fact_recorded", "task_lapsed"]);
    play.go(60, "oov", orde("dreiging"));
    play.go(70, "oov", orde("dreiging"));
    let log = play.incident.log();
    assert_eq!(log[0].meta.version, 1, "an older program reads it");
    let json = serde_json::to_string(&log[0].meta).expect("json");
    assert!(!json.contains("rules"), "{json}");
    let verified = verify(&play.playbook, log).expect("it says what it said");
    let open = open_tasks(&play.playbook, verified.situation());
    let due = open.iter().find(|open| open.id == "hekken");
    assert_eq!(due.and_then(|open| open.due), Some(minute(90)));
    let fresh = Play::begin();
    assert_eq!(fresh.incident.log()[0].meta.version, 7);
}
