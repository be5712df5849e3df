//! Random charts and random events: the configuration is always legal, and what happens is what Appendix D says.

use proptest::collection::vec;
use proptest::prelude::*;

use super::reference::{Happening, Reference};
use super::{
    Action, Builder, Chart, EventId, GuardId, Host, Kind, Machine, StateId, StateSet, TransitionId,
    TransitionSource,
};

const EVENTS: [&str; 4] = ["a", "a.b", "c", "c.d.e"];
const DESCRIPTORS: [&str; 6] = ["a", "a.b", "c.*", "c.d", "*", "done.state"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn random_charts_stay_legal_and_follow_the_reference(
        plan in plan(),
        script in vec(0..EVENTS.len(), 0..30),
    ) {
        let (chart, raises) = plan.build();
        let mut scribe = Scribe { chart: &chart, happened: Vec::new() };
        let mut reference = Reference::new(&chart, &raises, guard);
        let started = chart.start(&mut scribe);
        prop_assert_eq!(started.is_ok(), reference.start());
        let Ok(mut machine) = started else { return Ok(()) };
        compare(&chart, &machine, &scribe, &reference)?;
        for index in script {
            scribe.happened.clear();
            reference.happened.clear();
            let before = machine.clone();
            let event = chart.event(EVENTS[index]).expect("the event was declared");
            let first = chart.enabled(&machine, event, &mut scribe);
            let candidates: Vec<TransitionId> = chart.candidates(&machine, event).collect();
            prop_assert!(first.iter().all(|id| candidates.contains(id)));
            let outcome = chart.fire(&mut machine, event, &mut scribe);
            prop_assert_eq!(outcome.is_ok(), reference.fire(event));
            if outcome.is_err() {
                prop_assert_eq!(machine, before);
                return Ok(());
            }
            let taken: Vec<TransitionId> = scribe.happened.iter().filter_map(|happening| {
                match happening { Happening::Taken(id) => Some(*id), _ => None }
            }).collect();
            prop_assert!(taken.starts_with(&first));
            compare(&chart, &machine, &scribe, &reference)?;
        }
    }
}

fn compare(
    chart: &Chart,
    machine: &Machine,
    scribe: &Scribe<'_>,
    reference: &Reference<'_>,
) -> Result<(), TestCaseError> {
    prop_assert!(chart.is_legal(machine.active()), "{machine:?}");
    prop_assert_eq!(&scribe.happened, &reference.happened);
    let active: Vec<StateId> = machine.active().iter().collect();
    let expected: Vec<StateId> = reference.configuration.iter().copied().collect();
    prop_assert_eq!(active, expected);
    Ok(())
}

struct Scribe<'a> {
    chart: &'a Chart,
    happened: Vec<Happening>,
}

impl Host for Scribe<'_> {
    fn guard(&mut self, id: GuardId, active: &StateSet) -> bool {
        guard(id.index(), self.chart, active)
    }

    fn taken(&mut self, transition: TransitionId) {
        self.happened.push(Happening::Taken(transition));
    }

    fn entered(&mut self, state: StateId) {
        self.happened.push(Happening::Entered(state));
    }

    fn exited(&mut self, state: StateId) {
        self.happened.push(Happening::Exited(state));
    }
}

/// An even guard holds when one state is active, an odd one when it is not.
fn guard(number: usize, chart: &Chart, active: &StateSet) -> bool {
    let states: Vec<StateId> = chart.states().collect();
    active.contains(states[number / 2 % states.len()]) == number.is_multiple_of(2)
}

/// Random numbers from which a right chart can be made.
#[derive(Clone, Debug)]
struct Plan {
    initial: Option<usize>,
    states: Vec<PlannedState>,
    transitions: Vec<PlannedTransition>,
}

#[derive(Clone, Debug)]
struct PlannedState {
    destination: Option<usize>,
    kind: Kind,
    up: usize,
}

#[derive(Clone, Debug)]
struct PlannedTransition {
    /// Twice the number of the descriptor, rounded; too large for an eventless transition.
    descriptor: usize,
    guard: Option<usize>,
    internal: bool,
    raises: Option<usize>,
    source: usize,
    /// Which state, and whether to look only around the source; every third is a history state where there are any.
    targets: Vec<(usize, bool)>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let kind = prop_oneof![
        5 => Just(Kind::State),
        4 => Just(Kind::Parallel),
        1 => Just(Kind::Final),
        2 => Just(Kind::History { deep: false }),
        2 => Just(Kind::History { deep: true }),
    ];
    let index = 0_usize..1_000;
    let state = (proptest::option::of(index.clone()), kind, 0_usize..4).prop_map(
        |(destination, kind, up)| PlannedState {
            destination,
            kind,
            up,
        },
    );
    let transition = (
        0..=2 * DESCRIPTORS.len(),
        proptest::option::weighted(0.2, index.clone()),
        any::<bool>(),
        proptest::option::weighted(0.1, 0..EVENTS.len()),
        index.clone(),
        vec((index.clone(), proptest::bool::weighted(0.7)), 0..3),
    )
        .prop_map(
            |(descriptor, guard, internal, raises, source, targets)| PlannedTransition {
                descriptor,
                guard,
                internal,
                raises,
                source,
                targets,
            },
        );
    (
        proptest::option::of(index),
        vec(state, 1..25),
        vec(transition, 0..60),
    )
        .prop_map(|(initial, states, transitions)| Plan {
            initial,
            states,
            transitions,
        })
}

impl Plan {
    fn build(&self) -> (Chart, Vec<Option<EventId>>) {
        let mut builder = Builder::new();
        let events = EVENTS.map(|name| builder.declare_event(name));
        let parents = self.parents();
        let kinds = self.kinds(&parents);
        let ids: Vec<StateId> = (kinds.iter().enumerate())
            .map(|(index, kind)| {
                let parent = parents[index].and_then(StateId::from_index);
                builder.state(name(index), *kind, parent)
            })
            .collect();
        let is_history = |index: usize| matches!(kinds[index], Kind::History { .. });
        for (index, planned) in self.states.iter().enumerate() {
            let around = if is_history(index) {
                parents[index]
            } else {
                Some(index)
            };
            let inside: Vec<usize> = (0..kinds.len())
                .filter(|&other| around.is_some_and(|around| is_inside(other, around, &parents)))
                .filter(|&other| {
                    !(is_history(index) && is_history(other) && parents[other] == parents[index])
                })
                .collect();
            let choice = planned.destination.or(is_history(index).then_some(0));
            if let Some(choice) = choice.filter(|_| {
                !inside.is_empty() && (is_history(index) || kinds[index] == Kind::State)
            }) {
                let target = name(inside[choice % inside.len()]);
                builder.initial_of(ids[index], [target], Vec::new());
            }
        }
        if let Some(initial) = self.initial {
            builder.initial([name(initial % ids.len())], Vec::new());
        }
        let can_leave: Vec<StateId> = (ids.iter().copied())
            .filter(|id| matches!(kinds[id.index()], Kind::State | Kind::Parallel))
            .collect();
        let mut raises = Vec::new();
        for planned in self.transitions.iter().filter(|_| !can_leave.is_empty()) {
            let descriptor = DESCRIPTORS.get(planned.descriptor / 2);
            let guard = planned
                .guard
                .or(descriptor.is_none().then_some(planned.source));
            let raised = planned.raises.map(|index| events[index]);
            let source = can_leave[planned.source % can_leave.len()];
            let targets = planned.targets(source.index(), &parents, &kinds);
            builder.transition(TransitionSource {
                actions: raised.map(Action::Raise).into_iter().collect(),
                events: descriptor.into_iter().map(ToString::to_string).collect(),
                guard: guard.and_then(GuardId::from_index),
                internal: planned.internal,
                source,
                targets: targets.into_iter().map(name).collect(),
            });
            raises.push(raised);
        }
        (builder.build().expect("the chart is right"), raises)
    }

    /// Returns the parent of each state: the state before it, or some levels up from there.
    fn parents(&self) -> Vec<Option<usize>> {
        let mut parents: Vec<Option<usize>> = Vec::new();
        for (index, planned) in self.states.iter().enumerate() {
            let mut parent = index.checked_sub(1);
            let childless = |index: usize| {
                matches!(self.states[index].kind, Kind::Final | Kind::History { .. })
            };
            let up = planned.up + usize::from(parent.is_some_and(childless));
            for _ in 0..up {
                parent = parent.and_then(|parent| parents[parent]);
            }
            parents.push(parent);
        }
        parents
    }

    /// Returns the kind of each state: as planned where that is possible, else a plain state.
    fn kinds(&self, parents: &[Option<usize>]) -> Vec<Kind> {
        let planned = self.states.iter().map(|planned| planned.kind);
        let mut kinds: Vec<Kind> = planned.collect();
        for index in 0..kinds.len() {
            let first = index > 0 && parents[index] == Some(index - 1);
            let childless = !parents.contains(&Some(index));
            let possible = match kinds[index] {
                Kind::Final => match parents[index] {
                    Some(parent) => kinds[parent] == Kind::State,
                    // Seldom at the top, where it ends everything.
                    None => index % 4 == 3,
                },
                Kind::History { .. } => parents[index].is_some() && !first,
                Kind::Parallel => !childless,
                Kind::State => true,
            };
            if !possible {
                kinds[index] = Kind::State;
            }
        }
        kinds
    }
}

impl PlannedTransition {
    /// Returns the first target, and the second when both can be active together.
    fn targets(&self, source: usize, parents: &[Option<usize>], kinds: &[Kind]) -> Vec<usize> {
        let mut targets: Vec<usize> = Vec::new();
        for &(choice, near) in &self.targets {
            let around = parents[source].filter(|_| near);
            let histories = (0..parents.len())
                .filter(|&state| choice % 3 == 0 && matches!(kinds[state], Kind::History { .. }));
            let mut possible: Vec<usize> = histories.collect();
            if possible.is_empty() {
                possible = (0..parents.len())
                    .filter(|&state| around.is_none_or(|around| is_inside(state, around, parents)))
                    .collect();
            }
            let target = possible[choice / 3 % possible.len()];
            if (targets.iter()).all(|&other| are_apart(other, target, parents, kinds)) {
                targets.push(target);
            }
        }
        targets
    }
}

/// Returns whether two states lie in different regions of a parallel state and neither is a history state.
fn are_apart(first: usize, second: usize, parents: &[Option<usize>], kinds: &[Kind]) -> bool {
    let history = |state: usize| matches!(kinds[state], Kind::History { .. });
    let nested = is_inside(first, second, parents) || is_inside(second, first, parents);
    let mut above = parents[first];
    while let Some(state) = above.filter(|&state| !is_inside(second, state, parents)) {
        above = parents[state];
    }
    let parallel = above.is_some_and(|state| kinds[state] == Kind::Parallel);
    parallel && !nested && first != second && !history(first) && !history(second)
}

fn name(index: usize) -> String {
    format!("s{index}")
}

fn is_inside(state: usize, around: usize, parents: &[Option<usize>]) -> bool {
    let mut above = parents[state];
    while let Some(parent) = above.filter(|&parent| parent != around) {
        above = parents[parent];
    }
    above.is_some()
}
