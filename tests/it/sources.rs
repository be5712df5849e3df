//! The shipped register of sources: what no reader of a single file can see.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use draaiboek::diagnostic::{Source, render};
use draaiboek::law::{self, Register};

/// Returns each shipped file of the register with its name.
fn registers() -> Vec<(String, Register)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("playbooks/law");
    let mut registers = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is part of the project") {
        let path = entry.expect("the folder can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name == "feestdagen.toml" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file of the project");
        let source = Source::new(name.clone(), &text);
        let mut register = Register::default();
        let findings = law::parse(&source, &mut register);
        assert!(findings.is_empty(), "{}", render(&source, &findings));
        registers.push((name.into_owned(), register));
    }
    registers
}

/// Guards against a silent loss: an id in a later file replaces the one in an earlier file.
#[test]
fn a_source_stands_in_one_file() {
    let mut seen = BTreeMap::new();
    for (name, register) in registers() {
        for source in &register.sources {
            let other = seen.insert(source.id.clone(), name.clone());
            assert_eq!(other, None, "`{}` stands in {name} too", source.id);
        }
    }
    assert!(seen.len() > 100, "only {} sources were found", seen.len());
}

/// Guards against a number that someone made up or mistyped, and a gap that nobody mentions.
#[test]
fn a_locator_is_well_formed_or_the_note_says_that_it_is_missing() {
    for (name, register) in registers() {
        for source in &register.sources {
            let (id, locator) = (&source.id, source.locator.as_str());
            if locator.is_empty() {
                assert!(!source.note.is_empty(), "{name}: `{id}` hides a gap");
            } else if let Some(ecli) = locator.strip_prefix("ECLI:NL:") {
                assert_eq!(*id, ecli.to_lowercase().replace(':', "-"), "{name}");
                assert!(
                    source.cite.contains(locator),
                    "{name}: `{id}` cites another"
                );
            } else {
                let known = ["jci1.3:c:BWBR", "CVDR", "https://"];
                assert!(
                    known.iter().any(|start| locator.starts_with(start)),
                    "{name}: `{id}`"
                );
            }
        }
    }
}
