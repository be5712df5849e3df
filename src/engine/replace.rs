//! Moving an incident to another playbook, by a map that says what becomes of what it holds.
//!
//! What came before stays decided under the playbook of its time. Never leaves anything behind that
//! the map does not leave behind in so many words.

mod lack;
mod map;
mod place;
mod rehearse;
mod rename;

pub use lack::Lack;
pub use map::{Kind, Map};
pub use rehearse::{Divergence, rehearse};
pub(super) use rename::rename;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::event::Chart;
use super::turn::Turn;
use super::{Answer, Entry, Event, Refusal, Situation, Step};
use crate::playbook::Playbook;

/// Returns the playbook under which an entry was decided: the one at the end of the log, or one of
/// those before it.
pub fn version_of<'a>(playbook: &'a Playbook, log: &[Arc<Entry>], seq: u64) -> &'a Playbook {
    if playbook.predecessor().is_none() {
        return playbook;
    }
    let is_later = |entry: &&Arc<Entry>| {
        entry.seq > seq && matches!(entry.event(), Event::PlaybookReplaced { .. })
    };
    let moves = log.iter().filter(is_later).count();
    (0..moves).fold(playbook, |version, _| {
        version.predecessor().unwrap_or(version)
    })
}

/// Returns every playbook that an incident worked with, the first one first.
pub(super) fn versions(playbook: &Playbook) -> Vec<&Playbook> {
    let mut versions: Vec<&Playbook> =
        std::iter::successors(Some(playbook), |version| version.predecessor()).collect();
    versions.reverse();
    versions
}

/// Returns the event that moves the incident of a turn.
pub(super) fn event(
    turn: &Turn<'_>,
    map: &Map,
    pins: &[(String, String)],
) -> Result<Event, Refusal> {
    let old = turn
        .playbook
        .predecessor()
        .ok_or(Refusal::NoOtherPlaybook)?;
    let (seq, at) = (turn.situation.head + 1, turn.times.chart_time);
    let outcome = chart(old, turn.playbook, &turn.situation, map, (seq, at))?;
    Ok(Event::PlaybookReplaced {
        map: map.clone(),
        outcome: Box::new(outcome),
        pins: pins.to_vec(),
        playbook: turn.playbook.id().to_owned(),
        step: Step::default(),
        version: turn.playbook.version().to_owned(),
    })
}

/// Returns where the chart stands in another playbook, or everything that the map does not say.
pub(super) fn chart(
    old: &Playbook,
    new: &Playbook,
    situation: &Situation,
    map: &Map,
    since: (u64, DateTime<Utc>),
) -> Result<Chart, Refusal> {
    let mut mapping = Mapping {
        map,
        missing: Vec::new(),
        new,
        old,
        situation,
    };
    mapping.held();
    let placed = place::place(&mut mapping, since);
    match (mapping.missing.is_empty(), placed) {
        (true, Some(chart)) => Ok(chart),
        (true, None) => Err(Refusal::NotPlaced {
            states: mapping.targets(),
        }),
        (false, _) => Err(Refusal::NotMapped {
            missing: mapping.missing,
        }),
    }
}

/// A map while it is applied.
struct Mapping<'a> {
    map: &'a Map,
    /// What it does not say.
    missing: Vec<Lack>,
    new: &'a Playbook,
    old: &'a Playbook,
    situation: &'a Situation,
}

impl Mapping<'_> {
    /// Returns what a thing is called in the other playbook; what has no name there is missing.
    fn resolve(&mut self, kind: Kind, id: &str) -> Option<String> {
        let to = match self.map.says(kind, id) {
            Some(None) => return None,
            Some(Some(to)) => to,
            None => id,
        };
        if is_in(self.new, kind, to) {
            return Some(to.to_owned());
        }
        let (id, to) = (id.to_owned(), to.to_owned());
        self.miss(match to == id {
            true => Lack::Absent { id, kind },
            false => Lack::Nowhere { id, kind, to },
        });
        None
    }

    fn miss(&mut self, what: Lack) {
        if !self.missing.contains(&what) {
            self.missing.push(what);
        }
    }

    /// Asks the map about everything that the incident holds besides its chart.
    fn held(&mut self) {
        let situation = self.situation;
        self.facts();
        for (id, decided) in &situation.decisions {
            let Some(to) = self.resolve(Kind::Decision, id) else {
                continue;
            };
            let known = self.new.decision(&to);
            let has =
                known.is_some_and(|it| it.options.iter().any(|o| o.choice.id == decided.option));
            if !has {
                self.miss(Lack::Option {
                    decision: id.clone(),
                    option: decided.option.clone(),
                });
            }
        }
        let roles = situation.roles.keys().chain(situation.present.keys());
        let given = situation
            .tasks
            .values()
            .filter_map(|task| task.role.as_ref());
        for role in roles.chain(given) {
            self.resolve(Kind::Role, role);
        }
        for task in situation.tasks.keys() {
            self.resolve(Kind::Task, task);
        }
        for clock in situation.waived.keys() {
            self.resolve(Kind::Clock, clock);
        }
        let papers = situation.documents.iter().map(|it| &it.document);
        for document in papers.chain(situation.issued.iter().map(|it| &it.document)) {
            // A paper from a template that the playbook never named keeps its name.
            if self.old.document(document).is_some() {
                self.resolve(Kind::Document, document);
            }
        }
        self.alone(Kind::Fact, situation.facts.keys());
        self.alone(Kind::Decision, situation.decisions.keys());
        self.alone(Kind::Role, situation.roles.keys());
        self.alone(Kind::Task, situation.chart.opened.keys());
    }

    fn facts(&mut self) {
        let (new, old) = (self.new, self.old);
        for (id, state) in &self.situation.facts {
            let Some(to) = self.resolve(Kind::Fact, id) else {
                continue;
            };
            let (Some(before), Some(after)) = (old.fact(id), new.fact(&to)) else {
                continue;
            };
            let fits = match (&state.answer, state.value()) {
                (Answer::AskedUnknown { .. }, _) => true,
                (_, Some(value)) => {
                    after.kind.accepts(value)
                        && after.kind.is_erasable() == before.kind.is_erasable()
                }
                // Erased: only how many there were is left.
                (_, None) => after.kind.name() == before.kind.name(),
            };
            if !fits {
                self.miss(Lack::Unfit {
                    fact: id.clone(),
                    kind: after.kind.name().to_owned(),
                });
            }
        }
    }

    /// Reports two things of which one would overwrite the other.
    fn alone<'a>(&mut self, kind: Kind, ids: impl Iterator<Item = &'a String>) {
        let mut taken: Vec<(String, &String)> = Vec::new();
        for id in ids {
            let Some(to) = self.map.name(kind, id) else {
                continue;
            };
            if let Some((_, first)) = taken.iter().find(|(there, _)| *there == to) {
                self.missing.push(Lack::Both {
                    first: (*first).clone(),
                    kind,
                    second: id.clone(),
                    to: to.clone(),
                });
            }
            taken.push((to, id));
        }
    }

    /// Returns where the innermost active states lead.
    fn targets(&self) -> Vec<String> {
        let active = super::act::innermost(self.old, self.situation);
        let named = active
            .iter()
            .filter_map(|id| self.map.name(Kind::State, id));
        named.collect()
    }
}

fn is_in(playbook: &Playbook, kind: Kind, id: &str) -> bool {
    match kind {
        Kind::Clock => playbook.clock(id).is_some(),
        Kind::Decision => playbook.decision(id).is_some(),
        Kind::Document => playbook.document(id).is_some(),
        Kind::Fact => playbook.fact(id).is_some(),
        Kind::Role => playbook.role(id).is_some(),
        Kind::State => playbook.state(id).is_some(),
        Kind::Task => playbook.task(id).is_some(),
    }
}
