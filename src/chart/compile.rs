//! Turns a checked builder into a chart with its tables; every refusal comes from the check.

use std::collections::BTreeMap;

use super::builder::{Builder, Destination, Kind, StateSource, TransitionSource};
use super::check::{check, check_size};
use super::compiled::{Chart, Sets, State, Table, Transition, Way};
use super::descriptor::{Events, matches, normalise};
use super::entry::Domain;
use super::identifier::MAXIMUM_IDENTIFIERS;
use super::tree::Tree;
use super::{Machine, Problem, StateId, StateSet, TransitionId};

/// Returns the chart, or everything that is wrong with what was written.
pub(super) fn compile(builder: Builder) -> Result<Chart, Vec<Problem>> {
    let problems = check_size(&builder);
    if !problems.is_empty() {
        return Err(problems);
    }
    let tree = Tree::new(&builder);
    let numbers: BTreeMap<&str, StateId> = (builder.states.iter().enumerate())
        .map(|(index, state)| (state.name.as_str(), StateId::capped(index)))
        .collect();
    let problems = check(&builder, &tree, &numbers);
    if !problems.is_empty() {
        return Err(problems);
    }
    let transitions: Vec<Transition> = (builder.transitions.iter())
        .map(|source| transition(source, &builder, &numbers))
        .collect();
    let mut events = builder.events.clone();
    let states: Vec<State> = (builder.states.iter().enumerate())
        .map(|(index, source)| {
            let state = StateId::capped(index);
            let own = owned_by(state, &transitions);
            compiled_state(source, state, own, &tree, &numbers, &mut events)
        })
        .collect();
    for descriptor in transitions.iter().flat_map(|found| &found.events) {
        events.intern(descriptor);
    }
    if events.len() > MAXIMUM_IDENTIFIERS {
        let count = events.len();
        return Err(vec![Problem::TooManyEvents { count }]);
    }
    let sets = sets(&states);
    let first = sets.top.iter().next();
    let mut chart = Chart {
        eventless: table(&states, |id| transitions[id.index()].events.is_empty()),
        initial: way(builder.initial.as_ref(), first, &numbers),
        numbers: (numbers.into_iter())
            .map(|(name, state)| (name.to_owned(), state))
            .collect(),
        sets,
        tables: (events.names())
            .map(|name| {
                table(&states, |id| {
                    let descriptors = &transitions[id.index()].events;
                    descriptors
                        .iter()
                        .any(|descriptor| matches(descriptor, name))
                })
            })
            .collect(),
        events,
        states,
        transitions,
    };
    fix_domains(&mut chart);
    Ok(chart)
}

fn owned_by(state: StateId, transitions: &[Transition]) -> Vec<TransitionId> {
    (transitions.iter().enumerate())
        .filter(|(_, transition)| transition.source == state)
        .map(|(index, _)| TransitionId::capped(index))
        .collect()
}

fn compiled_state(
    source: &StateSource,
    state: StateId,
    transitions: Vec<TransitionId>,
    tree: &Tree,
    numbers: &BTreeMap<&str, StateId>,
    events: &mut Events,
) -> State {
    let index = state.index();
    let children = tree.children[index];
    let mut lineage = tree.ancestors[index];
    lineage.insert(state);
    let first = children
        .iter()
        .next()
        .filter(|_| source.kind == Kind::State);
    State {
        ancestors: tree.ancestors[index],
        children,
        descendants: tree.descendants[index],
        done: (!children.is_empty()).then(|| events.intern(&format!("done.state.{}", source.name))),
        histories: tree.histories[index],
        kind: source.kind,
        lineage,
        name: source.name.clone(),
        on_entry: source.on_entry.clone(),
        on_exit: source.on_exit.clone(),
        parent: source.parent,
        transitions,
        way: way(source.destination.as_ref(), first, numbers),
    }
}

/// Returns where to go by default: as written, or else to the first state there is.
fn way(
    written: Option<&Destination>,
    first: Option<StateId>,
    numbers: &BTreeMap<&str, StateId>,
) -> Way {
    let mut way = Way::default();
    if let Some(written) = written {
        way.actions.clone_from(&written.actions);
        way.targets = resolve(&written.targets, numbers);
    }
    if way.targets.is_empty() {
        way.targets.extend(first);
    }
    way
}

fn transition(
    source: &TransitionSource,
    builder: &Builder,
    numbers: &BTreeMap<&str, StateId>,
) -> Transition {
    let targets = resolve(&source.targets, numbers);
    Transition {
        actions: source.actions.clone(),
        domain: Domain::Nothing,
        exits: StateSet::EMPTY,
        entry: None,
        events: (source.events.iter())
            .filter_map(|descriptor| normalise(descriptor))
            .map(str::to_owned)
            .collect(),
        guard: source.guard,
        internal: source.internal,
        source: source.source,
        targets_history: (targets.iter())
            .any(|target| matches!(builder.states[target.index()].kind, Kind::History { .. })),
        targets,
    }
}

fn resolve(names: &[String], numbers: &BTreeMap<&str, StateId>) -> Vec<StateId> {
    let targets = names.iter();
    targets
        .filter_map(|name| numbers.get(name.as_str()).copied())
        .collect()
}

fn sets(states: &[State]) -> Sets {
    let mut sets = Sets::default();
    for (index, state) in states.iter().enumerate() {
        let id = StateId::capped(index);
        let childless = state.children.is_empty();
        sets.all.insert(id);
        match state.kind {
            Kind::Final => sets.finals.insert(id),
            Kind::History { .. } => sets.histories.insert(id),
            Kind::Parallel => sets.parallel.insert(id),
            Kind::State => !childless && sets.compound.insert(id),
        };
        let is_history = sets.histories.contains(id);
        if childless && !is_history {
            sets.atomic.insert(id);
        }
        if state.parent.is_none() {
            sets.top.insert(id);
        }
        if !state.histories.is_empty() {
            sets.with_history.insert(id);
        }
        if !state.on_exit.is_empty() {
            sets.busy_on_exit.insert(id);
        }
        let way_is_busy = !is_history && !state.way.actions.is_empty();
        let history_is_busy =
            (state.histories.iter()).any(|history| !states[history.index()].way.actions.is_empty());
        if !state.on_entry.is_empty() || way_is_busy || history_is_busy || sets.finals.contains(id)
        {
            sets.busy_on_entry.insert(id);
        }
    }
    sets
}

/// Returns the table of the transitions that pass the test.
fn table(states: &[State], test: impl Fn(TransitionId) -> bool) -> Table {
    let mut table = Table::default();
    table.starts.push(0);
    for (index, state) in states.iter().enumerate() {
        let before = table.transitions.len();
        let found = state.transitions.iter().copied().filter(|&id| test(id));
        table.transitions.extend(found);
        if table.transitions.len() > before {
            table.sources.insert(StateId::capped(index));
        }
        table.starts.push(table.transitions.len() as u32);
    }
    table
}

/// Works out once what does not depend on the machine.
fn fix_domains(chart: &mut Chart) {
    let machine = Machine::default();
    for index in 0..chart.transitions.len() {
        let transition = &chart.transitions[index];
        let domain = chart.domain(transition, &machine);
        let exits = chart.inside(domain);
        let entry = chart.fixed_entry(&transition.targets, domain);
        let transition = &mut chart.transitions[index];
        transition.domain = domain;
        transition.exits = exits;
        transition.entry = entry;
    }
}
