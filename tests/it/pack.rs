//! The paper pack of the shipped playbooks: everything in it once, numbers that can be typed in, files that open.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use draaiboek::catalog::Catalog;
use draaiboek::document::{self, Block, Document};
use draaiboek::playbook::Playbook;
use draaiboek::runtime::{self, Material};
use tempfile::TempDir;

use crate::{office, program};

/// Runs a check on the pack of each shipped playbook.
fn each(check: impl Fn(&Material, &Document)) {
    let catalog = Catalog::open(None).expect("the built-in texts");
    for id in catalog.playbooks() {
        let material = runtime::parse(&catalog.pins(id)).expect("a shipped playbook");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let pack = document::pack(
            &material.playbook,
            &material.law,
            &material.municipality,
            day,
        );
        check(&material, &pack);
    }
}

/// Returns the words of the first cells of every row: the numbers.
fn numbers(pack: &Document) -> Vec<String> {
    let tables = pack.blocks.iter().filter_map(|block| match block {
        Block::Table { rows, .. } => Some(rows),
        _ => None,
    });
    let first = tables.flatten().filter_map(|row| row.first());
    first.map(|cell| document::plain(cell)).collect()
}

fn titles(playbook: &Playbook) -> Vec<&str> {
    let states = playbook.states().iter();
    let tasks = states
        .clone()
        .flat_map(|state| &state.tasks)
        .map(|task| task.title.as_str());
    let asked = states
        .flat_map(|state| &state.ask)
        .filter_map(|id| playbook.fact(id));
    let decisions = playbook.decisions().iter();
    tasks
        .chain(asked.map(|fact| fact.question.as_str()))
        .chain(decisions.map(|decision| decision.question.as_str()))
        .chain(playbook.clocks().iter().map(|clock| clock.title.as_str()))
        .collect()
}

#[test]
fn everything_of_the_playbook_is_in_the_pack() {
    each(|material, pack| {
        let text = document::html(pack);
        for title in titles(&material.playbook) {
            let escaped = title.replace('&', "&amp;").replace('"', "&quot;");
            assert!(text.contains(&escaped), "{title}");
        }
        for number in &material.law.numbers {
            assert!(text.contains(&number.phone), "{}", number.id);
        }
        assert!(
            text.contains("niet nagebeld"),
            "a number nobody called says so"
        );
        assert!(
            text.contains("niet geverifieerd"),
            "a source nobody read says so"
        );
        assert!(text.contains("□ OEFENING"));
    });
}

/// Guards that what is written on paper can be told apart when it is typed in: `log import` refuses a number twice.
#[test]
fn no_number_to_write_at_stands_for_two_things() {
    each(|material, pack| {
        let all = numbers(pack);
        let forms = |number: &&String| {
            number.parse::<u32>().is_ok()
                || number
                    .strip_prefix('L')
                    .is_some_and(|rest| rest.parse::<u32>().is_ok())
        };
        let written: Vec<&String> = all.iter().filter(forms).collect();
        let different: BTreeSet<&String> = written.iter().copied().collect();
        assert_eq!(written.len(), different.len());
        assert!(written.len() >= 60);
        // Each question has room for an answer once, and once again tells its id.
        let asked: BTreeSet<&String> = (material.playbook.states().iter())
            .flat_map(|state| &state.ask)
            .collect();
        for at in 1..=asked.len() {
            let times = all
                .iter()
                .filter(|number| **number == format!("V{at}"))
                .count();
            assert!((1..=2).contains(&times), "V{at}: {times}");
        }
    });
}

#[test]
fn every_role_with_a_task_has_a_card() {
    each(|material, pack| {
        let text = document::text(pack, 100);
        let states = material.playbook.states().iter();
        for task in states.flat_map(|state| &state.tasks) {
            let role = task
                .role
                .as_deref()
                .and_then(|id| material.playbook.role(id));
            let title = role.map_or("Zonder vaste rol", |role| &role.title);
            assert!(text.contains(&format!("Taakkaart: {title}")), "{title}");
        }
    });
}

/// Guards that one action is not ticked in two places, one of which nobody looks at.
#[test]
fn an_immediate_action_has_one_place_to_tick() {
    each(|material, pack| {
        let states = material.playbook.states().iter();
        let immediate = states
            .flat_map(|state| &state.tasks)
            .filter(|task| task.immediate);
        for task in immediate {
            let tables = pack.blocks.iter().filter_map(|block| match block {
                Block::Table { rows, .. } => Some(rows),
                _ => None,
            });
            let about = tables.flatten().map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| document::plain(cell)).collect();
                cells
            });
            let ticked = about.filter(|cells| {
                cells
                    .get(1)
                    .is_some_and(|cell| cell.starts_with(&task.title))
                    && cells.last().is_some_and(|cell| cell.contains('□'))
            });
            assert_eq!(ticked.count(), 1, "{}", task.title);
        }
    });
}

/// Guards that whoever holds a card finds the step, the source and the part it names.
#[test]
fn every_number_that_is_named_is_explained() {
    each(|material, pack| {
        let text = document::text(pack, 200);
        for at in 1..=material.playbook.states().len() {
            assert!(text.contains(&format!("S{at}. ")), "S{at} has no heading");
        }
        let law = document::laws(pack);
        let tasks = (material.playbook.states().iter()).flat_map(|state| &state.tasks);
        let listed: BTreeSet<String> = (numbers(pack).into_iter())
            .filter(|number| number.starts_with("bron "))
            .collect();
        let of_tasks = tasks.flat_map(|task| &task.law);
        let decisions = material.playbook.decisions().iter();
        let used: BTreeSet<&String> = of_tasks
            .chain(decisions.flat_map(|decision| &decision.law))
            .collect();
        assert_eq!(listed.len(), used.len());
        for id in used {
            assert!(law.iter().any(|(known, _)| known == id), "{id}");
            let source = material.law.source(id).expect("a known source");
            let marked = source.doubt().is_some();
            let at = pack.blocks.iter().find_map(|block| match block {
                Block::Table { rows, .. } => rows.iter().find(|row| {
                    document::plain(&row[0]).starts_with("bron ")
                        && document::plain(&row[1]) == source.cite
                }),
                _ => None,
            });
            let number = at.map(|row| document::plain(&row[0])).unwrap_or_default();
            assert_eq!(number.ends_with('*'), marked, "{id}: {number}");
        }
        for number in 1..=11 {
            assert!(text.contains(&format!("Deel {number}. ")), "part {number}");
        }
    });
}

#[test]
fn the_pack_is_written_in_every_format_and_office_files_follow_their_schemas() {
    let folder = TempDir::new().expect("a folder");
    let endings = ["docx", "odt", "html", "md", "txt"];
    for ending in endings {
        let name = format!("pack.{ending}");
        let output = program::run(&folder, &["print", "online-ordeverstoring", "-o", &name]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let refused = program::run(
        &folder,
        &["print", "online-ordeverstoring", "-o", "pack.html"],
    );
    assert_eq!(refused.status.code(), Some(4), "nothing is overwritten");
    let page = fs::read_to_string(folder.path().join("pack.html")).expect("a page");
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(&page, options).expect("well-formed");
    let Some(checker) = office::checker() else {
        return;
    };
    let output = Command::new("python3")
        .arg(checker)
        .args(["docx", "odt"].map(|ending| folder.path().join(format!("pack.{ending}"))))
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
