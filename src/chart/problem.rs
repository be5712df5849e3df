//! What can be wrong with a chart as written: data with names, for the caller to place in its own text.

use super::identifier::MAXIMUM_IDENTIFIERS;
use super::state_set::MAXIMUM_STATES;

/// One reason why a chart cannot be built.
///
/// `place` says where a target was written: ``a transition of `a` ``, ``the initial of `a` ``,
/// ``the default of `a` `` or `the initial of the chart`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A state stands where its parent cannot have one, such as a child of a final state.
    #[error("`{child}` cannot be a child of `{parent}`")]
    ChildNotAllowed {
        /// The child.
        child: String,
        /// The parent.
        parent: String,
    },
    /// Two states have the same name.
    #[error("there is more than one state `{state}`")]
    DuplicateState {
        /// The name.
        state: String,
    },
    /// An event descriptor is malformed.
    #[error("`{descriptor}` is not an event descriptor, in a transition of `{state}`")]
    EventDescriptor {
        /// The descriptor.
        descriptor: String,
        /// The source of the transition.
        state: String,
    },
    /// An event name is malformed.
    #[error("`{event}` is not an event name")]
    EventName {
        /// The name.
        event: String,
    },
    /// A history default points outside the parent of the history.
    #[error("the default of `{history}` cannot be `{target}`: it must lie in `{parent}`")]
    HistoryDefaultOutside {
        /// The history state.
        history: String,
        /// Its parent.
        parent: String,
        /// The target.
        target: String,
    },
    /// A history state has no parent with children to remember.
    #[error("history `{history}` must be the child of a state that has children of its own")]
    HistoryOutsideCompound {
        /// The history state.
        history: String,
    },
    /// A history default points at a history state of the same parent.
    #[error("the default of `{history}` cannot be the history `{target}` of the same state")]
    HistoryTargetsHistory {
        /// The history state.
        history: String,
        /// The target.
        target: String,
    },
    /// A history state has no default.
    #[error("history `{history}` needs a default")]
    HistoryWithoutDefault {
        /// The history state.
        history: String,
    },
    /// Two targets cannot be active together.
    #[error("`{first}` and `{second}` cannot be active together, in {place}")]
    IllegalCombination {
        /// The target that comes first in document order.
        first: String,
        /// Where they are written.
        place: String,
        /// The other target.
        second: String,
    },
    /// An initial was given to something other than a state with children.
    #[error("`{state}` cannot have an initial: it is not a state that chooses among children")]
    InitialNotAllowed {
        /// The state.
        state: String,
    },
    /// An initial points outside its state.
    #[error("the initial of `{state}` cannot be `{target}`: it lies outside")]
    InitialOutside {
        /// The state.
        state: String,
        /// The target.
        target: String,
    },
    /// The chart has no states.
    #[error("a chart needs at least one state")]
    NoStates,
    /// A state was added after its parent had been closed by another state.
    #[error(
        "`{state}` is not in document order: it must follow its parent and the other descendants of its parent"
    )]
    NotInDocumentOrder {
        /// The state.
        state: String,
    },
    /// A parallel state has no regions.
    #[error("parallel `{state}` needs at least one region")]
    ParallelWithoutRegions {
        /// The state.
        state: String,
    },
    /// There are more events than can be numbered.
    #[error("the chart has {count} events, at most {MAXIMUM_IDENTIFIERS} are possible")]
    TooManyEvents {
        /// How many there are.
        count: usize,
    },
    /// There are more states than fit.
    #[error("the chart has {count} states, at most {MAXIMUM_STATES} are possible")]
    TooManyStates {
        /// How many there are.
        count: usize,
    },
    /// There are more transitions than can be numbered.
    #[error("the chart has {count} transitions, at most {MAXIMUM_IDENTIFIERS} are possible")]
    TooManyTransitions {
        /// How many there are.
        count: usize,
    },
    /// A final or history state has a transition.
    #[error("`{state}` cannot have transitions")]
    TransitionNotAllowed {
        /// The source.
        state: String,
    },
    /// A transition has no trigger, no guard and no target.
    #[error("a transition of `{state}` has no event, no guard and no target")]
    TransitionWithoutPurpose {
        /// The source.
        state: String,
    },
    /// A piece of executable content names an event of another builder.
    #[error("event number {event} is not an event of this chart")]
    UnknownEvent {
        /// The number.
        event: usize,
    },
    /// A state number comes from another builder.
    #[error("state number {state} is not a state of this chart")]
    UnknownState {
        /// The number.
        state: usize,
    },
    /// A target does not exist.
    #[error("there is no state `{target}`, in {place}")]
    UnknownTarget {
        /// Where it is written.
        place: String,
        /// The target.
        target: String,
    },
}
