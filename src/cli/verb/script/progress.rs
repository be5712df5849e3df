//! What is shown of a scenario while it is played.

use std::thread;
use std::time::Duration;

use super::Speed;
use crate::cli::failure::Failure;
use crate::cli::output;

/// The longest pause, in milliseconds.
const LONGEST: u64 = 2_000;

/// The time a reader takes for one character, in milliseconds.
const EACH_CHARACTER: u64 = 4;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Every step, at a speed.
    Shown(Speed),
    /// Nothing.
    Silent,
}

impl Progress {
    /// Shows a text, and waits as long as it takes to read it when that is asked for.
    pub fn show(self, text: &str) -> Result<(), Failure> {
        let Progress::Shown(speed) = self else {
            return Ok(());
        };
        output::print(text)?;
        if speed == Speed::Reading {
            let characters = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            let pause = characters.saturating_mul(EACH_CHARACTER).min(LONGEST);
            thread::sleep(Duration::from_millis(pause));
        }
        Ok(())
    }
}
