//! Who sits where: kept in memory and in a small file beside the incidents.
//!
//! The browser keeps only a random number; this side keeps its hash. What is revoked is gone from
//! the file too.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::{Duty, Invitation, Seat, Way, private};
use crate::engine::Who;
use crate::runtime::{Error, Surroundings, dutch, sha256};

/// The name of the file.
const FILE: &str = ".draaiboek-bord.json";
/// How many seats there are at most.
const SEATS: usize = 1_000;
/// How long a seat from another computer lasts.
const DAYS: i64 = 7;

/// Who sits where.
#[derive(Debug)]
pub struct People {
    known: Mutex<Known>,
    left: watch::Sender<u64>,
    path: PathBuf,
}

#[derive(Debug, Default)]
struct Known {
    /// In the order in which they came.
    seats: Vec<Seat>,
    /// Why the file does not hold this.
    trouble: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    seats: Vec<Seat>,
}

/// Tells a stream when the person who listens has left.
#[derive(Debug, Clone)]
pub struct Left {
    seat: Option<(Arc<People>, String)>,
    watch: watch::Receiver<u64>,
}

impl People {
    /// Returns who sat where when the board of a folder was last open.
    pub fn of(folder: &Path, now: DateTime<Utc>) -> People {
        let path = folder.join(FILE);
        let mut seats = private::read(&path).map_or(Vec::new(), |record: Record| record.seats);
        seats.retain(|seat| lasts(seat, now));
        seats.truncate(SEATS);
        People {
            known: Mutex::new(Known {
                seats,
                trouble: None,
            }),
            left: watch::Sender::new(0),
            path,
        }
    }

    /// Returns the seat of a browser in an incident.
    pub fn find(
        &self,
        number: Option<&str>,
        incident: &str,
        way: Way,
        now: DateTime<Utc>,
    ) -> Option<Seat> {
        let browser = sha256(number?.as_bytes());
        let known = self.known.lock().ok()?;
        let mut seats = known.seats.iter().rev();
        let is_it =
            |seat: &&Seat| seat.browser == browser && seat.incident == incident && seat.way == way;
        seats.find(is_it).filter(|seat| lasts(seat, now)).cloned()
    }

    /// Returns the incident that a browser joined last.
    pub fn last(&self, number: Option<&str>, way: Way, now: DateTime<Utc>) -> Option<String> {
        let browser = sha256(number?.as_bytes());
        let known = self.known.lock().ok()?;
        let mut seats = known.seats.iter().rev();
        let is_own = |seat: &&Seat| seat.browser == browser && seat.way == way && lasts(seat, now);
        seats.find(is_own).map(|seat| seat.incident.clone())
    }

    /// Remembers who is at a browser of this computer; returns the number of one that has none yet.
    pub fn set(
        &self,
        number: Option<&str>,
        incident: &str,
        who: Who,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, Error> {
        let seat = self.find(number, incident, Way::Here, now);
        let invitation = Invitation {
            duty: seat.map_or(Duty::Lead, |seat| seat.duty),
            incident: incident.to_owned(),
            name: who.name,
            role: Some(who.role),
        };
        self.place(number, invitation, Way::Here, now)
    }

    /// Remembers what somebody at a browser of this computer does in an exercise; a role stays what it was.
    pub fn set_duty(
        &self,
        number: Option<&str>,
        incident: &str,
        duty: Duty,
        name: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, Error> {
        let seat = self.find(number, incident, Way::Here, now);
        let (own, role) = seat.map_or((None, None), |seat| (seat.name, seat.role));
        let invitation = Invitation {
            duty,
            incident: incident.to_owned(),
            name: name.or(own),
            role,
        };
        self.place(number, invitation, Way::Here, now)
    }

    /// Gives a browser elsewhere the seat that an invitation is for; returns its number when it had
    /// none.
    pub fn admit(
        &self,
        number: Option<&str>,
        invitation: Invitation,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, Error> {
        self.place(number, invitation, Way::Network, now)
    }

    fn place(
        &self,
        number: Option<&str>,
        invitation: Invitation,
        way: Way,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, Error> {
        let drawn = Surroundings::Machine.id()?;
        let Ok(mut known) = self.known.lock() else {
            return Ok(None);
        };
        known.seats.retain(|seat| lasts(seat, now));
        let given = number.map(|number| sha256(number.as_bytes()));
        // A number that this side did not give is not taken over.
        let is_given = |browser: &String| {
            let mut seats = known.seats.iter();
            seats.any(|seat| seat.browser == *browser && seat.way == way)
        };
        let (browser, fresh) = match given.filter(is_given) {
            Some(browser) => (browser, None),
            None => (sha256(drawn.as_bytes()), Some(drawn)),
        };
        let Invitation {
            duty,
            incident,
            name,
            role,
        } = invitation;
        known
            .seats
            .retain(|seat| seat.browser != browser || seat.incident != incident);
        if known.seats.len() >= SEATS {
            // Whoever sits at this computer only has to say again who they are.
            let here = known.seats.iter().position(|seat| seat.way == Way::Here);
            known.seats.remove(here.unwrap_or(0));
        }
        known.seats.push(Seat {
            browser,
            duty,
            incident,
            name,
            role,
            since: now,
            way,
        });
        self.save(&mut known);
        Ok(fresh)
    }

    /// Returns who joined an incident from elsewhere, the last one first.
    pub fn joined(&self, incident: &str, now: DateTime<Utc>) -> Vec<Seat> {
        let Ok(known) = self.known.lock() else {
            return Vec::new();
        };
        let is_own = |seat: &&Seat| {
            seat.incident == incident && seat.way == Way::Network && lasts(seat, now)
        };
        known.seats.iter().rev().filter(is_own).cloned().collect()
    }

    /// Takes a seat away, at once.
    pub fn revoke(&self, incident: &str, id: &str) {
        if let Ok(mut known) = self.known.lock() {
            known.seats.retain(|seat| {
                seat.incident != incident || seat.way != Way::Network || seat.id() != id
            });
            self.save(&mut known);
        }
        self.left.send_modify(|count| *count += 1);
    }

    /// Returns why the file does not hold who sits where, in words.
    pub fn trouble(&self) -> Option<String> {
        self.known.lock().ok()?.trouble.clone()
    }

    /// Returns what tells a stream when who listens has left; on this computer nobody has to.
    pub fn left(self: &Arc<Self>, seat: Option<&Seat>) -> Left {
        let from_elsewhere = seat.filter(|seat| seat.way == Way::Network);
        Left {
            seat: from_elsewhere.map(|seat| (Arc::clone(self), seat.id())),
            watch: self.left.subscribe(),
        }
    }

    fn holds(&self, id: &str) -> bool {
        let known = self.known.lock();
        known.is_ok_and(|known| known.seats.iter().any(|seat| seat.id() == id))
    }

    fn save(&self, known: &mut Known) {
        let record = Record {
            seats: known.seats.clone(),
        };
        let written = private::write(&self.path, &record);
        known.trouble = written.err().map(|error| dutch::file(&error));
    }
}

impl Left {
    /// Waits until the person has left.
    pub async fn wait(&mut self) {
        loop {
            let is_gone = match &self.seat {
                Some((people, id)) => !people.holds(id),
                None => false,
            };
            if is_gone || self.watch.changed().await.is_err() {
                return;
            }
        }
    }
}

fn lasts(seat: &Seat, now: DateTime<Utc>) -> bool {
    seat.way == Way::Here || now - seat.since < TimeDelta::days(DAYS)
}
