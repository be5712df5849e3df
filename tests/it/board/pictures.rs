//! The pictures, the wall, the regional picture and the second room on the board.

use draaiboek::engine::{Action, By, How, Who};
use draaiboek::fact::Certainty;
use draaiboek::runtime::{Session, Surroundings};
use roxmltree::Document;

use super::play::Play;

#[test]
fn the_chart_and_the_line_of_time_are_pictures_with_the_same_in_words() {
    let play = Play::started();
    let script = "<script>alert('x')</script>";
    assert_eq!(play.fill("/logboek", &[("text", script)]).status, 303);
    for (page, picture, words) in [
        ("/kaart", "/kaart/overzicht", "Signaleren en vastleggen"),
        ("/kaart", "/kaart/hoofd", "Wat kan volgen"),
        ("/tijdlijn", "/tijdlijn/tijdlijn", "&lt;script&gt;"),
    ] {
        let shown = play.page(page);
        assert_eq!(shown.status, 200);
        for expected in [&format!("{picture}.donker.svg")[..], words, "OEFENING"] {
            assert!(shown.body.contains(expected), "{page}: {expected}");
        }
        assert!(!shown.body.contains(script) && !shown.body.contains("style="));
        for colours in ["", ".donker"] {
            let drawn = play.page(&format!("{picture}{colours}.svg?regel=2"));
            assert_eq!(drawn.status, 200, "{picture}");
            assert_eq!(
                drawn.header("content-type"),
                Some("image/svg+xml; charset=utf-8")
            );
            assert!(drawn.header("content-security-policy").is_some());
            Document::parse(&drawn.body).expect("well-formed");
            for inside in ["<style", "<script", "style=", "href", "<foreignObject"] {
                assert!(!drawn.body.contains(inside), "{picture}: {inside}");
            }
            assert!(drawn.body.contains(">OEFENING<"), "{picture}");
        }
    }
    for absent in [
        "/kaart/x.svg",
        "/kaart/hoofd",
        "/tijdlijn/x.svg",
        "/kaart/..%2f.svg",
    ] {
        assert_eq!(play.page(absent).status, 404, "{absent}");
    }
}

#[test]
fn the_phone_card_says_what_is_first_and_whom_to_call() {
    let play = Play::started();
    let card = play.page("/telefoonkaart").body;
    for expected in [
        "Volgende moment",
        "Open het logboek",
        "href=\"tel:",
        "Niemand",
        "OEFENING",
    ] {
        let found = card.contains(expected) || card.contains(&expected.to_lowercase());
        assert!(found, "{expected}");
    }
}

#[test]
fn the_wall_and_the_regional_picture_say_what_matters_and_nothing_that_was_typed() {
    let play = Play::started();
    let wall = play.get("/?volgorde=naam").body;
    for expected in [
        "OEFENING",
        "Te besluiten",
        "Eerstvolgend",
        "Signaleren en vastleggen",
    ] {
        assert!(wall.contains(expected), "{expected}");
    }
    let region = play.get("/regio?soort=online-ordeverstoring&jaar=").body;
    assert!(region.contains("Oefeningen, apart geteld (1)") && region.contains("Incidenten (0)"));
    assert!(
        !play
            .get("/regio?soort=iets-anders")
            .body
            .contains("apart geteld")
    );
    let (csv, json) = (play.get("/regio.csv"), play.get("/regio.json"));
    assert!(
        csv.body.lines().count() == 2 && csv.body.contains("\"OEFENING\""),
        "{}",
        csv.body
    );
    for body in [&csv.body, &json.body] {
        assert!(
            !body.contains("Kerkplein") && !body.contains("Rol 1"),
            "{body}"
        );
    }
    // What a partner exported is counted beside it; the same incident is counted once.
    let partners = play.folder.path().join("partners");
    std::fs::create_dir(&partners).expect("a folder");
    let of_partner = json.body.replace(&id_of(&json.body), &"f".repeat(32));
    std::fs::write(partners.join("a.json"), of_partner).expect("a file");
    std::fs::write(partners.join("b.json"), &json.body).expect("a file");
    std::fs::write(partners.join("c.json"), "{\"naam\": \"een persoon\"}").expect("a file");
    let region = play.get("/regio").body;
    assert!(
        region.contains("apart geteld (2)") && region.contains("c.json"),
        "{region}"
    );
    assert!(!region.contains("een persoon"));
}

fn id_of(json: &str) -> String {
    let (_, rest) = json.split_once("\"id\": \"").expect("an id");
    rest[..32].to_owned()
}

#[test]
fn what_a_second_room_wrote_stands_beside_and_is_taken_over_by_an_entry() {
    let play = Play::started();
    let files = std::fs::read_dir(play.folder.path()).expect("the folder");
    let files = files.map(|entry| entry.expect("an entry").path());
    let mut files = files.filter(|path| path.extension().is_some_and(|it| it == "draaiboek"));
    let file = files.next().expect("the incident");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("kopie.draaiboek");
    let open = |path| Session::open(path, Surroundings::Machine).expect("it opens");
    open(&file).copy_to(&copy).expect("a copy");
    let mut other = open(&copy);
    let record = Action::Record {
        ask_again: None,
        certainty: Certainty::Probable,
        fact: "oproep_vindplaats".to_owned(),
        ground: None,
        source: Some("<i>melder</i>".to_owned()),
        value: Some(draaiboek::fact::Value::Choice("besloten_groep".to_owned())),
    };
    other.submit(record, by()).expect("it is written");
    other.close().expect("it closes");
    assert_eq!(
        play.fill("/logboek", &[("text", "intussen hier")]).status,
        303
    );
    let mut session = open(&file);
    let joined = session.join(&copy, "de brandweerkazerne".to_owned(), by());
    let joined = joined.expect("it joins");
    assert!(
        session.incident().situation().facts.is_empty(),
        "nothing is decided again"
    );
    let again = session.join(&copy, "nog eens".to_owned(), by());
    assert!(again.is_err(), "nothing is joined twice");
    session.close().expect("it closes");
    // The board reads what another program wrote within a second.
    let seq = joined[1].seq;
    let page = (0..50).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        let page = play.page("/zijtak");
        page.body.contains("de brandweerkazerne").then_some(page)
    });
    let page = page.expect("the branch is shown");
    for expected in [
        "intussen hier",
        "besloten groep",
        "&lt;i&gt;melder",
        "gelijk tot en met regel 1",
    ] {
        assert!(page.body.contains(expected), "{expected}: {}", page.body);
    }
    let head = page.hidden("head");
    let path = format!("/zijtak/{seq}");
    let taken = play.fill(&path, &[("head", &head), ("nonce", "z")]);
    assert_eq!(taken.status, 303, "{}", taken.body);
    let log = play.page("/logboek").body;
    assert!(log.contains(&format!("(zijtakregel {seq})")), "{log}");
    assert!(play.page("/zijtak").body.contains("Overgenomen in regel"));
    assert_eq!(play.fill("/zijtak/1", &[]).status, 404);
}

fn by() -> By {
    let who = Who {
        name: None,
        role: "loghouder".to_owned(),
    };
    By {
        decided: who.clone(),
        how: How::default(),
        recorded: who,
    }
}
