//! The decisions as they were taken: those of the playbook and those that were noted.
//!
//! What was struck or came later stays in the list; it never says which decision was right.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{of_line, who};
use crate::engine::{ERASED, Entry, Event, Incident, Kind, NoteKind, version_of};
use crate::fact::condition;
use crate::law::Register;
use crate::playbook::{Decision, Playbook};

/// A decision as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// When.
    pub at: DateTime<Utc>,
    /// What had to be so for the option that was chosen, in words; empty when nothing had to.
    pub condition: String,
    /// The id in the playbook, as the entry has it; absent when it was noted.
    pub id: Option<String>,
    /// Whether it stands: neither struck nor replaced by a later one.
    pub is_standing: bool,
    /// The option that was chosen; empty when it was noted.
    pub option: String,
    /// The other options that there were.
    pub others: Vec<String>,
    /// The question; empty when it was noted.
    pub question: String,
    /// The reason; empty when none was given.
    pub reason: String,
    /// When to look at it again.
    pub review_at: Option<DateTime<Utc>>,
    /// The line of the log.
    pub seq: u64,
    /// Citations of what it rests on.
    pub sources: Vec<String>,
    /// What became of it, in words.
    pub status: String,
    /// What the team calls it.
    pub title: String,
    /// Who decided, and who recorded it.
    pub who: String,
}

/// Returns every decision in the order of the log.
pub fn taken(playbook: &Playbook, law: &Register, incident: &Incident) -> Vec<Taken> {
    let log = incident.log().iter();
    log.filter_map(|written| one(playbook, law, incident, written))
        .collect()
}

fn one(playbook: &Playbook, law: &Register, incident: &Incident, written: &Entry) -> Option<Taken> {
    let struck = incident.struck(written.seq).map(|struck| struck.by);
    let entry = incident.standing(written.seq);
    let read = entry.unwrap_or(written);
    let content = read.content.as_ref();
    let said = |text: Option<&String>| match (content, text) {
        (None, _) => ERASED.to_owned(),
        (Some(_), text) => text.cloned().unwrap_or_default(),
    };
    let mut line = Taken {
        at: read.happened_at(),
        condition: String::new(),
        id: None,
        is_standing: entry.is_some(),
        option: String::new(),
        others: Vec::new(),
        question: String::new(),
        reason: said(content.and_then(|c| c.reason.as_ref())),
        review_at: None,
        seq: written.seq,
        sources: Vec::new(),
        status: String::new(),
        title: String::new(),
        who: who(playbook, read),
    };
    let mut later = None;
    match read.event() {
        Event::DecisionMade {
            decision,
            option,
            review_at,
            ..
        } => {
            let own = version_of(playbook, incident.log(), written.seq);
            let name = incident.name(written.seq, Kind::Decision, decision);
            let current = name.and_then(|name| incident.situation().decisions.get(&name));
            let current = current.map(|decided| decided.seq);
            later = current.filter(|seq| *seq != written.seq);
            line.id = Some(decision.clone());
            line.review_at = *review_at;
            line.option.clone_from(option);
            line.title.clone_from(decision);
            if let Some(known) = own.decision(decision) {
                line.title = of_line(&known.title, decision);
                chosen(&mut line, own, law, known, option);
            }
        }
        Event::Noted {
            kind: NoteKind::Decision,
            ..
        } => line.title = said(content.and_then(|c| c.text.as_ref())),
        _ => return None,
    }
    line.is_standing &= later.is_none();
    line.status = match (entry, struck, later) {
        (None, Some(by), _) => format!("vervallen door regel {by}"),
        (_, _, Some(seq)) => format!("vervangen door regel {seq}"),
        (_, Some(by), None) => format!("geldt, verbeterd door regel {by}"),
        (_, None, None) => "geldt".to_owned(),
    };
    Some(line)
}

/// Sets what the playbook says about a decision and the option that was chosen.
fn chosen(line: &mut Taken, playbook: &Playbook, law: &Register, known: &Decision, option: &str) {
    line.question.clone_from(&known.question);
    for other in &known.options {
        match other.choice.id == option {
            true => {
                line.option.clone_from(&other.choice.label);
                line.condition = condition::dutch(&other.when, playbook);
            }
            false => line.others.push(other.choice.label.clone()),
        }
    }
    let cite = |id: &String| law.source(id).map_or(id.clone(), |it| it.cite.clone());
    line.sources = known.law.iter().map(cite).collect();
}
