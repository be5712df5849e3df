//! What a jump in the time of an exercise passes over: the legal terms that end, the moments of tasks,
//! and the steps that time takes by itself.

use chrono::{DateTime, Utc};

use super::{ClockLine, clocks, line};
use crate::engine::{
    Action, By, Command, EXERCISE_STAFF, Event, How, Incident, Refusal, Who, decide,
};
use crate::fact::dutch;
use crate::law::Register;
use crate::law::term::Holidays;
use crate::playbook::Playbook;

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
    let now = incident.situation().chart_time(wall);
    let entries = decide(playbook, incident, &command, wall)?;
    let mut after = incident.clone();
    for entry in &entries {
        after.evolve(entry.clone());
    }
    let ends = |clock: &ClockLine| {
        let at = clock.expires_at.filter(|_| clock.ended.is_none())?;
        (now < at && at <= to)
            .then(|| format!("Termijn: {}, loopt af {}", clock.title, dutch::datetime(at)))
    };
    let terms = clocks(playbook, law, holidays, &after);
    let mut passed: Vec<String> = terms.iter().filter_map(ends).collect();
    let moments = entries
        .iter()
        .filter(|entry| !matches!(entry.event(), Event::TimeJumped { .. }));
    passed.extend(moments.map(|entry| {
        let line = line(playbook, &after, entry);
        let mut words = format!("{}: {}", dutch::datetime(line.happened_at), line.text);
        if !line.moved.is_empty() {
            words.push_str(&format!(" Dan: {}", dutch::list(&line.moved)));
        }
        words
    }));
    Ok(passed)
}
