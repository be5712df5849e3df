//! An exercise that is played on the board: the file of its staff, and what comes to the players by
//! itself.
//!
//! What people play waits for them. It serves nothing of the file to anybody: the pages of staff and
//! observers ask for what they show.

mod coming;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::together::Together;
use super::{Snapshot, Wish};
use crate::engine::{Channel, Proof};
use crate::exercise::{
    Beside, Conduct, Item, ItemKind, Line, Observation, PlanRow, StaffEvent, StaffLog, Standing,
    leader, plan,
};
use crate::playbook::Playbook;
use crate::runtime::{EXTENSION, Error, StaffFile, Surroundings, proof, whole_scenario_of};
pub use coming::{Face, run};

/// An exercise that is played on the board.
pub struct Exercise {
    conduct: Conduct,
    face: watch::Sender<Face>,
    observed: Kept<Vec<Observation>>,
    /// Why something could not come, by its id.
    refused: Mutex<BTreeMap<String, String>>,
    rows: BTreeMap<String, PlanRow>,
    staff: Mutex<StaffFile>,
    standings: Kept<Vec<Standing>>,
    /// What the team plays and what is known of the others, when there is more than one.
    together: Option<Together>,
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
        let together = part.map(|part| Together::of(&whole, part, path.with_extension(EXTENSION)));
        let own = together
            .as_ref()
            .map(|together| whole.of_team(together.part()));
        let scenario = own.unwrap_or(whole);
        let rows = plan(&scenario, playbook).into_iter();
        Ok(Exercise {
            face: watch::Sender::default(),
            observed: Kept::default(),
            refused: Mutex::default(),
            rows: rows.map(|row| (row.number.clone(), row)).collect(),
            conduct: Conduct::of(scenario, playbook),
            staff: Mutex::new(staff),
            standings: Kept::default(),
            together,
        })
    }

    /// Returns what is played.
    pub fn conduct(&self) -> &Conduct {
        &self.conduct
    }

    /// Returns what the team plays and what is known of the others, when there is more than one.
    pub fn together(&self) -> Option<&Together> {
        self.together.as_ref()
    }

    /// Returns the other teams.
    pub fn beside(&self) -> &[Beside] {
        self.together().map_or(&[], Together::beside)
    }

    /// Returns what the team is called.
    pub fn title(&self) -> &str {
        let team = self
            .together()
            .and_then(|together| together.part().team.as_deref());
        self.conduct.scenario().team_title(team)
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
}

/// Tells whether people play what comes by a channel.
pub fn is_played(channel: Channel) -> bool {
    match channel {
        Channel::Letter | Channel::Person | Channel::Phone | Channel::Radio => true,
        Channel::App | Channel::Mail | Channel::Screen | Channel::Social => false,
    }
}
