//! Gathers the regional picture from files: incidents, and what partners exported.
//!
//! Opens everything to read only, and goes on past a file that cannot be read, which it names.

use std::fs;
use std::path::{Path, PathBuf};

use super::{EXTENSION, Session, Surroundings, dutch};
use crate::view::{self, RegionLine};

/// The folder inside a folder of incidents where files of partners lie.
pub const PARTNERS: &str = "partners";
/// The most files that are looked at.
const FILES: usize = 1_000;
/// The largest export, in bytes.
const BYTES: u64 = 8 << 20;

/// What was gathered.
#[derive(Debug, Default)]
pub struct Gathered {
    /// What a partnership may know of each incident.
    pub lines: Vec<RegionLine>,
    /// Each file that could not be read, with why.
    pub unreadable: Vec<(String, String)>,
}

/// Gathers files and folders; in a folder its incidents, and in its folder `partners` exports as well.
pub fn gather(paths: &[PathBuf]) -> Gathered {
    let mut gathered = Gathered::default();
    for path in paths {
        match path.is_dir() {
            true => {
                for path in files(path, &[EXTENSION]) {
                    gathered.add(&path);
                }
                gathered.add_partners(path);
            }
            false => gathered.add(path),
        }
    }
    gathered
}

impl Gathered {
    /// Adds what partners handed over to a folder of incidents.
    pub fn add_partners(&mut self, folder: &Path) {
        for path in files(&folder.join(PARTNERS), &[EXTENSION, "json"]) {
            self.add(&path);
        }
    }

    fn add(&mut self, path: &Path) {
        let is_export = path.extension().is_some_and(|ending| ending == "json");
        let read = match is_export {
            true => export(path),
            false => incident(path),
        };
        match read {
            Ok(lines) => self.lines.extend(lines),
            Err(why) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.unreadable.push((name.into_owned(), why));
            }
        }
    }
}

fn incident(path: &Path) -> Result<Vec<RegionLine>, String> {
    let session = Session::open_read_only(path, Surroundings::Machine);
    let session = session.map_err(|error| dutch::turn(&error))?;
    Ok(session.region_line().into_iter().collect())
}

fn export(path: &Path) -> Result<Vec<RegionLine>, String> {
    let length = fs::metadata(path)
        .map_err(|error| dutch::file(&error))?
        .len();
    if length > BYTES {
        return Err("Dit bestand is te groot voor een export.".to_owned());
    }
    let text = fs::read_to_string(path).map_err(|error| dutch::file(&error))?;
    view::read_region(&text)
        .map_err(|why| format!("Dit is geen export van een regionaal beeld: {why}"))
}

/// Returns the files of a folder with one of these endings, by name; none when there is no such folder.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| endings.contains(&ending)) && path.is_file()
        })
        .collect();
    found.sort();
    found.truncate(FILES);
    found
}
