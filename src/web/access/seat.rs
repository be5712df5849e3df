//! The seat of a person: browser, incident, role and name, and what they may.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Way;
use crate::engine::Who;
use crate::runtime::sha256;

/// The name of the cookie on this computer.
const COOKIE: &str = "draaiboek_bord";
/// The name of the cookie over the network: a browser takes it only over TLS, for this host alone.
const SECURE_COOKIE: &str = "__Host-draaiboek_bord";

/// What a person may, besides what the role may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Takes part, lets others join, confirms the time and closes the incident.
    Lead,
    /// Only looks.
    Look,
    /// Observes an exercise.
    Observe,
    /// Takes part.
    Part,
    /// Leads an exercise.
    Staff,
}

impl Duty {
    /// Every duty, the usual one first.
    pub const ALL: [Duty; 3] = [Duty::Part, Duty::Look, Duty::Lead];
    /// Those that only an exercise has.
    pub const OF_EXERCISE: [Duty; 2] = [Duty::Staff, Duty::Observe];

    /// Returns the duty with this name.
    pub fn parse(name: &str) -> Option<Duty> {
        let mut all = Duty::ALL.into_iter().chain(Duty::OF_EXERCISE);
        all.find(|duty| duty.as_str() == name)
    }

    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Duty::Lead => "lead",
            Duty::Look => "look",
            Duty::Observe => "observe",
            Duty::Part => "part",
            Duty::Staff => "staff",
        }
    }

    /// Returns it in words.
    pub fn dutch(self) -> &'static str {
        match self {
            Duty::Lead => "leidt het bord",
            Duty::Look => "kijkt mee",
            Duty::Observe => "neemt waar",
            Duty::Part => "doet mee",
            Duty::Staff => "leidt de oefening",
        }
    }
}

/// The seat of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The hash of the browser's number.
    pub browser: String,
    /// What the person may.
    pub duty: Duty,
    /// The incident.
    pub incident: String,
    /// The name.
    pub name: Option<String>,
    /// The role; who only looks may have none.
    pub role: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// By which way the browser comes in.
    pub way: Way,
}

impl Seat {
    /// Tells whether the person may only look in the pages of the team.
    pub fn only_looks(&self) -> bool {
        match self.duty {
            Duty::Look => true,
            Duty::Observe | Duty::Staff => self.way == Way::Network,
            Duty::Lead | Duty::Part => false,
        }
    }

    /// Returns who sits there, when they have a role.
    pub fn who(&self) -> Option<Who> {
        Some(Who {
            name: self.name.clone(),
            role: self.role.clone()?,
        })
    }

    /// Returns what knows the seat apart on a page, and opens nothing.
    pub fn id(&self) -> String {
        let text = format!("seat {} {}", self.browser, self.incident);
        sha256(text.as_bytes())[..16].to_owned()
    }
}

/// Returns the number of a browser from its cookies.
pub fn number(cookies: &str, way: Way) -> Option<&str> {
    cookies.split(';').find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == cookie_name(way)).then_some(value)
    })
}

/// Returns the cookie that gives a browser its number.
pub fn cookie(number: &str, way: Way) -> String {
    let secure = match way {
        Way::Here => "",
        Way::Network => "; Secure",
    };
    let name = cookie_name(way);
    format!("{name}={number}; HttpOnly; SameSite=Strict; Path=/{secure}")
}

fn cookie_name(way: Way) -> &'static str {
    match way {
        Way::Here => COOKIE,
        Way::Network => SECURE_COOKIE,
    }
}
