//! An incident file: what is acknowledged stays, what is changed shows, what is hostile is refused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crash;
mod hostile;
mod support;

use draaiboek::store::{Checkpoint, Error, Hash, Head, Place, Problem, Store, verify, words};
use support::{append, contents, example, new_row, pins, scratch};

#[test]
fn what_is_appended_is_read_back_byte_for_byte() {
    let folder = scratch();
    let path = folder.path().join("oefening.incident");
    let mut store = Store::create(&path, "oefening", &pins()).unwrap();
    assert_eq!(store.head().unwrap().hash, store.genesis());

    let mut odd = new_row("a");
    odd.body = vec![0, 255, b'\'', 0];
    let photo: &[u8] = b"\x89PNG";
    let head = store
        .append_with(
            store.head().unwrap(),
            "opdracht-1",
            &[odd.clone(), new_row("b")],
            &[photo, photo],
        )
        .unwrap();
    assert_eq!((head.seq, store.head().unwrap()), (2, head));
    store.close().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let store = Store::open_read_only(&path).unwrap();
    let rows = store.rows(0).unwrap();
    assert_eq!(rows[0].body.as_deref(), Some(&odd.body[..]));
    assert_eq!(rows[0].attachments, [Hash::of(photo)]);
    assert_eq!((rows[1].part, rows[1].attachments.len()), (1, 0));
    assert_eq!(store.rows(1).unwrap(), rows[1..]);
    assert_eq!(store.rows(3), Err(Error::NoEntry { seq: 3 }));
    assert_eq!(
        store.attachment(&Hash::of(photo)).unwrap().as_deref(),
        Some(photo)
    );
    assert_eq!(store.attachment(&Hash::of(b"x")).unwrap(), None);
    assert_eq!(
        (store.incident_id(), store.pins()),
        ("oefening", &pins()[..])
    );
    assert_eq!(store.pin("law.toml").unwrap().content, b"");
    assert!(verify(&path).is_whole());

    // Any SQLite program shows the log as text.
    let database = rusqlite::Connection::open(&path).unwrap();
    let body: String = database
        .query_row("SELECT body FROM entry WHERE seq = 2", [], |row| row.get(0))
        .unwrap();
    assert_eq!(body.as_bytes(), new_row("b").body);
}

#[test]
fn a_repeated_command_is_stored_once_and_a_stale_one_not_at_all() {
    let folder = scratch();
    let path = folder.path().join("i");
    let mut first = Store::create(&path, "i", &[]).unwrap();
    let mut second = Store::open(&path).unwrap();
    let start = first.head().unwrap();

    let one = first.append(start, "een", &[new_row("1")]).unwrap();
    let two = first
        .append(one, "twee", &[new_row("2"), new_row("3")])
        .unwrap();
    assert_eq!(first.append(start, "een", &[new_row("anders")]), Ok(one));
    assert_eq!(second.append(start, "twee", &[new_row("anders")]), Ok(two));

    match second.append(start, "drie", &[new_row("4")]) {
        Err(Error::Stale { since }) => assert_eq!(since, first.rows(0).unwrap()),
        other => panic!("{other:?}"),
    }
    let elsewhere = Head {
        seq: 1,
        hash: Hash::of(b"elders"),
    };
    let replaced = second
        .append(elsewhere, "drie", &[new_row("4")])
        .unwrap_err();
    assert!(
        matches!(replaced, Error::Replaced { seq: 1, .. }),
        "{replaced}"
    );
    for (command, rows) in [("", vec![new_row("4")]), ("vier", vec![])] {
        assert!(matches!(
            second.append(two, command, &rows),
            Err(Error::Invalid { .. })
        ));
    }
    assert_eq!(second.head().unwrap(), two);
    assert!(verify(&path).is_whole());
}

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let folder = scratch();
    let path = folder.path().join("incident");
    let stale = {
        let mut store = Store::create(&path, "i", &[]).unwrap();
        let start = store.head().unwrap();
        store.append(start, "een", &[new_row("1")]).unwrap();
        store.append(start, "twee", &[new_row("2")]).unwrap_err()
    };
    let exists = Store::create(&path, "i", &[]).unwrap_err();
    let absent = Store::open(folder.path().join("weg")).unwrap_err();
    let directory = Store::open(folder.path()).unwrap_err();
    let mut reader = Store::open_read_only(&path).unwrap();
    let head = reader.head().unwrap();
    let read_only = reader.append(head, "drie", &[new_row("3")]).unwrap_err();

    let shown = [stale, exists, absent, directory, read_only].map(|error| {
        let place = folder.path().to_str().unwrap();
        format!("{error}\nhint: {}", error.hint()).replace(place, "F")
    });
    assert_eq!(
        shown.join("\n"),
        "1 entry was added since
hint: look at what was added, then decide again
`F/incident` exists already
hint: choose another name, or open the file that is there
`F/weg` does not exist
hint: check the name and whether the medium is connected
`F` is not an incident file: it is a folder
hint: choose a file made by this program
`F/incident` can only be read
hint: open it for reading only, or copy it to a place you may write"
    );
}

#[test]
fn erasing_leaves_no_trace_and_a_whole_chain() {
    let folder = scratch();
    let path = folder.path().join("i");
    let mut store = Store::create(&path, "i", &[]).unwrap();
    for number in 0..200 {
        append(
            &mut store,
            &format!("c{number}"),
            &format!("geheim-{number}-einde"),
        );
    }
    let head = store.head().unwrap();
    let photo: &[u8] = b"een geheime foto";
    let head = store
        .append_with(head, "foto", &[new_row("foto")], &[photo])
        .unwrap();

    store.erase(100).unwrap();
    store.erase(100).unwrap();
    store.erase_attachment(&Hash::of(photo)).unwrap();
    assert_eq!(store.erase(999), Err(Error::NoEntry { seq: 999 }));
    assert_eq!(store.head().unwrap(), head);
    let row = &store.rows(99).unwrap()[0];
    assert_eq!((row.body.clone(), row.salt), (None, None));
    assert_eq!(store.attachment(&Hash::of(photo)).unwrap(), None);
    append(&mut store, "later", "later");
    store.close().unwrap();

    let report = verify(&path);
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.count, report.erased.clone()), (202, vec![100]));
    assert_eq!(report.erased_attachments, [Hash::of(photo)]);
    let bytes = std::fs::read(&path).unwrap();
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(holds("geheim-98-einde"));
    assert!(!holds("geheim-99-einde") && !holds("geheime foto"));
}

#[test]
fn a_copy_is_whole_and_replaces_only_an_older_copy() {
    let folder = scratch();
    let path = folder.path().join("i");
    let copy = folder.path().join("kopie");
    let mut store = example(&path);
    store.copy_to(&copy).unwrap();
    assert_eq!(contents(&copy).unwrap(), contents(&path).unwrap());
    append(&mut store, "later", "later");
    store.copy_to(&copy).unwrap();
    assert_eq!(contents(&copy).unwrap(), contents(&path).unwrap());
    assert!(verify(&copy).is_whole());

    let refused = |result: Result<(), Error>| match result {
        Err(Error::NotOlderCopy { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    let mut newer = Store::open(&copy).unwrap();
    append(&mut newer, "daar", "daar");
    assert_eq!(refused(store.copy_to(&copy)), "it holds more entries");
    append(&mut store, "hier", "hier");
    assert_eq!(
        refused(store.copy_to(&copy)),
        "it holds another history of this incident"
    );
    assert_eq!(refused(store.copy_to(&path)), "it is the incident itself");
    let other = folder.path().join("ander");
    Store::create(&other, "ander", &pins()).unwrap();
    assert_eq!(refused(store.copy_to(&other)), "it holds another incident");
    let erased = folder.path().join("gewist");
    store.copy_to(&erased).unwrap();
    Store::open(&erased).unwrap().erase(1).unwrap();
    assert_eq!(
        refused(store.copy_to(&erased)),
        "an entry that was erased there would come back"
    );
    let text = folder.path().join("brief.txt");
    std::fs::write(&text, "dit is geen database, maar een brief").unwrap();
    assert!(matches!(
        store.copy_to(&text),
        Err(Error::NotAnIncident { .. })
    ));
    assert!(
        std::fs::read_to_string(&text)
            .unwrap()
            .starts_with("dit is")
    );
    let leftover = folder.path().join("nieuw-journal");
    std::fs::write(&leftover, "rest").unwrap();
    let blocked = store.copy_to(folder.path().join("nieuw")).unwrap_err();
    assert_eq!(blocked, Error::Exists { path: leftover });
}

#[test]
fn a_checkpoint_on_paper_exposes_a_rewritten_or_shortened_log() {
    let folder = scratch();
    let path = folder.path().join("i");
    let head = example(&path).head().unwrap();
    let paper = words(&head.hash);
    assert_eq!(verify(&path).matches(head.seq, &paper), Checkpoint::Same);
    assert_eq!(
        verify(&path).matches(head.seq, "geen zes woorden"),
        Checkpoint::NotWords
    );
    assert_eq!(
        verify(&path).matches(head.seq - 1, &paper),
        Checkpoint::Differs
    );

    let shorter = format!(
        "DELETE FROM entry WHERE seq = {}; DELETE FROM attachment",
        head.seq
    );
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(&shorter)
        .unwrap();
    let report = verify(&path);
    assert!(
        report.is_whole(),
        "a chain does not see a cut-off tail: {report:?}"
    );
    assert_eq!(report.matches(head.seq, &paper), Checkpoint::TooShort);

    let mut store = Store::open(&path).unwrap();
    append(&mut store, "vals", "vals");
    assert_eq!(verify(&path).matches(head.seq, &paper), Checkpoint::Differs);
}

#[test]
fn each_change_by_hand_is_found_where_it_was_made() {
    let cases: &[(&str, &[(Place, Problem)])] = &[
        (
            "UPDATE entry SET body = 'anders' WHERE seq = 2",
            &[(Place::Entry(2), Problem::BodyChanged)],
        ),
        (
            "UPDATE entry SET meta = '{}' WHERE seq = 2",
            &[(Place::Entry(2), Problem::HashChanged)],
        ),
        (
            "UPDATE entry SET salt = NULL WHERE seq = 2",
            &[(Place::Entry(2), Problem::HalfErased)],
        ),
        (
            "UPDATE entry SET hash = upper(hash) WHERE seq = 2",
            &[
                (Place::Entry(2), Problem::Column("hash")),
                (Place::Entry(3), Problem::LinkBroken),
            ],
        ),
        (
            "DELETE FROM entry WHERE seq = 2",
            &[(Place::Entry(3), Problem::OutOfOrder { expected: 2 })],
        ),
        (
            "UPDATE pin SET content = 'anders' WHERE position = 1",
            &[(
                Place::Pin("playbook.toml".to_owned()),
                Problem::ContentChanged,
            )],
        ),
        (
            "DELETE FROM pin WHERE position = 2",
            &[(Place::Incident, Problem::HashChanged)],
        ),
        (
            "UPDATE incident SET incident_id = 'ander'",
            &[(Place::Incident, Problem::HashChanged)],
        ),
        (
            "UPDATE attachment SET content = x'00'",
            &[(
                Place::Attachment(Hash::of(b"foto").to_string()),
                Problem::ContentChanged,
            )],
        ),
        (
            "DELETE FROM attachment",
            &[(
                Place::Attachment(Hash::of(b"foto").to_string()),
                Problem::Missing,
            )],
        ),
    ];
    let folder = scratch();
    let original = folder.path().join("i");
    example(&original).close().unwrap();
    for (sql, expected) in cases {
        let path = folder.path().join("veranderd");
        std::fs::copy(&original, &path).unwrap();
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute(sql, [])
            .unwrap();
        let report = verify(&path);
        let found: Vec<_> = report
            .findings
            .iter()
            .map(|finding| (finding.place.clone(), finding.problem.clone()))
            .collect();
        assert_eq!((&found[..], &report.stopped), (*expected, &None), "{sql}");
        // Who reads the log instead of checking it is stopped as well.
        let is_attachment = sql.contains("attachment");
        assert!(is_attachment || contents(&path).is_err(), "{sql}");
    }
}
