//! Drafting without an incident: the file of facts to fill in, the interview, and one draft per row.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const MUNICIPALITY: &str = include_str!("../../playbooks/gemeente.toml");

/// Answers that a sample of the kind alone would get wrong: they have to fit each other.
const FITTING: [(&str, &str); 10] = [
    ("andere_herstelsanctie", "nee"),
    ("begunstiging_tot", "2026-11-23 12:00"),
    ("belang_verzet_zich", "nee"),
    ("betoging", "nee"),
    ("einde", "2026-11-29 12:00"),
    ("evenement_vergunning", "niet_verleend"),
    ("geadresseerde_minderjarig", "nee"),
    ("lod_maximum", "5000"),
    ("overtreding_feitelijk", "gedraging_op_plaats"),
    ("tekst_over_berichten", "nee"),
];

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Place(TempDir::new().expect("a folder"));
        place.write("gemeente.toml", MUNICIPALITY);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs a line with this typed on a pipe.
    fn typed(&self, line: &str, typed: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
            .args(["--data", "."])
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut pipe = child.stdin.take().expect("a pipe");
        // A program that reads nothing closes the pipe.
        let _ = pipe.write_all(typed.as_bytes());
        drop(pipe);
        child.wait_with_output().expect("it ends")
    }

    fn ok(&self, line: &str, typed: &str) -> String {
        let output = self.typed(line, typed);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{line}\n{out}{err}");
        out
    }

    fn json(&self, line: &str) -> Value {
        let out = self.ok(&format!("{line} --json"), "");
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{line}: {error}\n{out}"))
    }

    fn fails(&self, line: &str, code: i32, says: &[&str]) {
        let output = self.typed(line, "");
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{line}\n{err}");
        for words in says {
            assert!(
                err.contains(words),
                "{line}: does not say `{words}`:\n{err}"
            );
        }
    }

    /// Writes `vol.toml`: the form of the order, filled in.
    fn fill(&self, changed: &[(&str, &str)]) {
        let mut form = self.ok("facts last_onder_dwangsom", "");
        for question in self
            .json("facts last_onder_dwangsom")
            .as_array()
            .expect("a list")
        {
            let id = question["fact"].as_str().expect("an id");
            let fitting = changed.iter().chain(&FITTING).find(|(fact, _)| *fact == id);
            let answer =
                fitting.map_or_else(|| sample(question), |(_, answer)| (*answer).to_owned());
            let empty = format!(
                "\n{id} = {{ value = \"\", certainty = \"unconfirmed\", source = \"\" }}\n"
            );
            assert!(form.contains(&empty), "no room for `{id}`:\n{form}");
            let filled = format!(
                "\n{id} = {{ value = \"{answer}\", certainty = \"confirmed\", source = \"nota\" }}\n"
            );
            form = form.replace(&empty, &filled);
        }
        self.write("vol.toml", &form);
    }
}

fn sample(question: &Value) -> String {
    let words = match question["kind"].as_str().expect("a kind") {
        "bool" => "ja",
        "choice" | "choices" => question["options"][0]["id"].as_str().expect("an option"),
        "date" => "22-11-2026",
        "datetime" => "2026-11-22 12:00",
        "duration" => "4u",
        "integer" => "3",
        "money" => "€ 2.500",
        _ => "een voorbeeld",
    };
    words.to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_form_that_is_filled_in_makes_a_complete_draft() {
    let place = Place::new();
    let form = place.ok("facts last_onder_dwangsom", "");
    for words in [
        "# Hoe hoog is de dwangsom?\n",
        "#   waarom: Het bedrag past bij het belang en bij wie het treft.\n",
        "#   antwoord: één van: ineens (",
        "#   grondslag: artikel 5:32b, derde lid, van de Algemene wet bestuursrecht",
        "nodig voor: eis ‘Bedrag en wijze van verbeuren staan vast’ en de tekst\n",
    ] {
        assert!(form.contains(words), "no `{words}`:\n{form}");
    }
    let first = |fact: &str| form.find(&format!("\n{fact} = ")).expect("the fact");
    assert!(
        first("overtreding_feitelijk") < first("geadresseerde_adres"),
        "requirements first"
    );

    place.write("leeg.toml", &form);
    let draft = place.json("draft last_onder_dwangsom --facts leeg.toml -o leeg.md");
    assert_eq!(draft["status"], "incomplete");

    place.fill(&[]);
    let draft = place.json("draft last_onder_dwangsom --facts vol.toml -o vol.md");
    assert_eq!(draft["missing"], serde_json::json!([]));
    assert_eq!(draft["status"], "complete", "{draft}");

    place.fill(&[("lod_bedrag", "")]);
    let draft = place.json("draft last_onder_dwangsom --facts vol.toml -o half.md");
    assert_eq!(draft["status"], "incomplete", "{draft}");

    // A rejected ground, and an organ that is not the competent one.
    for (fact, answer, out) in [
        ("overtreding_feitelijk", "bericht_delen", "a.md"),
        ("uitvoerend_orgaan", "college", "b.md"),
    ] {
        place.fill(&[(fact, answer)]);
        let line = format!("draft last_onder_dwangsom --facts vol.toml -o {out}");
        assert_eq!(place.json(&line)["status"], "blocked", "{fact}");
    }
}

#[test]
fn a_fact_that_cannot_be_is_named_with_its_line() {
    let place = Place::new();
    place.write(
        "fout.toml",
        "lod_bedrg = 1\nlod_bedrag = { value = \"veel\", bron = \"x\" }\npolitie_beeld = \"naam\"\n",
    );
    place.fails(
        "draft last_onder_dwangsom --facts fout.toml -o x.md",
        4,
        &[
            "fout.toml:1: `lod_bedrg`: there is no such fact; did you mean `lod_bedrag`?",
            "fout.toml:2: `lod_bedrag`: there is no `bron`; possible are: value, certainty, source",
            "fout.toml:3: `politie_beeld`: is police data",
        ],
    );
    place.fails("facts er_niet", 2, &["there is no template `er_niet`"]);
}

#[test]
fn an_interview_asks_what_is_open_and_loses_nothing() {
    let place = Place::new();
    place.fails(
        "draft last_onder_dwangsom -o x.md",
        2,
        &[
            "no terminal to ask on",
            "hint: `draaiboek facts last_onder_dwangsom`",
        ],
    );
    place.fails(
        "draft last_onder_dwangsom --ask -o x.pdff",
        2,
        &["is not a"],
    );
    // Organ, no source, why, back and again; then an order on messages, and an unknown norm.
    let typed = "2\nterug\n2\nb nota\n<\n?\n1\nb nota\nstand\n1,3\nw\nonzin\napv\nb\nklaar\n";
    let out = place.ok("draft last_onder_dwangsom --ask -o x.md", typed);
    for words in [
        "begrepen als: het college\n",
        "  Nu ingevuld: het college\n",
        "  Wet: artikel 125, tweede lid, van de Gemeentewet\n",
        "Open eisen (",
        "Kies een van de nummers of woorden.\n",
        "LET OP: grondslag verworpen door",
        "CONCEPT - GRONDSLAG VERWORPEN",
    ] {
        assert!(out.contains(words), "no `{words}`:\n{out}");
    }
    let kept = place.read("x-feiten.toml");
    for words in [
        "\nuitvoerend_orgaan = { value = \"burgemeester\", certainty = \"confirmed\", source = \"nota\" }\n",
        "\novertreding_feitelijk = { value = [\"bericht_plaatsen\", \"gedraging_op_plaats\"], certainty = \"probable\"",
        "\nlast_tekst = { value = \"\"",
    ] {
        assert!(kept.contains(words), "no `{words}`:\n{kept}");
    }
    assert!(place.read("x.md").contains("GRONDSLAG VERWORPEN"));

    // The answers are there to go on with, and a draft that someone may have worked in is not overwritten.
    place.fails(
        "draft last_onder_dwangsom --ask -o x.md",
        4,
        &["x.md` exists already"],
    );
    let out = place.ok("draft last_onder_dwangsom --ask -o x.md --force", "klaar\n");
    assert!(out.contains("Daar staan al antwoorden in"), "{out}");
    assert!(
        !out.contains("VRAAG: Welk orgaan voert deze regel uit?"),
        "{out}"
    );
}

#[test]
fn an_interview_skips_what_does_not_apply() {
    let place = Place::new();
    place.fill(&[("geadresseerde_minderjarig", ""), ("gezaghebbenden", "")]);
    let line = "draft last_onder_dwangsom --ask --facts vol.toml -o";
    let parents = "VRAAG: Wie hebben het gezag";
    let no = place.ok(&format!("{line} nee.md"), "nee\nb\n");
    assert!(
        no.contains("Er zijn geen open vragen meer.") && !no.contains(parents),
        "{no}"
    );
    assert!(no.contains("Status: CONCEPT\n"), "{no}");
    let yes = place.ok(&format!("{line} ja.md"), "ja\nb\nPersoon B\nb\n");
    assert!(yes.contains(parents), "{yes}");
    assert!(place.read("ja.md").contains("Persoon B"));
}

#[test]
fn one_draft_per_row_or_none() {
    let place = Place::new();
    place.fill(&[("geadresseerde", ""), ("geadresseerde_adres", "")]);
    place.write(
        "wie.csv",
        "geadresseerde;geadresseerde_adres;kenmerk\nPersoon A;\"Straat 1; Voorbeeldstad\";K-1\nPersoon B;;\n",
    );
    let line = "draft last_onder_dwangsom --facts vol.toml --batch";
    let shown = place.json(&format!("{line} wie.csv -o uit/brief.md"));
    let statuses: Vec<&Value> = (shown["drafts"].as_array().expect("a list").iter())
        .map(|draft| &draft["status"])
        .collect();
    assert_eq!(statuses, ["complete", "incomplete"]);
    assert!(
        place
            .read("uit/001-brief.md")
            .contains("Straat 1; Voorbeeldstad")
    );
    let second = place.read("uit/002-brief.md");
    assert!(
        second.contains("Persoon B") && second.contains("een voorbeeld"),
        "{second}"
    );
    assert!(place.path("uit/002-brief-oplegnotitie.md").exists());
    let sha: String = (Sha256::digest(place.read("uit/001-brief.md")).iter())
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let report = place.read("uit/000-brief-overzicht.csv");
    let rows: Vec<&str> = report.lines().collect();
    assert_eq!(rows[0], "row;file;sha256;status;missing");
    assert_eq!(rows[1], format!("1;001-brief.md;{sha};complete;"));
    assert!(
        rows[2].ends_with(";incomplete;geadresseerde_adres"),
        "{report}"
    );

    place.write(
        "rij.toml",
        "[[row]]\ngeadresseerde = \"A\"\n\n[[row]]\nlod_bedrag = \"veel\"\n",
    );
    place.write("kolom.csv", "geadresseerde,lod_bedrg\nA,1\n");
    place.write("kort.csv", "geadresseerde,lod_bedrag\nA,1\nB\n");
    place.write("cel.csv", "geadresseerde,begin\nA,straks\nB,morgen\n");
    for (file, says) in [
        (
            "rij.toml",
            "rij.toml:4: `lod_bedrag`: `veel` is not an amount",
        ),
        (
            "kolom.csv",
            "kolom.csv:1: there is no fact `lod_bedrg` for a column; did you mean",
        ),
        ("kort.csv", "kort.csv:3: 1 columns; the first line names 2"),
        ("cel.csv", "cel.csv:2: `begin`: `straks` is not a moment"),
    ] {
        place.fails(&format!("{line} {file} -o niets/"), 4, &[says]);
    }
    assert!(
        !place.path("niets").exists(),
        "nothing is written when a row is wrong"
    );
    place.fails(
        &format!("{line} wie.csv -o uit/brief.md"),
        4,
        &["exists already"],
    );
}

#[test]
fn the_templates_are_listed_with_what_they_rest_on() {
    let place = Place::new();
    let list = place.json("list --templates");
    let order = (list.as_array().expect("a list").iter())
        .find(|item| item["id"] == "last-onder-dwangsom")
        .expect("the order");
    for (key, value) in [
        (
            "file",
            "templates/online-ordeverstoring/last-onder-dwangsom.md",
        ),
        ("kind", "order"),
        ("organ", "burgemeester"),
        ("playbook", "online-ordeverstoring"),
        ("power", "last_onder_dwangsom"),
    ] {
        assert_eq!(order[key], value, "{key}");
    }
    assert_eq!(
        order["documents"],
        serde_json::json!(["last_onder_dwangsom"])
    );
}
