//! What an audience may know of an incident, with what it works from.
//!
//! Never written anywhere: commands are decided on the whole incident.

use std::sync::Arc;

use super::Material;
use crate::engine::Incident;
use crate::playbook::Audience;

/// What an audience may know.
#[derive(Debug)]
pub struct Seen {
    /// The audience.
    pub audience: Audience,
    /// The incident.
    pub incident: Incident,
    /// What it works from.
    pub material: Arc<Material>,
}

impl Seen {
    /// Returns what an audience may know.
    pub fn of(material: &Arc<Material>, incident: &Incident, audience: Audience) -> Seen {
        let (incident, material) = match incident.has_compartments(&material.playbook) {
            false => (incident.clone(), Arc::clone(material)),
            true => (
                incident.seen_by(&material.playbook, &audience),
                Arc::new(material.seen_by(&audience)),
            ),
        };
        Seen {
            audience,
            incident,
            material,
        }
    }
}

impl Material {
    /// Returns it as an audience may know it; a template that only a hidden document uses is not there.
    pub fn seen_by(&self, audience: &Audience) -> Material {
        let playbook = self.playbook.seen_by(audience);
        let uses = |playbook: &crate::playbook::Playbook, id: &str| {
            let mut documents = playbook.documents().iter();
            documents.any(|document| document.template == id)
        };
        let is_hidden = |id: &str| uses(&self.playbook, id) && !uses(&playbook, id);
        let templates = self.templates.iter().filter(|(id, _)| !is_hidden(id));
        let templates = templates.map(|(id, template)| (id.clone(), template.clone()));
        Material {
            holidays: self.holidays.clone(),
            law: self.law.clone(),
            municipality: self.municipality.clone(),
            templates: templates.collect(),
            texts: self.texts.clone(),
            warnings: self.warnings.clone(),
            playbook,
        }
    }
}
