//! What was erased is on no page, in no file and in nothing a verb says; all of them still work.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use draaiboek::engine::Event;
use draaiboek::runtime::{Session, Surroundings};
use draaiboek::store::{Hash, Store};

use super::compartments::{everything, file, filled, sits};
use super::play::Play;

/// Everything that people wrote, and nothing that the program says itself.
const WORDS: [&str; 3] = ["GEHEIM", "OPENBAAR", "Kerkplein"];

fn holds_nothing(text: &str, place: &str) {
    for word in WORDS {
        assert!(!text.contains(word), "{word} at {place}:\n{text}");
    }
}

/// Starts an incident with every kind of content, erases all of it, and opens a board on it again.
fn erased() -> Play {
    let play = Play::started();
    filled(&play);
    let (folder, incident, path) = (Arc::clone(&play.folder), play.incident.clone(), file(&play));
    drop(play);
    let session = Session::open_read_only(&path, Surroundings::Machine).expect("it opens");
    let log: Vec<_> = session.incident().log().to_vec();
    session.close().expect("it closes");
    let mut store = Store::open(&path).expect("it opens");
    for entry in log {
        store.erase(entry.seq).expect("it is erased");
        if let Event::EvidenceAttached { sha256, .. } = entry.event() {
            let hash = Hash::from_hex(sha256).expect("a hash");
            store.erase_attachment(&hash).expect("it is erased");
        }
    }
    store.close().expect("it closes");
    let mut play = Play::open(folder);
    play.incident = incident;
    let who = play.fill("/wie", &[("role", "burgemeester"), ("name", "Iemand")]);
    let cookie = who.header("set-cookie").expect("a cookie");
    play.cookie = cookie.split(';').next().expect("a pair").to_owned();
    play
}

#[test]
fn every_page_of_an_erased_incident_is_shown_and_says_so() {
    let play = erased();
    let all = everything(&play);
    assert!(all.len() > 80, "only {} pages", all.len());
    for (path, status, body) in &all {
        holds_nothing(body, path);
        assert!(*status < 500, "{path}: {status}");
    }
    let mut lines = (1..40).map(|seq| play.page(&format!("/bewijs/{seq}")));
    assert!(lines.any(|page| page.status == 410 && page.body.contains("gewist")));
    for rest in ["", "/logboek", "/logboek/2", "/overleg/beeld", "/mensen"] {
        let page = play.page(rest);
        assert_eq!(page.status, 200, "{rest}");
        assert!(page.body.contains("gewist"), "{rest}: {}", page.body);
    }
    sits(&play, "loghouder");
    let note = [("kind", "note"), ("text", "erbij"), ("nonce", "erbij")];
    assert_eq!(play.fill("/logboek", &note).status, 303);
    assert!(play.page("/logboek").body.contains("erbij"));
}

#[test]
fn every_verb_works_on_an_erased_incident() {
    let play = erased();
    let (file, place) = (file(&play), tempfile::tempdir().expect("a folder"));
    let run = |line: &str, keys: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
        command.env_remove("DRAAIBOEK_AS").current_dir(place.path());
        for word in line.split(' ') {
            match word {
                "F" => command.arg(&file),
                word => command.arg(word),
            };
        }
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = pipes.stderr(Stdio::piped()).spawn().expect("it runs");
        let mut keyboard = child.stdin.take().expect("a keyboard");
        let _ = keyboard.write_all(keys.as_bytes());
        drop(keyboard);
        let done = child.wait_with_output().expect("it ends");
        let out = String::from_utf8_lossy(&done.stdout).into_owned();
        let out = out + &String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{line}: {out}");
        holds_nothing(&out, line);
        out
    };
    for (line, says) in [
        ("log F --as burgemeester", "Oefening gestart: gewist"),
        ("log F --csv --as burgemeester", "gewist"),
        ("log F --json --as burgemeester", "gewist"),
        ("status F --as burgemeester", "[OEFENING] gewist"),
        ("status F --json --at 6", "gewist"),
        ("why F", ""),
        ("clocks F --ics uit.ics", ""),
        ("timeline F", "gewist"),
        ("timeline F -o uit.svg", ""),
        ("powers --incident F --full", ""),
        ("diagram --incident F -o kaart.svg", ""),
        ("region F --json", ""),
        ("draft sitrap --incident F -o sitrap.md", ""),
        ("draft logboek --incident F -o logboek.md", ""),
        (
            "draft brief_ouders --incident F -o brief.md --as burgemeester",
            "",
        ),
        ("dossier F -o dossier --as burgemeester", ""),
        (
            "dossier F -o alles --as burgemeester --include persoon --include politie",
            "",
        ),
        ("verify F", "erased"),
    ] {
        let out = run(line, "");
        assert!(out.contains(says), "{line}: {out}");
    }
    let text = |name: &str| std::fs::read_to_string(place.path().join(name)).expect("a file");
    let log = text("logboek.md");
    assert!(log.contains("zijn de woorden gewist"), "{log}");
    assert!(!log.contains("Niets in dit logboek is gewist"), "{log}");
    let list = text("alles/inventarislijst.md");
    assert!(list.contains("(het bestand is gewist)"), "{list}");
    let keys = "s\n\nw\n\nt\n\nv\n\nh 30\n\nc 1\n\nc 2\n\nc 4\n\nr\n\nd\n\no\n\nm\n\nb\n\nz\n\n+ f erbij\n\n\n";
    let screen = run("walk F --as burgemeester", keys);
    assert!(screen.contains("gewist"), "{screen}");
    run("verify F", "");
}
