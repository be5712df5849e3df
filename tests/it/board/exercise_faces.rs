//! The faces of an exercise during play: questions and answers, what happens to the time, pages that are
//! pushed, and how far it is.

use std::io::{Read, Write};
use std::time::Duration;

use super::exercise::{Browser, staged, wait};
use super::phone::Phone;
use super::play::{OWN, Play, connect, exchange, post};

/// Returns who leads an exercise that runs and of which the first message came.
fn led(play: &Play) -> Browser<'_> {
    let lead = Browser::claims(play, "/oefenleiding", "Leider");
    lead.acts(&[("act", "go"), ("nonce", "1")]);
    wait("the first message comes by itself", || {
        play.page("").body.contains("Het eerste bericht.")
    });
    lead
}

/// Returns a part of a page.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).expect("its begin");
    rest.split(to).next().expect("its end")
}

#[test]
fn a_question_is_answered_the_way_the_message_came_and_only_to_who_asked() {
    let play = staged();
    let lead = led(&play);
    let message = part(&play.page("").body, "name=\"message\" value=\"", "\"").to_owned();
    let ask = [
        ("message", message.as_str()),
        ("act", "ask"),
        ("text", "Welk plein?"),
        ("nonce", "2"),
    ];
    assert_eq!(play.fill("/bericht", &ask).status, 303);
    let book = lead.page("/oefenleiding").body;
    assert!(book.contains("Vragen van spelers (1)") && book.contains("Welk plein?"));
    let question = part(&book, "name=\"question\" value=\"", "\"").to_owned();
    let answer = |text: &str, nonce: &str| {
        let fields = [
            ("act", "answer"),
            ("question", question.as_str()),
            ("text", text),
            ("nonce", nonce),
        ];
        lead.fill("/oefenleiding", &fields)
    };
    assert_eq!(answer(" ", "3").status, 422);
    assert_eq!(answer("Het <i>Kerkplein</i>.", "4").status, 303);
    // Who was just behind keeps what they typed.
    let late = answer("Het andere plein.", "5");
    assert!(late.status == 422 && late.body.contains("Het andere plein.</textarea>"));
    let book = lead.page("/oefenleiding").body;
    assert!(book.contains("Er staat geen vraag open.") && book.contains("Beantwoord (1)"));
    let mine = play.page("").body;
    let panel = part(&mine, "id=\"berichten\"", "</section>");
    assert!(panel.contains(&format!("Antwoord op de vraag van regel {question}")));
    assert!(panel.contains("Het &lt;i&gt;Kerkplein") && panel.contains("Journalist"));
    let other = Phone::joined(&play, "part", "communicatie");
    assert!(!other.page("").body.contains("Kerkplein"));
    let log = play.page("/logboek").body;
    assert!(log.contains(&format!(
        "via de app, antwoord op de vraag van regel {question}"
    )));
}

#[test]
fn every_screen_says_what_happened_to_the_time_until_somebody_there_has_seen_it() {
    let play = staged();
    let lead = led(&play);
    let wall = Browser {
        cookie: String::new(),
        play: &play,
    };
    lead.acts(&[("act", "pace"), ("pace", "6"), ("nonce", "2")]);
    for rest in [
        "",
        "/logboek",
        "/stukken",
        "/overleg",
        "/kaart",
        "/termijnen",
    ] {
        let page = wall.page(rest).body;
        assert!(page.contains("De tijd loopt 6 keer zo snel"), "{rest}");
    }
    let why = [
        ("act", "pause"),
        ("text", "Pauze tot 15.30 uur."),
        ("nonce", "3"),
    ];
    lead.acts(&why);
    let still = wall.page("/logboek").body;
    assert!(still.contains("De oefening staat stil") && still.contains("Pauze tot 15.30 uur."));
    lead.acts(&[("act", "go"), ("nonce", "4")]);
    let look = lead.fill(
        "/oefenleiding",
        &[("act", "jump"), ("to", "20:00"), ("nonce", "5")],
    );
    let moment = look.hidden("moment");
    let jump = [
        ("act", "jump-now"),
        ("moment", moment.as_str()),
        ("text", "Het is avond."),
        ("nonce", "6"),
    ];
    lead.acts(&jump);
    let phone = Phone::joined(&play, "look", "");
    for page in [
        wall.page("/logboek?soort=alles"),
        phone.page("/logboek?soort=alles"),
    ] {
        let news = part(&page.body, "class=\"alarm news\"", "</form>");
        assert!(news.starts_with(" role=\"alert\"") && news.contains("Het is avond."));
        assert!(news.contains("het is nu") && news.contains("20.00 uur"));
        assert!(news.contains("De oefening gaat verder"), "{news}");
        assert!(news.contains("/logboek?soort=alles\""), "{news}");
    }
    assert!(!lead.page("/oefenleiding").body.contains("alarm news"));
    // Without a script: it leads back to where it was seen, and this screen alone is done with it.
    let line = part(&wall.page("").body, "name=\"line\" value=\"", "\"").to_owned();
    let back = format!("{}/logboek?soort=alles", play.incident);
    let saw = wall.fill("/gezien", &[("line", &line), ("back", &back)]);
    assert_eq!(
        (saw.status, saw.header("location")),
        (303, Some(back.as_str()))
    );
    let cookie = saw.header("set-cookie").expect("a cookie");
    assert!(cookie.contains(&format!("Path={}", play.incident)) && cookie.contains("HttpOnly"));
    let seen = Browser {
        cookie: part(cookie, "", ";").to_owned(),
        play: &play,
    };
    assert!(!seen.page("/logboek").body.contains("alarm news"));
    assert!(wall.page("/logboek").body.contains("alarm news"));
    for elsewhere in [
        "//example.org",
        "/i/anders",
        "https://example.org",
        "/i/%0d%0a",
    ] {
        let path = format!("{}/gezien", play.incident);
        let fields = [("line", line.as_str()), ("back", elsewhere)];
        let request = post(play.address, "", &path, &fields, OWN);
        let led = exchange(connect(play.address), &request);
        assert_eq!(led.header("location"), Some(play.incident.as_str()));
    }
    // Who only looks may say it too: it changes their screen and nothing else.
    let head = || part(&play.page("").body, "Laatste regel ", " ").to_owned();
    let before = head();
    assert_eq!(phone.fill("/gezien", &[("line", &line)]).status, 303);
    assert_eq!(before, head());
}

#[test]
fn what_staff_do_is_pushed_to_staff_and_observers_and_not_to_players() {
    let play = staged();
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    let observer = Browser::claims(&play, "/waarnemen", "Waarnemer");
    let listen = |cookie: &str| {
        let mut stream = connect(play.address);
        stream
            .set_read_timeout(Some(Duration::from_millis(200)))
            .expect("a timeout");
        let request = format!(
            "GET {}/stroom HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n",
            play.incident, play.address
        );
        stream.write_all(request.as_bytes()).expect("it is sent");
        stream
    };
    let mut streams = [&lead.cookie, &observer.cookie, &play.cookie].map(|cookie| listen(cookie));
    let mut hears = move || {
        let mut count = |at: usize| {
            let mut heard = Vec::new();
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = streams[at].read(&mut bytes) {
                heard.extend_from_slice(&bytes[..count]);
            }
            String::from_utf8_lossy(&heard).matches("id: ").count()
        };
        [count(0), count(1), count(2)]
    };
    // Whatever the first look of the board says is over.
    std::thread::sleep(Duration::from_secs(3));
    hears();
    lead.acts(&[("act", "hold"), ("item", "i3"), ("nonce", "1")]);
    std::thread::sleep(Duration::from_secs(3));
    let [staff, observing, playing] = hears();
    assert!(staff > 0 && observing > 0, "{staff} {observing}");
    assert_eq!(playing, 0, "players do not hear that staff did something");
    let page = lead.page("/oefenleiding").body;
    assert!(!page.contains("data-every") && page.contains("Vastgehouden (1)"));
}

#[test]
fn who_plays_reads_a_call_card_and_the_wall_says_how_far_the_exercise_is() {
    let play = staged();
    let says = |phase: &str| {
        let card = play.get("/").body;
        let card = part(&card, "class=\"incident incident--exercise\"", "</article>").to_owned();
        assert!(
            card.contains("OEFENING") && card.contains(phase),
            "{phase}: {card}"
        );
        let region = play.get("/regio").body;
        assert!(region.contains(&format!("de oefening {phase}")), "{phase}");
    };
    says("moet nog beginnen");
    let lead = led(&play);
    says("loopt");
    let book = lead.page("/oefenleiding").body;
    let card = part(&book, "class=\"call\"", "</form>");
    assert_eq!(card.matches("“Oefening, oefening.”").count(), 2);
    assert!(card.contains("GEHEIM aan de telefoon.") && card.contains("GEHEIM op de belkaart."));
    assert!(card.contains("Gespeeld: gebeld"));
    lead.acts(&[("act", "now"), ("item", "i2"), ("nonce", "2")]);
    assert!(!lead.page("/oefenleiding").body.contains("class=\"call\""));
    lead.acts(&[("act", "pause"), ("nonce", "3")]);
    says("staat stil");
    let stop = [("reason", "Iemand is onwel."), ("nonce", "4")];
    assert_eq!(play.fill("/noodstop", &stop).status, 303);
    says("gestopt met een noodstop");
}
