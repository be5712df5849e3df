//! One person alone in an exercise, through the real program; and two such runs side by side.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const SCENARIO: &str = r#"
schema = "draaiboek-scenario/1"
title = "Proefoefening"
playbook = "online-ordeverstoring"
exercise = true
starts_at = "2027-03-11 16:05"

[play]
minutes = 60
players = ["burgemeester", "oov"]
solo = "burgemeester"
briefing = "Het is een gewone donderdag."
rules = ["Bel niemand buiten de kamer."]
hot_wash = ["Wat ging goed?", "Wat ging minder?"]

[persona.journalist]
title = "Journalist van een regionale krant"
brief = "Wil een antwoord."

[[goal]]
id = "d1"
title = "De burgemeester weet waar de oproep staat."
[[goal.criterion]]
id = "d1a"
text = "De vindplaats staat vast."
done = ["oproep_vindplaats known"]
within = "30m"
[[goal.criterion]]
id = "d1c"
text = "Er gaat geen noodbevel uit."
never = ["noodbevel issued", "fysieke_maatregel = noodbevel"]
[[goal.criterion]]
id = "d1b"
text = "De burgemeester vraagt naar de bron."

[[inject]]
id = "i01"
title = "De krant belt"
at = "T+00:02"
from = "journalist"
to = ["burgemeester", "oov"]
channel = "phone"
text = "Er gaat een geheimwoord-een rond. Wat gaat u doen?"
answer = "De krant zelf weet het ook niet."
goals = ["d1"]
[[inject.expect]]
who = "burgemeester"
what = "Zoekt uit waar de oproep staat."
within = "20m"
done = ["oproep_vindplaats known"]

[[inject]]
id = "i02"
title = "De volgende ochtend"
at = "T+00:45"
from = "journalist"
to = ["burgemeester"]
channel = "mail"
text = "Goedemorgen, geheimwoord-twee."

[[move]]
id = "m1"
at = "T+00:30"
to = "2027-03-12 07:00"
text = "Het is de volgende ochtend."

[[learning]]
id = "l1"
goal = "d1"
text = "Eerst vastleggen, dan beoordelen."

[[reply]]
after_inject = "i02"
after = "1m"
as = "oov"
note = "OOV las de mail."

[[reply]]
when = ["in signaleren"]
after = "4m"
as = "oov"
record = "oproep_plaats"
value = "het plein"
certainty = "confirmed"
source = "de tekst"

[[reply]]
when = ["in signaleren"]
after = "10m"
as = "oov"
record = "oproep_vindplaats"
value = "besloten_groep"
certainty = "confirmed"

[[reply]]
when = ["in signaleren"]
after = "11m"
as = "oov"
done = "grenzen_herhalen"
result = "Nog niet aan de orde."

[[reply]]
when = ["in signaleren"]
after = "11m"
as = "burgemeester"
note = "Dit doet het programma nooit voor de speler."

[[step]]
at = "T+00:10"
as = "burgemeester"
record = "oproep_vindplaats"
value = "openbaar_kanaal"
"#;

/// A folder with the scenario in it.
struct Room(tempfile::TempDir);

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("proef.toml"), SCENARIO).expect("a scenario");
        Room(folder)
    }

    fn run(&self, arguments: &[&str], lines: &str) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
        program.current_dir(self.0.path()).args(arguments);
        for name in ["DRAAIBOEK_AS", "DRAAIBOEK_NAME", "DRAAIBOEK_DATA"] {
            program.env_remove(name);
        }
        let pipes = program.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = pipes.stderr(Stdio::piped()).spawn().expect("the program");
        let mut keyboard = child.stdin.take().expect("a keyboard");
        // A program that left does not read the rest.
        let _ = keyboard.write_all(lines.as_bytes());
        drop(keyboard);
        child.wait_with_output().expect("an end")
    }

    fn screen(&self, arguments: &[&str], lines: &str) -> String {
        let output = self.run(arguments, lines);
        let screen = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{screen}\n{errors}");
        screen
    }
}

fn follows(screen: &str, expected: &[&str]) {
    // Lines are wrapped at the width of a screen.
    let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = screen.as_str();
    for expected in expected {
        let Some(at) = rest.find(expected) else {
            panic!("`{expected}` does not follow in:\n{screen}\nafter:\n{rest}");
        };
        rest = &rest[at + expected.len()..];
    }
}

/// The first question gets its answer, then everything that comes, then the end.
const PLAY: &str = "\nverder\nuitleg welk woord?\nbegrepen\nv\n1\n1\nb de krant\nverder\npauze\nverder\nverder\nberichten\nverder\nverder\neinde\nj\n\
                    Wij belden snel.\n\n2\n";

#[test]
fn one_person_plays_to_the_end_and_the_program_never_plays_over_her() {
    let room = Room::new();
    let screen = room.screen(
        &["exercise", "solo", "proef.toml", "-o", "a.draaiboek"],
        PLAY,
    );
    follows(
        &screen,
        &[
            "OEFENING · Proefoefening",
            "Het is een gewone donderdag.",
            "U bent: Burgemeester",
            "verder",
            "OEFENING · 16.07 uur · per telefoon",
            "Van: Journalist van een regionale krant",
            "Aan: u en",
            "geheimwoord-een",
            "Vraag over het bericht van regel",
            "De oefenleiding: De krant zelf weet het ook niet.",
            "begrepen",
            "ANDEREN, regel",
            "het plein",
            ">>> Het is de volgende ochtend.",
            "PAUZE",
            "De tijd loopt weer.",
            "per e-mail",
            "geheimwoord-twee",
            "Er komt nu niets vanzelf",
            "EINDE VAN DE OEFENING",
            "Wat ging goed?",
            "De burgemeester weet waar de oproep staat.",
            "WAT HET PROGRAMMA ZAG",
            "De vindplaats staat vast. → op tijd",
            "Er gaat geen noodbevel uit. → tot het eind niet gebeurd",
            "De burgemeester vraagt naar de bron. Dit ziet een programma niet",
            "Zoekt uit waar de oproep staat. → op tijd",
            "Eerst vastleggen, dan beoordelen.",
            "niet paste",
            "u had dit zelf al vastgelegd",
            "draaiboek exercise report a.draaiboek",
        ],
    );
    assert!(!screen.contains("Dit doet het programma nooit"), "{screen}");
    let log = room.screen(&["log", "a.draaiboek"], "");
    assert!(!log.contains("besloten groep"), "{log}");
    assert!(!log.contains("Dit doet het programma nooit"), "{log}");
    assert_eq!(log.matches("geheimwoord-een").count(), 1, "{log}");
    let staff = fs::read(room.0.path().join("a.oefening")).expect("the file of the staff");
    let staff = String::from_utf8_lossy(&staff);
    for kept in ["Wij belden snel.", "self_rated", "minor_problems"] {
        assert!(staff.contains(kept), "{kept}");
    }
    room.screen(&["verify", "a.draaiboek"], "");
    // Opened again it shows how it went, and no time passes.
    let log = room.screen(&["log", "a.draaiboek"], "");
    let again = room.screen(
        &["exercise", "solo", "a.draaiboek"],
        "verder\n+ f nog iets\n",
    );
    follows(
        &again,
        &[
            "Deze oefening is afgerond; dit is de terugblik.",
            "WAT HET PROGRAMMA ZAG",
            "De vindplaats staat vast. → op tijd",
            "draaiboek exercise report a.draaiboek",
        ],
    );
    assert!(!again.contains("antwoord"), "{again}");
    assert_eq!(room.screen(&["log", "a.draaiboek"], ""), log);
    let report = room.screen(&["exercise", "report", "a.draaiboek"], "");
    assert!(!report.contains("tussenstand"), "{report}");
    // That the player was ready for what came is in the log and is no moment of the story.
    assert!(
        log.contains("De speler gaat verder met wat er komt."),
        "{log}"
    );
    assert!(report.contains("keer ging de speler verder"), "{report}");
    assert!(
        !report.contains("De speler gaat verder met wat er komt."),
        "{report}"
    );
}

#[test]
fn who_left_goes_on_where_time_stood_still() {
    let room = Room::new();
    let first = ["exercise", "solo", "proef.toml", "-o", "a.draaiboek"];
    let screen = room.screen(&first, "\nverder\nweg\n");
    follows(
        &screen,
        &[
            "geheimwoord-een",
            "draaiboek exercise solo a.draaiboek --as burgemeester",
        ],
    );
    let screen = room.screen(
        &["exercise", "solo", "a.draaiboek"],
        "verder\nnoodstop\nverder\nweg\n",
    );
    follows(
        &screen,
        &["het plein", "GEEN OEFENING", "De tijd loopt weer."],
    );
    let log = room.screen(&["log", "a.draaiboek"], "");
    assert_eq!(log.matches("geheimwoord-een").count(), 1, "{log}");
    assert_eq!(log.matches("het plein").count(), 1, "{log}");
}

#[test]
fn who_asks_what_the_scenario_does_not_say_hears_so_and_a_role_waits_for_a_message() {
    let room = Room::new();
    let screen = room.screen(
        &["exercise", "solo", "proef.toml", "-o", "a.draaiboek"],
        "\nbegrepen\nverder\nverder\nverder\nuitleg\nuitleg van wie is dit?\nverder\nverder\nweg\n",
    );
    follows(
        &screen,
        &[
            "Er wacht geen bericht aan u.",
            "geheimwoord-twee",
            "Zet uw vraag erachter",
            "er niemand die dit kan uitleggen",
            "OOV las de mail.",
        ],
    );
}

#[test]
fn the_next_exercise_begins_with_what_is_still_open() {
    let room = Room::new();
    let solo = |name: &str| room.run(&["exercise", "solo", "proef.toml", "-o", name], "\nweg\n");
    assert!(solo("a.draaiboek").status.success());
    for number in 1..=12 {
        let text = format!("Punt {number}.");
        let due = format!("20{:02}-01-31", 12 + number * 2);
        let point = [
            "exercise",
            "improve",
            "a.draaiboek",
            &text,
            "--owner",
            "oov",
            "--due",
            &due,
        ];
        room.screen(&[&point[..], &["--by", "Leiding"]].concat(), "");
    }
    let next = solo("b.draaiboek");
    let told = String::from_utf8_lossy(&next.stderr).into_owned();
    assert!(next.status.success(), "{told}");
    follows(
        &told,
        &[
            "Nog open uit eerdere oefeningen: 12",
            "- TE LAAT (31 januari 2014): Punt 1.; oov; Proefoefening",
            "Punt 10.",
            "en nog 2: `draaiboek improvements .`",
        ],
    );
    assert!(!told.contains("Punt 11."), "{told}");
}

#[test]
fn two_runs_show_times_only_when_time_ran_the_same() {
    let room = Room::new();
    let quick = "\nv\n1\n2\nb de krant\nweg\n";
    for (name, lines, pace) in [
        ("a.draaiboek", quick, "3"),
        ("b.draaiboek", "\nweg\n", "3"),
        ("c.draaiboek", quick, "2"),
    ] {
        let solo = ["exercise", "solo", "proef.toml", "--pace", pace, "-o", name];
        room.screen(&solo, lines);
    }
    let compared = room.screen(&["exercise", "compare", "a.draaiboek", "b.draaiboek"], "");
    follows(
        &compared,
        &[
            "De vindplaats staat vast.",
            "A: op tijd, binnen een minuut",
            "B: niet gezien",
            "dit ziet een programma niet",
        ],
    );
    let compared = room.screen(&["exercise", "compare", "a.draaiboek", "c.draaiboek"], "");
    follows(
        &compared,
        &["tijden zijn niet te vergelijken", "A: op tijd (regel"],
    );
}
