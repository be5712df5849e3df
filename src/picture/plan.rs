//! What the pictures show, before anything has a place: regions, the boxes in them and the ways between them.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::drawing::Drawing;
use super::trail::Trail;
use crate::chart::{Chart, StateId};
use crate::engine::Incident;
use crate::fact::dutch;
use crate::playbook::Playbook;
use crate::view;

/// A playbook, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// `ECHT` or `OEFENING`, with an incident.
    pub marking: Option<&'static str>,
    /// The regions, the whole playbook first.
    pub regions: Vec<Region>,
    /// What is drawn: the version of the playbook, and as of when.
    pub standing: String,
    /// The playbook, and the incident when there is one.
    pub title: String,
}

/// A part of the playbook in which one step follows another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Region {
    /// The ways between the boxes.
    pub arrows: Vec<Arrow>,
    /// The state it is; `/` for the whole playbook.
    pub id: String,
    /// Whether no box in another picture stands for it: it runs beside others.
    pub is_beside: bool,
    /// What the team bears in it.
    pub mark: Option<Mark>,
    /// The boxes: what comes from outside, then those of the playbook in its order, then what lies outside.
    pub nodes: Vec<Node>,
    /// What the team calls it.
    pub title: String,
    /// Why it exists.
    pub why: String,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// What leads here from every step of the region.
    pub anywhere: Vec<Reason>,
    /// The state it stands for; none for what lies outside the picture.
    pub id: Option<String>,
    /// Whether the region begins here.
    pub is_initial: bool,
    /// What it is.
    pub kind: Kind,
    /// What the team bears here.
    pub mark: Option<Mark>,
    /// The number of the step in the paper pack; none for what has no heading there.
    pub number: Option<usize>,
    /// The words in it.
    pub title: String,
}

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The end.
    End,
    /// A step outside the picture, from which one comes.
    From,
    /// Steps with a picture of their own, so many.
    Group(usize),
    /// Wherever the team was when it left.
    History,
    /// Regions beside each other with pictures of their own, so many.
    Parallel(usize),
    /// A step.
    Step,
    /// A step outside the picture, to which one goes.
    To,
}

/// What a box bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The team was here, and last came at this moment.
    Been(DateTime<Utc>),
    /// The team is here, since this moment where that is known.
    Now(Option<DateTime<Utc>>),
}

/// A way from one box to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrow {
    /// The box it leaves, by its place.
    pub from: usize,
    /// What sets it off; each is enough.
    pub reasons: Vec<Reason>,
    /// The box it leads to, by its place.
    pub to: usize,
}

/// What sets a way off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Whether the team went this way.
    pub is_taken: bool,
    /// It, in words.
    pub words: String,
}

/// Returns what the pictures of a playbook show; with an incident, where it stands too.
pub fn plan(playbook: &Playbook, incident: Option<&Incident>) -> Plan {
    let chart = playbook.chart();
    let trail = incident.map(Trail::of).unwrap_or_default();
    let mut regions = Vec::new();
    for state in chart.top() {
        gather(chart, state, true, &mut regions);
    }
    let drawing = Drawing { playbook, trail };
    let situation = incident.map(Incident::situation);
    let edition = format!("{} {}", playbook.title(), playbook.version());
    Plan {
        marking: situation.map(view::mark),
        regions: (regions.into_iter())
            .map(|(state, is_beside)| drawing.region(state, is_beside))
            .collect(),
        standing: match situation {
            None => match playbook.checked() {
                Some(day) => format!(
                    "Versie {}, nagekeken op {}",
                    playbook.version(),
                    dutch::date(day)
                ),
                None => format!("Versie {}", playbook.version()),
            },
            Some(situation) => {
                let at = situation
                    .last_chart_time
                    .map(dutch::datetime)
                    .unwrap_or_default();
                format!(
                    "{edition}. Stand na regel {} van het logboek, {at}",
                    situation.head
                )
            }
        },
        title: match situation {
            None => playbook.title().to_owned(),
            Some(situation) => situation.title.clone(),
        },
    }
}

/// Gathers the states that get a picture, outer before inner, with whether they run beside others.
fn gather(chart: &Chart, state: StateId, is_box: bool, found: &mut Vec<(StateId, bool)>) {
    if !chart.is_parallel(state) {
        found.push((state, !is_box));
    }
    for child in chart.children(state) {
        if chart.is_parallel(state) || !chart.is_atomic(child) {
            gather(chart, child, !chart.is_parallel(state), found);
        }
    }
}
