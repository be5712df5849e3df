//! Expected against observed: when what was expected came true, as the log grew.
//!
//! It says what the program can see and when, never whether it was done well; what people judge is a
//! [`Mark`](super::Mark).

use chrono::TimeDelta;
use serde::Serialize;

use super::history::{Held, Moments};
use super::{Criterion, ExerciseTime, Scenario, Staff, conditions};
use crate::engine::Incident;
use crate::fact::Condition;
use crate::playbook::Playbook;
use crate::reader::Text;

/// Something that was expected, with what the log says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Observation {
    /// The criterion; absent for an expectation after an inject.
    pub criterion: Option<String>,
    /// The inject after which it was expected; the start when absent.
    pub inject: Option<String>,
    /// What the log says; absent when only an observer can see it.
    pub outcome: Option<Outcome>,
    /// The entry after which it was so.
    pub seq: Option<u64>,
    /// How many seconds of exercise time after the inject; negative when it was so before.
    pub since_seconds: Option<i64>,
    /// What was expected.
    pub what: String,
    /// The role of which it was expected.
    pub who: Option<String>,
    /// In how many seconds.
    pub within_seconds: Option<i64>,
}

/// What the log says of something expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was not to be so, and it was.
    Broken,
    /// It was so in time.
    InTime,
    /// It was not to be so, and to the end it was not.
    Kept,
    /// It was so, later than expected.
    Late,
    /// The inject never came.
    NotApplicable,
    /// The time passed and it was not so.
    NotSeen,
    /// It can still be so in time.
    NotYet,
    /// It is not to be so, and it was not until now.
    SoFarKept,
}

impl Outcome {
    /// Every outcome, in the order in which they are told.
    pub const ALL: [Outcome; 8] = [
        Outcome::InTime,
        Outcome::Kept,
        Outcome::Late,
        Outcome::NotSeen,
        Outcome::Broken,
        Outcome::NotYet,
        Outcome::SoFarKept,
        Outcome::NotApplicable,
    ];

    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            Outcome::Broken => "toch gebeurd",
            Outcome::InTime => "op tijd",
            Outcome::Kept => "tot het eind niet gebeurd",
            Outcome::Late => "later dan verwacht",
            Outcome::NotApplicable => "niet aan de orde",
            Outcome::NotSeen => "niet gezien",
            Outcome::NotYet => "nog niet",
            Outcome::SoFarKept => "nog niet gebleken",
        }
    }

    /// Tells whether it was not as expected.
    pub fn is_amiss(self) -> bool {
        matches!(self, Outcome::Broken | Outcome::Late | Outcome::NotSeen)
    }
}

/// The moment at which it is looked.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The exercise time.
    pub at: ExerciseTime,
    /// Whether the exercise has ended: what did not come does not come any more.
    pub ended: bool,
    /// The exercise time of each entry.
    pub moments: Moments<'a>,
    /// What came.
    pub staff: &'a Staff,
}

/// Returns every expectation after an inject and every criterion, in the order of the file.
pub fn observe(
    scenario: &Scenario,
    playbook: &Playbook,
    incident: &Incident,
    look: Look<'_>,
) -> Vec<Observation> {
    let mut observed: Vec<(Observation, Sought<'_>)> = Vec::new();
    for inject in &scenario.injects {
        for expected in &inject.expect {
            let about = Observation {
                criterion: None,
                inject: Some(inject.id.text.clone()),
                what: expected.what.clone(),
                who: Some(expected.who.text.clone()),
                ..open(expected.within)
            };
            observed.push((about, Sought::of(&expected.done, &expected.never)));
        }
    }
    for criterion in scenario.goals.iter().flat_map(|goal| &goal.criteria) {
        let sought = Sought::of(&criterion.done, &criterion.never);
        observed.push((of_criterion(criterion), sought));
    }
    let conditions: Vec<_> = observed
        .iter()
        .map(|(_, sought)| sought.condition(playbook))
        .collect();
    let conditions: Vec<_> = conditions.iter().collect();
    let held = Held::of(&conditions, playbook, incident, look.moments);
    observed
        .into_iter()
        .zip(held)
        .map(|((about, sought), held)| match sought {
            Sought::ByPeople => about,
            Sought::Done(_) => about.seen(&held, look, false),
            Sought::Never(_) => about.seen(&held, look, true),
        })
        .collect()
}

/// What the program looks for.
enum Sought<'a> {
    /// Nothing: an observer sees it.
    ByPeople,
    /// All of it is to be so.
    Done(&'a [Text]),
    /// Nothing of it is to be so.
    Never(&'a [Text]),
}

impl<'a> Sought<'a> {
    fn of(done: &'a [Text], never: &'a [Text]) -> Self {
        match (done, never) {
            ([], []) => Sought::ByPeople,
            ([], never) => Sought::Never(never),
            (done, _) => Sought::Done(done),
        }
    }

    fn condition(&self, playbook: &Playbook) -> Condition {
        match self {
            Sought::ByPeople => Condition::Any(Vec::new()),
            Sought::Done(lines) => conditions::read(lines, playbook),
            Sought::Never(lines) => conditions::read_any(lines, playbook),
        }
    }
}

fn of_criterion(criterion: &Criterion) -> Observation {
    Observation {
        criterion: Some(criterion.id.text.clone()),
        inject: criterion.after.as_ref().map(|inject| inject.text.clone()),
        what: criterion.text.clone(),
        ..open(criterion.within)
    }
}

fn open(within: Option<TimeDelta>) -> Observation {
    Observation {
        criterion: None,
        inject: None,
        outcome: None,
        seq: None,
        since_seconds: None,
        what: String::new(),
        who: None,
        within_seconds: within.map(|within| within.num_seconds()),
    }
}

impl Observation {
    fn seen(self, held: &Held, look: Look<'_>, is_never: bool) -> Self {
        let from = match &self.inject {
            None => Some(ExerciseTime::START),
            Some(inject) => look.staff.delivered(inject),
        };
        let Some(from) = from else {
            let outcome = match look.ended {
                true => Outcome::NotApplicable,
                false if is_never => Outcome::SoFarKept,
                false => Outcome::NotYet,
            };
            return Observation {
                outcome: Some(outcome),
                ..self
            };
        };
        let within = self.within_seconds.map(TimeDelta::seconds);
        let seen = held.from(from).filter(|(_, at)| *at <= look.at);
        let since = seen.map(|(_, at)| at.since(from));
        let outcome = match since {
            Some(_) if is_never => Outcome::Broken,
            None if is_never && look.ended => Outcome::Kept,
            None if is_never => Outcome::SoFarKept,
            Some(since) if within.is_none_or(|within| since <= within) => Outcome::InTime,
            Some(_) => Outcome::Late,
            None if look.ended => Outcome::NotSeen,
            None if within.is_some_and(|within| look.at > from.after(within)) => Outcome::NotSeen,
            None => Outcome::NotYet,
        };
        Observation {
            outcome: Some(outcome),
            seq: seen.map(|(seq, _)| seq),
            since_seconds: since.map(|since| since.num_seconds()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Source, render};
    use crate::engine::tests::{Play, minute, orde, small};
    use crate::exercise::Delivered;

    const TEXT: &str = r#"schema = "draaiboek-scenario/1"
title = "Proef"
playbook = "proef"
exercise = true
starts_at = "2027-03-11 16:00"
[[goal]]
id = "d1"
title = "Het team kijkt voor het besluit."
[[goal.criterion]]
id = "d1a"
text = "De orde is beoordeeld."
done = ["orde known"]
within = "10m"
[[goal.criterion]]
id = "d1b"
text = "Er gaat geen inzet."
never = ["orde = rustig", "inzet decided"]
after = "i1"
[[inject]]
id = "i1"
title = "Bericht"
at = "T+00:05"
from = "pers"
to = ["oov"]
channel = "phone"
text = "…"
[[inject.expect]]
who = "oov"
what = "Beoordeelt de orde."
within = "3m"
done = ["orde = dreiging"]
[[inject.expect]]
who = "oov"
what = "Belt terug."
[persona.pers]
title = "Journalist"
[[step]]
advance = true
"#;

    #[test]
    fn what_came_true_is_told_with_its_entry_and_its_time() {
        let source = Source::new("proef", TEXT);
        let scenario = Scenario::parse(&source)
            .unwrap_or_else(|findings| panic!("{}", render(&source, &findings)));
        let playbook = small();
        let mut scene = Play::begin();
        let told = |scene: &Play, at: u64, ended: bool, came: Option<u64>| -> Vec<String> {
            let staff = Staff {
                delivered: came
                    .map(|at| Delivered {
                        at: ExerciseTime::of_minutes(at),
                        item: "i1".to_owned(),
                    })
                    .into_iter()
                    .collect(),
                ..Staff::default()
            };
            let look = Look {
                at: ExerciseTime::of_minutes(at),
                ended,
                moments: &|entry| ExerciseTime::of(entry.meta.recorded_at - minute(0)),
                staff: &staff,
            };
            let observed = observe(&scenario, &playbook, &scene.incident, look);
            let words = observed.iter().map(|one| match one.outcome {
                None => "waarnemer".to_owned(),
                Some(outcome) => format!("{} {:?}", outcome.dutch(), one.since_seconds),
            });
            words.collect()
        };
        assert_eq!(
            told(&scene, 6, false, Some(5)),
            [
                "nog niet None",
                "waarnemer",
                "nog niet None",
                "nog niet gebleken None"
            ]
        );
        assert_eq!(told(&scene, 12, false, Some(5))[0], "niet gezien None");
        scene.go(7, "oov", orde("dreiging"));
        assert_eq!(
            told(&scene, 12, false, Some(5)),
            [
                "op tijd Some(120)",
                "waarnemer",
                "op tijd Some(420)",
                "nog niet gebleken None"
            ]
        );
        assert_eq!(
            told(&scene, 12, true, Some(5))[3],
            "tot het eind niet gebeurd None"
        );
        // What held before the inject came was there in time; what ended before it was not.
        assert_eq!(told(&scene, 12, false, Some(9))[0], "op tijd Some(-120)");
        scene.go(8, "oov", orde("rustig"));
        scene.go(20, "oov", orde("dreiging"));
        assert_eq!(
            told(&scene, 30, true, Some(9))[0],
            "later dan verwacht Some(660)"
        );
        assert_eq!(told(&scene, 30, true, None)[0], "niet aan de orde None");
        // What is not to be so is broken by one line, also when that line no longer stands.
        assert_eq!(told(&scene, 30, true, Some(5))[3], "toch gebeurd Some(180)");
        assert_eq!(told(&scene, 10, true, Some(9))[3], "toch gebeurd Some(-60)");
        assert_eq!(told(&scene, 30, true, None)[3], "niet aan de orde None");
    }
}
