//! What a meeting looks at: what was agreed last time, what is known and what changed since, and what
//! there is to weigh.
//!
//! "Since" is the end of the meeting before, as the log has it; the same log gives the same marks. It
//! never says what the team should think of it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{ASKED_UNKNOWN, Board, TaskLine, note_kind, of_line, who};
use crate::engine::{Entry, Event, FactState, Incident, Meeting, NoteKind};
use crate::fact::{Kind, dutch};
use crate::playbook::{Fact, Playbook};

/// The facts that say what the team wants and what may come, in the order of a meeting.
const WEIGHED: [&str; 3] = [
    "doel_komende_uren",
    "verloop_waarschijnlijk",
    "verloop_ergste",
];

/// What a meeting looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingView {
    /// What was agreed on as an action since the meeting before last ended, with what the log knows of it.
    pub actions: Vec<ActionLine>,
    /// The facts, what changed since first.
    pub facts: Vec<FactLine>,
    /// The meeting that is being held, with when it began.
    pub held: Option<(u64, DateTime<Utc>)>,
    /// What people noted as a fact or a question since the meeting before.
    pub noted: Vec<NotedLine>,
    /// The meeting before: its number, and when it ended.
    pub previous: Option<(u64, DateTime<Utc>)>,
    /// The last line of the log of the meeting before; what came after it is new.
    pub since: Option<u64>,
    /// The line of the log after which the meeting before began to gather what it decided.
    pub since_previous: u64,
    /// What is weighed: what the team wants, and what may come.
    pub weighed: Vec<FactLine>,
}

/// A fact, with what happened to it since the meeting before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactLine {
    /// When it was recorded.
    pub at: Option<DateTime<Utc>>,
    /// How sure, in words.
    pub certainty: String,
    /// What changed since the meeting before, in words; empty when nothing did.
    pub change: String,
    /// The id.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// The line of the log.
    pub seq: Option<u64>,
    /// Where it comes from; empty when nobody said so.
    pub source: String,
    /// What is known, in words.
    pub value: String,
}

/// Something that people noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotedLine {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// How sure, in words; empty when that is not asked of such a line.
    pub certainty: String,
    /// What kind of line.
    pub kind: &'static str,
    /// The line of the log.
    pub seq: u64,
    /// Where it comes from; empty when nobody said so.
    pub source: String,
    /// What it says.
    pub text: String,
    /// Who.
    pub who: String,
}

/// Something to do, with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionLine {
    /// By when, or when it was done or agreed on.
    pub at: Option<DateTime<Utc>>,
    /// The task; absent when it was noted.
    pub id: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// What to do.
    pub what: String,
    /// Who.
    pub who: String,
}

/// How something to do stands, in the order in which a meeting looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its moment has passed.
    Late,
    /// Nobody keeps count of it: the team has to ask.
    Asked,
    /// Somebody has it.
    Claimed,
    /// Nobody has it.
    Open,
    /// It is done.
    Done,
}

impl Standing {
    /// Returns it in words.
    pub fn dutch(self) -> &'static str {
        match self {
            Standing::Asked => "navragen",
            Standing::Claimed => "opgepakt",
            Standing::Done => "gedaan",
            Standing::Late => "te laat",
            Standing::Open => "open",
        }
    }
}

/// Returns what a meeting looks at, from the board of the same incident.
pub fn meeting(playbook: &Playbook, incident: &Incident, board: &Board) -> MeetingView {
    let situation = incident.situation();
    let held = situation.meeting();
    let mut before = situation
        .meetings
        .iter()
        .rev()
        .filter(|one| one.closed.is_some());
    let previous = before.next();
    let since = previous.and_then(|one| one.closed);
    // What the meeting before decided was agreed on after the one before it.
    let since_previous = before.next().and_then(|one| one.closed).unwrap_or(0);
    let moment = |seq: u64| incident.entry(seq).map(Entry::happened_at);
    let compared = Compared {
        incident,
        known: since.map(|seq| incident.as_of(seq)),
    };
    let (weighed, known): (Vec<&Fact>, Vec<&Fact>) =
        (playbook.facts().iter()).partition(|fact| WEIGHED.contains(&fact.id.as_str()));
    let mut facts: Vec<FactLine> = known
        .into_iter()
        .filter(|fact| situation.facts.contains_key(&fact.id))
        .map(|fact| compared.line(fact))
        .collect();
    facts.sort_by_key(|line| (line.change.is_empty(), std::cmp::Reverse(line.seq)));
    MeetingView {
        actions: actions(playbook, incident, board, since_previous),
        facts,
        held: held.and_then(|one: &Meeting| Some((one.number, moment(one.opened)?))),
        noted: noted(playbook, incident, since.unwrap_or(0)),
        previous: previous.and_then(|one| Some((one.number, moment(one.closed?)?))),
        since,
        since_previous,
        weighed: WEIGHED
            .iter()
            .filter_map(|id| weighed.iter().find(|fact| fact.id == *id))
            .map(|fact| compared.line(fact))
            .collect(),
    }
}

/// Returns what a question is about: the title of the step that asks it first; nothing when none
/// does, for what only a document or a power asks.
pub fn subject<'a>(playbook: &'a Playbook, fact: &str) -> Option<&'a str> {
    let mut states = playbook.states().iter();
    let state = states.find(|state| state.ask.iter().any(|asked| asked == fact))?;
    Some(&state.title)
}

/// An incident beside what was known at the end of the meeting before.
struct Compared<'a> {
    incident: &'a Incident,
    known: Option<Incident>,
}

impl Compared<'_> {
    fn line(&self, fact: &Fact) -> FactLine {
        let state = self.incident.situation().facts.get(&fact.id);
        FactLine {
            at: state.map(|state| state.at),
            certainty: match state.and_then(FactState::value) {
                Some(_) => state.map_or("", |state| state.certainty.dutch()).to_owned(),
                None => String::new(),
            },
            change: state.map_or_else(String::new, |state| self.change(fact, state)),
            id: fact.id.clone(),
            label: fact.label.clone(),
            seq: state.map(|state| state.seq),
            source: state
                .and_then(|state| state.source.clone())
                .unwrap_or_default(),
            value: state.map_or_else(String::new, |state| value(&fact.kind, state)),
        }
    }

    /// Returns what changed since the meeting before, in words; nothing when there was none.
    fn change(&self, fact: &Fact, state: &FactState) -> String {
        let Some(known) = &self.known else {
            return String::new();
        };
        match known.situation().facts.get(&fact.id) {
            None => "nieuw".to_owned(),
            Some(then) if then == state => String::new(),
            Some(then) if value(&fact.kind, then) != value(&fact.kind, state) => {
                format!("veranderd, was: {}", value(&fact.kind, then))
            }
            Some(then) if then.certainty != state.certainty => {
                format!("was {}", then.certainty.dutch())
            }
            Some(_) => "opnieuw vastgelegd".to_owned(),
        }
    }
}

fn value(kind: &Kind, state: &FactState) -> String {
    match (state.value(), &state.answer) {
        (Some(value), _) => dutch::value(kind, value),
        (None, crate::engine::Answer::AskedUnknown { .. }) => ASKED_UNKNOWN.to_owned(),
        (None, _) => "gewist".to_owned(),
    }
}

/// Returns what people noted as a fact or a question after a line of the log, newest first.
fn noted(playbook: &Playbook, incident: &Incident, since: u64) -> Vec<NotedLine> {
    let log = incident.log().iter().rev();
    log.take_while(|entry| entry.seq > since)
        .filter_map(|entry| incident.standing(entry.seq))
        .filter_map(|entry| match entry.event() {
            Event::Noted { certainty, kind } if is_of_the_picture(*kind) => Some(NotedLine {
                at: entry.happened_at(),
                certainty: match kind {
                    NoteKind::Fact => certainty.dutch().to_owned(),
                    _ => String::new(),
                },
                kind: note_kind(*kind),
                seq: entry.seq,
                source: (entry.content.as_ref())
                    .and_then(|content| content.source.clone())
                    .unwrap_or_default(),
                text: said(entry),
                who: who(playbook, entry),
            }),
            _ => None,
        })
        .collect()
}

fn is_of_the_picture(kind: NoteKind) -> bool {
    matches!(kind, NoteKind::Fact | NoteKind::Question)
}

/// Returns the tasks that are open, those done after a line of the log, and the actions noted after it.
fn actions(playbook: &Playbook, incident: &Incident, board: &Board, since: u64) -> Vec<ActionLine> {
    let open = board.immediate.iter().chain(&board.tasks);
    let mut lines: Vec<ActionLine> = open.map(open_task).collect();
    let fresh = incident.log().iter().filter(|entry| entry.seq > since);
    for entry in fresh.filter_map(|entry| incident.standing(entry.seq)) {
        let (id, standing, what) = match entry.event() {
            Event::TaskFinished { task, .. } => {
                let title = playbook
                    .task(task)
                    .map(|(_, known)| of_line(&known.title, task));
                (Some(task), Standing::Done, title.unwrap_or(task.clone()))
            }
            Event::Noted {
                kind: NoteKind::Action,
                ..
            } => (None, Standing::Asked, said(entry)),
            _ => continue,
        };
        lines.push(ActionLine {
            at: Some(entry.happened_at()),
            id: id.cloned(),
            standing,
            what,
            who: who(playbook, entry),
        });
    }
    lines.sort_by_key(|line| (line.standing, line.at.is_none(), line.at));
    lines
}

fn open_task(task: &TaskLine) -> ActionLine {
    ActionLine {
        at: task.due,
        id: Some(task.id.clone()),
        standing: match (task.lapsed, &task.claimed_by) {
            (true, _) => Standing::Late,
            (false, Some(_)) => Standing::Claimed,
            (false, None) => Standing::Open,
        },
        what: task.title.clone(),
        who: (task.claimed_by.as_ref().or(task.role.as_ref()))
            .map_or_else(|| "iedereen".to_owned(), String::clone),
    }
}

fn said(entry: &Entry) -> String {
    let content = entry.content.as_ref();
    content.map_or("gewist".to_owned(), |content| {
        content.text.clone().unwrap_or_default()
    })
}
