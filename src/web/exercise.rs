//! An exercise that is played on the board: the file of its staff, and what comes to the players by
//! itself.
//!
//! What people play waits for them. It serves nothing of the file to anybody: the pages of staff and
//! observers ask for what they show.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::house::House;
use super::together::shared;
use super::{Desk, Outcome, Snapshot, Wish};
use crate::engine::{Channel, Proof};
use crate::exercise::{
    Beside, Conduct, Item, ItemKind, Line, Observation, Part, PlanRow, StaffEvent, StaffLog,
    Standing, leader, plan,
};
use crate::playbook::Playbook;
use crate::runtime::{EXTENSION, Error, StaffFile, Surroundings, proof, whole_scenario_of};

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
    face: watch::Sender<Face>,
    observed: Kept<Vec<Observation>>,
    /// The incidents of the other teams, by their files.
    known: Mutex<BTreeMap<PathBuf, String>>,
    part: Option<Part>,
    path: PathBuf,
    /// Why something could not come, by its id.
    refused: Mutex<BTreeMap<String, String>>,
    rows: BTreeMap<String, PlanRow>,
    staff: Mutex<StaffFile>,
    standings: Kept<Vec<Standing>>,
}

/// What the pages of staff and observers show besides the log of the players.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// The minute of exercise time.
    minute: i64,
    refused: BTreeMap<String, String>,
    /// How many entries staff and observers wrote.
    staff: usize,
    standings: Vec<Discriminant<Standing>>,
}

/// What was computed last: it goes through the whole log, and every screen asks the same.
type Kept<T> = Mutex<Option<(Moment, Arc<T>)>>;
/// The head of the log, what staff and observers wrote, and the second.
type Moment = (u64, usize, i64);

/// Returns what is kept of a moment, made when it is not there; who asks meanwhile waits for it.
fn once<T>(kept: &Kept<T>, moment: Moment, make: impl FnOnce() -> T) -> Arc<T> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    match &*kept {
        Some((known, value)) if *known == moment => Arc::clone(value),
        _ => {
            let value = Arc::new(make());
            *kept = Some((moment, Arc::clone(&value)));
            value
        }
    }
}

fn moment(snapshot: &Snapshot, log: &StaffLog, wall: DateTime<Utc>) -> Moment {
    (snapshot.head(), log.entries().len(), wall.timestamp())
}

impl Exercise {
    /// Opens the file of the staff.
    pub fn open(path: &Path, playbook: &Playbook) -> Result<Exercise, Error> {
        let staff = StaffFile::open(path, Surroundings::Machine)?;
        let whole = whole_scenario_of(&staff)?;
        let part = staff.log().part.clone();
        let beside = part.as_ref().map(|part| whole.beside(part));
        let own = part.as_ref().map(|part| whole.of_team(part));
        let scenario = own.unwrap_or(whole);
        let rows = plan(&scenario, playbook).into_iter();
        Ok(Exercise {
            agreed: Mutex::default(),
            beside: beside.unwrap_or_default(),
            face: watch::Sender::default(),
            known: Mutex::default(),
            observed: Kept::default(),
            part,
            path: path.with_extension(EXTENSION),
            refused: Mutex::default(),
            rows: rows.map(|row| (row.number.clone(), row)).collect(),
            conduct: Conduct::of(scenario, playbook),
            staff: Mutex::new(staff),
            standings: Kept::default(),
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

    /// Returns what tells that the pages of staff and observers show something else.
    pub fn watch(&self) -> watch::Receiver<Face> {
        self.face.subscribe()
    }

    /// Returns the rows of the list, by id.
    pub fn rows(&self) -> &BTreeMap<String, PlanRow> {
        &self.rows
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

    /// Returns the last line of what staff and observers wrote, with its hash in words.
    pub fn checkpoint(&self) -> (u64, String) {
        self.staff().checkpoint()
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
        let standings = once(&self.standings, moment(snapshot, log, wall), || {
            let lines = self.conduct.lines(playbook, &whole.incident, log, wall);
            lines.into_iter().map(|line| line.standing).collect()
        });
        let items = self.conduct.msel().items().iter();
        let lines = items.zip(standings.iter());
        let lines = lines.map(|(item, standing)| Line {
            item,
            standing: *standing,
        });
        lines
            .filter(|line| line.item.kind != ItemKind::Reply)
            .collect()
    }

    /// Returns what was expected, with what the log says of it.
    pub fn observed(
        &self,
        snapshot: &Snapshot,
        log: &StaffLog,
        wall: DateTime<Utc>,
    ) -> Arc<Vec<Observation>> {
        let (incident, material) = (&snapshot.whole.incident, &snapshot.whole.material);
        let has_ended = incident.situation().closed.is_some();
        once(&self.observed, moment(snapshot, log, wall), || {
            self.conduct
                .observed(&material.playbook, incident, log, wall, has_ended)
        })
    }

    /// Returns an item of the list.
    pub fn item(&self, id: &str) -> Option<&Item> {
        let mut items = self.conduct.msel().items().iter();
        items.find(|item| item.id == id && item.kind != ItemKind::Reply)
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
        let files = bytes.into_iter().map(<[u8]>::to_vec).collect();
        Some(Wish {
            by: leader(name),
            ..Wish::of(command, files)
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
}

impl Exercise {
    /// Tells who listens when the pages of staff and observers show something else.
    fn tell(&self, snapshot: &Snapshot, wall: DateTime<Utc>) -> Result<(), Error> {
        let log = self.log()?;
        let lines = self.lines(snapshot, &log, wall);
        let time = self.conduct.time(&snapshot.whole.incident, wall);
        let face = Face {
            minute: time.since_start().num_minutes(),
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
                exercise.refuse(id.clone(), why);
            }
            Outcome::Busy | Outcome::Changed { .. } | Outcome::Unsaved { .. } => return,
        }
        tried.insert(id);
    }
}
