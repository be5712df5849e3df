//! A scenario as it was read.

use chrono::{DateTime, Utc};

use super::{Step, check, parse};
use crate::diagnostic::{Finding, Source};
use crate::playbook::Playbook;
use crate::reader::Table;

/// A scenario; its steps stand in order of time.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Whether it is played as an exercise.
    pub exercise: bool,
    /// The municipality file beside the scenario; absent for the example municipality.
    pub municipality: Option<String>,
    /// The playbook.
    pub playbook: String,
    /// The seed of everything random.
    pub seed: u64,
    /// The public text it rests on; empty when it is made up.
    pub source: String,
    /// The moment of the start.
    pub starts_at: DateTime<Utc>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What it shows.
    pub summary: String,
    /// What the incident is called.
    pub title: String,
    pub(super) table: Table,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// Everything that is wrong in the format, at once.
    pub fn parse(source: &Source) -> Result<Scenario, Vec<Finding>> {
        parse::parse(source)
    }

    /// Returns everything in it that the playbook does not know or cannot take.
    pub fn check(&self, playbook: &Playbook) -> Vec<Finding> {
        check::check(self, playbook)
    }
}
