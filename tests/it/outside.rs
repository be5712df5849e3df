//! Suites and programs that live outside the project: where they are, and what to do when they are not there.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, io};

/// Names, separated by commas, the kinds of suites that must be present.
const REQUIRE: &str = "DRAAIBOEK_REQUIRE";

/// Returns where a suite is: the folder or file named by the variable, or else the default beside the project.
///
/// Returns `None` after saying so when the suite is absent and nobody asked for it.
///
/// # Panics
/// When the variable names something absent, or when `DRAAIBOEK_REQUIRE` lists the kind.
pub fn suite(variable: &str, default: &str, kind: &str) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    let place = named
        .clone()
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(default));
    if place.exists() {
        return Some(place);
    }
    let absent = format!("suite `{kind}` is not at {}", place.display());
    assert!(named.is_none(), "{absent}, which {variable} names");
    assert!(!is_required(kind), "{absent}, and {REQUIRE} asks for it");
    say(&format!(
        "skipped: {absent} ({variable} can name another place)"
    ));
    None
}

/// Returns a program on the path, in the way of [`suite`].
pub fn program(name: &str, kind: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")
        .iter()
        .flat_map(env::split_paths)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    found(path, name, kind)
}

/// Returns something outside; says so when it is not there, and fails when its kind is required.
pub fn found(path: Option<PathBuf>, what: &str, kind: &str) -> Option<PathBuf> {
    if path.is_none() {
        assert!(
            !is_required(kind),
            "{what} not found, and {REQUIRE} asks for {kind}"
        );
        say(&format!("skipped: {what} not found"));
    }
    path
}

fn is_required(kind: &str) -> bool {
    let required = env::var(REQUIRE).unwrap_or_default();
    required.split(',').any(|required| required.trim() == kind)
}

/// Prints a line that is also seen when the test passes.
pub fn say(line: &str) {
    // The test harness captures what the printing macros write, not what is written to the stream itself.
    let _ = writeln!(io::stderr(), "{line}");
}
