//! Good and bad playbooks: what is read is read back, what is wrong is shown as a person sees it.
//!
//! `DRAAIBOEK_BLESS=1` rewrites what is expected.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use draaiboek::analysis::analyse;
use draaiboek::chart::{Chart, EventId, GuardId, Host, Machine, StateSet};
use draaiboek::diagnostic::{Code, Finding, Source, render};
use draaiboek::fact::condition::dutch;
use draaiboek::law::{self, Register};
use draaiboek::playbook::{self, Municipality, Playbook};
use proptest::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the TOML files of a folder, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/playbooks").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is part of the tests")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Source::new(name, &text(path))
}

fn register() -> Register {
    let source = source(&root().join("tests/playbooks/law.toml"));
    let mut register = Register::default();
    let findings = law::parse(&source, &mut register);
    assert!(findings.is_empty(), "{}", render(&source, &findings));
    register
}

fn read(source: &Source) -> Result<(Playbook, Vec<Finding>), Vec<Finding>> {
    playbook::parse(source, &register())
}

/// Returns what is proved about a playbook under one code.
fn proofs(source: &Source, code: Code) -> Vec<Finding> {
    let (playbook, _) = read(source).unwrap_or_else(|found| panic!("{}", render(source, &found)));
    let mut findings = analyse(&playbook).findings;
    findings.retain(|finding| finding.code == code);
    findings
}

/// Returns the good playbooks, which use everything that the format has.
pub fn good() -> Vec<Playbook> {
    let sources = files("good").into_iter().map(|path| source(&path));
    let playbooks = sources.filter(|source| source.text.contains("draaiboek/1"));
    playbooks
        .filter_map(|source| Some(read(&source).ok()?.0))
        .collect()
}

/// Returns everything that is found in a file of any of the formats.
fn findings(source: &Source) -> Vec<Finding> {
    if source.text.contains("draaiboek-law/") {
        law::parse(source, &mut Register::default())
    } else if source.text.contains("draaiboek-gemeente/") {
        Municipality::parse(source).err().unwrap_or_default()
    } else {
        match read(source) {
            Ok((_, warnings)) => warnings,
            Err(findings) => findings,
        }
    }
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

#[test]
fn a_bad_file_is_explained_as_expected() {
    for path in files("bad") {
        let source = source(&path);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let code = stem.split('-').next().unwrap_or_default();
        let findings = match Code::parse(code) {
            Some(code) if code >= Code::NoEnd && code < Code::Unseen => proofs(&source, code),
            _ => findings(&source),
        };
        assert!(
            findings.iter().any(|finding| finding.code.text() == code),
            "{stem} does not show {code}"
        );
        expect(&path.with_extension("txt"), &render(&source, &findings));
    }
}

#[test]
fn every_code_has_a_bad_file_and_a_section() {
    let page = text(&root().join("docs/diagnostics.md"));
    let bad = files("bad");
    let scenarios: Vec<PathBuf> = fs::read_dir(root().join("tests/exercises/bad"))
        .expect("the folder is there")
        .map(|file| file.expect("a file").path())
        .collect();
    for code in Code::ALL {
        let section = format!("\n## {code} ");
        assert!(
            page.contains(&section),
            "docs/diagnostics.md lacks a section on {code}"
        );
        // Templates have bad files of their own, and so have scenarios.
        let has_file = bad.iter().chain(&scenarios).any(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&format!("{code}-"))
        });
        assert!(
            has_file || *code == Code::BadTemplate,
            "no bad playbook shows {code}"
        );
    }
}

#[test]
fn a_good_playbook_is_read_back() {
    for path in files("good") {
        let source = source(&path);
        assert_eq!(
            render(&source, &findings(&source)),
            "",
            "{}",
            path.display()
        );
        if let Ok((playbook, _)) = read(&source) {
            expect(&path.with_extension("txt"), &read_back(&playbook));
        }
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_change_nothing() {
    let path = root().join("tests/playbooks/good/groot.toml");
    let plain = text(&path);
    let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let (expected, _) = read(&Source::new("a", &plain)).expect("the playbook is good");
    let (found, warnings) = read(&Source::new("a", &windows)).expect("the playbook is good");
    assert!(warnings.is_empty());
    assert_eq!(read_back(&found), read_back(&expected));
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let text = format!("# {}", "x".repeat(1 << 20));
    let findings = findings(&Source::new("groot.toml", &text));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, Code::NotThisFormat);
}

#[test]
fn transitions_and_chart_are_in_step() {
    for path in files("good") {
        let Ok((playbook, _)) = read(&source(&path)) else {
            continue;
        };
        let chart = playbook.chart();
        assert_eq!(chart.transitions().count(), playbook.transitions().len());
        for number in chart.transitions() {
            let written = playbook.transition(number);
            assert_eq!(chart.name(chart.source(number)), written.source);
            let targets: Vec<&str> = chart
                .targets(number)
                .iter()
                .map(|target| chart.name(*target))
                .collect();
            let mut expected: Vec<&str> = written.targets.iter().map(String::as_str).collect();
            expected.sort_by_key(|target| targets.iter().position(|found| found == target));
            assert_eq!(targets, expected);
            let guard = chart
                .guard(number)
                .map(|guard| &playbook.guards()[guard.index()]);
            match guard {
                Some(guard) => assert_eq!(*guard, written.guard),
                None => assert!(written.guard.is_always()),
            }
            if written.after_seconds.is_some() {
                assert!(playbook.after_event(&written.id).is_some());
            }
        }
        for trigger in playbook.triggers() {
            let event = playbook
                .trigger_event(&trigger.id)
                .expect("every trigger is declared");
            assert_eq!(chart.event_name(event), trigger.id);
        }
    }
}

#[test]
fn schemas_name_every_key_and_every_fact() {
    let (playbook, _) = read(&source(&root().join("tests/playbooks/good/groot.toml")))
        .expect("the playbook is good");
    let facts = playbook::facts_schema(&playbook);
    assert_eq!(
        facts["properties"].as_object().map(|map| map.len()),
        Some(playbook.facts().len())
    );
    let choices = &facts["properties"]["vindplaats"]["anyOf"][0]["enum"];
    assert_eq!(*choices, serde_json::json!(["openbaar", "besloten"]));
    let schema = playbook::playbook_schema();
    let task = &schema["properties"]["state"]["additionalProperties"]["properties"]["task"];
    assert_eq!(
        task["items"]["required"],
        serde_json::json!(["id", "title"])
    );
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn a_later_law_file_replaces_by_id_and_a_wrong_one_changes_nothing() {
    let mut register = register();
    let number = |phone: &str| {
        let text = format!(
            "schema = \"draaiboek-law/1\"\n[number.steunpunt]\ntitle = \"Steunpunt\"\n\
             phone = \"{phone}\"\nchecked = 2026-11-22\nsource = \"hier\"\nstatus = \"in_force\"\n"
        );
        Source::new("eigen.toml", &text)
    };
    assert_eq!(law::parse(&number("112"), &mut register), []);
    assert_eq!(register.numbers.len(), 1);
    assert_eq!(register.numbers[0].phone, "112");
    let before = register.clone();
    assert_eq!(law::parse(&number(" "), &mut register).len(), 1);
    assert_eq!(register, before);
}

/// Returns a playbook as text: the chart, its guards and the gates in Dutch.
fn read_back(playbook: &Playbook) -> String {
    let chart = playbook.chart();
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a String takes any text");
    line(format!(
        "{} {} ({})",
        playbook.title(),
        playbook.version(),
        playbook.id()
    ));
    for fact in playbook.facts() {
        line(format!(
            "fact {}: {}, {}",
            fact.id,
            fact.kind.name(),
            fact.label
        ));
    }
    for named in playbook.conditions() {
        line(format!(
            "condition {}: {}",
            named.id,
            dutch(&named.condition, playbook)
        ));
    }
    for number in chart.states() {
        let indent = "  ".repeat(chart.depth(number));
        let kind = format!("{:?}", chart.kind(number));
        let initial: Vec<&str> = chart
            .initial(Some(number))
            .iter()
            .map(|state| chart.name(*state))
            .collect();
        line(
            format!(
                "{indent}{} {kind} {}",
                chart.name(number),
                initial.join(", ")
            )
            .trim_end()
            .to_owned(),
        );
        let state = playbook.state_at(number);
        for task in state.iter().flat_map(|state| &state.tasks) {
            line(format!(
                "{indent}  task {} when {}",
                task.id,
                dutch(&task.when, playbook)
            ));
        }
        for number in chart.transitions_of(number) {
            let transition = playbook.transition(*number);
            let events: Vec<&str> = chart.descriptors(*number).collect();
            line(format!(
                "{indent}  {} on [{}] if {} to [{}]",
                transition.id,
                events.join(", "),
                dutch(&transition.guard, playbook),
                transition.targets.join(", "),
            ));
        }
    }
    for power in playbook.powers() {
        for it in &power.requirements {
            line(format!(
                "gate {}.{} {:?}: if {}, must {}; rejected if {}",
                power.id,
                it.id,
                it.kind,
                dutch(&it.applies, playbook),
                dutch(&it.met, playbook),
                dutch(&it.rejected, playbook),
            ));
        }
    }
    out
}

/// A state at random: the state around it, what it is, and where it goes on what.
type Random = (Option<u8>, u8, Vec<(u8, u8, bool)>);

/// Returns a playbook with these states, bent so that most are possible; the others are refused.
fn written(states: &[Random]) -> String {
    let mut text = "schema = \"draaiboek/1\"\nid = \"x\"\ntitle = \"X\"\nversion = \"1\"\n\
        [trigger.a]\nlabel = \"A\"\n[trigger.b]\nlabel = \"B\"\n\
        [fact.echt]\nquestion = \"Echt?\"\ntype = \"bool\"\n"
        .to_owned();
    let parents: Vec<Option<usize>> = states
        .iter()
        .enumerate()
        .map(|(index, (parent, ..))| usize::from((*parent)?).checked_rem(index))
        .collect();
    for (index, (_, kind, transitions)) in states.iter().enumerate() {
        let has_children = parents.contains(&Some(index));
        let in_parallel = parents[index].is_some_and(|parent| states[parent].1 < 2);
        let is_final = *kind < 4 && !has_children && !in_parallel && index > 0;
        text += &format!("[state.s{index}]\ntitle = \"S\"\nwhy = \"Omdat.\"\n");
        if let Some(parent) = parents[index] {
            text += &format!("in = \"s{parent}\"\n");
        }
        if is_final {
            text += "final = true\n";
            continue;
        }
        if *kind < 2 && has_children {
            text += "parallel = true\n";
        }
        for (cause, target, guarded) in transitions {
            let target = usize::from(*target) % states.len();
            let cause = [
                "on = \"a\"",
                "on = \"b\"",
                "after = \"1h\"",
                "after = \"2h\"",
                "",
            ][usize::from(*cause) % 5];
            text += &format!("[[state.s{index}.go]]\n{cause}\nto = \"s{target}\"\n");
            if *guarded {
                text += "when = [\"echt\"]\n";
            }
        }
    }
    text
}

/// Answers guards by the bits of a number.
struct Coin(u64);

impl Host for Coin {
    fn guard(&mut self, guard: GuardId, _: &StateSet) -> bool {
        self.0 >> (guard.index() % 64) & 1 == 1
    }
}

/// Returns every configuration on the way.
fn walk(chart: &Chart, events: &[u8], coin: u64) -> Vec<Machine> {
    let known: Vec<EventId> = chart.events().collect();
    let Ok(mut machine) = chart.start(&mut Coin(coin)) else {
        return Vec::new();
    };
    let mut seen = vec![machine.clone()];
    for (turn, event) in events.iter().enumerate() {
        let event = known[usize::from(*event) % known.len()];
        let answers = coin.rotate_left(u32::try_from(turn * 7 % 64).unwrap_or_default());
        if chart.fire(&mut machine, event, &mut Coin(answers)).is_ok() {
            seen.push(machine.clone());
        }
    }
    seen
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever is typed into a file, reading it ends with a playbook or with findings.
    #[test]
    fn reading_never_panics(
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0usize..40, "[a-z_\"\\[\\]={}|.,# \n0-9é“-]{0,6}"),
            1..6,
        ),
    ) {
        for path in files("good") {
            let mut text: Vec<char> = text(&path).chars().collect();
            for (place, length, typed) in &edits {
                let start = place.index(text.len());
                let end = (start + length).min(text.len());
                text.splice(start..end, typed.chars());
                prop_assume!(!text.is_empty());
            }
            let text: String = text.into_iter().collect();
            let source = Source::new("x.toml", &text);
            render(&source, &findings(&source));
            if let Err(findings) = read(&source) {
                prop_assert!(!findings.is_empty());
            }
        }
    }

    /// What is reported as never reached or never left is certain: no run shows otherwise.
    #[test]
    fn warnings_about_the_chart_are_never_false(
        states in prop::collection::vec(
            (
                prop::option::weighted(0.6, any::<u8>()),
                0u8..12,
                prop::collection::vec((any::<u8>(), any::<u8>(), any::<bool>()), 0..3),
            ),
            2..9,
        ),
        events in prop::collection::vec(any::<u8>(), 0..30),
        coin in any::<u64>(),
    ) {
        let source = Source::new("x.toml", &written(&states));
        let Ok((playbook, warnings)) = read(&source) else { return Ok(()) };
        let chart = playbook.chart();
        let seen = walk(chart, &events, coin);
        for warning in &warnings {
            let name = warning.message.split('`').nth(1).unwrap_or_default();
            let Some(state) = chart.state(name) else { continue };
            let active: Vec<bool> =
                seen.iter().map(|machine| machine.active().contains(state)).collect();
            let is_false = match warning.code {
                Code::Unreachable => active.contains(&true),
                Code::NoExit => active.windows(2).any(|pair| pair == [true, false]),
                _ => false,
            };
            prop_assert!(!is_false, "{warning}\n{}", source.text);
        }
    }
}
