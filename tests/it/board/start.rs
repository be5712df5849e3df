//! Starting an incident: what is proposed for what was told, and the page that follows.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::play::{Play, connect};

fn proposed(page: &str) -> Vec<&str> {
    let proposal = page.split("Of een ander").next().unwrap_or_default();
    let cards = proposal.split("name=\"playbook\" value=\"").skip(1);
    cards.filter_map(|card| card.split('"').next()).collect()
}

#[test]
fn what_is_told_proposes_a_playbook_with_the_reason_and_stands_in_the_log() {
    let play = Play::open(Arc::new(tempfile::tempdir().expect("a folder")));
    for (told, expected) in [
        (
            "Alle bestanden zijn versleuteld en er ligt een losgeldbrief",
            &["gemeente-gehackt"] as &[_],
        ),
        (
            "Medewerkers kunnen niet inloggen, de systemen liggen plat",
            &["gemeente-gehackt"],
        ),
        (
            "Op Snapchat gaat een oproep rond om te gaan rellen op het plein",
            &["online-ordeverstoring"],
        ),
        (
            "Jongeren verzamelen zich met vuurwerk bij het station",
            &["online-ordeverstoring"],
        ),
        (
            "We willen nazorg voor de slachtoffers regelen",
            &["nazorg-weerbaarheid"],
        ),
        ("Is onze noodtas nog compleet?", &["paraatheid"]),
        (
            "Website gehackt, en op TikTok een oproep om te komen rellen bij het stadhuis",
            &["online-ordeverstoring", "gemeente-gehackt"],
        ),
    ] {
        let page = play.post("/starten", &[("event", told)]);
        assert_eq!(page.status, 200);
        assert_eq!(proposed(&page.body), expected, "{told}");
        assert!(page.body.contains("Omdat: ") && page.body.contains("u schreef"));
        assert!(
            !page.body.contains("name=\"playbook\" checked"),
            "a person chooses"
        );
    }
    let page = play.post(
        "/starten",
        &[("event", "De gemeentewerf staat in brand <b>")],
    );
    assert!(
        page.body
            .contains("Het bord herkent hierin geen draaiboek.")
    );
    assert!(
        page.body.contains("staat in brand &lt;b&gt;"),
        "what was told is gone"
    );
    assert_eq!(page.body.matches("name=\"playbook\"").count(), 4);
    assert!(
        page.body.contains("Niet als er nu iets gebeurt"),
        "nothing says when not"
    );

    let form = [
        ("nonce", "1"),
        ("event", "Alles versleuteld"),
        ("place", "Stadhuis"),
        ("clock", "wrong"),
        ("told", "5 minuten later"),
        ("kind", "oefening"),
        ("playbook", "gemeente-gehackt"),
        ("began", "01-01-2026 19:30"),
    ];
    let refused = play.post("/", &form);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Vul uw naam in."));
    for kept in [
        "Alles versleuteld",
        "value=\"Stadhuis\"",
        "01-01-2026 19:30",
        "u schreef ‘versleuteld’",
    ] {
        assert!(refused.body.contains(kept), "{kept} is gone");
    }
    let started = play.post("/", &[form.as_slice(), &[("name", "Rol 1")]].concat());
    assert_eq!(started.status, 303, "{}", started.body);
    let to = started
        .header("location")
        .expect("a page")
        .trim_end_matches("/wie");
    let log = play.get(&format!("{to}/logboek")).body;
    for expected in [
        "Bij de start verteld: Alles versleuteld",
        "Waar: Stadhuis",
        "Gemeente gehackt, Stadhuis",
        "5 minuten later",
    ] {
        assert!(log.contains(expected), "{expected} is not in {log}");
    }
}

#[test]
fn the_overview_hears_of_an_incident_that_starts() {
    let mut play = Play::open(Arc::new(tempfile::tempdir().expect("a folder")));
    let page = play.get("/").body;
    assert!(page.contains("data-stream=\"/stroom\"") && page.contains("0 open, 0 afgesloten"));
    let mut stream = connect(play.address);
    let request = format!("GET /stroom HTTP/1.1\r\nHost: {}\r\n\r\n", play.address);
    stream.write_all(request.as_bytes()).expect("asked");
    let mut heard = String::new();
    let mut listen = |times: usize| {
        let until = Instant::now() + Duration::from_secs(15);
        while heard.matches("data: map").count() < times {
            let mut bytes = [0; 1024];
            let count = stream.read(&mut bytes).expect("it is open");
            heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
            assert!(count > 0 && Instant::now() < until, "{heard}");
        }
        assert!(!heard.contains("hartslag"), "{heard}");
    };
    listen(1);
    play.begin();
    listen(2);
    assert!(play.get("/").body.contains("1 open, 0 afgesloten"));
}
