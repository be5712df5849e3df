//! Why there is no draft.

use thiserror::Error;

use crate::catalog::Unreadable;
use crate::runtime::{self, dutch};

/// Why there is no draft.
#[derive(Debug, Error)]
pub enum Problem {
    /// A file cannot be read or written.
    #[error("{0}")]
    File(String),
    /// The incident refuses it, or cannot be read or written.
    #[error("{0}")]
    Turn(runtime::Error),
    /// What was asked for is not there.
    #[error("{0}")]
    Usage(String),
}

impl Problem {
    /// Returns what went wrong, in Dutch, the technical text in brackets.
    pub fn dutch(&self) -> String {
        match self {
            Problem::Turn(error) => dutch::turn(error),
            Problem::File(technical) | Problem::Usage(technical) => {
                let what = dutch::of_text(technical)
                    .unwrap_or("Een bestand of tekst kan niet worden gelezen of geschreven.");
                format!("{what} [{technical}]")
            }
        }
    }
}

impl From<runtime::Error> for Problem {
    fn from(error: runtime::Error) -> Self {
        Problem::Turn(error)
    }
}

impl From<Unreadable> for Problem {
    fn from(error: Unreadable) -> Self {
        Problem::File(error.to_string())
    }
}
