//! Playbooks as data that people maintain: fragments, overlays, what differs, and moving on.

use std::fs;
use std::path::Path;

use draaiboek::diagnostic::{Finding, Source, render};
use draaiboek::law::Register;
use draaiboek::playbook::{self, Playbook, Sources};

use crate::program::Place;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    let path = root().join("tests/playbooks/parts").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads the playbook of the folder with its fragment, and with these overlays.
fn read(fragment: &str, overlays: &[&str]) -> Result<(Playbook, Vec<Finding>), Vec<Finding>> {
    let overleg = Source::new("overleg.toml", fragment);
    let parts = Sources {
        fragments: [("overleg".to_owned(), overleg)].into(),
        overlays: overlays
            .iter()
            .map(|text| Source::new("overlay.toml", text))
            .collect(),
    };
    playbook::parse_with(&own(), &parts, &Register::default())
}

fn own() -> Source {
    Source::new("playbook.toml", &text("playbook.toml"))
}

fn told(read: Result<(Playbook, Vec<Finding>), Vec<Finding>>) -> String {
    match read {
        Ok((_, findings)) | Err(findings) => render(&own(), &findings),
    }
}

#[test]
fn a_fragment_is_included_twice_under_names_of_its_own() {
    let (playbook, findings) = read(&text("overleg.toml"), &[]).expect("it can be read");
    assert_eq!(render(&own(), &findings), "");
    let early = playbook.state("vroeg_overleg").expect("included");
    assert_eq!(early.parent.as_deref(), Some("werk"));
    assert_eq!(early.why, "De oov zit voor; daarna volgt rust.");
    assert_eq!(early.tasks[0].id, "vroeg_verslag");
    let work = playbook.state("werk").expect("its own");
    assert_eq!(work.ask, ["vroeg_onderwerp", "laat_onderwerp"]);
    // An answer with the name of a fact stays an answer.
    let kind = &playbook.fact("vroeg_onderwerp").expect("included").kind;
    assert_eq!(kind.choices()[0].id, "onderwerp");
    let late = playbook.transitions().iter();
    let late: Vec<_> = late.filter(|it| it.source == "laat_overleg").collect();
    assert_eq!(late[0].targets, ["klaar"]);
    assert_eq!(late[0].trigger.as_deref(), Some("laat_besloten"));
    assert_eq!(late[0].guard.facts(), ["laat_onderwerp"].into());
}

#[test]
fn a_finding_in_a_fragment_names_its_line_and_both_inclusions() {
    let broken = text("overleg.toml").replace("on = \"besloten\"\nwhen", "on = \"gedaan\"\nwhen");
    let told = told(read(&broken, &[]));
    assert!(
        told.contains("there is no trigger `gedaan` (included as `vroeg` at playbook.toml:9)"),
        "{told}"
    );
    assert!(
        told.contains("(included as `laat` at playbook.toml:14)"),
        "{told}"
    );
    assert!(told.contains("--> overleg.toml:26:6"), "{told}");
    let unfilled = text("overleg.toml").replace("why = \"De {wie}", "why = \"De {wei}");
    let told = self::told(read(&unfilled, &[]));
    assert!(told.contains("`{wei}` is not a parameter"), "{told}");
    assert!(told.contains("possible are: `daarna`, `wie`"), "{told}");
    let asks_more = text("overleg.toml").replace("[\"wie\"", "[\"waar\", \"wie\"");
    let told = self::told(read(&asks_more, &[]));
    assert!(told.contains("--> playbook.toml:9:10"), "{told}");
    assert!(told.contains("add `with = { waar = "), "{told}");
}

#[test]
fn an_overlay_adds_and_replaces_and_says_so() {
    let (playbook, findings) =
        read(&text("overleg.toml"), &[&text("overlay.toml")]).expect("it can be read");
    assert_eq!(render(&own(), &findings), "");
    let begin = playbook.state("begin").expect("its own");
    assert_eq!(begin.title, "Hier begint het");
    assert_eq!(begin.why, "Ergens begint het.");
    assert_eq!(begin.ask, ["buurt"]);
    assert_eq!(begin.tasks[0].id, "buurt_bellen");
    assert_eq!(playbook.role("oov").expect("its own").stand_in, ["wijk"]);
    let (_, task) = playbook.task("vroeg_verslag").expect("included");
    assert_eq!(task.why, "Wie er niet bij was, leest het.");
    let kind = &playbook.fact("vroeg_onderwerp").expect("included").kind;
    assert_eq!(kind.choices()[1].label, "Iets anders");
    let said: Vec<String> = playbook
        .overlaid()
        .iter()
        .map(|done| format!("{}:{} {}", done.file, done.line, done.what))
        .collect();
    assert_eq!(
        said,
        [
            "overlay.toml:5 adds role `wijk`",
            "overlay.toml:8 adds fact `buurt`",
            "overlay.toml:13 adds fact `buurt` to state `begin`",
            "overlay.toml:15 adds task `buurt_bellen` to state `begin`",
            "overlay.toml:20 replaces `title` of state `begin`",
            "overlay.toml:23 replaces `stand_in` of role `oov`",
            "overlay.toml:26 replaces `why` of task `vroeg_verslag`",
            "overlay.toml:29 replaces `labels` of fact `vroeg_onderwerp`",
        ]
    );
}

#[test]
fn an_overlay_cannot_touch_a_transition_and_its_faults_are_its_own() {
    let broken = text("overlay.toml")
        .replace("ask = [\"buurt\"]", "ask = [\"buurtt\"]\ngo = []")
        .replace("[replace.state.begin]", "[replace.state.begn]")
        .replace(
            "[fact.buurt]",
            "[role.oov]\ntitle = \"Ander\"\n[fact.buurt]",
        );
    let told = told(read(&text("overleg.toml"), &[&broken]));
    for says in [
        "unknown key `go`",
        "there is no state `begn`",
        "the playbook has the role `oov` already",
        "write `[replace.role.oov]` for other texts",
        "there is no fact `buurtt`",
        "--> overlay.toml:15:8",
    ] {
        assert!(told.contains(says), "{says}\n{told}");
    }
    assert!(!told.contains("--> playbook.toml"), "{told}");
    let foreign = text("overlay.toml").replace("\"samengesteld\"", "\"ander\"");
    let told = self::told(read(&text("overleg.toml"), &[&foreign]));
    assert!(
        told.contains("it belongs to `ander`, and this is `samengesteld`"),
        "{told}"
    );
}

/// A fragment is read where it is included, with the facts and the law of that playbook: so each has to be.
#[test]
fn every_shipped_fragment_is_included_by_a_shipped_playbook() {
    let folder = root().join("playbooks");
    let paths = |folder: &Path| {
        let files = fs::read_dir(folder).expect("the folder is there");
        files.map(|file| file.expect("a file").path())
    };
    let playbooks: String = paths(&folder)
        .filter_map(|path| fs::read_to_string(path.join("playbook.toml")).ok())
        .collect();
    let mut included = 0;
    for path in paths(&folder.join("fragments")) {
        let id = path.file_stem().expect("a name").to_string_lossy();
        assert!(
            playbooks.contains(&format!("fragment = \"{id}\"")),
            "no shipped playbook includes {id}"
        );
        included += 1;
    }
    assert!(included > 0);
}

#[test]
fn the_example_of_a_municipality_is_checked_pinned_and_shown() {
    let place = Place::new();
    let data = root().join("examples/voorbeeldstad").display().to_string();
    let (code, out, err) = place.run(&["--data", &data, "check", "online-ordeverstoring"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(
        err.contains("Gemeente Voorbeeldstad adds task `wijkteam_bellen`"),
        "{err}"
    );
    // A slip in the name of the folder is told, not passed over.
    fs::create_dir_all(place.path("eigen/playbooks/online-orde")).expect("a folder");
    fs::write(place.path("eigen/playbooks/online-orde/x.toml"), "").expect("a file");
    let (_, _, err) = place.run(&["--data", "eigen", "check", "online-ordeverstoring"]);
    assert!(
        err.contains("x.toml` is in the folder of no playbook"),
        "{err}"
    );
    let start = ["start", "online-ordeverstoring", "--file", "i.draaiboek"];
    place.ok(&[&["--data", &data], &start[..]].concat());
    // Without the folder: what was added is in the file.
    place.ok(&[
        "record",
        "i.draaiboek",
        "wijkteam_bereikt",
        "ja",
        "--as",
        "wijkregisseur",
    ]);
    let verified = place.ok(&["verify", "i.draaiboek"]);
    assert!(verified.contains("gives the same log"), "{verified}");
}

/// Writes a later version of the shipped playbook, in which a few things are otherwise.
fn later(place: &Place) -> String {
    let path = root().join("playbooks/online-ordeverstoring/playbook.toml");
    let old = fs::read_to_string(path).expect("the shipped playbook");
    let mut new = old.clone();
    for (from, to) in [
        ("version = \"", "version = \"9."),
        (
            "[state.duiden]\nin = \"hoofd\"\ntitle = \"Duiden en wegen\"",
            "[state.duiden]\nin = \"hoofd\"\ntitle = \"Wegen\"",
        ),
        (
            "[[state.duiden.task]]\nid = \"beeld_ophalen\"",
            "[[state.duiden.task]]\nid = \"beeld_vragen\"",
        ),
        (
            "[trigger.communicatie_nodig]",
            "[trigger.bewaren]\nlabel = \"Bewaren\"\n\n[trigger.communicatie_nodig]",
        ),
        ("id = \"niet_reageren\"", "id = \"stil_blijven\""),
    ] {
        let changed = new.replacen(from, to, 1);
        assert_ne!(changed, new, "{from}");
        new = changed;
    }
    fs::write(place.path("later.toml"), new).expect("a file");
    "later.toml".to_owned()
}

#[test]
fn diff_classifies_each_change_and_names_who_meets_it() {
    let place = Place::new();
    let later = later(&place);
    place.ok(&["start", "online-ordeverstoring", "--file", "i.draaiboek"]);
    let (code, out, err) = place.run(&["diff", "i.draaiboek", &later, "--incidents", "."]);
    assert_eq!(code, Some(1), "{out}{err}");
    for says in [
        "wording: state `duiden`: the text changed\n",
        "breaking: task `beeld_ophalen`: was removed\n",
        "breaking: task `niet_reageren`: was removed\n  met by: i.draaiboek\n",
        "additive: task `beeld_vragen`: was added to `duiden`\n",
        "additive: trigger `bewaren`: was added\n",
        "1 running incidents looked at",
    ] {
        assert!(out.contains(says), "{says}\n{out}");
    }
    let (code, out, _) = place.run(&["diff", "online-ordeverstoring", "i.draaiboek"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(
        out.contains("0 breaking, 0 additive, 0 of wording"),
        "{out}"
    );
}

/// Each edit of the playbook or its fragment, with what is said of it.
#[test]
fn each_kind_of_change_is_classified() {
    let (old, _) = read(&text("overleg.toml"), &[]).expect("it can be read");
    for (from, to, says) in [
        (
            "to = \"vroeg_overleg\"",
            "to = \"rust\"",
            "Breaking transition begin/1 leads to `rust`",
        ),
        (
            "final = true\n",
            "",
            "Breaking state klaar what kind of state it is changed",
        ),
        (
            "label = \"Nog een overleg\"",
            "label = \"Nog eens\"",
            "Wording transition rust/1 the text",
        ),
        (
            "on = \"laat_bijeen\"",
            "on = \"laat_bijeen\"\nwhen = [\"laat_onderwerp known\"]",
            "Breaking transition rust/1 when it is taken changed",
        ),
        (
            "on = \"laat_bijeen\"",
            "on = \"laat_bijeen\"\nraise = [\"vroeg_besloten\"]",
            "Breaking transition rust/1 what it sets off changed",
        ),
        (
            "[\"onderwerp\", \"anders\"]",
            "[\"onderwerp\"]",
            "Breaking fact laat_onderwerp answer `anders` was removed",
        ),
        (
            "[\"onderwerp\", \"anders\"]",
            "[\"onderwerp\", \"anders\", \"meer\"]",
            "Additive fact laat_onderwerp answer `meer` was added",
        ),
        (
            "id = \"verslag\"\n",
            "id = \"verslag\"\ndone_within = \"1h\"\n",
            "Breaking task laat_verslag its times changed",
        ),
        (
            "by = [\"{wie}\"]\n",
            "",
            "Additive trigger laat_besloten who may set it off changed",
        ),
    ] {
        let (own, fragment) = (own(), text("overleg.toml"));
        let changed = own.text.replace(from, to);
        let other = fragment.replace(from, to);
        assert!(changed != own.text || other != fragment, "{from}");
        let overleg = Source::new("overleg.toml", &other);
        let parts = Sources {
            fragments: [("overleg".to_owned(), overleg)].into(),
            overlays: Vec::new(),
        };
        let own = Source::new("playbook.toml", &changed);
        let read = playbook::parse_with(&own, &parts, &Register::default());
        let (new, _) = read.unwrap_or_else(|found| panic!("{}", render(&own, &found)));
        let said: Vec<String> = playbook::differences(&old, &new)
            .iter()
            .map(|it| format!("{:?} {} {} {}", it.impact, it.kind, it.id, it.what))
            .collect();
        assert!(
            said.iter().any(|it| it.starts_with(says)),
            "{says}\n{said:#?}"
        );
    }
    assert_eq!(playbook::differences(&old, &old), []);
}

#[test]
fn an_incident_moves_to_a_later_version_and_still_verifies() {
    let place = Place::new();
    let later = later(&place);
    let file = "i.draaiboek";
    place.ok(&["start", "online-ordeverstoring", "--file", file]);
    place.ok(&["record", file, "oproep_plaats", "Kerkplein"]);
    place.ok(&["draft", "sitrap", "--incident", file, "-o", "een.md"]);
    fs::write(
        place.path("map.toml"),
        "schema = \"draaiboek-map/1\"\n[task]\nniet_reageren = \"stil_blijven\"\n",
    )
    .expect("a file");
    let before = fs::read(place.path(file)).expect("the incident");
    let move_it = |more: &[&str]| {
        let migrate = ["migrate", file, "--to", &later];
        place.run(&[&migrate[..], more].concat())
    };
    let (code, _, err) = move_it(&["--dry-run"]);
    assert_eq!(code, Some(3), "{err}");
    assert!(
        err.contains("what becomes of: task `niet_reageren`"),
        "{err}"
    );
    let (code, out, err) = move_it(&["--map", "map.toml", "--dry-run"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(
        out.contains("replay: the log so far comes out the same"),
        "{out}"
    );
    assert!(out.contains("nothing was written"), "{out}");
    assert_eq!(fs::read(place.path(file)).expect("the incident"), before);
    fs::write(
        place.path("bad.toml"),
        "schema = \"draaiboek-map/1\"\n[tasks]\n",
    )
    .expect("a file");
    let (code, _, err) = move_it(&["--map", "bad.toml", "--dry-run"]);
    assert_eq!(code, Some(4), "{err}");
    assert!(err.contains("did you mean `task`?"), "{err}");
    let (code, out, err) = move_it(&["--map", "map.toml", "--reason", "Nieuwe versie."]);
    assert_eq!(code, Some(0), "{out}{err}");
    fs::remove_file(place.path(&later)).expect("it is pinned");
    let log = place.ok(&["log", file]);
    assert!(
        log.contains(
            "Overgegaan op draaiboek online-ordeverstoring 9.1.4.0. Reden: Nieuwe versie."
        ),
        "{log}"
    );
    // What came before is decided again under the old version, and its paper made again from it.
    place.ok(&[
        "correct",
        file,
        "2",
        "--replace",
        "Marktplein",
        "--reason",
        "Verhoord.",
    ]);
    place.ok(&["record", file, "politie_beeld", "aanwezig"]);
    for of in [file, "copy.draaiboek"] {
        if of != file {
            place.ok(&["copy", file, of]);
        }
        let verified = place.ok(&["verify", of]);
        assert!(verified.contains("gives the same log"), "{verified}");
    }
    let again = place.ok(&["document", "verify", "een.md", "--incident", file]);
    assert!(!again.contains("problem"), "{again}");
    place.ok(&["status", file, "--at", "2"]);
    place.ok(&["draft", "sitrap", "--incident", file, "-o", "twee.md"]);
    let again = place.ok(&["document", "verify", "twee.md", "--incident", file]);
    assert!(!again.contains("problem"), "{again}");
}
