//! Moving to another playbook: by a map, with what came before as it was decided.

use proptest::prelude::*;

use super::properties::any_action;
use super::*;

const MAP: &str = r#"
schema = "draaiboek-map/1"
[fact]
orde = "openbare_orde"
[state]
duiden = "wegen"
[leave]
task = ["afzetten"]
"#;

fn map(text: &str) -> Map {
    let source = Source::new("map.toml", text);
    Map::parse(&source).unwrap_or_else(|found| panic!("{}", render(&source, &found)))
}

/// Returns the small playbook with other texts in it, and in its law where it has them.
fn edited(edits: &[(&str, &str)]) -> Playbook {
    let mut text = include_str!("playbook.toml").to_owned();
    let mut law = include_str!("law.toml").to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
        law = law.replace(from, to);
    }
    let mut register = Register::default();
    let found = law::parse(&Source::new("recht", &law), &mut register);
    assert!(found.is_empty());
    let source = Source::new("proef", &text);
    match playbook::parse(&source, &register) {
        Ok((playbook, _)) => playbook,
        Err(findings) => panic!("{}", render(&source, &findings)),
    }
}

/// Returns a later version: a fact and a state are called otherwise, a task is gone, there is a
/// third region.
fn later() -> Playbook {
    edited(&[
        ("version = \"1.0.0\"", "version = \"2.0.0\""),
        ("[fact.orde]", "[fact.openbare_orde]"),
        ("\"orde ", "\"openbare_orde "),
        ("\"orde\"", "\"openbare_orde\""),
        ("duiden", "wegen"),
        (
            "[[state.wegen.task]]\nid = \"afzetten\"\ntitle = \"Zet af\"\nrole = \"oov\"\nbefore = { fact = \"moment\", by = \"4h\" }\n",
            "",
        ),
        (
            "[state.woord]",
            "[state.recht]\nin = \"werk\"\ntitle = \"Recht\"\nwhy = \"Het juridische spoor.\"\n\
             [state.paraat]\nin = \"recht\"\ntitle = \"Paraat\"\nwhy = \"De jurist leest mee.\"\n\
             [[state.paraat.task]]\nid = \"lezen\"\ntitle = \"Lees mee\"\ndone_within = \"1h\"\n[state.woord]",
        ),
    ])
}

fn move_to(play: &mut Play, at: i64, new: Playbook, map: Map) -> Result<Vec<String>, Refusal> {
    let old = play.playbook.clone();
    play.playbook = new.after(old.clone());
    let action = Action::ReplacePlaybook {
        map,
        pins: Vec::new(),
        reason: "Nieuwe versie.".to_owned(),
    };
    let made = play.at(at, "oov", action);
    if made.is_err() {
        play.playbook = old;
    }
    made
}

fn check(play: &Play) {
    let verified = verify(&play.playbook, play.incident.log());
    assert_eq!(
        verified.as_ref().ok(),
        Some(&play.incident),
        "{:?}",
        verified.as_ref().err()
    );
    let replayed = Incident::replay(play.incident.log().iter().cloned());
    assert_eq!(replayed, play.incident);
}

#[test]
fn what_the_map_does_not_say_is_named_and_nothing_moves() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    let before = play.incident.clone();
    let refusal = move_to(&mut play, 2, later(), Map::default()).expect_err("there is no map");
    assert_eq!(
        refusal.to_string(),
        "the map does not say what becomes of: fact `orde`; state `duiden`; task `afzetten`"
    );
    let wrong = map(&MAP.replace("wegen", "wachtkamer"));
    let refusal = move_to(&mut play, 2, later(), wrong).expect_err("it leads nowhere");
    assert!(
        refusal
            .to_string()
            .contains("state `duiden` goes to `wachtkamer`")
    );
    // A fact of another kind does not take the answer.
    let other = map(&MAP.replace("openbare_orde", "moment"));
    let refusal = move_to(&mut play, 2, later(), other).expect_err("it does not fit");
    assert!(
        refusal.to_string().contains("does not fit `datetime`"),
        "{refusal}"
    );
    assert_eq!(play.incident, before);
}

#[test]
fn an_incident_moves_with_what_it_knows_and_goes_on_there() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(
        2,
        "oov",
        Action::ClaimTask {
            task: "bellen".to_owned(),
        },
    );
    let opened = play.incident.situation().chart.opened["bellen"];
    let made = move_to(&mut play, 3, later(), map(MAP)).expect("it moves");
    assert_eq!(made, ["playbook_replaced"]);
    assert_eq!(play.places(), "wegen paraat stil");
    let situation = play.incident.situation();
    assert_eq!(situation.chart.opened["bellen"], opened);
    assert!(situation.tasks["bellen"].claimed.is_some());
    assert!(!situation.chart.opened.contains_key("afzetten"));
    assert_eq!(situation.chart.opened["lezen"], (play.head(), minute(3)));
    assert_eq!(situation.chart.entered["wegen"], (1, minute(0)));
    assert!(situation.facts.contains_key("openbare_orde") && !situation.facts.contains_key("orde"));
    // From here on under the other playbook; the entry before it keeps its name.
    play.go(
        4,
        "oov",
        record("openbare_orde", Some(Value::Choice("rustig".to_owned()))),
    );
    assert_eq!(play.incident.superseded_by(2), Some(play.head()));
    assert!(play.at(5, "oov", orde("rustig")).is_err());
    assert_eq!(
        play.go(65, "oov", fire("ernstig")),
        ["task_lapsed", "task_lapsed", "trigger_fired"]
    );
    assert_eq!(play.places(), "wachten paraat stil");
    check(&play);
    let alone = verify(&later(), play.incident.log()).expect_err("what was before is gone");
    assert_eq!(
        alone.to_string(),
        "entry 1 (incident_started) is not what the playbook gives"
    );
    let old = verify(&small(), play.incident.log()).expect_err("it moves on");
    assert_eq!(
        old.to_string(),
        "entry 4 moves to another playbook, and it is not there"
    );
}

#[test]
fn a_correction_of_what_came_before_is_decided_there_and_moves_again() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    assert_eq!(play.places(), "handelen stil");
    move_to(&mut play, 3, later(), map(MAP)).expect("it moves");
    assert_eq!(play.places(), "handelen paraat stil");
    // It was quiet all along: under the first version that led to `wachten`.
    let quiet = Replacement::Answer(Some(Value::Choice("rustig".to_owned())));
    play.correct(10, 2, Change::Replace(quiet))
        .expect("it is corrected");
    assert_eq!(play.places(), "wachten paraat stil");
    let timers = &play.incident.situation().chart.timers;
    assert_eq!(timers[0].due, minute(2 + 120));
    assert!(play.correct(11, 4, Change::Withdraw).is_err());
    check(&play);
}

#[test]
fn time_that_runs_is_carried_over_and_what_fired_does_not_come_again() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("rustig"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "oov", fire("delen"));
    move_to(&mut play, 30, later(), map(MAP)).expect("it moves");
    let timers = play.incident.situation().chart.timers.iter();
    let timers: Vec<_> = timers.map(|it| (it.transition.as_str(), it.due)).collect();
    assert_eq!(timers, [("open/2", minute(63)), ("wachten/1", minute(122))]);
    play.go(130, "oov", Action::Advance);
    assert_eq!(play.places(), "wegen paraat stil");
    check(&play);
}

#[test]
fn states_that_cannot_be_together_are_refused() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    let both = map("schema = \"draaiboek-map/1\"\n[state]\nstil = \"handelen\"\n");
    let refusal = move_to(&mut play, 2, small(), both).expect_err("one region, two states");
    assert_eq!(
        refusal.to_string(),
        "these cannot be active together in the other playbook: `duiden`, `handelen`"
    );
}

#[test]
fn a_rehearsal_names_the_first_entry_that_comes_out_otherwise() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "burgemeester", decide_inzet("ja"));
    let log = play.incident.log();
    assert_eq!(rehearse(&small(), &later(), log, &map(MAP)), None);
    let turned = edited(&[(
        "when = [\"orde = dreiging\"]\nto = \"handelen\"",
        "when = [\"orde = dreiging\"]\nto = \"klaar\"",
    )]);
    let found = rehearse(&small(), &turned, log, &Map::default()).expect("it differs");
    assert_eq!((found.seq, found.event), (3, "trigger_fired"));
    assert_eq!(found.logged, ["handelen", "stil"]);
    assert_eq!(found.replayed, ["klaar", "stil"]);
    let narrower = edited(&[("by = [\"burgemeester\"]", "by = [\"loghouder\"]")]);
    let found = rehearse(&small(), &narrower, log, &Map::default()).expect("it differs");
    assert_eq!(found.seq, 4);
    let refusal = found.refusal.expect("the mayor may not");
    assert!(refusal.to_string().contains("may not"), "{refusal}");
    // After a move: what came before it is told in the names of then.
    move_to(&mut play, 4, later(), map(MAP)).expect("it moves");
    let back = map(
        "schema = \"draaiboek-map/1\"\n[fact]\nopenbare_orde = \"orde\"\n\
         [state]\nwegen = \"duiden\"\n[leave]\nstate = [\"paraat\"]\ntask = [\"lezen\"]\n",
    );
    let again = rehearse(&play.playbook, &small(), play.incident.log(), &back);
    assert_eq!(again, None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever was done before and after, corrections across the move included.
    #[test]
    fn a_moved_log_replays_and_verifies(
        before in prop::collection::vec(any_action(), 0..15),
        after in prop::collection::vec(any_action(), 0..15),
    ) {
        let mut play = Play::begin();
        let mut now = 0;
        let mut go = |play: &mut Play, actions: Vec<(i64, &'static str, Action)>| {
            for (minutes, role, mut action) in actions {
                now += minutes;
                if let Action::Correct { head, .. } = &mut action {
                    *head = play.head();
                }
                let _ = play.at(now, role, action);
            }
            now
        };
        let at = go(&mut play, before);
        let renamed = edited(&[("duiden", "wegen"), ("version = \"1.0.0\"", "version = \"1.1.0\"")]);
        let map = map("schema = \"draaiboek-map/1\"\n[state]\nduiden = \"wegen\"\n");
        let chart = play.incident.situation().chart.clone();
        let made = move_to(&mut play, at, renamed, map);
        if play.incident.situation().closed.is_none() && made.is_ok_and(|made| made.len() == 1) {
            let there = &play.incident.situation().chart;
            let names = |states: &[String]| states.join(" ").replace("duiden", "wegen");
            prop_assert_eq!(names(&there.active), names(&chart.active));
            prop_assert_eq!(&there.opened, &chart.opened);
            prop_assert_eq!(there.timers.len(), chart.timers.len());
        }
        go(&mut play, after);
        let verified = verify(&play.playbook, play.incident.log());
        prop_assert_eq!(verified.as_ref().ok(), Some(&play.incident), "{:?}", verified.as_ref().err());
        let replayed = Incident::replay(play.incident.log().iter().cloned());
        prop_assert_eq!(&replayed, &play.incident);
    }
}
