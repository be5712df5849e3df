//! Where a chart stands: plain data that can be stored and put back, never a handle on the chart itself.

use super::{StateId, StateSet};

/// The configuration and the remembered histories of one running chart.
///
/// Whether it still runs is not kept, because it follows from the configuration: see [`super::Chart::is_running`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    pub(super) active: StateSet,
    /// Sorted by history state, one value for each at most.
    pub(super) history: Vec<(StateId, StateSet)>,
}

impl Machine {
    /// Returns a machine that stands where a stored one stood.
    ///
    /// Nothing is checked here, so that applying a stored event cannot fail; [`super::Chart::is_legal`] tells
    /// whether a configuration fits a chart.
    pub fn restore(
        active: StateSet,
        history: impl IntoIterator<Item = (StateId, StateSet)>,
    ) -> Self {
        let mut machine = Self {
            active,
            history: Vec::new(),
        };
        for (state, value) in history {
            machine.remember(state, value);
        }
        machine
    }

    /// Returns the configuration: every active state, the last one also after the chart has stopped.
    pub fn active(&self) -> &StateSet {
        &self.active
    }

    /// Returns what each history state remembers, in document order.
    pub fn history(&self) -> impl Iterator<Item = (StateId, &StateSet)> {
        self.history.iter().map(|(state, value)| (*state, value))
    }

    /// Returns what a history state remembers, or `None` when its parent was never exited.
    pub fn remembered(&self, history: StateId) -> Option<&StateSet> {
        let place = self.history.binary_search_by_key(&history, |entry| entry.0);
        place.ok().map(|index| &self.history[index].1)
    }

    pub(super) fn remember(&mut self, history: StateId, value: StateSet) {
        match self.history.binary_search_by_key(&history, |entry| entry.0) {
            Ok(index) => self.history[index].1 = value,
            Err(index) => self.history.insert(index, (history, value)),
        }
    }
}
