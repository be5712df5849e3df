//! Good and bad templates, filled: drafts are read back as text, and what is wrong is shown as a person sees it.
//!
//! `DRAAIBOEK_BLESS=1` rewrites what is expected.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use draaiboek::diagnostic::{Code, Finding, Source, render};
use draaiboek::document::{Draft, Inputs, Part, Parts, Template, docx, draft, markdown, text};
use draaiboek::engine::{
    Answer, Attribution, Content, Entry, Event, How, Incident, Meta, NoteKind,
};
use draaiboek::fact::{Certainty, Value};
use draaiboek::law::term::Holidays;
use draaiboek::law::{self, Register};
use draaiboek::playbook::{self, Municipality, Playbook, Sources};
use proptest::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source::new(name, &text)
}

/// Returns the files of a folder that end so, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is part of the project")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "nothing in {}", folder.display());
    files
}

fn expect(path: &Path, found: &str) {
    if std::env::var_os("DRAAIBOEK_BLESS").is_some() {
        fs::write(path, found).expect("the snapshot can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        found,
        expected,
        "{} differs; see DRAAIBOEK_BLESS",
        path.display()
    );
}

/// Everything a draft is made from, besides the template.
struct Office {
    holidays: Holidays,
    law: Register,
    municipality: Municipality,
    note: Template,
    playbook: Playbook,
}

/// Returns the shipped fragments, which a playbook can include.
fn fragments() -> Sources {
    let folder = root().join("playbooks/fragments");
    let files = fs::read_dir(folder).expect("the folder of fragments");
    let paths = files.map(|file| file.expect("a file").path());
    let fragments = paths.map(|path| {
        let id = path.file_stem().expect("a name").to_string_lossy();
        (id.into_owned(), source(&path))
    });
    Sources {
        fragments: fragments.collect(),
        ..Sources::default()
    }
}

impl Office {
    fn read(playbook: &Path, laws: &[PathBuf], municipality: &Path, note: &Path) -> Office {
        let mut law = Register::default();
        for path in laws {
            let source = source(path);
            let findings = law::parse(&source, &mut law);
            assert!(findings.is_empty(), "{}", render(&source, &findings));
        }
        let holidays = root().join("playbooks/law/feestdagen.toml");
        let (playbook_source, municipality) = (source(playbook), source(municipality));
        let shown = |findings: Vec<Finding>| render(&playbook_source, &findings);
        Office {
            holidays: Holidays::parse(&source(&holidays).text).expect("the holidays are readable"),
            municipality: Municipality::parse(&municipality)
                .unwrap_or_else(|found| panic!("{}", render(&municipality, &found))),
            note: parse(&source(note)),
            playbook: playbook::parse_with(&playbook_source, &fragments(), &law)
                .unwrap_or_else(|found| panic!("{}", shown(found)))
                .0,
            law,
        }
    }

    fn sample() -> Office {
        let folder = root().join("tests/templates");
        Office::read(
            &folder.join("playbook.toml"),
            &[folder.join("law.toml")],
            &folder.join("gemeente.toml"),
            &folder.join("note.md"),
        )
    }

    fn shipped() -> Office {
        Office::of("online-ordeverstoring")
    }

    /// Reads a shipped playbook, with the shipped law.
    fn of(playbook: &str) -> Office {
        let law = root().join("playbooks/law");
        let mut laws = files(&law, "toml");
        laws.retain(|path| !path.ends_with("feestdagen.toml"));
        Office::read(
            &root().join(format!("playbooks/{playbook}/playbook.toml")),
            &laws,
            &root().join("playbooks/gemeente.toml"),
            &root().join("templates/oplegnotitie.md"),
        )
    }

    fn draft(&self, template: &Template, incident: &Incident) -> Result<Draft, Vec<Finding>> {
        let documents = self.playbook.documents().iter();
        let power = documents
            .filter(|document| document.template == template.id())
            .find_map(|document| self.playbook.power(document.power.as_deref()?));
        draft(&Inputs {
            head: Some("amber brug citroen"),
            holidays: &self.holidays,
            incident,
            law: &self.law,
            municipality: &self.municipality,
            note: &self.note,
            now: at("2026-11-22T18:30:00Z"),
            playbook: &self.playbook,
            power,
            program: "draaiboek 0.1.0",
            template,
        })
    }
}

/// Returns the parts in a folder.
fn parts(folder: &str) -> Parts {
    let mut parts = Parts::default();
    for path in files(&root().join(folder), ".md") {
        let source = source(&path);
        let part = Part::parse(&source);
        parts.insert(part.unwrap_or_else(|found| panic!("{}", render(&source, &found))));
    }
    parts
}

fn parse(source: &Source) -> Template {
    Template::with_parts(source, &parts("tests/templates/parts"))
        .unwrap_or_else(|found| panic!("{}", render(source, &found)))
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text)
        .expect("a moment")
        .to_utc()
}

/// Returns an incident with only these answers, each an entry; a value in words is in the part that can be erased.
fn incident(exercise: bool, facts: &[(&str, Value)]) -> Incident {
    let started = Event::IncidentStarted {
        exercise,
        pins: Vec::new(),
        playbook: "proef".into(),
        rules: draaiboek::engine::RULES,
        situation_at: None,
        step: Default::default(),
        version: "1.2.0".into(),
    };
    let mut entries = vec![entry(1, started, None)];
    for (fact, value) in facts {
        let is_personal = matches!(value, Value::Place(_) | Value::Text(_) | Value::Records(_));
        let answer = match is_personal {
            true => Answer::Content {
                count: value.count() as u64,
            },
            false => Answer::Known(value.clone()),
        };
        let event = Event::FactRecorded {
            answer,
            certainty: Certainty::Confirmed,
            fact: (*fact).to_owned(),
            step: Default::default(),
        };
        entries.push(entry(
            entries.len() as u64 + 1,
            event,
            is_personal.then(|| value.clone()),
        ));
    }
    Incident::replay(entries)
}

fn entry(seq: u64, event: Event, value: Option<Value>) -> Entry {
    Entry {
        command_id: format!("opdracht-{seq}"),
        content: Some(Content {
            source: Some("wijkagent".into()),
            text: matches!(event, Event::IncidentStarted { .. }).then(|| "Plein".to_owned()),
            value,
            ..Content::default()
        }),
        meta: Meta {
            compartment: None,
            by: Some(Attribution {
                acting_for: None,
                decided: "burgemeester".into(),
                how: How::Room,
                recorded: "burgemeester".into(),
            }),
            chart_time: at("2026-11-22T18:00:00Z"),
            clock_suspect: false,
            event,
            happened_at: None,
            recorded_at: at("2026-11-22T18:00:00Z"),
            version: 1,
        },
        seq,
    }
}

fn all(gedraging: &str) -> Vec<(&'static str, Value)> {
    let person = |naam: &str| [("naam".to_owned(), Value::Person(naam.into()))].into();
    vec![
        ("plaats", Value::Place("Raadhuisplein".into())),
        ("begonnen", Value::Bool(false)),
        ("gedraging", Value::Choice(gedraging.into())),
        ("bedrag", Value::Money(250_000)),
        ("moment", Value::Datetime(at("2026-11-26T18:30:00Z"))),
        (
            "personen",
            Value::Records(vec![person("N.N."), person("O.O.")]),
        ),
        ("kenmerk", Value::Text("2026-1".into())),
        (
            "datum_besluit",
            Value::Date(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")),
        ),
    ]
}

/// Returns a draft as a person reads it: the document, the note, and what is beside them.
fn shown(draft: &Draft) -> String {
    let mut out = text(&draft.document, 100);
    if let Some(note) = &draft.note {
        out.push_str("\n==== oplegnotitie ====\n\n");
        out.push_str(&text(note, 100));
    }
    out.push_str(&format!(
        "\n==== beside it ====\n\nmarking: {}\nrelied on: {:?}\nmissing: {:#?}\nunresolved: {:#?}\n",
        draft.marking, draft.relied_on, draft.missing, draft.unresolved
    ));
    out
}

#[test]
fn good_templates_make_these_drafts() {
    let office = Office::sample();
    let situations = [
        ("leeg", incident(true, &[])),
        ("vol", incident(false, &all("gedraging_op_plaats"))),
        ("verworpen", incident(false, &all("bericht_plaatsen"))),
    ];
    for path in files(&root().join("tests/templates/good"), ".md") {
        let template = parse(&source(&path));
        let found = template.check(&office.playbook, &office.law);
        assert!(found.is_empty(), "{}", render(template.source(), &found));
        for (name, incident) in &situations {
            let draft = office
                .draft(&template, incident)
                .unwrap_or_else(|found| panic!("{}", render(template.source(), &found)));
            expect(&path.with_extension(format!("{name}.text")), &shown(&draft));
        }
    }
}

#[test]
fn bad_templates_are_told_what_is_wrong() {
    let office = Office::sample();
    for path in files(&root().join("tests/templates/bad"), ".md") {
        let source = source(&path);
        let found = match Template::with_parts(&source, &parts("tests/templates/parts")) {
            Ok(template) => template.check(&office.playbook, &office.law),
            Err(found) => found,
        };
        assert!(!found.is_empty(), "{} is not bad", path.display());
        expect(&path.with_extension("findings"), &render(&source, &found));
    }
}

#[test]
fn the_shipped_templates_fit_and_can_be_drafted() {
    let orde = Office::shipped();
    let hack = Office::of("gemeente-gehackt");
    let of = |folder: &str| files(&root().join(folder), ".md");
    let mut places: Vec<(&Office, PathBuf)> = Vec::new();
    for (office, folder) in [
        (&orde, "templates/online-ordeverstoring"),
        (&orde, "templates"),
        (&hack, "templates/gemeente-gehackt"),
    ] {
        places.extend(of(folder).into_iter().map(|path| (office, path)));
    }
    let mut wrong = String::new();
    for (office, path) in places {
        let source = source(&path);
        let template = match Template::with_parts(&source, &parts("templates/parts")) {
            Ok(template) => template,
            Err(found) => {
                wrong.push_str(&render(&source, &found));
                continue;
            }
        };
        let found = template.check(&office.playbook, &office.law);
        wrong.push_str(&render(&source, &found));
        match office.draft(&template, &incident(true, &[])) {
            Ok(draft) => {
                assert!(docx(&draft.document).is_ok());
                if template.kind().is_sent() {
                    assert_eq!(draft.marking, "OEFENING · CONCEPT - ONVOLDOENDE");
                }
            }
            Err(found) => wrong.push_str(&render(&source, &found)),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_order_on_messages_names_who_rejected_its_ground() {
    let office = Office::sample();
    let template = parse(&source(&root().join("tests/templates/good/last.md")));
    let draft = office
        .draft(&template, &incident(false, &all("bericht_plaatsen")))
        .unwrap();
    assert_eq!(draft.marking, "CONCEPT - GRONDSLAG VERWORPEN");
    let title =
        "GRONDSLAG VERWORPEN DOOR de uitspraak van de voorbeeldrechter: Last onder dwangsom";
    assert!(
        draft.document.title.starts_with(title),
        "{}",
        draft.document.title
    );
    let note = text(&draft.note.expect("an order has a note"), 1000);
    assert!(
        note.contains("Dit gaat over berichten. De rechter heeft dat verworpen."),
        "{note}"
    );
    assert!(!text(&draft.document, 1000).contains("Klopt het artikel?"));
    assert!(note.contains("Klopt het artikel?"));
}

#[test]
fn what_was_erased_is_said_and_not_missing() {
    let office = Office::sample();
    let template = parse(&source(&root().join("tests/templates/good/last.md")));
    let full = incident(false, &all("gedraging_op_plaats"));
    let erased = Incident::replay(full.log().iter().cloned().map(|mut entry| {
        Arc::make_mut(&mut entry).content = None;
        entry
    }));
    let draft = office.draft(&template, &erased).unwrap();
    assert!(draft.document.title.ends_with("voor gewist"));
    assert!(
        !draft
            .missing
            .iter()
            .any(|(path, _)| path == "plaats" || path == "personen")
    );
}

#[test]
fn a_template_that_would_fill_the_memory_is_refused_or_stopped() {
    let front =
        "+++\nschema = \"draaiboek-template/1\"\nid = \"x\"\ntitle = \"x\"\nkind = \"card\"\n+++\n";
    let walk = "{% for a in facts %}".repeat(20);
    let end = "{% endfor %}".repeat(20);
    let elif = "{% elif known(\"plaats\") %}".repeat(3000);
    for body in [
        format!("{{% if known(\"plaats\") %}}{elif}{{% endif %}}"),
        "{{ 'x' * 100000000 }}".to_owned(),
        "{{ range(1000000) }}".to_owned(),
        "{% set x = 'a' %}".to_owned(),
        "{{ x|replace('a', 'b') }}".to_owned(),
        format!("{{{{ {} }}}}", "(".repeat(100_000)),
        format!(
            "{{% if {} known(\"plaats\") %}}{{% endif %}}",
            "not ".repeat(100_000)
        ),
        "{% if ".repeat(10_000),
        "x".repeat(200_000),
    ] {
        let source = Source::new("x.md", &format!("{front}{body}"));
        assert!(
            Template::parse(&source).is_err(),
            "{}",
            &body[..body.len().min(80)]
        );
    }
    let office = Office::sample();
    let template = parse(&Source::new(
        "x.md",
        &format!("{front}{walk}aaaaaaaaaaaaaaaaaaaa{end}"),
    ));
    let found = office
        .draft(&template, &incident(false, &all("bericht_plaatsen")))
        .unwrap_err();
    assert_eq!(found[0].code, Code::BadTemplate);
}

/// Text that looks like Markdown, like a template, or like the signs of the program itself.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{{ feit.bedrag }}".to_owned()),
        Just("{% for a in log %}".to_owned()),
        Just("](feit:x)".to_owned()),
        Just("\n\n# kop\n\n| a |\n|---|\n".to_owned()),
        Just("\u{1}3\u{3}\u{2}0\u{3}".to_owned()),
        Just("[ONTBREEKT: x](ontbreekt:x)".to_owned()),
        "[\\\\|*_~`#>\\[\\](){}!<&$^:=+\"'. \t-]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// Returns what is left of a draft without its words.
fn skeleton(draft: &Draft) -> (usize, Vec<(String, String)>, usize) {
    let tree = serde_json::to_string(&draft.document.blocks).expect("a tree is data");
    let kinds = tree.matches("\"kind\":").count();
    (kinds, draft.missing.clone(), draft.document.blocks.len())
}

/// Templates, mostly right.
fn body() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "woord ",
        "{{ feit.plaats }}",
        "{{ feit.moment | tijd }}",
        "{{ wet('awb-5-32') }}",
        "{{",
        "{# é #}",
        "é",
        "\"",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "  ",
        "\n- ",
        "\n1. ",
        "\n   - ",
        "\n> ",
        "\\\n",
        "\n\n| a |\n|---|\n",
        "\n| b |\n",
        "\n# ",
    ]);
    piece.prop_map(str::to_owned).prop_recursive(4, 40, 5, |inner| {
        let many = proptest::collection::vec(inner, 1..5).prop_map(|parts| parts.concat());
        let asked = prop::sample::select(vec![
            "holds(\"begonnen\")",
            "not (known('plaats') or holds(\"gedraging = bericht_plaatsen\"))",
            "holds(\"inzet = optreden\") and known(\"plaats\")",
            "facts",
        ]);
        prop_oneof![
            many.clone(),
            (asked.clone(), many.clone()).prop_map(|(asked, a)| format!("{{% if {asked} %}}{a}{{% endif %}}")),
            (asked.clone(), many.clone(), asked, many.clone()).prop_map(|(first, a, then, b)| {
                format!("{{% if {first} %}}\n{a}\n{{%- elif {then} -%}}\n{b}{{% else %}}\n{a}{{% endif %}}\n")
            }),
            many.clone().prop_map(|a| format!("{{% for p in records('personen') %}}{{{{ p.naam }}}}{a}{{% endfor %}}")),
            many.prop_map(|a| format!("{{% for f in facts %}}\n{a}{{{{ f.value }}}}\n{{% endfor %}}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_template_is_refused_or_filled(body in body()) {
        let front = "schema = \"draaiboek-template/1\"\nid = \"x\"\ntitle = \"x\"\nkind = \"card\"";
        let source = Source::new("x.md", &format!("+++\n{front}\n+++\n{body}"));
        if let Ok(template) = Template::parse(&source) {
            let office = Office::sample();
            let found = template.check(&office.playbook, &office.law);
            render(&source, &found);
            let drafted = office.draft(&template, &incident(false, &[]));
            prop_assert!(!found.is_empty() || drafted.is_ok(), "{:?}", drafted.err());
        }
    }

    #[test]
    fn a_value_never_changes_the_structure(value in hostile()) {
        let office = Office::sample();
        let template = parse(&source(&root().join("tests/templates/good/last.md")));
        let plain = office.draft(&template, &incident(false, &all("gedraging_op_plaats"))).unwrap();
        let mut facts = all("gedraging_op_plaats");
        facts[0].1 = Value::Place(format!("x{value}"));
        let person = [("naam".to_owned(), Value::Person(format!("y{value}")))].into();
        facts[5].1 = Value::Records(vec![person, [("naam".to_owned(), Value::Person("z".into()))].into()]);
        let first = office.draft(&template, &incident(false, &facts)).unwrap();
        prop_assert_eq!(skeleton(&first), skeleton(&plain));
        let again = office.draft(&template, &incident(false, &facts)).unwrap();
        prop_assert_eq!(markdown(&first.document), markdown(&again.document));
        prop_assert_eq!(first.receipt, again.receipt);
    }
}

#[test]
fn a_part_is_refused_for_what_a_template_is_refused_for_and_for_a_part_in_it() {
    let front =
        "+++\nschema = \"draaiboek-template/1\"\nid = \"x\"\ntitle = \"x\"\nkind = \"part\"\n+++\n";
    for (body, message) in [
        ("{{ deel(\"x\") }}\n", "a part cannot use a part"),
        ("{% if known(\"a\") %}", "this is never closed"),
        ("{{ range(x) }}", "`range` takes one text"),
        ("\u{1}", "control character U+0001 in the text"),
    ] {
        let found = Part::parse(&Source::new("x.md", &format!("{front}{body}"))).unwrap_err();
        assert_eq!(found[0].message, message);
    }
    let text = "x".repeat(100_000);
    let mut parts = Parts::default();
    let part = Source::new("x.md", &format!("{front}{text}"));
    parts.insert(Part::parse(&part).expect("a part"));
    let twice = front.replace("part", "card") + "{{ deel(\"x\") }}\n\n{{ deel(\"x\") }}\n";
    let found = Template::with_parts(&Source::new("y.md", &twice), &parts).unwrap_err();
    assert_eq!(found[0].code, Code::NotThisFormat);
}

#[test]
fn only_a_must_that_is_not_there_makes_a_draft_insufficient() {
    let office = Office::sample();
    for (level, words, marking) in [
        ("must", "", "CONCEPT - ONVOLDOENDE"),
        ("should", "", "CONCEPT"),
        ("must", "Woorden.", "CONCEPT"),
    ] {
        let text = format!(
            "+++\nschema = \"draaiboek-template/1\"\nid = \"x\"\ntitle = \"x\"\nkind = \"letter\"\n\
             [[element]]\nid = \"a\"\ntitle = \"A\"\nlevel = \"{level}\"\nlaw = [\"awb-5-32\"]\nsection = \"a\"\n\
             +++\n# x\n\n## A {{#a}}\n\n{words}\n\n## B\n\nWoorden.\n"
        );
        let template = parse(&Source::new("x.md", &text));
        let draft = office
            .draft(&template, &incident(false, &[]))
            .expect("a draft");
        assert_eq!(draft.marking, marking, "{level} {words}");
        assert_eq!(draft.receipt.elements, draft.elements);
        assert!(
            draft
                .receipt
                .sources
                .iter()
                .any(|source| source.id == "awb-5-32")
        );
    }
}

/// A legal adviser drafts without a document of the playbook: the template says which requirements count.
#[test]
fn a_template_without_a_document_has_the_gates_of_its_power() {
    let office = Office::sample();
    let text = "+++\nschema = \"draaiboek-template/1\"\nid = \"x\"\ntitle = \"x\"\nkind = \"order\"\n\
                power = \"vrij\"\n+++\n# x\n\nWoorden.\n";
    let template = parse(&Source::new("x.md", text));
    let found = template.check(&office.playbook, &office.law);
    assert!(found.is_empty(), "{}", render(template.source(), &found));
    let draft = office
        .draft(&template, &incident(false, &[]))
        .expect("a draft");
    assert_eq!(draft.gates.len(), 1);
    assert_eq!(draft.marking, "CONCEPT - ONVOLDOENDE");
}

/// Guards the promise of a report: its number, and what is new since the one before.
#[test]
fn a_report_is_numbered_and_tells_what_is_new() {
    let office = Office::shipped();
    let sitrap = parse(&source(&root().join("templates/sitrap.md")));
    let note = |text: &str, kind| {
        let certainty = Certainty::Confirmed;
        let mut noted = entry(0, Event::Noted { certainty, kind }, None);
        noted.content = Some(Content {
            text: Some(text.to_owned()),
            ..Content::default()
        });
        noted
    };
    let drafted = |document: &str| {
        let event = Event::DocumentDrafted {
            document: document.into(),
            gates: Vec::new(),
            missing: 0,
            relied_on: Vec::new(),
            sha256: String::new(),
            template_sha256: String::new(),
        };
        entry(0, event, None)
    };
    let answer = Value::Text("Kom naar het plein".into());
    let typed = Event::FactRecorded {
        answer: Answer::Content { count: 1 },
        certainty: Certainty::Confirmed,
        fact: "oproep_inhoud".into(),
        step: Default::default(),
    };
    let mut log = incident(false, &[]).log().to_vec();
    let fresh = [
        note("oud nieuws", NoteKind::Fact),
        drafted("sitrap"),
        drafted("logboek"),
        note("vers nieuws", NoteKind::Fact),
        entry(0, typed, Some(answer)),
    ];
    log.extend(fresh.map(Arc::new));
    let numbered = |log: &[Arc<Entry>]| {
        let mut log = log.to_vec();
        for (seq, entry) in (1..).zip(&mut log) {
            Arc::make_mut(entry).seq = seq;
        }
        Incident::replay(log)
    };
    let of = |incident: &Incident| text(&office.draft(&sitrap, incident).unwrap().document, 100);
    let first = of(&numbered(&log[..2]));
    assert!(first.starts_with("Sitrap 1: Plein"), "{first}");
    assert!(first.contains("Alles hieronder is nieuw."), "{first}");
    let second = of(&numbered(&log));
    assert!(second.starts_with("Sitrap 2: Plein"), "{second}");
    assert!(second.contains("vers nieuws"), "{second}");
    assert!(!second.contains("oud nieuws"), "{second}");
    // What somebody typed as an answer, such as the words of the call, is never passed on.
    assert!(!second.contains("Kom naar het plein"), "{second}");
}
