//! One scene for each rule of the design.

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
fn an_erased_log_still_verifies_and_stands_the_same() {
    let mut play = Play::begin();
    play.go(
        1,
        "oov",
        record("plaatser", Some(Value::Person("A".to_owned()))),
    );
    play.go(2, "oov", orde("dreiging"));
    let erased: Vec<Entry> = play
        .incident
        .log()
        .iter()
        .map(|entry| Entry {
            content: None,
            ..entry.clone()
        })
        .collect();
    let again = verify(&play.playbook, &erased).expect("it decides again the same");
    assert_eq!(again.situation().chart, play.incident.situation().chart);
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
    let erased = play.incident.log().iter().map(|entry| Entry {
        content: None,
        ..entry.clone()
    });
    let erased: Vec<Entry> = erased.collect();
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
