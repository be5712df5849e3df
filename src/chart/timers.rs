//! Events that wait for their moment, in virtual time; never reads a clock, it is told what time it is.

use super::SendId;

/// Armed events in the order in which they fall due, and among equals in the order in which they were armed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timers<E, I = SendId> {
    /// Sorted by due instant; a later arming comes after an earlier one with the same instant.
    waiting: Vec<Timer<E, I>>,
}

/// One armed event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer<E, I = SendId> {
    /// The name by which it can be cancelled.
    pub id: Option<I>,
    /// The instant from which it may fire, in milliseconds from whatever origin the caller uses.
    pub due: i64,
    /// What fires.
    pub event: E,
}

impl<E, I: PartialEq> Timers<E, I> {
    /// Returns a set without timers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Arms an event; the same name may be armed more than once.
    pub fn arm(&mut self, id: Option<I>, due: i64, event: E) {
        let place = self.waiting.partition_point(|timer| timer.due <= due);
        self.waiting.insert(place, Timer { id, due, event });
    }

    /// Drops every timer armed under this name and returns how many there were.
    pub fn cancel(&mut self, id: &I) -> usize {
        let before = self.waiting.len();
        self.waiting.retain(|timer| timer.id.as_ref() != Some(id));
        before - self.waiting.len()
    }

    /// Returns the earliest due instant.
    pub fn next_due(&self) -> Option<i64> {
        self.waiting.first().map(|timer| timer.due)
    }

    /// Removes and returns the first timer that is due at this instant or before it.
    pub fn pop_due(&mut self, now: i64) -> Option<Timer<E, I>> {
        if self.next_due()? <= now {
            Some(self.waiting.remove(0))
        } else {
            None
        }
    }

    /// Returns the timers in the order in which they will fire.
    pub fn iter(&self) -> impl Iterator<Item = &Timer<E, I>> {
        self.waiting.iter()
    }

    /// Returns whether nothing is armed.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

impl<E, I> Default for Timers<E, I> {
    fn default() -> Self {
        Self {
            waiting: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_fire_by_due_instant_then_by_arming_order_and_can_be_cancelled() {
        let mut timers: Timers<&str, u8> = Timers::new();
        timers.arm(None, 20, "late");
        timers.arm(Some(1), 10, "first");
        timers.arm(Some(2), 10, "dropped");
        timers.arm(None, 10, "second");
        timers.arm(Some(2), 30, "dropped too");
        assert_eq!(timers.cancel(&2), 2);
        assert_eq!(timers.next_due(), Some(10));
        let fired: Vec<&str> = std::iter::from_fn(|| timers.pop_due(19))
            .map(|timer| timer.event)
            .collect();
        assert_eq!(fired, ["first", "second"]);
        assert_eq!(timers.next_due(), Some(20));
        assert_eq!(timers.pop_due(20).map(|timer| timer.event), Some("late"));
        assert!(timers.is_empty());
    }
}
