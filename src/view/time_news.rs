//! What happened to the time of an exercise, as the players have to know it: a jump with what it passed,
//! another pace, and that time goes on.
//!
//! It knows only the log; which of it somebody has seen is theirs to say.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::messages::content;
use super::passes::passed_by;
use crate::engine::{Entry, Event, Incident};
use crate::law::Register;
use crate::law::term::Holidays;
use crate::playbook::Playbook;

/// What happened to the time of an exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TimeNews {
    /// That it goes on or runs as the clock again, when that is new.
    pub goes_on: Option<GoesOn>,
    /// The jumps that are new, as one.
    pub jump: Option<Jumped>,
    /// At which pace it runs, when that is not that of the clock; new or not.
    pub pace: Option<Paced>,
    /// The last line of the log that is new.
    pub seq: Option<u64>,
}

/// A jump.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Jumped {
    /// The legal terms that ended and the steps that time took, each in words.
    pub ends: Vec<String>,
    /// What the players heard.
    pub reason: String,
    /// The moments of tasks that passed, each in words.
    pub tasks: Vec<String>,
    /// The time in the situation to which it led.
    pub to: DateTime<Utc>,
}

/// Another pace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paced {
    /// How many times as fast as the clock.
    pub pace: u32,
    /// Why.
    pub reason: String,
    /// Since when, on the wall.
    pub since: DateTime<Utc>,
}

/// Time goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoesOn {
    /// What it did before.
    pub after: Before,
    /// Since when, on the wall.
    pub since: DateTime<Utc>,
}

/// What time did before it went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// It ran faster than the clock.
    Fast,
    /// It stood still because it was real.
    Halted,
    /// It stood still.
    Still,
}

/// Returns what happened to the time of an exercise after a line of the log; nothing of one that is over.
pub fn time_news(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    incident: &Incident,
    seen: u64,
) -> TimeNews {
    let situation = incident.situation();
    let mut news = TimeNews::default();
    if !situation.exercise || situation.closed.is_some() {
        return news;
    }
    // That an exercise began is no news: everybody waited for it.
    let mut before = None;
    let mut has_run = false;
    let mut last: Option<(&Entry, u32)> = None;
    for entry in incident.log() {
        let pace = match entry.event() {
            Event::ExerciseHalted => 0,
            Event::PaceSet { pace } => *pace,
            Event::TimeJumped { to } if entry.seq > seen => {
                let passed = passed_by(playbook, law, holidays, incident, entry, *to);
                let jump = news.jump.get_or_insert_with(|| Jumped {
                    ends: Vec::new(),
                    reason: String::new(),
                    tasks: Vec::new(),
                    to: *to,
                });
                jump.ends.extend(passed.ends);
                jump.tasks.extend(passed.tasks);
                jump.reason = reason(entry);
                jump.to = *to;
                news.seq = Some(entry.seq);
                continue;
            }
            _ => continue,
        };
        before = last.and_then(|(last, pace)| match (last.event(), pace) {
            (Event::ExerciseHalted, _) => Some(Before::Halted),
            (_, 0) => has_run.then_some(Before::Still),
            (_, 1) => None,
            _ => Some(Before::Fast),
        });
        has_run |= pace > 0;
        last = Some((entry, pace));
    }
    match last {
        Some((entry, pace)) if pace > 1 => {
            news.pace = Some(Paced {
                pace,
                reason: reason(entry),
                since: entry.meta.recorded_at,
            });
        }
        Some((entry, 1)) if entry.seq > seen => {
            news.goes_on = before.map(|after| GoesOn {
                after,
                since: entry.meta.recorded_at,
            });
            if news.goes_on.is_some() {
                news.seq = news.seq.max(Some(entry.seq));
            }
        }
        _ => {}
    }
    news
}

fn reason(entry: &Entry) -> String {
    content(entry, |content| content.reason.as_ref())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::engine::tests::{Play, law, minute, record, start};
    use crate::engine::{Action, EXERCISE_STAFF};
    use crate::fact::Value;

    fn news(play: &Play, seen: u64) -> TimeNews {
        let holidays = include_str!("../../playbooks/law/feestdagen.toml");
        let holidays = Holidays::parse(holidays).expect("the holidays");
        time_news(&play.playbook, &law(), &holidays, &play.incident, seen)
    }

    fn pace(pace: u32) -> Action {
        Action::SetPace {
            pace,
            reason: "Zo gaat het.".to_owned(),
        }
    }

    #[test]
    fn a_jump_says_what_it_passed_until_it_was_seen_and_a_pace_as_long_as_it_lasts() {
        let mut play = Play::begin();
        play.incident = Incident::default();
        play.go(0, "oov", start(true));
        play.go(0, EXERCISE_STAFF, pace(0));
        play.go(1, EXERCISE_STAFF, pace(1));
        assert_eq!(news(&play, 0), TimeNews::default(), "it began");
        play.go(2, "oov", record("moment", Some(Value::Datetime(minute(0)))));
        let jump = |days: i64| Action::Jump {
            reason: "Weken later.".to_owned(),
            to: minute(0) + TimeDelta::days(days),
        };
        play.go(3, EXERCISE_STAFF, jump(1));
        play.go(4, EXERCISE_STAFF, jump(100));
        let seq = play.head();
        let jumped = news(&play, 0).jump.expect("a jump");
        assert_eq!(jumped.to, minute(0) + TimeDelta::days(100));
        let terms = jumped.ends.iter();
        let terms = terms.filter(|line| line.starts_with("Termijn: "));
        assert_eq!(terms.count(), 1, "once: {:?}", jumped.ends);
        assert_eq!(news(&play, seq), TimeNews::default(), "it was seen");

        play.go(5, EXERCISE_STAFF, pace(6));
        let fast = news(&play, play.head()).pace;
        assert_eq!(fast.map(|paced| paced.pace), Some(6));
        play.go(6, EXERCISE_STAFF, pace(1));
        let on = |play: &Play, seen| news(play, seen).goes_on.map(|on| on.after);
        assert_eq!(on(&play, seq), Some(Before::Fast));
        let halt = Action::Halt {
            reason: "Iemand is onwel.".to_owned(),
        };
        play.go(7, "oov", halt);
        assert_eq!(on(&play, seq), None, "it stands still");
        play.go(8, EXERCISE_STAFF, pace(1));
        assert_eq!(on(&play, seq), Some(Before::Halted));
        assert_eq!(on(&play, play.head()), None);
    }
}
