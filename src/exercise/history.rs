//! When conditions held, as the log grew: each entry makes the incident that the team knew then.

use super::ExerciseTime;
use crate::engine::{Entry, Incident, World};
use crate::fact::Condition;
use crate::playbook::Playbook;

/// The exercise time of an entry.
///
/// With people it is that of the wall, minus what stood still; in a rehearsal it follows from the course of the
/// situation.
pub type Moments<'a> = &'a dyn Fn(&Entry) -> ExerciseTime;

/// When a condition held: stretches of entries, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    stretches: Vec<Stretch>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    /// The entry after which it held, and when.
    from: (u64, ExerciseTime),
    /// When it no longer held.
    until: Option<ExerciseTime>,
}

impl Held {
    /// Returns when each of the conditions held.
    pub(super) fn of(
        conditions: &[&Condition],
        playbook: &Playbook,
        incident: &Incident,
        moments: Moments<'_>,
    ) -> Vec<Held> {
        let mut held = vec![Held::default(); conditions.len()];
        if conditions.is_empty() {
            return held;
        }
        let mut then = Incident::default();
        let mut latest = ExerciseTime::START;
        for entry in incident.log() {
            latest = latest.max(moments(entry));
            let seq = entry.seq;
            then.evolve(entry.clone());
            let world = World::new(playbook, then.situation());
            for (held, condition) in held.iter_mut().zip(conditions) {
                held.note(condition.truth(&world).holds(), seq, latest);
            }
        }
        held
    }

    fn note(&mut self, holds: bool, seq: u64, at: ExerciseTime) {
        match (self.stretches.last_mut(), holds) {
            (Some(Stretch { until: None, .. }), true) => {}
            (
                Some(Stretch {
                    until: until @ None,
                    ..
                }),
                false,
            ) => *until = Some(at),
            (_, true) => self.stretches.push(Stretch {
                from: (seq, at),
                until: None,
            }),
            (_, false) => {}
        }
    }

    /// Returns the first entry after which it held.
    pub(super) fn first(&self) -> Option<(u64, ExerciseTime)> {
        self.stretches.first().map(|stretch| stretch.from)
    }

    /// Returns the entry since which it held at a moment or, when it did not, after which it next did.
    pub(super) fn from(&self, at: ExerciseTime) -> Option<(u64, ExerciseTime)> {
        let mut stretches = self.stretches.iter();
        let reached = stretches.find(|stretch| stretch.until.is_none_or(|until| until > at));
        reached.map(|stretch| stretch.from)
    }

    /// Tells whether it held at a moment.
    pub(super) fn at(&self, at: ExerciseTime) -> bool {
        self.stretches
            .iter()
            .any(|stretch| stretch.from.1 <= at && stretch.until.is_none_or(|until| until > at))
    }

    /// Tells whether it holds at the end of the log.
    pub(super) fn now(&self) -> bool {
        let last = self.stretches.last();
        last.is_some_and(|stretch| stretch.until.is_none())
    }
}
