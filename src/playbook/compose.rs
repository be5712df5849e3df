//! Puts a playbook together from its file, the fragments it includes and the overlays of a
//! municipality, before anything of it is checked.
//!
//! Never removes anything, and never reads a condition: what comes out is one tree, read like that
//! of a single file, in which every place leads back to the text it stands in.

mod fragment;
mod merge;
mod overlay;
mod rename;
mod sheet;

use std::collections::BTreeMap;

use serde::Serialize;

use super::shape;
use crate::diagnostic::{Finding, Source};
use crate::reader::{self, Table};
pub(super) use sheet::Sheet;

/// The texts that a playbook is put together from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Fragments that can be included, by id.
    pub fragments: BTreeMap<String, Source>,
    /// Overlays, in the order in which they apply.
    pub overlays: Vec<Source>,
}

/// What an overlay added or replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlaid {
    /// Whose addition it is.
    pub by: String,
    /// The name of the text.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// What it does, in English.
    pub what: String,
}

/// A playbook put together.
pub(super) struct Composed {
    pub(super) overlaid: Vec<Overlaid>,
    pub(super) sheet: Sheet,
    pub(super) table: Table,
}

/// Returns the tree, with what was found so far; without one the findings say why.
pub(super) fn compose(
    source: &Source,
    parts: &Sources,
    findings: &mut Vec<Finding>,
) -> Option<Composed> {
    let (table, found) = reader::read(source, &shape::PLAYBOOK);
    findings.extend(found);
    let mut composed = Composed {
        overlaid: Vec::new(),
        sheet: Sheet::of(source),
        table: table?,
    };
    fragment::include(&mut composed, &parts.fragments, findings);
    for text in &parts.overlays {
        let before = composed.overlaid.len();
        overlay::apply(&mut composed, text, findings);
        composed.overlaid[before..].sort_by_key(|done| done.line);
    }
    Some(composed)
}
