//! What there is one of for each record of a list.

use super::*;
use crate::fact::item::item;
use crate::fact::{MAXIMUM_RECORDS, Record, dutch};

fn play() -> Play {
    let source = Source::new("velen", include_str!("each.toml"));
    let playbook = match playbook::parse(&source, &law()) {
        Ok((playbook, warnings)) => {
            assert!(warnings.is_empty(), "{}", render(&source, &warnings));
            playbook
        }
        Err(findings) => panic!("{}", render(&source, &findings)),
    };
    let mut play = Play {
        incident: Incident::default(),
        playbook,
        number: 0,
    };
    play.at(0, "oov", start(false)).expect("it starts");
    play
}

fn list(names: &[&str]) -> Value {
    let one = |name: &&str| Record::from([("naam".to_owned(), Value::Person((*name).to_owned()))]);
    Value::Records(names.iter().map(one).collect())
}

fn listed(names: &[&str]) -> Action {
    record("personen", Some(list(names)))
}

fn done(task: &str) -> Action {
    Action::FinishTask {
        result: String::new(),
        task: task.to_owned(),
    }
}

fn decided(decision: &str, option: &str) -> Action {
    Action::Decide {
        decision: decision.to_owned(),
        option: option.to_owned(),
        reason: "Omdat het moet.".to_owned(),
        review_at: None,
    }
}

impl Play {
    /// Returns what superseded the first draft of a document.
    fn outdated(&self, id: &str) -> Vec<u64> {
        let instances = self.incident.situation().instances(id);
        self.incident.superseding(&self.playbook, &instances[0])
    }

    fn tasks(&self) -> String {
        let open = open_tasks(&self.playbook, self.incident.situation());
        let ids: Vec<String> = open
            .iter()
            .filter(|open| open.truth.holds())
            .map(|open| match open.due {
                Some(due) => format!("{} {}", open.id, (due - minute(0)).num_minutes()),
                None => open.id.clone(),
            })
            .collect();
        ids.join(", ")
    }
}

#[test]
fn every_record_has_its_own_task_decision_and_way_out() {
    let mut play = play();
    assert_eq!(play.tasks(), "");
    play.go(1, "oov", listed(&["A", "B"]));
    assert_eq!(play.tasks(), "horen#1 121, horen#2 121");
    // A record that comes later has its own time.
    play.go(5, "oov", listed(&["A", "B", "C"]));
    assert_eq!(play.tasks(), "horen#1 121, horen#2 121, horen#3 125");

    play.go(6, "oov", done("horen#2"));
    let refusal = play
        .at(7, "burgemeester", decided("besluit#1", "last"))
        .expect_err("only who was heard");
    assert_eq!(
        refusal.to_string(),
        "`besluit#1` is not to be decided here; to decide are: `besluit#2`"
    );
    play.go(7, "burgemeester", decided("besluit#2", "last"));
    assert_eq!(play.tasks(), "horen#1 121, horen#3 125, uitreiken#2");

    for number in [1, 3] {
        play.go(8, "oov", done(&item("horen", number)));
        play.go(
            9,
            "burgemeester",
            decided(&item("besluit", number), "niets"),
        );
    }
    assert_eq!(play.places(), "handhaven");
    verify(&play.playbook, play.incident.log()).expect("the same again");
}

#[test]
fn what_holds_for_all_waits_for_the_last_one() {
    let mut play = play();
    play.go(1, "oov", listed(&["A", "B"]));
    for number in [1, 2] {
        assert_eq!(play.places(), "wegen");
        play.go(2, "oov", done(&item("horen", number)));
        play.go(
            3,
            "burgemeester",
            decided(&item("besluit", number), "niets"),
        );
    }
    assert_eq!(play.places(), "klaar");
}

#[test]
fn one_of_many_is_named_with_its_number() {
    let mut play = play();
    let refused = |play: &mut Play, action| {
        let refusal = play.at(1, "burgemeester", action);
        refusal.expect_err("there is no such one").to_string()
    };
    assert_eq!(
        refused(&mut play, decided("besluit", "last")),
        "there is one `besluit` for each record of `personen`, which has none yet"
    );
    play.go(1, "oov", listed(&["A"]));
    assert_eq!(
        refused(&mut play, decided("besluit#2", "last")),
        "there is one for each record of `personen`, and no `besluit#2`: there are `besluit#1`"
    );
}

#[test]
fn a_record_for_which_something_was_done_stays_in_its_place() {
    let mut play = play();
    play.go(1, "oov", listed(&["A", "B"]));
    play.go(2, "oov", done("horen#2"));
    for moved in [&["B", "A"][..], &["A"], &["A", "C", "B"]] {
        let refusal = play.at(3, "oov", listed(moved)).expect_err("B has moved");
        assert_eq!(
            refusal,
            Refusal::RecordMoved {
                fact: "personen".to_owned(),
                number: 2
            }
        );
    }
    play.go(4, "oov", listed(&["Z", "B", "C"]));
}

#[test]
fn a_document_says_what_its_record_says_and_has_its_own_clock() {
    let mut play = play();
    play.go(1, "oov", listed(&["A", "B"]));
    for number in [1, 2] {
        play.go(2, "oov", done(&item("horen", number)));
        play.go(3, "burgemeester", decided(&item("besluit", number), "last"));
    }
    let document = play
        .playbook
        .document("last")
        .expect("it is declared")
        .clone();
    let about = play.incident.situation().about(&document, "last#2");
    let said = about.facts["overtreder"].value().expect("it is known");
    assert_eq!(dutch::value(&crate::fact::Kind::Person, said), "B");
    // What the record does not say is not known.
    assert!(!about.facts.contains_key("overtreder_adres"));

    let list_entry = play.incident.situation().facts["personen"].seq;
    for number in [1, 2] {
        play.go(
            4,
            "oov",
            draft(&item("last", number), 0, &[], &[list_entry]),
        );
    }
    play.go(5, "burgemeester", issue("last#2", Stage::Signed));
    play.go(6, "burgemeester", issue("last#2", Stage::Served));
    let situation = play.incident.situation();
    let clock = &play.playbook.clocks()[0];
    let clocks = || -> Vec<String> {
        let starts = situation.clock_starts(clock).into_iter();
        starts.map(|start| start.clock).collect()
    };
    assert_eq!(clocks(), ["bezwaar#2"]);

    // A record more makes nothing of this one outdated; another name does.
    play.go(7, "oov", listed(&["A", "B", "C"]));
    assert_eq!(play.outdated("last#1"), Vec::<u64>::new());
    let seq = play.head();
    let other = Replacement::Answer(Some(list(&["A2", "B", "C"])));
    play.correct(8, seq, Change::Replace(other))
        .expect("a name was wrong");
    assert_ne!(play.outdated("last#1"), Vec::<u64>::new());
    assert_eq!(play.outdated("last#2"), Vec::<u64>::new());
}

#[test]
fn a_log_of_which_a_list_was_erased_still_verifies() {
    let mut play = play();
    play.go(1, "oov", listed(&["A", "B"]));
    play.go(2, "oov", done("horen#2"));
    play.go(3, "oov", listed(&["A", "B", "C"]));
    let lists: Vec<u64> = [0, 2].map(|back| play.head() - back).into();
    for erased in lists {
        let log = without_words(&play.incident, |seq| seq == erased);
        verify(&play.playbook, &log).expect("the same again");
    }
}

#[test]
fn the_correction_of_what_a_draft_was_made_from_outdates_it() {
    let mut play = play();
    play.go(1, "oov", listed(&["A", "B"]));
    let list_entry = play.head();
    play.go(2, "oov", draft("last#1", 0, &[], &[list_entry]));
    let other = Replacement::Answer(Some(list(&["A2", "B"])));
    play.correct(3, list_entry, Change::Replace(other))
        .expect("a name was wrong");
    assert_ne!(play.outdated("last#1"), Vec::<u64>::new());
}

#[test]
fn a_log_that_claims_too_many_records_does_not_make_endless_work() {
    let mut play = play();
    play.go(1, "oov", listed(&["A", "B"]));
    let mut situation = play.incident.situation().clone();
    let list = situation
        .facts
        .get_mut("personen")
        .expect("it was answered");
    list.answer = Answer::Content { count: u64::MAX };
    assert_eq!(situation.count("personen"), MAXIMUM_RECORDS);
}
