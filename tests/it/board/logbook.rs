//! The log on the board: short forms, searching, corrections, lines from paper, files.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use super::play::{Play, connect, exchange_bytes};

/// A part of a form with a file: the name of the field, the name of the file, what it holds.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const BORDER: &str = "grens-van-het-formulier";

fn body(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    for (field, file, bytes) in parts {
        out.extend_from_slice(format!("--{BORDER}\r\n").as_bytes());
        let file = match file {
            Some(name) => format!("; filename=\"{name}\"\r\nContent-Type: text/html"),
            None => String::new(),
        };
        let head = format!("Content-Disposition: form-data; name=\"{field}\"{file}\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{BORDER}--\r\n").as_bytes());
    out
}

fn exchange(play: &Play, request: &[u8]) -> (String, Vec<u8>) {
    exchange_bytes(connect(play.address), request)
}

fn head_of(play: &Play, rest: &str, length: usize) -> String {
    format!(
        "POST {}{rest} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\nSec-Fetch-Site: \
         same-origin\r\nContent-Type: multipart/form-data; boundary={BORDER}\r\nContent-Length: \
         {length}\r\n\r\n",
        play.incident, play.address, play.cookie
    )
}

fn attach(play: &Play, parts: &[Part]) -> (String, String) {
    let body = body(parts);
    let request = [head_of(play, "/bewijs", body.len()).as_bytes(), &body].concat();
    let (head, body) = exchange(play, &request);
    (head, String::from_utf8(body).expect("text"))
}

fn head(play: &Play) -> String {
    play.page("").hidden("head")
}

#[test]
fn a_line_is_read_as_the_loghouder_types_it() {
    let play = Play::started();
    let text = ("text", "b hek dicht #meldkamer !b");
    let saved = play.fill("/logboek", &[text, ("from", "nu")]);
    assert_eq!(
        saved.header("location"),
        Some(&*format!("{}?vastgelegd=2", play.incident))
    );
    let page = play.page("/logboek/2").body;
    assert!(
        page.contains("hek dicht Bron: meldkamer.") && page.contains(">besluit<"),
        "{page}"
    );
    // What is late asks why, one key each, and comes back whole.
    let hour = "01-01-2020 00:10";
    let late = play.fill("/logboek", &[("text", "f sirene"), ("happened", hour)]);
    assert_eq!(late.status, 422);
    assert!(late.body.contains("value=\"f sirene\"") && late.body.contains("Waarom later?"));
    let again = [
        ("text", "f sirene"),
        ("happened", hour),
        ("late_choice", "van papier"),
    ];
    assert_eq!(play.fill("/logboek", &again).status, 303);
    let log = play.page("/logboek").body;
    assert!(
        log.contains("later vastgelegd: van papier") && log.contains("op papier"),
        "{log}"
    );
    let twice = [("text", "1:00 f x"), ("happened", hour), ("late", "x")];
    assert!(play.fill("/logboek", &twice).body.contains("twee tijden"));
    assert_eq!(play.fill("/logboek", &[("text", "21:10 f")]).status, 422);
}

#[test]
fn a_line_that_waited_for_the_connection_has_its_own_time_and_comes_in_once() {
    let play = Play::started();
    let line = [
        ("text", "hek open"),
        ("typed_at", "2020-01-01T10:00:00Z"),
        ("nonce", "eigen"),
    ];
    let first = play.fill("/logboek", &line);
    assert_eq!(first.status, 303, "{}", first.body);
    // The answer was lost; the page sends it once more.
    assert_eq!(
        play.fill("/logboek", &line).header("location"),
        first.header("location")
    );
    let page = play.page("/logboek/2").body;
    assert!(page.contains("later vastgelegd: verbinding weg"), "{page}");
    assert!(
        page.contains("1 januari 2020") || page.contains("01-01-2020"),
        "{page}"
    );
    assert_eq!(play.page("/logboek/3").status, 404);
    // A clock that is ahead is not believed.
    let ahead = [("text", "hek dicht"), ("typed_at", "2099-01-01T10:00:00Z")];
    assert_eq!(play.fill("/logboek", &ahead).status, 303);
    assert!(!play.page("/logboek/3").body.contains("2099"));
}

#[test]
fn what_is_looked_for_is_found_at_an_address_that_can_be_shared() {
    let play = Play::started();
    for text in [
        "f ME staat klaar",
        "b niet opschalen",
        "a bel de klaar-over",
    ] {
        assert_eq!(play.fill("/logboek", &[("text", text)]).status, 303);
    }
    let found = play.page("/logboek?zoek=KLAAR").body;
    assert!(
        found.contains("2 regels gevonden") && !found.contains("niet opschalen"),
        "{found}"
    );
    let decisions = play
        .page("/logboek?besluiten=1&rol=loghouder&wie=rol+1")
        .body;
    assert!(decisions.contains("1 regel gevonden") && decisions.contains("niet opschalen"));
    let none = play
        .page("/logboek?zoek=%3Cscript%3E&van=x&tot=y&soort=%22&voor=z")
        .body;
    assert!(none.contains("Er is niets gevonden") && none.contains("geen tijdstip"));
    assert!(none.contains("value=\"&lt;script&gt;\"") && !none.contains("<script>"));
    // A hundred on a page, and the same search from there on.
    for number in 0..103 {
        let text = format!("f telling {number}");
        assert_eq!(play.fill("/logboek", &[("text", &text)]).status, 303);
    }
    let page = play.page("/logboek?zoek=telling").body;
    assert!(
        page.contains("103 regels gevonden") && !page.contains("telling 2 "),
        "{page}"
    );
    assert!(
        page.contains("/logboek?zoek=telling&amp;voor=8\""),
        "{page}"
    );
    let older = play.page("/logboek?zoek=telling&voor=8").body;
    assert!(
        older.contains("telling 2 ") && older.contains("Nieuwste"),
        "{older}"
    );
}

#[test]
fn a_correction_is_seen_before_it_is_confirmed_and_the_old_line_stays() {
    let play = Play::started();
    assert_eq!(play.fill("/logboek", &[("text", "n hek opem")]).status, 303);
    let address = "/logboek/2/verbeter";
    let asked = [("change", "replace"), ("value", "hek open <b>")];
    let seen = play.fill(address, &asked);
    assert_eq!(seen.status, 200, "{}", seen.body);
    assert!(
        seen.body.contains("Dit gebeurt er dan") && seen.body.contains("De stand blijft gelijk")
    );
    assert!(
        play.page("/logboek/3").status == 404,
        "looking wrote something"
    );
    let mark = seen.hidden("seen");
    let confirm = |mark: &str, head: &str, reason: &str| {
        let rest = [
            ("confirm", "1"),
            ("seen", mark),
            ("head", head),
            ("reason", reason),
        ];
        play.fill(address, &[&asked[..], &rest[..]].concat())
    };
    let now = head(&play);
    assert_eq!(confirm("iets anders", &now, "tikfout").status, 422);
    assert_eq!(confirm(&mark, &now, "").status, 422);
    // Somebody writes meanwhile: what was seen is computed again.
    assert_eq!(play.fill("/logboek", &[("text", "n intussen")]).status, 303);
    let stale = confirm(&mark, &now, "tikfout");
    assert_eq!(stale.status, 409, "{}", stale.body);
    assert!(stale.body.contains("intussen") && stale.body.contains("tikfout</textarea>"));
    assert_eq!(confirm(&mark, &stale.hidden("head"), "tikfout").status, 303);
    let old = play.page("/logboek/2").body;
    assert!(
        old.contains("<del>") && old.contains("/logboek/4\""),
        "{old}"
    );
    let new = play.page("/logboek/4").body;
    assert!(
        new.contains("hek open &lt;b&gt;") && new.contains("/logboek/2\""),
        "{new}"
    );
    assert!(
        play.page("/logboek?verbeterd=1")
            .body
            .contains("2 regels gevonden")
    );
    // The start stays, and a correction of an answer or a decision is offered with its own fields.
    assert!(
        play.page("/logboek/1/verbeter")
            .body
            .contains("het is de start van het incident")
    );
    let answer = [("value", "besloten_groep"), ("act", "answer")];
    assert_eq!(play.fill("/vraag/oproep_vindplaats", &answer).status, 303);
    let fact = play.page("/logboek/5/verbeter").body;
    assert!(fact.contains("value=\"besloten_groep\" checked") && fact.contains("Het was onbekend"));
    assert_eq!(play.page("/logboek/99/verbeter").status, 404);
    assert_eq!(play.page("/logboek/x").status, 404);
}

#[test]
fn lines_from_paper_come_in_all_or_none() {
    let play = Play::started();
    let row = |number, line, time| {
        vec![
            ("number", number),
            ("time", time),
            ("kind", "feit"),
            ("role_said", "burgemeester"),
            ("line", line),
            ("source", ""),
        ]
    };
    let late = vec![("late", "de laptop deed het niet")];
    let wrong = [
        row("1", "hek open", "01:00"),
        row("2", "hek dicht", "later"),
    ]
    .concat();
    let refused = play.fill("/logboek/papier", &[wrong.clone(), late.clone()].concat());
    assert_eq!(refused.status, 422);
    for expected in [
        "Eén regel klopt nog niet",
        "‘later’ is geen tijdstip",
        "value=\"hek open\"",
    ] {
        assert!(
            refused.body.contains(expected),
            "{expected}: {}",
            refused.body
        );
    }
    assert_eq!(play.page("/logboek/2").status, 404, "something was written");
    let right = [
        row("1", "hek open", "01:00"),
        row("2", "hek dicht", "01:05"),
    ]
    .concat();
    assert_eq!(
        play.fill("/logboek/papier", &right).status,
        422,
        "no reason"
    );
    let pasted = (
        "paste",
        "3\t01:10\tbesluit\tBurgemeester\tafschalen\tbode\n",
    );
    let look = play.fill(
        "/logboek/papier",
        &[right.clone(), vec![pasted, ("act", "look")]].concat(),
    );
    assert_eq!(look.status, 200);
    assert!(look.body.contains("value=\"afschalen\""), "{}", look.body);
    let all = [right.clone(), late.clone(), vec![pasted]].concat();
    let saved = play.fill("/logboek/papier", &all);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let log = play.page("/logboek?vastgelegd=4").body;
    assert!(
        log.contains("Vastgelegd als regel 2 tot en met 4."),
        "{log}"
    );
    for expected in [
        "[papier 1] hek open",
        "[papier 3] afschalen",
        "later vastgelegd: de laptop",
    ] {
        assert!(log.contains(expected), "{expected}: {log}");
    }
    assert!(
        log.contains("Burgemeester; vastgelegd door Loghouder (Rol 1), op papier"),
        "{log}"
    );
    // Once more: nothing is written twice.
    let again = play.fill("/logboek/papier", &[right, late].concat());
    assert!(
        again.body.contains("staan al in het logboek"),
        "{}",
        again.body
    );
    let broken = play.fill("/logboek/papier", &[("paste", "1;2"), ("late", "x")]);
    assert!(broken.body.contains("2 kolommen") && broken.body.contains(">1;2</textarea>"));
    // More than another form may hold, and more than fits in this one.
    let rows = |count| {
        let row = |number| format!("{};01:00;f;;{}\n", number + 100, "a".repeat(500));
        (0..count).map(row).collect::<String>()
    };
    let many = play.fill("/logboek/papier", &[("paste", &*rows(150)), ("late", "x")]);
    assert_eq!(many.status, 303, "{}", many.body);
    let most = play.fill("/logboek/papier", &[("paste", &*rows(201)), ("late", "x")]);
    assert!(most.status == 422 && most.body.contains("meer dan 200 regels"));
    assert!(most.body.contains("300;01:00"), "what was pasted is gone");
}

#[test]
fn a_file_is_kept_and_given_back_so_that_no_browser_runs_it() {
    let play = Play::started();
    let script = "<script>alert('x')</script>";
    let page = b"<html><script>alert('x')</script></html>";
    let (answer, text) = attach(
        &play,
        &[
            ("nonce", None, b"1"),
            ("description", None, script.as_bytes()),
            ("seen_at", None, b"01:00"),
            ("url", None, b"javascript:alert('x')"),
            ("file", Some("../<script>alert('x')<.html"), page),
            ("file", Some(""), b""),
        ],
    );
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer} {text}");
    for rest in ["/bewijs", "/logboek", "/logboek/2"] {
        let shown = play.page(rest).body;
        assert!(
            !shown.contains("<script>alert") && !shown.contains("href=\"javascript"),
            "{shown}"
        );
    }
    let (head, bytes) = play.file("/bewijs/2");
    let head = head.to_lowercase();
    assert_eq!(bytes, page);
    for expected in [
        "content-type: application/octet-stream",
        "content-disposition: attachment; filename=\"",
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'none'",
    ] {
        assert!(head.contains(expected), "{expected}: {head}");
    }
    assert!(play.file("/bewijs/2/beeld").0.contains("404"));
    // A picture is one by its first bytes, not by its name.
    for (name, bytes) in [
        ("foto.png", PNG),
        ("foto.svg", PNG),
        ("tekst.png", b"<svg onload='x'>"),
    ] {
        let (answer, _) = attach(&play, &[("file", Some(name), bytes)]);
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    let (head, bytes) = play.file("/bewijs/3/beeld");
    assert!(
        head.contains("content-type: image/png") && bytes == PNG,
        "{head}"
    );
    assert!(play.page("/logboek/3").body.contains("/bewijs/3/beeld"));
    assert!(!play.page("/logboek/4").body.contains("/beeld"));
    assert!(play.file("/bewijs/5/beeld").0.contains("404"));
    for rest in [
        "/bewijs/1",
        "/bewijs/99",
        "/bewijs/..%2f..%2fetc%2fpasswd",
        "/bewijs/-1",
    ] {
        assert!(play.file(rest).0.contains("404"), "{rest}");
    }
}

#[test]
fn a_file_that_is_too_large_or_none_is_said_and_nothing_is_kept() {
    let play = Play::started();
    let (answer, text) = attach(
        &play,
        &[("description", None, b"wat"), ("file", Some(""), b"")],
    );
    assert!(
        answer.contains("422") && text.contains("Kies een bestand"),
        "{text}"
    );
    assert!(text.contains("value=\"wat\""));
    let large = vec![b'a'; (64 << 20) + 1];
    let (answer, text) = attach(&play, &[("file", Some("groot.mov"), &large)]);
    assert!(
        answer.contains("422") && text.contains("te groot: hooguit 64 MB"),
        "{answer} {text}"
    );
    let words = vec![b'a'; 20_000];
    let (answer, _) = attach(
        &play,
        &[("description", None, &words), ("file", Some("a.txt"), b"a")],
    );
    assert!(answer.contains("413"), "{answer}");
    let broken = [head_of(&play, "/bewijs", 9).as_bytes(), b"--grens-x"].concat();
    assert!(exchange(&play, &broken).0.contains("400"));
    assert_eq!(play.page("/logboek/2").status, 404, "something was written");
    // Who did not say who they are sends nothing.
    let stranger = head_of(&play, "/bewijs", 100_000_000).replace(&play.cookie, "x=y");
    let (answer, bytes) = exchange(&play, stranger.as_bytes());
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        answer.contains("422") && text.contains("Zeg eerst wie u bent"),
        "{answer}"
    );
}

#[test]
fn a_browser_sends_one_file_at_a_time_and_the_next_when_it_gave_up() {
    let play = Play::started();
    let body = body(&[("file", Some("foto.png"), PNG)]);
    let head = head_of(&play, "/bewijs", body.len());
    let begun = || {
        let mut first = TcpStream::connect(play.address).expect("a connection");
        first.write_all(head.as_bytes()).expect("it is sent");
        first.write_all(&body[..20]).expect("it is sent");
        first
    };
    let second = || exchange(&play, &[head.as_bytes(), &body].concat()).0;
    let mut first = begun();
    let mut answer = second();
    let started = std::time::Instant::now();
    while !answer.contains("503") {
        // The second came in before the first, which was turned away then.
        assert!(started.elapsed() < Duration::from_secs(20), "{answer}");
        first = begun();
        std::thread::sleep(Duration::from_millis(20));
        answer = second();
    }
    assert_eq!(play.page("").status, 200, "the board goes on");
    drop(first);
    while !answer.contains("303") {
        assert!(started.elapsed() < Duration::from_secs(40), "{answer}");
        std::thread::sleep(Duration::from_millis(20));
        answer = second();
    }
}
