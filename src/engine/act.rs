//! What each action does; who may and when is asked here, what moves is computed by the chart.

use chrono::{DateTime, Utc};

use super::authority::{Acting, Authority};
use super::step::Cause;
use super::turn::{Turn, unknown};
use super::{
    Action, Answer, By, Content, Event, NoteLine, Refusal, Situation, Step, World, correct, place,
    replace,
};
use crate::fact::Value;
use crate::playbook::{self, Playbook};

impl Turn<'_> {
    /// Does what the command asks.
    pub(super) fn act(&mut self) -> Result<(), Refusal> {
        self.check_compartments()?;
        let (event, content, acting) = match &self.command.action {
            Action::Advance => return Ok(()),
            Action::AttachEvidence {
                compartment: _,
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
                (event, content, Acting::InOwnRole)
            }
            Action::AssignRole { person, role } => {
                self.check_role(role)?;
                let content = Content {
                    person: Some(text("person", person)?),
                    ..Content::default()
                };
                let role = role.clone();
                (Event::RoleAssigned { role }, content, Acting::InOwnRole)
            }
            Action::ClaimTask { task } => {
                let acting = self.task(task)?;
                let task = task.clone();
                (Event::TaskClaimed { task }, Content::default(), acting)
            }
            Action::CloseMeeting => {
                let open = self.situation.meeting();
                let number = open.ok_or(Refusal::NoMeeting)?.number;
                let event = Event::MeetingClosed { number };
                (event, Content::default(), Acting::InOwnRole)
            }
            Action::Close { reason } => {
                let content = because(reason)?;
                (Event::IncidentClosed, content, Acting::InOwnRole)
            }
            Action::Correct {
                change,
                head,
                reason,
                seq,
            } => {
                let content = because(reason)?;
                let (event, content) = correct::event(self, *seq, change, *head, content)?;
                (event, content, Acting::InOwnRole)
            }
            Action::Decide {
                decision,
                option,
                reason,
                review_at,
            } => return self.decide(decision, option, reason, *review_at),
            Action::Deliver { .. } => return self.deliver(),
            Action::FinishTask { result, task } => {
                let acting = self.task(task)?;
                self.check_is_task(task)?;
                let content = Content {
                    text: Some(result.clone()).filter(|text| !text.trim().is_empty()),
                    ..Content::default()
                };
                let event = Event::TaskFinished {
                    step: Step::default(),
                    task: task.clone(),
                };
                return self.record_and_settle(event, content, acting);
            }
            Action::Fire { reason, trigger } => return self.fire(trigger, reason.as_ref()),
            Action::Halt { reason } => return self.halt(reason),
            Action::HandOver {
                person,
                read_back,
                role,
                worries,
            } => {
                self.check_role(role)?;
                let content = Content {
                    person: Some(text("person", person)?),
                    read_back: Some(text("read-back", read_back)?),
                    text: Some(worries.trim().to_owned()).filter(|text| !text.is_empty()),
                    ..Content::default()
                };
                let role = role.clone();
                (Event::RoleHandedOver { role }, content, Acting::InOwnRole)
            }
            Action::ImportNotes { lines } => {
                return lines.iter().try_for_each(|line| self.note(line));
            }
            Action::JoinBranch { fork, lines, room } => {
                return self.join_branch(*fork, lines, room);
            }
            Action::Jump { reason, .. } => {
                let event = Event::TimeJumped {
                    to: self.times.chart_time,
                };
                (event, because(reason)?, Acting::InOwnRole)
            }
            Action::Note {
                certainty,
                compartment: _,
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
                (event, content, Acting::InOwnRole)
            }
            Action::NoteAttendance { present, role } => {
                self.check_role(role)?;
                let event = Event::AttendanceNoted {
                    present: *present,
                    role: role.clone(),
                };
                (event, Content::default(), Acting::InOwnRole)
            }
            Action::OpenMeeting => {
                if let Some(open) = self.situation.meeting() {
                    let number = open.number;
                    return Err(Refusal::MeetingOpen { number });
                }
                let log = self.incident.log().iter().map(|entry| entry.event());
                let is_one = |event: &&Event| matches!(event, Event::MeetingOpened { .. });
                let number = 1 + u64::try_from(log.filter(is_one).count()).unwrap_or(u64::MAX - 1);
                let event = Event::MeetingOpened { number };
                (event, Content::default(), Acting::InOwnRole)
            }
            Action::ReassignTask { role, task } => {
                self.check_role(role)?;
                self.open_task(task)?;
                let event = Event::TaskReassigned {
                    role: role.clone(),
                    task: task.clone(),
                };
                (event, Content::default(), Acting::InOwnRole)
            }
            Action::Record { .. } => return self.record_fact(),
            Action::RecordDraft {
                document,
                gates,
                missing,
                relied_on,
                sha256,
                template_sha256,
            } => {
                self.check_item(document)?;
                let event = Event::DocumentDrafted {
                    document: document.clone(),
                    gates: gates.clone(),
                    missing: *missing,
                    relied_on: relied_on.clone(),
                    sha256: sha256.clone(),
                    template_sha256: template_sha256.clone(),
                };
                (event, Content::default(), Acting::InOwnRole)
            }
            Action::RecordIssue { .. } => return self.record_issue(),
            Action::ReplacePlaybook { map, pins, reason } => {
                let event = replace::event(self, map, pins)?;
                return self.record_and_settle(event, because(reason)?, Acting::InOwnRole);
            }
            Action::Respond {
                message,
                text,
                understood,
            } => return self.respond(*message, *understood, text),
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
                (event, content, Acting::InOwnRole)
            }
            Action::SetPace { pace, reason } => return self.set_pace(*pace, reason),
            Action::Start {
                exercise,
                pins,
                rules,
                situation_at,
                title,
                ..
            } => {
                if situation_at.is_some() && !exercise {
                    return Err(Refusal::NotAnExercise);
                }
                let event = Event::IncidentStarted {
                    exercise: *exercise,
                    pins: pins.clone(),
                    playbook: self.playbook.id().to_owned(),
                    rules: *rules,
                    situation_at: *situation_at,
                    step: self.step(Cause::Start, self.times.chart_time)?,
                    version: self.playbook.version().to_owned(),
                };
                let content = Content {
                    text: Some(text("title", title)?),
                    ..Content::default()
                };
                (event, content, Acting::InOwnRole)
            }
            Action::WaiveClock { clock, reason } => {
                let Some(known) = self.playbook.clock(clock) else {
                    let clocks = self.playbook.clocks().iter();
                    return Err(unknown("clock", clock, clocks.map(|c| &c.id)));
                };
                self.check_item(clock)?;
                let starts = self.situation.clock_starts(known);
                if !starts.iter().any(|start| start.clock == *clock) {
                    return Err(Refusal::ClockNotStarted {
                        clock: clock.clone(),
                        starts: known.starts.id().to_owned(),
                    });
                }
                let event = Event::ClockWaived {
                    clock: clock.clone(),
                };
                (event, because(reason)?, Acting::InOwnRole)
            }
        };
        self.record(event, content, acting);
        Ok(())
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
        let mut entry = self.said(event, content, &by, Acting::InOwnRole);
        entry.meta.happened_at = Some(line.happened_at);
        self.push(entry);
        Ok(())
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
        self.record(event, content, acting);
        Ok(())
    }

    fn decide(
        &mut self,
        decision: &str,
        option: &str,
        reason: &str,
        review_at: Option<DateTime<Utc>>,
    ) -> Result<(), Refusal> {
        let known = self.playbook.decision(decision).ok_or_else(|| {
            let decisions = self.playbook.decisions().iter();
            unknown("decision", decision, decisions.map(|d| &d.id))
        })?;
        let chosen = known
            .options
            .iter()
            .find(|known| known.choice.id == option)
            .ok_or_else(|| unknown("option", option, known.options.iter().map(|o| &o.choice.id)))?;
        self.check_item(decision)?;
        let offers = place::decisions(self.playbook, &self.situation);
        let offer = offers.iter().find(|offer| offer.id == decision);
        if !offer.is_some_and(|offer| offer.truth.holds()) {
            return Err(Refusal::DecisionNotOffered {
                decision: decision.to_owned(),
                needs: offer.map(|offer| offer.needs.clone()).unwrap_or_default(),
                offered: offers
                    .iter()
                    .filter(|offer| offer.truth.holds())
                    .map(|offer| offer.id.clone())
                    .collect(),
            });
        }
        let world = World::new(self.playbook, &self.situation).of(decision);
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
            review_at,
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
        self.check_records_stay(known, value.as_ref())?;
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
    fact: &playbook::Fact,
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

pub(super) fn because(reason: &str) -> Result<Content, Refusal> {
    Ok(Content {
        reason: Some(text("reason", reason)?),
        ..Content::default()
    })
}

pub(super) fn text(what: &'static str, text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Err(Refusal::NoText { what }),
        text => Ok(text.to_owned()),
    }
}
