//! Making a draft of a document.

use super::{Turn, Walk, error};
use crate::cli::failure::Failure;
use crate::cli::verb::draft;
use crate::runtime::{Error, drafting};
use crate::view;

/// The template of the log.
const LOG: &str = "logboek";

impl Walk<'_> {
    pub(super) fn document(&mut self) -> Turn {
        let offered = self.offered();
        if offered.is_empty() {
            return self.refuse("Er is nu geen stuk te maken.");
        }
        let items: Vec<String> = offered.iter().map(|(_, item)| item.clone()).collect();
        let id = offered[self.choose(&items, "welk stuk")?].0.clone();
        self.make_and_fill(&id)
    }

    /// Makes a draft of a document beside the incident.
    pub(super) fn make(&mut self, id: &str) -> Turn {
        let by = self.by();
        let out = match drafting::free_name(&mut self.session, &self.path, id, &by) {
            Ok(out) => out,
            Err(Error::Refused(refusal)) => return self.refuse_with(&refusal),
            Err(error) => return self.trouble(error, None),
        };
        match draft::make(&mut self.session, id, &out, by, false) {
            Ok(made) => {
                self.page(&draft::account(&made))?;
                // Again at the end, since the list above it can be longer than the screen.
                let missing = made.draft.missing.len();
                self.say(&format!("{} · ontbreekt: {missing}", made.draft.marking));
                self.watch_mirror();
                Ok(())
            }
            Err(Failure::Runtime(Error::Refused(refusal))) => self.refuse_with(&refusal),
            Err(Failure::Runtime(error @ (Error::Store(_) | Error::Stale { .. }))) => {
                self.say(&format!(
                    "NIET OPGESLAGEN: het concept staat niet in het logboek. Gebruik {} niet.",
                    out.display()
                ));
                self.trouble(error, None)
            }
            Err(failure) => self.refuse(&format!(
                "Het stuk kan niet worden gemaakt. {}",
                error::failure(&failure)
            )),
        }
    }

    /// Returns what can be made, by id, with how it stands: the documents of the playbook, made
    /// before or not, and always the log itself.
    fn offered(&self) -> Vec<(String, String)> {
        let documents = self.board().documents;
        let mut offered: Vec<(String, String)> = documents
            .iter()
            .map(|line| (line.id.clone(), view::walk_document(line)))
            .collect();
        let log = self.session.material().templates.get(LOG);
        if let Some(log) = log.filter(|_| !offered.iter().any(|(id, _)| id == LOG)) {
            offered.push((LOG.to_owned(), format!("{} (altijd)", log.title())));
        }
        offered
    }
}
