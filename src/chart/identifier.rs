//! The numbers by which the kernel knows things; what they are called is kept by the chart or the host.

use super::state_set::MAXIMUM_STATES;

macro_rules! identifier {
    ($(#[$documentation:meta])* $name:ident, below $limit:expr) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// Returns the identifier with this number, or `None` when the number is too large for one.
            pub fn from_index(index: usize) -> Option<Self> {
                if index < $limit {
                    u16::try_from(index).ok().map(Self)
                } else {
                    None
                }
            }

            /// Returns the number, counted from zero.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }

            /// Returns the identifier with this number, or the last possible one; callers have checked the limit.
            #[allow(dead_code, reason = "not every kind of identifier is made inside the kernel")]
            pub(super) fn capped(index: usize) -> Self {
                Self::from_index(index.min($limit - 1)).unwrap_or_default()
            }
        }
    };
}

/// The most identifiers there can be of a kind other than states.
pub(super) const MAXIMUM_IDENTIFIERS: usize = 1 << 16;

identifier!(
    /// A state, numbered in document order; always below [`MAXIMUM_STATES`].
    StateId, below MAXIMUM_STATES
);
identifier!(
    /// A transition, numbered in the order in which transitions were added.
    TransitionId, below MAXIMUM_IDENTIFIERS
);
identifier!(
    /// An event name.
    EventId, below MAXIMUM_IDENTIFIERS
);
identifier!(
    /// A guard; only the host knows what it means.
    GuardId, below MAXIMUM_IDENTIFIERS
);
identifier!(
    /// The name under which a delayed event was sent, by which it can be cancelled.
    SendId, below MAXIMUM_IDENTIFIERS
);
