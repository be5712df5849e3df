//! Why a verb failed, and the exit code for each kind.

use std::process::ExitCode;

use super::output;
use crate::catalog::Unreadable;
use crate::engine::Refusal;
use crate::runtime;
use crate::runtime::drafting;
use crate::store;

/// Why a verb failed.
#[derive(Debug)]
pub enum Failure {
    /// A file cannot be read or written.
    File(String),
    /// A turn failed.
    Runtime(runtime::Error),
    /// What was typed cannot be.
    Usage(String),
}

impl Failure {
    /// Returns what went wrong, in English.
    pub fn message(&self) -> String {
        match self {
            Failure::File(what) | Failure::Usage(what) => what.clone(),
            Failure::Runtime(error) => error.to_string(),
        }
    }

    /// Prints the failure on stderr and returns its exit code.
    pub fn report(&self) -> ExitCode {
        let message = self.message();
        // Findings come with their own heading.
        if message.starts_with("error") {
            output::tell(&message);
        } else {
            output::tell(&format!("error: {message}"));
        }
        if let Some(hint) = self.hint() {
            output::tell(&format!("hint: {hint}"));
        }
        ExitCode::from(self.code())
    }

    fn hint(&self) -> Option<String> {
        match self {
            Failure::Runtime(runtime::Error::Refused(refusal)) => refusal.hint(),
            Failure::Runtime(runtime::Error::Stale { .. }) => {
                Some("`draaiboek log FILE` shows what was written; then try again".to_owned())
            }
            Failure::Runtime(runtime::Error::Store(error)) => Some(error.hint().to_owned()),
            _ => None,
        }
    }

    fn code(&self) -> u8 {
        match self {
            Failure::Usage(_) => 2,
            Failure::Runtime(runtime::Error::Refused(refusal)) => match **refusal {
                Refusal::Stale { .. } => 6,
                _ => 3,
            },
            Failure::File(_)
            | Failure::Runtime(
                runtime::Error::Entry { .. }
                | runtime::Error::NotABranch { .. }
                | runtime::Error::NotAnExercise
                | runtime::Error::OfStaff { .. }
                | runtime::Error::Rejected(_)
                | runtime::Error::Unreadable(_),
            ) => 4,
            Failure::Runtime(runtime::Error::NotDrawn(_) | runtime::Error::Randomness { .. }) => 5,
            Failure::Runtime(runtime::Error::Stale { .. }) => 6,
            Failure::Runtime(runtime::Error::Store(error)) => match error {
                store::Error::Damaged { .. }
                | store::Error::Exists { .. }
                | store::Error::Newer { .. }
                | store::Error::NoEntry { .. }
                | store::Error::NotAnIncident { .. }
                | store::Error::NotFound { .. }
                | store::Error::NotOlderCopy { .. } => 4,
                store::Error::Stale { .. } => 6,
                _ => 5,
            },
        }
    }
}

impl From<runtime::Error> for Failure {
    fn from(error: runtime::Error) -> Self {
        Failure::Runtime(error)
    }
}

impl From<drafting::Problem> for Failure {
    fn from(problem: drafting::Problem) -> Self {
        match problem {
            drafting::Problem::File(what) => Failure::File(what),
            drafting::Problem::Turn(error) => Failure::Runtime(error),
            drafting::Problem::Usage(what) => Failure::Usage(what),
        }
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Failure::File(error.to_string())
    }
}
