//! An exercise on the small playbook, looked back on: how time went, what came and why not, and who differ.

use super::*;
use crate::diagnostic::Source;
use crate::engine::tests::{Play, minute, orde, small};
use crate::engine::{Action, Channel, EXERCISE_STAFF};
use crate::exercise::{STAFF_VERSION, Scenario, StaffEntry, StaffMeta, StaffWords};

const TEXT: &str = r#"schema = "draaiboek-scenario/1"
title = "Proef"
playbook = "proef"
exercise = true
starts_at = "2027-03-11 16:00"
[play]
minutes = 60
players = ["oov", "burgemeester"]
[persona.pers]
title = "Journalist"
[[goal]]
id = "d1"
title = "Het team kijkt voor het besluit."
[[goal.criterion]]
id = "d1a"
text = "De orde is beoordeeld."
[[inject]]
id = "i1"
title = "Komt"
at = "T+00:05"
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[inject]]
id = "i2"
title = "Wacht"
when = ["orde = dreiging"]
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[inject]]
id = "i3"
title = "Op teken"
by_hand = true
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[inject]]
id = "i4"
title = "Te laat"
at = "T+00:50"
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[inject]]
id = "i5"
title = "Niet meer nodig"
at = "T+00:20"
unless = ["orde known"]
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[inject]]
id = "i6"
title = "Overgeslagen"
at = "T+00:06"
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[step]]
advance = true
"#;

fn pace(pace: u32) -> Action {
    let reason = "…".to_owned();
    Action::SetPace { pace, reason }
}

/// Returns what the staff wrote, each by somebody.
fn log(events: &[(&str, StaffEvent)]) -> StaffLog {
    let mut log = StaffLog::default();
    for (seq, (by, event)) in (1..).zip(events) {
        log.evolve(StaffEntry {
            command_id: seq.to_string(),
            meta: StaffMeta {
                at: minute(30),
                event: event.clone(),
                version: STAFF_VERSION,
            },
            seq,
            words: Some(StaffWords {
                by: Some((*by).to_owned()),
                text: None,
            }),
        });
    }
    log
}

/// Plays: prepared in minute 0, begun in 20, a pause, a jump, a stop, closed in 70.
fn played() -> Play {
    let mut scene = Play::exercise();
    let staff = EXERCISE_STAFF;
    let to = scene.incident.situation().chart_time(minute(0)) + chrono::TimeDelta::hours(9);
    let jump = Action::Jump {
        reason: "…".to_owned(),
        to,
    };
    let message = Action::Deliver {
        answers: None,
        channel: Channel::Phone,
        evidence: Vec::new(),
        files: Vec::new(),
        from: "Journalist".to_owned(),
        inject: "i1".to_owned(),
        text: "…".to_owned(),
        to: vec!["oov".to_owned()],
    };
    let reason = || "…".to_owned();
    scene.go(0, staff, pace(0));
    scene.go(20, staff, pace(1));
    scene.named(25, staff, message, "inject:i1");
    scene.go(26, "oov", orde("rustig"));
    scene.go(30, staff, pace(0));
    scene.go(35, staff, pace(2));
    scene.go(45, staff, jump);
    scene.go(50, "oov", Action::Halt { reason: reason() });
    scene.go(60, staff, pace(1));
    scene.go(70, staff, Action::Close { reason: reason() });
    scene
}

fn evaluated(scene: &Play, log: &StaffLog) -> Evaluation {
    let scenario = Scenario::parse(&Source::new("proef", TEXT)).expect("a scenario");
    let playbook = small();
    let conduct = Conduct::of(scenario, &playbook);
    let (incident, wall) = (&scene.incident, minute(600));
    evaluate(&conduct, &playbook, incident, incident, log, wall)
}

#[test]
fn what_stood_still_is_not_played() {
    let times = evaluated(&played(), &StaffLog::default()).times;
    assert_eq!((times.began_at, times.ended_at), (minute(20), minute(70)));
    // Ten minutes, fifteen after the pause and ten after the stop.
    assert_eq!(times.length.to_string(), "T+00:35");
    assert_eq!(times.stood_still_seconds, 15 * 60);
    // A stop is no pause, and neither is what was before the beginning.
    assert_eq!((times.pauses, times.halts, times.jumps), (1, 1, 1));
    assert_eq!(times.paces, [2]);
    let (from, until) = times.situation;
    // Nine hours after the start at the jump, five minutes twice as fast, ten in real time.
    assert_eq!((until - from).num_minutes(), 9 * 60 + 20);
}

#[test]
fn what_did_not_come_says_why() {
    let skipped = StaffEvent::ItemSkipped {
        item: "i6".to_owned(),
    };
    let came = evaluated(&played(), &log(&[("Leiding", skipped)])).came;
    let told: Vec<String> = came
        .iter()
        .map(|line| match (line.at, line.why_not) {
            (Some(at), None) => format!("{} {at}", line.id),
            (None, Some(why)) => format!("{}: {why}", line.id),
            both => format!("{} {both:?}", line.id),
        })
        .collect();
    assert_eq!(
        told,
        [
            "i1 T+00:05",
            "i2: de voorwaarde werd niet waar",
            "i3: alleen op teken van de leiding, en dat kwam niet",
            "i4: de oefening was eerder afgelopen",
            "i5: was niet meer van toepassing",
            "i6: overgeslagen door de leiding",
        ]
    );
}

#[test]
fn two_observers_who_differ_stand_side_by_side() {
    let marked = |rating| StaffEvent::Marked {
        criterion: "d1a".to_owned(),
        evidence: vec![5],
        rating,
    };
    let log = log(&[
        ("Een", marked(Rating::WithoutProblems)),
        ("Twee", marked(Rating::WithoutProblems)),
        ("Twee", marked(Rating::Failed)),
    ]);
    let evaluation = evaluated(&played(), &log);
    assert_eq!(evaluation.observers, ["Een", "Twee"]);
    let line = &evaluation.goals[0].line;
    assert_eq!(
        line.summary,
        "1 van 1 beoordeeld: 1 verschillend beoordeeld"
    );
    let marks = line.criteria[0].marks.iter();
    let marks: Vec<(&str, Rating)> = marks.map(|mark| (mark.observer(), mark.rating())).collect();
    // Of each the last, and no average.
    assert_eq!(
        marks,
        [("Een", Rating::WithoutProblems), ("Twee", Rating::Failed)]
    );
}
