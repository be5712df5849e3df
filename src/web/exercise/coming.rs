//! What comes to the players by itself, for as long as the board is open, and who hears that a page shows something else.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Exercise;
use crate::exercise::{Line, Standing};
use crate::runtime::Error;
use crate::web::house::House;
use crate::web::together::{Together, shared};
use crate::web::{Desk, Outcome, Snapshot, Wish};

/// How often it is looked what comes.
const EVERY: Duration = Duration::from_secs(1);
/// The most that comes at one look.
const MOST: usize = 20;

/// What the pages of staff and observers show besides the log of the players.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// The minute of exercise time.
    minute: i64,
    /// Why the team is not in line with others.
    out_of_line: Vec<String>,
    refused: BTreeMap<String, String>,
    /// How many entries staff and observers wrote.
    staff: usize,
    standings: Vec<Discriminant<Standing>>,
}

impl Exercise {
    /// Returns the first that is to come by itself, besides what was tried.
    fn next(
        &self,
        snapshot: &Snapshot,
        wall: DateTime<Utc>,
        tried: &BTreeSet<String>,
    ) -> Option<(String, Wish)> {
        let whole = &snapshot.whole;
        let log = self.log().ok()?;
        let lines = self.lines(snapshot, &log, wall);
        let is_due = |line: &Line<'_>| matches!(line.standing, Standing::Due { .. });
        if !lines.iter().any(is_due) {
            return None;
        }
        let playbook = &whole.material.playbook;
        let due = self.conduct.due(playbook, &whole.incident, &log, wall);
        let mut due = due.into_iter();
        let item = due.find(|item| self.comes_by_itself(item) && !tried.contains(&item.id))?;
        Some((item.id.clone(), self.wish(snapshot, item, None, wall)?))
    }

    /// Tells who listens when the pages of staff and observers show something else.
    fn tell(&self, snapshot: &Snapshot, wall: DateTime<Utc>) -> Result<(), Error> {
        let log = self.log()?;
        let lines = self.lines(snapshot, &log, wall);
        let time = self.conduct.time(&snapshot.whole.incident, wall);
        let face = Face {
            minute: time.since_start().num_minutes(),
            out_of_line: self.together().map_or(Vec::new(), Together::out_of_line),
            refused: self.refused(),
            staff: log.entries().len(),
            standings: lines
                .iter()
                .map(|line| discriminant(&line.standing))
                .collect(),
        };
        self.face.send_if_modified(|known| {
            let is_new = *known != face;
            *known = face;
            is_new
        });
        Ok(())
    }
}

/// Brings what is due, for as long as the board is open.
pub async fn run(house: Arc<House>) {
    loop {
        tokio::time::sleep(EVERY).await;
        for (exercise, desk) in house.exercises() {
            let wall = house.now();
            bring(&exercise, &desk, wall).await;
            let snapshot = desk.snapshot();
            // What cannot be read is read at the next look.
            let _ = tokio::task::spawn_blocking(move || exercise.tell(&snapshot, wall)).await;
        }
        shared(&house, std::future::ready(())).await;
    }
}

/// Brings what is due by itself at a moment on the wall. What came before does not come again: a log
/// takes the command that brings it once.
async fn bring(exercise: &Arc<Exercise>, desk: &Arc<Desk>, wall: DateTime<Utc>) {
    let mut tried = BTreeSet::new();
    while tried.len() < MOST {
        let snapshot = desk.snapshot();
        let situation = snapshot.whole.incident.situation();
        if situation.closed.is_some() || situation.time.pace() == 0 {
            return;
        }
        let (known, seen) = (Arc::clone(exercise), tried.clone());
        let next = tokio::task::spawn_blocking(move || known.next(&snapshot, wall, &seen)).await;
        let Ok(Some((id, wish))) = next else {
            return;
        };
        match desk.submit(wish).await {
            Outcome::Saved { .. } => {
                exercise.troubles().remove(&id);
            }
            Outcome::Refused { why } => {
                exercise.troubles().insert(id.clone(), why);
            }
            Outcome::Busy | Outcome::Changed { .. } | Outcome::Unsaved { .. } => return,
        }
        tried.insert(id);
    }
}
