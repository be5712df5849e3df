//! The shipped scenarios, through the binary: each plays, and each kind of expectation can fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn draaiboek(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args(arguments)
        .env_remove("DRAAIBOEK_DATA")
        .env_remove("DRAAIBOEK_MIRROR")
        .output()
        .expect("the binary runs")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// Returns the scenarios; other files lie beside them for a scenario to use.
fn scenarios() -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).expect("the examples are there");
    let mut scenarios: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter(|path| {
            let text = fs::read_to_string(path).expect("readable text");
            text.contains("schema = \"draaiboek-scenario/1\"")
        })
        .collect();
    scenarios.sort();
    scenarios
}

/// Returns the scenarios of each playbook under `tests/scenarios`.
fn routes() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let playbooks = fs::read_dir(folder).expect("the scenarios are there");
    let mut routes: Vec<PathBuf> = playbooks
        .map(|playbook| playbook.expect("a folder").path())
        .flat_map(|playbook| fs::read_dir(playbook).expect("the folder can be listed"))
        .map(|file| file.expect("a file").path())
        .filter(|path| {
            let text = fs::read_to_string(path).expect("readable text");
            text.contains("schema = \"draaiboek-scenario/1\"")
        })
        .collect();
    routes.sort();
    routes
}

#[test]
fn every_route_through_a_playbook_plays_as_it_says() {
    let routes = routes();
    assert!(!routes.is_empty());
    for path in routes {
        let path = path.display().to_string();
        let output = draaiboek(&["run", "--json", &path]);
        let (out, errors) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{path}: {out}\n{errors}");
    }
}

#[test]
fn every_example_plays_as_it_says() {
    let scenarios = scenarios();
    assert!(scenarios.len() >= 3, "{scenarios:?}");
    for path in scenarios {
        let output = draaiboek(&["run", "--json", &path.display().to_string()]);
        let (out, errors) = (words(&output.stdout), words(&output.stderr));
        let told: Value = serde_json::from_str(&out).unwrap_or_else(|why| {
            panic!("{}: {why}\n{out}\n{errors}", path.display());
        });
        assert_eq!(
            told["differences"],
            Value::Array(vec![]),
            "{}",
            path.display()
        );
        assert_eq!(told["problems"], Value::Array(vec![]), "{}", path.display());
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}: {errors}",
            path.display()
        );
        assert!(told["steps"].as_u64() > Some(10), "{out}");
        assert!(told["expectations"].as_u64() > Some(20), "{out}");
    }
}

/// Plays a copy in which one text is another, and returns what came of it and the line of the step
/// that holds the text.
fn broken(example: &str, from: &str, to: &str) -> (Output, usize) {
    let copy = TempDir::new().expect("a folder");
    for file in fs::read_dir(folder()).expect("the examples are there") {
        let path = file.expect("a file").path();
        let name = path.file_name().expect("a name").to_owned();
        if path.is_file() {
            fs::copy(&path, copy.path().join(name)).expect("a copy");
        }
    }
    let path = copy.path().join(example);
    let text = fs::read_to_string(&path).expect("readable text");
    let at = text
        .find(from)
        .unwrap_or_else(|| panic!("`{from}` is not in {example}"));
    let header = text[..at].rfind("[[step]]").expect("a step");
    let line = text[..header].matches('\n').count() + 1;
    let text = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
    fs::write(&path, text).expect("the copy is ours");
    (draaiboek(&["run", &path.display().to_string()]), line)
}

#[test]
fn more_scenarios_give_a_line_each_and_one_that_fails_fails_all() {
    let good = folder().join("zonder-plaatser.toml").display().to_string();
    let output = draaiboek(&["run", &good, &good]);
    let out = words(&output.stdout);
    assert!(output.status.success(), "{out}");
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.starts_with(&format!("ok      {good}: ")), "{out}");
    assert!(out.ends_with("\n2 scenarios, 0 failed\n"), "{out}");

    let place = TempDir::new().expect("a folder");
    let bad = place.path().join("slecht.toml");
    fs::write(&bad, COMMANDS.replace("title = ", "titel = ")).expect("the folder is ours");
    let bad = bad.display().to_string();
    let output = draaiboek(&["run", &bad, &good, "niets.toml"]);
    let out = words(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    let starts: Vec<&str> = out.lines().map(|line| &line[..6]).collect();
    assert_eq!(starts[..3], ["FAILED", "ok    ", "FAILED"], "{out}");
    assert!(out.ends_with("\n3 scenarios, 2 failed\n"), "{out}");
    let output = draaiboek(&["run", &good, &good, "--keep", "x.draaiboek"]);
    assert_eq!(output.status.code(), Some(2));
}

/// Guards against an expectation that always holds.
#[test]
fn each_kind_of_expectation_can_fail_and_names_its_step() {
    let (z, u, w) = (
        "zonder-plaatser.toml",
        "utrecht-2021.toml",
        "weggeefactie.toml",
    );
    for (example, from, to, what) in [
        (
            z,
            "states = [\"duiden\", \"comm_stil\"",
            "states = [\"driehoek\", \"comm_stil\"",
            "states",
        ),
        (z, "in = [\"duiden\"]", "in = [\"driehoek\"]", "in"),
        (
            u,
            "not_in = [\"fysiek\"]",
            "not_in = [\"aanpak\"]",
            "not_in",
        ),
        (
            z,
            "facts = { openbare_orde = \"rustig\" }",
            "facts = { openbare_orde = \"dreiging\" }",
            "facts `openbare_orde`",
        ),
        (
            z,
            "openbare_orde = \"onbekend\"",
            "openbare_orde = \"open\"",
            "facts `openbare_orde`",
        ),
        (
            z,
            "plaatser_bekend = \"open\"",
            "plaatser_bekend = \"onbekend\"",
            "facts `plaatser_bekend`",
        ),
        (
            u,
            "{ handhaving = \"aangifte\" }",
            "{ handhaving = \"geen\" }",
            "decisions `handhaving`",
        ),
        (
            z,
            "possible = [\"driehoek_klaar\"]",
            "possible = [\"beeld_rustig\"]",
            "possible",
        ),
        (
            z,
            "not_possible = [\"dreiging_bevestigd\"]",
            "not_possible = [\"beeld_rustig\"]",
            "not_possible",
        ),
        (
            z,
            "undetermined = [\"dreiging_bevestigd\"]",
            "undetermined = [\"beeld_rustig\"]",
            "undetermined",
        ),
        (
            z,
            "tasks_open = [\"niet_reageren\"]",
            "tasks_open = [\"logboek_openen\"]",
            "tasks_open",
        ),
        (
            z,
            "tasks_not_open = [\"logboek_openen\"]",
            "tasks_not_open = [\"niet_reageren\"]",
            "tasks_not_open",
        ),
        (
            z,
            "lapsed = [\"niet_reageren\"]",
            "lapsed = [\"oproep_vastleggen\"]",
            "lapsed",
        ),
        (
            z,
            "questions = [\"openbare_orde\"",
            "questions = [\"oproep_plaats\"",
            "questions",
        ),
        (z, "struck = [\"gehoord\"", "struck = [1", "struck"),
        (
            z,
            "bezwaartermijn_bevel = \"2027-01-08\"",
            "bezwaartermijn_bevel = \"2027-01-09\"",
            "clocks `bezwaartermijn_bevel`",
        ),
        (
            z,
            "bevel_172_3 = \"issued\"",
            "bevel_172_3 = \"withdrawn\"",
            "documents `bevel_172_3`",
        ),
        (
            z,
            "`burgemeester` is logged as absent",
            "is not allowed",
            "refused",
        ),
        (
            z,
            "expect = { refused = \"`dreiging_bevestigd` is not possible in\", in = [\"duiden\"] }",
            "",
            "refused",
        ),
        (
            z,
            "lapsed = [\"niet_reageren\"]",
            "refused = \"nothing\"",
            "refused",
        ),
        (
            u,
            "OEFENING · CONCEPT - GRONDSLAG VERWORPEN",
            "OEFENING · CONCEPT",
            "draft.marking",
        ),
        (
            u,
            "title_contains = \"GRONDSLAG",
            "title_contains = \"GEEN GRONDSLAG",
            "draft.title",
        ),
        (
            u,
            "norm_gaat_over_gedrag = \"rejected\"",
            "norm_gaat_over_gedrag = \"missing\"",
            "draft.gates `norm_gaat_over_gedrag`",
        ),
        (
            u,
            "voorleggen aan het OM\"",
            "voorleggen aan de raad\"",
            "draft.note_contains",
        ),
        (w, "missing = 0", "missing = [\"kenmerk\"]", "draft.missing"),
        (
            w,
            "contains = [\"het Marktplein",
            "contains = [\"het Dorpsplein",
            "draft.contains",
        ),
        (
            w,
            "not_contains = [\"ONTBREEKT\"",
            "not_contains = [\"Marktplein\"",
            "draft.not_contains",
        ),
    ] {
        let (output, line) = broken(example, from, to);
        let (out, errors) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{example}: {to}\n{errors}");
        let place = format!("{example}:{line}: step ");
        assert!(
            out.contains(&place),
            "{example}: {to}: no `{place}` in\n{out}"
        );
        assert!(
            out.contains(&format!("\n  {what}\n    expected: ")),
            "{to}: no `{what}` in\n{out}"
        );
        assert!(out.contains("\nstopped at step "), "{out}");
    }
}

#[test]
fn a_file_that_is_no_scenario_is_shown_with_its_line_and_a_caret() {
    let example = "weggeefactie.toml";
    for (from, to, code, pointed) in [
        ("as = \"loghouder\"", "als = \"loghouder\"", "D002", "als"),
        (
            "record = \"oproep_plaats\"",
            "record = \"oproep_plek\"",
            "D008",
            "\"oproep_plek\"",
        ),
        (
            "fire = \"signaal_serieus\"",
            "fire = \"signaal_serieus\"\nadvance = true",
            "D005",
            "advance",
        ),
        (
            "value = \"dreiging\"",
            "value = \"onrust\"",
            "D005",
            "\"onrust\"",
        ),
        ("at = \"13:20\"", "at = \"13:01\"", "D005", "\"13:01\""),
        (
            "option = \"politie_inzet\"",
            "option = \"inzet\"",
            "D008",
            "\"inzet\"",
        ),
        (
            "done = \"politie_bellen\"",
            "result = \"alleen dit\"",
            "D003",
            "[[step]]",
        ),
    ] {
        let (output, _) = broken(example, from, to);
        let errors = words(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{to}\n{errors}");
        assert!(errors.contains(&format!("error[{code}]")), "{to}\n{errors}");
        let caret = errors.lines().find(|line| line.contains('^'));
        let width = caret.map_or(0, |line| line.matches('^').count());
        assert_eq!(width, pointed.chars().count(), "{to}\n{errors}");
    }
}

/// Every command that the examples do not use.
const COMMANDS: &str = r#"
schema = "draaiboek-scenario/1"
title = "Alle opdrachten"
playbook = "online-ordeverstoring"
starts_at = "2026-11-22 23:50"
[facts]
verbeurd_op = "2026-11-22"
bewijs_veilig = true
[[step]]
claim = "oproep_vastleggen"
as = "oov"
name = "de dienstdoende"
[[step]]
reassign = "politie_bellen"
to = "crisiscoordinator"
as = "oov"
[[step]]
role = "jurist"
person = "de jurist van dienst"
[[step]]
role = "jurist"
present = true
[[step]]
role = "jurist"
left = true
[[step]]
role = "jurist"
absent = true
[[step]]
as = "jurist"
fire = "signaal_serieus"
expect = { refused = "`jurist` is logged as absent" }
[[step]]
role = "jurist"
back = true
[[step]]
at = "+20m"
as = "jurist"
note = "Gezien om elf uur."
label = "notitie"
happened = "2026-11-22 23:00"
late = "druk"
how = "paper"
expect = { lapsed = ["oproep_vastleggen"] }
[[step]]
correct = "notitie"
withdraw = true
reason = "Het was een ander plein."
expect = { struck = ["notitie"] }
[[step]]
attach = "bewijs.txt"
url = "https://example.org/oproep"
seen_at = "2026-11-22 23:30"
[[step]]
issue = "bevel_172_3"
stage = "oral"
decided_by = "burgemeester"
addressee = "iedereen op het plein"
label = "bevel"
expect = { documents = { bevel_172_3 = "oral" } }
[[step]]
issue = "bevel_172_3"
stage = "reviewed"
outcome = "keep"
reason = "Het plein is nog vol."
of = "bevel"
decided_by = "burgemeester"
[[step]]
waive = "betaling_dwangsom"
reason = "De invordering is ingetrokken."
expect = { clocks = { betaling_dwangsom = "ended" } }
[[step]]
jump = "2026-11-25 09:00"
reason = "De klok klopt."
[[step]]
advance = true
expect = { states = ["duiden", "comm_stil", "jur_afwegen", "geg_stil"] }
[[step]]
close = true
reason = "Klaar."
[[step]]
fire = "signaal_serieus"
as = "oov"
expect = { refused = "the incident is closed" }
[[step]]
expect_only = true
expect = { facts = { bewijs_veilig = true }, not_possible = ["signaal_serieus"] }
"#;

#[test]
fn every_command_can_stand_in_a_scenario() {
    let place = TempDir::new().expect("a folder");
    let script = place.path().join("alles.toml");
    fs::write(&script, COMMANDS).expect("the folder is ours");
    fs::write(place.path().join("bewijs.txt"), "een schermafdruk").expect("the folder is ours");
    let output = draaiboek(&["run", &script.display().to_string()]);
    let (out, errors) = (words(&output.stdout), words(&output.stderr));
    assert!(output.status.success(), "{out}\n{errors}");
    assert!(out.ends_with("\n19 steps, 9 expectations\n"), "{out}");
}

#[test]
fn the_same_scenario_gives_the_same_bytes() {
    let place = TempDir::new().expect("a folder");
    let script = folder().join("zonder-plaatser.toml").display().to_string();
    let play = |name: &str| {
        let out = place.path().join(name);
        let keep = place
            .path()
            .join(format!("{name}.draaiboek"))
            .display()
            .to_string();
        let output = draaiboek(&[
            "run",
            &script,
            "--keep",
            &keep,
            "--out",
            &out.display().to_string(),
        ]);
        assert!(output.status.success(), "{}", words(&output.stderr));
        let log = draaiboek(&["log", "--json", &keep]);
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(out)
            .expect("the drafts are there")
            .map(|file| file.expect("a file").path())
            .map(|path| {
                (
                    path.file_name().expect("a name").display().to_string(),
                    fs::read(&path).expect("readable"),
                )
            })
            .collect();
        files.sort();
        (words(&log.stdout), files)
    };
    let (one, two) = (play("one"), play("two"));
    assert!(one.1.len() >= 4, "{} files", one.1.len());
    assert_eq!(one, two);
}

#[test]
fn the_demo_leaves_its_files_under_a_free_name_and_they_verify() {
    let place = TempDir::new().expect("a folder");
    let folder = place.path().display().to_string();
    for name in ["demo", "demo-2", "demo-3"] {
        let output = draaiboek(&["demo", "--fast", "--dir", &folder]);
        assert!(output.status.success(), "{}", words(&output.stderr));
        let incident = place.path().join(format!("{name}.draaiboek"));
        let told = words(&output.stdout);
        assert!(
            told.contains(&format!("draaiboek walk {}", incident.display())),
            "{told}"
        );
        for ending in [".docx", ".md", "-oplegnotitie.docx"] {
            let draft = place
                .path()
                .join(format!("{name}-last_onder_dwangsom{ending}"));
            assert!(draft.exists(), "{}", draft.display());
        }
        let verified = draaiboek(&["verify", &incident.display().to_string()]);
        assert!(verified.status.success(), "{}", words(&verified.stdout));
    }
}
