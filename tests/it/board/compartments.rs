//! What only some roles see is nowhere for the others: every page that a link leads to, every file, every
//! verb.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::play::Play;

/// In everything that lies in a compartment, and in nothing else.
const SECRET: &str = "GEHEIM";
/// In a name and a text of a compartment, to be searched for without saying the secret.
const SOUGHT: &str = "zoekwoord";

/// Addresses that no link leads to.
const FILES: [&str; 12] = [
    "/besluitenlijst/txt",
    "/besluitenlijst/md",
    "/overdracht/txt",
    "/sitrap/1/txt",
    "/sitrap/1/md",
    "/termijnen/agenda",
    "/tijdlijn/tijdlijn.svg",
    "/kaart/overzicht.svg",
    "/logboek?zoek=zoekwoord",
    "/logboek?text=zoekwoord",
    "/vraag/plaatser",
    "/stuk/brief_ouders",
];

pub fn sits(play: &Play, role: &str) {
    let who = play.fill("/wie", &[("role", role), ("name", "Iemand")]);
    assert_eq!(who.status, 303, "{}", who.body);
}

/// Returns an answer as text, whatever kind of file it is.
fn fetched(play: &Play, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(play.address).expect("a connection");
    let timeout = Some(Duration::from_secs(20));
    stream.set_read_timeout(timeout).expect("a timeout");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        play.address, play.cookie
    );
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("an answer");
    let text = String::from_utf8_lossy(&all).into_owned();
    (text[9..12].parse().expect("a status"), text)
}

/// Fetches every page and file that can be reached by links, and the files that no link leads to.
pub fn everything(play: &Play) -> Vec<(String, u16, String)> {
    let mut wanted: Vec<String> = vec![play.incident.clone(), "/".to_owned(), "/regio".to_owned()];
    wanted.extend(["/regio.csv".to_owned(), "/regio.json".to_owned()]);
    wanted.extend(FILES.map(|rest| format!("{}{rest}", play.incident)));
    for seq in 1..15 {
        for rest in [
            "logboek/{}",
            "logboek/{}/verbeter",
            "bewijs/{}",
            "bewijs/{}/beeld",
        ] {
            let rest = rest.replace("{}", &seq.to_string());
            wanted.push(format!("{}/{rest}", play.incident));
        }
        wanted.push(format!(
            "{}/stuk/brief_ouders/{seq}/bestand/md",
            play.incident
        ));
    }
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(path) = wanted.pop() {
        // A stream does not end, and another place on a page is the same page.
        let path = path.split('#').next().unwrap_or_default().to_owned();
        if path.ends_with("/stroom") || !seen.insert(path.clone()) || seen.len() > 200 {
            continue;
        }
        let (status, body) = fetched(play, &path);
        for link in body.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap_or_default();
            if link.starts_with(&play.incident) {
                wanted.push(link.to_owned());
            }
        }
        found.push((path, status, body));
    }
    found
}

fn attach(play: &Play, kept_to: &str, name: &str) {
    let mut body = String::new();
    for (field, value) in [("description", name), ("kept_to", kept_to), ("nonce", name)] {
        body.push_str(&format!(
            "--grens\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!(
        "--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{name}\r\n--grens--\r\n"
    ));
    let sent = play.send(&format!(
        "POST {}/bewijs HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Connection: close\r\nContent-Type: multipart/form-data; boundary=grens\r\n\
         Content-Length: {}\r\n\r\n{body}",
        play.incident,
        play.address,
        play.cookie,
        body.len()
    ));
    assert_eq!(sent.status, 303, "{}", sent.body);
}

/// Fills an incident with what everybody sees and, as the mayor, with secrets in both compartments.
pub fn filled(play: &Play) {
    let done = |rest: &str, fields: &[(&str, &str)]| {
        let answer = play.fill(rest, fields);
        assert_eq!(answer.status, 303, "{rest}: {}", answer.body);
    };
    done(
        "/logboek",
        &[("kind", "note"), ("text", "OPENBAAR"), ("nonce", "1")],
    );
    sits(play, "burgemeester");
    let sought = format!("{SECRET}-1 {SOUGHT}");
    done(
        "/vraag/plaatser",
        &[
            ("value", &sought),
            ("source", "GEHEIM-2"),
            ("act", "answer"),
        ],
    );
    let child = [
        ("value", "GEHEIM-12"),
        ("source", "GEHEIM-13"),
        ("act", "answer"),
    ];
    done("/vraag/brief_kind", &child);
    let police = [("act", "unknown"), ("source", "GEHEIM-3")];
    done("/vraag/politie_beeld", &police);
    for (compartment, text) in [("persoon", "GEHEIM-4 zoekwoord"), ("politie", "GEHEIM-5")] {
        let nonce = format!("note {compartment}");
        let kept = ("kept_to", compartment);
        done(
            "/logboek",
            &[("kind", "note"), ("text", text), kept, ("nonce", &nonce)],
        );
    }
    attach(play, "persoon", "GEHEIM-6");
    attach(play, "politie", "GEHEIM-7");
    done("/stuk/brief_ouders/concept", &[("nonce", "draft")]);
    let oral = [
        ("to", "GEHEIM-8"),
        ("nonce", "sent"),
        ("manner", "GEHEIM-9"),
    ];
    let sent = play.fill("/stuk/brief_ouders/gedaan/submitted", &oral);
    assert!(
        sent.status == 303 || sent.status == 415 || sent.status == 400,
        "{}",
        sent.body
    );
    // A line that was wrong is corrected inside.
    let fix = [
        ("change", "replace"),
        ("value", "GEHEIM-10"),
        ("text", "GEHEIM-10"),
        ("confirm", "1"),
        ("reason", "GEHEIM-11"),
        ("nonce", "fix"),
    ];
    let fixed = play.fill("/logboek/6/verbeter", &fix);
    assert!(fixed.status < 500, "{}", fixed.body);
    sits(play, "loghouder");
    done("/sitrap", &[("nonce", "sitrap")]);
}

pub fn file(play: &Play) -> PathBuf {
    let files = std::fs::read_dir(play.folder.path()).expect("the folder");
    let mut files = files.map(|entry| entry.expect("an entry").path());
    files
        .find(|path| path.extension().is_some_and(|it| it == "draaiboek"))
        .expect("the incident")
}

#[test]
fn what_a_role_may_not_see_is_on_no_page_in_no_file_and_in_no_stream() {
    let mut play = Play::started();
    filled(&play);
    let cookie = play.cookie.clone();
    for role in ["communicatie", ""] {
        match role {
            // A browser that has not said who it is.
            "" => play.cookie = String::new(),
            role => sits(&play, role),
        }
        let all = everything(&play);
        assert!(all.len() > 80, "only {} pages", all.len());
        for (path, status, body) in &all {
            assert!(
                !body.contains(SECRET),
                "`{role}` reads it at {path}: {body}"
            );
            assert!(*status < 500, "{path}: {status}");
        }
        let log = play.page("/logboek").body;
        assert!(
            log.contains("OPENBAAR") && log.contains("besloten regel"),
            "{log}"
        );
        assert_eq!(play.page("/vraag/plaatser").status, 404);
        assert_eq!(play.page("/stuk/brief_ouders").status, 404);
    }
    play.cookie = cookie;
    sits(&play, "loghouder");
    // What is not seen is not written either, and nothing about it is told.
    let answer = [("value", "x"), ("act", "answer"), ("nonce", "9")];
    assert_eq!(play.fill("/vraag/plaatser", &answer).status, 404);
    let kept = [
        ("kind", "note"),
        ("text", "x"),
        ("kept_to", "persoon"),
        ("nonce", "10"),
    ];
    let refused = play.fill("/logboek", &kept);
    assert_eq!(refused.status, 422, "{}", refused.body);
    let strike = [
        ("change", "withdraw"),
        ("confirm", "1"),
        ("reason", "x"),
        ("nonce", "11"),
    ];
    let refused = play.fill("/logboek/3/verbeter", &strike);
    assert!(
        matches!(refused.status, 403 | 404 | 422),
        "{}",
        refused.status
    );
    assert!(!refused.body.contains(SECRET), "{}", refused.body);
    // Who may, reads it, and the page says that it is not for everybody.
    sits(&play, "burgemeester");
    let log = play.page("/logboek").body;
    for part in [
        "GEHEIM-1 ",
        "GEHEIM-4",
        "GEHEIM-5",
        "GEHEIM-6",
        "[alleen Persoon]",
    ] {
        assert!(log.contains(part), "{part} is not in {log}");
    }
    assert!(log.contains("niet verspreiden"));
    assert!(play.page("/stuk/brief_ouders").body.contains("GEHEIM"));
    // A jurist sees the person, not what the police told.
    sits(&play, "jurist");
    let log = play.page("/logboek").body;
    assert!(log.contains("GEHEIM-4") && !log.contains("GEHEIM-5") && !log.contains("GEHEIM-3"));
}

#[test]
fn the_command_line_shows_and_exports_what_everybody_sees_and_more_only_on_purpose() {
    let play = Play::started();
    filled(&play);
    let (file, place) = (file(&play), tempfile::tempdir().expect("a folder"));
    let run = |line: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
        command.env_remove("DRAAIBOEK_AS").current_dir(place.path());
        for word in line.split(' ') {
            match word {
                "F" => command.arg(&file),
                word => command.arg(word),
            };
        }
        let done = command.output().expect("it runs");
        let out = String::from_utf8_lossy(&done.stdout).into_owned();
        (
            done.status.code(),
            out + &String::from_utf8_lossy(&done.stderr),
        )
    };
    for line in [
        "log F",
        "log F --csv",
        "log F --json",
        "log F --as communicatie",
        "log F --json --as burgemeester",
        "log F --csv --as burgemeester",
        "status F",
        "status F --json",
        "status F --at 6",
        "why F",
        "clocks F --ics uit.ics",
        "timeline F",
        "timeline F -o uit.svg --as burgemeester",
        "powers --incident F --full",
        "diagram --incident F -o kaart.svg",
        "dossier F -o dossier",
        "region F --json",
        "draft sitrap --incident F -o sitrap.md",
        "note F OPENBAAR",
    ] {
        let (code, out) = run(line);
        assert_eq!(code, Some(0), "{line}: {out}");
        assert!(!out.contains(SECRET), "{line}: {out}");
    }
    let mut folders = vec![place.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(SECRET), "{}", path.display());
        }
    }
    let (code, out) = run("draft brief_ouders --incident F -o brief.md");
    assert_eq!(code, Some(2), "{out}");
    let (_, out) = run("log F --as burgemeester");
    assert!(
        out.contains("GEHEIM-4") && out.contains("GEHEIM-5"),
        "{out}"
    );
    let (_, out) = run("log F --as burgemeester --include persoon");
    assert!(
        out.starts_with("Bevat: Persoon — niet verspreiden"),
        "{out}"
    );
    assert!(
        out.contains("GEHEIM-4") && !out.contains("GEHEIM-5"),
        "{out}"
    );
    let (code, out) = run("log F --as communicatie --include persoon");
    assert_eq!(code, Some(2), "{out}");
    let (code, out) = run("draft brief_ouders --incident F -o brief.md --as jurist");
    assert_eq!(code, Some(0), "{out}");
    let letter = std::fs::read_to_string(place.path().join("brief.md")).expect("the letter");
    assert!(letter.contains("GEHEIM-12"), "{letter}");
    let (code, out) = run("verify F");
    assert_eq!(code, Some(0), "{out}");
}
