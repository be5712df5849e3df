//! Where the chart stands in another playbook: states, what they remember, tasks and timers.
//!
//! Never takes a transition; what moves there at once is a step of its own.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Kind, Mapping};
use crate::chart::StateId;
use crate::engine::ArmedTimer;
use crate::engine::act::innermost;
use crate::engine::event::Chart;
use crate::playbook::Transition;

/// Returns the chart; nothing when the states cannot be active together, or when something is missing.
pub(super) fn place(mapping: &mut Mapping<'_>, since: (u64, DateTime<Utc>)) -> Option<Chart> {
    let (new, old, situation) = (mapping.new, mapping.old, mapping.situation);
    let mut targets: Vec<StateId> = Vec::new();
    for state in innermost(old, situation) {
        let to = mapping.resolve(Kind::State, &state);
        targets.extend(to.and_then(|to| new.chart().state(&to)));
    }
    let history = history(mapping);
    let tasks: BTreeMap<&String, Option<String>> = situation
        .chart
        .opened
        .keys()
        .map(|task| (task, mapping.resolve(Kind::Task, task)))
        .collect();
    if targets.is_empty() {
        return None;
    }
    let standing = new.chart().standing(&targets)?;
    let active: Vec<String> = standing
        .iter()
        .filter_map(|id| new.state_at(id))
        .map(|state| state.id.clone())
        .collect();
    // A state that goes to one that is active is carried over with the time it was entered.
    let mut carried: BTreeMap<String, &String> = BTreeMap::new();
    for state in &situation.chart.active {
        let to = mapping.map.name(Kind::State, state);
        if let Some(to) = to.filter(|to| active.contains(to)) {
            carried.entry(to).or_insert(state);
        }
    }
    let entered: BTreeMap<String, (u64, DateTime<Utc>)> = active
        .iter()
        .map(|state| {
            let before = carried
                .get(state)
                .and_then(|it| situation.chart.entered.get(*it));
            (state.clone(), before.copied().unwrap_or(since))
        })
        .collect();
    let mut opened: BTreeMap<String, (u64, DateTime<Utc>)> = BTreeMap::new();
    for (task, at) in &situation.chart.opened {
        if let Some(Some(to)) = tasks.get(task) {
            opened.insert(to.clone(), *at);
        }
    }
    let states = active.iter().filter_map(|state| new.state(state));
    // What there is one of for each record opens in the step that follows.
    let tasks = states.flat_map(|state| &state.tasks);
    for task in tasks.filter(|task| task.for_each.is_none()) {
        opened.entry(task.id.clone()).or_insert(since);
    }
    let lapsed = situation
        .chart
        .lapsed
        .iter()
        .filter_map(|(task, claim, due)| {
            let to = mapping.map.name(Kind::Task, task)?;
            opened.contains_key(&to).then_some((to, *claim, *due))
        });
    let lapsed = lapsed.collect();
    let mut timers = Vec::new();
    for transition in new.transitions() {
        if let (Some(after), Some((_, at))) =
            (transition.after_seconds, entered.get(&transition.source))
        {
            let from = carried.get(&transition.source).copied();
            let due = match from.and_then(|from| counterpart(mapping, from, transition)) {
                Some(armed) => armed,
                None => Some(*at + TimeDelta::seconds(after)),
            };
            timers.extend(due.map(|due| ArmedTimer {
                due,
                transition: transition.id.clone(),
            }));
        }
    }
    timers.sort_by_key(|timer| timer.due);
    Some(Chart {
        active,
        entered,
        history,
        lapsed,
        opened,
        timers,
    })
}

/// Returns what the history states remember.
fn history(mapping: &mut Mapping<'_>) -> BTreeMap<String, Vec<String>> {
    let mut history = BTreeMap::new();
    for (state, names) in &mapping.situation.chart.history {
        let to = mapping.map.name(Kind::State, state);
        // Nothing can lead to a history state that is not there.
        let Some(to) = to.filter(|to| mapping.new.state(to).is_some()) else {
            continue;
        };
        let remembered = names
            .iter()
            .filter_map(|name| mapping.resolve(Kind::State, name));
        history.insert(to, remembered.collect());
    }
    history
}

/// Returns when the same transition by time of the old state is due, nothing inside when it has
/// fired or was never armed; nothing at all when the old state had no such transition.
fn counterpart(
    mapping: &Mapping<'_>,
    state: &str,
    transition: &Transition,
) -> Option<Option<DateTime<Utc>>> {
    let leads = |old: &Transition| {
        let names = old
            .targets
            .iter()
            .map(|to| mapping.map.name(Kind::State, to));
        names.collect::<Option<Vec<_>>>()
    };
    let same = mapping.old.transitions().iter().find(|old| {
        old.source == state
            && old.after_seconds == transition.after_seconds
            && leads(old).as_ref() == Some(&transition.targets)
    })?;
    let mut timers = mapping.situation.chart.timers.iter();
    Some(
        timers
            .find(|timer| timer.transition == same.id)
            .map(|timer| timer.due),
    )
}
