//! Deciding a log again, to see whether it says what the program would have said.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use super::{
    Action, Answer, BranchLine, By, Change, Command, Content, ERASED, Entry, Event, How, Incident,
    NoteLine, Proof, Refusal, Replacement, Who, decide, replace,
};
use crate::fact::Value;
use crate::playbook::Playbook;

/// The first place where a log says something else than the program would.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Difference {
    /// An entry is not what would have been decided.
    #[error("entry {seq} ({event}) is not what the playbook gives")]
    Entry {
        /// The type of its event.
        event: &'static str,
        /// The entry.
        seq: u64,
    },
    /// The incident moves to a playbook that is not there.
    #[error("entry {seq} moves to another playbook, and it is not there")]
    NoPlaybook {
        /// The entry.
        seq: u64,
    },
    /// More or fewer entries than would have been made.
    #[error("entry {seq}: the command makes {decided} entries, and the log has {logged}")]
    Number {
        /// How many would have been made.
        decided: usize,
        /// How many there are.
        logged: usize,
        /// The first of them.
        seq: u64,
    },
    /// The command would have been refused.
    #[error("entry {seq} would have been refused: {refusal}")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// The entry.
        seq: u64,
    },
}

/// Decides a log again and returns the incident, or the first difference.
///
/// `playbook` is the one at the end of the log; each entry is decided under the one of its time.
pub fn verify(playbook: &Playbook, log: &[Arc<Entry>]) -> Result<Incident, Box<Difference>> {
    let versions = replace::versions(playbook);
    let mut versions = versions.into_iter();
    let mut playbook = versions.next().unwrap_or(playbook);
    let mut incident = Incident::default();
    for entries in log.chunk_by(|one, next| one.command_id == next.command_id) {
        let Some((command, now)) = command_of(playbook, &incident, entries) else {
            continue;
        };
        let seq = entries[0].seq;
        if matches!(command.action, Action::ReplacePlaybook { .. }) {
            playbook = versions
                .next()
                .ok_or_else(|| Box::new(Difference::NoPlaybook { seq }))?;
        }
        let decided = decide(playbook, &incident, &command, now)
            .map_err(|refusal| Box::new(Difference::Refused { refusal, seq }))?;
        if decided.len() != entries.len() {
            return Err(Box::new(Difference::Number {
                decided: decided.len(),
                logged: entries.len(),
                seq,
            }));
        }
        let differs = |(decided, logged): &(&Entry, &Arc<Entry>)| {
            decided.meta != logged.meta || decided.seq != logged.seq
        };
        if let Some((_, logged)) = decided.iter().zip(entries).find(differs) {
            return Err(Box::new(Difference::Entry {
                event: logged.event().name(),
                seq: logged.seq,
            }));
        }
        for entry in entries {
            incident.evolve(Arc::clone(entry));
        }
    }
    Ok(incident)
}

/// Returns the command that made some entries, and when.
pub fn command_of(
    playbook: &Playbook,
    incident: &Incident,
    entries: &[Arc<Entry>],
) -> Option<(Command, DateTime<Utc>)> {
    let main = entries
        .iter()
        .rev()
        .find(|entry| !entry.event().is_of_time());
    let joins = |entry: &&Arc<Entry>| matches!(entry.event(), Event::BranchJoined { .. });
    let main = entries.iter().find(joins).or(main).or(entries.last())?;
    let mut command = command(playbook, incident, main);
    let notes: Vec<NoteLine> = entries
        .iter()
        .filter_map(|entry| note_line(entry))
        .collect();
    if notes.len() > 1 {
        command.by.decided = command.by.recorded.clone();
        command.happened_at = None;
        command.action = Action::ImportNotes { lines: notes };
    }
    if let Action::Deliver {
        evidence, files, ..
    }
    | Action::RecordIssue {
        evidence, files, ..
    } = &mut command.action
    {
        let attached = entries.iter().filter_map(|entry| proof(entry));
        let (seqs, attached): (Vec<u64>, Vec<Proof>) = attached.unzip();
        evidence.retain(|seq| !seqs.contains(seq));
        *files = attached;
    }
    if let Action::JoinBranch { lines, .. } = &mut command.action {
        *lines = entries
            .iter()
            .filter_map(|entry| branch_line(entry))
            .collect();
    }
    let suspect = TimeDelta::milliseconds(i64::from(main.meta.clock_suspect));
    Some((command, main.meta.recorded_at - suspect))
}

/// Returns the line from paper that made an entry, when it is a note.
fn note_line(entry: &Entry) -> Option<NoteLine> {
    let Event::Noted { certainty, kind } = entry.event() else {
        return None;
    };
    let by = entry.meta.by.as_ref()?;
    let content = entry.content.clone().unwrap_or_default();
    Some(NoteLine {
        certainty: *certainty,
        decided: who(&by.decided, content.decided_by.as_ref()),
        happened_at: entry.meta.happened_at?,
        kind: *kind,
        source: content.source,
        text: content.text.unwrap_or_else(|| ERASED.to_owned()),
    })
}

/// Returns the entry of a copy that an entry keeps.
fn branch_line(entry: &Entry) -> Option<BranchLine> {
    let Event::BranchEntry {
        hash,
        is_erased,
        original,
        seq,
    } = entry.event()
    else {
        return None;
    };
    // What was erased here after it was joined is not what was erased there.
    let content = entry.content.clone().unwrap_or_default();
    Some(BranchLine {
        content: (!is_erased).then_some(content),
        hash: hash.clone(),
        meta: (**original).clone(),
        seq: *seq,
    })
}

/// Returns the file that an entry attached, with the entry.
fn proof(entry: &Entry) -> Option<(u64, Proof)> {
    let Event::EvidenceAttached { sha256, size, .. } = entry.event() else {
        return None;
    };
    let name = entry.content.as_ref().and_then(|c| c.file_name.clone());
    let proof = Proof {
        file_name: name.unwrap_or_else(|| ERASED.to_owned()),
        sha256: sha256.clone(),
        size: *size,
    };
    Some((entry.seq, proof))
}

/// Returns the command that made an entry; erased words are stood in for, since no outcome rests
/// on them.
fn command(playbook: &Playbook, incident: &Incident, entry: &Entry) -> Command {
    let erased = entry.content.is_none();
    let content = entry.content.clone().unwrap_or_default();
    let by = match &entry.meta.by {
        Some(by) => By {
            decided: who(&by.decided, content.decided_by.as_ref()),
            how: by.how,
            recorded: who(&by.recorded, content.recorded_by.as_ref()),
        },
        // What time brought was made by a command of anyone; the role leaves no trace.
        None => {
            let role = playbook.roles().first().map_or("", |role| role.id.as_str());
            By {
                decided: who(role, None),
                how: How::default(),
                recorded: who(role, None),
            }
        }
    };
    let (mut happened_at, mut began_at) = (entry.meta.happened_at, None);
    if matches!(entry.event(), Event::IncidentStarted { .. }) {
        began_at = happened_at.take();
    }
    let mut action = action(playbook, incident, entry, &content, erased);
    if let Action::Start {
        began_at: place, ..
    } = &mut action
    {
        *place = began_at;
    }
    Command {
        action,
        by,
        happened_at,
        id: entry.command_id.clone(),
        late_reason: content.late_reason,
    }
}

/// Returns what an entry wished, for tests that play it again elsewhere.
#[cfg(test)]
pub(super) fn action_of(playbook: &Playbook, incident: &Incident, entry: &Entry) -> Action {
    command(playbook, incident, entry).action
}

fn who(role: &str, name: Option<&String>) -> Who {
    Who {
        name: name.cloned(),
        role: role.to_owned(),
    }
}

fn action(
    playbook: &Playbook,
    incident: &Incident,
    entry: &Entry,
    content: &Content,
    erased: bool,
) -> Action {
    let words = |text: &Option<String>| text.clone().unwrap_or_else(|| ERASED.to_owned());
    let value = |fact: &str, answer: &Answer| -> Option<Value> {
        match answer {
            Answer::AskedUnknown { .. } => None,
            Answer::Known(value) => Some(value.clone()),
            Answer::Content { .. } => content.value.clone().or_else(|| {
                let kind = &playbook.fact(fact)?.kind;
                Some(kind.stand_in(answer.count(), ERASED))
            }),
        }
    };
    let compartment = || entry.meta.compartment.clone();
    match entry.event() {
        Event::TaskLapsed { .. } | Event::TimerFired { .. } | Event::Withheld { .. } => {
            Action::Advance
        }
        Event::AttendanceNoted { present, role } => Action::NoteAttendance {
            present: *present,
            role: role.clone(),
        },
        Event::BranchEntry { .. } => Action::Advance,
        Event::BranchJoined { fork, .. } => Action::JoinBranch {
            fork: *fork,
            // Its entries follow it.
            lines: Vec::new(),
            room: words(&content.text),
        },
        Event::ClockWaived { clock } => Action::WaiveClock {
            clock: clock.clone(),
            reason: words(&content.reason),
        },
        Event::Corrected { entry, instead, .. } => Action::Correct {
            change: match instead.as_deref() {
                None => Change::Withdraw,
                Some(Event::FactRecorded { answer, fact, .. }) => {
                    Change::Replace(Replacement::Answer(value(fact, answer)))
                }
                Some(Event::DecisionMade { option, .. }) => {
                    Change::Replace(Replacement::Option(option.clone()))
                }
                Some(_) => Change::Replace(Replacement::Text(words(&content.text))),
            },
            head: incident.situation().head,
            reason: words(&content.reason),
            seq: *entry,
        },
        Event::DecisionMade {
            decision,
            option,
            review_at,
            ..
        } => Action::Decide {
            decision: decision.clone(),
            option: option.clone(),
            reason: words(&content.reason),
            review_at: *review_at,
        },
        Event::DocumentDrafted {
            document,
            gates,
            missing,
            relied_on,
            sha256,
            template_sha256,
        } => Action::RecordDraft {
            document: document.clone(),
            gates: gates.clone(),
            missing: *missing,
            relied_on: relied_on.clone(),
            sha256: sha256.clone(),
            template_sha256: template_sha256.clone(),
        },
        Event::DocumentIssued {
            document,
            evidence,
            missing,
            of,
            open,
            stage,
        } => {
            let reason = content.reason.clone().or(erased.then(|| ERASED.to_owned()));
            let is_deviation = *missing > 0 || !open.is_empty();
            Action::RecordIssue {
                deviation: reason.clone().filter(|_| is_deviation),
                document: document.clone(),
                evidence: evidence.clone(),
                files: Vec::new(),
                manner: content.text.clone(),
                of: *of,
                reason,
                stage: *stage,
                to: content.addressee.clone(),
            }
        }
        Event::EvidenceAttached {
            seen_at,
            sha256,
            size,
        } => Action::AttachEvidence {
            compartment: compartment(),
            description: words(&content.text),
            file_name: words(&content.file_name),
            seen_at: *seen_at,
            sha256: sha256.clone(),
            size: *size,
            url: content.url.clone(),
        },
        Event::FactRecorded {
            answer,
            certainty,
            fact,
            ..
        } => Action::Record {
            ask_again: match answer {
                Answer::AskedUnknown { ask_again } => *ask_again,
                _ => None,
            },
            certainty: *certainty,
            fact: fact.clone(),
            ground: content.ground.clone().or(erased.then(|| ERASED.to_owned())),
            source: content.source.clone(),
            value: value(fact, answer),
        },
        Event::IncidentClosed => Action::Close {
            reason: words(&content.reason),
        },
        Event::ExerciseHalted => Action::Halt {
            reason: words(&content.reason),
        },
        Event::IncidentStarted {
            exercise,
            pins,
            rules,
            situation_at,
            ..
        } => Action::Start {
            began_at: None,
            exercise: *exercise,
            pins: pins.clone(),
            rules: *rules,
            situation_at: *situation_at,
            title: words(&content.text),
        },
        Event::MeetingClosed { .. } => Action::CloseMeeting,
        Event::MeetingOpened { .. } => Action::OpenMeeting,
        Event::MessageAnswered {
            message,
            understood,
        } => Action::Respond {
            message: *message,
            text: match understood {
                true => content.text.clone().unwrap_or_default(),
                false => words(&content.text),
            },
            understood: *understood,
        },
        Event::MessageDelivered {
            answers,
            channel,
            evidence,
            inject,
            to,
        } => Action::Deliver {
            answers: *answers,
            channel: *channel,
            evidence: evidence.clone(),
            files: Vec::new(),
            from: words(&content.source),
            inject: inject.clone(),
            text: words(&content.text),
            to: to.clone(),
        },
        Event::Noted { certainty, kind } => Action::Note {
            certainty: *certainty,
            compartment: compartment(),
            kind: *kind,
            source: content.source.clone(),
            text: words(&content.text),
        },
        Event::PaceSet { pace } => Action::SetPace {
            pace: *pace,
            reason: words(&content.reason),
        },
        Event::PlaybookReplaced { map, pins, .. } => Action::ReplacePlaybook {
            map: map.clone(),
            pins: pins.clone(),
            reason: words(&content.reason),
        },
        Event::RoleAbsenceNoted { absent, role } => Action::SetAbsence {
            absent: *absent,
            reason: content.reason.clone(),
            role: role.clone(),
        },
        Event::RoleAssigned { role } => Action::AssignRole {
            person: words(&content.person),
            role: role.clone(),
        },
        Event::RoleHandedOver { role } => Action::HandOver {
            person: words(&content.person),
            read_back: words(&content.read_back),
            role: role.clone(),
            worries: content.text.clone().unwrap_or_default(),
        },
        Event::TaskClaimed { task } => Action::ClaimTask { task: task.clone() },
        Event::TaskFinished { task, .. } => Action::FinishTask {
            result: content.text.clone().unwrap_or_default(),
            task: task.clone(),
        },
        Event::TaskReassigned { role, task } => Action::ReassignTask {
            role: role.clone(),
            task: task.clone(),
        },
        Event::TimeJumped { to } => Action::Jump {
            reason: words(&content.reason),
            to: *to,
        },
        Event::TriggerFired { trigger, .. } => Action::Fire {
            reason: content.reason.clone(),
            trigger: trigger.clone(),
        },
    }
}
