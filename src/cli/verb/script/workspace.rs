//! Where a scenario leaves its incident and drafts: where it was told, else in a folder that goes away.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::runtime::Surroundings;

/// The files of one run; dropping it removes those that nobody asked to keep.
pub struct Workspace {
    drafts: PathBuf,
    incident: PathBuf,
    temporary: Option<PathBuf>,
}

impl Workspace {
    /// Makes the folders that are needed.
    pub fn new(keep: Option<PathBuf>, out: Option<PathBuf>) -> Result<Self, Failure> {
        let temporary = match keep.is_none() || out.is_none() {
            true => Some(temporary()?),
            false => None,
        };
        let inside = |name: &str| temporary.as_deref().unwrap_or(Path::new(".")).join(name);
        let drafts = out.unwrap_or_else(|| inside("drafts"));
        let incident = keep.unwrap_or_else(|| inside("scenario.draaiboek"));
        // Made before anything fails, so that the folder goes away when it does.
        let workspace = Workspace {
            drafts,
            incident,
            temporary,
        };
        make(&workspace.drafts)?;
        Ok(workspace)
    }

    /// Returns the folder of the drafts.
    pub fn drafts(&self) -> &Path {
        &self.drafts
    }

    /// Returns the incident file.
    pub fn incident(&self) -> &Path {
        &self.incident
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if let Some(folder) = &self.temporary {
            // What is left behind is in the folder that the system cleans.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn temporary() -> Result<PathBuf, Failure> {
    let id = Surroundings::Machine.id()?;
    let folder = env::temp_dir().join(format!("draaiboek-{id}"));
    make(&folder)?;
    Ok(folder)
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::File(format!("cannot make `{}`: {error}", folder.display())))
}
