//! The fences that the compiler does not hold: floors, and what the project's text may say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each module; the same table stands in `lib.rs`.
const FLOORS: [(&str, u8); 19] = [
    ("diagnostic", 0),
    ("fact", 0),
    ("font", 0),
    ("xml", 0),
    ("chart", 1),
    ("reader", 1),
    ("law", 2),
    ("playbook", 3),
    ("engine", 4),
    ("analysis", 5),
    ("exercise", 5),
    ("view", 5),
    ("document", 6),
    ("picture", 6),
    ("catalog", 7),
    ("store", 7),
    ("runtime", 8),
    ("web", 9),
    ("cli", 10),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of the project")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|have| have == ending) {
            found.push(path);
        }
    }
}

/// Returns the top-level modules of this crate that a source file names, tests included.
fn named(text: &str) -> Vec<String> {
    let mut named = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        let mut rest = line;
        while let Some(at) = rest.find("crate::") {
            rest = &rest[at + "crate::".len()..];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            named.push(rest[..end].to_owned());
        }
    }
    named
}

#[test]
fn a_module_uses_only_modules_on_lower_floors() {
    let floors: BTreeMap<&str, u8> = FLOORS.into();
    let source = root().join("src");
    let mut paths = Vec::new();
    files(&source, "rs", &mut paths);
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for path in &paths {
        let inside = path.strip_prefix(&source).expect("below src");
        let module = inside.iter().next().expect("a name").to_string_lossy();
        let Some(own) = floors.get(module.as_ref()) else {
            continue;
        };
        for used in named(&fs::read_to_string(path).expect("a source file")) {
            looked_at += 1;
            match floors.get(used.as_str()) {
                Some(floor) if *floor >= *own && used != module => {
                    wrong.push(format!("{}: uses `{used}`", inside.display()));
                }
                _ => {}
            }
        }
    }
    assert!(looked_at > 50, "only {looked_at} uses were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Guards the map: a new module has a floor here and a row in `lib.rs`.
#[test]
fn every_module_is_on_the_map() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    for line in lib.lines() {
        let Some(module) = line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(';'))
        else {
            continue;
        };
        assert!(
            FLOORS.iter().any(|(name, _)| *name == module),
            "`{module}` has no floor"
        );
        assert!(
            lib.contains(&format!("`{module}`")),
            "`{module}` has no row in the map"
        );
    }
}

/// Whatever people wrote is escaped by the library that makes the markup; nothing goes around it.
#[test]
fn no_markup_of_the_board_is_marked_as_safe() {
    let mut paths = Vec::new();
    files(&root().join("src/web"), "rs", &mut paths);
    assert!(paths.len() > 20, "only {} files", paths.len());
    for path in paths {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(!text.contains("PreEscaped"), "{}", path.display());
    }
}

/// The texts speak of the project alone.
#[test]
fn no_text_names_a_path_of_a_machine() {
    let mut paths = Vec::new();
    for (folder, endings) in [
        ("src", &["rs", "md", "xml"][..]),
        ("docs", &["md"]),
        ("exercises", &["toml"]),
        ("playbooks", &["toml"]),
        ("templates", &["md"]),
        ("examples", &["toml"]),
    ] {
        for ending in endings {
            files(&root().join(folder), ending, &mut paths);
        }
    }
    paths.push(root().join("README.md"));
    let here = root().parent().map(Path::to_owned);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let places = [here, home, Some(std::env::temp_dir())];
    let places: Vec<String> = places
        .into_iter()
        .flatten()
        .filter(|place| place.parent().is_some())
        .map(|place| format!("{}/", place.display()))
        .collect();
    assert!(!places.is_empty(), "no place to look for");
    let wrong: Vec<String> = paths
        .iter()
        .filter(|path| {
            let text = fs::read_to_string(path).expect("a text");
            places.iter().any(|place| text.contains(place))
        })
        .map(|path| path.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
