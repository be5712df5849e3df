//! The walk as a person types it, through the real program.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};
use draaiboek::catalog::{Catalog, Text};
use draaiboek::engine::{By, How, Who};
use draaiboek::runtime::{Session, Start, Surroundings};

mod faults;

const LETTER: &str = include_str!("walk/brief.md");
const PLAYBOOK: &str = include_str!("walk/playbook.toml");
const KILLS: u64 = 8;

/// A folder with one incident, started this long ago.
struct Scene {
    file: PathBuf,
    folder: tempfile::TempDir,
}

impl Scene {
    fn new(ago: TimeDelta) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("proef.draaiboek");
        let mut texts = Catalog::open(None).unwrap().pins("proefloop");
        for (name, content) in [("playbook.toml", PLAYBOOK), ("templates/brief.md", LETTER)] {
            let content = content.to_owned();
            texts.push((
                name.to_owned(),
                Text {
                    content,
                    path: None,
                },
            ));
        }
        let who = Who {
            name: None,
            role: "loghouder".to_owned(),
        };
        let start = Start {
            began_at: None,
            by: By {
                decided: who.clone(),
                how: How::Room,
                recorded: who,
            },
            exercise: false,
            situation_at: None,
            title: "Proef".to_owned(),
        };
        let surroundings = Surroundings::given(now() - ago, 1);
        let session = Session::start(&file, &texts, start, surroundings).unwrap();
        session.close().unwrap();
        Scene { file, folder }
    }

    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
        program.current_dir(self.folder.path());
        for name in [
            "DRAAIBOEK_AS",
            "DRAAIBOEK_NAME",
            "DRAAIBOEK_DATA",
            "DRAAIBOEK_MIRROR",
        ] {
            program.env_remove(name);
        }
        program
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.program().args(arguments).arg(&self.file).output();
        output.unwrap()
    }

    /// Returns a walk as the loghouder.
    fn walking(&self) -> Command {
        let mut program = self.program();
        program
            .arg("walk")
            .arg(&self.file)
            .args(["--as", "loghouder"]);
        program
    }

    /// Begins to walk, with the keyboard and the screen in pipes.
    fn spawn(&self) -> Child {
        let mut program = self.walking();
        program.stdin(Stdio::piped()).stdout(Stdio::piped());
        program.spawn().unwrap()
    }

    /// Walks with these lines, and returns the screen without its line ends.
    fn walk(&self, lines: &str) -> String {
        typed(self.walking(), lines)
    }

    /// Returns the log as the program prints it.
    fn log(&self) -> String {
        String::from_utf8(self.run(&["log"]).stdout).unwrap()
    }

    fn check(&self, lines: &str, expected: &[&str]) -> String {
        let screen = self.walk(lines);
        let mut rest = screen.as_str();
        for expected in expected {
            let Some(at) = rest.find(expected) else {
                panic!("`{expected}` does not follow in:\n{screen}\nafter:\n{rest}");
            };
            rest = &rest[at + expected.len()..];
        }
        let verified = self.run(&["verify"]);
        assert!(verified.status.success(), "{verified:?}");
        screen
    }
}

fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// Runs a program with lines typed in a pipe; it must leave cleanly at the end of them.
fn typed(mut program: Command, lines: &str) -> String {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let screen = String::from_utf8(output.stdout).unwrap();
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{screen}\n{talk}");
    // The width of the screen is no part of what is said.
    let words: Vec<&str> = screen.split_whitespace().collect();
    for line in screen.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    words.join(" ")
}

/// Reads the screen up to and including the line that begins so.
fn wait_for(screen: &mut impl BufRead, begin: &str) -> String {
    let mut seen = String::new();
    loop {
        let mut line = String::new();
        assert!(
            screen.read_line(&mut line).unwrap() > 0,
            "no `{begin}` after:\n{seen}"
        );
        seen.push_str(&line);
        if line.starts_with(begin) {
            return seen;
        }
    }
}

fn scene() -> Scene {
    Scene::new(TimeDelta::zero())
}

#[test]
fn questions_are_answered_with_certainty_and_source() {
    scene().check(
        "Kanaalstraat\nb meldkamer\n30-11-2090 19:30\n\n2\nw\nja\nwijkagent\n",
        &[
            "[ECHT] Proef",
            "Waar we zijn: Begin",
            "NU DOEN 1. Bel de politie. — Adviseur OOV, uiterlijk",
            "TE BESLUITEN (besluit): Inzet",
            "VRAAG: Waar is het? — aan: Adviseur OOV Waarom: Maatregelen gelden voor een plaats.",
            "vastgelegd als regel 2:",
            "Kanaalstraat (bevestigd). Bron: meldkamer.",
            "begrepen als: 30 november 2090, 19.30 uur",
            "vastgelegd als regel 3:",
            "AANGEKONDIGD MOMENT: nog",
            "1. openbaar 2. besloten",
            "begrepen als: besloten",
            "vastgelegd als regel 4:",
            "(waarschijnlijk)",
            "vastgelegd als regel 5:",
            "ja (onbevestigd). Bron: wijkagent.",
        ],
    );
}

#[test]
fn the_end_of_the_input_records_nothing_halfway() {
    let scene = scene();
    scene.check(
        "Kanaalstraat\n",
        &["NIET VASTGELEGD: plaats: Kanaalstraat", "Verder gaan"],
    );
    assert!(!scene.log().contains("Kanaalstraat"));
    for lines in [
        "",
        "besluit\n",
        "besluit\n1\n1\n",
        "+ 00:00 f nacht",
        "wie\n",
        "verbeter 1\n",
    ] {
        scene.walk(lines);
    }
}

#[test]
fn unknown_is_an_answer_to_everything_and_comes_back_on_request_only() {
    let screen = scene().check(
        &"onbekend\n".repeat(6),
        &[
            "vastgelegd als regel 7:",
            "gevraagd, antwoord onbekend",
            "6 wachten op een antwoord",
        ],
    );
    assert_eq!(screen.matches("VRAAG: Waar is het?").count(), 1, "{screen}");
    scene().check(
        "onbekend 23:59\n\n\n\n\n\n\nvragen\n1\nMarkt\n\n",
        &[
            "De vraag komt terug om 23.59 uur.",
            "5 overgeslagen, 1 wachten op een antwoord",
            "VRAAG: Voor welk tijdstip?",
            "welke vraag",
            "Eerder gevraagd; het antwoord was toen niet bekend.",
            "Markt (onbevestigd)",
        ],
    );
}

#[test]
fn a_wrong_answer_is_explained_and_a_literal_one_is_taken() {
    scene().check(
        "= stand\n\nmorgenavond\n\n7\n",
        &[
            "stand (onbevestigd)",
            "Geef een tijdstip",
            "Kies een van de nummers of woorden.",
        ],
    );
}

/// What an adviser types on the way back is no fact of the log.
#[test]
fn a_way_back_is_never_an_answer_unless_it_is_said_to_be() {
    let scene = scene();
    scene.check(
        "terug\nstop\nstand\nterug\nMarkt\nterug\nMarkt\nstop\nvragen\n1\nstop\n",
        &[
            "Niets vastgelegd; u bent bij de vragen.",
            "antwoord of opdracht (Enter = terug naar de vraag):",
            "VRAAG: Waar is het?",
            "NIET VASTGELEGD: plaats: Markt",
            "NIET VASTGELEGD: plaats: Markt",
            "Terug; er is niets vastgelegd.",
        ],
    );
    assert_eq!(scene.log().matches("plaats").count(), 0, "{}", scene.log());
    scene.check("= terug\n= stop\n", &["terug (onbevestigd). Bron: stop."]);
}

#[test]
fn a_command_typed_as_a_source_or_reason_is_asked_about() {
    scene().check(
        "Markt\nk 1 gebeld\nj\nb meldkamer\nbesluit\n1\n1\nk 1 klaar\nn\n\n",
        &[
            "`k 1 gebeld` is ook een opdracht: taak N is klaar.",
            "Klaar: Bel de politie. — gebeld",
            "zekerheid",
            "Markt (bevestigd). Bron: meldkamer.",
            "`k 1 klaar` is ook een opdracht: taak N is klaar.",
            "Inzet: Ja, inzetten. Reden: k 1 klaar",
        ],
    );
    // A letter that is a command is no reason, unless it is said to be.
    scene().check(
        "besluit\n1\n1\nw\nj\nt\nj\ns\nn\n\n",
        &[
            "reden (verplicht, Enter = terug):",
            "`w` is ook een opdracht: waarom we niet verder kunnen. Bedoelt u de opdracht?",
            "UIT ‘Begin’",
            "`t` is ook een opdracht: alle taken.",
            "1. Bel de politie.",
            "`s` is ook een opdracht: alles op een rij.",
            "1. Burgemeester wie heeft dit besloten (nummer, Enter = Burgemeester):",
            "Inzet: Ja, inzetten. Reden: s",
        ],
    );
    // How sure an answer is, is said with letters of commands.
    scene().check("Markt\nw\n", &["Markt (waarschijnlijk)"]);
    // A number that is not on the screen is no command.
    let screen = scene().check("Markt\nk 9 loods\n", &["Bron: k 9 loods."]);
    assert!(!screen.contains("opdracht."), "{screen}");
}

/// The steps to where the letter is made.
const TO_LETTER: &str = "\n\n\nja\nb\nstap\n1\n\nernst\n";

#[test]
fn what_a_draft_misses_is_asked_one_by_one_and_the_draft_is_made_again() {
    let scene = scene();
    scene.check(
        &format!("{TO_LETTER}stuk\n1\nj\nDe heer Jansen\nb\nstand\nterug\nj\nn\n\nvragen\n2\nMarkt\nb oov\n\nn\n"),
        &[
            "ontbreekt: 3",
            "Nog 3 vragen voor dit concept. Nu langslopen?",
            "[Brief: nog 3] VRAAG: Aan wie gaat de brief?",
            "Jansen (bevestigd)",
            "[Brief: nog 2] VRAAG: Waarover gaat de brief?",
            "Het concept opnieuw maken?",
            "ontbreekt: 2",
            "Voor het concept ‘Brief’ 1. Waarover gaat de brief? 2. Waar is het? Al beantwoord 3.",
            "welke vraag",
            "VRAAG: Waar is het?",
            "Markt (bevestigd). Bron: oov.",
            "[Brief: nog 1] VRAAG: Waarover gaat de brief?",
            "Het concept opnieuw maken?",
        ],
    );
    assert!(!scene.log().contains("terug"), "{}", scene.log());
}

#[test]
fn what_lapsed_in_a_step_that_was_left_stands_on_one_line() {
    let scene = Scene::new(TimeDelta::hours(3));
    scene.check(
        &format!("{TO_LETTER}taken\n"),
        &[
            "Waar we zijn: Optreden NU DOEN 2. Schrijf alles op.",
            "3. Zet hekken neer.",
            "nog 1 taak van een eerdere stap, te laat; `taken` toont ze",
            // The list has what is too late first, whatever step it is of.
            "1. TE LAAT: Bel de politie.",
            "2. Schrijf alles op.",
            "3. Zet hekken neer.",
        ],
    );
}

#[test]
fn police_data_stays_with_the_police_without_a_ground() {
    let scene = scene();
    let skip = "\n".repeat(4);
    scene.check(
        &format!("{skip}inhoud van het beeld\n\nb\n"),
        &[
            "noem straks de grondslag",
            "grondslag om dit vast te leggen",
            "aanwezig (bevestigd)",
        ],
    );
    assert!(!scene.log().contains("inhoud van het beeld"));
}

#[test]
fn a_list_is_filled_field_by_field() {
    let skip = "\n".repeat(5);
    scene().check(
        &format!("{skip}lijst\nA\n17\nB\n\n\nb dossier\n"),
        &[
            "1. naam",
            "1. leeftijd",
            "2. naam",
            "naam: A, leeftijd: 17; naam: B",
        ],
    );
}

#[test]
fn tasks_go_by_the_number_on_the_screen() {
    scene().check(
        "pak 1\n\nklaar 1 gebeld, er komt iemand\nklaar 1\ngeef 2 burg\nklaar 9\nklaar\n",
        &[
            "Opgepakt: Bel de politie. — Adviseur OOV; vastgelegd door Loghouder",
            "1. Bel de politie. — Adviseur OOV, uiterlijk",
            "opgepakt",
            "Klaar: Bel de politie. — gebeld, er komt iemand",
            // A number stays with its task.
            "KAN NIET: Deze taak staat niet open.",
            "Taak naar Burgemeester: Schrijf alles op.",
            "Die taak staat er niet",
            "Typ: klaar N [tekst]",
        ],
    );
}

#[test]
fn a_decision_needs_a_reason_and_who_took_it() {
    scene().check(
        "besluit\n1\n1\n\nbesluit\n1\n1\nhet is ernstig\n\nrol\n1\nafwezig\nziek\nb\n1\n2\nrust\n\n",
        &[
            "Wie: Burgemeester Advies: Pas als het bewijs veilig is.",
            "Terug; er is niets vastgelegd.",
            "Inzet: Ja, inzetten. Reden: het is ernstig — Burgemeester; vastgelegd door Loghouder",
            "Burgemeester is afwezig. Reden: ziek",
            "LET OP: Burgemeester is afwezig; vervanging: Locoburgemeester.",
            "Burgemeester, vervangen door Locoburgemeester",
        ],
    );
}

#[test]
fn a_step_that_waits_says_for_what() {
    scene().check(
        "stap\n1\n\nernst\nwaarom\n\n\n\n\nja\n\nz\n1\n\nernst\n",
        &[
            "Het is ernstig — Adviseur OOV of Burgemeester wacht: Naar het optreden",
            "KAN NIET: ‘Het is ernstig’ kan nu niet. Nodig:",
            "WACHT OP EEN ANTWOORD",
            "doet: Naar het optreden",
            "→ nu: Optreden",
            "Waar we zijn: Optreden",
        ],
    );
}

#[test]
fn lines_for_the_log_come_in_between_and_late_ones_say_why() {
    let scene = Scene::new(TimeDelta::hours(3));
    let earlier = draaiboek::fact::time::to_civil(now() - TimeDelta::minutes(20));
    let lines = format!(
        "+ f ME gezien bij station #meldkamer !w\nl\na hek dicht\n{} v wie belt?\n3\n\n+\n",
        earlier.format("%H:%M")
    );
    let expected = [
        "VANZELF, regel 2:",
        "Niet klaar om",
        "TE LAAT: Bel de politie.",
        "vastgelegd als regel 3:",
        "feit: ME gezien bij station (waarschijnlijk). Bron: meldkamer.",
        "vastgelegd als regel 4:",
        "actie: hek dicht",
        "waarom later?",
        "vraag: wie belt? (later vastgelegd: van papier)",
        "Er staat geen tekst.",
    ];
    scene.check(&lines, &expected);
    assert!(scene.log().contains("op papier"));
}

#[test]
fn a_correction_shows_what_it_does_before_it_is_made() {
    let scene = scene();
    scene.check(
        "\n\n\nja\nb\nstap\n1\n\nernst\nlog\nverbeter 2\nnee\ntikfout\nn\nc 2\nnee\ntikfout\nj\nlog 3\n",
        &[
            "2. ",
            "antwoord of opdracht (Enter = terug naar de vraag):",
            "Regel 2 zegt:",
            "Uit de stand: Optreden",
            "In de stand: Begin",
            "Vervalt: regel 3",
            "Terug; er is niets vastgelegd.",
            "vastgelegd als regel 4:",
            "Regel 2 verbeterd in:",
            "Waar we zijn: Begin",
            "VERVALLEN feit:",
            "[vervangen door regel 4]",
        ],
    );
    assert!(scene.log().contains("vervallen door regel 4"));
}

#[test]
fn a_correction_shows_the_old_and_the_new_value_and_the_countdown() {
    scene().check(
        "\n30-11-2090 19:30\n\nverbeter 2\n30-11-2090 21:00\ntijd verzet\nterug\nverbeter 2\nintrekken\n\n\
         verbeter 2\n30-11-2090 21:00\ntijd verzet\nj\n",
        &[
            "Regel 2 zegt:",
            "30 november 2090, 19.30 uur",
            "Wordt:",
            "30 november 2090, 21.00 uur",
            "De stand blijft gelijk.",
            "LET OP: het aftellen verandert: nog",
            "tot 30 november 2090, 21.00 uur.",
            "Zo verbeteren? (j/n, of terug):",
            "Terug; er is niets vastgelegd.",
            "Wordt: ingetrokken",
            "het aftellen stopt",
            "Regel 2 verbeterd in:",
        ],
    );
}

#[test]
fn what_cannot_be_corrected_is_refused_before_asking() {
    let screen = scene().check(
        "Markt\n\nverbeter 2\nPlein\ntikfout\nj\nverbeter 1\nverbeter 3\n",
        &[
            "Plein",
            "vastgelegd als regel 3:",
            "KAN NIET: regel 1 kan niet worden verbeterd: het is de start van het incident.",
            "KAN NIET: regel 3 kan niet worden verbeterd: het is zelf een verbetering; typ verbeter 2.",
        ],
    );
    assert!(!screen.contains("Intrekken?"), "{screen}");
}

#[test]
fn a_late_line_takes_any_reason_and_swallows_no_other_line() {
    let scene = Scene::new(TimeDelta::hours(3));
    let late = draaiboek::fact::time::to_civil(now() - TimeDelta::minutes(20));
    let late = late.format("%H:%M");
    scene.check(
        &format!(
            "l\n{late} f hek dicht\nde laptop viel uit\n{late} f brand\n21:15 f rook\n7\n\n2\n\
             {late} f weer open\nterug\n"
        ),
        &[
            "feit: hek dicht (onbevestigd). (later vastgelegd: de laptop viel uit)",
            "NIET VASTGELEGD: 21:15 f rook Typ die straks opnieuw.",
            "waarom later?",
            "Typ 1, 2, 3 of 4, of de reden in woorden",
            "feit: brand (onbevestigd). (later vastgelegd: later gehoord)",
            &format!("NIET VASTGELEGD: {late} f weer open"),
        ],
    );
    assert!(!scene.log().contains("rook"));
}

#[test]
fn a_line_of_yesterday_shows_its_date() {
    // Two hours ahead was yesterday, except around midnight, when it is tomorrow's early hours.
    let later = draaiboek::fact::time::to_civil(now() + TimeDelta::hours(2));
    let today = draaiboek::fact::time::to_civil(now());
    if later.date() != today.date() {
        return;
    }
    let yesterday = today.date().pred_opt().unwrap().format("%d-%m");
    let clock = later.format("%H.%M");
    scene().check(
        &format!("+ {clock} f sirene\n2\n"),
        &[
            "begrepen als:",
            "waarom later?",
            &format!("vastgelegd als regel 2: {yesterday} {clock} feit: sirene"),
        ],
    );
}

#[test]
fn a_command_alone_in_log_mode_is_no_fact() {
    let scene = scene();
    for word in ["terug", "klaar", "stop", ""] {
        scene.check(
            &format!("l\n?\nstand\n{word}\n"),
            &[
                "Terug naar de vragen: een lege regel, `terug`, `klaar` of `stop`.",
                "log (Enter = terug)>",
                "NIET VASTGELEGD: `stand` is een opdracht",
                "Terug naar de vragen. [ECHT]",
            ],
        );
    }
    for word in ["weg", "q"] {
        scene.check(&format!("l\n{word}\nf te laat\n"), &["Verder gaan"]);
    }
    assert!(!scene.log().contains("feit"), "{}", scene.log());
}

#[test]
fn a_decision_that_waits_is_refused_before_asking() {
    let screen = scene().check(
        "besluit\n2\n",
        &["Nazorg (kan nog niet)", "KAN NOG NIET: Nazorg. Nodig:"],
    );
    assert!(!screen.contains("keuze (nummer"), "{screen}");
}

#[test]
fn what_was_done_with_a_document_is_asked_and_kept_with_its_proof() {
    let scene = scene();
    fs::write(scene.folder.path().join("scan.pdf"), b"getekend").unwrap();
    let mut start = scene.program();
    start.args(["start", "online-ordeverstoring", "--title", "Proef"]);
    start.args(["--file", "echt.draaiboek", "--as", "oov"]);
    assert!(start.output().unwrap().status.success());
    let mut walk = scene.program();
    walk.args(["walk", "echt.draaiboek", "--as", "loghouder"]);
    let screen = typed(
        walk,
        "uitgifte\n1\n1\n\n\niedereen op het plein\nmegafoon\n\
         weg.pdf\nscan.pdf\n\no\n1\n\nafsluiten\nn\n",
    );
    let mut rest = screen.as_str();
    for expected in [
        "Mondeling gegeven kan ook zonder:",
        "1. Bevel voor de openbare orde (geen concept)",
        "1. mondeling gegeven, op schrift volgt wat is ermee gedaan",
        "wie heeft dit gedaan (nummer, Enter = Burgemeester):",
        "`weg.pdf` kan niet worden gelezen.",
        "bewijs: scan.pdf",
        "mondeling gegeven. Aan: iedereen op het plein. Wijze: megafoon. Bewijs: regel",
        "— Burgemeester; vastgelegd door Loghouder",
        "1. Bevel voor de openbare orde (te maken) welk stuk (nummer, meer =",
        "2. herzien: blijft zo",
        "5. ingetrokken",
        "BLIJFT STAAN na het afsluiten:",
        "- Niet ingetrokken: Bevel voor de openbare orde (mondeling gegeven, nog niet op schrift",
        "Hebt u dit gezien, en toch afsluiten?",
        "Terug; er is niets vastgelegd.",
    ] {
        let Some(at) = rest.find(expected) else {
            panic!("`{expected}` does not follow in:\n{screen}");
        };
        rest = &rest[at + expected.len()..];
    }
    let mut close = scene.program();
    close.args(["close", "echt.draaiboek", "--reason", "voorbij"]);
    let talk = String::from_utf8(close.output().unwrap().stderr).unwrap();
    let warning = "warning: stays after closing: Niet ingetrokken: Bevel voor de openbare orde";
    assert!(talk.contains(warning), "{talk}");
}

/// Guards that what is meant for few is never written for all because its writer may not see it.
#[test]
fn a_line_for_few_by_who_does_not_see_that_part_is_not_kept_at_all() {
    let scene = scene();
    let mut start = scene.program();
    start.args(["start", "online-ordeverstoring", "--title", "Proef"]);
    start.args(["--file", "echt.draaiboek", "--as", "loghouder"]);
    assert!(start.output().unwrap().status.success());
    let walk = |role: &str, typed_in: &str| {
        let mut walk = scene.program();
        walk.args(["walk", "echt.draaiboek", "--as", role]);
        typed(walk, typed_in)
    };
    let screen = walk(
        "loghouder",
        "+ f Het is bekend wie het plaatste @persoon !b\n+ f Nog een @persoon, gezien.\nweg\n",
    );
    assert!(
        screen.contains("Loghouder ziet dat besloten deel niet."),
        "{screen}"
    );
    let screen = walk(
        "burgemeester",
        "+ f Een ander gerucht @persoon #buurt !w\nweg\n",
    );
    assert!(screen.contains("[alleen Persoon]"), "{screen}");
    let mut log = scene.program();
    log.args(["log", "echt.draaiboek"]);
    let log = String::from_utf8(log.output().unwrap().stdout).unwrap();
    for word in ["bekend wie", "Nog een", "gerucht", "@persoon"] {
        assert!(!log.contains(word), "{log}");
    }
    assert_eq!(log.matches("besloten regel").count(), 1, "{log}");
}

#[test]
fn the_log_can_always_be_made_and_made_again() {
    let scene = scene();
    scene.check(
        "stuk\n1\nstuk\n1\n",
        &[
            "1. Logboek (altijd)",
            "Vastgelegd als regel 2.",
            "Vastgelegd als regel 3.",
        ],
    );
    let files = fs::read_dir(scene.folder.path()).unwrap();
    let made = files.filter(|file| {
        let path = file.as_ref().unwrap().path();
        path.extension().is_some_and(|ending| ending == "docx")
    });
    assert_eq!(made.count(), 2);
    // A file is named after the line that records it.
    for line in [2, 3] {
        let name = format!("logboek-regel-{line}.docx");
        assert!(scene.folder.path().join(&name).exists(), "{name}");
    }
}

#[test]
fn a_file_that_is_not_there_is_said_in_dutch() {
    let scene = scene();
    let output = scene
        .program()
        .args(["walk", "niets.draaiboek"])
        .output()
        .unwrap();
    let screen = String::from_utf8(output.stdout).unwrap();
    assert!(screen.starts_with("Het bestand is er niet."), "{screen}");
    assert_eq!(output.status.code(), Some(4));
    scene.check(
        "bewijs niets.png\n",
        &["Het bestand of de map is er niet.", "(os error 2)]"],
    );
}

#[test]
fn evidence_is_kept_with_its_hash() {
    let scene = scene();
    fs::write(scene.folder.path().join("beeld.png"), b"beeld").unwrap();
    scene.check(
        "bewijs weg.png\nbewijs beeld.png\noproep\n\n19:30\n",
        &[
            "`weg.png` kan niet worden gelezen",
            "oproep (beeld.png) SHA-256",
        ],
    );
}

#[test]
fn a_gap_of_days_is_asked_about_first() {
    let scene = Scene::new(TimeDelta::days(3));
    scene.check(
        "n\n",
        &["Klopt deze tijd?", "Zet de klok van deze computer goed"],
    );
    let screen = scene.walk("n\n");
    assert_eq!(screen.matches("Klopt deze tijd?").count(), 1, "{screen}");
    assert_eq!(
        scene
            .log()
            .lines()
            .filter(|line| line.contains("  tijd"))
            .count(),
        0
    );
    scene.check(
        "j\n",
        &[
            "Klopt deze tijd?",
            "VANZELF, regel 2:",
            "bevestigd dat de tijd klopt",
        ],
    );
}

#[test]
fn what_others_write_is_seen_and_not_overwritten() {
    let scene = scene();
    let mut child = scene.spawn();
    let mut screen = BufReader::new(child.stdout.take().unwrap());
    wait_for(&mut screen, "antwoord");
    let other = scene
        .program()
        .arg("record")
        .arg(&scene.file)
        .args(["plaats", "Markt", "--as", "oov"])
        .output()
        .unwrap();
    assert!(other.status.success(), "{other:?}");
    let mut keyboard = child.stdin.take().unwrap();
    keyboard.write_all(b"Kanaalstraat\nn\n").unwrap();
    drop(keyboard);
    let mut rest = String::new();
    screen.read_to_string(&mut rest).unwrap();
    child.wait().unwrap();
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        rest.contains("INTUSSEN regel 2:") && rest.contains("— Adviseur OOV"),
        "{rest}"
    );
    assert!(rest.contains("intussen beantwoord: Markt"), "{rest}");
    assert!(!scene.log().contains("Kanaalstraat"));
}

/// A stick that is pulled out and put back; only there can a file in use be moved.
#[cfg(unix)]
#[test]
fn a_file_that_is_gone_is_said_and_opened_again() {
    let scene = scene();
    let away = scene.folder.path().join("weg");
    let mut child = scene.spawn();
    let mut screen = BufReader::new(child.stdout.take().unwrap());
    let mut keyboard = child.stdin.take().unwrap();
    wait_for(&mut screen, "antwoord");
    fs::rename(&scene.file, &away).unwrap();
    keyboard.write_all(b"+ f kwijt\n").unwrap();
    let seen = wait_for(&mut screen, "Enter = opnieuw proberen");
    assert!(seen.contains("NIET OPGESLAGEN"), "{seen}");
    assert!(seen.contains("schrijf het over: kwijt"), "{seen}");
    fs::rename(&away, &scene.file).unwrap();
    keyboard.write_all(b"\n+ f terug\n").unwrap();
    drop(keyboard);
    let seen = wait_for(&mut screen, "vastgelegd als regel 2:");
    assert!(seen.contains("typ het opnieuw"), "{seen}");
    assert!(child.wait().unwrap().success());
    assert!(!scene.log().contains("kwijt"));
}

#[test]
fn closing_says_what_is_open() {
    scene().check(
        "afsluiten\nklaar met de proef\nj\n+ f nagekomen\nstap\n",
        &[
            "Het draaiboek is nog niet aan zijn einde. Het staat in ‘Begin’. Afsluiten kan toch",
            "Nog open: 2 taken, 2 besluiten en 6 vragen.",
            "Incident afgesloten",
            "Dit incident is afgesloten.",
            "feit: nagekomen",
            "Er is nu geen stap te zetten",
        ],
    );
}

/// Guards that the end of a playbook never says that nothing is to be done while tasks are open.
#[test]
fn the_end_says_what_is_open_and_leads_to_closing() {
    let screen = scene().check(
        &format!("{TO_LETTER}stap\n1\n\nnaar huis\na\nvoorbij\nj\na\n"),
        &[
            "→ nu: Einde",
            "Het draaiboek is aan zijn einde. Nog open: 3 taken (`taken`, `vragen`).",
            "AFSLUITEN: `a` toont wat open blijft en vraagt de reden.",
            "Het draaiboek is aan zijn einde. Nog open: 3 taken.",
            "reden van afsluiten",
            "Incident afgesloten. Reden: voorbij",
            "Dit incident is al afgesloten.",
        ],
    );
    assert!(!screen.contains("niets meer te doen"), "{screen}");
}

#[test]
fn without_a_file_it_resumes_or_starts() {
    let scene = scene();
    let walk = || {
        let mut program = scene.program();
        program.arg("walk");
        program
    };
    let screen = typed(walk(), "1\n\nBakker\nweg\n");
    assert!(
        screen.contains("1. [ECHT] Proef — laatste regel"),
        "{screen}"
    );
    assert!(
        screen.contains("Verder gaan: draaiboek walk proef.draaiboek"),
        "{screen}"
    );
    assert!(!typed(walk(), "n\nweg\n").contains("regel 1"));
    let catalog = Catalog::open(None).unwrap();
    if catalog.playbooks().is_empty() {
        return;
    }
    let screen = typed(walk(), "n\nn\n21:10\n1\nNieuw\no\n\n\nweg\n");
    assert!(
        screen.contains("Klopt deze tijd?") && screen.contains("[OEFENING] Nieuw"),
        "{screen}"
    );
    assert!(
        screen.contains("volgens het team was het 21:10"),
        "{screen}"
    );
    let files = fs::read_dir(scene.folder.path()).unwrap();
    let incidents = files.filter(|file| {
        let path = file.as_ref().unwrap().path();
        path.extension().is_some_and(|ending| ending == "draaiboek")
    });
    assert_eq!(incidents.count(), 2);
}

/// Every line that was given a number is in the log after the plug is pulled.
#[test]
fn a_kill_at_any_moment_keeps_every_line_with_a_number() {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = u64::from(clock.subsec_nanos());
    println!("seed {seed}");
    let mut heard = 0;
    for round in 0..KILLS {
        let scene = scene();
        let mut child = scene.spawn();
        let mut keyboard = child.stdin.take().unwrap();
        let typist = thread::spawn(move || {
            for number in 0.. {
                if keyboard
                    .write_all(format!("+ f bericht {number}\n").as_bytes())
                    .is_err()
                {
                    return;
                }
            }
        });
        let screen = child.stdout.take().unwrap();
        let (ready, first_byte) = mpsc::channel();
        let reader = thread::spawn(move || {
            let (mut screen, mut text) = (BufReader::new(screen), vec![0]);
            screen.read_exact(&mut text).unwrap();
            ready.send(()).unwrap();
            screen.read_to_end(&mut text).unwrap();
            String::from_utf8_lossy(&text).into_owned()
        });
        let random = seed
            .wrapping_add(round)
            .wrapping_mul(6_364_136_223_846_793_005)
            >> 33;
        // How long the program takes to start differs by machine and by how much law it reads.
        first_byte.recv().unwrap();
        thread::sleep(Duration::from_millis(random % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        typist.join().unwrap();
        let screen = reader.join().unwrap();
        // A torn last line was not heard.
        let whole = screen.rsplit_once('\n').map_or("", |(whole, _)| whole);
        heard += check_heard(&scene.file, &scene, whole);
    }
    assert!(heard > 0, "nothing was heard before a kill");
}

fn check_heard(file: &Path, scene: &Scene, screen: &str) -> usize {
    // Reading does not finish or undo a write that broke off; opening to write does.
    let opened = scene.program().arg("advance").arg(file).output().unwrap();
    assert!(opened.status.success(), "{opened:?}");
    let json = scene.run(&["log", "--json"]).stdout;
    let log: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let mut heard = 0;
    for line in screen.lines() {
        let Some((seq, text)) = line
            .strip_prefix("vastgelegd als regel ")
            .and_then(|rest| rest.split_once(": "))
        else {
            continue;
        };
        let seq: u64 = seq.parse().unwrap();
        let number = text
            .split("bericht ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap();
        let entry = log
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["seq"] == seq);
        let entry = entry.unwrap_or_else(|| panic!("line {seq} is lost"));
        let kept = entry["text"].as_str().unwrap();
        assert!(
            kept.starts_with(&format!("bericht {number} ")),
            "{seq}: {kept}"
        );
        heard += 1;
    }
    let verified = scene.run(&["verify"]);
    assert!(verified.status.success(), "{verified:?}");
    heard
}
