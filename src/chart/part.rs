//! A chart of which some states never move, for looking at the rest alone; the numbers stay the same.

use super::compiled::Table;
use super::{Action, Chart, EventId, StateId, StateSet, TransitionId};

impl Chart {
    /// Returns the chart without the transitions of these states.
    pub fn without(&self, still: &StateSet) -> Chart {
        let mut chart = self.clone();
        chart.eventless = chart.eventless.without(still);
        for table in &mut chart.tables {
            *table = table.without(still);
        }
        chart
    }

    /// Returns the states that a transition can exit, unless its target is a history state.
    pub fn can_exit(&self, transition: TransitionId) -> &StateSet {
        &self.transitions[transition.index()].exits
    }

    /// Returns whether two states can be active together: one around the other, or in different regions.
    pub fn can_be_together(&self, one: StateId, other: StateId) -> bool {
        let (around_one, around_other) = (*self.ancestors(one), *self.ancestors(other));
        let nearest = (around_one & around_other).iter().next_back();
        one == other
            || around_one.contains(other)
            || around_other.contains(one)
            || nearest.is_some_and(|nearest| self.is_parallel(nearest))
    }

    /// Returns the events that a transition raises.
    pub fn raises(&self, transition: TransitionId) -> impl Iterator<Item = EventId> {
        let actions = &self.transitions[transition.index()].actions;
        actions.iter().filter_map(|action| match action {
            Action::Raise(event) => Some(*event),
            Action::Cancel(_) | Action::Send(_) => None,
        })
    }

    /// Returns the transitions by themselves of these states, in document order.
    pub fn eventless_of(&self, states: &StateSet) -> impl Iterator<Item = TransitionId> {
        let waiting = *states & self.eventless.sources;
        waiting
            .iter()
            .flat_map(|state| self.eventless.of(state).iter().copied())
    }
}

impl Table {
    fn without(&self, still: &StateSet) -> Table {
        let mut table = Table::default();
        table.starts.push(0);
        for index in 0..self.starts.len().saturating_sub(1) {
            let state = StateId::capped(index);
            if self.sources.contains(state) && !still.contains(state) {
                table.sources.insert(state);
                table.transitions.extend_from_slice(self.of(state));
            }
            table.starts.push(table.transitions.len() as u32);
        }
        table
    }
}
