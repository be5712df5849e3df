//! Moving an incident to another playbook while it runs, or looking first what that would do.

use std::sync::Arc;

use super::{Session, parse, sha256};
use crate::catalog::Text;
use crate::engine::{Action, By, Command, Divergence, Entry, Event, Incident, Map, rehearse};
use crate::runtime::{Error, Material};

/// What moving an incident to another playbook would do.
#[derive(Debug)]
pub struct Move {
    /// The incident after it.
    pub after: Incident,
    /// The first place where the log so far comes out otherwise under the other playbook.
    pub divergence: Option<Divergence>,
    /// What it would work from.
    pub material: Material,
}

impl Session {
    /// Works from other material from an entry on.
    pub(super) fn move_to(&mut self, seq: u64, mut material: Material) {
        let before = self.material.playbook.clone();
        material.playbook = material.playbook.after(before);
        let before = std::mem::replace(&mut self.material, Arc::new(material));
        self.earlier.push((seq, before));
    }

    /// Moves the incident to the playbook among other texts, by a map, with all of them pinned
    /// inside; nothing is written when it cannot.
    pub fn replace_playbook(
        &mut self,
        texts: &[(String, Text)],
        map: Map,
        reason: String,
        by: By,
    ) -> Result<Vec<Entry>, Error> {
        let (material, command, entries) = self.replacement(texts, map, reason, by)?;
        let contents = texts
            .iter()
            .map(|(_, text)| text.content.clone().into_bytes());
        let entries = self.append(&command, entries, &contents.collect::<Vec<_>>())?;
        let moves = |entry: &&Entry| matches!(entry.event(), Event::PlaybookReplaced { .. });
        if let Some(seq) = entries.iter().find(moves).map(|entry| entry.seq) {
            self.move_to(seq, material);
            self.look_again();
        }
        Ok(entries)
    }

    /// Returns what moving would do, without doing it.
    pub fn preview_replacement(
        &mut self,
        texts: &[(String, Text)],
        map: Map,
        by: By,
    ) -> Result<Move, Error> {
        let reason = "vooraf bekeken".to_owned();
        let (material, _, entries) = self.replacement(texts, map.clone(), reason, by)?;
        let mut after = self.incident.clone();
        for entry in entries {
            after.evolve(entry);
        }
        let (old, log) = (&self.material.playbook, self.incident.log());
        Ok(Move {
            divergence: rehearse(old, &material.playbook, log, &map),
            after,
            material,
        })
    }

    fn replacement(
        &mut self,
        texts: &[(String, Text)],
        map: Map,
        reason: String,
        by: By,
    ) -> Result<(Material, Command, Vec<Entry>), Error> {
        let material = parse(texts)?;
        material.check()?;
        let hashed = |(name, text): &(String, Text)| {
            let hash = sha256(text.content.as_bytes());
            (name.clone(), hash)
        };
        let pins = texts.iter().map(hashed).collect();
        let command = Command {
            action: Action::ReplacePlaybook { map, pins, reason },
            by,
            happened_at: None,
            id: self.surroundings.id()?,
            late_reason: None,
        };
        self.refresh()?;
        let before = self.material.playbook.clone();
        let playbook = material.playbook.clone().after(before);
        let entries = self.decided(&playbook, &command)?;
        Ok((material, command, entries))
    }
}
