//! An exercise looked back on: what came and what was decided, and what program, observers and team say of it.
//!
//! What the program saw and what people judge stand apart. There is no grade and no average, and nobody is ranked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{
    Conduct, Cue, ExerciseTime, GoalLine, Improvement, ItemKind, Line, Look, Mark, Observation,
    Outcome, Rating, StaffEntry, StaffEvent, StaffLog, Standing, assess, clock, improvements,
    observe,
};
use crate::engine::{Entry, Event, Incident, NoteKind, Stage};
use crate::playbook::Playbook;

/// What stood still within this of the start was not a pause: nobody had begun.
const BEFORE_PLAY: TimeDelta = TimeDelta::minutes(1);

/// An exercise looked back on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// What came to the players or did not, in the order of the file.
    pub came: Vec<CameLine>,
    /// What was decided, in order.
    pub decisions: Vec<DecisionTaken>,
    /// The goals.
    pub goals: Vec<GoalRated>,
    /// Whether it was closed; else it still goes on.
    pub has_ended: bool,
    /// The points to improve.
    pub improvements: Vec<Improvement>,
    /// What happened, in order.
    pub moments: Vec<Moment>,
    /// What was written down beside the judgements, in order.
    pub notices: Vec<Notice>,
    /// Who judged or wrote something down, in the order in which they first did.
    pub observers: Vec<String>,
    /// What was signed or ordered by word of mouth.
    pub orders: Vec<OrderGiven>,
    /// The roles.
    pub players: Vec<PlayerLine>,
    /// How time went.
    pub times: Times,
}

/// How time went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Times {
    /// When play began, on the wall.
    pub began_at: DateTime<Utc>,
    /// When it ended, or was looked at.
    pub ended_at: DateTime<Utc>,
    /// How often it was stopped because something real was the matter.
    pub halts: usize,
    /// How often the situation jumped.
    pub jumps: usize,
    /// How long was played.
    pub length: ExerciseTime,
    /// The paces faster than real time, in the order in which they came.
    pub paces: Vec<u32>,
    /// How often it stood still and went on.
    pub pauses: usize,
    /// The situation's time at round moments of exercise time.
    pub scale: Vec<(ExerciseTime, DateTime<Utc>)>,
    /// The situation's time at the start and at the end.
    pub situation: (DateTime<Utc>, DateTime<Utc>),
    /// How many seconds it stood still between start and end.
    pub stood_still_seconds: i64,
}

/// A role with who was in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayerLine {
    /// Whether the scenario asks somebody to play it.
    pub is_asked: bool,
    /// The persons, in the order in which the log names them; none when nobody was named.
    pub persons: Vec<String>,
    /// What it is called.
    pub title: String,
    /// Whether it did or said anything by the log.
    pub took_part: bool,
}

/// Something that came to the players, or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CameLine {
    /// When it came.
    pub at: Option<ExerciseTime>,
    /// What was expected after it.
    pub expected: Vec<Observation>,
    /// The id.
    pub id: String,
    /// When it was planned, for what has a moment.
    pub planned: Option<ExerciseTime>,
    /// The line of the log.
    pub seq: Option<u64>,
    /// What it is.
    pub title: String,
    /// Why it did not come.
    pub why_not: Option<&'static str>,
}

/// A decision that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionTaken {
    /// When.
    pub at: ExerciseTime,
    /// The name of who decided.
    pub name: Option<String>,
    /// What was chosen; absent when the playbook does not know the decision.
    pub option: Option<String>,
    /// What the program says of what was expected and came with it.
    pub outcomes: Vec<Outcome>,
    /// Why; absent when no reason was given.
    pub reason: Option<String>,
    /// The role.
    pub role: String,
    /// The line of the log.
    pub seq: u64,
    /// When, in the situation.
    pub situation: DateTime<Utc>,
    /// The line by which something else was decided later.
    pub superseded_by: Option<u64>,
    /// What was decided.
    pub title: String,
}

/// An order or another document that was signed, or given by word of mouth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderGiven {
    /// When.
    pub at: ExerciseTime,
    /// The line of the draft that it rests on.
    pub draft: Option<u64>,
    /// Whether it was given by word of mouth.
    pub is_oral: bool,
    /// How many values were missing.
    pub missing: u64,
    /// How many requirements were open.
    pub open: usize,
    /// How many requirements were looked at in the draft.
    pub requirements: usize,
    /// The line of the log.
    pub seq: u64,
    /// When, in the situation.
    pub situation: DateTime<Utc>,
    /// The line with which it was put before who decides.
    pub submitted: Option<u64>,
    /// What it is called.
    pub title: String,
}

/// A goal with what everybody says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalRated {
    /// What program and observers say.
    #[serde(flatten)]
    pub line: GoalLine,
    /// What the team itself says, with its words.
    pub own: Option<(Rating, String)>,
}

/// What happened at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// When.
    pub at: ExerciseTime,
    /// What it is.
    pub kind: MomentKind,
    /// The line of the log.
    pub seq: u64,
    /// When, in the situation.
    pub situation: DateTime<Utc>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// A message came to the players.
    Message,
    /// A step in the playbook.
    Step,
    /// A decision.
    Decision,
    /// Something was done with a document.
    Document,
    /// A pause, a pace, a jump or a stop.
    Time,
}

/// Something that was written down beside the judgements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Whether it was written down after the end.
    pub after_end: bool,
    /// Who.
    pub by: String,
    /// The lines of the log it is about.
    pub evidence: Vec<u64>,
    /// What.
    pub text: String,
}

impl MomentKind {
    /// Every kind, in the order of a picture.
    pub const ALL: [MomentKind; 5] = [
        MomentKind::Message,
        MomentKind::Step,
        MomentKind::Decision,
        MomentKind::Document,
        MomentKind::Time,
    ];

    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            MomentKind::Decision => "Besluit",
            MomentKind::Document => "Stuk",
            MomentKind::Message => "Bericht",
            MomentKind::Step => "Stap",
            MomentKind::Time => "Tijd",
        }
    }
}

/// Looks back on an exercise, at a moment on the wall.
///
/// `incident` is the whole incident, by which the program sees what came true; `shown` is what of it may be told.
pub fn evaluate(
    conduct: &Conduct,
    playbook: &Playbook,
    incident: &Incident,
    shown: &Incident,
    log: &StaffLog,
    wall: DateTime<Utc>,
) -> Evaluation {
    let closed = incident
        .situation()
        .closed
        .and_then(|seq| incident.entry(seq));
    let wall = closed.map_or(wall, |entry| entry.meta.recorded_at);
    let clock = clock(incident);
    let moments = |entry: &Entry| clock.at(entry.meta.recorded_at);
    let staff = conduct.staff(incident, log);
    let look = Look {
        at: clock.at(wall),
        ended: closed.is_some(),
        moments: &moments,
        staff: &staff,
    };
    let observed = observe(conduct.scenario(), playbook, incident, look);
    let (observers, notices) = notices(log, closed.map(|entry| entry.meta.recorded_at));
    let lines = conduct.lines(playbook, incident, log, wall);
    let scene = Scene {
        conduct,
        incident: shown,
        moments: &moments,
        observed: &observed,
        playbook,
    };
    Evaluation {
        came: scene.came(&lines, closed.is_some()),
        decisions: scene.decisions(),
        goals: scene.goals(log),
        has_ended: closed.is_some(),
        improvements: improvements(log),
        moments: scene.moments(),
        notices,
        observers,
        orders: scene.orders(),
        players: scene.players(),
        times: times(incident, clock.at(wall), wall),
    }
}

/// What an evaluation is made from.
struct Scene<'a> {
    conduct: &'a Conduct,
    incident: &'a Incident,
    moments: &'a dyn Fn(&Entry) -> ExerciseTime,
    observed: &'a [Observation],
    playbook: &'a Playbook,
}

impl Scene<'_> {
    /// Returns the entries as they read after corrections.
    fn standing(&self) -> impl Iterator<Item = &Entry> {
        let log = self.incident.log().iter();
        log.filter_map(|entry| self.incident.standing(entry.seq))
    }

    fn came(&self, lines: &[Line<'_>], has_ended: bool) -> Vec<CameLine> {
        let injects = lines
            .iter()
            .filter(|line| line.item.kind == ItemKind::Inject);
        let delivered = &self.incident.situation().delivered;
        let came = injects.filter_map(|line| {
            let inject = self.conduct.inject(line.item)?;
            let id = &inject.id.text;
            let expected = self
                .observed
                .iter()
                .filter(|one| one.criterion.is_none() && one.inject.as_ref() == Some(id));
            let at = match line.standing {
                Standing::Delivered { at } => Some(at),
                _ => None,
            };
            Some(CameLine {
                at,
                expected: expected.cloned().collect(),
                id: id.clone(),
                planned: match inject.cue {
                    Cue::At(at) => Some(at),
                    Cue::ByHand | Cue::When { .. } => None,
                },
                seq: delivered.get(id).copied(),
                title: inject.title.clone(),
                why_not: why_not(line.standing, has_ended),
            })
        });
        came.collect()
    }

    fn decisions(&self) -> Vec<DecisionTaken> {
        let taken = self.standing().filter_map(|entry| {
            let content = entry.content.clone().unwrap_or_default();
            let (title, option) = match entry.event() {
                Event::DecisionMade {
                    decision, option, ..
                } => self.decision(decision, option),
                Event::Noted {
                    kind: NoteKind::Decision,
                    ..
                } => (content.text.unwrap_or("gewist".to_owned()), None),
                _ => return None,
            };
            let came_with = |outcome: &Outcome| {
                let mut observed = self.observed.iter();
                observed.any(|one| one.seq == Some(entry.seq) && one.outcome == Some(*outcome))
            };
            let reason = content.reason.filter(|reason| !reason.trim().is_empty());
            Some(DecisionTaken {
                at: (self.moments)(entry),
                name: content.decided_by,
                option,
                outcomes: Outcome::ALL.into_iter().filter(came_with).collect(),
                reason,
                role: self.role_of(entry),
                seq: entry.seq,
                situation: entry.meta.chart_time,
                superseded_by: self.incident.superseded_by(entry.seq),
                title,
            })
        });
        taken.collect()
    }

    /// Returns what a decision and its option are called.
    fn decision(&self, id: &str, option: &str) -> (String, Option<String>) {
        let Some(known) = self.playbook.decision(id) else {
            return (id.to_owned(), Some(option.to_owned()));
        };
        let mut options = known.options.iter();
        let chosen = options.find(|one| one.choice.id == option);
        let label = chosen.map_or(option, |one| one.choice.label.as_str());
        (known.title.clone(), Some(label.to_owned()))
    }

    fn orders(&self) -> Vec<OrderGiven> {
        let situation = self.incident.situation();
        let given = situation
            .issued
            .iter()
            .filter(|one| matches!(one.stage, Stage::Oral | Stage::Signed));
        let given = given.filter_map(|one| {
            let entry = self.incident.standing(one.seq)?;
            let draft = situation.documents.iter().find(|draft| draft.seq == one.of);
            let document = self.playbook.document(&one.document);
            let submitted = situation
                .issued
                .iter()
                .find(|other| other.of == one.of && other.stage == Stage::Submitted);
            Some(OrderGiven {
                at: (self.moments)(entry),
                draft: draft.map(|draft| draft.seq),
                is_oral: one.stage == Stage::Oral,
                missing: one.missing,
                open: one.open.len(),
                requirements: draft.map_or(0, |draft| draft.gates.len()),
                seq: one.seq,
                situation: entry.meta.chart_time,
                submitted: submitted.map(|one| one.seq),
                title: document.map_or(one.document.clone(), |known| known.title.clone()),
            })
        });
        given.collect()
    }

    fn goals(&self, log: &StaffLog) -> Vec<GoalRated> {
        let marks: Vec<Mark> = log.marks().filter_map(mark).collect();
        let lines = assess(self.conduct.scenario(), self.observed, &marks).into_iter();
        let goals = lines.map(|line| {
            let own = log.self_rated().find_map(|entry| match &entry.meta.event {
                StaffEvent::SelfRated { goal, rating } if *goal == line.id => {
                    Some((*rating, text(entry)))
                }
                _ => None,
            });
            GoalRated { line, own }
        });
        goals.collect()
    }

    fn moments(&self) -> Vec<Moment> {
        let moments = self.standing().filter_map(|entry| {
            let kind = match entry.event() {
                Event::MessageDelivered { .. } => MomentKind::Message,
                Event::DecisionMade { .. }
                | Event::Noted {
                    kind: NoteKind::Decision,
                    ..
                } => MomentKind::Decision,
                Event::DocumentDrafted { .. } | Event::DocumentIssued { .. } => {
                    MomentKind::Document
                }
                Event::ExerciseHalted
                | Event::IncidentClosed
                | Event::IncidentStarted { .. }
                | Event::PaceSet { .. }
                | Event::TimeJumped { .. } => MomentKind::Time,
                Event::TriggerFired { .. } => MomentKind::Step,
                _ => return None,
            };
            Some(Moment {
                at: (self.moments)(entry),
                kind,
                seq: entry.seq,
                situation: entry.meta.chart_time,
            })
        });
        moments.collect()
    }

    fn players(&self) -> Vec<PlayerLine> {
        let scenario = self.conduct.scenario();
        let mut acted: BTreeSet<&str> = BTreeSet::new();
        let mut persons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut name = |role, person: Option<&String>| {
            let persons: &mut Vec<String> = persons.entry(role).or_default();
            persons.extend(person.filter(|person| !persons.contains(*person)).cloned());
        };
        for entry in self.standing() {
            let content = entry.content.as_ref();
            if let Event::RoleAssigned { role } | Event::RoleHandedOver { role } = entry.event() {
                name(
                    role.as_str(),
                    content.and_then(|words| words.person.as_ref()),
                );
            }
            if let Some(by) = &entry.meta.by {
                acted.extend([by.decided.as_str(), by.recorded.as_str()]);
                name(
                    &by.decided,
                    content.and_then(|words| words.decided_by.as_ref()),
                );
                name(
                    &by.recorded,
                    content.and_then(|words| words.recorded_by.as_ref()),
                );
            }
        }
        let asked = scenario.frame.iter().flat_map(|frame| &frame.players);
        let asked: BTreeSet<&str> = asked.map(|role| role.text.as_str()).collect();
        let roles = self.playbook.roles().iter();
        let lines = roles.map(|role| PlayerLine {
            is_asked: asked.contains(role.id.as_str()),
            persons: persons.get(role.id.as_str()).cloned().unwrap_or_default(),
            title: scenario.role_title(self.playbook, &role.id).to_owned(),
            took_part: acted.contains(role.id.as_str()),
        });
        lines
            .filter(|line| line.is_asked || line.took_part || !line.persons.is_empty())
            .collect()
    }

    fn role_of(&self, entry: &Entry) -> String {
        let by = entry.meta.by.as_ref();
        by.map_or(String::new(), |by| {
            let scenario = self.conduct.scenario();
            scenario.role_title(self.playbook, &by.decided).to_owned()
        })
    }
}

fn why_not(standing: Standing, has_ended: bool) -> Option<&'static str> {
    Some(match standing {
        Standing::Delivered { .. } => return None,
        Standing::ByHand => "alleen op teken van de leiding, en dat kwam niet",
        Standing::Coming { .. } | Standing::Due { .. } if has_ended => {
            "de oefening was eerder afgelopen"
        }
        Standing::Coming { .. } | Standing::Due { .. } => "komt nog",
        Standing::Held { .. } => "vastgehouden door de leiding",
        Standing::PassedOver { .. } => "was niet meer van toepassing",
        Standing::Skipped => "overgeslagen door de leiding",
        Standing::Waiting => "de voorwaarde werd niet waar",
    })
}

/// Returns what an observer judged; nothing when it is no judgement that can be shown.
fn mark(entry: &StaffEntry) -> Option<Mark> {
    let StaffEvent::Marked {
        criterion,
        evidence,
        rating,
    } = &entry.meta.event
    else {
        return None;
    };
    Mark::of(
        criterion,
        *rating,
        evidence.clone(),
        entry.by(),
        text(entry),
    )
    .ok()
}

fn text(entry: &StaffEntry) -> String {
    let words = entry.words.as_ref();
    words.map_or("gewist".to_owned(), |words| {
        words.text.clone().unwrap_or_default()
    })
}

/// Returns who observed, and what they wrote down.
fn notices(log: &StaffLog, end: Option<DateTime<Utc>>) -> (Vec<String>, Vec<Notice>) {
    let (mut observers, mut notices): (Vec<String>, Vec<Notice>) = Default::default();
    for entry in log.entries() {
        let evidence = match &entry.meta.event {
            StaffEvent::Marked { .. } => None,
            StaffEvent::Noticed { evidence } => Some(evidence),
            _ => continue,
        };
        if !observers.iter().any(|known| known == entry.by()) {
            observers.push(entry.by().to_owned());
        }
        if let Some(evidence) = evidence {
            notices.push(Notice {
                after_end: end.is_some_and(|end| entry.meta.at >= end),
                by: entry.by().to_owned(),
                evidence: evidence.clone(),
                text: text(entry),
            });
        }
    }
    (observers, notices)
}

/// Returns the situation's time at round moments of exercise time, a dozen at most.
fn scale(incident: &Incident, length: ExerciseTime) -> Vec<(ExerciseTime, DateTime<Utc>)> {
    let clock = clock(incident);
    let minutes = u64::try_from(length.since_start().num_minutes()).unwrap_or_default();
    let step = [1, 2, 5, 10, 15, 30, 60].into_iter();
    let step = step.filter(|step| minutes / step <= 12).min();
    let step = step.unwrap_or(minutes / 12 + 1);
    let marks = (0..=minutes / step).filter_map(|mark| {
        let at = ExerciseTime::of_minutes(mark * step);
        let wall = clock.wall(at)?;
        let log = incident.log().iter();
        let before = log
            .take_while(|entry| entry.meta.recorded_at <= wall)
            .last()?;
        let then = incident.as_of(before.seq);
        Some((at, then.situation().chart_time(wall)))
    });
    marks.collect()
}

fn times(incident: &Incident, length: ExerciseTime, ended_at: DateTime<Utc>) -> Times {
    let log = incident.log();
    let started = log.first().map(|entry| &entry.meta);
    let mut began_at = started.map(|meta| meta.recorded_at);
    let mut began_in = started.map(|meta| meta.chart_time);
    let mut times = Times {
        began_at: ended_at,
        ended_at,
        halts: 0,
        jumps: 0,
        length,
        paces: Vec::new(),
        pauses: 0,
        scale: scale(incident, length),
        situation: (ended_at, incident.situation().chart_time(ended_at)),
        stood_still_seconds: 0,
    };
    let mut is_still = false;
    let clock = clock(incident);
    for entry in log {
        let meta = &entry.meta;
        match entry.event() {
            Event::ExerciseHalted => {
                times.halts += 1;
                is_still = true;
            }
            Event::PaceSet { pace: 0 } => is_still = true,
            Event::PaceSet { pace } => {
                let played = clock.at(meta.recorded_at);
                if is_still && played.since_start() < BEFORE_PLAY && times.pauses == 0 {
                    // It stood still until somebody let it begin; what was known was recorded before.
                    began_at = Some(meta.recorded_at);
                    began_in = Some(meta.chart_time);
                } else if is_still {
                    times.pauses += 1;
                }
                is_still = false;
                if *pace > 1 && !times.paces.contains(pace) {
                    times.paces.push(*pace);
                }
            }
            Event::TimeJumped { .. } => times.jumps += 1,
            _ => {}
        }
    }
    times.began_at = began_at.unwrap_or(ended_at);
    times.situation.0 = began_in.unwrap_or(ended_at);
    let lasted = (ended_at - times.began_at).num_seconds();
    times.stood_still_seconds = (lasted - length.since_start().num_seconds()).max(0);
    times
}
