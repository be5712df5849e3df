//! An exercise on its two files: whatever the staff do, and wherever it breaks down, nothing comes twice or too early.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use draaiboek::catalog::Catalog;
use draaiboek::diagnostic::Source;
use draaiboek::engine::{self, Action, Event};
use draaiboek::exercise::{
    self, Conduct, Cue, ExerciseTime, ItemKind, Rating, Scenario, StaffEvent, Standing,
};
use draaiboek::runtime::{self, Prepared, Session, StaffFile, Surroundings};
use proptest::prelude::*;

const SCENARIO: &str = r#"
schema = "draaiboek-scenario/1"
title = "Proefoefening"
playbook = "online-ordeverstoring"
exercise = true
starts_at = "2027-03-11 16:05"

[play]
minutes = 60
players = ["burgemeester", "oov", "communicatie"]

[persona.journalist]
title = "Journalist van een regionale krant"
brief = "Wil een antwoord."

[[goal]]
id = "d1"
title = "Het team scheidt wat het weet van wat het vermoedt."
[[goal.criterion]]
id = "d1a"
text = "De vindplaats staat vast."
done = ["oproep_vindplaats known"]
within = "10m"

[[inject]]
id = "i01"
title = "De oproep"
at = "T+00:02"
from = "journalist"
to = ["communicatie"]
channel = "phone"
text = "Er gaat een geheimwoord-een rond."

[[inject]]
id = "i02"
title = "Nog een"
at = "T+00:20"
unless = ["oproep_vindplaats = besloten_groep"]
from = "journalist"
to = ["burgemeester"]
channel = "app"
text = "Er gaat een geheimwoord-twee rond."
file = "flyer.txt"

[[inject]]
id = "i03"
title = "Als de vindplaats bekend is"
when = ["oproep_vindplaats known"]
after = "5m"
from = "journalist"
to = ["oov"]
channel = "mail"
text = "Er gaat een geheimwoord-drie rond."

[[inject]]
id = "i04"
title = "Als het te makkelijk gaat"
by_hand = true
from = "journalist"
to = ["oov"]
channel = "mail"
text = "Er gaat een geheimwoord-vier rond."

[[move]]
id = "m1"
at = "T+00:30"
to = "2027-03-12 07:00"
text = "Het is de volgende ochtend."

[[move]]
id = "m2"
at = "T+00:40"
pace = 6
text = "De tijd loopt sneller."

[[step]]
at = "T+00:05"
as = "oov"
note = "Wij weten het nog niet."
"#;

struct Scene {
    conduct: Conduct,
    crashes: u64,
    file: std::path::PathBuf,
    _folder: tempfile::TempDir,
    session: Session,
    staff: StaffFile,
    wall: DateTime<Utc>,
}

fn scenario() -> Scenario {
    Scenario::parse(&Source::new("proef.toml", SCENARIO)).expect("it is a scenario")
}

/// The wall stands years after the situation.
fn start() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(24_000)
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("proef.draaiboek");
        let scenario = scenario();
        let texts = Catalog::open(None)
            .expect("the texts")
            .pins(&scenario.playbook);
        let prepared = Prepared {
            files: vec![("flyer.txt".to_owned(), b"geheimwoord-vijf".to_vec())],
            scenario: SCENARIO.to_owned(),
            ..Prepared::default()
        };
        let given = Surroundings::given(start(), 7);
        let (session, staff) = runtime::prepare(&file, &texts, &scenario, prepared, "", given)
            .expect("it is prepared");
        let conduct = Conduct::of(scenario, &session.material().playbook);
        Scene {
            conduct,
            crashes: 0,
            file,
            _folder: folder,
            session,
            staff,
            wall: start(),
        }
    }

    fn submit(&mut self, action: Action) {
        self.session.set_now(self.wall);
        // A refusal is fine: time runs forward.
        let _ = self.session.submit(action, exercise::leader(None));
    }

    fn pace(&mut self, pace: u32) {
        let reason = "Proef.".to_owned();
        self.submit(Action::SetPace { pace, reason });
    }

    /// The program falls over and is opened again.
    fn crash(&mut self) {
        self.crashes += 1;
        let seed = 7 + self.crashes;
        let given = || Surroundings::given(self.wall, seed);
        self.session = Session::open(&self.file, given()).expect("it opens");
        let staff = runtime::staff_path(&self.file);
        self.staff = StaffFile::open(&staff, given()).expect("it opens");
    }

    /// Brings all that is due, every item tried twice.
    fn tick(&mut self) {
        self.session.set_now(self.wall);
        let material = self.session.shared_material();
        let incident = self.session.incident().clone();
        let log = self.staff.log();
        let due = self
            .conduct
            .due(&material.playbook, &incident, log, self.wall);
        for item in due {
            for _ in 0..2 {
                runtime::bring(&self.conduct, item, &mut self.session, &self.staff)
                    .expect("it comes");
            }
        }
    }

    fn by_hand(&mut self, id: &str) {
        self.session.set_now(self.wall);
        let material = self.session.shared_material();
        let incident = self.session.incident().clone();
        let lines = self
            .conduct
            .lines(&material.playbook, &incident, self.staff.log(), self.wall);
        let item = lines
            .iter()
            .find(|line| line.item.id == id)
            .expect("an item")
            .item;
        let _ = runtime::bring(&self.conduct, item, &mut self.session, &self.staff);
    }

    fn came(&self) -> Vec<(String, ExerciseTime)> {
        let staff = self
            .conduct
            .staff(self.session.incident(), self.staff.log());
        let mut came: Vec<_> = staff
            .delivered
            .into_iter()
            .map(|one| (one.item, one.at))
            .collect();
        // A file that comes with an inject is an entry of the same command.
        came.dedup();
        came
    }
}

fn record(value: &str) -> Action {
    Action::Record {
        ask_again: None,
        certainty: draaiboek::fact::Certainty::Confirmed,
        fact: "oproep_vindplaats".to_owned(),
        ground: None,
        source: None,
        value: Some(draaiboek::fact::Value::Choice(value.to_owned())),
    }
}

#[test]
fn the_players_hold_nothing_of_what_did_not_come_and_time_waits_for_the_beginning() {
    let mut scene = Scene::new();
    scene.wall += TimeDelta::days(3);
    scene.tick();
    assert!(scene.came().is_empty(), "it has not begun");
    scene.pace(1);
    scene.wall += TimeDelta::minutes(3);
    scene.tick();
    assert_eq!(
        scene.came(),
        [("i01".to_owned(), ExerciseTime::of_minutes(3))]
    );
    let situation = scene.session.incident().situation();
    let at = situation.chart_time(scene.wall);
    assert_eq!(at, scenario().starts_at + TimeDelta::minutes(3));
    let held = |path: &Path, word: &str| {
        let bytes = std::fs::read(path).expect("the file");
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    let staff = runtime::staff_path(&scene.file);
    for word in ["een", "twee", "drie", "vier", "vijf"] {
        let word = format!("geheimwoord-{word}");
        assert!(held(&staff, &word), "{word}");
        assert_eq!(held(&scene.file, &word), word.ends_with("een"), "{word}");
    }
    let verified = engine::verify(
        &scene.session.material().playbook,
        scene.session.incident().log(),
    );
    assert_eq!(verified.as_ref().err(), None);
}

#[test]
fn what_observers_write_is_kept_once_and_the_criteria_lie_fast() {
    let mut scene = Scene::new();
    let mark = StaffEvent::Marked {
        criterion: "d1a".to_owned(),
        evidence: vec![2],
        rating: Rating::MinorProblems,
    };
    let write = |scene: &mut Scene, by: &str, command: &str| {
        let text = Some("Laat, maar goed.".to_owned());
        scene
            .staff
            .write(mark.clone(), by, text, command)
            .expect("it is kept")
    };
    assert_eq!(write(&mut scene, "Waarnemer 1", "c1"), 2);
    assert_eq!(write(&mut scene, "Waarnemer 1", "c1"), 2);
    assert_eq!(write(&mut scene, "Waarnemer 2", "c2"), 3);
    scene.crash();
    assert_eq!(scene.staff.log().marks().count(), 2);
    let (criteria, incident) = scene.staff.log().prepared.clone().expect("prepared");
    assert_eq!(criteria, runtime::sha256(scenario().criteria().as_bytes()));
    assert_eq!(incident, scene.session.incident_id());
    assert_eq!(scene.staff.scenario(), SCENARIO);
    // A file of an incident is not one of the staff.
    let wrong = StaffFile::open(&scene.file, Surroundings::Machine);
    assert!(matches!(wrong, Err(runtime::Error::NotAnExercise)));
}

#[test]
fn a_command_that_the_file_has_already_is_read_and_not_made_up() {
    let mut scene = Scene::new();
    scene.pace(1);
    scene.session.set_now(scene.wall);
    let command = |action| engine::Command {
        action,
        by: exercise::leader(None),
        happened_at: None,
        id: "dezelfde".to_owned(),
        late_reason: None,
    };
    let note = |text: &str| {
        command(Action::Note {
            certainty: draaiboek::fact::Certainty::Confirmed,
            compartment: None,
            kind: engine::NoteKind::Note,
            source: None,
            text: text.to_owned(),
        })
    };
    let first = scene
        .session
        .submit_as_read(&note("Eerst."), &[])
        .expect("it is kept");
    let second = scene
        .session
        .submit_as_read(&note("Toen."), &[])
        .expect("it was kept");
    assert_eq!(first, second);
    let log = scene.session.incident().log().to_vec();
    scene.crash();
    assert_eq!(scene.session.incident().log(), log);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_comes_twice_or_too_early(steps in prop::collection::vec((0u8..12, 0i64..15), 1..20)) {
        let mut scene = Scene::new();
        scene.pace(1);
        let mut hand = false;
        for (number, (what, minutes)) in steps.into_iter().enumerate() {
            scene.wall += TimeDelta::minutes(minutes);
            let item = || "i02".to_owned();
            let staff = |event| (event, format!("s{number}"));
            let written = match what {
                0 => { scene.pace(0); None }
                1 => { scene.pace(0); scene.pace(0); None }
                2 => { scene.pace(1); None }
                3 => { scene.pace(6); scene.pace(6); None }
                4 => {
                    let now = scene.session.incident().situation().chart_time(scene.wall);
                    let to = now + TimeDelta::hours(minutes);
                    scene.submit(Action::Jump { reason: "Verder.".to_owned(), to });
                    None
                }
                5 => Some(staff(StaffEvent::ItemHeld { item: item() })),
                6 => Some(staff(StaffEvent::ItemReleased { item: item() })),
                7 => Some(staff(StaffEvent::ItemSkipped { item: item() })),
                8 => { scene.by_hand("i04"); hand = true; None }
                9 => { scene.submit(record("openbaar_kanaal")); None }
                10 => { scene.submit(record("besloten_groep")); None }
                _ => { scene.crash(); None }
            };
            if let Some((event, command)) = written {
                scene.staff.write(event, "Leider", None, &command).expect("it is kept");
            }
            let staff = scene.staff.log().clone();
            let before = scene.came();
            scene.tick();
            for (id, _) in scene.came().iter().skip(before.len()) {
                prop_assert!(!staff.held().contains(id) && !staff.skipped().contains(id), "{}", id);
            }
        }
        let came = scene.came();
        for (at, (id, when)) in came.iter().enumerate() {
            prop_assert!(!came[..at].iter().any(|(other, _)| other == id), "{} twice", id);
            if let Some(inject) = scene.conduct.scenario().inject(id) {
                match &inject.cue {
                    Cue::At(planned) => prop_assert!(when >= planned, "{} at {}", id, when),
                    Cue::ByHand => prop_assert!(hand, "{} by itself", id),
                    Cue::When { .. } => {}
                }
            }
            prop_assert!(at == 0 || came[at - 1].1 <= *when, "{} out of order", id);
        }
        let incident = scene.session.incident();
        let delivered = incident.log().iter().filter(|entry| {
            matches!(entry.event(), Event::MessageDelivered { .. })
        });
        let injects = scene.conduct.lines(&scene.session.material().playbook, incident, scene.staff.log(), scene.wall);
        let standing = injects.iter().filter(|line| {
            line.item.kind == ItemKind::Inject && matches!(line.standing, Standing::Delivered { .. })
        });
        prop_assert_eq!(delivered.count(), standing.count());
        let verified = engine::verify(&scene.session.material().playbook, incident.log());
        prop_assert_eq!(verified.as_ref().err(), None);
    }
}
