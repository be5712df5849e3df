//! The meeting, the decisions, the handover, the sitrap and the people, over a real connection.

use super::play::{Answer, Play};

/// Returns a field of every form, with what the page showed.
fn from(page: &str, nonce: &str) -> [(&'static str, String); 2] {
    let mark = "name=\"head\" value=\"";
    let (_, rest) = page.split_once(mark).expect("a form");
    let head = rest.split('"').next().expect("a value").to_owned();
    [("head", head), ("nonce", nonce.to_owned())]
}

fn fill(play: &Play, rest: &str, page: &str, nonce: &str, fields: &[(&str, &str)]) -> Answer {
    let hidden = from(page, nonce);
    let mut all: Vec<(&str, &str)> = fields.to_vec();
    all.extend(hidden.iter().map(|(name, value)| (*name, value.as_str())));
    play.fill(rest, &all)
}

fn to(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").expect("a page to go to")
}

/// Returns the part of a page between two texts.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

#[test]
fn a_meeting_begins_looks_at_what_changed_and_leaves_a_list() {
    let play = Play::started();
    let fact = |value: &str, certainty: &str, nonce: &str| {
        let sure = ("certainty", certainty);
        let fields = [("value", value), ("act", "answer"), sure, ("nonce", nonce)];
        let answered = play.fill("/vraag/oproep_vindplaats", &fields);
        assert_eq!(answered.status, 303, "{}", answered.body);
    };
    fact("besloten_groep", "probable", "a");
    let page = play.page("/overleg").body;
    let chair = [("said_role", "burgemeester"), ("said_name", "Rol 2")];
    let open = [("act", "open"), chair[0], chair[1]];
    let begun = fill(&play, "/overleg", &page, "b", &open);
    assert!(to(&begun).contains("/overleg/vorige-keer?vastgelegd="));
    // Somebody else begins it too: the page comes back and there is one meeting.
    let second = fill(&play, "/overleg", &page, "c", &open);
    assert_eq!(second.status, 409, "{}", second.body);
    let noted = [
        ("kind", "decision"),
        ("text", "De <b>hal</b> sluit om tien uur."),
    ];
    let page = play.page("/overleg/besluit").body;
    let decided = fill(&play, "/overleg/besluit", &page, "d", &noted);
    assert!(to(&decided).contains("/overleg/besluit?"));
    let page = play.page("/overleg/afsluiten").body;
    assert!(page.contains("De &lt;b&gt;hal&lt;/b&gt; sluit om tien uur."));
    let ended = fill(&play, "/overleg", &page, "e", &[("act", "close")]);
    assert_eq!(
        to(&ended).split('?').next(),
        Some(&*format!("{}/overleg", play.incident))
    );
    // The next one sees what changed since, and what was decided.
    fact("besloten_groep", "confirmed", "f");
    let page = play.page("/overleg/beeld").body;
    let fresh = between(&page, "id=\"nieuw\"", "</section>");
    assert!(
        fresh.contains("was waarschijnlijk") && fresh.contains("bevestigd"),
        "{fresh}"
    );
    let page = play.page("/overleg/vorige-keer").body;
    assert!(page.contains("De &lt;b&gt;hal&lt;/b&gt; sluit om tien uur."));
    for phase in ["vorige-keer", "beeld", "oordeel", "besluit", "afsluiten"] {
        let page = play.page(&format!("/overleg/{phase}"));
        assert_eq!(page.status, 200);
        assert!(page.body.contains("OEFENING") && page.body.contains("aria-current=\"step\""));
    }
    assert_eq!(play.page("/overleg/napraten").status, 404);
    let log = play.page("/logboek").body;
    assert!(log.contains("Overleg 1 begonnen.") && log.contains("Overleg 1 afgesloten."));
    // The list as a file says that it is an exercise, in its name and in its text.
    let file = play.page("/besluitenlijst/md");
    let name = file.header("content-disposition").expect("a name");
    assert_eq!(name, "attachment; filename=\"OEFENING-besluitenlijst.md\"");
    assert!(file.body.contains("OEFENING") && file.body.contains("sluit om tien uur"));
    assert_eq!(play.page("/besluitenlijst/exe").status, 404);
}

#[test]
fn a_decision_says_when_it_is_looked_at_again_and_stays_when_it_is_replaced() {
    let play = Play::started();
    let step = play.fill("/stap/kijken_gevraagd", &[("reason", "gevraagd")]);
    assert_eq!(step.status, 303, "{}", step.body);
    let by = [("said_role", "burgemeester"), ("said_name", "Rol 2")];
    let decide = |nonce: &str, reason: &str, review: &str| {
        let fields = [("option", "niet"), ("reason", reason), ("review", review)];
        let fields = [
            fields[0],
            fields[1],
            fields[2],
            by[0],
            by[1],
            ("nonce", nonce),
        ];
        play.fill("/besluit/online_kijken", &fields)
    };
    let wrong = decide("a", "eerst zo", "ooit");
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"ooit\"") && wrong.body.contains("eerst zo</textarea>"));
    assert_eq!(decide("b", "eerst zo", "2u").status, 303);
    let page = play.page("/besluiten").body;
    let standing = between(&page, "id=\"genomen\"", "</section>");
    for expected in [
        "eerst zo",
        "Opnieuw bekijken om",
        "Niet gekozen: ",
        "Burgemeester (Rol 2); vastgelegd door Loghouder (Rol 1)",
        "geldt",
    ] {
        assert!(
            standing.contains(expected),
            "{expected} is not in {standing}"
        );
    }
}

#[test]
fn a_role_is_handed_over_in_one_line_with_what_was_said_back() {
    let play = Play::started();
    let page = play.page("/overdracht?rol=oov").body;
    assert!(page.contains("Overdracht") && page.contains("Wie gaat, leest dit voor."));
    let given = [
        ("of", "oov"),
        ("from", "Rol 3"),
        ("person", "Rol 4"),
        ("worries", "<i>de hal</i> staat open"),
    ];
    // Nobody takes over who has not said it back.
    let silent = fill(&play, "/overdracht", &page, "a", &given);
    assert_eq!(silent.status, 422);
    assert!(
        silent
            .body
            .contains("&lt;i&gt;de hal&lt;/i&gt; staat open</textarea>")
    );
    assert!(silent.body.contains("value=\"Rol 4\""));
    let mut whole = given.to_vec();
    whole.push(("read_back", "om elf uur gaat het plein dicht"));
    assert_eq!(fill(&play, "/overdracht", &page, "b", &whole).status, 303);
    let log = play.page("/logboek").body;
    for expected in [
        "Adviseur openbare orde overgedragen aan Rol 4. Meegegeven: &lt;i&gt;de hal&lt;/i&gt; staat open \
         Teruggezegd: om elf uur gaat het plein dicht",
        "Adviseur openbare orde (Rol 3); vastgelegd door Loghouder (Rol 1)",
    ] {
        assert!(log.contains(expected), "{expected} is not in {log}");
    }
    assert!(play.page("/mensen").body.contains("Rol 4"));
    // On the page of before, somebody else hands the same role over.
    let stale = fill(&play, "/overdracht", &page, "c", &whole);
    assert_eq!(stale.status, 409);
    assert!(
        stale
            .body
            .contains("om elf uur gaat het plein dicht</textarea>")
    );
}

#[test]
fn a_sitrap_is_numbered_frozen_and_marks_what_is_new() {
    let play = Play::started();
    let issue = |page: &str, nonce: &str| fill(&play, "/sitrap", page, nonce, &[]);
    let note = |text: &str| {
        let fields = [("text", text), ("kind", "decision"), ("nonce", text)];
        assert_eq!(play.fill("/logboek", &fields).status, 303);
    };
    note("het plein blijft open");
    let first = play.page("/sitrap").body;
    // What came while somebody read sends it back.
    note("de hal gaat dicht");
    let unread = issue(&first, "a");
    assert_eq!(unread.status, 422);
    assert!(unread.body.contains("Er kwam iets bij") && unread.body.contains("de hal gaat dicht"));
    let again = play.page("/sitrap").body;
    let issued = issue(&again, "b");
    assert!(to(&issued).contains("/sitrap/1?vastgelegd="));
    note("de trein rijdt niet");
    let frozen = play.page("/sitrap/1").body;
    assert!(
        frozen.contains("Dit is precies de tekst die toen is uitgegeven."),
        "{frozen}"
    );
    assert!(!frozen.contains("de trein rijdt niet"));
    let text = play.page("/sitrap/1/txt");
    assert_eq!(
        text.header("content-disposition"),
        Some("attachment; filename=\"OEFENING-sitrap-1.txt\"")
    );
    assert!(text.body.contains("Sitrap 1") && text.body.contains("OEFENING"));
    let next = play.page("/sitrap").body;
    assert!(
        next.contains("Sitrap 2") && next.contains("NIEUW: de trein rijdt niet"),
        "{next}"
    );
    assert!(!next.contains("NIEUW: het plein blijft open"));
    for rest in [
        "/sitrap/2",
        "/sitrap/0",
        "/sitrap/x",
        "/sitrap/1/..%2f..%2fx",
        "/sitrap/1/exe",
    ] {
        assert_eq!(play.page(rest).status, 404, "{rest}");
    }
}

#[test]
fn people_come_go_are_away_and_are_called() {
    let play = Play::started();
    let page = play.page("/mensen").body;
    let act = |nonce: &str, fields: &[(&str, &str)]| fill(&play, "/mensen", &page, nonce, fields);
    let of = ("of", "burgemeester");
    assert_eq!(
        act("a", &[of, ("act", "assign"), ("person", "Rol 2")]).status,
        303
    );
    assert_eq!(act("b", &[of, ("act", "present")]).status, 303);
    // Somebody else changed the same role since.
    let stale = act("c", &[of, ("act", "absent"), ("reason", "vliegtuig")]);
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("value=\"vliegtuig\""));
    let page = play.page("/mensen").body;
    let away = [of, ("act", "absent"), ("reason", "vliegtuig")];
    assert_eq!(fill(&play, "/mensen", &page, "d", &away).status, 303);
    let page = play.page("/mensen").body;
    for expected in ["Rol 2", "AFWEZIG", "reden: vliegtuig", "Locoburgemeester"] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
    let silent = fill(
        &play,
        "/mensen",
        &page,
        "e",
        &[("of", "jurist"), ("act", "absent")],
    );
    assert_eq!(silent.status, 422);
    let called = between(&page, "name=\"called\" value=\"", "\"").replace("&amp;", "&");
    let call = [("called", called.as_str()), ("act", "no")];
    assert_eq!(fill(&play, "/mensen/gebeld", &page, "f", &call).status, 303);
    assert!(
        play.page("/mensen")
            .body
            .contains("<strong>niet bereikt</strong>")
    );
    let unknown = fill(
        &play,
        "/mensen/gebeld",
        &page,
        "g",
        &[("called", "x"), ("act", "yes")],
    );
    assert_eq!(unknown.status, 422);
    // A task goes to another role.
    let task = play.page("/taak/politie_bellen").body;
    let given = fill(
        &play,
        "/taak/politie_bellen/naar",
        &task,
        "h",
        &[("of", "jurist")],
    );
    assert_eq!(given.status, 303, "{}", given.body);
    assert!(play.page("/logboek").body.contains("Taak naar Jurist"));
    let stale = fill(
        &play,
        "/taak/politie_bellen/naar",
        &task,
        "i",
        &[("of", "oov")],
    );
    assert_eq!(stale.status, 409);
}

#[test]
fn an_incident_is_closed_only_after_reading_what_stays() {
    let play = Play::started();
    let page = play.page("/afsluiten").body;
    assert!(page.contains("1. Wat er blijft"));
    let reason = ("reason", "het is rustig");
    let unread = fill(&play, "/afsluiten", &page, "a", &[reason]);
    assert_eq!(unread.status, 422);
    assert!(unread.body.contains("het is rustig</textarea>"));
    assert_eq!(
        fill(&play, "/afsluiten", &page, "b", &[reason, ("read", "yes")]).status,
        303
    );
    assert!(play.page("").body.contains("Afgesloten"));
    let late = fill(&play, "/overleg", &page, "c", &[("act", "open")]);
    assert!(matches!(late.status, 409 | 422), "{}", late.status);
}

#[test]
fn what_is_closed_says_why_and_leads_to_the_question() {
    let play = Play::started();
    let page = play.page("/waarom").body;
    let to = format!("{}/vraag/bewijs_veilig", play.incident);
    assert!(page.contains(&to), "{page}");
    assert!(play.page("").body.contains(&to));
    assert_eq!(play.get(&to).status, 200);
}
