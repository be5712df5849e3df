//! Who contains whom, as sets; nothing about events or transitions.

use super::builder::{Builder, Kind};
use super::{StateId, StateSet};

/// The containment of the states of a builder, one entry for each state.
pub(super) struct Tree {
    /// The states around each state, itself excluded.
    pub(super) ancestors: Vec<StateSet>,
    /// The children that are not history states.
    pub(super) children: Vec<StateSet>,
    /// The states inside each state that are not history states, itself excluded.
    pub(super) descendants: Vec<StateSet>,
    /// The children that are history states.
    pub(super) histories: Vec<StateSet>,
}

impl Tree {
    /// Returns the containment; a parent that does not come before its child is left out, the check names it.
    pub(super) fn new(builder: &Builder) -> Self {
        let empty = vec![StateSet::EMPTY; builder.states.len()];
        let mut tree = Self {
            ancestors: empty.clone(),
            children: empty.clone(),
            descendants: empty.clone(),
            histories: empty,
        };
        for (index, source) in builder.states.iter().enumerate() {
            let state = StateId::capped(index);
            let Some(parent) = source.parent.filter(|parent| parent.index() < index) else {
                continue;
            };
            let mut ancestors = tree.ancestors[parent.index()];
            ancestors.insert(parent);
            tree.ancestors[index] = ancestors;
            if matches!(source.kind, Kind::History { .. }) {
                tree.histories[parent.index()].insert(state);
            } else {
                tree.children[parent.index()].insert(state);
                for ancestor in ancestors {
                    tree.descendants[ancestor.index()].insert(state);
                }
            }
        }
        tree
    }
}
