//! An exercise on the board: what comes by itself, who sees what, the stop, and a computer that dies.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use draaiboek::catalog::Catalog;
use draaiboek::diagnostic::Source;
use draaiboek::exercise::Scenario;
use draaiboek::runtime::{self, Prepared, Surroundings};

use super::compartments::everything;
use super::phone::Phone;
use super::play::{Answer, OWN, Play, connect, exchange, get, post};
use super::takeover::Program;

/// In everything that players do not see before it comes.
const SECRET: &str = "GEHEIM";

const SCENARIO: &str = r#"schema = "draaiboek-scenario/1"
title = "Proef op het plein"
playbook = "online-ordeverstoring"
exercise = true
starts_at = "2027-03-11 16:05"
summary = "Verzonnen."
[play]
minutes = 60
players = ["oov", "communicatie", "loghouder"]
briefing = "U bent het team."
guide = "GEHEIM voor de leiding."
[persona.pers]
title = "Journalist"
brief = "GEHEIM op de belkaart."
[[goal]]
id = "d1"
title = "GEHEIM doel."
[[goal.criterion]]
id = "d1a"
text = "GEHEIM criterium."
[[inject]]
id = "i1"
title = "GEHEIM titel"
at = "T+00:00"
from = "pers"
to = ["oov"]
channel = "app"
text = "Het eerste bericht."
staff = "GEHEIM notitie."
observer = "GEHEIM let op."
[[inject]]
id = "i2"
title = "GEHEIM belletje"
at = "T+00:00"
from = "pers"
to = ["communicatie"]
channel = "phone"
text = "GEHEIM aan de telefoon."
[[inject]]
id = "i3"
title = "GEHEIM later"
at = "T+00:50"
from = "pers"
to = ["oov"]
channel = "mail"
text = "GEHEIM later."
[[step]]
advance = true
"#;

/// Opens a board on an exercise that stands still; the browser that keeps the cookie plays a role.
pub fn staged() -> Play {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let source = Source::new("proef", SCENARIO);
    let scenario = Scenario::parse(&source).expect("a scenario");
    let catalog = Catalog::open(None).expect("the texts inside");
    let prepared = Prepared {
        scenario: SCENARIO.to_owned(),
        ..Prepared::default()
    };
    let (session, staff) = runtime::prepare(
        &folder.path().join("proef.draaiboek"),
        &catalog.pins("online-ordeverstoring"),
        &scenario,
        prepared,
        "",
        Surroundings::Machine,
    )
    .expect("an exercise");
    let incident = format!("/i/{}", session.incident_id());
    session.close().expect("it closes");
    staff.close().expect("it closes");
    let mut play = Play::open(folder);
    play.incident = incident;
    let sits = play.fill("/wie", &[("role", "oov"), ("name", "Rol 1")]);
    play.cookie = cookie(&sits);
    play
}

fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").expect("a cookie");
    cookie.split(';').next().expect("a pair").to_owned()
}

/// Another browser on the computer of the board.
pub struct Browser<'a> {
    pub cookie: String,
    pub play: &'a Play,
}

impl<'a> Browser<'a> {
    /// Says once that somebody leads or observes.
    pub fn claims(play: &'a Play, rest: &str, name: &str) -> Browser<'a> {
        let mut browser = Browser {
            cookie: String::new(),
            play,
        };
        let claimed = browser.fill(rest, &[("act", "claim"), ("name", name)]);
        assert_eq!(claimed.status, 303, "{}", claimed.body);
        browser.cookie = cookie(&claimed);
        browser
    }

    pub fn page(&self, rest: &str) -> Answer {
        let (address, path) = (self.play.address, format!("{}{rest}", self.play.incident));
        exchange(connect(address), &get(address, &self.cookie, &path))
    }

    pub fn fill(&self, rest: &str, fields: &[(&str, &str)]) -> Answer {
        let (address, path) = (self.play.address, format!("{}{rest}", self.play.incident));
        exchange(
            connect(address),
            &post(address, &self.cookie, &path, fields, OWN),
        )
    }

    pub fn acts(&self, fields: &[(&str, &str)]) {
        let done = self.fill("/oefenleiding", fields);
        assert_eq!(done.status, 303, "{fields:?}: {}", done.body);
    }
}

pub fn wait(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn what_is_to_come_is_nowhere_for_the_players() {
    let play = staged();
    let claim = play.page("/oefenleiding");
    assert!(claim.status == 200 && claim.body.contains("Ik leid de oefening"));
    assert_eq!(
        play.fill("/oefenleiding", &[("act", "go"), ("nonce", "1")])
            .status,
        422
    );
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    let book = lead.page("/oefenleiding").body;
    assert!(book.contains("GEHEIM aan de telefoon.") && book.contains("Begin de oefening"));
    assert!(play.page("").body.contains("De oefening staat stil"));
    lead.acts(&[("act", "go"), ("nonce", "1")]);
    wait("the first message comes by itself", || {
        play.page("").body.contains("Het eerste bericht.")
    });
    // What people play waits for them.
    assert!(
        lead.page("/oefenleiding")
            .body
            .contains("nu, sinds T+00:00")
    );
    let pages = everything(&play);
    assert!(pages.len() > 30);
    for (path, status, body) in &pages {
        assert!(!body.contains(SECRET), "{status} {path}");
    }
    for entry in fs::read_dir(play.folder.path()).expect("the folder") {
        let path = entry.expect("a file").path();
        let is_of_staff = path.to_string_lossy().contains(".oefening");
        if !is_of_staff {
            let bytes = fs::read(&path).expect("its bytes");
            let is_there = bytes
                .windows(SECRET.len())
                .any(|part| part == SECRET.as_bytes());
            assert!(!is_there, "{}", path.display());
        }
    }
    // From elsewhere the code says who leads and who observes.
    for (duty, role) in [("part", "oov"), ("lead", "oov"), ("look", "")] {
        let phone = Phone::joined(&play, duty, role);
        for rest in ["/oefenleiding", "/waarnemen"] {
            let refused = phone.page(rest);
            assert_eq!(refused.status, 403, "{duty} {rest}");
            assert!(!refused.body.contains(SECRET));
            let claim = [("act", "claim"), ("name", "x")];
            assert_eq!(phone.fill(rest, &claim).status, 403, "{duty} {rest}");
            let now = [("act", "now"), ("item", "i3"), ("nonce", "9")];
            assert_eq!(phone.fill(rest, &now).status, 403, "{duty} {rest}");
        }
    }
    // Who leads the board from elsewhere does not let themselves see what is to come.
    let leads = Phone::joined(&play, "lead", "oov");
    let fields = [("duty", "staff"), ("nonce", "1")];
    let refused = leads.fill("/team", &fields);
    assert!(refused.status == 403 && !refused.body.contains("ticket__code\">"));
    let observer = Phone::joined(&play, "observe", "");
    let seen = observer.page("/waarnemen").body;
    assert!(seen.contains("GEHEIM criterium.") && !seen.contains("GEHEIM notitie."));
    assert!(!seen.contains("GEHEIM later"), "{seen}");
    assert_eq!(observer.page("/oefenleiding").status, 403);
    assert_eq!(observer.fill("/logboek", &[("text", "x")]).status, 403);
    let staff = Phone::joined(&play, "staff", "");
    assert!(
        staff
            .page("/oefenleiding")
            .body
            .contains("GEHEIM aan de telefoon.")
    );
    let end = [("reason", "Klaar."), ("nonce", "1")];
    for rest in ["/einde", "/verslag-oefening"] {
        for (phone, who) in [(&leads, "leads the board"), (&observer, "observes")] {
            assert_eq!(phone.fill(rest, &end).status, 403, "{who} {rest}");
        }
    }
    assert!(!observer.page("/verslag-oefening").body.contains(SECRET));
    assert_eq!(observer.page("/einde").status, 403);
    assert_eq!(staff.fill("/einde", &end).status, 303);
    assert_eq!(staff.fill("/verslag-oefening", &end).status, 422);
}

#[test]
fn messages_are_answered_held_made_up_and_stopped() {
    let play = staged();
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    lead.acts(&[("act", "hold"), ("item", "i1"), ("nonce", "0")]);
    lead.acts(&[("act", "go"), ("nonce", "1")]);
    std::thread::sleep(Duration::from_millis(2500));
    assert!(!play.page("").body.contains("Het eerste bericht."), "held");
    lead.acts(&[("act", "pause"), ("nonce", "2")]);
    lead.acts(&[("act", "release"), ("item", "i1"), ("nonce", "3")]);
    std::thread::sleep(Duration::from_millis(2500));
    assert!(
        !play.page("").body.contains("Het eerste bericht."),
        "paused"
    );
    lead.acts(&[("act", "go"), ("nonce", "4")]);
    wait("it comes once it is let go", || {
        play.page("").body.contains("Het eerste bericht.")
    });
    // Firing it now as well brings it no second time.
    lead.acts(&[("act", "now"), ("item", "i1"), ("nonce", "5")]);
    let log = play.page("/logboek").body;
    assert_eq!(log.matches("Het eerste bericht.").count(), 1, "{log}");

    let own = [
        ("act", "improvise"),
        ("channel", "person"),
        ("from", "Buurman"),
        ("text", "Zelf <b>bedacht</b>."),
        ("to", "communicatie"),
        ("nonce", "6"),
    ];
    lead.acts(&own);
    lead.acts(&own);
    let mine = play.page("").body;
    let panel = mine.split("id=\"berichten\"").nth(1).expect("a panel");
    let panel = panel.split("</section>").next().expect("its end");
    assert!(panel.contains("Het eerste bericht.") && !panel.contains("bedacht"));
    let wall = Browser {
        cookie: String::new(),
        play: &play,
    };
    let all = wall.page("").body;
    assert!(all.contains("Zelf &lt;b&gt;bedacht") && !all.contains("value=\"understood\""));
    let message = panel
        .split("name=\"message\" value=\"")
        .nth(1)
        .expect("one");
    let message = message.split('"').next().expect("its end");
    let ask = [
        ("message", message),
        ("act", "ask"),
        ("text", "Waar is dat?"),
    ];
    assert_eq!(play.fill("/bericht", &ask).status, 303);
    let understood = [("message", message), ("act", "understood")];
    assert_eq!(play.fill("/bericht", &understood).status, 303);
    let book = lead.page("/oefenleiding").body;
    assert!(book.contains("Waar is dat?") && book.contains("Begrepen: Adviseur openbare orde"));

    // A jump says first what it passes, and does nothing yet.
    let look = [("act", "jump"), ("to", "20:00"), ("nonce", "7")];
    let asked = lead.fill("/oefenleiding", &look);
    assert_eq!(asked.status, 200);
    assert!(
        asked.body.contains("Dit gaat ondertussen voorbij") && asked.body.contains("Ja, spring")
    );
    let moment = asked.hidden("moment");
    lead.acts(&[("act", "jump-now"), ("moment", &moment), ("nonce", "8")]);
    assert!(play.page("").body.contains("nu 20.00 uur"));

    // Who only looks can stop it too, and every page says so.
    let phone = Phone::joined(&play, "look", "");
    assert_eq!(phone.fill("/noodstop", &[("nonce", "9")]).status, 422);
    let stop = [("reason", "Iemand is onwel."), ("nonce", "10")];
    assert_eq!(phone.fill("/noodstop", &stop).status, 303);
    for rest in [
        "",
        "/logboek",
        "/stukken",
        "/overleg",
        "/oefenleiding",
        "/kaart",
    ] {
        let page = lead.page(rest).body;
        assert!(
            page.contains("stopped__big") && page.contains("Iemand is onwel."),
            "{rest}"
        );
    }
    assert_eq!(
        play.fill("/bericht", &understood).status,
        303,
        "said before"
    );
    let late = [("message", message), ("act", "ask"), ("text", "En nu?")];
    assert_eq!(play.fill("/bericht", &late).status, 422);
    lead.acts(&[("act", "go"), ("nonce", "11")]);
    assert!(!play.page("").body.contains("stopped__big"));
}

#[test]
fn observers_judge_with_a_name_and_a_line_and_the_team_first_judges_itself() {
    let play = staged();
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    let one = Browser::claims(&play, "/waarnemen", "Waarnemer A");
    let other = Browser::claims(&play, "/waarnemen", "Waarnemer B");
    let mark = |browser: &Browser<'_>, rating: &str, lines: &str| {
        let fields = [
            ("act", "mark"),
            ("criterion", "d1a"),
            ("lines", lines),
            ("nonce", rating),
            ("rating", rating),
            ("text", "Gezien."),
        ];
        browser.fill("/waarnemen", &fields).status
    };
    assert_eq!(mark(&one, "minor_problems", ""), 422, "it rests on nothing");
    assert_eq!(mark(&one, "minor_problems", "99"), 422, "no such line");
    assert_eq!(mark(&one, "minor_problems", "1 2"), 303);
    assert_eq!(mark(&other, "failed", "1"), 303);
    let note = [("act", "note"), ("text", "Rustige kamer."), ("nonce", "1")];
    assert_eq!(one.fill("/waarnemen", &note).status, 303);
    let (own, theirs, both) = (
        one.page("/waarnemen").body,
        other.page("/waarnemen").body,
        lead.page("/waarnemen").body,
    );
    assert!(own.contains("Waarnemer A: met kleine problemen") && own.contains("Rustige kamer."));
    assert!(!own.contains("Waarnemer B:") && !theirs.contains("Rustige kamer."));
    assert!(both.contains("Waarnemer A: ") && both.contains("Waarnemer B: niet gelukt"));
    assert!(both.contains("De waarnemers verschillen."));
    assert!(!play.page("/zelfbeeld").body.contains(SECRET));
    let rate = [
        ("goal", "d1"),
        ("rating", "without_problems"),
        ("nonce", "1"),
    ];
    assert_eq!(play.fill("/zelfbeeld", &rate).status, 422, "it runs");
    lead.acts(&[("act", "go"), ("nonce", "1")]);
    // Only who leads ends it.
    let close = [("reason", "Klaar."), ("read", "yes"), ("nonce", "2")];
    assert_eq!(play.fill("/afsluiten", &close).status, 403);
    assert_eq!(play.fill("/einde", &close).status, 422, "it says so first");
    let closed = lead.fill("/einde", &close);
    assert_eq!(closed.status, 303, "{}", closed.body);
    let early = play.page("/verslag-oefening").body;
    assert!(!early.contains(SECRET) && !early.contains("Waarnemer A"));
    for rest in ["docx", "tijdlijn.svg"] {
        let file = play.page(&format!("/verslag-oefening/{rest}"));
        assert_eq!(file.status, 404, "{rest}");
    }
    let before = play.page("/zelfbeeld").body;
    assert!(before.contains("GEHEIM doel.") && !before.contains("Waarnemer A"));
    assert_eq!(play.fill("/zelfbeeld", &rate).status, 303);
    let after = play.page("/zelfbeeld").body;
    assert!(
        after.contains("Het team: zonder problemen") && after.contains("Waarnemer B: niet gelukt")
    );
    let again = [("goal", "d1"), ("rating", "failed"), ("nonce", "3")];
    assert_eq!(play.fill("/zelfbeeld", &again).status, 422, "it saw theirs");
    let report = play.page("/verslag-oefening").body;
    assert!(report.contains("Waarnemer A vond ‘met kleine problemen’ en Waarnemer B vond"));
    assert!(report.contains(&format!("href=\"{}/logboek/2\"", play.incident)));
    let file = play.page("/verslag-oefening/txt").body;
    assert!(file.contains("*** OEFENING ***") && file.contains("Waarnemer B"));
    assert_eq!(play.page("/verslag-oefening/exe").status, 404);
}

#[test]
fn what_is_to_be_better_is_written_on_the_report_and_is_what_the_verb_knows() {
    let play = staged();
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    let rest = "/verslag-oefening";
    let point = [
        ("act", "improve"),
        ("due", "30-4-2027"),
        ("goal", "d1"),
        ("line", "fact.openbare_orde"),
        ("nonce", "1"),
        ("owner", "oov"),
        ("text", "Vraag <i>eerder</i>."),
    ];
    assert_eq!(play.fill(rest, &point).status, 403, "a player");
    for (field, value) in [
        ("due", "ooit"),
        ("goal", "d9"),
        ("line", "fact.niets"),
        ("owner", ""),
        ("text", " "),
    ] {
        let wrong = point.map(|(name, known)| (name, if name == field { value } else { known }));
        let back = lead.fill(rest, &wrong);
        assert_eq!(back.status, 422, "{field}");
        assert!(back.body.contains("30-4-2027") || field == "due");
    }
    assert_eq!(lead.fill(rest, &point).status, 303);
    let moves = |act: &str, because: &str| {
        let fields = [
            ("act", act),
            ("because", because),
            ("nonce", act),
            ("number", "1"),
        ];
        lead.fill(rest, &fields).status
    };
    assert_eq!(moves("underway", ""), 303);
    assert_eq!(moves("dropped", " "), 422, "without a reason");
    assert_eq!(moves("dropped", "Bestaat al."), 303);
    let paths = [play.folder.path().to_owned()];
    let day = "2027-05-01".parse().expect("a day");
    let known = runtime::Improvements::gather(&paths, day).lines;
    let [line] = known.as_slice() else {
        panic!("{known:?}");
    };
    assert_eq!(
        line.point.text,
        "Vraag <i>eerder</i>. Vervallen: Bestaat al."
    );
    assert_eq!(
        line.point.playbook_line.as_deref(),
        Some("fact.openbare_orde")
    );
    assert_eq!(line.point.status.as_str(), "dropped");
    let page = lead.page(rest).body;
    assert!(page.contains("Vraag &lt;i&gt;eerder") && page.contains("Toch weer open"));
}

#[test]
fn a_computer_that_dies_brings_nothing_twice_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = SCENARIO
        .replace("GEHEIM", "x")
        .replace("[[step]]\nadvance = true\n", "");
    for number in 10..22 {
        text.push_str(&format!(
            "[[inject]]\nid = \"i{number}\"\ntitle = \"x\"\nat = \"T+00:00:{:02}\"\nfrom = \"pers\"\n\
             to = [\"oov\"]\nchannel = \"app\"\ntext = \"Bericht nummer {number}.\"\n",
            (number - 8) / 4
        ));
    }
    text.push_str("[[step]]\nadvance = true\n");
    fs::write(folder.path().join("proef.toml"), text).expect("a scenario");
    let binary = Path::new(env!("CARGO_BIN_EXE_draaiboek"));
    let start = [
        "exercise",
        "start",
        "proef.toml",
        "--port",
        "0",
        "--no-open",
    ];
    let mut program = Program::start(binary, folder.path(), &start);
    let listed = program.page("/");
    let incident = listed.split("href=\"/i/").nth(1).expect("an incident");
    let incident = format!("/i/{}", incident.split(['"', '/']).next().expect("its id"));
    let sends = |program: &Program, cookie: &str, fields: &[(&str, &str)]| {
        let path = format!("{incident}/oefenleiding");
        let request = post(program.address, cookie, &path, fields, OWN);
        exchange(connect(program.address), &request)
    };
    let claim = [("act", "claim"), ("name", "Leider")];
    let cookie = cookie(&sends(&program, "", &claim));
    let began = sends(&program, &cookie, &[("act", "go"), ("nonce", "1")]);
    assert_eq!(began.status, 303, "{}", began.body);
    // It dies again and again while messages come.
    for _ in 0..4 {
        std::thread::sleep(Duration::from_millis(1100));
        drop(program);
        let board = ["board", ".", "--port", "0", "--no-open"];
        program = Program::start(binary, folder.path(), &board);
        program.page(&incident);
    }
    let log = || program.page(&format!("{incident}/logboek"));
    wait("all of it comes", || log().contains("Bericht nummer 21."));
    std::thread::sleep(Duration::from_millis(1500));
    let log = log();
    for number in 10..22 {
        let text = format!("Bericht nummer {number}.");
        assert_eq!(log.matches(&text).count(), 1, "{text}");
    }
}
