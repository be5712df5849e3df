//! Which way a team went, read from its log. Never looks at what was answered, decided or written.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Mark;
use crate::engine::Incident;

/// Where a team is and has been.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// When each active state was entered.
    now: BTreeMap<String, Option<DateTime<Utc>>>,
    /// When each state was last entered.
    been: BTreeMap<String, DateTime<Utc>>,
    /// The transitions taken.
    taken: Vec<String>,
}

impl Trail {
    /// Returns the way of an incident, as its log reads after corrections.
    pub(super) fn of(incident: &Incident) -> Self {
        let chart = &incident.situation().chart;
        let since = |state: &String| chart.entered.get(state).map(|(_, at)| *at);
        let mut trail = Trail {
            now: (chart.active.iter())
                .map(|state| (state.clone(), since(state)))
                .collect(),
            ..Trail::default()
        };
        for entry in incident.log() {
            let Some(entry) = incident.standing(entry.seq) else {
                continue;
            };
            let Some(step) = entry.event().step() else {
                continue;
            };
            for state in &step.entered {
                trail.been.insert(state.clone(), entry.meta.chart_time);
            }
            trail.taken.extend(step.taken.iter().cloned());
        }
        trail
    }

    /// Returns what a state bears.
    pub(super) fn mark(&self, state: &str) -> Option<Mark> {
        match (self.now.get(state), self.been.get(state)) {
            (Some(since), _) => Some(Mark::Now(*since)),
            (None, Some(at)) => Some(Mark::Been(*at)),
            (None, None) => None,
        }
    }

    /// Tells whether a transition was taken.
    pub(super) fn is_taken(&self, transition: &str) -> bool {
        self.taken.iter().any(|taken| taken == transition)
    }
}
