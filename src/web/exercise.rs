//! An exercise that is played on the board: the file of its staff, and what comes to the players by
//! itself.
//!
//! What people play waits for them. It serves nothing of the file to anybody: the pages of staff and
//! observers ask for what they show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::house::House;
use super::together::shared;
use super::{Desk, Outcome, Snapshot, Wish};
use crate::engine::{Channel, Proof};
use crate::exercise::{Beside, Conduct, Item, ItemKind, Line, Part, StaffEvent, StaffLog, leader};
use crate::playbook::Playbook;
use crate::runtime::{Error, StaffFile, Surroundings, proof, whole_scenario_of};

/// How often it is looked what comes.
const EVERY: Duration = Duration::from_secs(1);
/// The most that comes at one look.
const MOST: usize = 20;

/// An exercise that is played on the board.
pub struct Exercise {
    /// Up to which lines this team and another are in line, by its incident.
    agreed: Mutex<BTreeMap<String, (u64, u64)>>,
    /// The other teams.
    beside: Vec<Beside>,
    conduct: Conduct,
    /// The incidents of the other teams, by their files.
    known: Mutex<BTreeMap<PathBuf, String>>,
    part: Option<Part>,
    path: PathBuf,
    /// Why something could not come, by its id.
    refused: Mutex<BTreeMap<String, String>>,
    staff: Mutex<StaffFile>,
}

impl Exercise {
    /// Opens the file of the staff.
    pub fn open(path: &Path, playbook: &Playbook) -> Result<Exercise, Error> {
        let staff = StaffFile::open(path, Surroundings::Machine)?;
        let whole = whole_scenario_of(&staff)?;
        let part = staff.log().part.clone();
        let beside = part.as_ref().map(|part| whole.beside(part));
        let own = part.as_ref().map(|part| whole.of_team(part));
        Ok(Exercise {
            agreed: Mutex::default(),
            beside: beside.unwrap_or_default(),
            conduct: Conduct::of(own.unwrap_or(whole), playbook),
            known: Mutex::default(),
            part,
            path: path.with_extension("draaiboek"),
            refused: Mutex::default(),
            staff: Mutex::new(staff),
        })
    }

    /// Returns what is played.
    pub fn conduct(&self) -> &Conduct {
        &self.conduct
    }

    /// Returns what the team plays, when there is more than one.
    pub fn part(&self) -> Option<&Part> {
        self.part.as_ref()
    }

    /// Returns the other teams.
    pub fn beside(&self) -> &[Beside] {
        &self.beside
    }

    /// Returns what the team is called.
    pub fn title(&self) -> &str {
        let team = self.part.as_ref().and_then(|part| part.team.as_deref());
        self.conduct.scenario().team_title(team)
    }

    /// Returns where the incident of the players is.
    pub fn incident_path(&self) -> &Path {
        &self.path
    }

    /// Returns the incident in the file of another team, found once.
    pub fn known_beside(
        &self,
        path: &Path,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = known.get(path) {
            return Some(id.clone());
        }
        let id = find()?;
        known.insert(path.to_owned(), id.clone());
        Some(id)
    }

    /// Tells whether this team was in line with another at these last lines of both.
    pub fn agreed_with(&self, other: &str, heads: (u64, u64)) -> bool {
        let agreed = self.agreed.lock().unwrap_or_else(PoisonError::into_inner);
        agreed.get(other) == Some(&heads)
    }

    /// Remembers that it was.
    pub fn agree(&self, other: &str, heads: (u64, u64)) {
        let mut agreed = self.agreed.lock().unwrap_or_else(PoisonError::into_inner);
        agreed.insert(other.to_owned(), heads);
    }

    /// Remembers why something could not come.
    pub fn refuse(&self, id: String, why: String) {
        self.troubles().insert(id, why);
    }

    /// Returns why it is not in line with other teams.
    pub fn out_of_line(&self) -> Vec<String> {
        let troubles = self.troubles();
        let of_teams = troubles.iter().filter(|(id, _)| id.contains(['@', ':']));
        of_teams.map(|(_, why)| why.clone()).collect()
    }

    fn staff(&self) -> MutexGuard<'_, StaffFile> {
        self.staff.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn troubles(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns why something could not come, by its id.
    pub fn refused(&self) -> BTreeMap<String, String> {
        self.troubles().clone()
    }

    /// Returns what staff and observers wrote.
    pub fn log(&self) -> Result<StaffLog, Error> {
        let mut staff = self.staff();
        staff.refresh()?;
        Ok(staff.log().clone())
    }

    /// Writes in the file of the staff; what is returned is on the disk.
    pub fn write(
        &self,
        event: StaffEvent,
        by: &str,
        text: Option<String>,
        command: &str,
    ) -> Result<u64, Error> {
        self.staff().write(event, by, text, command)
    }

    /// Returns how everything that comes stands: what roles would do by themselves is left out, because
    /// people play them.
    pub fn lines(&self, snapshot: &Snapshot, log: &StaffLog, wall: DateTime<Utc>) -> Vec<Line<'_>> {
        let whole = &snapshot.whole;
        let playbook = &whole.material.playbook;
        let mut lines = self.conduct.lines(playbook, &whole.incident, log, wall);
        lines.retain(|line| line.item.kind != ItemKind::Reply);
        lines
    }

    /// Returns an item of the list.
    pub fn item(&self, snapshot: &Snapshot, id: &str, wall: DateTime<Utc>) -> Option<Item> {
        let lines = self.lines(snapshot, &StaffLog::default(), wall);
        let mut items = lines.into_iter().map(|line| line.item);
        items.find(|item| item.id == id).cloned()
    }

    /// Returns the wish that brings an item, in the name of who leads.
    pub fn wish(
        &self,
        snapshot: &Snapshot,
        item: &Item,
        name: Option<String>,
        wall: DateTime<Utc>,
    ) -> Option<Wish> {
        let whole = &snapshot.whole;
        let staff = self.staff();
        let file =
            |name: &str| -> Option<Proof> { Some(proof(name.to_owned(), staff.file(name)?)) };
        let now = snapshot.chart_time(wall);
        let playbook = &whole.material.playbook;
        let command = self
            .conduct
            .command(playbook, &whole.incident, item, now, &file)?;
        let inject = self.conduct.inject(item);
        let bytes = inject.and_then(|inject| staff.file(&inject.file.as_ref()?.text));
        Some(Wish {
            action: command.action,
            by: leader(name),
            files: bytes.into_iter().map(<[u8]>::to_vec).collect(),
            happened_at: None,
            head: None,
            id: command.id,
            late_reason: None,
        })
    }

    /// Tells whether an item comes by itself when it is due: a move, or what a screen can show.
    pub fn comes_by_itself(&self, item: &Item) -> bool {
        match item.kind {
            ItemKind::Move => true,
            ItemKind::Reply => false,
            ItemKind::Inject => {
                let inject = self.conduct.inject(item);
                inject.is_some_and(|inject| !is_played(inject.channel))
            }
        }
    }

    /// Returns the first that is to come by itself, besides what was tried.
    fn next(
        &self,
        snapshot: &Snapshot,
        wall: DateTime<Utc>,
        tried: &BTreeSet<String>,
    ) -> Option<(String, Wish)> {
        let whole = &snapshot.whole;
        let log = self.log().ok()?;
        let playbook = &whole.material.playbook;
        let due = self.conduct.due(playbook, &whole.incident, &log, wall);
        let mut due = due.into_iter();
        let item = due.find(|item| self.comes_by_itself(item) && !tried.contains(&item.id))?;
        Some((item.id.clone(), self.wish(snapshot, item, None, wall)?))
    }
}

/// Tells whether people play what comes by a channel.
pub fn is_played(channel: Channel) -> bool {
    match channel {
        Channel::Letter | Channel::Person | Channel::Phone | Channel::Radio => true,
        Channel::App | Channel::Mail | Channel::Screen | Channel::Social => false,
    }
}

/// Brings what is due, for as long as the board is open.
pub async fn run(house: Arc<House>) {
    loop {
        tokio::time::sleep(EVERY).await;
        for (exercise, desk) in house.exercises() {
            bring(&exercise, &desk, house.now()).await;
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
                exercise.refuse(id.clone(), why);
            }
            Outcome::Busy | Outcome::Changed { .. } | Outcome::Unsaved { .. } => return,
        }
        tried.insert(id);
    }
}
