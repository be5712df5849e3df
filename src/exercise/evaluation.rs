//! An exercise looked back on: what came and what was decided, and what program, observers and team say of it.
//!
//! What the program saw and what people judge stand apart. There is no grade and no average, and nobody is ranked.

mod scene;
#[cfg(test)]
mod tests;
mod times;

use chrono::{DateTime, Utc};
use serde::Serialize;

use self::scene::Scene;
use self::times::times;
use super::{
    Conduct, ExerciseTime, GoalLine, Improvement, Observation, Outcome, Rating, StaffEvent,
    StaffLog, clock, improvements,
};
use crate::engine::{Entry, Incident};
use crate::playbook::Playbook;

/// An exercise looked back on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// What came to the players or did not, in the order of the file.
    pub came: Vec<CameLine>,
    /// What was decided, in order.
    pub decisions: Vec<DecisionTaken>,
    /// The goals.
    pub goals: Vec<GoalRated>,
    /// Whether it was closed; else it still goes on.
    pub has_ended: bool,
    /// The points to improve.
    pub improvements: Vec<Improvement>,
    /// What happened, in order.
    pub moments: Vec<Moment>,
    /// What was written down beside the judgements, in order.
    pub notices: Vec<Notice>,
    /// Who judged, or wrote something down before the end, in the order in which they first did.
    pub observers: Vec<String>,
    /// What was signed or ordered by word of mouth.
    pub orders: Vec<OrderGiven>,
    /// The roles.
    pub players: Vec<PlayerLine>,
    /// How time went.
    pub times: Times,
}

/// How time went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Times {
    /// When play began, on the wall.
    pub began_at: DateTime<Utc>,
    /// When it ended, or was looked at.
    pub ended_at: DateTime<Utc>,
    /// How often who plays alone went on to what came next, which is a jump as well.
    pub gone_on: usize,
    /// How often it was stopped because something real was the matter.
    pub halts: usize,
    /// How often the situation jumped.
    pub jumps: usize,
    /// How long was played.
    pub length: ExerciseTime,
    /// The paces faster than real time, in the order in which they came.
    pub paces: Vec<u32>,
    /// How often it stood still and went on, besides those stops.
    pub pauses: usize,
    /// The situation's time at round moments of exercise time.
    pub scale: Vec<(ExerciseTime, DateTime<Utc>)>,
    /// The situation's time at the start and at the end.
    pub situation: (DateTime<Utc>, DateTime<Utc>),
    /// How many seconds it stood still between start and end.
    pub stood_still_seconds: i64,
}

/// A role with who was in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayerLine {
    /// Whether the scenario asks somebody to play it.
    pub is_asked: bool,
    /// The persons, in the order in which the log names them; none when nobody was named.
    pub persons: Vec<String>,
    /// What it is called.
    pub title: String,
    /// Whether it did or said anything by the log.
    pub took_part: bool,
}

/// Something that came to the players, or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CameLine {
    /// When it came.
    pub at: Option<ExerciseTime>,
    /// What was expected after it.
    pub expected: Vec<Observation>,
    /// The id.
    pub id: String,
    /// When it was planned, for what has a moment.
    pub planned: Option<ExerciseTime>,
    /// The line of the log.
    pub seq: Option<u64>,
    /// What it is.
    pub title: String,
    /// Why it did not come.
    pub why_not: Option<&'static str>,
}

/// A decision that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionTaken {
    /// When.
    pub at: ExerciseTime,
    /// The name of who decided.
    pub name: Option<String>,
    /// What was chosen; absent when the playbook does not know the decision.
    pub option: Option<String>,
    /// What the program says of what was expected and came with it.
    pub outcomes: Vec<Outcome>,
    /// Why; absent when no reason was given.
    pub reason: Option<String>,
    /// The role.
    pub role: String,
    /// The line of the log.
    pub seq: u64,
    /// When, in the situation.
    pub situation: DateTime<Utc>,
    /// The line by which something else was decided later.
    pub superseded_by: Option<u64>,
    /// What was decided.
    pub title: String,
}

/// An order or another document that was signed, or given by word of mouth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderGiven {
    /// When.
    pub at: ExerciseTime,
    /// The line of the draft that it rests on.
    pub draft: Option<u64>,
    /// Whether it was given by word of mouth.
    pub is_oral: bool,
    /// How many values were missing.
    pub missing: u64,
    /// How many requirements were open.
    pub open: usize,
    /// How many requirements were looked at in the draft.
    pub requirements: usize,
    /// The line of the log.
    pub seq: u64,
    /// When, in the situation.
    pub situation: DateTime<Utc>,
    /// The line with which it was put before who decides.
    pub submitted: Option<u64>,
    /// What it is called.
    pub title: String,
}

/// A goal with what everybody says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalRated {
    /// What program and observers say.
    #[serde(flatten)]
    pub line: GoalLine,
    /// What the team itself says, with its words.
    pub own: Option<(Rating, String)>,
}

/// What happened at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// When.
    pub at: ExerciseTime,
    /// What it is.
    pub kind: MomentKind,
    /// The line of the log.
    pub seq: u64,
    /// When, in the situation.
    pub situation: DateTime<Utc>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// A message came to the players.
    Message,
    /// A step in the playbook.
    Step,
    /// A decision.
    Decision,
    /// Something was done with a document.
    Document,
    /// A pause, a pace, a jump or a stop.
    Time,
}

/// Something that was written down beside the judgements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Whether it was written down after the end.
    pub after_end: bool,
    /// Who.
    pub by: String,
    /// The lines of the log it is about.
    pub evidence: Vec<u64>,
    /// What.
    pub text: String,
}

impl MomentKind {
    /// Every kind, in the order of a picture.
    pub const ALL: [MomentKind; 5] = [
        MomentKind::Message,
        MomentKind::Step,
        MomentKind::Decision,
        MomentKind::Document,
        MomentKind::Time,
    ];

    /// Returns the Dutch words for many of them.
    pub fn plural(self) -> &'static str {
        match self {
            MomentKind::Decision => "Besluiten",
            MomentKind::Document => "Stukken",
            MomentKind::Message => "Berichten",
            MomentKind::Step => "Stappen",
            MomentKind::Time => "Tijd",
        }
    }

    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            MomentKind::Decision => "Besluit",
            MomentKind::Document => "Stuk",
            MomentKind::Message => "Bericht",
            MomentKind::Step => "Stap",
            MomentKind::Time => "Tijd",
        }
    }
}

/// Looks back on an exercise, at a moment on the wall.
///
/// `incident` is the whole incident, by which the program sees what came true; `shown` is what of it may be told.
pub fn evaluate(
    conduct: &Conduct,
    playbook: &Playbook,
    incident: &Incident,
    shown: &Incident,
    log: &StaffLog,
    wall: DateTime<Utc>,
) -> Evaluation {
    let closed = incident
        .situation()
        .closed
        .and_then(|seq| incident.entry(seq));
    let wall = closed.map_or(wall, |entry| entry.meta.recorded_at);
    let clock = clock(incident);
    let moments = |entry: &Entry| clock.at(entry.meta.recorded_at);
    let observed = conduct.observed(playbook, incident, log, wall, closed.is_some());
    let (observers, notices) = notices(incident, log);
    let lines = conduct.lines(playbook, incident, log, wall);
    let scene = Scene {
        conduct,
        incident: shown,
        moments: &moments,
        observed: &observed,
        playbook,
    };
    Evaluation {
        came: scene.came(&lines, closed.is_some()),
        decisions: scene.decisions(),
        goals: scene.goals(log),
        has_ended: closed.is_some(),
        improvements: improvements(log),
        moments: scene.moments(),
        notices,
        observers,
        orders: scene.orders(),
        players: scene.players(),
        times: times(incident, clock.at(wall), wall),
    }
}

/// Returns who observed, and what was written down beside the judgements.
pub fn notices(incident: &Incident, log: &StaffLog) -> (Vec<String>, Vec<Notice>) {
    let closed = incident.situation().closed;
    let end = closed.and_then(|seq| Some(incident.entry(seq)?.meta.recorded_at));
    let (mut observers, mut notices): (Vec<String>, Vec<Notice>) = Default::default();
    for entry in log.entries() {
        let evidence = match &entry.meta.event {
            StaffEvent::Marked { .. } => None,
            StaffEvent::Noticed { evidence } => Some(evidence),
            _ => continue,
        };
        let after_end = end.is_some_and(|end| entry.meta.at >= end);
        // An answer right after the end is no observation.
        let is_observation = evidence.is_none() || !after_end;
        if is_observation && !observers.iter().any(|known| known == entry.by()) {
            observers.push(entry.by().to_owned());
        }
        if let Some(evidence) = evidence {
            notices.push(Notice {
                after_end,
                by: entry.by().to_owned(),
                evidence: evidence.clone(),
                text: entry.text().to_owned(),
            });
        }
    }
    (observers, notices)
}
