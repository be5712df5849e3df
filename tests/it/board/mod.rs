//! The board over a real connection, without a browser.

mod access;
mod compartments;
mod erased;
mod exercise;
mod exercise_faces;
mod large;
mod logbook;
mod meeting;
mod papers;
mod phone;
mod pictures;
mod play;
mod start;
mod storage;
mod takeover;
mod teams;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use draaiboek::engine::{Action, By, How, NoteKind, Who};
use draaiboek::fact::Certainty;
use draaiboek::runtime::{Session, Surroundings};

use play::Play;

#[test]
fn a_team_starts_writes_answers_and_decides_and_the_log_shows_it() {
    let play = Play::started();
    let now = play.page("");
    assert_eq!(now.status, 200);
    assert!(now.body.contains("OEFENING") && now.body.contains("Waar staat de oproep?"));
    let noted = play.fill(
        "/logboek",
        &[
            ("kind", "fact"),
            ("text", "De wijkagent belt."),
            ("head", &now.hidden("head")),
            ("nonce", "1"),
        ],
    );
    assert_eq!(noted.status, 303, "{}", noted.body);
    // The same form once more does nothing.
    let again = play.fill(
        "/logboek",
        &[
            ("kind", "fact"),
            ("text", "De wijkagent belt."),
            ("head", &now.hidden("head")),
            ("nonce", "1"),
        ],
    );
    assert_eq!(noted.header("location"), again.header("location"));
    let answered = play.fill(
        "/vraag/oproep_vindplaats",
        &[
            ("value", "besloten_groep"),
            ("certainty", "probable"),
            ("source", "politie"),
            ("act", "answer"),
        ],
    );
    assert_eq!(answered.status, 303, "{}", answered.body);
    let log = play.page("/logboek").body;
    for expected in [
        "De wijkagent belt.",
        "besloten groep (waarschijnlijk). Bron: politie.",
    ] {
        assert!(log.contains(expected), "{expected} is not in {log}");
    }
    assert_eq!(log.matches("De wijkagent belt.").count(), 1);
    let step = play.fill(
        "/stap/kijken_gevraagd",
        &[("reason", "het team vraagt erom")],
    );
    assert_eq!(step.status, 303, "{}", step.body);
    // Without a reason there is no decision, and what was chosen comes back.
    let chosen = ("option", "niet");
    let refused = play.fill("/besluit/online_kijken", &[chosen]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("value=\"niet\" checked"));
    let by = [("said_role", "burgemeester"), ("said_name", "Rol 2")];
    let reason = ("reason", "de politie heeft het beeld");
    let decided = play.fill("/besluit/online_kijken", &[chosen, reason, by[0], by[1]]);
    assert_eq!(decided.status, 303, "{}", decided.body);
    let log = play.page("/logboek").body;
    assert!(log.contains("Reden: de politie heeft het beeld"));
    assert!(log.contains("Burgemeester (Rol 2); vastgelegd door Loghouder (Rol 1)"));
    // Somebody without the role may not.
    let refused = play.fill("/besluit/online_kijken", &[chosen, reason]);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("mag dit niet"));
}

#[test]
fn what_somebody_else_was_first_with_comes_back_with_everything_typed() {
    let play = Play::started();
    let head = play.page("").hidden("head");
    let first = play.fill(
        "/vraag/oproep_vindplaats",
        &[
            ("value", "besloten_groep"),
            ("act", "answer"),
            ("head", &head),
            ("nonce", "a"),
        ],
    );
    assert_eq!(first.status, 303, "{}", first.body);
    let stale = play.fill(
        "/vraag/oproep_vindplaats",
        &[
            ("value", "openbaar_kanaal"),
            ("source", "een <i>melder</i>"),
            ("act", "answer"),
            ("head", &head),
            ("nonce", "b"),
        ],
    );
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("een ander was u voor"));
    assert!(
        stale.body.contains("besloten groep"),
        "what changed is not shown"
    );
    assert!(
        stale
            .body
            .contains("value=\"een &lt;i&gt;melder&lt;/i&gt;\"")
    );
    assert!(stale.body.contains("value=\"openbaar_kanaal\" checked"));
    // A line in the log bothers nobody.
    let note = play.fill(
        "/logboek",
        &[("text", "x"), ("head", &head), ("nonce", "c")],
    );
    assert_eq!(note.status, 303);
    // A step means something else after another step.
    let reason = ("reason", "het team vraagt erom");
    let fire = |nonce| {
        play.fill(
            "/stap/kijken_gevraagd",
            &[reason, ("head", &head), ("nonce", nonce)],
        )
    };
    assert_eq!(fire("e").status, 303);
    let stale_step = fire("f");
    assert_eq!(stale_step.status, 409);
    assert!(
        stale_step.body.contains("het team vraagt erom</textarea>"),
        "{}",
        stale_step.body
    );
    // With the head that came back it goes through.
    let fresh = stale.hidden("head");
    let last = play.fill(
        "/vraag/oproep_vindplaats",
        &[
            ("value", "openbaar_kanaal"),
            ("act", "answer"),
            ("head", &fresh),
            ("nonce", "d"),
        ],
    );
    assert_eq!(last.status, 303, "{}", last.body);
}

#[test]
fn only_pages_of_the_board_itself_are_listened_to() {
    let play = Play::started();
    let port = play.address.port();
    let host = |host: &str| {
        play.send(&format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
        .status
    };
    assert_eq!(host(&format!("localhost:{port}")), 200);
    for foreign in [
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1.evil.example:{port}"),
    ] {
        assert_eq!(host(&foreign), 421, "{foreign}");
    }
    let path = format!("{}/logboek", play.incident);
    let site = |headers: &str| {
        play.post_with(&path, &[("text", "van elders")], headers)
            .status
    };
    assert_eq!(
        site("Sec-Fetch-Site: cross-site\r\nOrigin: http://evil.example\r\n"),
        403
    );
    assert_eq!(site("Sec-Fetch-Site: same-site\r\n"), 403);
    assert_eq!(site("Origin: http://evil.example\r\n"), 403);
    assert_eq!(site("Origin: null\r\n"), 403);
    assert!(!play.page("/logboek").body.contains("van elders"));
    assert_eq!(site(&format!("Origin: http://127.0.0.1:{port}\r\n")), 303);
}

#[test]
fn what_people_write_is_shown_as_text() {
    let play = Play::started();
    let script = "<script>alert('x')</script>\" onload=\"y";
    let fields = [
        ("text", script),
        ("source", script),
        ("said_name", script),
        ("late", script),
        ("happened", script),
        ("reason", script),
        ("result", script),
        ("value", script),
        ("role", script),
        ("name", script),
        ("nonce", script),
        ("ask_again", script),
    ];
    let sent = play.fill(
        "/logboek",
        &[
            ("text", script),
            ("source", script),
            ("said_name", script),
            ("late", script),
        ],
    );
    assert_eq!(sent.status, 303, "{}", sent.body);
    let mut pages = vec![play.page("/logboek"), play.page(""), play.get("/")];
    for path in [
        "/logboek",
        "/wie",
        "/vraag/oproep_vindplaats",
        "/besluit/persoonsspoor",
        "/stap/opschalen",
        "/taak/x",
    ] {
        pages.push(play.fill(path, &fields));
    }
    for page in pages {
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
        assert!(!page.body.contains("\" onload=\""), "{}", page.body);
        assert!(!page.body.contains("<b>Kerkplein"), "{}", page.body);
    }
}

#[test]
fn what_is_not_there_or_too_much_is_said_and_nothing_is_lost() {
    let play = Play::started();
    for path in ["/i/0000", "/i/..%2f..%2fetc", "/x", "/i/%00/logboek"] {
        assert_eq!(play.get(path).status, 404, "{path}");
    }
    for rest in ["/vraag/x", "/besluit/x", "/taak/x%232", "/stap/x"] {
        assert_eq!(play.page(rest).status, 404, "{rest}");
    }
    assert_eq!(
        play.page("/logboek?voor=x&voor=-1&vastgelegd=99999999999")
            .status,
        200
    );
    let huge = "a".repeat(70_000);
    assert_eq!(play.fill("/logboek", &[("text", &huge)]).status, 413);
    let page = play.page("");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'") && !policy.contains("unsafe")
    );
    assert_eq!(page.header("cache-control"), Some("no-store"));
    // A browser that has not said who it is may look, and is asked when it writes.
    let stranger = play.send(&format!(
        "POST {}/logboek HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\ntext=hier",
        play.incident, play.address
    ));
    assert_eq!(stranger.status, 422);
    assert!(
        stranger.body.contains("Zeg eerst wie u bent") && stranger.body.contains("value=\"hier\"")
    );
}

#[test]
fn the_stream_says_that_there_is_an_entry_and_not_what_is_in_it() {
    let play = Play::started();
    let mut stream = TcpStream::connect(play.address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    let request = format!(
        "GET {}/stroom HTTP/1.1\r\nHost: {}\r\n\r\n",
        play.incident, play.address
    );
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut heard = String::new();
    let mut hear = |heard: &mut String, until: &str| {
        let mut bytes = [0; 4096];
        while !heard.contains(until) {
            let count = stream.read(&mut bytes).expect("more is said");
            assert!(count > 0, "it ended: {heard}");
            heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    hear(&mut heard, "id: 1\ndata: seq 1\n\n");
    assert_eq!(play.fill("/logboek", &[("text", "geheim")]).status, 303);
    hear(&mut heard, "id: 2\ndata: seq 2\n\n");
    // What another program writes in the same file is heard of as well.
    let files = std::fs::read_dir(play.folder.path()).expect("the folder");
    let files = files.map(|entry| entry.expect("an entry").path());
    let mut files = files.filter(|path| path.extension().is_some_and(|it| it == "draaiboek"));
    let file = files.next().expect("the incident");
    let mut session = Session::open(&file, Surroundings::Machine).expect("it opens");
    let who = Who {
        name: None,
        role: "jurist".to_owned(),
    };
    let by = By {
        decided: who.clone(),
        how: How::Phone,
        recorded: who,
    };
    let note = Action::Note {
        compartment: None,
        certainty: Certainty::Confirmed,
        kind: NoteKind::Note,
        source: None,
        text: "van een ander programma".to_owned(),
    };
    session.submit(note, by).expect("it is written");
    hear(&mut heard, "id: 3\ndata: seq 3\n\n");
    let log = play.page("/logboek").body;
    assert!(log.contains("van een ander programma"), "{log}");
    assert!(!heard.contains("geheim"));
}

/// Guards against a flood: the board goes on for those who only look.
#[test]
fn no_more_screens_listen_than_there_is_room_for() {
    let play = Play::started();
    let request = format!(
        "GET {}/stroom HTTP/1.1\r\nHost: {}\r\n\r\n",
        play.incident, play.address
    );
    let mut streams = Vec::new();
    let mut status = |request: &str| {
        let mut stream = TcpStream::connect(play.address).expect("a connection");
        let timeout = Some(Duration::from_secs(20));
        stream.set_read_timeout(timeout).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut head = [0; 12];
        stream.read_exact(&mut head).expect("an answer");
        streams.push(stream);
        String::from_utf8_lossy(&head[9..]).into_owned()
    };
    for count in 0..256 {
        assert_eq!(status(&request), "200", "stream {count}");
    }
    assert_eq!(status(&request), "503");
    assert_eq!(play.page("").status, 200);
}
