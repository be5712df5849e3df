//! One turn: the situation as it grows with the entries made so far.

use chrono::{DateTime, Utc};

use super::authority::{Acting, Authority, acting};
use super::place::{self, Due};
use super::step::{self, Cause};
use super::time::Times;
use super::{
    Action, Attribution, By, Command, Content, Entry, Event, Incident, Meta, Refusal, Situation,
    Step, Who, World,
};
use crate::playbook::Playbook;

/// The most timers that fire in one turn, a year of hourly reminders; the rest wait for the next.
const TIMERS: usize = 10_000;

/// The version of the shape of entries that it takes to read one in a compartment.
const IN_A_COMPARTMENT: u32 = 5;

/// One turn: the situation as it grows with the entries made so far.
pub(super) struct Turn<'a> {
    pub command: &'a Command,
    pub entries: Vec<Entry>,
    pub incident: &'a Incident,
    pub playbook: &'a Playbook,
    pub situation: Situation,
    pub times: Times,
}

impl Turn<'_> {
    /// Lets every timer and lapse that is due happen, in order of due instant, each a macrostep of
    /// its own.
    pub(super) fn fire_due(&mut self) -> Result<(), Refusal> {
        if self.situation.closed.is_some() || self.situation.started_at.is_none() {
            return Ok(());
        }
        let until = self.times.chart_time;
        for _ in 0..TIMERS {
            match place::next_due(self.playbook, &self.situation, until) {
                None => return Ok(()),
                Some(Due::Timer(timer)) => self.fire_timer(&timer.transition, timer.due)?,
                Some(Due::Lapse { at, claim, task }) => {
                    let due = at;
                    self.record_of_time(Event::TaskLapsed { claim, due, task }, due);
                }
            }
        }
        Ok(())
    }

    fn fire_timer(&mut self, transition: &str, due: DateTime<Utc>) -> Result<(), Refusal> {
        let step = match self.playbook.after_event(transition) {
            Some(event) => self.step(Cause::Event(event), due)?,
            None => Step::default(),
        };
        let event = Event::TimerFired {
            due,
            step,
            transition: transition.to_owned(),
        };
        self.record_of_time(event, due);
        Ok(())
    }

    /// Records what time brought; its chart time is the moment it was due, but never before the
    /// entry it follows.
    fn record_of_time(&mut self, event: Event, due: DateTime<Utc>) {
        let last = self.situation.last_chart_time;
        let chart_time = last.map_or(due, |last| due.max(last));
        let mut entry = self.entry(event, Content::default());
        entry.meta.chart_time = chart_time;
        self.push(entry);
    }

    /// Runs a macrostep on the situation as it is.
    pub(super) fn step(&self, cause: Cause, at: DateTime<Utc>) -> Result<Step, Refusal> {
        step::run(self.playbook, &self.situation, cause, at)
    }

    /// Records an event, with the outcome of the transitions by themselves that it opens.
    pub(super) fn record_and_settle(
        &mut self,
        event: Event,
        content: Content,
        acting: Acting,
    ) -> Result<(), Refusal> {
        let mut entry = self.said(event, content, &self.command.by, acting);
        if self.situation.closed.is_none() {
            let mut ahead = self.situation.clone();
            ahead.apply(&entry);
            let step = step::run(self.playbook, &ahead, Cause::Settle, self.times.chart_time)?;
            if let Some(place) = entry.meta.event.step_mut() {
                *place = step;
            }
        }
        self.push(entry);
        Ok(())
    }

    /// Records an event in the name of who gave the command.
    pub(super) fn record(&mut self, event: Event, content: Content, acting: Acting) {
        let entry = self.said(event, content, &self.command.by, acting);
        self.push(entry);
    }

    /// Returns an entry in someone's name; a name that is not given is that of the person in the
    /// role.
    pub(super) fn said(
        &self,
        event: Event,
        mut content: Content,
        by: &By,
        acting: Acting,
    ) -> Entry {
        let name = |who: &Who| {
            let held = || self.situation.person(&who.role).map(str::to_owned);
            who.name.clone().or_else(held)
        };
        content.decided_by = name(&by.decided);
        content.recorded_by = name(&by.recorded);
        content.late_reason = self.command.late_reason.clone();
        let began = match &self.command.action {
            Action::Start { began_at, .. } => *began_at,
            _ => None,
        };
        let mut entry = self.entry(event, content);
        entry.meta.happened_at = self.command.happened_at.or(began);
        entry.meta.by = Some(Attribution {
            acting_for: match acting {
                Acting::For(role) => Some(role),
                Acting::InOwnRole => None,
            },
            decided: by.decided.role.clone(),
            how: by.how,
            recorded: by.recorded.role.clone(),
        });
        entry
    }

    /// Returns the next entry, in nobody's name.
    pub(super) fn entry(&self, event: Event, content: Content) -> Entry {
        let compartment = self.compartment(&event);
        let version = match compartment {
            Some(_) => event.version().max(IN_A_COMPARTMENT),
            None => event.version(),
        };
        Entry {
            command_id: self.command.id.clone(),
            content: Some(content),
            meta: Meta {
                by: None,
                chart_time: self.times.chart_time,
                clock_suspect: self.times.suspect,
                compartment,
                event,
                happened_at: None,
                recorded_at: self.times.recorded_at,
                version,
            },
            seq: self.situation.head + 1,
        }
    }

    pub(super) fn push(&mut self, entry: Entry) {
        self.situation.apply(&entry);
        self.entries.push(entry);
    }

    pub(super) fn acting(
        &self,
        allowed: &[String],
        authority: Authority,
        act: &str,
    ) -> Result<Acting, Refusal> {
        let role = &self.command.by.decided.role;
        acting(
            self.playbook,
            &self.situation,
            role,
            allowed,
            authority,
            act,
        )
    }

    pub(super) fn check_role(&self, role: &str) -> Result<(), Refusal> {
        match self.playbook.role(role) {
            Some(_) => Ok(()),
            None => Err(unknown(
                "role",
                role,
                self.playbook.roles().iter().map(|r| &r.id),
            )),
        }
    }

    pub(super) fn open_task(&self, task: &str) -> Result<(), Refusal> {
        let open = place::open_tasks(self.playbook, &self.situation);
        if open.iter().any(|open| open.id == task) {
            return Ok(());
        }
        Err(Refusal::TaskNotOpen {
            open: open.iter().map(|open| open.id.clone()).collect(),
            task: task.to_owned(),
        })
    }

    /// Checks that what a task waits for is so: before that it is not a task yet.
    pub(super) fn check_is_task(&self, task: &str) -> Result<(), Refusal> {
        let open = place::open_tasks(self.playbook, &self.situation);
        let waiting = open
            .iter()
            .find(|open| open.id == task && !open.truth.holds());
        match waiting {
            None => Ok(()),
            Some(open) => Err(Refusal::TaskWaits {
                needs: {
                    let world = World::new(self.playbook, &self.situation).of(task);
                    open.task.when.needs(&world)
                },
                task: task.to_owned(),
            }),
        }
    }

    /// Returns in whose place a task is claimed or finished; anyone in the team may help out.
    pub(super) fn task(&self, task: &str) -> Result<Acting, Refusal> {
        self.open_task(task)?;
        self.acting(&[], Authority::Functional, "work on tasks")
    }
}

/// Returns the refusal of a name that is not known.
pub(super) fn unknown<'a>(
    what: &'static str,
    id: &str,
    known: impl Iterator<Item = &'a String>,
) -> Refusal {
    Refusal::Unknown {
        id: id.to_owned(),
        known: known.cloned().collect(),
        what,
    }
}
