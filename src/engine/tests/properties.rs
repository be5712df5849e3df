//! What holds for every sequence of commands.

use proptest::prelude::*;

use super::*;

/// One arbitrary command: minutes since the one before, role, action.
pub(super) fn any_action() -> impl Strategy<Value = (i64, &'static str, Action)> {
    let role = prop_oneof![
        Just("oov"),
        Just("burgemeester"),
        Just("loco"),
        Just("loghouder")
    ];
    let task = prop_oneof![Just("bellen"), Just("afzetten")];
    let action = prop_oneof![
        3 => prop_oneof![Just("rustig"), Just("dreiging")].prop_map(orde),
        1 => Just(record("orde", None)),
        1 => (0i64..2000).prop_map(|m| record("moment", Some(Value::Datetime(minute(m))))),
        1 => Just(record("plaatser", Some(Value::Person("A".to_owned())))),
        4 => prop_oneof![Just("ernstig"), Just("rustig"), Just("delen"), Just("melden")].prop_map(fire),
        2 => prop_oneof![Just("ja"), Just("nee")].prop_map(decide_inzet),
        1 => task.clone().prop_map(|t| Action::ClaimTask { task: t.to_owned() }),
        1 => task.prop_map(|t| Action::FinishTask { result: String::new(), task: t.to_owned() }),
        1 => any::<bool>().prop_map(|absent| Action::SetAbsence {
            absent,
            reason: None,
            role: "burgemeester".to_owned(),
        }),
        1 => Just(Action::Advance),
        2 => (0u64..2, 0u64..6).prop_map(|(missing, seq)| draft(
            "bevel",
            missing,
            &[("gedrag", "present")],
            &[seq],
        )),
        4 => (any_stage(), any::<bool>()).prop_map(|(stage, deviates)| any_issue(stage, deviates)),
        1 => (1u64..12, any::<bool>()).prop_map(|(seq, withdraw)| Action::Correct {
            change: if withdraw {
                Change::Withdraw
            } else {
                Change::Replace(Replacement::Answer(Some(Value::Choice("rustig".to_owned()))))
            },
            head: 0,
            reason: "x".to_owned(),
            seq,
        }),
    ];
    (-5i64..200, role, action)
}

fn any_stage() -> impl Strategy<Value = Stage> {
    prop_oneof![
        Just(Stage::Oral),
        Just(Stage::Submitted),
        Just(Stage::Signed),
        Just(Stage::Served),
        Just(Stage::Published),
        Just(Stage::Reviewed(Outcome::Keep)),
        Just(Stage::Withdrawn),
    ]
}

fn any_issue(stage: Stage, deviates: bool) -> Action {
    let mut action = issue("bevel", stage);
    if let Action::RecordIssue {
        deviation, files, ..
    } = &mut action
    {
        *deviation = deviates.then(|| "Haast.".to_owned());
        files.push(Proof {
            file_name: "bewijs".to_owned(),
            sha256: "11".to_owned(),
            size: 1,
        });
    }
    action
}

/// Plays what is accepted; returns the play and the minute it ended.
fn play(actions: Vec<(i64, &'static str, Action)>) -> (Play, i64) {
    let mut play = Play::begin();
    let mut now = 0;
    for (minutes, role, mut action) in actions {
        now += minutes;
        if let Action::Correct { head, .. } = &mut action {
            *head = play.head();
        }
        // A refusal is fine; it must leave everything as it was.
        let before = play.incident.clone();
        if play.at(now, role, action).is_err() {
            assert_eq!(play.incident, before);
        }
    }
    (play, now)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn replay_equals_live_and_verify_agrees(actions in prop::collection::vec(any_action(), 0..25)) {
        let (play, _) = play(actions);
        let replayed = Incident::replay(play.incident.log().iter().cloned());
        prop_assert_eq!(&replayed, &play.incident);
        let verified = verify(&play.playbook, play.incident.log());
        prop_assert_eq!(verified.as_ref().ok(), Some(&play.incident), "{:?}", verified.as_ref().err());
    }

    #[test]
    fn a_configuration_is_always_legal_and_moves_only_by_transitions(
        actions in prop::collection::vec(any_action(), 0..25)
    ) {
        let (play, _) = play(actions);
        let chart = play.playbook.chart();
        for seq in 1..=play.head() {
            let then = play.incident.as_of(seq);
            let machine = then.situation().machine(&play.playbook);
            prop_assert!(chart.is_legal(machine.active()), "entry {}", seq);
            let entry = play.incident.entry(seq).expect("an entry");
            if let Some(step) = entry.event().step() {
                let moved = !step.active.is_empty();
                let started = matches!(entry.event(), Event::IncidentStarted { .. });
                prop_assert_eq!(moved, started || !step.taken.is_empty(), "entry {}", seq);
            }
        }
    }

    #[test]
    fn withdrawing_an_entry_equals_never_having_written_it(
        actions in prop::collection::vec(any_action(), 1..15),
        which in any::<prop::sample::Index>(),
    ) {
        // Corrections in the history itself are the subject of the first property; what was done
        // with a document names entries by number, and those shift here.
        let is_other = |action: &Action| {
            !matches!(action, Action::Correct { .. } | Action::RecordIssue { .. })
        };
        let actions: Vec<_> = actions
            .into_iter()
            .filter(|(_, _, action)| is_other(action))
            .collect();
        let (mut with, now) = play(actions);
        let facts: Vec<u64> = with
            .incident
            .log()
            .iter()
            .filter(|entry| matches!(entry.event(), Event::FactRecorded { .. }))
            .map(|entry| entry.seq)
            .collect();
        if facts.is_empty() {
            return Ok(());
        }
        let seq = facts[which.index(facts.len())];
        let head = with.head();
        with.correct(now, seq, Change::Withdraw).expect("a fact can be withdrawn");

        let mut without = Play::begin();
        let skipped: Vec<Arc<Entry>> = with.incident.log()[1..]
            .iter()
            .filter(|entry| entry.seq <= head && entry.seq != seq && !entry.event().is_of_time())
            .cloned()
            .collect();
        for entry in skipped {
            let by = entry.meta.by.clone().expect("by someone");
            let at = (entry.meta.recorded_at - minute(0)).num_minutes();
            let action = super::super::verify::action_of(&without.playbook, &without.incident, &entry);
            // Decisions and tasks always stand, so a play that refuses them is no comparison.
            match without.at(at, &by.decided, action) {
                Ok(_) => {}
                Err(Refusal::NotPossible { .. }) => {}
                Err(_) => return Ok(()),
            }
        }
        let _ = without.at(now, "oov", Action::Advance);
        let (left, right) = (with.incident.situation(), without.incident.situation());
        prop_assert_eq!(&left.chart.active, &right.chart.active);
        let values = |s: &Situation| -> Vec<(String, Answer)> {
            s.facts.iter().map(|(id, f)| (id.clone(), f.answer.clone())).collect()
        };
        prop_assert_eq!(values(left), values(right));
    }
}
