//! Teams that play one scenario, each with a board of its own: they share the clock, and messages go from one to another.
//!
//! What one has and another misses is asked of their logs, at every act and every second; so a board that dies in between
//! brings them in line when it is opened again. It shows nothing of one team to another.

use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::answer::apart;
use super::exercise::Exercise;
use super::house::House;
use super::{Desk, Outcome, Wish};
use crate::exercise::{Beside, Log, Part, Scenario, in_line};
use crate::runtime::paths_beside;

/// An exercise of one team, and where its log is written.
pub type Playing = (Arc<Exercise>, Arc<Desk>);

/// What a team plays, and what is known here of the other teams of its run.
pub struct Together {
    /// Up to which lines this team and another are in line, by its incident.
    agreed: Mutex<BTreeMap<String, (u64, u64)>>,
    beside: Vec<Beside>,
    /// The incidents of the other teams, by their files.
    known: Mutex<BTreeMap<PathBuf, String>>,
    part: Part,
    /// Where the incident of the team is.
    path: PathBuf,
    /// Why something could not be brought in line, by the id of its command.
    refused: Mutex<BTreeMap<String, String>>,
}

impl Together {
    /// Returns what a team plays of a scenario, with its incident in a file.
    pub fn of(whole: &Scenario, part: Part, path: PathBuf) -> Together {
        Together {
            agreed: Mutex::default(),
            beside: whole.beside(&part),
            known: Mutex::default(),
            part,
            path,
            refused: Mutex::default(),
        }
    }

    /// Returns what the team plays.
    pub fn part(&self) -> &Part {
        &self.part
    }

    /// Returns the other teams.
    pub fn beside(&self) -> &[Beside] {
        &self.beside
    }

    /// Returns the incident in the file of another team, found once.
    fn known(&self, path: &Path, find: impl FnOnce() -> Option<String>) -> Option<String> {
        let mut known = lock(&self.known);
        if let Some(id) = known.get(path) {
            return Some(id.clone());
        }
        let id = find()?;
        known.insert(path.to_owned(), id.clone());
        Some(id)
    }

    /// Returns why the team is not in line with others.
    pub fn out_of_line(&self) -> Vec<String> {
        lock(&self.refused).values().cloned().collect()
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How another team of the run stands, for who leads.
pub struct TeamLine {
    /// Whether it stands still because something real is the matter.
    pub halted: bool,
    /// The id of its incident.
    pub id: String,
    /// The time in its situation.
    pub now: DateTime<Utc>,
    /// How many times as fast its situation runs.
    pub pace: u32,
    /// What was refused when it was brought in line, here or there.
    pub refused: Vec<String>,
    /// What it is called.
    pub title: String,
}

/// Does something of which the other teams are to know, and lets them know before it is answered. One at a time, and in
/// line before: two who move the time at once would each see what the other did come last.
pub async fn shared<T>(house: &Arc<House>, act: impl Future<Output = T>) -> T {
    let _one = house.together.lock().await;
    align(house).await;
    let done = act.await;
    align(house).await;
    done
}

/// Brings all teams that are played here in line.
async fn align(house: &Arc<House>) {
    for own in house.exercises() {
        if own.0.together().is_none() {
            continue;
        }
        for other in beside(house, &own.0).await {
            bring(&own, &other).await;
            bring(&other, &own).await;
        }
    }
}

/// Returns the other teams of a run.
async fn beside(house: &Arc<House>, exercise: &Arc<Exercise>) -> Vec<Playing> {
    let (kept, of) = (Arc::clone(house), Arc::clone(exercise));
    apart(move || kept.beside(&of)).await.unwrap_or_default()
}

/// Brings one team in line with another.
async fn bring(own: &Playing, other: &Playing) {
    let ((exercise, desk), (from, from_desk)) = (own, other);
    let (Some(together), Some(from_together)) = (exercise.together(), from.together()) else {
        return;
    };
    let (whole, theirs) = (desk.snapshot(), from_desk.snapshot());
    let heads = (whole.head(), theirs.head());
    if lock(&together.agreed).get(from_desk.id()) == Some(&heads) {
        return;
    }
    let log = Log {
        incident: &whole.whole.incident,
        part: &together.part,
        title: exercise.title(),
    };
    let their_log = Log {
        incident: &theirs.whole.incident,
        part: &from_together.part,
        title: from.title(),
    };
    let playbook = &whole.whole.material.playbook;
    for command in in_line(playbook, log, their_log) {
        let id = command.id.clone();
        if lock(&together.refused).contains_key(&id) {
            continue;
        }
        match desk.submit(Wish::of(command, Vec::new())).await {
            Outcome::Saved { .. } => {}
            Outcome::Refused { why } => {
                lock(&together.refused).insert(id, why);
            }
            // Looked at again when it can be written.
            Outcome::Busy | Outcome::Changed { .. } | Outcome::Unsaved { .. } => return,
        }
    }
    lock(&together.agreed).insert(from_desk.id().to_owned(), heads);
}

/// Returns how the other teams of a run stand.
pub fn lines(house: &House, exercise: &Exercise) -> Vec<TeamLine> {
    let out_of_line = |exercise: &Exercise| {
        exercise
            .together()
            .map_or(Vec::new(), Together::out_of_line)
    };
    let own = out_of_line(exercise);
    let others = house.beside(exercise).into_iter().map(|(other, desk)| {
        let snapshot = desk.snapshot();
        let situation = snapshot.whole.incident.situation();
        TeamLine {
            halted: situation.halted.is_some(),
            id: desk.id().to_owned(),
            now: snapshot.chart_time(house.now()),
            pace: situation.time.pace(),
            refused: own.iter().cloned().chain(out_of_line(&other)).collect(),
            title: other.title().to_owned(),
        }
    });
    others.collect()
}

impl House {
    /// Returns the other teams of a run, opened when they were not; none where there is one team.
    pub fn beside(&self, exercise: &Exercise) -> Vec<Playing> {
        let Some(together) = exercise.together() else {
            return Vec::new();
        };
        let paths = paths_beside(&together.path, &together.part);
        let found = paths.iter().filter_map(|path| {
            let id = together.known(path, || {
                let mut volumes = self.shelf.volumes().into_iter();
                let held = volumes.find(|volume| volume.path == *path)?.holds.ok()?;
                Some(held.id)
            })?;
            let desk = self.desk(&id).ok()??;
            let other = self.exercise(&desk).ok()??;
            let run = |of: &Together| of.part.run == together.part.run;
            let is_of_run = other.together().is_some_and(run);
            is_of_run.then_some((other, desk))
        });
        found.collect()
    }
}
