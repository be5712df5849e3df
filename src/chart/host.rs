//! What the kernel asks of and tells its surroundings; it never acts on the world itself.

use super::{EventId, GuardId, SendId, StateId, StateSet, TransitionId};

/// The surroundings of a chart: answers guards, hears what happens.
///
/// Calls come in the order of the algorithm: per microstep the states exited (children first), the transitions
/// taken, the states entered (parents first), each followed by its own sends and cancels, except that the content
/// of `onexit` runs before its state is reported as exited. When a step ends in [`super::Livelock`], what was
/// heard during that step has not happened and must be thrown away.
pub trait Host {
    /// Returns whether the guard holds in this configuration; must give the same answer throughout one macrostep
    /// for the same configuration.
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool;

    /// Hears that a transition is taken.
    fn taken(&mut self, _transition: TransitionId) {}

    /// Hears that a state is entered.
    fn entered(&mut self, _state: StateId) {}

    /// Hears that a state is exited.
    fn exited(&mut self, _state: StateId) {}

    /// Hears that an event is to be delivered from outside, in a macrostep of its own, after its delay.
    fn send(&mut self, _send: &Send) {}

    /// Hears that every event sent under this name and not yet delivered is to be dropped.
    fn cancel(&mut self, _send: SendId) {}
}

/// One piece of executable content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Puts an event on the internal queue, handled before the macrostep ends.
    Raise(EventId),
    /// Sends an event by way of the outside.
    Send(Send),
    /// Drops what was sent under a name and not yet delivered.
    Cancel(SendId),
}

/// An event to be delivered from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Send {
    /// The event.
    pub event: EventId,
    /// How long to wait; zero asks for delivery as soon as the macrostep has ended.
    pub delay_milliseconds: u64,
    /// The name by which it can be cancelled.
    pub id: Option<SendId>,
}
