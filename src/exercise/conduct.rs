//! An exercise under way: what came by the log of the players, and the commands that bring what comes.
//!
//! It sends nothing. Each item has one command id, and a log takes a command once: whatever breaks down in between,
//! nothing comes twice.

use chrono::{DateTime, Utc};

use super::{
    Actor, Delivered, ExerciseClock, ExerciseTime, Inject, Item, ItemKind, Line, Look, Msel,
    Observation, PaceChange, Scenario, Shift, Staff, StaffLog, action, observe,
};
use crate::engine::{
    Action, By, Command, EXERCISE_STAFF, Entry, Event, How, Incident, MAXIMUM_PACE, NoteKind,
    Proof, Who,
};
use crate::fact::Certainty;
use crate::playbook::Playbook;

/// An exercise under way.
#[derive(Debug, Clone)]
pub struct Conduct {
    /// How many times as fast the situation runs as the scenario plans.
    faster: u32,
    msel: Msel,
    scenario: Scenario,
}

/// Returns the exercise clock of an incident: the wall since its start, without what stood still.
pub fn clock(incident: &Incident) -> ExerciseClock {
    let started = incident.log().first().map(|entry| entry.meta.recorded_at);
    let changes: Vec<PaceChange> = incident
        .log()
        .iter()
        .filter_map(|entry| {
            let pace = match entry.event() {
                Event::ExerciseHalted => 0,
                Event::PaceSet { pace } => *pace,
                _ => return None,
            };
            let at = entry.meta.recorded_at;
            Some(PaceChange { at, pace })
        })
        .collect();
    ExerciseClock::of(started.unwrap_or_default(), &changes)
}

/// Returns the entry with which play began; nothing while it stands still before its start.
///
/// What the staff recorded before is what was known, not play.
pub fn beginning(incident: &Incident) -> Option<&Entry> {
    let of_staff = |entry: &Entry| {
        let by = entry.meta.by.as_ref();
        by.is_none_or(|by| by.recorded == EXERCISE_STAFF)
    };
    let mut log = incident.log().iter().map(AsRef::as_ref);
    let first = log.clone().next();
    let is_still = |entry: &&Entry| matches!(entry.event(), Event::PaceSet { pace: 0 });
    match log.find(|entry| is_still(entry) || !of_staff(entry)) {
        Some(entry) if is_still(&entry) => {
            log.find(|entry| matches!(entry.event(), Event::PaceSet { pace: 1.. }))
        }
        _ => first,
    }
}

/// Returns the command that brings an item, by its id.
pub fn command_id(kind: ItemKind, id: &str) -> String {
    match kind {
        ItemKind::Inject => format!("inject:{id}"),
        ItemKind::Move => format!("move:{id}"),
        ItemKind::Reply => id.replace("reply#", "reply:"),
    }
}

/// Returns the item that a command brought.
pub(super) fn item_of(command: &str) -> Option<String> {
    let (kind, id) = command.split_once(':')?;
    match kind {
        "inject" | "move" => Some(id.to_owned()),
        "reply" => Some(format!("reply#{id}")),
        _ => None,
    }
}

/// Returns who leads the exercise, in whose name things come.
pub fn leader(name: Option<String>) -> By {
    let who = Who {
        name,
        role: EXERCISE_STAFF.to_owned(),
    };
    By {
        decided: who.clone(),
        how: How::Room,
        recorded: who,
    }
}

impl Conduct {
    /// Returns a scenario, to be played with its playbook.
    pub fn of(scenario: Scenario, playbook: &Playbook) -> Self {
        Conduct {
            faster: 1,
            msel: Msel::of(&scenario, playbook),
            scenario,
        }
    }

    /// Lets the situation run so many times as fast as planned.
    pub fn faster(self, faster: u32) -> Self {
        let faster = faster.clamp(1, MAXIMUM_PACE);
        Conduct { faster, ..self }
    }

    /// Returns the pace at which the situation runs where another is planned.
    pub fn pace(&self, planned: u32) -> u32 {
        planned.saturating_mul(self.faster).min(MAXIMUM_PACE)
    }

    /// Returns the list of what comes.
    pub fn msel(&self) -> &Msel {
        &self.msel
    }

    /// Returns the scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Returns what came, and what the staff did with the list.
    pub fn staff(&self, incident: &Incident, log: &StaffLog) -> Staff {
        let clock = clock(incident);
        let came = |entry: &Entry| {
            Some(Delivered {
                at: clock.at(entry.meta.recorded_at),
                item: item_of(&entry.command_id)?,
            })
        };
        Staff {
            delivered: incident
                .log()
                .iter()
                .filter_map(|entry| came(entry))
                .collect(),
            held: log.held().clone(),
            skipped: log.skipped().clone(),
        }
    }

    /// Returns how everything that comes stands at a moment on the wall.
    pub fn lines(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        wall: DateTime<Utc>,
    ) -> Vec<Line<'_>> {
        let (clock, staff) = (clock(incident), self.staff(incident, log));
        let moments = |entry: &Entry| clock.at(entry.meta.recorded_at);
        self.msel
            .lines(playbook, incident, clock.at(wall), &staff, &moments)
    }

    /// Returns what is to come at a moment on the wall, in the order in which it comes; nothing
    /// while the exercise stands still.
    pub fn due(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        wall: DateTime<Utc>,
    ) -> Vec<&Item> {
        if incident.situation().time.pace() == 0 {
            return Vec::new();
        }
        let (clock, staff) = (clock(incident), self.staff(incident, log));
        let moments = |entry: &Entry| clock.at(entry.meta.recorded_at);
        let due = self
            .msel
            .due(playbook, incident, clock.at(wall), &staff, &moments);
        due.into_iter().map(|(_, item)| item).collect()
    }

    /// Returns what was expected, with what the log says of it at a moment on the wall.
    pub fn observed(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        wall: DateTime<Utc>,
        has_ended: bool,
    ) -> Vec<Observation> {
        let clock = clock(incident);
        let look = Look {
            at: clock.at(wall),
            ended: has_ended,
            moments: &|entry| clock.at(entry.meta.recorded_at),
            staff: &self.staff(incident, log),
        };
        observe(&self.scenario, playbook, incident, look)
    }

    /// Returns the exercise time at a moment on the wall; after the end it goes no further.
    pub fn time(&self, incident: &Incident, wall: DateTime<Utc>) -> ExerciseTime {
        let closed = incident.situation().closed;
        let end = closed.and_then(|seq| Some(incident.entry(seq)?.meta.recorded_at));
        clock(incident).at(end.map_or(wall, |end| wall.min(end)))
    }

    /// Returns the inject that an item is.
    pub fn inject(&self, item: &Item) -> Option<&Inject> {
        match item.kind {
            ItemKind::Inject => self.scenario.injects.get(item.place),
            ItemKind::Move | ItemKind::Reply => None,
        }
    }

    /// Returns the command that brings an item at a moment in the situation; nothing when only a
    /// person can do it.
    ///
    /// `file` gives the file that comes with an inject.
    pub fn command(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        item: &Item,
        now: DateTime<Utc>,
        file: &dyn Fn(&str) -> Option<Proof>,
    ) -> Option<Command> {
        let (action, by) = match item.kind {
            ItemKind::Inject => (self.deliver(self.inject(item)?, file), leader(None)),
            ItemKind::Move => (self.shift(item, incident, now)?, leader(None)),
            ItemKind::Reply => {
                let step = &self.scenario.replies.get(item.place)?.step;
                let action = action(&step.deed, playbook, now).ok()?;
                (action, by(&step.actor, playbook)?)
            }
        };
        Some(Command {
            action,
            by,
            happened_at: None,
            id: command_id(item.kind, &item.id),
            late_reason: None,
        })
    }

    fn deliver(&self, inject: &Inject, file: &dyn Fn(&str) -> Option<Proof>) -> Action {
        let from = self.scenario.persona(&inject.from.text);
        let name = inject.file.as_ref();
        Action::Deliver {
            answers: None,
            channel: inject.channel,
            evidence: Vec::new(),
            files: name.and_then(|name| file(&name.text)).into_iter().collect(),
            from: from.map_or_else(|| inject.from.text.clone(), |from| from.title.clone()),
            inject: inject.id.text.clone(),
            text: inject.text.trim().to_owned(),
            to: inject.to.iter().map(|role| role.text.clone()).collect(),
        }
    }

    /// Returns what moves the time; where time is there already it is only said.
    fn shift(&self, item: &Item, incident: &Incident, now: DateTime<Utc>) -> Option<Action> {
        let one = self.scenario.moves.get(item.place)?;
        let reason = match one.text.trim() {
            "" => "Zo staat het in het scenario.".to_owned(),
            text => text.to_owned(),
        };
        Some(match one.shift {
            Shift::Pace(pace) if self.pace(pace) != incident.situation().time.pace() => {
                let pace = self.pace(pace);
                Action::SetPace { pace, reason }
            }
            Shift::To(to) if to > now => Action::Jump { reason, to },
            Shift::Pace(_) | Shift::To(_) => Action::Note {
                certainty: Certainty::Confirmed,
                compartment: None,
                kind: NoteKind::Note,
                source: None,
                text: reason,
            },
        })
    }
}

/// Returns in whose name a step is done: the keeper of the log when nobody is named.
pub(super) fn by(actor: &Actor, playbook: &Playbook) -> Option<By> {
    let who = |typed: &str, name: Option<&String>| {
        let (role, given) = match typed.split_once('=') {
            Some((role, name)) => (role, Some(name.to_owned())),
            None => (typed, None),
        };
        Who {
            name: given.or_else(|| name.cloned()),
            role: role.to_owned(),
        }
    };
    let recorded = match &actor.role {
        Some(role) => who(role, actor.name.as_ref()),
        None => who(&playbook.keeper()?.id, actor.name.as_ref()),
    };
    let decided = actor.decided_by.as_ref().map(|typed| who(typed, None));
    Some(By {
        decided: decided.unwrap_or_else(|| recorded.clone()),
        how: match actor.how.as_deref() {
            Some("paper") => How::Paper,
            Some("phone") => How::Phone,
            _ => How::Room,
        },
        recorded,
    })
}
