//! A situation in the names of the playbook that an incident moves to.
//!
//! Never fails and never looks at a playbook: whether everything has a name there was asked before.

use std::collections::BTreeMap;

use super::{Kind, Map};
use crate::engine::Situation;

/// Gives everything but the chart its name there; what is left behind goes, except papers.
pub(in crate::engine) fn rename(situation: &mut Situation, map: &Map) {
    keys(&mut situation.decisions, map, Kind::Decision);
    keys(&mut situation.facts, map, Kind::Fact);
    keys(&mut situation.present, map, Kind::Role);
    keys(&mut situation.roles, map, Kind::Role);
    keys(&mut situation.tasks, map, Kind::Task);
    keys(&mut situation.waived, map, Kind::Clock);
    for task in situation.tasks.values_mut() {
        task.role = task
            .role
            .take()
            .and_then(|role| map.name(Kind::Role, &role));
        if let Some((_, role)) = &mut task.claimed {
            *role = map.name(Kind::Role, role).unwrap_or_else(|| role.clone());
        }
    }
    // What is on paper exists, also when the playbook does not know it any more.
    let papers = situation.documents.iter_mut().map(|it| &mut it.document);
    let acts = situation.issued.iter_mut().map(|it| &mut it.document);
    for document in papers.chain(acts) {
        if let Some(name) = map.name(Kind::Document, document) {
            *document = name;
        }
    }
}

fn keys<T>(held: &mut BTreeMap<String, T>, map: &Map, kind: Kind) {
    let before = std::mem::take(held).into_iter();
    *held = before
        .filter_map(|(id, value)| Some((map.name(kind, &id)?, value)))
        .collect();
}
