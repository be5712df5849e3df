//! Runs the statechart kernel against scripts written by others: each a `.scxml` chart and a `.json` of the same
//! name with events and the configurations they must lead to.

mod reader;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::outside;
use reader::Session;

#[test]
fn scxml_suite_leads_to_the_expected_configurations() {
    let folder = outside::suite("DRAAIBOEK_SCXML_SUITE", "../shared/suites/scion", "suites");
    let Some(folder) = folder else { return };
    let stems = stems(&folder).expect("the suite can be listed");
    assert!(!stems.is_empty(), "no scripts in {}", folder.display());
    let failures: Vec<String> = (stems.iter())
        .filter_map(|(stem, extensions)| {
            let failure = run(stem, extensions).err()?;
            Some(format!("{}: {failure}", stem.display()))
        })
        .collect();
    let passed = stems.len() - failures.len();
    outside::say(&format!(
        "scxml: {passed} of {} scripts passed",
        stems.len()
    ));
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn scxml_conditions_are_read_as_far_as_they_are_supported() {
    let read = |condition: &str| {
        reader::read(&format!(
            r#"<scxml><state id="a"><transition event="e" cond="{condition}" target="b"/></state>
            <state id="b"/></scxml>"#
        ))
    };
    let outcome = |condition: &str| match read(condition) {
        Ok(model) => {
            let mut session = Session::start(&model).expect("it comes to rest");
            session.send("e").expect("it comes to rest");
            session.configuration().into_iter().collect::<String>()
        }
        Err(error) => error,
    };
    for (condition, expected) in [
        ("true", "b"),
        ("false", "a"),
        ("In('a')", "b"),
        ("In(&quot;b&quot;)", "a"),
        ("In('c')", "there is no state `c`, in a condition"),
        ("x &gt; 3", "condition `x > 3` is not supported"),
        (
            "In('a') || true",
            "condition `In('a') || true` is not supported",
        ),
    ] {
        assert_eq!(outcome(condition), expected, "{condition}");
    }
}

/// A script as its file has it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Script {
    events: Vec<Step>,
    /// Not checked when `null`.
    initial_configuration: Option<BTreeSet<String>>,
    /// What another interpreter does.
    #[serde(rename = "legacySemantics")]
    _legacy_semantics: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Step {
    /// Milliseconds to wait before the event.
    #[serde(default)]
    after: i64,
    event: Event,
    next_configuration: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    name: String,
}

/// Returns the charts and scripts of a folder and its sub-folders, by path without extension.
fn stems(folder: &Path) -> io::Result<BTreeMap<PathBuf, BTreeSet<String>>> {
    let mut stems: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            stems.append(&mut self::stems(&path)?);
        } else if let Some(extension @ ("scxml" | "json")) =
            path.extension().and_then(|extension| extension.to_str())
        {
            let extensions = stems.entry(path.with_extension("")).or_default();
            extensions.insert(extension.to_owned());
        }
    }
    Ok(stems)
}

/// Runs one script, or says what is wrong and in which file.
fn run(stem: &Path, extensions: &BTreeSet<String>) -> Result<(), String> {
    for extension in ["scxml", "json"] {
        if !extensions.contains(extension) {
            return Err(format!("there is no .{extension} beside it"));
        }
    }
    let file = |extension: &str| {
        // Not `with_extension`: a stem may itself contain a dot.
        let mut path = stem.as_os_str().to_owned();
        path.push(".");
        path.push(extension);
        fs::read_to_string(path).map_err(|error| format!(".{extension}: {error}"))
    };
    let model = reader::read(&file("scxml")?).map_err(|error| format!(".scxml: {error}"))?;
    let script: Script =
        serde_json::from_str(&file("json")?).map_err(|error| format!(".json: {error}"))?;
    let mut session = Session::start(&model).map_err(|livelock| livelock.to_string())?;
    if let Some(expected) = &script.initial_configuration {
        compare("at the start", expected, &session)?;
    }
    for (index, step) in script.events.iter().enumerate() {
        let name = &step.event.name;
        let outcome = session.wait(step.after).and_then(|()| session.send(name));
        outcome.map_err(|livelock| format!("event {index} `{name}`: {livelock}"))?;
        let place = format!("after event {index} `{name}`");
        compare(&place, &step.next_configuration, &session)?;
    }
    Ok(())
}

fn compare(place: &str, expected: &BTreeSet<String>, session: &Session<'_>) -> Result<(), String> {
    let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
    let found = session.configuration();
    if found == expected {
        Ok(())
    } else {
        Err(format!("{place} expected {expected:?}, found {found:?}"))
    }
}
