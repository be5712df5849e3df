//! Every verb, through the binary, on one incident from start to close; and what bad input gets.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own with an incident.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Place {
            folder: TempDir::new().expect("a folder"),
        };
        place.ok("start online-ordeverstoring --file i.draaiboek --title Proef --as oov --name O");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_draaiboek"))
            .args(words(line))
            .current_dir(self.folder.path())
            .env_remove("DRAAIBOEK_AS")
            .env_remove("DRAAIBOEK_DATA")
            .env_remove("DRAAIBOEK_MIRROR")
            .env_remove("DRAAIBOEK_NAME")
            .output()
            .expect("the binary runs")
    }

    /// Runs a line that must succeed; returns stdout.
    fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{line}\n{out}{err}");
        out
    }

    fn json(&self, line: &str) -> Value {
        let out = self.ok(&format!("{line} --json"));
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{line}: {error}\n{out}"))
    }

    /// Runs a line that must fail with this code and say this on stderr.
    fn fails(&self, line: &str, code: i32, says: &str) {
        let before = fs::read(self.path("i.draaiboek")).expect("the incident");
        let output = self.run(line);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{line}\n{out}{err}");
        assert!(
            err.contains(says),
            "{line}: stderr does not say `{says}`:\n{err}"
        );
        let after = fs::read(self.path("i.draaiboek")).expect("the incident");
        assert!(before == after, "{line}: the incident was changed");
    }
}

/// Splits at spaces, except between single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_verb_works_on_one_incident_from_start_to_close() {
    let place = Place::new();
    let f = "i.draaiboek";
    let board = place.json(&format!("status {f}"));
    assert_eq!(board["mark"], "ECHT");
    assert!(!board["immediate"].as_array().expect("a list").is_empty());

    place.ok(&format!("role {f} burgemeester 'Persoon A'"));
    place.ok(&format!("role {f} burgemeester absent --reason vakantie"));
    place.ok(&format!("role {f} locoburgemeester present"));
    place.ok(&format!(
        "record {f} oproep_plaats Kerkplein --source meldkamer --certainty confirmed"
    ));
    place.ok(&format!(
        "record {f} plaatser_bekend onbekend --ask-again 23:59"
    ));
    place.ok(&format!(
        "record {f} openbare_orde dreiging --certainty probable --as oov"
    ));
    place.ok(&format!("task {f} politie_bellen claim --as oov"));
    place.ok(&format!(
        "task {f} politie_bellen done --result 'beeld volgt' --as oov"
    ));
    place.ok(&format!("task {f} agenda_nakijken reassign oov"));
    place.ok(&format!(
        "note {f} 'Buurtvader belde' --kind question --source wijkteam"
    ));

    fs::write(place.path("bericht.png"), b"not a real picture").expect("a file");
    place.ok(&format!(
        "attach {f} bericht.png --url https://voorbeeld.invalid/1 --seen-at 00:01 --by communicatie"
    ));
    fs::write(
        place.path("papier.csv"),
        "nummer;tijd;soort;rol;tekst;bron\n1;00:02;feit;Politie;\"Twee bussen; één leeg\";portofoon\n\
         2;00:03;actie;oov;Hekken klaarzetten;\n",
    )
    .expect("a file");
    let import = format!("log import {f} papier.csv --reason 'stroom weg'");
    assert_eq!(place.json(&import).as_array().map(Vec::len), Some(2));
    assert_eq!(
        place.json(&import).as_array().map(Vec::len),
        Some(0),
        "a second try adds nothing"
    );
    let quoted = place.ok(&format!("log {f}"));
    assert!(
        quoted.contains("[papier 1] Twee bussen; één leeg (onbevestigd). Bron: portofoon."),
        "{quoted}"
    );

    let why = place.ok(&format!("why {f} naar_contact"));
    assert!(why.contains("‘Bewijs veilig’ is ja"), "{why}");
    place.ok(&format!("fire {f} signaal_serieus --as oov"));
    place.ok(&format!("advance {f}"));

    let log = place.json(&format!("log {f}"));
    let seq = log
        .as_array()
        .expect("a list")
        .iter()
        .find(|line| {
            line["text"]
                .as_str()
                .is_some_and(|text| text.contains("Kerkplein"))
        })
        .and_then(|line| line["seq"].as_u64())
        .expect("the line");
    let dry = place.json(&format!(
        "correct {f} {seq} --replace Marktplein --reason typefout --dry-run"
    ));
    assert_eq!(dry["fell_away"], serde_json::json!([]));
    place.ok(&format!(
        "correct {f} {seq} --replace Marktplein --reason typefout"
    ));
    let csv = place.ok(&format!("log {f} --csv"));
    assert!(
        csv.contains("Marktplein") && csv.contains("Kerkplein"),
        "{csv}"
    );

    let drafted = place.json(&format!(
        "draft last_onder_dwangsom --incident {f} -o last.docx --as jurist"
    ));
    assert_eq!(drafted["marking"], "CONCEPT - ONVOLDOENDE");
    for name in ["last.docx", "last-oplegnotitie.docx", "last.json"] {
        assert!(place.path(name).exists(), "{name}");
    }
    place.ok(&format!("draft logboek --incident {f} -o logboek.md"));
    #[cfg(feature = "pdf")]
    place.ok(&format!("draft logboek --incident {f} -o blad.pdf"));
    let paper = fs::read_to_string(place.path("logboek.md")).expect("the log on paper");
    assert!(paper.contains("Buurtvader belde"), "{paper}");

    place.ok(&format!("record {f} overtreding_feitelijk bericht_delen"));
    let refused = place.run(&format!(
        "decide {f} handhaving geen --reason 'lichter kan' --decided-by burgemeester"
    ));
    assert_eq!(refused.status.code(), Some(3), "the mayor is absent");
    place.ok(&format!(
        "decide {f} handhaving geen --reason 'lichter kan' --decided-by 'locoburgemeester=Persoon B' --how phone"
    ));
    let log = place.ok(&format!("log {f}"));
    assert!(
        log.contains("Burgemeester, vervangen door Locoburgemeester (Persoon B)"),
        "{log}"
    );

    let then = place.json(&format!("status {f} --at 1"));
    assert_eq!(then["seq"], 1);
    place.ok(&format!("close {f} --reason 'niets meer aan de hand'"));
    place.ok(&format!("note {f} 'nagekomen bericht'"));

    let verified = place.json(&format!("verify {f}"));
    assert_eq!(verified["problems"], serde_json::json!([]));
    let checkpoint = format!(
        "{} {}",
        verified["head"],
        verified["head_words"].as_str().expect("words")
    );
    place.ok(&format!("verify {f} --checkpoint '{checkpoint}'"));
    place.ok(&format!("copy {f} kopie.draaiboek"));
    place.ok("verify kopie.draaiboek");
}

#[test]
fn a_document_is_signed_served_and_withdrawn_with_proof_and_a_dossier_holds_it() {
    let place = Place::new();
    let f = "i.draaiboek";
    place.fails(
        &format!("issue {f} last-onder-dwangsom signed --decided-by burgemeester"),
        3,
        "`last_onder_dwangsom` has not been drafted; drafted are: none\nhint: `draaiboek draft",
    );
    place.ok(&format!("record {f} kenmerk VB-1 --certainty confirmed"));
    place.ok(&format!(
        "draft last_onder_dwangsom --incident {f} -o last.docx --as jurist"
    ));
    fs::write(place.path("scan.pdf"), b"signed").expect("a file");
    let sign = format!("issue {f} last_onder_dwangsom signed --proof scan.pdf");
    place.fails(&sign, 3, "`loghouder` may not sign `last_onder_dwangsom`");
    let sign = format!("{sign} --decided-by burgemeester");
    place.fails(&sign, 3, "values are missing; open are `bevoegd_orgaan`");
    place.fails(
        &format!("issue {f} last_onder_dwangsom reviewed"),
        2,
        "--outcome",
    );
    let made = place.json(&format!("{sign} --deviation 'het plein loopt vol'"));
    let text = made[1]["text"].as_str().expect("a text");
    assert!(text.contains("AFWIJKING, niet gereed: ") && text.contains("het plein loopt vol"));
    fs::write(place.path("akte.pdf"), b"served").expect("a file");
    place.ok(&format!(
        "issue {f} last_onder_dwangsom served --to 'de organisator' --manner 'met akte' \
         --proof akte.pdf --at 00:01"
    ));
    place.ok(&format!("record {f} kenmerk VB-2 --certainty confirmed"));
    // The note of the next draft says that the one before was signed although it was not ready.
    place.ok(&format!(
        "draft last_onder_dwangsom --incident {f} -o later.md --as jurist"
    ));
    let note = fs::read_to_string(place.path("later-oplegnotitie.md")).expect("the note");
    assert!(
        note.contains("Eerder afgeweken") && note.contains("het plein loopt vol"),
        "{note}"
    );

    let board = place.json(&format!("status {f}"));
    let issued = &board["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|line| line["id"] == "last_onder_dwangsom")
        .expect("the document")["issued"][0];
    assert_eq!(issued["state"], "issued");
    assert_eq!(issued["review_by"].as_array().map(Vec::len), Some(1));
    assert!(!issued["not_ready"].as_array().expect("a list").is_empty());
    assert_eq!(issued["stages"][1]["to"], "de organisator");
    let clock = &board["clocks"][0];
    assert_eq!(
        (&clock["id"], &clock["is_judged"]),
        (&"bezwaartermijn".into(), &true.into())
    );
    let board = place.ok(&format!("status {f}"));
    assert!(board.contains("TE HERZIEN door regel"), "{board}");
    assert!(
        board.contains("NIET GEREED vastgesteld (afwijking): "),
        "{board}"
    );

    let by = "--decided-by burgemeester --reason 'niet meer nodig'";
    place.ok(&format!(
        "issue {f} last_onder_dwangsom reviewed --outcome withdraw {by}"
    ));
    place.ok(&format!("issue {f} last_onder_dwangsom withdrawn {by}"));
    assert_eq!(
        place.json(&format!("verify {f}"))["problems"],
        serde_json::json!([])
    );

    fs::write(place.path("dubbel.png"), b"evidence").expect("a file");
    place.ok(&format!("attach {f} dubbel.png"));
    let told = place.json(&format!("dossier {f} -o dossier"));
    assert_eq!(told["pieces"].as_array().map(Vec::len), Some(6));
    let read = |name: &str| fs::read_to_string(place.path("dossier").join(name)).expect(name);
    assert_eq!(read("stukken/002-scan.pdf"), "signed");
    assert_eq!(read("stukken/003-akte.pdf"), "served");
    assert_eq!(read("bewijs/006-dubbel.png"), "evidence");
    let inventory = read("inventarislijst.md");
    for words in [
        "ingetrokken (zonder bewijs)",
        "uitgereikt, aan de organisator: akte.pdf",
        told["checkpoint"].as_str().expect("words"),
    ] {
        assert!(inventory.contains(words), "{words}\n{inventory}");
    }
    let sums = read("SHA256SUMS");
    assert_eq!(sums.lines().count(), 7, "{sums}");
    assert!(read("logboek.md").contains("uitgereikt, aan de organisator (met akte)"));
    place.fails(
        &format!("dossier {f} -o dossier"),
        4,
        "`dossier` exists already",
    );
    place.ok(&format!("dossier {f} -o een.zip"));
    place.ok(&format!("dossier {f} -o twee.zip"));
    let bytes = |name: &str| fs::read(place.path(name)).expect(name);
    assert!(
        bytes("een.zip") == bytes("twee.zip"),
        "it depends on when it is made"
    );
}

#[test]
fn verbs_that_need_no_incident() {
    let place = Place::new();
    assert!(place.ok("list").contains("online-ordeverstoring"));
    assert!(
        place
            .ok("list --templates")
            .contains("door een jurist beoordeeld: nee")
    );
    assert!(place.ok("explain d002").starts_with("## D002"));
    assert!(place.json("schema")["properties"]["state"].is_object());
    assert!(place.json("schema online-ordeverstoring")["properties"]["lod_bedrag"].is_object());
    assert!(place.ok("completions bash").contains("draaiboek"));
    place.ok("check online-ordeverstoring");
    fs::write(
        place.path("feiten.toml"),
        "overtreding_feitelijk = [\"bericht_delen\"]\nnorm_soort = \"apv\"\n\
         lod_bedrag = { value = 2500, certainty = \"confirmed\", source = \"nota\" }\n",
    )
    .expect("a file");
    let drafted = place.json("draft last-onder-dwangsom --facts feiten.toml -o uit.md");
    let title = drafted["title"].as_str().expect("a title");
    assert!(title.starts_with("GRONDSLAG VERWORPEN DOOR"), "{title}");
    let note = fs::read_to_string(place.path("uit-oplegnotitie.md")).expect("the note");
    for words in [
        "ECLI:NL:RBMNE:2023:375",
        "11 juni 2025",
        "Een bericht plaatsen of delen is geen",
    ] {
        assert!(note.contains(words), "the note does not say `{words}`");
    }
    assert!(
        drafted["missing"]
            .as_array()
            .is_some_and(|missing| !missing.is_empty())
    );
}

#[test]
fn bad_input_names_the_place_and_leaves_the_log_alone() {
    let place = Place::new();
    let f = "i.draaiboek";
    place.fails(
        &format!("fire {f} naar_contact --as oov"),
        3,
        "is not possible in `signaleren`",
    );
    place.fails(
        &format!("fire {f} bestaat_niet"),
        3,
        "there is no trigger `bestaat_niet`",
    );
    place.fails(
        &format!("record {f} oproep_tijdstip gisterenavond"),
        2,
        "is not a moment such as",
    );
    place.fails(
        &format!("record {f} oproepplaats X"),
        3,
        "there is no fact `oproepplaats`",
    );
    place.fails(
        &format!("record {f} politie_beeld 'naam en adres'"),
        3,
        "is police data",
    );
    place.fails(
        &format!("decide {f} handhaving geen --reason x --as oov"),
        3,
        "is not to be decided here",
    );
    place.fails(&format!("task {f} bestaat_niet done"), 3, "is not open");
    place.fails(
        &format!("correct {f} 1 --withdraw --reason x"),
        3,
        "it started the incident",
    );
    place.fails(
        &format!("correct {f} 99 --withdraw --reason x"),
        3,
        "there is no entry `99`",
    );
    place.fails(
        &format!("note {f} x --happened straks"),
        2,
        "is not a moment",
    );
    place.fails(&format!("attach {f} er-niet.png"), 4, "cannot read");
    place.fails(
        &format!("draft er_niet --incident {f} -o x.docx"),
        2,
        "there is no template",
    );
    place.fails(
        &format!("draft logboek --incident {f} -o x.rtf"),
        2,
        "is not a .docx, .odt, .html, .md or .txt file",
    );
    #[cfg(not(feature = "pdf"))]
    place.fails(
        &format!("draft logboek --incident {f} -o x.pdf"),
        2,
        "hint: use .docx or .odt, or a build with --features pdf",
    );
    place.fails("status er-niet.draaiboek", 4, "does not exist");
    place.fails(
        "start online-ordeverstoring --file i.draaiboek",
        4,
        "exists already",
    );
    place.fails(
        "start er-niet",
        2,
        "there is no playbook `er-niet`; there are: gemeente-gehackt, ",
    );
    place.fails("explain D999", 2, "codes run from D001");
    fs::write(place.path("geen.draaiboek"), "dit is geen incident").expect("a file");
    place.fails("status geen.draaiboek", 4, "is not an incident file");
    fs::write(
        place.path("krom.toml"),
        "schema = \"draaiboek/1\"\nid = \u{201c}krom\u{201d}\n",
    )
    .expect("a file");
    place.fails("start krom.toml", 4, "straight quotes");
    let import = format!("log import {f} papier.csv --reason x");
    fs::write(place.path("papier.csv"), "1;00:02;feit;oov;zonder kop;\n").expect("a file");
    place.fails(&import, 4, "the first line names the columns");
    fs::write(
        place.path("papier.csv"),
        "nummer;tijd;soort;rol;tekst;bron\n1;00:02;feit;niemand;tekst;\n2;straks;feit;oov;tekst;\n",
    )
    .expect("a file");
    place.fails(&import, 4, "papier.csv:2: there is no role");
    place.fails(&import, 4, "papier.csv:3: `straks` is not a moment");
    place.fails(
        &format!("note {f} x --happened '2099-01-01 10:00'"),
        3,
        "is still to come",
    );
    for line in [
        &format!("attach {f} papier.csv --seen-at '2099-01-01 10:00'"),
        "start paraatheid --began '2099-01-01 10:00' --file later.draaiboek",
    ] {
        place.fails(line, 3, "is still to come");
    }
    place.fails(
        &format!("waive {f} bezwaartermijn --reason x"),
        3,
        "has not started",
    );
    place.fails("--data nergens list", 4, "there is no such folder");
    fs::write(place.path("last.docx"), "handwerk").expect("a file");
    place.fails(
        &format!("draft last_onder_dwangsom --incident {f} -o last.docx"),
        4,
        "exists already",
    );
}

#[test]
fn a_file_that_cannot_be_written_or_is_damaged_is_named() {
    let place = Place::new();
    let path = place.path("i.draaiboek");
    let mut bytes = fs::read(&path).expect("the incident");
    let needle = b"incident_started";
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle)
        .expect("the event is readable in the file");
    bytes[at] = b'I';
    let damaged = place.path("stuk.draaiboek");
    fs::write(&damaged, &bytes).expect("a copy");
    let verify = place.run("verify stuk.draaiboek");
    assert_eq!(verify.status.code(), Some(1), "{}", text(&verify.stdout));
    assert!(
        text(&verify.stdout).contains("problem: entry 1"),
        "{}",
        text(&verify.stdout)
    );
    let status = place.run("status stuk.draaiboek");
    assert_eq!(status.status.code(), Some(4), "{}", text(&status.stderr));

    read_only(&path);
    let written = place.run("note i.draaiboek tekst");
    // Root writes anyway; anyone else is told.
    if !written.status.success() {
        assert_eq!(written.status.code(), Some(5), "{}", text(&written.stderr));
        assert!(text(&written.stderr).contains("can only be read"));
    }
    place.ok("status i.draaiboek");
}

/// Guards that no output takes the place of a log, whatever is forced.
#[test]
fn an_incident_is_never_overwritten_by_what_is_made_of_it() {
    let place = Place::new();
    let before = fs::read(place.path("i.draaiboek")).expect("the incident");
    let says = "is an incident or another database, which is never overwritten";
    for force in ["", " --force"] {
        let line = format!("clocks i.draaiboek --ics i.draaiboek{force}");
        place.fails(&line, 4, says);
    }
    fs::copy(place.path("i.draaiboek"), place.path("kopie.svg")).expect("a copy");
    place.fails("timeline i.draaiboek -o kopie.svg --force", 4, says);
    let (routes, drafts) = (place.path("routes"), place.path("stukken"));
    for folder in [&routes, &drafts] {
        fs::create_dir(folder).expect("a folder");
    }
    let scenario = "schema = \"draaiboek-scenario/1\"\ntitle = \"Proef\"\nplaybook = \"paraatheid\"\n\
                    starts_at = \"2026-11-22 19:00\"\n[[step]]\nat = \"19:00\"\ndraft = \"logboek\"\n";
    fs::write(place.path("proef.toml"), scenario).expect("a scenario");
    for (taken, line) in [
        ("x.part", "dossier i.draaiboek -o x.zip"),
        ("routes/route-01.toml", "cover paraatheid -o routes --force"),
        ("stukken/logboek.md", "run proef.toml --out stukken"),
    ] {
        fs::copy(place.path("i.draaiboek"), place.path(taken)).expect("a copy");
        place.fails(line, 4, says);
        assert!(fs::read(place.path(taken)).expect("the copy") == before);
    }
    let after = fs::read(place.path("i.draaiboek")).expect("the incident");
    assert!(before == after, "the log is as it was");
    place.fails(
        "clocks i.draaiboek --ics nergens/x.ics",
        4,
        "hint: name a file in a folder that is there",
    );
    let empty = place.run("region i.draaiboek --year 1800");
    assert!(text(&empty.stderr).contains("no incident was found"));
}

fn read_only(path: &Path) {
    let mut permissions = fs::metadata(path).expect("the file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).expect("its permissions");
}

#[test]
fn a_copy_follows_every_entry_on_a_second_medium() {
    let place = Place::new();
    fs::create_dir(place.path("stick")).expect("a folder");
    place.ok("note i.draaiboek een --mirror stick");
    place.ok("note i.draaiboek twee --mirror stick");
    let copy = place.json("status stick/i.draaiboek");
    assert_eq!(copy["seq"], place.json("status i.draaiboek")["seq"]);
    let missing = place.run("note i.draaiboek drie --mirror weg");
    assert!(missing.status.success(), "the incident itself is saved");
    assert!(
        text(&missing.stderr).contains("the copy at"),
        "{}",
        text(&missing.stderr)
    );
}
