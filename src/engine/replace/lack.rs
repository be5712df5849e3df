//! What a map does not say, or says wrongly.

use thiserror::Error;

use super::Kind;

/// Something that an incident holds and that has no place in the playbook it moves to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Lack {
    /// It has no namesake there, and the map does not name it.
    #[error("{} `{id}`", .kind.name())]
    Absent {
        /// The id.
        id: String,
        /// What it is.
        kind: Kind,
    },
    /// Two things go to one.
    #[error("{} `{first}` and `{second}` both go to `{to}`", .kind.name())]
    Both {
        /// One.
        first: String,
        /// What they are.
        kind: Kind,
        /// The other.
        second: String,
        /// Where they go.
        to: String,
    },
    /// The map names something that is not there.
    #[error("{} `{id}` goes to `{to}`, which is not there", .kind.name())]
    Nowhere {
        /// The id.
        id: String,
        /// What it is.
        kind: Kind,
        /// Where it goes.
        to: String,
    },
    /// The decision has no such option there.
    #[error("option `{option}` of decision `{decision}`")]
    Option {
        /// The decision.
        decision: String,
        /// The option that was chosen.
        option: String,
    },
    /// The fact does not take the answer there.
    #[error("the answer to fact `{fact}` does not fit `{kind}`")]
    Unfit {
        /// The fact.
        fact: String,
        /// What it takes there.
        kind: String,
    },
}
