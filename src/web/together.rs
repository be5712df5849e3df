//! Teams that play one scenario, each with a board of its own: they share the clock, and messages go from one to another.
//!
//! What one has and another misses is asked of their logs, at every act and every second; so a board that dies in between
//! brings them in line when it is opened again. It shows nothing of one team to another.

use std::future::Future;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::answer::apart;
use super::exercise::Exercise;
use super::house::House;
use super::{Desk, Outcome, Wish};
use crate::exercise::{Log, in_line};
use crate::runtime::paths_beside;

/// An exercise of one team, and where its log is written.
pub type Playing = (Arc<Exercise>, Arc<Desk>);

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
        if own.0.part().is_none() {
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
    let (Some(part), Some(from_part)) = (exercise.part(), from.part()) else {
        return;
    };
    let (whole, theirs) = (desk.snapshot(), from_desk.snapshot());
    let heads = (whole.head(), theirs.head());
    if exercise.agreed_with(from_desk.id(), heads) {
        return;
    }
    let log = Log {
        incident: &whole.whole.incident,
        part,
        title: exercise.title(),
    };
    let their_log = Log {
        incident: &theirs.whole.incident,
        part: from_part,
        title: from.title(),
    };
    let playbook = &whole.whole.material.playbook;
    for command in in_line(playbook, log, their_log) {
        let id = command.id.clone();
        if exercise.refused().contains_key(&id) {
            continue;
        }
        match desk.submit(Wish::of(command, Vec::new())).await {
            Outcome::Saved { .. } => {}
            Outcome::Refused { why } => exercise.refuse(id, why),
            // Looked at again when it can be written.
            Outcome::Busy | Outcome::Changed { .. } | Outcome::Unsaved { .. } => return,
        }
    }
    exercise.agree(from_desk.id(), heads);
}

/// Returns how the other teams of a run stand.
pub fn lines(house: &House, exercise: &Exercise) -> Vec<TeamLine> {
    let own = exercise.out_of_line();
    let others = house.beside(exercise).into_iter().map(|(other, desk)| {
        let snapshot = desk.snapshot();
        let situation = snapshot.whole.incident.situation();
        TeamLine {
            halted: situation.halted.is_some(),
            id: desk.id().to_owned(),
            now: snapshot.chart_time(house.now()),
            pace: situation.time.pace(),
            refused: own.iter().cloned().chain(other.out_of_line()).collect(),
            title: other.title().to_owned(),
        }
    });
    others.collect()
}

impl House {
    /// Returns the other teams of a run, opened when they were not; none where there is one team.
    pub fn beside(&self, exercise: &Exercise) -> Vec<Playing> {
        let Some(part) = exercise.part() else {
            return Vec::new();
        };
        let paths = paths_beside(exercise.incident_path(), part);
        let found = paths.iter().filter_map(|path| {
            let id = exercise.known_beside(path, || {
                let mut volumes = self.shelf.volumes().into_iter();
                let held = volumes.find(|volume| volume.path == *path)?.holds.ok()?;
                Some(held.id)
            })?;
            let desk = self.desk(&id).ok()??;
            let other = self.exercise(&desk).ok()??;
            let is_of_run = other.part().is_some_and(|other| other.run == part.run);
            is_of_run.then_some((other, desk))
        });
        found.collect()
    }
}
