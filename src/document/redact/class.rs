//! Which values are left out: by the class of their fact, which the law register gives a ground.

use crate::fact::{Kind, dutch};
use crate::law::{Fact, Register};
use crate::playbook::Playbook;

/// Returns the words in place of a value, its class with the ground; nothing when the value may stay.
pub(super) fn ground(playbook: &Playbook, law: &Register, path: &str) -> Option<String> {
    let (fact, kind) = of(playbook, path)?;
    let class = match (&fact.class, fact.marker, kind) {
        (Some(class), _, _) => class.as_str(),
        (None, true, _) => "politie",
        (None, false, Kind::Person) => "persoon",
        _ => return None,
    };
    let Some(class) = law.class(class) else {
        return Some(format!("[weggelaten: {class}]"));
    };
    let cites = class.law.iter().filter_map(|id| law.source(id));
    let cites: Vec<String> = cites.map(|source| source.cite.clone()).collect();
    Some(format!(
        "[weggelaten: {}, {}]",
        class.title,
        dutch::list(&cites)
    ))
}

/// Tells whether somebody typed the value freely, so that it can hold anything.
pub(super) fn is_free(playbook: &Playbook, path: &str) -> bool {
    of(playbook, path).is_none_or(|(_, kind)| *kind == Kind::Text)
}

/// Returns what the team calls the fact behind a path.
pub(super) fn label(playbook: &Playbook, path: &str) -> String {
    match of(playbook, path) {
        Some((fact, _)) => fact.label.clone(),
        None => path.to_owned(),
    }
}

/// Returns the fact behind a path, and the kind of the value there; a field of a record has its own.
fn of<'a>(playbook: &'a Playbook, path: &str) -> Option<(&'a Fact, &'a Kind)> {
    let mut parts = path.split('.');
    let fact = playbook.fact(parts.next()?)?;
    match (&fact.kind, parts.nth(1)) {
        (Kind::Records(fields), Some(name)) => {
            let field = fields.iter().find(|field| field.id == name)?;
            Some((fact, &field.kind))
        }
        _ => Some((fact, &fact.kind)),
    }
}
