//! Correcting: the log decided again from the start, with the correction in its place.
//!
//! Facts, notes, evidence, task results, decisions, documents and roles always stand; only triggers
//! and what time brought can fall away.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::act::answer;
use super::authority::Authority;
use super::incident::instead_of;
use super::step::{self, Cause};
use super::turn::Turn;
use super::{
    Change, Content, Entry, Event, Incident, Meta, Refusal, Replacement, Situation, Step,
    StruckHow, place, replace,
};
use crate::playbook::Playbook;

/// What a correction would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Active states after.
    pub after: Vec<String>,
    /// Active states before.
    pub before: Vec<String>,
    /// Documents that relied on the entry.
    pub documents: Vec<u64>,
    /// Entries that would fall away.
    pub fell_away: Vec<u64>,
    /// The head it was computed for.
    pub head: u64,
    /// The entry as it would read; absent when it would be withdrawn.
    pub instead: Option<Entry>,
    /// The entry.
    pub seq: u64,
    /// Whether `record` (the world changed) may be what is meant, because things fall away.
    pub suggests_record: bool,
}

/// Computes what a correction at a moment (in chart time) would do, without doing it.
pub fn preview(
    playbook: &Playbook,
    incident: &Incident,
    seq: u64,
    change: &Change,
    at: DateTime<Utc>,
) -> Result<Preview, Refusal> {
    let (instead, content) = corrected(playbook, incident, seq, change, Content::default())?;
    let correction = Correction {
        content: &content,
        instead: instead.as_ref(),
        seq,
    };
    let outcome = again(playbook, incident.log(), incident, &correction, at)?;
    let situation = incident.situation();
    Ok(Preview {
        after: outcome.situation.chart.active,
        before: situation.chart.active.clone(),
        documents: situation
            .documents
            .iter()
            .filter(|document| document.relied_on.contains(&seq))
            .map(|document| document.seq)
            .collect(),
        suggests_record: !outcome.fell_away.is_empty(),
        fell_away: outcome.fell_away,
        head: situation.head,
        instead: instead.zip(incident.entry(seq)).map(|(event, entry)| {
            let words = Entry {
                content: Some(content),
                ..entry.clone()
            };
            instead_of(entry, &event, &words)
        }),
        seq,
    })
}

/// Returns the correcting event of a turn.
pub(super) fn event(
    turn: &Turn<'_>,
    seq: u64,
    change: &Change,
    head: u64,
    content: Content,
) -> Result<(Event, Content), Refusal> {
    let actual = turn.incident.situation().head;
    if head != actual {
        return Err(Refusal::Stale {
            expected: head,
            head: actual,
        });
    }
    let (instead, content) = corrected(turn.playbook, turn.incident, seq, change, content)?;
    if let Some(Event::DecisionMade { decision, .. }) = &instead
        && let Some(known) =
            replace::version_of(turn.playbook, turn.incident.log(), seq).decision(decision)
    {
        // Another option is another decision: the competent organ stands behind it.
        let act = format!("decide on `{decision}`");
        turn.acting(&known.by, Authority::Legal, &act)?;
    }
    let mut log = turn.incident.log().to_vec();
    log.extend(turn.entries.iter().cloned().map(Arc::new));
    let correction = Correction {
        content: &content,
        instead: instead.as_ref(),
        seq,
    };
    let at = turn.times.chart_time;
    let outcome = again(turn.playbook, &log, turn.incident, &correction, at)?;
    let event = Event::Corrected {
        entry: seq,
        fell_away: outcome.fell_away,
        instead: instead.map(Box::new),
        outcome: Box::new(outcome.situation.chart),
    };
    Ok((event, content))
}

/// Returns what the entry reads instead (nothing when withdrawn), and the words of the correction.
fn corrected(
    playbook: &Playbook,
    incident: &Incident,
    seq: u64,
    change: &Change,
    mut content: Content,
) -> Result<(Option<Event>, Content), Refusal> {
    let refuse = |why| Err(Refusal::NotCorrectable { seq, why });
    let playbook = replace::version_of(playbook, incident.log(), seq);
    if incident.entry(seq).is_none() {
        return Err(Refusal::Unknown {
            id: seq.to_string(),
            known: incident
                .log()
                .last()
                .map(|last| format!("1 to {}", last.seq))
                .into_iter()
                .collect(),
            what: "entry",
        });
    }
    let withdrawn = incident.struck(seq).map(|struck| &struck.how) == Some(&StruckHow::Withdrawn);
    let put_back = withdrawn && matches!(change, Change::Replace(_));
    let entry = match incident.standing(seq) {
        None if put_back => incident.entry(seq),
        standing => standing,
    };
    let Some(entry) = entry else {
        return refuse("it was struck already; replace it to put it back");
    };
    match entry.event() {
        Event::IncidentStarted { .. } => return refuse("it started the incident"),
        Event::Corrected { .. } => {
            return refuse("it is a correction; correct the entry it corrected");
        }
        Event::PlaybookReplaced { .. } => {
            return refuse("the incident moved to another playbook by it");
        }
        Event::BranchEntry { .. } | Event::BranchJoined { .. } => {
            return refuse("it is evidence of what another room wrote");
        }
        Event::MessageDelivered { .. } => return refuse("the players have seen it"),
        Event::ExerciseHalted | Event::PaceSet { .. } | Event::TimeJumped { .. } => {
            return refuse("the times that followed rest on it");
        }
        event if event.is_of_time() => return refuse("time itself brought it"),
        _ => {}
    }
    let Change::Replace(replacement) = change else {
        return Ok((None, content));
    };
    let mut event = entry.event().clone();
    match (&mut event, replacement) {
        (
            Event::FactRecorded {
                answer: given,
                fact,
                ..
            },
            Replacement::Answer(value),
        ) => {
            let known = playbook.fact(fact).ok_or_else(|| Refusal::Unknown {
                id: fact.clone(),
                known: Vec::new(),
                what: "fact",
            })?;
            let (answer, kept) = answer(known, value.as_ref(), None)?;
            *given = answer;
            content.value = kept;
        }
        (
            Event::DecisionMade {
                decision, option, ..
            },
            Replacement::Option(instead),
        ) => {
            let is_option = playbook
                .decision(decision)
                .is_some_and(|d| d.options.iter().any(|o| o.choice.id == *instead));
            if !is_option {
                return refuse("the decision has no such option");
            }
            *option = instead.clone();
        }
        (Event::Noted { .. }, Replacement::Text(text)) => content.text = Some(text.clone()),
        _ => {
            return refuse(
                "only a fact, a decision or a note can be replaced; withdraw it instead",
            );
        }
    }
    if let Some(place) = event.step_mut() {
        *place = Step::default();
    }
    Ok((Some(event), content))
}

/// What comes out of deciding again.
struct Outcome {
    fell_away: Vec<u64>,
    situation: Situation,
}

/// The correction being made.
struct Correction<'a> {
    content: &'a Content,
    instead: Option<&'a Event>,
    seq: u64,
}

/// Decides a log again up to a moment, with all corrections so far and this one.
fn again(
    playbook: &Playbook,
    log: &[Arc<Entry>],
    incident: &Incident,
    correction: &Correction<'_>,
    until: DateTime<Utc>,
) -> Result<Outcome, Refusal> {
    let mut later = replace::versions(playbook).into_iter();
    let mut run = Again {
        fell_away: Vec::new(),
        fired: BTreeSet::new(),
        playbook: later.next().unwrap_or(playbook),
        later,
        situation: Situation::default(),
    };
    for entry in log {
        if matches!(entry.event(), Event::Corrected { .. }) {
            continue;
        }
        if entry.seq == correction.seq {
            if let Some(event) = correction.instead {
                let words = Entry {
                    content: Some(correction.content.clone()),
                    ..(**entry).clone()
                };
                run.entry(&instead_of(entry, event, &words))?;
            }
            continue;
        }
        match incident.struck(entry.seq).map(|struck| &struck.how) {
            Some(StruckHow::Withdrawn) => {}
            Some(StruckHow::Replaced(instead)) => run.entry(instead)?,
            // What fell away before is tried again: this correction may bring it back.
            Some(StruckHow::FellAway) | None => run.entry(entry)?,
        }
    }
    if let Some(last) = log.last() {
        run.advance(last, until)?;
    }
    Ok(Outcome {
        fell_away: run.fell_away,
        situation: run.situation,
    })
}

/// The log being decided again.
struct Again<'a> {
    fell_away: Vec<u64>,
    /// Timers and lapses that came again.
    fired: BTreeSet<(String, bool, DateTime<Utc>)>,
    /// The playbooks that the incident moves to, in order.
    later: std::vec::IntoIter<&'a Playbook>,
    /// The one under which it is.
    playbook: &'a Playbook,
    situation: Situation,
}

impl Again<'_> {
    fn entry(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.advance(entry, entry.meta.chart_time)?;
        let mut entry = entry.clone();
        if let Some(place) = entry.meta.event.step_mut() {
            *place = Step::default();
        }
        let at = entry.meta.chart_time;
        let step = match entry.event() {
            Event::TaskLapsed { claim, due, task } => {
                self.keep_or_drop((task.clone(), *claim, *due), entry.seq);
                return Ok(());
            }
            Event::TimerFired {
                due, transition, ..
            } => {
                self.keep_or_drop((transition.clone(), false, *due), entry.seq);
                return Ok(());
            }
            Event::TriggerFired { trigger, .. } => {
                let step = match self.playbook.trigger_event(trigger) {
                    Some(event) => {
                        step::run(self.playbook, &self.situation, Cause::Event(event), at)?
                    }
                    None => Step::default(),
                };
                if step.taken.is_empty() {
                    self.fell_away.push(entry.seq);
                    return Ok(());
                }
                self.situation.apply(&entry);
                step
            }
            Event::PlaybookReplaced { map, .. } => {
                let new = self.later.next().ok_or(Refusal::NoOtherPlaybook)?;
                let since = (entry.seq, at);
                let placed = replace::chart(self.playbook, new, &self.situation, map, since)?;
                if let Event::PlaybookReplaced { outcome, .. } = &mut entry.meta.event {
                    **outcome = placed;
                }
                self.situation.apply(&entry);
                self.playbook = new;
                step::run(new, &self.situation, Cause::Settle, at)?
            }
            Event::IncidentStarted { .. } => {
                self.situation.apply(&entry);
                step::run(self.playbook, &self.situation, Cause::Start, at)?
            }
            event => {
                let moves = event.step().is_some() && self.situation.closed.is_none();
                self.situation.apply(&entry);
                if !moves {
                    return Ok(());
                }
                step::run(self.playbook, &self.situation, Cause::Settle, at)?
            }
        };
        self.situation.move_chart(&step, &entry);
        Ok(())
    }

    fn keep_or_drop(&mut self, what: (String, bool, DateTime<Utc>), seq: u64) {
        if !self.fired.contains(&what) {
            self.fell_away.push(seq);
        }
    }

    /// Lets what is due by a moment happen, at its original times, in the place of an entry.
    fn advance(&mut self, entry: &Entry, until: DateTime<Utc>) -> Result<(), Refusal> {
        if self.situation.closed.is_some() || self.situation.started_at.is_none() {
            return Ok(());
        }
        while let Some(due) = place::next_due(self.playbook, &self.situation, until) {
            let (event, key) = match due {
                place::Due::Lapse { at, claim, task } => {
                    let event = Event::TaskLapsed {
                        claim,
                        due: at,
                        task: task.clone(),
                    };
                    (event, (task, claim, at))
                }
                place::Due::Timer(timer) => {
                    let step = match self.playbook.after_event(&timer.transition) {
                        Some(event) => {
                            let cause = Cause::Event(event);
                            step::run(self.playbook, &self.situation, cause, timer.due)?
                        }
                        None => Step::default(),
                    };
                    let event = Event::TimerFired {
                        due: timer.due,
                        step,
                        transition: timer.transition.clone(),
                    };
                    (event, (timer.transition, false, timer.due))
                }
            };
            let at = key.2.max(self.situation.last_chart_time.unwrap_or(key.2));
            self.fired.insert(key);
            self.situation.apply(&Entry {
                content: None,
                meta: Meta {
                    chart_time: at,
                    event,
                    ..entry.meta.clone()
                },
                // Before the entry in whose turn it happens.
                seq: entry.seq.saturating_sub(1),
                ..entry.clone()
            });
        }
        Ok(())
    }
}
