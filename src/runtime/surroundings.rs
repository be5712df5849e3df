//! The clock and the randomness of a run: the machine's own, or given.

use chrono::{DateTime, SubsecRound, Utc};
use sha2::{Digest, Sha256};

use super::Error;

/// Where time and randomness come from.
#[derive(Debug, Clone)]
pub enum Surroundings {
    /// The machine's own.
    Machine,
    /// Given: a fixed moment and numbers that follow from a seed, for scenarios and tests.
    Given {
        /// How many random blocks were drawn.
        drawn: u64,
        /// The moment.
        now: DateTime<Utc>,
        /// The seed.
        seed: u64,
    },
}

impl Surroundings {
    /// Returns surroundings that are wholly given.
    pub fn given(now: DateTime<Utc>, seed: u64) -> Self {
        Surroundings::Given {
            drawn: 0,
            now,
            seed,
        }
    }

    /// Returns the time, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Surroundings::Machine => Utc::now().trunc_subsecs(3),
            Surroundings::Given { now, .. } => *now,
        }
    }

    /// Moves a given clock; the machine's own cannot be moved.
    pub fn set(&mut self, to: DateTime<Utc>) {
        if let Surroundings::Given { now, .. } = self {
            *now = to;
        }
    }

    /// Returns 32 random bytes.
    pub fn random(&mut self) -> Result<[u8; 32], Error> {
        match self {
            Surroundings::Machine => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).map_err(|error| Error::Randomness {
                    why: error.to_string(),
                })?;
                Ok(bytes)
            }
            Surroundings::Given { drawn, seed, .. } => {
                *drawn += 1;
                let mut hash = Sha256::new();
                hash.update(seed.to_be_bytes());
                hash.update(drawn.to_be_bytes());
                Ok(hash.finalize().into())
            }
        }
    }

    /// Returns a new id: 32 hexadecimal digits.
    pub fn id(&mut self) -> Result<String, Error> {
        let bytes = self.random()?;
        Ok(bytes[..16].iter().map(|b| format!("{b:02x}")).collect())
    }
}
