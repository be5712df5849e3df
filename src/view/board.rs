//! "Wat nu?": everything a team needs to see at one moment.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::decisions::{DecisionLine, decisions};
use super::documents::documents;
use super::notices::notices;
use super::order::order;
use super::triggers::{TriggerLine, Waiting, triggers, waiting};
use super::words::titled;
use super::{ClockLine, DocumentLine, clocks, mark, needs, role_title};
use crate::engine::{self, Answer, Incident, OpenTask, Situation, World};
use crate::fact::{Choice, dutch};
use crate::law::Register;
use crate::law::term::Holidays;
use crate::playbook::{Fact, Playbook};

/// The board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    /// The time left until the announced moment, in words.
    pub announced: Option<String>,
    /// The moment it is computed for.
    pub at: DateTime<Utc>,
    /// Legal clocks.
    pub clocks: Vec<ClockLine>,
    /// Whether the incident is closed.
    pub closed: bool,
    /// Decisions to take.
    pub decisions: Vec<DecisionLine>,
    /// Documents to make, made or outdated.
    pub documents: Vec<DocumentLine>,
    /// Tasks to do at once, before any question.
    pub immediate: Vec<TaskLine>,
    /// Whether the playbook has come to its end.
    pub is_ended: bool,
    /// `ECHT` or `OEFENING`.
    pub mark: &'static str,
    /// What to know about the data itself.
    pub notices: Vec<String>,
    /// Where the team is.
    pub places: Vec<Place>,
    /// The playbook, with its version.
    pub playbook: String,
    /// Questions to answer.
    pub questions: Vec<QuestionLine>,
    /// The last entry.
    pub seq: u64,
    /// The time since the start, in words.
    pub since: String,
    /// The other tasks, too late and due first.
    pub tasks: Vec<TaskLine>,
    /// What the team calls the incident.
    pub title: String,
    /// What a person can set off.
    pub triggers: Vec<TriggerLine>,
    /// What happens by itself once an answer is known.
    pub waiting: Vec<Waiting>,
}

/// An active state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The id.
    pub id: String,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// What the team calls it.
    pub title: String,
    /// Why it exists.
    pub why: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionLine {
    /// When to ask again, when it was asked and not known.
    pub ask_again: Option<DateTime<Utc>>,
    /// Whether it was asked and the answer was not known.
    pub asked_unknown: bool,
    /// Who is asked.
    pub asked_of: Option<String>,
    /// The id.
    pub id: String,
    /// The kind of answer.
    pub kind: &'static str,
    /// Police data: record only that it exists unless a ground is recorded.
    pub marker: bool,
    /// The possible answers.
    pub options: Vec<Choice>,
    /// The question.
    pub question: String,
    /// Why it is asked.
    pub why: String,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskLine {
    /// Who claimed it.
    pub claimed_by: Option<String>,
    /// When it has to be done.
    pub due: Option<DateTime<Utc>>,
    /// The id.
    pub id: String,
    /// Whether it comes from a step that has been left.
    pub is_from_earlier: bool,
    /// Whether the moment has passed.
    pub lapsed: bool,
    /// What has to be known before it is a task for sure.
    pub needs: Vec<String>,
    /// The moment to have it done that was past already when it became a task: still to do, and nobody
    /// let it pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub past: Option<DateTime<Utc>>,
    /// Who does it.
    pub role: Option<String>,
    /// The same, as an id.
    pub role_id: Option<String>,
    /// What to do.
    pub title: String,
    /// Why.
    pub why: String,
}

/// Returns the board of an incident at a moment (in the situation's time).
pub fn board(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    incident: &Incident,
    at: DateTime<Utc>,
) -> Board {
    let situation = incident.situation();
    let mut tasks: Vec<TaskLine> = engine::open_tasks(playbook, situation)
        .iter()
        .map(|open| task(playbook, situation, open, at))
        .collect();
    let is_immediate = |line: &TaskLine| {
        playbook
            .task(&line.id)
            .is_some_and(|(_, task)| task.immediate)
    };
    let immediate = tasks
        .iter()
        .filter(|line| is_immediate(line))
        .cloned()
        .collect();
    tasks.retain(|line| !is_immediate(line));
    order(&mut tasks);
    Board {
        announced: announced(playbook, situation, at),
        at,
        clocks: clocks(playbook, law, holidays, incident),
        closed: situation.closed.is_some(),
        decisions: decisions(playbook, situation),
        documents: documents(playbook, incident),
        immediate,
        is_ended: is_ended(playbook, situation),
        mark: mark(situation),
        notices: notices(playbook, incident, holidays, at),
        places: places(playbook, situation),
        playbook: format!("{} {}", playbook.title(), playbook.version()),
        questions: questions(playbook, situation),
        seq: situation.head,
        since: situation.started_at.map_or_else(String::new, |start| {
            dutch::duration((at - start).num_seconds().max(0))
        }),
        tasks,
        title: situation.title.clone(),
        triggers: triggers(playbook, situation),
        waiting: waiting(playbook, situation),
    }
}

fn announced(playbook: &Playbook, situation: &Situation, at: DateTime<Utc>) -> Option<String> {
    let fact = playbook.fact(playbook.announced()?)?;
    let moment = situation.facts.get(&fact.id)?.value()?.datetime()?;
    let seconds = (moment - at).num_seconds();
    let (stretch, when) = (dutch::duration(seconds), dutch::datetime(moment));
    Some(if seconds >= 0 {
        format!("nog {stretch} tot {when}")
    } else {
        format!("{stretch} geleden: {when}")
    })
}

/// Tells whether the playbook has come to its end: nothing leads on.
fn is_ended(playbook: &Playbook, situation: &Situation) -> bool {
    let chart = playbook.chart();
    let mut ends = playbook
        .states()
        .iter()
        .filter(|state| state.parent.is_none());
    ends.any(|state| {
        let id = chart.state(&state.id);
        situation.is_active(&state.id) && id.is_some_and(|id| chart.is_final(id))
    })
}

fn places(playbook: &Playbook, situation: &Situation) -> Vec<Place> {
    let chart = playbook.chart();
    playbook
        .states()
        .iter()
        .filter(|state| situation.is_active(&state.id))
        .filter(|state| chart.state(&state.id).is_some_and(|id| chart.is_atomic(id)))
        .map(|state| Place {
            id: state.id.clone(),
            since: situation.chart.entered.get(&state.id).map(|(_, at)| *at),
            title: state.title.clone(),
            why: state.why.clone(),
        })
        .collect()
}

/// Returns the questions of the active states that have no answer, once each.
fn questions(playbook: &Playbook, situation: &Situation) -> Vec<QuestionLine> {
    let asked = engine::asked(playbook, situation);
    asked
        .into_iter()
        .filter_map(|fact| question(playbook, situation, fact))
        .collect()
}

fn question(playbook: &Playbook, situation: &Situation, fact: &Fact) -> Option<QuestionLine> {
    let (asked_unknown, ask_again) = match situation.facts.get(&fact.id).map(|f| &f.answer) {
        None => (false, None),
        Some(Answer::AskedUnknown { ask_again }) => (true, *ask_again),
        Some(_) => return None,
    };
    Some(QuestionLine {
        ask_again,
        asked_of: fact.asked_of.as_ref().map(|id| role_title(playbook, id)),
        asked_unknown,
        id: fact.id.clone(),
        kind: fact.kind.name(),
        marker: fact.marker,
        options: fact.kind.choices().to_vec(),
        question: fact.question.clone(),
        why: fact.why.clone(),
    })
}

fn task(
    playbook: &Playbook,
    situation: &Situation,
    open: &OpenTask<'_>,
    at: DateTime<Utc>,
) -> TaskLine {
    let world = World::new(playbook, situation).of(&open.id);
    let title = |id: &String| role_title(playbook, id);
    let own = &open.task;
    TaskLine {
        claimed_by: open.claimed_by.as_ref().map(title),
        due: open.due,
        id: open.id.clone(),
        is_from_earlier: !open.is_here,
        lapsed: open.due.is_some_and(|due| due <= at),
        needs: needs(playbook, &open.task.when.needs(&world)),
        past: open.past,
        role: open.role.as_ref().map(title),
        role_id: open.role.clone(),
        title: titled(playbook, situation, &own.title, &open.id),
        why: own.why.clone(),
    }
}
