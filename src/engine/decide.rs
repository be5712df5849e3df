//! From a command to entries, or to a refusal; nothing else happens here.

use chrono::{DateTime, TimeDelta, Utc};

use super::authority::{Acting, Authority, acting};
use super::entry::VERSION;
use super::place::{self, Due};
use super::step::{self, Cause};
use super::time::{self, Times};
use super::{
    Action, Answer, Attribution, By, Command, Content, Entry, Event, How, Incident, Meta, NoteLine,
    Refusal, Situation, Step, Who, correct,
};
use crate::fact::{Truth, Value};
use crate::playbook::Playbook;

/// The most timers that fire in one turn, a year of hourly reminders; the rest wait for the next.
const TIMERS: usize = 10_000;

/// How far clocks on the wall may be apart before a moment lies in the future.
const AHEAD_MINUTES: i64 = 5;

/// Returns the entries that a command makes, after those of everything that was due.
///
/// `now` is the wall clock of the one who asks. The entries carry the whole outcome.
pub fn decide(
    playbook: &Playbook,
    incident: &Incident,
    command: &Command,
    now: DateTime<Utc>,
) -> Result<Vec<Entry>, Refusal> {
    let situation = incident.situation();
    let times = time::of(situation, &command.action, now)?;
    let mut turn = Turn {
        command,
        entries: Vec::new(),
        incident,
        playbook,
        situation: situation.clone(),
        times,
    };
    turn.check_may()?;
    turn.fire_due()?;
    turn.act()?;
    // An answer can be what a timer was waiting for.
    turn.fire_due()?;
    Ok(turn.entries)
}

/// Returns the incident as it stands at a moment on the wall: everything due has happened, nothing
/// is written. When the clock cannot be right, it is returned as it was written.
pub fn project(playbook: &Playbook, incident: &Incident, now: DateTime<Utc>) -> Incident {
    let role = playbook.roles().first().map_or("", |role| role.id.as_str());
    let who = Who {
        name: None,
        role: role.to_owned(),
    };
    let command = Command {
        action: Action::Advance,
        by: By {
            decided: who.clone(),
            how: How::default(),
            recorded: who,
        },
        happened_at: None,
        id: String::new(),
        late_reason: None,
    };
    let mut projected = incident.clone();
    for entry in decide(playbook, incident, &command, now).unwrap_or_default() {
        projected.evolve(entry);
    }
    projected
}

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
    /// Refuses what is not possible at all in this phase of the incident.
    fn check_may(&self) -> Result<(), Refusal> {
        let starts = matches!(self.command.action, Action::Start { .. });
        match (self.situation.started_at, starts) {
            (None, false) => return Err(Refusal::NotStarted),
            (Some(_), true) => return Err(Refusal::AlreadyStarted),
            _ => {}
        }
        let is_possible_when_closed = matches!(
            self.command.action,
            Action::Advance
                | Action::AttachEvidence { .. }
                | Action::Correct { .. }
                | Action::ImportNotes { .. }
                | Action::Note { .. }
                | Action::Record { .. }
                | Action::RecordDraft { .. }
                | Action::WaiveClock { .. }
        );
        if self.situation.closed.is_some() && !is_possible_when_closed {
            return Err(Refusal::Closed);
        }
        self.check_has_happened(self.command.happened_at)?;
        let by = &self.command.by;
        for role in [&by.decided.role, &by.recorded.role] {
            if self.playbook.role(role).is_none() {
                return Err(unknown(
                    "role",
                    role,
                    self.playbook.roles().iter().map(|r| &r.id),
                ));
            }
        }
        Ok(())
    }

    /// Lets every timer and lapse that is due happen, in order of due instant, each a macrostep of
    /// its own.
    fn fire_due(&mut self) -> Result<(), Refusal> {
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
        let chart_time = self
            .situation
            .last_chart_time
            .map_or(due, |last| due.max(last));
        self.push(event, Some(Content::default()), None, chart_time, None);
    }

    fn act(&mut self) -> Result<(), Refusal> {
        match &self.command.action {
            Action::Advance => Ok(()),
            Action::AttachEvidence {
                description,
                file_name,
                seen_at,
                sha256,
                size,
                url,
            } => {
                let event = Event::EvidenceAttached {
                    seen_at: *seen_at,
                    sha256: sha256.clone(),
                    size: *size,
                };
                let content = Content {
                    file_name: Some(file_name.clone()),
                    text: Some(description.clone()),
                    url: url.clone(),
                    ..Content::default()
                };
                self.record(event, content, Acting::InOwnRole)
            }
            Action::AssignRole { person, role } => {
                self.check_role(role)?;
                let content = Content {
                    person: Some(text("person", person)?),
                    ..Content::default()
                };
                let role = role.clone();
                self.record(Event::RoleAssigned { role }, content, Acting::InOwnRole)
            }
            Action::ClaimTask { task } => {
                let acting = self.task(task)?;
                let task = task.clone();
                self.record(Event::TaskClaimed { task }, Content::default(), acting)
            }
            Action::Close { reason } => {
                let content = because(reason)?;
                self.record(Event::IncidentClosed, content, Acting::InOwnRole)
            }
            Action::Correct {
                change,
                head,
                reason,
                seq,
            } => {
                let content = because(reason)?;
                let (event, content) = correct::event(self, *seq, change, *head, content)?;
                self.record(event, content, Acting::InOwnRole)
            }
            Action::Decide {
                decision,
                option,
                reason,
            } => self.decide(decision, option, reason),
            Action::FinishTask { result, task } => {
                let acting = self.task(task)?;
                let content = Content {
                    text: Some(result.clone()).filter(|text| !text.trim().is_empty()),
                    ..Content::default()
                };
                let event = Event::TaskFinished {
                    step: Step::default(),
                    task: task.clone(),
                };
                self.record_and_settle(event, content, acting)
            }
            Action::Fire { reason, trigger } => self.fire(trigger, reason.as_ref()),
            Action::ImportNotes { lines } => lines.iter().try_for_each(|line| self.note(line)),
            Action::Jump { reason, .. } => {
                let event = Event::TimeJumped {
                    to: self.times.chart_time,
                };
                self.record(event, because(reason)?, Acting::InOwnRole)
            }
            Action::Note {
                certainty,
                kind,
                source,
                text: words,
            } => {
                let content = Content {
                    source: source.clone(),
                    text: Some(text("text", words)?),
                    ..Content::default()
                };
                let event = Event::Noted {
                    certainty: *certainty,
                    kind: *kind,
                };
                self.record(event, content, Acting::InOwnRole)
            }
            Action::NoteAttendance { present, role } => {
                self.check_role(role)?;
                let event = Event::AttendanceNoted {
                    present: *present,
                    role: role.clone(),
                };
                self.record(event, Content::default(), Acting::InOwnRole)
            }
            Action::ReassignTask { role, task } => {
                self.check_role(role)?;
                self.open_task(task)?;
                let event = Event::TaskReassigned {
                    role: role.clone(),
                    task: task.clone(),
                };
                self.record(event, Content::default(), Acting::InOwnRole)
            }
            Action::Record { .. } => self.record_fact(),
            Action::RecordDraft {
                document,
                gates,
                missing,
                relied_on,
                sha256,
                template_sha256,
            } => {
                let event = Event::DocumentDrafted {
                    document: document.clone(),
                    gates: gates.clone(),
                    missing: *missing,
                    relied_on: relied_on.clone(),
                    sha256: sha256.clone(),
                    template_sha256: template_sha256.clone(),
                };
                self.record(event, Content::default(), Acting::InOwnRole)
            }
            Action::SetAbsence {
                absent,
                reason,
                role,
            } => {
                self.check_role(role)?;
                let event = Event::RoleAbsenceNoted {
                    absent: *absent,
                    role: role.clone(),
                };
                let content = Content {
                    reason: reason.clone(),
                    ..Content::default()
                };
                self.record(event, content, Acting::InOwnRole)
            }
            Action::Start {
                exercise,
                pins,
                title,
                ..
            } => {
                let event = Event::IncidentStarted {
                    exercise: *exercise,
                    pins: pins.clone(),
                    playbook: self.playbook.id().to_owned(),
                    step: self.step(Cause::Start, self.times.chart_time)?,
                    version: self.playbook.version().to_owned(),
                };
                let content = Content {
                    text: Some(text("title", title)?),
                    ..Content::default()
                };
                self.record(event, content, Acting::InOwnRole)
            }
            Action::WaiveClock { clock, reason } => {
                let clocks = self.playbook.clocks();
                let Some(known) = clocks.iter().find(|known| known.id == *clock) else {
                    return Err(unknown("clock", clock, clocks.iter().map(|c| &c.id)));
                };
                let start = self.situation.facts.get(&known.starts);
                if start.and_then(|fact| fact.value()).is_none() {
                    return Err(Refusal::ClockNotStarted {
                        clock: clock.clone(),
                        starts: known.starts.clone(),
                    });
                }
                let event = Event::ClockWaived {
                    clock: clock.clone(),
                };
                self.record(event, because(reason)?, Acting::InOwnRole)
            }
        }
    }

    /// Records a line from paper in the name of who said it.
    fn note(&mut self, line: &NoteLine) -> Result<(), Refusal> {
        self.check_role(&line.decided.role)?;
        self.check_has_happened(Some(line.happened_at))?;
        let content = Content {
            source: line.source.clone(),
            text: Some(text("text", &line.text)?),
            ..Content::default()
        };
        let event = Event::Noted {
            certainty: line.certainty,
            kind: line.kind,
        };
        let by = By {
            decided: line.decided.clone(),
            ..self.command.by.clone()
        };
        self.record_by(
            event,
            content,
            &by,
            Acting::InOwnRole,
            Some(line.happened_at),
        );
        Ok(())
    }

    fn check_has_happened(&self, at: Option<DateTime<Utc>>) -> Result<(), Refusal> {
        let now = self.times.chart_time;
        match at {
            Some(at) if at > now + TimeDelta::minutes(AHEAD_MINUTES) => {
                Err(Refusal::NotYetHappened { at, now })
            }
            _ => Ok(()),
        }
    }

    fn fire(&mut self, trigger: &str, reason: Option<&String>) -> Result<(), Refusal> {
        let known = self.playbook.trigger(trigger).ok_or_else(|| {
            let triggers = self.playbook.triggers().iter();
            unknown("trigger", trigger, triggers.map(|t| &t.id))
        })?;
        let acting = self.acting(
            &known.by,
            Authority::Functional,
            &format!("fire `{trigger}`"),
        )?;
        let step = match self.playbook.trigger_event(trigger) {
            Some(event) => self.step(Cause::Event(event), self.times.chart_time)?,
            None => Step::default(),
        };
        if step.taken.is_empty() {
            return Err(Refusal::NotPossible {
                needs: place::needs_of(self.playbook, &self.situation, trigger),
                possible: place::possible(self.playbook, &self.situation)
                    .into_iter()
                    .filter(|open| !open.enabled.is_empty())
                    .map(|open| open.trigger.id.clone())
                    .collect(),
                states: innermost(self.playbook, &self.situation),
                trigger: trigger.to_owned(),
            });
        }
        let event = Event::TriggerFired {
            step,
            trigger: trigger.to_owned(),
        };
        let content = Content {
            reason: reason.cloned(),
            ..Content::default()
        };
        self.record(event, content, acting)
    }

    fn decide(&mut self, decision: &str, option: &str, reason: &str) -> Result<(), Refusal> {
        let known = self.playbook.decision(decision).ok_or_else(|| {
            let decisions = self.playbook.decisions().iter();
            unknown("decision", decision, decisions.map(|d| &d.id))
        })?;
        let chosen = known
            .options
            .iter()
            .find(|known| known.choice.id == option)
            .ok_or_else(|| unknown("option", option, known.options.iter().map(|o| &o.choice.id)))?;
        let offers = place::decisions(self.playbook, &self.situation);
        let offer = offers.iter().find(|(offer, ..)| offer.id == decision);
        if !matches!(offer, Some((_, Truth::True, _))) {
            return Err(Refusal::DecisionNotOffered {
                decision: decision.to_owned(),
                needs: offer.map(|(.., needs)| needs.clone()).unwrap_or_default(),
                offered: offers
                    .iter()
                    .filter(|(_, truth, _)| truth.holds())
                    .map(|(offer, ..)| offer.id.clone())
                    .collect(),
            });
        }
        let world = super::World::new(self.playbook, &self.situation);
        if !chosen.when.truth(&world).holds() {
            return Err(Refusal::OptionNotPossible {
                decision: decision.to_owned(),
                needs: chosen.when.needs(&world),
                option: option.to_owned(),
            });
        }
        let act = format!("decide on `{decision}`");
        let acting = self.acting(&known.by, Authority::Legal, &act)?;
        let event = Event::DecisionMade {
            decision: decision.to_owned(),
            option: option.to_owned(),
            step: Step::default(),
        };
        self.record_and_settle(event, because(reason)?, acting)
    }

    fn record_fact(&mut self) -> Result<(), Refusal> {
        let Action::Record {
            ask_again,
            certainty,
            fact,
            ground,
            source,
            value,
        } = &self.command.action
        else {
            return Ok(());
        };
        let known = self.playbook.fact(fact).ok_or_else(|| {
            let facts = self.playbook.facts().iter();
            unknown("fact", fact, facts.map(|f| &f.id))
        })?;
        let (answer, kept) = answer(known, value.as_ref(), *ask_again)?;
        if known.marker && !is_marker(value.as_ref()) && ground.is_none() {
            return Err(Refusal::NoGround { fact: fact.clone() });
        }
        let event = Event::FactRecorded {
            answer,
            certainty: *certainty,
            fact: fact.clone(),
            step: Step::default(),
        };
        let content = Content {
            ground: ground.clone(),
            source: source.clone(),
            value: kept,
            ..Content::default()
        };
        self.record_and_settle(event, content, Acting::InOwnRole)
    }

    /// Runs a macrostep on the situation as it is.
    fn step(&self, cause: Cause, at: DateTime<Utc>) -> Result<Step, Refusal> {
        step::run(self.playbook, &self.situation, cause, at)
    }

    /// Records an event, with the outcome of the transitions by themselves that it opens.
    fn record_and_settle(
        &mut self,
        mut event: Event,
        content: Content,
        acting: Acting,
    ) -> Result<(), Refusal> {
        if self.situation.closed.is_none() {
            let mut ahead = Turn {
                command: self.command,
                entries: Vec::new(),
                incident: self.incident,
                playbook: self.playbook,
                situation: self.situation.clone(),
                times: self.times,
            };
            ahead.record(event.clone(), content.clone(), acting.clone())?;
            let step = ahead.step(Cause::Settle, self.times.chart_time)?;
            if let Some(place) = event.step_mut() {
                *place = step;
            }
        }
        self.record(event, content, acting)
    }

    /// Records an event in the name of who gave the command.
    fn record(&mut self, event: Event, content: Content, acting: Acting) -> Result<(), Refusal> {
        let began = match &self.command.action {
            Action::Start { began_at, .. } => *began_at,
            _ => None,
        };
        let happened_at = self.command.happened_at.or(began);
        let by = self.command.by.clone();
        self.record_by(event, content, &by, acting, happened_at);
        Ok(())
    }

    fn record_by(
        &mut self,
        event: Event,
        mut content: Content,
        by: &By,
        acting: Acting,
        happened_at: Option<DateTime<Utc>>,
    ) {
        let name = |who: &Who| {
            let held = || self.situation.person(&who.role).map(str::to_owned);
            who.name.clone().or_else(held)
        };
        content.decided_by = name(&by.decided);
        content.recorded_by = name(&by.recorded);
        content.late_reason = self.command.late_reason.clone();
        let attribution = Attribution {
            acting_for: match acting {
                Acting::For(role) => Some(role),
                Acting::InOwnRole => None,
            },
            decided: by.decided.role.clone(),
            how: by.how,
            recorded: by.recorded.role.clone(),
        };
        let chart_time = self.times.chart_time;
        self.push(
            event,
            Some(content),
            Some(attribution),
            chart_time,
            happened_at,
        );
    }

    fn push(
        &mut self,
        event: Event,
        content: Option<Content>,
        by: Option<Attribution>,
        chart_time: DateTime<Utc>,
        happened_at: Option<DateTime<Utc>>,
    ) {
        let entry = Entry {
            command_id: self.command.id.clone(),
            content,
            meta: Meta {
                by,
                chart_time,
                clock_suspect: self.times.suspect,
                event,
                happened_at,
                recorded_at: self.times.recorded_at,
                version: VERSION,
            },
            seq: self.situation.head + 1,
        };
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

    fn check_role(&self, role: &str) -> Result<(), Refusal> {
        match self.playbook.role(role) {
            Some(_) => Ok(()),
            None => Err(unknown(
                "role",
                role,
                self.playbook.roles().iter().map(|r| &r.id),
            )),
        }
    }

    fn open_task(&self, task: &str) -> Result<(), Refusal> {
        let open = place::open_tasks(self.playbook, &self.situation);
        if open.iter().any(|open| open.task.id == task) {
            return Ok(());
        }
        Err(Refusal::TaskNotOpen {
            open: open.iter().map(|open| open.task.id.clone()).collect(),
            task: task.to_owned(),
        })
    }

    /// Returns in whose place a task is claimed or finished; anyone in the team may help out.
    fn task(&self, task: &str) -> Result<Acting, Refusal> {
        self.open_task(task)?;
        self.acting(&[], Authority::Functional, "work on tasks")
    }
}

/// Returns the innermost active states, for messages.
pub(super) fn innermost(playbook: &Playbook, situation: &Situation) -> Vec<String> {
    let chart = playbook.chart();
    situation
        .chart
        .active
        .iter()
        .filter(|name| chart.state(name).is_some_and(|id| chart.is_atomic(id)))
        .cloned()
        .collect()
}

/// Returns the answer as it is logged, and the value that goes into the erasable content.
pub(super) fn answer(
    fact: &crate::playbook::Fact,
    value: Option<&Value>,
    ask_again: Option<DateTime<Utc>>,
) -> Result<(Answer, Option<Value>), Refusal> {
    let Some(value) = value else {
        return Ok((Answer::AskedUnknown { ask_again }, None));
    };
    if !fact.kind.accepts(value) {
        return Err(Refusal::WrongKind {
            expected: fact.kind.name().to_owned(),
            fact: fact.id.clone(),
        });
    }
    if fact.kind.is_erasable() {
        let count = u64::try_from(value.count()).unwrap_or(u64::MAX);
        return Ok((Answer::Content { count }, Some(value.clone())));
    }
    Ok((Answer::Known(value.clone()), None))
}

/// Tells whether only the existence of police data is recorded, or that there is none.
fn is_marker(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Text(text)) => ["aanwezig", "geen"]
            .iter()
            .any(|marker| text.eq_ignore_ascii_case(marker)),
        Some(_) => false,
    }
}

fn because(reason: &str) -> Result<Content, Refusal> {
    Ok(Content {
        reason: Some(text("reason", reason)?),
        ..Content::default()
    })
}

fn text(what: &'static str, text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Err(Refusal::NoText { what }),
        text => Ok(text.to_owned()),
    }
}

fn unknown<'a>(what: &'static str, id: &str, known: impl Iterator<Item = &'a String>) -> Refusal {
    Refusal::Unknown {
        id: id.to_owned(),
        known: known.cloned().collect(),
        what,
    }
}
