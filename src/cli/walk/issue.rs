//! Recording what was done with a document after the concept.

use std::fs;
use std::path::Path;

use super::submit::When;
use super::{Turn, Walk};
use crate::engine::{Action, Proof, Stage};
use crate::law::Form;
use crate::runtime;
use crate::view;

/// A document by id, with how it stands.
type Offered = (String, String);

impl Walk<'_> {
    pub(super) fn issue(&mut self) -> Turn {
        let document = self.issuable()?;
        let stage = self.stage(&document)?;
        let role = self.issuer(&document, stage)?;
        let happened_at = self.ask_past("wanneer (Enter = nu):")?;
        let to = match stage.leaves() {
            true => self.ask_maybe("aan wie (Enter = niet genoemd):")?,
            false => None,
        };
        let manner = self.ask_maybe("op welke wijze (Enter = niet genoemd):")?;
        let reason = match stage {
            Stage::Reviewed(_) | Stage::Withdrawn => {
                Some(self.ask_text("reden (verplicht, Enter = terug):")?)
            }
            _ => None,
        };
        let deviation = self.deviation(&document, stage)?;
        let (files, bytes) = self.proof()?;
        let action = Action::RecordIssue {
            deviation,
            document,
            evidence: Vec::new(),
            files,
            manner,
            of: None,
            reason,
            stage,
            to,
        };
        let when = When {
            happened_at,
            late_reason: None,
        };
        let by = self.by_role(&role);
        self.submit_with(action, by, when, &bytes).map(drop)
    }

    /// Asks which document: first one that was made or given; the others that a power can give
    /// orally only when that is asked for.
    fn issuable(&mut self) -> Turn<String> {
        let (mut offered, other) = self.issuables();
        if offered.is_empty() && other.is_empty() {
            return self.refuse("Er is nog geen stuk gemaakt; `stuk` maakt een concept.");
        }
        if offered.is_empty() {
            self.say("Er is nog geen concept. Mondeling gegeven kan ook zonder:");
            offered = other;
        } else if !other.is_empty() {
            self.page_list(&view::numbered(&titles(&offered)))?;
            let prompt = format!(
                "welk stuk (nummer, meer = nog {} zonder concept, Enter = terug):",
                other.len()
            );
            loop {
                let line = self.ask_text(&prompt)?;
                let number = line.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                match number.and_then(|at| offered.get(at)) {
                    Some((id, _)) => return Ok(id.clone()),
                    None if line.eq_ignore_ascii_case("meer") => break,
                    None => self.say("Kies een nummer, of typ meer."),
                }
            }
            offered.extend(other);
        }
        let at = self.choose(&titles(&offered), "welk stuk")?;
        Ok(offered[at].0.clone())
    }

    /// Returns the documents that were made or given orally, and the others that a power can give
    /// orally, each with how it stands.
    fn issuables(&self) -> (Vec<Offered>, Vec<Offered>) {
        let lines = self.board().documents;
        let situation = self.session.incident().situation();
        let playbook = &self.session.material().playbook;
        // A letter or a request is not given orally.
        let is_spoken = |power: Option<&str>| {
            let power = power.and_then(|id| playbook.power(id));
            let form = power.map(|power| power.about.form);
            matches!(form, Some(Form::Factual | Form::Order | Form::Rule))
        };
        let (mut made, mut other) = (Vec::new(), Vec::new());
        for known in playbook.documents() {
            for id in situation.items(&known.id, known.for_each.as_ref()) {
                let line = lines.iter().find(|line| line.id == id);
                let state = line.map_or("geen concept".to_owned(), |line| line.state());
                let item = format!("{} ({state})", self.document_title(&id));
                if !situation.instances(&id).is_empty() {
                    made.push((id, item));
                } else if is_spoken(known.power.as_deref()) {
                    other.push((id, item));
                }
            }
        }
        (made, other)
    }

    /// Asks what was done, of what can be done with this document.
    fn stage(&mut self, document: &str) -> Turn<Stage> {
        let playbook = &self.session.material().playbook;
        let situation = self.session.incident().situation();
        let possible = situation.possible_stages(playbook, document);
        let offered: Vec<&(&str, Stage)> = view::STAGES
            .iter()
            .filter(|(_, stage)| possible.contains(&stage.name()))
            .collect();
        if offered.is_empty() {
            return self.refuse("Met dit stuk kan niets meer; `stuk` maakt een nieuw concept.");
        }
        let items: Vec<String> = offered
            .iter()
            .map(|(words, _)| (*words).to_owned())
            .collect();
        Ok(offered[self.choose(&items, "wat is ermee gedaan")?].1)
    }

    /// Returns who did it: for what only the competent organ does, that is asked.
    fn issuer(&mut self, document: &str, stage: Stage) -> Turn<String> {
        let is_decision = !stage.announces() && stage != Stage::Submitted;
        let playbook = &self.session.material().playbook;
        let organ = view::organ(playbook, document);
        let roles = self.present_or_replaced(playbook, &organ, false);
        match is_decision && !roles.is_empty() {
            true => self.choose_role("wie heeft dit gedaan", &roles),
            false => Ok(self.who.role.clone()),
        }
    }

    /// Asks for the reason when a draft that is not ready was signed all the same.
    fn deviation(&mut self, document: &str, stage: Stage) -> Turn<Option<String>> {
        let playbook = &self.session.material().playbook;
        let instances = self.session.incident().situation().instances(document);
        let draft = instances.iter().rev().find(|one| one.draft.is_some());
        let Some(draft) = draft.filter(|_| stage == Stage::Signed) else {
            return Ok(None);
        };
        let (missing, open) = draft.not_ready(playbook);
        let words = view::not_ready(playbook, document, missing, &open);
        if words.is_empty() {
            return Ok(None);
        }
        self.say(&format!(
            "NIET GEREED VOOR ONDERTEKENING: {}.\nIs het toch ondertekend, dan komt dit als \
             afwijking in het logboek.",
            words.join("; ")
        ));
        let reason = self.ask_text("reden van de afwijking (verplicht, Enter = terug):")?;
        Ok(Some(reason))
    }

    /// Asks for files that prove it.
    fn proof(&mut self) -> Turn<(Vec<Proof>, Vec<Vec<u8>>)> {
        let (mut files, mut contents) = (Vec::new(), Vec::new());
        loop {
            let prompt = match files.is_empty() {
                true => "bestand met bewijs, zoals een scan (Enter = geen):",
                false => "nog een bestand (Enter = klaar):",
            };
            let Some(path) = self.ask_maybe(prompt)? else {
                return Ok((files, contents));
            };
            let path = path.trim_matches(['"', '\'']);
            match fs::read(path) {
                Ok(bytes) => {
                    let name = Path::new(path).file_name().unwrap_or_default();
                    files.push(runtime::proof(name.to_string_lossy().into_owned(), &bytes));
                    contents.push(bytes);
                }
                Err(why) => self.say(&format!(
                    "`{path}` kan niet worden gelezen. {}",
                    runtime::dutch::file(&why)
                )),
            }
        }
    }
}

fn titles(offered: &[Offered]) -> Vec<String> {
    offered.iter().map(|(_, item)| item.clone()).collect()
}
