//! The incident: its log, and the situation the log amounts to.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::act::answer;
use super::{Content, Entry, Event, Kind, Meta, Refusal, Situation, Step};
use crate::fact::{Certainty, Value};
use crate::playbook::{Document, Playbook};

/// An incident: the aggregate that commands are decided on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incident {
    /// Shared: whoever keeps the incident as it was keeps no second log.
    log: Vec<Arc<Entry>>,
    situation: Situation,
    struck: BTreeMap<u64, Struck>,
}

/// How an entry was struck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// The correcting entry.
    pub by: u64,
    /// How.
    pub how: StruckHow,
}

/// How an entry was struck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StruckHow {
    /// It fell away because another entry was corrected.
    FellAway,
    /// It reads otherwise: the entry as it reads.
    Replaced(Box<Entry>),
    /// It was withdrawn.
    Withdrawn,
}

impl Incident {
    /// Returns the incident that these entries make.
    pub fn replay(entries: impl IntoIterator<Item = impl Into<Arc<Entry>>>) -> Self {
        let mut incident = Incident {
            log: entries.into_iter().map(Into::into).collect(),
            ..Incident::default()
        };
        incident.read_again();
        incident
    }

    /// Returns an incident that holds nothing but answers, for drafting without one.
    pub fn of_answers(
        playbook: &Playbook,
        answers: impl IntoIterator<Item = (String, Value, Certainty, Option<String>)>,
        at: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let mut entries = Vec::new();
        for (seq, (fact, value, certainty, source)) in (1..).zip(answers) {
            let known = playbook.fact(&fact).ok_or_else(|| Refusal::Unknown {
                id: fact.clone(),
                known: playbook.facts().iter().map(|f| f.id.clone()).collect(),
                what: "fact",
            })?;
            let (answer, value) = answer(known, Some(&value), None)?;
            let event = Event::FactRecorded {
                answer,
                certainty,
                fact,
                step: Step::default(),
            };
            entries.push(Entry {
                command_id: String::new(),
                content: Some(Content {
                    source,
                    value,
                    ..Content::default()
                }),
                meta: Meta {
                    by: None,
                    chart_time: at,
                    clock_suspect: false,
                    compartment: None,
                    version: event.version(),
                    event,
                    happened_at: None,
                    recorded_at: at,
                },
                seq,
            });
        }
        Ok(Incident::replay(entries))
    }

    /// Applies an entry; it cannot fail.
    pub fn evolve(&mut self, entry: impl Into<Arc<Entry>>) {
        let entry = entry.into();
        let correction = matches!(
            entry.event(),
            Event::Corrected { .. }
                | Event::Withheld {
                    outcome: Some(_),
                    ..
                }
        );
        self.log.push(entry);
        if correction {
            self.read_again();
        } else if let Some(entry) = self.log.last() {
            self.situation.apply(entry);
        }
    }

    /// Returns the incident as a document of many sees it: facts that one record gives hold what it
    /// says.
    pub fn about(&self, document: &Document, id: &str) -> Incident {
        Incident {
            situation: self.situation.about(document, id),
            ..self.clone()
        }
    }

    /// Returns the log.
    pub fn log(&self) -> &[Arc<Entry>] {
        &self.log
    }

    /// Returns an entry as it was written.
    pub fn entry(&self, seq: u64) -> Option<&Entry> {
        self.log
            .get(usize::try_from(seq.checked_sub(1)?).ok()?)
            .map(Arc::as_ref)
    }

    /// Returns the situation.
    pub fn situation(&self) -> &Situation {
        &self.situation
    }

    /// Returns how an entry was struck.
    pub fn struck(&self, seq: u64) -> Option<&Struck> {
        self.struck.get(&seq)
    }

    /// Returns an entry as it reads after corrections; nothing when it was struck.
    pub fn standing(&self, seq: u64) -> Option<&Entry> {
        match self.struck.get(&seq).map(|struck| &struck.how) {
            None => self.entry(seq),
            Some(StruckHow::Replaced(entry)) => Some(entry),
            Some(StruckHow::FellAway | StruckHow::Withdrawn) => None,
        }
    }

    /// Returns the entry that superseded an entry: a later answer to the same question, a later
    /// choice in the same decision, or its correction.
    pub fn superseded_by(&self, seq: u64) -> Option<u64> {
        if let Some(struck) = self.struck(seq) {
            return Some(struck.by);
        }
        let situation = &self.situation;
        let current = match self.entry(seq)?.event() {
            Event::DecisionMade { decision, .. } => {
                let decision = self.name(seq, Kind::Decision, decision)?;
                situation.decisions.get(&decision)?.seq
            }
            Event::FactRecorded { fact, .. } => {
                let fact = self.name(seq, Kind::Fact, fact)?;
                situation.facts.get(&fact)?.seq
            }
            _ => return None,
        };
        (current != seq).then_some(current)
    }

    /// Returns what a thing that an entry names is called at the end of the log; nothing when the
    /// incident moved to another playbook and left it behind.
    pub fn name(&self, seq: u64, kind: Kind, id: &str) -> Option<String> {
        let later = self.log.iter().filter(|entry| entry.seq > seq);
        later
            .map(|entry| entry.event())
            .try_fold(id.to_owned(), |id, event| match event {
                Event::PlaybookReplaced { map, .. } => map.name(kind, &id),
                _ => Some(id),
            })
    }

    /// Returns the incident as the team knew it after an entry.
    pub fn as_of(&self, seq: u64) -> Self {
        let entries = self.log.iter().take_while(|entry| entry.seq <= seq);
        Incident::replay(entries.cloned())
    }

    /// Computes the situation from the whole log as it reads after its corrections.
    ///
    /// Chart, timers and opened tasks come from the outcome that the last correction stored.
    fn read_again(&mut self) {
        self.struck = struck(&self.log);
        let mut situation = Situation::default();
        for entry in &self.log {
            match (entry.event(), self.struck.get(&entry.seq).map(|s| &s.how)) {
                (
                    Event::Corrected { outcome, .. }
                    | Event::Withheld {
                        outcome: Some(outcome),
                        ..
                    },
                    _,
                ) => {
                    situation.apply(entry);
                    situation.chart = (**outcome).clone();
                }
                (_, Some(StruckHow::FellAway | StruckHow::Withdrawn)) => {}
                (_, Some(StruckHow::Replaced(instead))) => situation.apply(instead),
                (_, None) => situation.apply(entry),
            }
        }
        self.situation = situation;
    }
}

/// Returns how each corrected entry reads.
fn struck(log: &[Arc<Entry>]) -> BTreeMap<u64, Struck> {
    let mut struck = BTreeMap::new();
    for correction in log {
        let (corrected, fell_away) = match correction.event() {
            Event::Corrected {
                entry,
                fell_away,
                instead,
                ..
            } => (Some((entry, instead)), fell_away),
            Event::Withheld {
                fell_away,
                outcome: Some(_),
                ..
            } => (None, fell_away),
            _ => continue,
        };
        let by = correction.seq;
        // Each correction computed anew what falls away, so an earlier list is void.
        struck.retain(|_, s: &mut Struck| s.how != StruckHow::FellAway);
        if let Some((entry, instead)) = corrected {
            let original = usize::try_from(entry - 1).ok().and_then(|at| log.get(at));
            let how = match (instead, original) {
                (Some(event), Some(original)) => {
                    StruckHow::Replaced(Box::new(instead_of(original, event, correction)))
                }
                _ => StruckHow::Withdrawn,
            };
            struck.insert(*entry, Struck { by, how });
        }
        for seq in fell_away {
            struck.insert(
                *seq,
                Struck {
                    by,
                    how: StruckHow::FellAway,
                },
            );
        }
    }
    struck
}

/// Returns an entry as it reads after its correction: at its own place and time, in the words of
/// the correction.
pub(super) fn instead_of(original: &Entry, event: &Event, correction: &Entry) -> Entry {
    let mut entry = original.clone();
    entry.meta.event = event.clone();
    let words = correction.content.clone().unwrap_or_default();
    let mut content = original.content.clone().unwrap_or_default();
    content.value = words.value;
    if words.text.is_some() {
        content.text = words.text;
    }
    entry.content = Some(content);
    entry
}
