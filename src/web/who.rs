//! Who is at a browser: role and name, chosen once and kept on this side.
//!
//! The browser keeps only a random number; the place where rights by role will be asked. It never
//! holds a password, and on this computer alone it trusts what a person says.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use crate::engine::Who;
use crate::runtime::{Error, Surroundings, sha256};

/// The name of the cookie.
const COOKIE: &str = "draaiboek_bord";
/// How many browsers are remembered; the one that came first is forgotten first.
const BROWSERS: usize = 1_000;

/// Who is at which browser, for each incident.
#[derive(Debug, Default)]
pub struct People(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Role and name by incident, by the hash of the browser's number.
    browsers: BTreeMap<String, BTreeMap<String, Who>>,
    order: VecDeque<String>,
}

/// What a person may do in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Look.
    Look,
    /// Write in the log, for themselves or for who said it.
    Write,
}

impl People {
    /// Returns who a browser says it is in an incident.
    pub fn find(&self, number: Option<&str>, incident: &str) -> Option<Who> {
        let known = self.0.lock().ok()?;
        let browser = known.browsers.get(&sha256(number?.as_bytes()))?;
        browser.get(incident).cloned()
    }

    /// Remembers who is at a browser; returns the number of a browser that has none yet.
    pub fn set(
        &self,
        number: Option<&str>,
        incident: &str,
        who: Who,
    ) -> Result<Option<String>, Error> {
        let mut fresh = None;
        let Ok(mut known) = self.0.lock() else {
            return Ok(None);
        };
        let mut key = number.map(|number| sha256(number.as_bytes()));
        // A number that this side did not give is not taken over.
        key = key.filter(|key| known.browsers.contains_key(key));
        let key = match key {
            Some(key) => key,
            None => {
                let number = Surroundings::Machine.id()?;
                let key = sha256(number.as_bytes());
                known.order.push_back(key.clone());
                fresh = Some(number);
                key
            }
        };
        let browser = known.browsers.entry(key).or_default();
        browser.insert(incident.to_owned(), who);
        while known.order.len() > BROWSERS {
            if let Some(oldest) = known.order.pop_front() {
                known.browsers.remove(&oldest);
            }
        }
        Ok(fresh)
    }
}

/// Tells whether a person may do something; on this computer everyone who said who they are may.
pub fn may(who: Option<&Who>, right: Right) -> bool {
    match right {
        Right::Look => true,
        Right::Write => who.is_some(),
    }
}

/// Returns the number of a browser from its cookies.
pub fn number(cookies: &str) -> Option<&str> {
    cookies.split(';').find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

/// Returns the cookie that gives a browser its number.
pub fn cookie(number: &str) -> String {
    format!("{COOKIE}={number}; HttpOnly; SameSite=Strict; Path=/")
}
