//! A second room that was cut off: whatever both wrote, joining keeps every entry of both, and the log still verifies.

use std::path::Path;
use std::sync::Arc;

use draaiboek::catalog::Catalog;
use draaiboek::engine::{self, Action, By, Entry, Event, How, NoteKind, Who};
use draaiboek::fact::{Certainty, Value};
use draaiboek::runtime::{Session, Start, Surroundings};
use draaiboek::store;
use proptest::prelude::*;

fn by() -> By {
    let who = Who {
        name: Some("Rol 1".to_owned()),
        role: "loghouder".to_owned(),
    };
    By {
        decided: who.clone(),
        how: How::default(),
        recorded: who,
    }
}

fn open(path: &Path) -> Session {
    Session::open(path, Surroundings::Machine).expect("it opens")
}

/// Writes something, of a few kinds that always can be.
fn write(session: &mut Session, what: u8, number: usize) {
    let action = match what % 4 {
        0 => Action::Record {
            ask_again: None,
            certainty: Certainty::Probable,
            fact: "oproep_vindplaats".to_owned(),
            ground: None,
            source: None,
            value: Some(Value::Choice("besloten_groep".to_owned())),
        },
        1 => Action::AssignRole {
            person: format!("Rol {number}"),
            role: "oov".to_owned(),
        },
        2 => Action::Fire {
            reason: None,
            trigger: "signaal_serieus".to_owned(),
        },
        _ => note(number),
    };
    if session.submit(action, by()).is_err() {
        session
            .submit(note(number), by())
            .expect("a note can always be written");
    }
}

fn note(number: usize) -> Action {
    Action::Note {
        compartment: None,
        certainty: Certainty::Confirmed,
        kind: NoteKind::Note,
        source: None,
        text: format!("Melding {number}."),
    }
}

fn start(path: &Path) -> Session {
    let catalog = Catalog::open(None).expect("the built-in texts");
    let start = Start {
        began_at: None,
        by: by(),
        exercise: true,
        situation_at: None,
        title: "Proef".to_owned(),
    };
    let texts = catalog.pins("online-ordeverstoring");
    Session::start(path, &texts, start, Surroundings::Machine).expect("it starts")
}

/// What is kept of the other room: position, meta and words.
fn kept(entries: &[Entry]) -> Vec<(u64, engine::Meta, Option<engine::Content>)> {
    let branch = entries.iter().filter_map(|entry| match entry.event() {
        Event::BranchEntry { original, seq, .. } => {
            Some((*seq, (**original).clone(), entry.content.clone()))
        }
        _ => None,
    });
    branch.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn joining_keeps_every_entry_of_both(
        common in proptest::collection::vec(any::<u8>(), 0..4),
        here in proptest::collection::vec(any::<u8>(), 1..5),
        there in proptest::collection::vec(any::<u8>(), 1..5),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, copy) = (folder.path().join("a.draaiboek"), folder.path().join("b.draaiboek"));
        let mut session = start(&file);
        for (number, what) in common.iter().enumerate() {
            write(&mut session, *what, number);
        }
        session.copy_to(&copy).expect("a copy");
        let fork = session.incident().situation().head;
        for (number, what) in here.iter().enumerate() {
            write(&mut session, *what, 100 + number);
        }
        let mut other = open(&copy);
        for (number, what) in there.iter().enumerate() {
            write(&mut other, *what, 200 + number);
        }
        let theirs = other.incident().log().to_vec();
        other.close().expect("it closes");
        let (before, situation) = (session.incident().log().to_vec(), session.incident().situation().clone());
        let joined = session.join(&copy, "kazerne".to_owned(), by()).expect("it joins");
        // Both are there, word for word, and nothing was decided again.
        prop_assert_eq!(&session.incident().log()[..before.len()], &before[..]);
        let fresh = theirs.iter().filter(|entry| entry.seq > fork);
        let expected: Vec<_> = fresh.map(|e| (e.seq, e.meta.clone(), e.content.clone())).collect();
        prop_assert_eq!(kept(&joined), expected);
        let after = session.incident().situation();
        prop_assert_eq!(&after.chart, &situation.chart);
        prop_assert_eq!(&after.facts, &situation.facts);
        // Never twice; what came later in the other room is.
        prop_assert!(session.join(&copy, "kazerne".to_owned(), by()).is_err());
        let mut other = open(&copy);
        write(&mut other, 3, 300);
        other.close().expect("it closes");
        let later = session.join(&copy, "kazerne".to_owned(), by()).expect("it joins again");
        prop_assert_eq!(kept(&later).len(), 1);
        // The file and the log still verify, also when it is read again.
        session.close().expect("it closes");
        prop_assert!(store::verify(&file).is_whole());
        let session = open(&file);
        let playbook = &session.material().playbook;
        let verified = engine::verify(playbook, session.incident().log());
        prop_assert!(verified.is_ok(), "{:?}", verified.err());
        // Words of the other room can be erased like any other.
        let mut erased = session.incident().log().to_vec();
        for entry in &mut erased {
            if matches!(entry.event(), Event::BranchEntry { .. }) {
                Arc::make_mut(entry).content = None;
            }
        }
        prop_assert!(engine::verify(playbook, &erased).is_ok());
    }
}

#[test]
fn what_is_no_branch_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let mut session = start(&path("a.draaiboek"));
    start(&path("b.draaiboek")).close().expect("it closes");
    session.copy_to(&path("c.draaiboek")).expect("a copy");
    let mut refused = |name: &str, why: &str| {
        let error = session.join(&path(name), "kazerne".to_owned(), by());
        let error = error
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(error.contains(why), "{name}: {error}");
    };
    refused("b.draaiboek", "another incident");
    refused("c.draaiboek", "nothing that this one has not");
    let mut other = open(&path("c.draaiboek"));
    other.submit(note(1), by()).expect("it is written");
    other.close().expect("it closes");
    refused("c.draaiboek", "go on with the other file");
}
