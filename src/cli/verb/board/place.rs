//! The folder with the incidents: which one, and whether it is the second copy.

use std::env;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use crate::fact::dutch;
use crate::runtime::{EXTENSION, Session, Surroundings, is_copy};

/// The folder beside the binary that is made when no other is meant.
const BESIDE: &str = "incidenten";

/// Returns the folder to open when none was said: this one when somebody went there on purpose, else
/// one beside the binary, made when it is not there.
pub fn usual() -> std::io::Result<PathBuf> {
    let here = env::current_dir().ok();
    let binary = env::current_exe().ok();
    let binary = binary.as_deref().and_then(Path::parent);
    if let Some(here) = &here
        && (holds_incidents(here) || is_meant(here, binary))
    {
        return Ok(here.clone());
    }
    let beside = binary.map_or_else(|| PathBuf::from(BESIDE), |folder| folder.join(BESIDE));
    fs::create_dir_all(&beside)?;
    Ok(beside)
}

/// Tells whether somebody chose to be here: no folder where a double-click leaves a program.
fn is_meant(here: &Path, binary: Option<&Path>) -> bool {
    let home = ["HOME", "USERPROFILE"].iter().find_map(env::var_os);
    let is_home = home.is_some_and(|home| here == Path::new(&home));
    let is_system = ["SystemRoot", "windir"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|system| here.starts_with(Path::new(&system))));
    let is_root = here.parent().is_none();
    let is_beside = binary == Some(here);
    !is_home && !is_system && !is_root && !is_beside && can_be_written(here)
}

fn holds_incidents(folder: &Path) -> bool {
    incidents(folder).next().is_some()
}

fn incidents(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == EXTENSION))
}

fn can_be_written(folder: &Path) -> bool {
    let trial = folder.join(".draaiboek-proef");
    let made = OpenOptions::new().write(true).create_new(true).open(&trial);
    let _ = fs::remove_file(&trial);
    made.is_ok()
}

/// Returns what to say, in Dutch, about a folder that holds the second copy: that it does, and up to
/// which entry.
pub fn describe(folder: &Path) -> Vec<String> {
    if !is_copy(folder) {
        return Vec::new();
    }
    let mut lines = vec![
        "Dit is de tweede kopie. Ga hier alleen verder als het bord op de andere computer niet meer werkt."
            .to_owned(),
    ];
    let mut paths: Vec<PathBuf> = incidents(folder).collect();
    paths.sort();
    for path in paths {
        let Ok(session) = Session::open_read_only(&path, Surroundings::Machine) else {
            lines.push(format!("- {} kan niet worden gelezen", path.display()));
            continue;
        };
        let situation = session.incident().situation();
        let (seq, words) = session.checkpoint();
        let last = situation.last_recorded_at;
        let last = last.map_or_else(String::new, |at| format!(" van {}", dutch::datetime(at)));
        let title = &situation.title;
        lines.push(format!(
            "- {title}: laatste regel {seq}{last}, controlewoorden {words}"
        ));
    }
    lines
}
