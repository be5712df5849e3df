//! What a jump in the time of an exercise passes over: the legal terms that end, the moments of tasks,
//! and the steps that time takes by itself.

use chrono::{DateTime, Utc};

use super::{ClockLine, clocks, line};
use crate::engine::{
    Action, By, Command, EXERCISE_STAFF, Entry, Event, How, Incident, Refusal, Who, decide,
};
use crate::fact::dutch;
use crate::law::Register;
use crate::law::term::Holidays;
use crate::playbook::Playbook;

/// What a jump passes, each in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passed {
    /// The legal terms that end, and the steps that time takes by itself.
    pub ends: Vec<String>,
    /// The moments of tasks.
    pub tasks: Vec<String>,
}

/// Returns what a jump to a moment in the situation passes, each in words; nothing is written.
///
/// # Errors
/// When such a jump is not possible.
pub fn passes(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    incident: &Incident,
    to: DateTime<Utc>,
    wall: DateTime<Utc>,
) -> Result<Vec<String>, Refusal> {
    let who = Who {
        name: None,
        role: EXERCISE_STAFF.to_owned(),
    };
    let command = Command {
        action: Action::Jump {
            reason: "…".to_owned(),
            to,
        },
        by: By {
            decided: who.clone(),
            how: How::Room,
            recorded: who,
        },
        happened_at: None,
        id: String::new(),
        late_reason: None,
    };
    let entries = decide(playbook, incident, &command, wall)?;
    let mut after = incident.clone();
    for entry in &entries {
        after.evolve(entry.clone());
    }
    let entries: Vec<&Entry> = entries.iter().collect();
    let terms = clocks(playbook, law, holidays, &after);
    let from = incident.situation().chart_time(wall);
    let mut passed = passed(playbook, &after, &terms, &entries, from, to);
    passed.ends.append(&mut passed.tasks);
    Ok(passed.ends)
}

/// Returns what a jump that was made passed, by its entry.
pub fn passed_by(
    playbook: &Playbook,
    law: &Register,
    holidays: &Holidays,
    incident: &Incident,
    jump: &Entry,
    to: DateTime<Utc>,
) -> Passed {
    let log = incident.log().iter().map(AsRef::as_ref);
    let together = log.filter(|entry: &&Entry| entry.command_id == jump.command_id);
    let entries: Vec<&Entry> = together.collect();
    let first = entries.first().map_or(jump.seq, |entry| entry.seq);
    let before = incident.as_of(first.saturating_sub(1));
    let after = incident.as_of(entries.last().map_or(jump.seq, |entry| entry.seq));
    let from = before.situation().chart_time(jump.meta.recorded_at);
    let terms = clocks(playbook, law, holidays, &after);
    passed(playbook, &after, &terms, &entries, from, to)
}

fn passed(
    playbook: &Playbook,
    after: &Incident,
    terms: &[ClockLine],
    entries: &[&Entry],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Passed {
    let mut passed = Passed {
        ends: terms_passed(terms, from, to),
        tasks: Vec::new(),
    };
    for entry in entries {
        let line = line(playbook, after, entry);
        let at = dutch::datetime(line.happened_at);
        match entry.event() {
            Event::TimeJumped { .. } => {}
            _ if line.moved.is_empty() => passed.tasks.push(format!("{at}: {}", line.text)),
            _ => {
                let moved = dutch::list(&line.moved);
                passed
                    .ends
                    .push(format!("{at}: {} Dan: {moved}", line.text));
            }
        }
    }
    passed
}

/// Returns the legal terms that end after a moment and by another, each in words.
fn terms_passed(terms: &[ClockLine], from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<String> {
    let ends = |clock: &ClockLine| {
        let at = clock.expires_at.filter(|_| clock.ended.is_none())?;
        (from < at && at <= to)
            .then(|| format!("Termijn: {}, tot {}", clock.title, dutch::datetime(at)))
    };
    terms.iter().filter_map(ends).collect()
}
