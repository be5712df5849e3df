//! Exercises, through the binary: checked, rehearsed, printed and imported.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use draaiboek::diagnostic::Code;
use serde_json::Value;
use tempfile::TempDir;

fn draaiboek(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args(arguments)
        .current_dir(folder())
        .env_remove("DRAAIBOEK_DATA")
        .env_remove("DRAAIBOEK_MIRROR")
        .output()
        .expect("the binary runs")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exercises")
}

/// Compares with what is in a file; `DRAAIBOEK_BLESS=1` writes it.
fn expect(path: &Path, found: &str) {
    if std::env::var_os("DRAAIBOEK_BLESS").is_some() {
        fs::write(path, found).expect("the file can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}

#[test]
fn the_example_has_no_finding_and_comes_as_it_says() {
    let output = draaiboek(&["check", "tien-minuten.toml"]);
    assert_eq!(words(&output.stdout), "", "{}", words(&output.stderr));
    assert_eq!(output.status.code(), Some(0));
    let output = draaiboek(&["exercise", "rehearse", "tien-minuten.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    expect(&folder().join("tien-minuten.txt"), &words(&output.stdout));
}

/// Every exercise in the program: no finding, and everything comes and is seen as it is meant. Two at a time.
#[test]
fn every_exercise_has_no_finding_and_passes_its_rehearsal() {
    let output = draaiboek(&["list", "--exercises", "--json"]);
    let listed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let ids: Vec<String> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect();
    assert!(ids.len() >= 4, "{ids:?}");
    let play = |id: &String| {
        for verb in [&["check"][..], &["exercise", "rehearse"]] {
            let output = draaiboek(&[verb, &[id.as_str()]].concat());
            let said = words(&output.stdout) + &words(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{id}: {said}");
            assert!(!said.contains("warning["), "{id}: {said}");
        }
    };
    let (left, right) = ids.split_at(ids.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| left.iter().for_each(play));
        right.iter().for_each(play);
    });
}

#[test]
fn a_municipality_puts_its_own_words_in() {
    let local = ["--local", "tien-minuten-lokaal.toml"];
    let rehearse = ["exercise", "rehearse", "tien-minuten.toml"];
    let output = draaiboek(&[&rehearse[..], &local[..]].concat());
    let out = words(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{out}{}",
        words(&output.stderr)
    );
    assert!(out.contains("OOV-er van dienst"), "{out}");
    assert!(
        out.contains("De winkels op de Grote Markt zijn dicht."),
        "{out}"
    );
    let output = draaiboek(&[&["check", "tien-minuten.toml"], &local[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stdout));
    let output = draaiboek(&[
        "exercise",
        "rehearse",
        "bad/D045-idle.toml",
        "--local",
        local[1],
    ]);
    assert_eq!(output.status.code(), Some(4));
    assert!(words(&output.stderr).contains("this is for the scenario `tien-minuten`"));
}

#[test]
fn what_a_municipality_replaces_is_checked_in_both_files() {
    let place = TempDir::new().expect("a folder");
    let path = place.path().join("lokaal.toml");
    let text = "schema = \"draaiboek-lokaal/1\"\nscenario = \"tien-minuten\"\n[local]\nplein = \"het plein, bel 06-12345678\"\n\
                haven = \"de kade\"\n";
    fs::write(&path, text).expect("the file is ours");
    let path = path.display().to_string();
    let output = draaiboek(&["check", "tien-minuten.toml", "--local", &path]);
    let out = words(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    for said in [
        "the scenario has no placeholder `haven`",
        "lokaal.toml:4:",
        "lokaal.toml:5:",
        " --> tien-minuten.toml:",
        "`06-12345678` looks real",
    ] {
        assert!(out.contains(said), "{said} is not in\n{out}");
    }
    let output = draaiboek(&["check", "online-ordeverstoring", "--local", &path]);
    assert!(words(&output.stderr).contains("`--local` goes with a scenario"));
}

#[test]
fn a_bad_scenario_is_explained_as_expected() {
    let mut codes = Vec::new();
    for file in fs::read_dir(folder().join("bad")).expect("the folder is there") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let output = draaiboek(&["check", &format!("bad/{name}")]);
        let out = words(&output.stdout);
        let code = name.split('-').next().unwrap_or_default().to_owned();
        assert!(
            out.contains(&format!("[{code}]")),
            "{name}: {out}{}",
            words(&output.stderr)
        );
        expect(&path.with_extension("txt"), &out);
        codes.push(code);
    }
    for code in Code::ALL.iter().filter(|code| **code >= Code::NeverComes) {
        assert!(
            codes.iter().any(|shown| shown == code.text()),
            "no bad scenario shows {code}"
        );
    }
}

/// Plays a copy of the example in which one text is another.
fn broken(from: &str, to: &str) -> Output {
    let copy = TempDir::new().expect("a folder");
    let text = fs::read_to_string(folder().join("tien-minuten.toml")).expect("readable text");
    assert!(text.contains(from), "`{from}` is not in the example");
    let path = copy.path().join("tien-minuten.toml");
    fs::write(&path, text.replacen(from, to, 1)).expect("the copy is ours");
    let file = copy.path().join("kaartje.txt");
    fs::copy(folder().join("kaartje.txt"), file).expect("the copy is ours");
    draaiboek(&["exercise", "rehearse", &path.display().to_string()])
}

#[test]
fn a_rehearsal_fails_on_what_would_fail_in_the_room() {
    for (from, to, said, code) in [
        ("file = \"kaartje.txt\"", "file = \"weg.txt\"", "weg.txt", 4),
        ("within = \"2m\"", "within = \"30s\"", "after 1 minutes", 1),
        (
            "fire = \"signaal_serieus\"",
            "fire = \"regio_afgesproken\"",
            "refused",
            1,
        ),
        (
            "at = \"18:31\"",
            "at = \"17:00\"",
            "the situation jumps over this moment",
            4,
        ),
        (
            "value = \"{plein}\"",
            "value = \"{brug}\"",
            "there is no text to replace `brug`",
            4,
        ),
    ] {
        let output = broken(from, to);
        let told = words(&output.stdout) + &words(&output.stderr);
        assert!(told.contains(said), "{to}: {told}");
        assert_eq!(output.status.code(), Some(code), "{to}: {told}");
    }
}

#[test]
fn the_list_that_is_printed_can_be_imported_again() {
    let copy = TempDir::new().expect("a folder");
    let path = |name: &str| copy.path().join(name).display().to_string();
    for name in ["boek.docx", "boek.html", "boek.md", "lijst.csv"] {
        let output = draaiboek(&["exercise", "msel", "tien-minuten.toml", "-o", &path(name)]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            words(&output.stderr)
        );
    }
    let book = fs::read_to_string(path("boek.md")).expect("the book");
    expect(&folder().join("tien-minuten.md"), &without_date(&book));
    let (list, again) = (path("lijst.csv"), path("weer.toml"));
    let import = [
        "exercise",
        "import",
        &list,
        "--playbook",
        "online-ordeverstoring",
        "-o",
        &again,
    ];
    let output = draaiboek(&import);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    let output = draaiboek(&["run", "--json", &again]);
    let told: Value = serde_json::from_str(&words(&output.stdout)).expect("JSON");
    assert_eq!(told["problems"], Value::Array(vec![]), "{told}");
    let came = told["came"].as_array().expect("a list");
    assert_eq!(came.len(), 5, "moves and injects with a moment: {told}");
    // What is there is not written over.
    assert_eq!(draaiboek(&import).status.code(), Some(4));
}

/// The day of printing is not the same tomorrow.
fn without_date(book: &str) -> String {
    let lines = book.lines().filter(|line| {
        let months = [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
        ];
        let rest = ["september", "oktober", "november", "december"];
        let is_date = |month: &&str| line.contains(&format!(" {month} 20")) && line.len() < 40;
        !months.iter().chain(&rest).any(is_date)
    });
    let lines: Vec<&str> = lines.collect();
    lines.join("\n") + "\n"
}
