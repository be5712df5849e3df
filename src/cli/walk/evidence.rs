//! Attaching a file as evidence.

use std::fs;
use std::path::Path;

use super::submit::When;
use super::{Turn, Walk};
use crate::engine::Action;
use crate::runtime::{self, sha256};

impl Walk<'_> {
    pub(super) fn attach(&mut self, path: &str) -> Turn {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let why = runtime::dutch::file(&error);
                return self.refuse(&format!(
                    "`{path}` kan niet worden gelezen. {why} Was het een antwoord? Begin met =."
                ));
            }
        };
        let name = Path::new(path).file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let description = self.ask_maybe(&format!("wat is erop te zien (Enter = {name}):"))?;
        let url = self.ask_maybe("webadres (Enter = geen):")?;
        let seen_at = self.ask_past("wanneer gezien (Enter = niet genoemd):")?;
        let description = description.unwrap_or_else(|| name.clone());
        let (description, compartment) = self.kept_to(&description);
        let action = Action::AttachEvidence {
            compartment,
            description,
            file_name: name,
            seen_at,
            sha256: sha256(&bytes),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            url,
        };
        self.submit_with(action, self.by(), When::default(), &[bytes])
            .map(drop)
    }
}
