//! An exercise that one person plays alone: when things come, and what is left to the player.
//!
//! It knows no clock and sends nothing. The situation runs a number of times as fast as planned, so what comes is asked of
//! the time of the situation; how fast somebody reacted is measured on the wall, as in every exercise.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::conduct::{by, item_of, leader};
use super::{
    Actor, Conduct, Deed, Delivered, ExerciseTime, Inject, Item, ItemKind, Line, Look, Outcome,
    Scenario, Shift, Staff, StaffLog, Standing, Step, observe,
};
use crate::engine::{Action, By, Command, Entry, Incident};
use crate::playbook::Playbook;

/// An exercise of one person.
#[derive(Debug, Clone)]
pub struct Alone {
    conduct: Conduct,
    role: String,
}

/// Something that comes now.
#[derive(Debug, Clone, Copy)]
pub enum Comes<'a> {
    /// An item of the list.
    Item(&'a Item),
    /// A step of another role in the play as it is meant.
    Step(&'a Step),
}

/// Why the program leaves something that a role would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// It is what the player does.
    OfPlayer,
    /// The player did it already, in this way or another.
    Settled,
}

impl Comes<'_> {
    /// Returns the command that it is in the log.
    pub fn command_id(&self) -> String {
        match self {
            Comes::Item(item) => super::command_id(item.kind, &item.id),
            Comes::Step(step) => format!("step:{}", step.number),
        }
    }
}

/// How the commands begin that bring who plays alone to what comes next.
const GO_ON: &str = "go-on:";

/// Tells whether a command brought who plays alone to what comes next.
pub(super) fn is_going_on(command: &str) -> bool {
    command.starts_with(GO_ON)
}

impl Alone {
    /// Returns the command that brings the player to what comes next, after the last entry of the log.
    pub fn go_on(&self, to: DateTime<Utc>, name: Option<String>, head: u64) -> Command {
        let reason = "De speler gaat verder met wat er komt.".to_owned();
        Command {
            action: Action::Jump { reason, to },
            by: leader(name),
            happened_at: None,
            id: format!("{GO_ON}{head}"),
            late_reason: None,
        }
    }

    /// Returns a scenario for who plays a role, so many times as fast as planned.
    pub fn of(scenario: Scenario, playbook: &Playbook, role: &str, faster: u32) -> Self {
        Alone {
            conduct: Conduct::of(scenario, playbook).faster(faster),
            role: role.to_owned(),
        }
    }

    /// Returns the exercise under way.
    pub fn conduct(&self) -> &Conduct {
        &self.conduct
    }

    /// Returns the role of the player.
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Returns the scenario.
    pub fn scenario(&self) -> &Scenario {
        self.conduct.scenario()
    }

    /// Returns how far the plan is at a time of the situation.
    pub fn plan(&self, at: DateTime<Utc>) -> ExerciseTime {
        self.scenario().course.reached(at)
    }

    /// Returns what is to come at a time of the situation, in its order; nothing while it stands still.
    pub fn due<'a>(
        &'a self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        at: DateTime<Utc>,
    ) -> Vec<Comes<'a>> {
        if incident.situation().time.pace() == 0 {
            return Vec::new();
        }
        let plan = self.plan(at);
        let staff = self.staff(incident, log);
        let items = self
            .conduct
            .msel()
            .due(playbook, incident, plan, &staff, &|entry| {
                self.plan(entry.meta.chart_time)
            })
            .into_iter()
            .map(|(_, item)| Comes::Item(item));
        let steps = self
            .steps(incident)
            .filter(|step| self.plan(step.at) <= plan)
            .map(Comes::Step);
        items.chain(steps).collect()
    }

    /// Returns the time of the situation at which the next thing comes by itself; nothing when all waits for the player.
    pub fn next(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let plan = self.plan(at);
        let items = self.lines(playbook, incident, log, plan).into_iter();
        let items = items.filter_map(|line| match line.standing {
            Standing::Coming { at } if !self.is_players(line.item) => Some(at),
            _ => None,
        });
        let steps = self.steps(incident).map(|step| self.plan(step.at));
        let next = items.chain(steps).filter(|next| *next > plan).min()?;
        let moment = self.scenario().course.before(next);
        // In whole seconds, never before it.
        let second = TimeDelta::seconds(1);
        let down = moment.duration_trunc(second).unwrap_or(moment);
        Some(match down == moment {
            true => moment,
            false => down + second,
        })
    }

    /// Returns how fast the situation runs when it does not stand still.
    pub fn pace(&self, incident: &Incident) -> u32 {
        let staff = self.staff(incident, &StaffLog::default());
        let moves = self.scenario().moves.iter();
        let came = moves.filter(|one| staff.delivered(&one.id.text).is_some());
        let mut paces = came.filter_map(|one| match one.shift {
            Shift::Pace(pace) => Some(pace),
            Shift::To(_) => None,
        });
        let planned = paces.next_back().unwrap_or(1);
        self.conduct.pace(planned.max(1))
    }

    /// Returns what a role does of itself when an item or a step comes.
    pub fn step<'a>(&'a self, comes: Comes<'a>) -> Option<&'a Step> {
        match comes {
            Comes::Item(item) if item.kind == ItemKind::Reply => {
                Some(&self.scenario().replies.get(item.place)?.step)
            }
            Comes::Item(_) => None,
            Comes::Step(step) => Some(step),
        }
    }

    /// Returns in whose name a step is done.
    pub fn by(&self, step: &Step, playbook: &Playbook) -> Option<By> {
        by(&step.actor, playbook)
    }

    /// Tells why what a role would do is left; nothing when it is done.
    pub fn left(&self, step: &Step, incident: &Incident) -> Option<Left> {
        if self.is_of_player(&step.actor) {
            return Some(Left::OfPlayer);
        }
        let situation = incident.situation();
        let seq = match &step.deed {
            Deed::Record { fact, .. } => situation.facts.get(fact).map(|fact| fact.seq),
            Deed::Decide { decision, .. } => {
                let decided = situation.decisions.get(decision);
                decided.map(|decided| decided.seq)
            }
            _ => None,
        };
        let entry = seq.and_then(|seq| incident.entry(seq));
        let by = entry.and_then(|entry| entry.meta.by.as_ref());
        let is_own = by.is_some_and(|by| by.recorded == self.role || by.decided == self.role);
        is_own.then_some(Left::Settled)
    }

    /// Tells whether the planned time is over.
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        let frame = self.scenario().frame.as_ref();
        frame.is_some_and(|frame| self.plan(at) >= frame.ends_at)
    }

    /// Returns the injects on which the player has not reacted in the time of the plan.
    pub fn waiting(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        at: DateTime<Utc>,
    ) -> Vec<&Inject> {
        let staff = self.staff(incident, log);
        let look = Look {
            at: self.plan(at),
            ended: false,
            moments: &|entry| self.plan(entry.meta.chart_time),
            staff: &staff,
        };
        let observed = observe(self.scenario(), playbook, incident, look);
        let late = observed.iter().filter(|one| {
            one.who.as_deref() == Some(&self.role) && one.outcome == Some(Outcome::NotSeen)
        });
        late.filter_map(|one| self.scenario().inject(one.inject.as_deref()?))
            .collect()
    }

    fn lines(
        &self,
        playbook: &Playbook,
        incident: &Incident,
        log: &StaffLog,
        plan: ExerciseTime,
    ) -> Vec<Line<'_>> {
        let staff = self.staff(incident, log);
        let moments = |entry: &Entry| self.plan(entry.meta.chart_time);
        let msel = self.conduct.msel();
        msel.lines(playbook, incident, plan, &staff, &moments)
    }

    /// Returns what came, at the moments of the plan.
    fn staff(&self, incident: &Incident, log: &StaffLog) -> Staff {
        let came = |entry: &Entry| {
            Some(Delivered {
                at: self.plan(entry.meta.chart_time),
                item: item_of(&entry.command_id)?,
            })
        };
        let entries = incident.log().iter();
        Staff {
            delivered: entries.filter_map(|entry| came(entry)).collect(),
            held: log.held().clone(),
            skipped: log.skipped().clone(),
        }
    }

    /// Returns the steps of others that were not done.
    fn steps(&self, incident: &Incident) -> impl Iterator<Item = &Step> {
        let entries = incident.log().iter();
        let done: Vec<String> = entries.map(|entry| entry.command_id.clone()).collect();
        let steps = self.scenario().steps.iter();
        steps.filter(move |step| {
            let is_done = done.contains(&Comes::Step(step).command_id());
            step.number > 0 && !self.is_of_player(&step.actor) && !is_done
        })
    }

    fn is_players(&self, item: &Item) -> bool {
        let step = self.step(Comes::Item(item));
        step.is_some_and(|step| self.is_of_player(&step.actor))
    }

    fn is_of_player(&self, actor: &Actor) -> bool {
        let is = |typed: &String| typed.split('=').next() == Some(self.role.as_str());
        actor.role.as_ref().is_some_and(is) || actor.decided_by.as_ref().is_some_and(is)
    }
}
