//! The list of everything that comes in an exercise, and how each of it stands at a moment.
//!
//! It computes from the log and from what the staff did; it delivers nothing, so it cannot deliver twice.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::history::{Held, Moments};
use super::{Course, Cue, ExerciseTime, Scenario, conditions};
use crate::engine::{Entry, Incident};
use crate::fact::Condition;
use crate::playbook::Playbook;

/// Everything that comes in an exercise, read against its playbook.
#[derive(Debug, Clone)]
pub struct Msel {
    /// How the situation's time runs, as planned.
    course: Course,
    items: Vec<Item>,
}

/// One thing that comes.
#[derive(Debug, Clone)]
pub struct Item {
    cue: When,
    /// The id of the inject or move; `reply#1` for the first reply.
    pub id: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its place among those of its kind in the file, from 0.
    pub place: usize,
    unless: Option<Condition>,
}

/// What comes; the order is that in which they come at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A jump or a pace of the situation's time.
    Move,
    /// Something that comes to the players.
    Inject,
    /// What a role does by itself.
    Reply,
}

#[derive(Debug, Clone)]
enum When {
    At(ExerciseTime),
    ByHand,
    Held {
        after: TimeDelta,
        /// The inject that must have come.
        inject: Option<String>,
        /// In whose time it waits.
        wait: Wait,
        when: Condition,
    },
}

/// In whose time something waits.
#[derive(Debug, Clone, Copy)]
enum Wait {
    /// That of the players: what comes to them waits for them.
    Exercise,
    /// That of the situation: what a role does takes its time there, and a jump passes it.
    Situation,
}

/// When something is due: in exercise time, and when that is in the situation.
///
/// What a jump passes is due at the jump, for a moment before it.
#[derive(Debug, Clone, Copy)]
struct Moment {
    at: ExerciseTime,
    situation: DateTime<Utc>,
}

/// Something that came, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// When.
    pub at: ExerciseTime,
    /// The id of the item.
    pub item: String,
}

/// What came, and what the exercise staff did with the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    /// What came, in order; of an item that is there twice the first counts.
    pub delivered: Vec<Delivered>,
    /// The items that do not come until they are let go.
    pub held: BTreeSet<String>,
    /// The items that do not come any more.
    pub skipped: BTreeSet<String>,
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Standing {
    /// It comes only when the staff fire it.
    ByHand,
    /// It comes at a moment.
    Coming {
        /// The moment.
        at: ExerciseTime,
    },
    /// It came.
    Delivered {
        /// When.
        at: ExerciseTime,
    },
    /// It is to come now.
    Due {
        /// Since when.
        since: ExerciseTime,
    },
    /// The staff hold it.
    Held {
        /// Since when it would have been due, when that has passed.
        since: Option<ExerciseTime>,
    },
    /// What it was not to come with held when it was due, or holds.
    PassedOver {
        /// When it was due.
        due: ExerciseTime,
    },
    /// The staff passed it over.
    Skipped,
    /// It waits for its conditions.
    Waiting,
}

/// An item with how it stands.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The item.
    pub item: &'a Item,
    /// How it stands.
    pub standing: Standing,
}

impl Msel {
    /// Returns the list of a scenario; what cannot be read never holds.
    pub fn of(scenario: &Scenario, playbook: &Playbook) -> Self {
        let read = |lines: &[_]| conditions::read(lines, playbook);
        let unless = |lines: &[_]| (!lines.is_empty()).then(|| read(lines));
        let moves = scenario.moves.iter().enumerate();
        let moves = moves.map(|(place, one)| Item {
            cue: When::At(one.at),
            id: one.id.text.clone(),
            kind: ItemKind::Move,
            place,
            unless: None,
        });
        let injects = scenario.injects.iter().enumerate();
        let injects = injects.map(|(place, inject)| Item {
            cue: match &inject.cue {
                Cue::At(at) => When::At(*at),
                Cue::ByHand => When::ByHand,
                Cue::When { after, when } => When::Held {
                    after: *after,
                    inject: None,
                    wait: Wait::Exercise,
                    when: read(when),
                },
            },
            id: inject.id.text.clone(),
            kind: ItemKind::Inject,
            place,
            unless: unless(&inject.unless),
        });
        let replies = scenario.replies.iter().enumerate();
        let replies = replies.map(|(place, reply)| Item {
            cue: When::Held {
                after: reply.after,
                inject: reply.after_inject.as_ref().map(|id| id.text.clone()),
                wait: Wait::Situation,
                when: read(&reply.when),
            },
            id: format!("reply#{}", place + 1),
            kind: ItemKind::Reply,
            place,
            unless: unless(&reply.unless),
        });
        Msel {
            course: scenario.course.clone(),
            items: moves.chain(injects).chain(replies).collect(),
        }
    }

    /// Returns the items: moves, injects, replies, each in the order of the file.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns how every item stands at a moment of exercise time.
    pub fn lines(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        at: ExerciseTime,
        staff: &Staff,
        moments: Moments<'_>,
    ) -> Vec<Line<'_>> {
        let lines = self.standings(playbook, incident, at, staff, moments);
        lines.into_iter().map(|(line, _)| line).collect()
    }

    /// Returns how every item stands, with when it is due when that is known.
    fn standings(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        at: ExerciseTime,
        staff: &Staff,
        moments: Moments<'_>,
    ) -> Vec<(Line<'_>, Option<Moment>)> {
        let open = |item: &&Item| staff.open(&item.id);
        let asked = self.items.iter().filter(open).flat_map(|item| {
            let when = match &item.cue {
                When::Held { when, .. } => Some(when),
                When::At(_) | When::ByHand => None,
            };
            when.into_iter().chain(&item.unless)
        });
        let asked: Vec<&Condition> = asked.collect();
        let mut held = Held::of(&asked, playbook, incident, moments).into_iter();
        let mut next = || held.next().unwrap_or_default();
        let items = self.items.iter();
        let lines = items.map(|item| {
            let is_open = staff.open(&item.id);
            let due = match &item.cue {
                When::At(at) => Some(self.moment(*at)),
                When::Held {
                    after,
                    inject,
                    wait,
                    ..
                } if is_open => {
                    let from = began(&next(), inject.as_deref(), incident, moments);
                    from.map(|(entry, at)| self.waited(*wait, *after, entry, at))
                }
                When::ByHand | When::Held { .. } => None,
            };
            let unless = item.unless.as_ref().filter(|_| is_open).map(|_| next());
            let standing = item.standing(due.map(|due| due.at), unless, at, staff);
            (Line { item, standing }, due)
        });
        lines.collect()
    }

    /// Returns what is to come now with since when it is due, in the order in which it comes: by when it was due; at one
    /// moment moves, then what they passed, then injects and replies, each in the order of the file.
    pub fn due(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        at: ExerciseTime,
        staff: &Staff,
        moments: Moments<'_>,
    ) -> Vec<(ExerciseTime, &Item)> {
        let lines = self.standings(playbook, incident, at, staff, moments);
        let mut due: Vec<(Moment, &Item)> = lines
            .into_iter()
            .filter(|(line, _)| matches!(line.standing, Standing::Due { .. }))
            .filter_map(|(line, due)| Some((due?, line.item)))
            .collect();
        due.sort_by_key(|(due, item)| {
            let is_move = item.kind == ItemKind::Move;
            (due.at, !is_move, due.situation, item.kind, item.place)
        });
        due.into_iter().map(|(due, item)| (due.at, item)).collect()
    }

    fn moment(&self, at: ExerciseTime) -> Moment {
        let situation = self.course.situation(at);
        Moment { at, situation }
    }

    /// Returns when a wait ends that began with an entry.
    fn waited(&self, wait: Wait, after: TimeDelta, entry: &Entry, at: ExerciseTime) -> Moment {
        let from = entry.meta.chart_time;
        match (wait, from.checked_add_signed(after)) {
            (Wait::Situation, Some(situation)) => Moment {
                at: self.course.reached(situation).max(at),
                situation,
            },
            _ => self.moment(at.after(after)),
        }
    }
}

/// Returns the entry from which something waits: since which its conditions hold, and after which its inject came.
fn began<'a>(
    held: &Held,
    inject: Option<&str>,
    incident: &'a Incident,
    moments: Moments<'_>,
) -> Option<(&'a Entry, ExerciseTime)> {
    let Some(inject) = inject else {
        let (seq, at) = held.first()?;
        return Some((incident.entry(seq)?, at));
    };
    let seq = *incident.situation().delivered.get(inject)?;
    let came = moments(incident.entry(seq)?);
    let (held, since) = held.from(came)?;
    Some((incident.entry(held.max(seq))?, since.max(came)))
}

impl Item {
    /// Returns what must hold for it to come.
    pub fn condition(&self) -> Option<&Condition> {
        match &self.cue {
            When::Held { when, .. } => Some(when),
            When::At(_) | When::ByHand => None,
        }
    }

    /// Returns the inject that must have come.
    pub fn after_inject(&self) -> Option<&str> {
        match &self.cue {
            When::Held { inject, .. } => inject.as_deref(),
            When::At(_) | When::ByHand => None,
        }
    }

    fn standing(
        &self,
        due: Option<ExerciseTime>,
        unless: Option<Held>,
        at: ExerciseTime,
        staff: &Staff,
    ) -> Standing {
        if let Some(delivered) = staff.delivered(&self.id) {
            return Standing::Delivered { at: delivered };
        }
        if staff.skipped.contains(&self.id) {
            return Standing::Skipped;
        }
        let passed = due.filter(|due| *due <= at);
        if staff.held.contains(&self.id) {
            return Standing::Held { since: passed };
        }
        match (due, passed) {
            (None, _) if matches!(self.cue, When::ByHand) => Standing::ByHand,
            (None, _) => Standing::Waiting,
            (Some(at), None) => Standing::Coming { at },
            (Some(_), Some(since)) => {
                let is_off = unless.is_some_and(|unless| unless.at(since) || unless.now());
                match is_off {
                    true => Standing::PassedOver { due: since },
                    false => Standing::Due { since },
                }
            }
        }
    }
}

impl Staff {
    /// Returns when an item came.
    pub fn delivered(&self, item: &str) -> Option<ExerciseTime> {
        let mut delivered = self.delivered.iter();
        delivered.find(|one| one.item == item).map(|one| one.at)
    }

    /// Tells whether an item can still come.
    fn open(&self, item: &str) -> bool {
        self.delivered(item).is_none() && !self.skipped.contains(item)
    }
}
