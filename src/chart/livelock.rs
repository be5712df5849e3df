//! The refusal of a chart that does not come to rest; it names what keeps repeating.

use super::{Chart, StateSet, TransitionId};

/// The most microsteps one macrostep may take.
///
/// A chart without livelock settles within a few steps per state; with at most 256 states, a thousand leaves room
/// for every honest chain and still ends before anyone notices.
pub const MAXIMUM_MICROSTEPS: usize = 1_000;

/// A macrostep that did not come to rest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chart does not come to rest: transitions of {} keep following each other", list(.sources))]
pub struct Livelock {
    /// The names of the states those transitions belong to, each once, in the order in which they were taken.
    pub sources: Vec<String>,
    /// The states that are active somewhere in the repeating part.
    pub states: StateSet,
    /// The transitions of the repeating part, each once, in the order in which they were taken.
    pub transitions: Vec<TransitionId>,
}

impl Livelock {
    pub(super) fn new(chart: &Chart, states: StateSet, taken: &[TransitionId]) -> Self {
        let mut livelock = Self {
            sources: Vec::new(),
            states,
            transitions: Vec::new(),
        };
        for &transition in taken {
            if !livelock.transitions.contains(&transition) {
                livelock.transitions.push(transition);
                let source = chart.name(chart.source(transition));
                if !livelock.sources.iter().any(|known| known == source) {
                    livelock.sources.push(source.to_owned());
                }
            }
        }
        livelock
    }
}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
