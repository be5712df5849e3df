//! A log played again under another playbook, up to the first place where it comes out otherwise.
//!
//! Never writes and never decides whether that matters: entries keep what was decided at their time.

use std::sync::Arc;

use super::{Kind, Map};
use crate::engine::act::innermost;
use crate::engine::verify::command_of;
use crate::engine::{Action, Command, Entry, Event, Incident, NoteKind, Refusal, decide};
use crate::fact::Certainty;
use crate::playbook::Playbook;

/// The first place where a log comes out otherwise under another playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Divergence {
    /// The type of the event.
    pub event: &'static str,
    /// Where the chart stood after it, innermost states.
    pub logged: Vec<String>,
    /// Why it would have been refused, if that is so.
    pub refusal: Option<Refusal>,
    /// Where it would have stood.
    pub replayed: Vec<String>,
    /// The entry.
    pub seq: u64,
}

/// Plays the log of an incident under another playbook, in the names of the map.
///
/// `old` is the playbook that the incident works with.
pub fn rehearse(
    old: &Playbook,
    new: &Playbook,
    log: &[Arc<Entry>],
    map: &Map,
) -> Option<Divergence> {
    let (mut before, mut after) = (Incident::default(), Incident::default());
    for entries in log.chunk_by(|one, next| one.command_id == next.command_id) {
        let first = entries.first()?;
        let own = super::version_of(old, log, first.seq);
        let (command, now) = command_of(own, &before, entries)?;
        let moves = entries
            .iter()
            .any(|entry| matches!(entry.event(), Event::PlaybookReplaced { .. }));
        let names = Names {
            from: first.seq,
            log,
            map,
        };
        let translated = if moves {
            None
        } else {
            translate(command, &names)
        };
        let decided = match &translated {
            // What has no place there is a line without effect, so that the numbers stay the same.
            None => Ok(entries.iter().map(|entry| line(entry)).collect()),
            Some(command) => decide(new, &after, command, now),
        };
        for entry in entries {
            before.evolve(Arc::clone(entry));
        }
        let own = super::version_of(old, log, before.situation().head);
        let logged = innermost(own, before.situation());
        let diverges = |refusal, replayed| {
            Some(Divergence {
                event: first.event().name(),
                logged: logged.clone(),
                refusal,
                replayed,
                seq: first.seq,
            })
        };
        let decided = match decided {
            Ok(decided) => decided,
            Err(refusal) => return diverges(Some(refusal), innermost(new, after.situation())),
        };
        let number = decided.len();
        for entry in decided {
            after.evolve(entry);
        }
        let replayed = innermost(new, after.situation());
        let chart = new.chart();
        let last = Names {
            from: before.situation().head,
            ..names
        };
        let named = logged
            .iter()
            .filter_map(|state| last.name(Kind::State, state));
        let named: Option<Vec<_>> = named.map(|state| chart.state(&state)).collect();
        let expected = named.and_then(|named| chart.standing(&named));
        let is_there = |state: &String| {
            let id = chart.state(state);
            id.is_some_and(|id| expected.is_some_and(|expected| expected.contains(id)))
        };
        if number != entries.len() || !replayed.iter().all(is_there) {
            return diverges(None, replayed);
        }
    }
    None
}

/// The names of things from an entry on: through every move that followed, and then the map.
struct Names<'a> {
    from: u64,
    log: &'a [Arc<Entry>],
    map: &'a Map,
}

impl Names<'_> {
    /// Returns what a thing is called there; nothing when it is left behind on the way.
    fn name(&self, kind: Kind, id: &str) -> Option<String> {
        let later = self.log.iter().filter(|entry| entry.seq > self.from);
        let moves = later.filter_map(|entry| match entry.event() {
            Event::PlaybookReplaced { map, .. } => Some(map),
            _ => None,
        });
        let mut maps = moves.chain([self.map]);
        maps.try_fold(id.to_owned(), |id, map| map.name(kind, &id))
    }
}

/// Returns the command in the names of the other playbook; nothing when it is about what is left
/// behind.
fn translate(mut command: Command, names: &Names<'_>) -> Option<Command> {
    let rename = |kind: Kind, id: &mut String| -> Option<()> {
        *id = names.name(kind, id)?;
        Some(())
    };
    for who in [&mut command.by.decided, &mut command.by.recorded] {
        rename(Kind::Role, &mut who.role)?;
    }
    match &mut command.action {
        Action::AssignRole { role, .. }
        | Action::HandOver { role, .. }
        | Action::NoteAttendance { role, .. }
        | Action::SetAbsence { role, .. } => rename(Kind::Role, role)?,
        Action::ClaimTask { task } | Action::FinishTask { task, .. } => rename(Kind::Task, task)?,
        Action::Decide { decision, .. } => rename(Kind::Decision, decision)?,
        Action::ReassignTask { role, task } => {
            rename(Kind::Task, task)?;
            rename(Kind::Role, role)?;
        }
        Action::Record { fact, .. } => rename(Kind::Fact, fact)?,
        Action::RecordDraft { document, .. } | Action::RecordIssue { document, .. } => {
            rename(Kind::Document, document)?;
        }
        Action::WaiveClock { clock, .. } => rename(Kind::Clock, clock)?,
        _ => {}
    }
    Some(command)
}

fn line(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    entry.meta.event = Event::Noted {
        certainty: Certainty::default(),
        kind: NoteKind::Note,
    };
    entry
}
