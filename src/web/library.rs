//! The playbooks to draft with when there is no incident, each read once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::catalog::Catalog;
use crate::runtime::{self, Error, Material};

/// The playbooks, each read when it is first asked for.
pub struct Library {
    catalog: Catalog,
    read: Mutex<BTreeMap<String, Arc<Material>>>,
}

impl Library {
    /// Returns the playbooks of a catalog.
    pub fn new(catalog: Catalog) -> Library {
        Library {
            catalog,
            read: Mutex::default(),
        }
    }

    /// Returns what a playbook works from; nothing when there is none of this name.
    pub fn material(&self, playbook: &str) -> Result<Option<Arc<Material>>, Error> {
        let read = self.read.lock().ok();
        if let Some(known) = read.and_then(|read| read.get(playbook).cloned()) {
            return Ok(Some(known));
        }
        if !self.catalog.playbooks().contains(&playbook) {
            return Ok(None);
        }
        let material = Arc::new(runtime::parse(&self.catalog.pins(playbook))?);
        if let Ok(mut read) = self.read.lock() {
            read.insert(playbook.to_owned(), Arc::clone(&material));
        }
        Ok(Some(material))
    }
}
