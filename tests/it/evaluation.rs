//! The report of an exercise that was played, on its two files, through the program itself.

use std::io::Read as _;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use draaiboek::catalog::Catalog;
use draaiboek::diagnostic::Source;
use draaiboek::engine::{Action, By, How, NoteKind, Stage, Who};
use draaiboek::exercise::{self, Conduct, Scenario};
use draaiboek::runtime::{self, Prepared, Session, StaffFile, Surroundings};

use crate::outside;
use crate::program::Place;

/// Stands in the note for the staff at an inject that is not played, and nowhere else.
const SECRET: &str = "Kruidnagelthee zeventienduizend schemerlampje.";

/// The wall stands years before the situation.
fn start() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// An exercise with people: what comes by itself comes, and they do what the steps say.
struct Play {
    conduct: Conduct,
    next: usize,
    session: Session,
    staff: StaffFile,
    wall: DateTime<Utc>,
}

fn by(role: &str, name: Option<&str>) -> By {
    let who = Who {
        name: name.map(str::to_owned),
        role: role.to_owned(),
    };
    By {
        decided: who.clone(),
        how: How::Room,
        recorded: who,
    }
}

impl Play {
    fn prepare(file: &Path, text: &str, files: &[(&str, &[u8])]) -> Play {
        let scenario = Scenario::parse(&Source::new("proef.toml", text)).expect("a scenario");
        let texts = Catalog::open(None)
            .expect("the texts")
            .pins(&scenario.playbook);
        let prepared = Prepared {
            files: files
                .iter()
                .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
                .collect(),
            scenario: text.to_owned(),
            ..Prepared::default()
        };
        let given = Surroundings::given(start(), 11);
        let (session, staff) =
            runtime::prepare(file, &texts, &scenario, prepared, "", given).expect("it is prepared");
        let conduct = Conduct::of(scenario, &session.material().playbook);
        Play {
            conduct,
            next: 0,
            session,
            staff,
            wall: start(),
        }
    }

    fn submit(&mut self, action: Action, by: By) -> u64 {
        self.session.set_now(self.wall);
        let entries = self.session.submit(action, by).expect("it is kept");
        entries.last().map_or(0, |entry| entry.seq)
    }

    fn pace(&mut self, pace: u32) {
        let reason = "De leiding zegt het.".to_owned();
        self.submit(Action::SetPace { pace, reason }, exercise::leader(None));
    }

    /// Plays minutes on the wall: what is due, then the steps whose moment in the situation has come.
    fn minutes(&mut self, minutes: u32) {
        for _ in 0..minutes {
            self.wall += TimeDelta::minutes(1);
            self.session.set_now(self.wall);
            let material = self.session.shared_material();
            let incident = self.session.incident().clone();
            let due = self
                .conduct
                .due(&material.playbook, &incident, self.staff.log(), self.wall);
            for item in due {
                // What another role does by itself can be refused: people went another way.
                let _ = runtime::bring(&self.conduct, item, &mut self.session, &self.staff);
            }
            while let Some(step) = self.conduct.scenario().steps.get(self.next) {
                let now = self.session.chart_now();
                if step.at > now {
                    break;
                }
                self.next += 1;
                let role = step.actor.role.clone().unwrap_or("loghouder".to_owned());
                let deed = exercise::action(&step.deed, &material.playbook, now);
                if let (Ok(action), true) = (deed, step.number > 0) {
                    // What others did first refuses it; with people that is so too.
                    let _ = self.session.submit(action, by(&role, Some("Bo de Vries")));
                }
            }
        }
    }

    fn close(mut self) {
        let reason = "Einde oefening.".to_owned();
        self.submit(Action::Close { reason }, exercise::leader(None));
        self.session.close().expect("it closes");
        self.staff.close().expect("it closes");
    }
}

/// Plays the ten minutes to their end, with a pause, an order by word of mouth and two decisions.
fn play(file: &Path) {
    let text = include_str!("../exercises/tien-minuten.toml");
    let last = "text = \"Hier is het bericht zoals mijn dochter het kreeg.\"";
    assert!(text.contains(last));
    let text = text.replace(last, &format!("{last}\nstaff = \"{SECRET}\""));
    let map: &[u8] = include_bytes!("../exercises/kaartje.txt");
    let mut play = Play::prepare(file, &text, &[("kaartje.txt", map)]);
    let role = |person: &str, role: &str| Action::AssignRole {
        person: person.to_owned(),
        role: role.to_owned(),
    };
    play.submit(role("Bo de Vries", "oov"), exercise::leader(None));
    play.wall += TimeDelta::minutes(20);
    play.pace(1);
    play.minutes(4);
    play.pace(0);
    play.wall += TimeDelta::minutes(7);
    play.pace(1);
    play.minutes(3);
    let decided = Action::Note {
        certainty: draaiboek::fact::Certainty::Confirmed,
        compartment: None,
        kind: NoteKind::Decision,
        source: None,
        text: "Wij bellen de krant, want zwijgen voedt het gerucht.".to_owned(),
    };
    play.submit(decided, by("burgemeester", Some("Kim Bakker")));
    let order = Action::RecordIssue {
        deviation: None,
        document: "noodbevel".to_owned(),
        evidence: Vec::new(),
        files: Vec::new(),
        manner: Some("in de kamer gezegd".to_owned()),
        of: None,
        reason: Some("Er was geen tijd om te schrijven.".to_owned()),
        stage: Stage::Oral,
        to: Some("wie op het plein is".to_owned()),
    };
    play.submit(order, by("burgemeester", Some("Kim Bakker")));
    play.minutes(5);
    play.close();
}

/// Writes what observers, team and leader say, through the program.
fn judge(place: &Place) {
    let incident = "proef.draaiboek";
    let mark = |criterion, rating, by, rest: &[&str]| {
        let all = ["exercise", "mark", incident, criterion, rating, "--by", by];
        place.ok(&[&all, rest].concat());
    };
    mark(
        "d1a",
        "minor_problems",
        "Sam Jansen",
        &["--line", "5", "--text", "Vroeg het pas na een minuut."],
    );
    mark(
        "d1a",
        "major_problems",
        "Ro Smit",
        &["--line", "5", "--line", "7"],
    );
    mark("d2a", "zonder problemen", "Ro Smit", &["--line", "9"]);
    place.ok(&[
        "exercise",
        "self-rate",
        incident,
        "d1",
        "without_problems",
        "--text",
        "Wij vroegen door.",
    ]);
    place.ok(&[
        "exercise",
        "notice",
        incident,
        "Bo de Vries sprak rustig.",
        "--by",
        "Sam Jansen",
    ]);
    let improve = [
        "exercise",
        "improve",
        incident,
        "Vraag eerst naar de bron.",
        "--owner",
        "oov",
    ];
    let rest = [
        "--due",
        "2025-01-31",
        "--playbook-line",
        "fact.oproep_inhoud",
        "--goal",
        "d1",
        "--by",
        "Sam Jansen",
    ];
    place.ok(&[&improve[..], &rest[..]].concat());
}

#[test]
fn a_report_says_what_was_seen_and_judged_and_a_player_holds_nothing_of_what_did_not_come() {
    let place = Place::new();
    play(&place.path("proef.draaiboek"));
    judge(&place);

    // No word of the note at the inject that nobody played.
    let incident = std::fs::read(place.path("proef.draaiboek")).expect("the incident");
    let staff = std::fs::read(place.path("proef.oefening")).expect("the file of the staff");
    let holds = |bytes: &[u8], word: &str| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    for word in SECRET.trim_end_matches('.').split(' ') {
        assert!(holds(&staff, word), "{word}");
        assert!(!holds(&incident, word), "{word}");
    }

    let told = place.ok(&[
        "exercise",
        "report",
        "proef.draaiboek",
        "--place",
        "de raadzaal",
    ]);
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "OEFENING",
        "de raadzaal",
        "12 minuten in oefentijd; gepland 10 minuten",
        "1; de tijd stond samen 7 minuten stil",
        "Verschillend beoordeeld:",
        "Sam Jansen vond ‘met kleine problemen’",
        "Ro Smit vond ‘met grote problemen’",
        "Het team vond zelf: zonder problemen. Wij vroegen door.",
        "toch gebeurd",
        "Niet waargenomen door een waarnemer: 2 van 4 criteria.",
        "Niet aan de orde: 0 van 4 criteria.",
        "Niet gespeeld: 3",
        "zijn dezelfde als bij de start",
        "31 januari 2025, te",
    ] {
        assert!(words.contains(expected), "{expected} is not in\n{told}");
    }
    for never in [SECRET, "gemiddelde van", "/10", "score"] {
        assert!(!words.contains(never), "{never} is in\n{told}");
    }

    let mut endings = vec!["docx", "odt", "html", "md", "txt", "svg"];
    if cfg!(feature = "pdf") {
        endings.push("pdf");
    }
    for ending in endings {
        let name = format!("verslag.{ending}");
        place.ok(&["exercise", "report", "proef.draaiboek", "-o", &name]);
        let bytes = std::fs::read(place.path(&name)).expect("a report");
        assert!(bytes.len() > 1_000, "{name}");
        if ["html", "md", "txt", "svg"].contains(&ending) {
            assert!(holds(&bytes, "OEFENING"), "{name}");
            assert!(!holds(&bytes, "Kruidnagelthee"), "{name}");
        }
    }
    let page = std::fs::read_to_string(place.path("verslag.html")).expect("the page");
    assert_eq!(page.matches("<figure ").count(), 1);
    assert_eq!(page.matches("<?xml").count(), 0);
    let picture = std::fs::read_to_string(place.path("verslag.svg")).expect("the picture");
    assert!(
        picture.contains("T+00:06") && picture.contains("18.3"),
        "{picture}"
    );

    for (name, dots, lines) in [
        (
            "verslag.docx",
            "word/media/picture1.png",
            "word/media/picture1.svg",
        ),
        ("verslag.odt", "Pictures/1.png", "Pictures/1.svg"),
    ] {
        let part = |part: &str| {
            let file = std::fs::File::open(place.path(name)).expect("a report");
            let mut archive = zip::ZipArchive::new(file).expect("an archive");
            let mut bytes = Vec::new();
            let mut part = archive.by_name(part).expect("a part");
            part.read_to_end(&mut bytes).expect("its bytes");
            bytes
        };
        assert!(part(dots).starts_with(b"\x89PNG"), "{name}");
        assert!(holds(&part(lines), "T+00:06"), "{name}");
        assert!(holds(&part(lines), "OEFENING"), "{name}");
    }

    let anonymous = place.ok(&["exercise", "report", "proef.draaiboek", "--anonymous"]);
    for name in ["Bo de Vries", "Kim Bakker", "Sam Jansen", "Ro Smit"] {
        assert!(words.contains(name), "{name}");
        assert!(!anonymous.contains(name), "{name} is in\n{anonymous}");
    }
    assert!(anonymous.contains("Waarnemer 2"));
}

#[test]
fn judgements_need_what_they_rest_on_and_points_live_on_as_a_list() {
    let place = Place::new();
    play(&place.path("proef.draaiboek"));
    judge(&place);
    let rate = |goal| ["exercise", "self-rate", "proef.draaiboek", goal, "failed"];
    place.ok(&rate("d2"));
    let (code, _, err) = place.run(&rate("d1"));
    assert_eq!(
        (code, err.contains("its own judgement stays")),
        (Some(2), true),
        "{err}"
    );
    for (arguments, why) in [
        (
            vec!["mark", "proef.draaiboek", "d1a", "failed", "--by", "A"],
            "at least one line",
        ),
        (
            vec![
                "mark",
                "proef.draaiboek",
                "d1a",
                "failed",
                "--by",
                "A",
                "--line",
                "999",
            ],
            "there is no line 999",
        ),
        (
            vec![
                "mark",
                "proef.draaiboek",
                "d9",
                "failed",
                "--by",
                "A",
                "--line",
                "3",
            ],
            "there are: d1a, d1b, d1c, d2a",
        ),
        (
            vec!["self-rate", "proef.draaiboek", "d9", "failed"],
            "there are: d1, d2",
        ),
        (
            vec![
                "mark",
                "proef.draaiboek",
                "d1a",
                "7",
                "--by",
                "A",
                "--line",
                "3",
            ],
            "without_problems",
        ),
    ] {
        let (code, _, err) = place.run(&[&["exercise"], arguments.as_slice()].concat());
        assert_eq!(code, Some(2), "{arguments:?}: {err}");
        assert!(err.contains(why), "{arguments:?}: {err}");
    }

    let (code, _, err) = place.run(&["status", "proef.oefening"]);
    assert_eq!(code, Some(4), "{err}");
    assert!(
        err.contains("hint: the incident is") && err.contains("proef.draaiboek"),
        "{err}"
    );

    let open = place.ok(&["improvements", "--ics", "punten.ics"]);
    assert!(open.starts_with("Nog te doen\n"), "{open}");
    assert!(
        open.contains("TE LAAT, 31 januari 2025; oov; open"),
        "{open}"
    );
    let calendar = std::fs::read_to_string(place.path("punten.ics")).expect("the calendar");
    assert!(
        calendar.contains("SUMMARY:Uit OEFENING: Vraag eerst naar de bron."),
        "{calendar}"
    );
    assert!(
        calendar.contains("DTSTART;VALUE=DATE:20250131"),
        "{calendar}"
    );
    let done = place.ok(&[
        "improvements",
        "--done",
        "1",
        "--file",
        "proef.draaiboek",
        "--by",
        "Sam Jansen",
    ]);
    assert!(done.starts_with("Klaar of vervallen\n"), "{done}");
    assert!(
        done.contains("Vraag eerst naar de bron.") && !done.contains("TE LAAT"),
        "{done}"
    );
    let again = "exercise improve proef.draaiboek Anders. --owner oov --number 1 --by Sam --status";
    let again: Vec<&str> = again.split(' ').collect();
    place.ok(&[&again[..], &["underway"]].concat());
    let open = place.ok(&["improvements"]);
    assert!(
        open.contains("Anders.") && open.contains("mee bezig"),
        "{open}"
    );
    let (code, _, err) = place.run(&[&again[..], &["weg"]].concat());
    assert!(code == Some(2) && err.contains("underway"), "{err}");
    let (code, _, err) = place.run(&["improvements", "--done", "4", "--file", "proef.oefening"]);
    assert_eq!(
        (code, err.contains("there are: 1")),
        (Some(2), true),
        "{err}"
    );
}

/// LibreOffice opens the report, and every page says that it is an exercise.
#[test]
fn every_page_on_paper_says_that_it_is_an_exercise() {
    let Some(office) = outside::program("soffice", "office") else {
        return;
    };
    let Some(reader) = outside::program("pdftotext", "office") else {
        return;
    };
    let place = Place::new();
    play(&place.path("proef.draaiboek"));
    judge(&place);
    place.ok(&[
        "exercise",
        "report",
        "proef.draaiboek",
        "-o",
        "verslag.docx",
    ]);
    let folder = place.path("");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        place.path("profiel").display()
    );
    let made = std::process::Command::new(office)
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([&folder, &place.path("verslag.docx")])
        .output()
        .expect("it runs");
    assert!(made.status.success(), "{made:?}");
    let read = std::process::Command::new(reader)
        .args([place.path("verslag.pdf"), Path::new("-").to_owned()])
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 2, "{text}");
    for page in pages {
        assert!(page.contains("OEFENING"), "{page}");
    }
}
