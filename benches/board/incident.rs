//! A long incident, made through the engine itself, and what is left of it after the load.

use std::path::Path;

use draaiboek::catalog::Catalog;
use draaiboek::engine::{Action, By, Entry, How, NoteKind, Who};
use draaiboek::fact::{Certainty, Value};
use draaiboek::runtime::{Session, Start, Surroundings};

use crate::client::Written;

const PLAYBOOK: &str = "online-ordeverstoring";

fn by() -> By {
    let who = Who {
        name: Some("Rol 1".to_owned()),
        role: "loghouder".to_owned(),
    };
    By {
        decided: who.clone(),
        how: How::Room,
        recorded: who,
    }
}

/// Returns the nth entry: mostly lines of the log, with an answer that changes every twentieth time.
fn entry(at: u64) -> Action {
    match at % 20 {
        0 => Action::Record {
            ask_again: None,
            certainty: Certainty::Probable,
            fact: "verwachte_menigte".to_owned(),
            ground: None,
            source: Some("politie".to_owned()),
            value: Some(Value::Integer(i64::try_from(at).unwrap_or_default())),
        },
        _ => Action::Note {
            compartment: None,
            certainty: Certainty::Probable,
            kind: NoteKind::Fact,
            source: Some("meldkamer".to_owned()),
            text: format!(
                "Regel {at}: de wijkagent ziet een groep van ongeveer dertig jongeren bij het Kerkplein."
            ),
        },
    }
}

/// Makes an incident with this many entries; returns its id.
pub fn make(file: &Path, entries: u64) -> String {
    let texts = Catalog::open(None)
        .expect("the texts inside")
        .pins(PLAYBOOK);
    let start = Start {
        began_at: None,
        by: by(),
        exercise: true,
        situation_at: None,
        title: "Oproep Kerkplein".to_owned(),
    };
    let mut session =
        Session::start(file, &texts, start, Surroundings::Machine).expect("it starts");
    let head = |session: &Session| session.incident().situation().head;
    while head(&session) < entries {
        let at = head(&session) + 1;
        session.submit(entry(at), by()).expect("it is written");
    }
    assert_eq!(head(&session), entries, "an entry each");
    let id = session.incident_id().to_owned();
    session.close().expect("it closes");
    id
}

/// Opens the file again, verifies it, and returns how many of the lines that were acknowledged are in it exactly once, under
/// the number that was answered.
pub fn count(file: &Path, written: &[Written]) -> usize {
    let session = Session::open_read_only(file, Surroundings::Machine).expect("it opens and holds");
    let log = session.incident().log();
    let is_there = |one: &&Written| {
        let text = |entry: &Entry| {
            entry
                .content
                .as_ref()
                .and_then(|content| content.text.clone())
        };
        let mut found = log
            .iter()
            .filter(|entry| text(entry).is_some_and(|text| text == one.text));
        found.next().is_some_and(|entry| entry.seq == one.seq) && found.next().is_none()
    };
    written.iter().filter(is_there).count()
}
