//! Two teams on one scenario, each with a board of its own: one clock, messages between them, and nothing else shared.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use draaiboek::catalog::Catalog;
use draaiboek::diagnostic::Source;
use draaiboek::engine::{Action, Command, NoteKind};
use draaiboek::exercise::{Part, Scenario, leader};
use draaiboek::fact::Certainty;
use draaiboek::runtime::{self, Prepared, Session, Surroundings};

use super::exercise::{Browser, wait};
use super::phone::Phone;
use super::play::Play;

const SCENARIO: &str = r#"schema = "draaiboek-scenario/1"
title = "Proef met twee teams"
playbook = "online-ordeverstoring"
exercise = true
starts_at = "2027-03-11 16:05"
summary = "Verzonnen."
[play]
minutes = 60
players = ["oov", "communicatie", "loghouder"]
[persona.pers]
title = "Journalist"
[[team]]
id = "ac"
title = "Actiecentrum communicatie"
roles = ["communicatie"]
[[goal]]
id = "d1"
title = "Doel van de tafel."
[[goal]]
id = "d2"
title = "Doel van het actiecentrum."
team = "ac"
[[goal.criterion]]
id = "d2a"
text = "Criterium van het actiecentrum."
[[inject]]
id = "i1"
title = "Titel van de tafel"
at = "T+00:00"
from = "pers"
to = ["oov"]
channel = "app"
text = "Alleen voor de tafel."
[[inject]]
id = "i2"
title = "Titel van het centrum"
at = "T+00:00"
from = "pers"
to = ["communicatie"]
channel = "app"
text = "Alleen voor het actiecentrum."
[[inject]]
id = "i3"
title = "Drie"
at = "T+00:00"
from = "pers"
to = ["oov", "communicatie"]
channel = "app"
text = "Voor allebei."
[[move]]
id = "m1"
at = "T+00:50"
to = "2027-03-12 07:00"
text = "De volgende dag."
[[step]]
advance = true
"#;

/// Prepares both teams; returns the incident of each.
fn prepare(folder: &Path) -> [String; 2] {
    let scenario = Scenario::parse(&Source::new("proef", SCENARIO)).expect("a scenario");
    let texts = Catalog::open(None)
        .expect("the texts")
        .pins("online-ordeverstoring");
    let first = folder.join("proef.draaiboek");
    [None, Some("ac".to_owned())].map(|team| {
        let path = match &team {
            None => first.clone(),
            Some(team) => runtime::team_path(&first, team),
        };
        let prepared = Prepared {
            part: Some(Part {
                run: "loop".to_owned(),
                team,
                teams: vec!["ac".to_owned()],
            }),
            scenario: SCENARIO.to_owned(),
            ..Prepared::default()
        };
        let machine = Surroundings::Machine;
        let (session, staff) =
            runtime::prepare(&path, &texts, &scenario, prepared, "", machine).expect("a team");
        let incident = format!("/i/{}", session.incident_id());
        session.close().expect("it closes");
        staff.close().expect("it closes");
        incident
    })
}

/// Opens a board on both, looked at as the first team.
fn staged() -> (Play, [String; 2]) {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let teams = prepare(folder.path());
    let mut play = Play::open(folder);
    play.incident.clone_from(&teams[0]);
    (play, teams)
}

#[test]
fn two_teams_share_the_clock_and_messages_and_nothing_else() {
    let (mut play, [table, centre]) = staged();
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    let cookie = lead.cookie.clone();
    lead.acts(&[("act", "go"), ("nonce", "1")]);
    let there = |rest: &str| play.get(&format!("{centre}{rest}")).body;
    let here = |rest: &str| play.get(&format!("{table}{rest}")).body;
    assert!(
        !there("").contains("De oefening staat stil"),
        "it began too"
    );
    wait("each gets its own", || {
        here("").contains("Alleen voor de tafel.")
            && there("").contains("Alleen voor het actiecentrum.")
    });
    for (page, other) in [
        (here("/logboek"), "actiecentrum."),
        (there("/logboek"), "tafel."),
    ] {
        assert_eq!(page.matches("Voor allebei.").count(), 1, "{page}");
        assert!(
            !page.contains(&format!("Alleen voor de {other}"))
                && !page.contains(&format!("Alleen voor het {other}"))
        );
    }

    // A player joins one team, and has no way to the other.
    let mut player = Phone::joined(&play, "part", "oov");
    let form = player.page("").body;
    assert!(
        form.contains("Bericht aan een ander team") && form.contains("value=\"ac:communicatie\"")
    );
    let message = [
        ("act", "team"),
        ("to", "ac:communicatie"),
        ("channel", "phone"),
        ("text", "Wat zeggen wij <i>nu</i>?"),
        ("nonce", "2"),
    ];
    for _ in 0..2 {
        let sent = player.fill("/bericht-team", &message);
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    let (own, theirs) = (here("/logboek"), there("/logboek"));
    assert_eq!(
        own.matches("Wat zeggen wij &lt;i&gt;nu").count(),
        1,
        "{own}"
    );
    assert_eq!(
        theirs.matches("Wat zeggen wij &lt;i&gt;nu").count(),
        1,
        "{theirs}"
    );
    assert!(
        theirs.contains("Adviseur openbare orde (Crisisteam)"),
        "{theirs}"
    );
    let stray = [
        ("act", "team"),
        ("to", "ac:oov"),
        ("channel", "phone"),
        ("text", "x"),
        ("nonce", "3"),
    ];
    assert_eq!(player.fill("/bericht-team", &stray).status, 422);
    for rest in [
        "",
        "/logboek",
        "/bericht",
        "/oefenleiding",
        "/waarnemen",
        "/stroom",
    ] {
        let refused = player.get(&format!("{centre}{rest}"));
        assert!(refused.status == 403, "{} {rest}", refused.status);
        assert!(!refused.body.contains("actiecentrum") && !refused.body.contains("Actiecentrum"));
    }

    // Who leads sees both, and each with its own goals.
    let book = lead.page("/oefenleiding").body;
    assert!(
        book.contains("Andere teams in deze oefening")
            && book.contains(&format!("{centre}/oefenleiding"))
    );
    assert!(!book.contains("Loopt niet gelijk"), "{book}");
    assert!(book.contains("Titel van de tafel") && !book.contains("Titel van het centrum"));
    lead.acts(&[("act", "pace"), ("pace", "6"), ("nonce", "4")]);
    lead.acts(&[("act", "pause"), ("nonce", "5")]);
    assert!(there("").contains("De oefening staat stil"));
    player.incident.clone_from(&table);
    let stop = [("reason", "Iemand is onwel."), ("nonce", "6")];
    assert_eq!(player.fill("/noodstop", &stop).status, 303);
    assert!(
        there("/logboek").contains("stopped__big"),
        "any player stops all"
    );
    // Who leads leads in both: said once on this computer.
    play.incident.clone_from(&centre);
    let other = Browser {
        cookie,
        play: &play,
    };
    let book = other.page("/oefenleiding").body;
    assert!(book.contains("Titel van het centrum") && !book.contains("Titel van de tafel"));
    let seen = other.page("/waarnemen").body;
    assert!(
        seen.contains("Criterium van het actiecentrum.") && !seen.contains("Doel van de tafel.")
    );
    other.acts(&[("act", "go"), ("nonce", "7")]);
    assert!(!play.get(&table).body.contains("stopped__big"));
    // A move comes in both when it comes in one.
    other.acts(&[("act", "now"), ("item", "m1"), ("nonce", "8")]);
    assert!(
        play.get(&format!("{table}/logboek"))
            .body
            .contains("De volgende dag.")
    );
}

#[test]
fn a_board_that_died_in_between_is_in_line_again_when_it_opens() {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let [table, centre] = prepare(folder.path());
    // It died after the first team had begun, and before the second.
    let path = folder.path().join("proef.draaiboek");
    let mut session = Session::open(&path, Surroundings::Machine).expect("it opens");
    let begin = Action::SetPace {
        pace: 1,
        reason: "De oefening begint.".to_owned(),
    };
    session.submit(begin, leader(None)).expect("it begins");
    session.close().expect("it closes");
    let play = Play::open(folder);
    assert_eq!(play.get(&table).status, 200);
    wait("the other begins too, without being looked at", || {
        let files = fs::read_dir(play.folder.path()).expect("the folder");
        files.count() > 0 && !play.get(&centre).body.contains("De oefening staat stil")
    });
    let log = play.get(&format!("{centre}/logboek")).body;
    assert_eq!(log.matches("De oefening begint.").count(), 1, "{log}");
}

#[test]
fn a_team_that_does_not_follow_is_named_with_the_reason() {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    let [table, _] = prepare(folder.path());
    // Both think that they agreed, and the second is hours ahead.
    let starts_at = Scenario::parse(&Source::new("proef", SCENARIO))
        .expect("a scenario")
        .starts_at;
    let jump = Action::Jump {
        reason: "Verder.".to_owned(),
        to: starts_at + TimeDelta::hours(5),
    };
    let note = Action::Note {
        certainty: Certainty::Confirmed,
        compartment: None,
        kind: NoteKind::Note,
        source: None,
        text: "Verder.".to_owned(),
    };
    for (name, action) in [("proef.draaiboek", note), ("proef-ac.draaiboek", jump)] {
        let path = folder.path().join(name);
        let mut session = Session::open(&path, Surroundings::Machine).expect("it opens");
        let command = Command {
            action,
            by: leader(None),
            happened_at: None,
            id: "x".to_owned(),
            late_reason: None,
        };
        session.submit_as_read(&command, &[]).expect("it is kept");
        session.close().expect("it closes");
    }
    let mut play = Play::open(folder);
    play.incident = table;
    let lead = Browser::claims(&play, "/oefenleiding", "Leider");
    let moment = (starts_at + TimeDelta::hours(1)).to_rfc3339();
    lead.acts(&[("act", "jump-now"), ("moment", &moment), ("nonce", "1")]);
    let book = lead.page("/oefenleiding").body;
    let panel = book.split("id=\"teams\"").nth(1).expect("a panel");
    let panel = panel.split("</section>").next().expect("its end");
    assert!(
        panel.contains("Loopt niet gelijk met dit team.") && panel.contains("Ging niet vanzelf: "),
        "{panel}"
    );
}
