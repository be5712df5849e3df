//! Where playbooks, templates and law come from: inside the binary, or a folder beside it.
//!
//! A file in the folder replaces the one inside with the same name. Never parses anything.

#![allow(
    clippy::disallowed_methods,
    reason = "this module is where files are touched"
)]

mod embedded;

pub use embedded::EXAMPLE_MUNICIPALITY;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// The folders whose files are inside the binary, and can stand in a folder beside it.
const FOLDERS: [&str; 3] = ["exercises", "playbooks", "templates"];
/// The largest text file that is read.
const CAP_BYTES: u64 = 1 << 20;

/// The texts that the program can work from.
#[derive(Debug, Clone)]
pub struct Catalog {
    texts: BTreeMap<String, Text>,
}

/// A text with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub content: String,
    /// The file, when it is not from inside the binary.
    pub path: Option<PathBuf>,
}

/// A text that cannot be read.
#[derive(Debug, Error)]
#[error("cannot read `{path}`: {why}")]
pub struct Unreadable {
    /// The file.
    pub path: String,
    /// Why.
    pub why: String,
}

impl Catalog {
    /// Returns what is inside the binary, with what a folder replaces or adds.
    ///
    /// The folder is laid out as the project: `playbooks/<id>/playbook.toml` and beside it the
    /// overlays on that playbook, `playbooks/fragments/*.toml`, `playbooks/law/*.toml`,
    /// `templates/<playbook>/*.md`, `templates/parts/*.md`, `exercises/*.toml`, `gemeente.toml`.
    pub fn open(folder: Option<&Path>) -> Result<Catalog, Unreadable> {
        let mut texts: BTreeMap<String, Text> = embedded::FILES
            .iter()
            .map(|(name, content)| {
                let text = Text {
                    content: (*content).to_owned(),
                    path: None,
                };
                ((*name).to_owned(), text)
            })
            .collect();
        if let Some(folder) = folder {
            if !folder.is_dir() {
                return Err(Unreadable {
                    path: folder.display().to_string(),
                    why: "there is no such folder".to_owned(),
                });
            }
            for top in FOLDERS {
                add(&mut texts, folder, Path::new(top), 0)?;
            }
            let municipality = folder.join("gemeente.toml");
            if municipality.exists() {
                let text = read(&municipality)?;
                texts.insert("gemeente.toml".to_owned(), text);
            }
        }
        Ok(Catalog { texts })
    }

    /// Returns the ids of the playbooks.
    pub fn playbooks(&self) -> Vec<&str> {
        self.texts
            .keys()
            .filter_map(|name| {
                name.strip_prefix("playbooks/")?
                    .strip_suffix("/playbook.toml")
            })
            .collect()
    }

    /// Returns the exercises, each with the id by which it is started.
    pub fn exercises(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.texts.iter().filter_map(|(name, text)| {
            let id = name.strip_prefix("exercises/")?.strip_suffix(".toml")?;
            (!id.contains('/')).then_some((id, text))
        })
    }

    /// Returns the files in the folder of a playbook that does not exist: nothing reads them.
    pub fn strays(&self) -> Vec<String> {
        let playbooks = self.playbooks();
        let is_stray = |name: &str| {
            let inside = name
                .strip_prefix("playbooks/")
                .and_then(|it| it.split_once('/'));
            let owned = |id: &str| id == "fragments" || id == "law" || playbooks.contains(&id);
            inside.is_some_and(|(id, _)| !owned(id))
        };
        let strays = self.texts.iter().filter(|(name, _)| is_stray(name));
        strays
            .map(|(name, text)| match &text.path {
                Some(path) => path.display().to_string(),
                None => name.clone(),
            })
            .collect()
    }

    /// Returns a text.
    pub fn text(&self, name: &str) -> Option<&Text> {
        self.texts.get(name)
    }

    /// Returns the names and texts that an incident with this playbook pins: the playbook with its
    /// overlays, all fragments, its templates, the shared ones and their parts, all law, and the
    /// municipality file.
    pub fn pins(&self, playbook: &str) -> Vec<(String, Text)> {
        let own = format!("templates/{playbook}/");
        let beside = format!("playbooks/{playbook}/");
        let mut pins = Vec::new();
        for (name, text) in &self.texts {
            let pinned = if *name == format!("playbooks/{playbook}/playbook.toml") {
                "playbook.toml".to_owned()
            } else if let Some(template) = name.strip_prefix(&own) {
                format!("templates/{template}")
            } else if name
                .strip_prefix("templates/")
                .is_some_and(|t| !t.contains('/') || t.starts_with("parts/"))
                || name == "gemeente.toml"
            {
                name.clone()
            } else if let Some(overlay) = name.strip_prefix(&beside) {
                format!("overlays/{overlay}")
            } else if let Some(law) = name.strip_prefix("playbooks/law/") {
                format!("law/{law}")
            } else if let Some(fragment) = name.strip_prefix("playbooks/fragments/") {
                format!("fragments/{fragment}")
            } else {
                continue;
            };
            pins.push((pinned, text.clone()));
        }
        pins
    }
}

/// Reads a text file of a person.
pub fn read(path: &Path) -> Result<Text, Unreadable> {
    let unreadable = |why: String| Unreadable {
        path: path.display().to_string(),
        why,
    };
    let explain = |error: io::Error| unreadable(error.to_string());
    if fs::metadata(path).map_err(explain)?.len() > CAP_BYTES {
        return Err(unreadable("it is larger than 1 MiB".to_owned()));
    }
    let bytes = fs::read(path).map_err(explain)?;
    let content =
        String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
    Ok(Text {
        content,
        path: Some(path.to_owned()),
    })
}

/// Adds the TOML and Markdown files below a folder; names use forward slashes on every system.
fn add(
    texts: &mut BTreeMap<String, Text>,
    root: &Path,
    below: &Path,
    depth: usize,
) -> Result<(), Unreadable> {
    let folder = root.join(below);
    if depth > 3 || !folder.is_dir() {
        return Ok(());
    }
    let explain = |error: io::Error| Unreadable {
        path: folder.display().to_string(),
        why: error.to_string(),
    };
    for entry in fs::read_dir(&folder).map_err(explain)? {
        let entry = entry.map_err(explain)?;
        let inside = below.join(entry.file_name());
        let path = entry.path();
        if path.is_dir() {
            add(texts, root, &inside, depth + 1)?;
        } else if path
            .extension()
            .is_some_and(|ending| ending == "toml" || ending == "md")
        {
            let name = inside.to_string_lossy().replace('\\', "/");
            texts.insert(name, read(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Guards against a file that is in the project and not in the binary.
    #[test]
    fn everything_in_the_folders_is_inside_the_binary() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut on_disk = BTreeMap::new();
        for top in FOLDERS {
            add(&mut on_disk, root, Path::new(top), 0).expect("the project's own folders");
        }
        let inside: Vec<&str> = embedded::FILES.iter().map(|(name, _)| *name).collect();
        let on_disk: Vec<&str> = on_disk
            .keys()
            .map(String::as_str)
            .filter(|name| *name != "playbooks/gemeente.toml")
            .collect();
        assert_eq!(inside, on_disk);
    }
}
