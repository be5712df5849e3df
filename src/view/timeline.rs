//! An incident over time: what was recorded, in lanes, and what is due.
//!
//! Made of lines of the log that somebody may see; never adds words of its own to what people wrote.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::words::titled;
use super::{Line, mark};
use crate::engine::{self, Incident};
use crate::fact::{Value, dutch};
use crate::law::term::{self, Holidays, Start};
use crate::playbook::Playbook;

/// An incident over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The announced moment.
    pub announced: Option<DateTime<Utc>>,
    /// The lanes, each with its points in order of time; none is empty.
    pub lanes: Vec<Lane>,
    /// `ECHT` or `OEFENING`.
    pub mark: &'static str,
    /// The moment it is made for; absent when the incident is closed.
    pub now: Option<DateTime<Utc>>,
    /// The last entry.
    pub seq: u64,
    /// What the team calls the incident.
    pub title: String,
}

/// Points of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// Whether it is told shortest where room is scarce.
    pub is_minor: bool,
    /// The points.
    pub points: Vec<Point>,
    /// What they are.
    pub title: &'static str,
}

/// Something at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// When it happened, or is due.
    pub at: DateTime<Utc>,
    /// Whether it is due and not done.
    pub is_due: bool,
    /// When it was recorded, where that is another moment.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The line of the log; none for what is due.
    pub seq: Option<u64>,
    /// Whether it was struck.
    pub struck: bool,
    /// What it says.
    pub text: String,
}

/// The lanes, with the kinds of lines in each; what is of no other kind is in the last of them.
const LANES: [(&str, &[&str]); 4] = [
    (
        "Stappen",
        &["stap", "start", "sluiting", "draaiboek", "tijd"],
    ),
    ("Besluiten", &["besluit"]),
    (
        "Stukken",
        &[
            "bekendmaking",
            "concept",
            "herziening",
            "intrekking",
            "vaststelling",
            "voorlegging",
        ],
    ),
    ("Taken", &["taak"]),
];

/// What is of no other kind.
const OTHERS: &str = "Meldingen";

/// Returns an incident over time, from lines of its log, at a moment (in the situation's time).
pub fn timeline(
    playbook: &Playbook,
    holidays: &Holidays,
    incident: &Incident,
    lines: &[Line],
    at: DateTime<Utc>,
) -> Timeline {
    let situation = incident.situation();
    let is_open = situation.closed.is_none();
    let fact = playbook.announced().and_then(|id| situation.facts.get(id));
    let announced = fact.and_then(|fact| fact.value()?.datetime());
    let known = |kind: &str| LANES.iter().any(|(_, kinds)| kinds.contains(&kind));
    let mut lanes: Vec<Lane> = Vec::new();
    let mut add = |title: &'static str, mut points: Vec<Point>| {
        if !points.is_empty() {
            points.sort_by_key(|point| (point.at, point.seq));
            lanes.push(Lane {
                is_minor: false,
                points,
                title,
            });
        }
    };
    add(
        "Termijnen",
        deadlines(playbook, holidays, incident, announced),
    );
    for (title, kinds) in LANES {
        let mut points: Vec<Point> = (lines.iter())
            .filter(|line| kinds.contains(&line.kind))
            .map(|line| point(incident, line, line.text.clone()))
            .collect();
        if title == "Stappen" {
            // Whatever else moved the team on is a step as well.
            let moves = lines.iter().filter(|line| !kinds.contains(&line.kind));
            let moves = moves.filter(|line| !line.moved.is_empty());
            points.extend(
                moves.map(|line| point(incident, line, format!("→ {}", dutch::list(&line.moved)))),
            );
        }
        add(title, points);
    }
    let others = lines.iter().filter(|line| !known(line.kind));
    add(
        OTHERS,
        others
            .map(|line| point(incident, line, line.text.clone()))
            .collect(),
    );
    Timeline {
        announced,
        lanes,
        mark: mark(situation),
        now: is_open.then_some(at),
        seq: situation.head,
        title: situation.title.clone(),
    }
}

impl Timeline {
    /// Returns every point with the title of its lane, in order of time.
    pub fn points(&self) -> Vec<(&'static str, &Point)> {
        let lanes = self.lanes.iter();
        let points = lanes.flat_map(|lane| lane.points.iter().map(|point| (lane.title, point)));
        let mut points: Vec<_> = points.collect();
        points.sort_by_key(|(_, point)| (point.at, point.seq));
        points
    }
}

fn point(incident: &Incident, line: &Line, text: String) -> Point {
    // In an exercise the clock on the wall says nothing about the situation.
    let entry = incident
        .entry(line.seq)
        .filter(|_| incident.situation().exercise);
    let recorded_at = entry.map_or(line.recorded_at, |entry| entry.meta.chart_time);
    let late = (recorded_at - line.happened_at).num_seconds().abs() > 60;
    Point {
        at: line.happened_at,
        is_due: false,
        recorded_at: late.then_some(recorded_at),
        seq: Some(line.seq),
        struck: line.struck,
        text,
    }
}

/// Returns what is due: the announced moment, open tasks and running legal terms; once for each moment.
fn deadlines(
    playbook: &Playbook,
    holidays: &Holidays,
    incident: &Incident,
    announced: Option<DateTime<Utc>>,
) -> Vec<Point> {
    let mut due: BTreeMap<DateTime<Utc>, Vec<String>> = BTreeMap::new();
    for (at, what) in moments(playbook, holidays, incident) {
        // A moment is told to the minute.
        due.entry(minute(at)).or_default().push(what);
    }
    if let Some(at) = announced {
        due.entry(minute(at))
            .or_default()
            .insert(0, "Aangekondigd moment".to_owned());
    }
    let points = due.into_iter().map(|(at, mut what)| {
        what.dedup();
        Point {
            at,
            is_due: true,
            recorded_at: None,
            seq: None,
            struck: false,
            text: what.join("; "),
        }
    });
    points.collect()
}

fn minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::seconds(at.timestamp().rem_euclid(60))
        - TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))
}

/// Returns what is due and when: open tasks and running legal terms, in order of time; nothing when the
/// incident is closed.
pub(super) fn moments(
    playbook: &Playbook,
    holidays: &Holidays,
    incident: &Incident,
) -> Vec<(DateTime<Utc>, String)> {
    let situation = incident.situation();
    let mut moments = Vec::new();
    if situation.closed.is_none() {
        for open in engine::open_tasks(playbook, situation) {
            if let Some(due) = open.due {
                let title = titled(playbook, situation, &open.task.title, &open.id);
                moments.push((due, title));
            }
        }
    }
    for clock in playbook.clocks() {
        for start in situation.clock_starts(clock) {
            let from = match &start.value {
                Value::Date(day) => Start::Day(*day),
                Value::Datetime(at) => Start::Moment(*at),
                _ => continue,
            };
            let is_running = situation.clock_end(clock, &start).is_none();
            if let (true, Ok(end)) = (
                is_running,
                term::end(from, clock.term, clock.rule, holidays),
            ) {
                let title = titled(playbook, situation, &clock.title, &start.clock);
                moments.push((end.expires_at, format!("Termijn: {title}")));
            }
        }
    }
    moments.sort();
    moments
}

/// Returns an incident over time as text.
pub fn timeline_text(timeline: &Timeline) -> String {
    let mut out = format!(
        "[{}] {}\n",
        timeline.mark,
        timeline.title.replace('\n', " / ")
    );
    for (lane, point) in timeline.points() {
        let number = point.seq.map_or("–".to_owned(), |seq| seq.to_string());
        let late = point.recorded_at.map_or(String::new(), |at| {
            format!(" (vastgelegd {})", dutch::short(at))
        });
        let struck = if point.struck { "~~" } else { "" };
        let before = if point.is_due { "vóór " } else { "" };
        let text = point.text.replace(char::is_control, " ");
        out.push_str(&format!(
            "{number:>4}  {before}{}{late}  {lane}: {struck}{text}{struck}\n",
            dutch::short(point.at)
        ));
    }
    out
}
