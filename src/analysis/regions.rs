//! Which regions of a chart have to be looked at together: those that read each other's states, set each other off, or
//! wait for each other's end.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::{Chart, StateId, StateSet, TransitionId};
use crate::fact::Subject;
use crate::playbook::Playbook;

/// Regions that are looked at together.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The regions that move; empty when the chart has none, and everything moves.
    pub(super) regions: Vec<StateId>,
    /// The states that never move meanwhile.
    pub(super) still: StateSet,
}

/// Returns the parts of a chart: coupled regions, each time with the regions that can end the others.
pub(super) fn coupled(playbook: &Playbook) -> Vec<Part> {
    let chart = playbook.chart();
    let regions = regions(chart);
    let mut group: BTreeMap<StateId, usize> = BTreeMap::new();
    for (index, region) in regions.iter().enumerate() {
        group.insert(*region, index);
    }
    for (one, other) in couples(playbook, &regions) {
        let (one, other) = (group[&one], group[&other]);
        group
            .values_mut()
            .filter(|group| **group == other)
            .for_each(|group| *group = one);
    }
    let groups: BTreeSet<usize> = group.values().copied().collect();
    let moving = groups.into_iter().map(|wanted| {
        let of_group = group.iter().filter(|(_, group)| **group == wanted);
        of_group.map(|(region, _)| *region).collect()
    });
    parts(chart, &regions, moving.collect())
}

/// Returns a part for each region alone, with those that can end it.
pub(super) fn alone(playbook: &Playbook) -> Vec<Part> {
    let regions = regions(playbook.chart());
    let moving = regions.iter().map(|region| vec![*region]).collect();
    parts(playbook.chart(), &regions, moving)
}

/// Returns the part in which the regions around some states move.
pub(super) fn around(playbook: &Playbook, states: &StateSet) -> Part {
    let chart = playbook.chart();
    let regions = regions(chart);
    let named = regions
        .iter()
        .copied()
        .filter(|region| states.contains(*region) || states.intersects(chart.descendants(*region)));
    let mut parts = parts(chart, &regions, vec![named.collect()]);
    parts.swap_remove(0)
}

/// Returns the regions of the parallel states that stand in no other parallel state.
pub(super) fn regions(chart: &Chart) -> Vec<StateId> {
    let outermost = chart.states().filter(|state| {
        let mut around = chart.ancestors(*state).iter();
        chart.is_parallel(*state) && !around.any(|around| chart.is_parallel(around))
    });
    outermost
        .flat_map(|parallel| chart.children(parallel).iter())
        .collect()
}

fn parts(chart: &Chart, regions: &[StateId], moving: Vec<Vec<StateId>>) -> Vec<Part> {
    let inside = |region: StateId| {
        let mut inside = *chart.descendants(region);
        inside.insert(region);
        inside
    };
    let ending: Vec<StateId> = regions
        .iter()
        .copied()
        .filter(|region| {
            let inside = inside(*region);
            let mut transitions = inside.iter().flat_map(|state| chart.transitions_of(state));
            transitions.any(|id| !chart.can_exit(*id).is_subset(&inside))
        })
        .collect();
    let mut parts: Vec<Part> = Vec::new();
    for mut regions_of_part in moving {
        regions_of_part.extend(&ending);
        regions_of_part.sort();
        regions_of_part.dedup();
        let mut still = StateSet::EMPTY;
        for region in regions {
            if !regions_of_part.contains(region) {
                still |= inside(*region);
            }
        }
        if !parts.iter().any(|part| part.regions == regions_of_part) {
            parts.push(Part {
                regions: regions_of_part,
                still,
            });
        }
    }
    if parts.is_empty() {
        parts.push(Part {
            regions: Vec::new(),
            still: StateSet::EMPTY,
        });
    }
    parts
}

/// Returns pairs of regions of which one can see what the other does.
fn couples(playbook: &Playbook, regions: &[StateId]) -> Vec<(StateId, StateId)> {
    let chart = playbook.chart();
    let region = |state: StateId| {
        let is_in =
            |region: &&StateId| **region == state || chart.ancestors(state).contains(**region);
        regions.iter().find(is_in).copied()
    };
    let mut couples = Vec::new();
    let mut couple = |one: Option<StateId>, other: Option<StateId>| {
        if let (Some(one), Some(other)) = (one, other)
            && one != other
        {
            couples.push((one, other));
        }
    };
    let listeners = |event: &str| -> Vec<TransitionId> {
        let listens = |id: &TransitionId| chart.descriptors(*id).any(|known| known == event);
        chart.transitions().filter(listens).collect()
    };
    for id in chart.transitions() {
        let here = region(chart.source(id));
        playbook.transition(id).guard.atoms(&mut |atom| {
            if let Subject::State(name) = &atom.subject {
                couple(here, chart.state(name).and_then(region));
            }
        });
        for event in chart.raises(id) {
            for listener in listeners(chart.event_name(event)) {
                couple(here, region(chart.source(listener)));
            }
        }
    }
    for state in chart.states() {
        for listener in listeners(&format!("done.state.{}", chart.name(state))) {
            couple(region(chart.source(listener)), region(state));
            if chart.is_parallel(state) && region(state).is_none() {
                let children: Vec<StateId> = chart.children(state).iter().collect();
                children
                    .windows(2)
                    .for_each(|pair| couple(Some(pair[0]), Some(pair[1])));
            }
        }
    }
    couples
}
