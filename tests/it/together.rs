//! Teams on their own files: wherever it breaks down in between, they come in line, and nothing comes twice.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use draaiboek::catalog::Catalog;
use draaiboek::diagnostic::Source;
use draaiboek::engine::{self, Action, Channel, Command, Event, NoteKind};
use draaiboek::exercise::{self, Log, Part, Scenario, in_line, message_id, message_text};
use draaiboek::fact::Certainty;
use draaiboek::runtime::{self, Prepared, Session, StaffFile, Surroundings};
use proptest::prelude::*;

/// An exercise in the program that has a second team.
const EXERCISE: &str = "deepfake-van-de-burgemeester";

fn text() -> String {
    let catalog = Catalog::open(None).expect("the texts");
    let known = catalog.exercises().find(|(id, _)| *id == EXERCISE);
    known.expect("an exercise").1.content.clone()
}

fn scenario() -> Scenario {
    Scenario::parse(&Source::new(EXERCISE, &text())).expect("a scenario")
}

fn parts(scenario: &Scenario) -> Vec<Part> {
    let first = Part {
        run: "loop".to_owned(),
        team: None,
        teams: scenario
            .teams
            .iter()
            .map(|team| team.id.text.clone())
            .collect(),
    };
    let others: Vec<Part> = first.others().collect();
    std::iter::once(first).chain(others).collect()
}

#[test]
fn what_comes_is_for_a_team_and_nothing_gets_lost() {
    let whole = scenario();
    let parts = parts(&whole);
    assert_eq!(parts.len(), 2);
    let own: Vec<Scenario> = parts.iter().map(|part| whole.of_team(part)).collect();
    for inject in &whole.injects {
        let id = &inject.id.text;
        let comes: Vec<_> = own.iter().filter_map(|own| own.inject(id)).collect();
        assert_eq!(comes.len(), whole.teams_of(inject).len(), "{id}");
        let to: usize = comes.iter().map(|inject| inject.to.len()).sum();
        let expected: usize = comes.iter().map(|inject| inject.expect.len()).sum();
        assert_eq!(
            (to, expected),
            (inject.to.len(), inject.expect.len()),
            "{id}"
        );
    }
    let goals: usize = own.iter().map(|own| own.goals.len()).sum();
    assert_eq!(goals, whole.goals.len());
    assert_ne!(own[0].criteria(), own[1].criteria());
    let centre = own[1].frame.as_ref().expect("a frame");
    assert!(
        centre
            .players
            .iter()
            .all(|role| role.text == "communicatie")
            && centre.solo.is_none()
    );
    let only = |own: &Scenario| {
        own.injects
            .iter()
            .filter(|one| {
                whole
                    .teams_of(whole.inject(&one.id.text).expect("it"))
                    .len()
                    == 1
            })
            .count()
    };
    assert!(only(&own[1]) >= 4 && own[1].goals.len() == 1 && only(&own[0]) > 10);
    // Whoever does not play apart is in the first team.
    let one = Part {
        run: "loop".to_owned(),
        team: None,
        teams: Vec::new(),
    };
    assert_eq!(whole.of_team(&one).criteria(), whole.criteria());
    assert_eq!(whole.of_team(&one).injects, whole.injects);
}

struct Table {
    file: PathBuf,
    part: Part,
    session: Session,
    title: String,
}

struct Scene {
    crashes: u64,
    _folder: tempfile::TempDir,
    scenario: Scenario,
    tables: Vec<Table>,
    wall: DateTime<Utc>,
}

impl Scene {
    fn new() -> Scene {
        let folder = tempfile::tempdir().expect("a folder");
        let (text, scenario) = (text(), scenario());
        let texts = Catalog::open(None)
            .expect("the texts")
            .pins(&scenario.playbook);
        let wall = DateTime::UNIX_EPOCH + TimeDelta::days(24_000);
        let first = folder.path().join("proef.draaiboek");
        let tables = parts(&scenario).into_iter().zip(7..).map(|(part, seed)| {
            let file = match &part.team {
                None => first.clone(),
                Some(team) => runtime::team_path(&first, team),
            };
            let prepared = Prepared {
                part: Some(part.clone()),
                scenario: text.clone(),
                ..Prepared::default()
            };
            let given = Surroundings::given(wall, seed);
            let (session, staff) =
                runtime::prepare(&file, &texts, &scenario, prepared, "", given).expect("a team");
            assert_eq!(
                runtime::scenario_of(&staff).expect("its own").criteria(),
                scenario.of_team(&part).criteria()
            );
            let title = scenario.team_title(part.team.as_deref()).to_owned();
            Table {
                file,
                part,
                session,
                title,
            }
        });
        let tables: Vec<Table> = tables.collect();
        let beside = runtime::paths_beside(&tables[1].file, &tables[1].part);
        assert_eq!(beside, [tables[0].file.clone()]);
        Scene {
            crashes: 0,
            _folder: folder,
            scenario,
            tables,
            wall,
        }
    }

    fn log(&self, at: usize) -> Log<'_> {
        let table = &self.tables[at];
        Log {
            incident: table.session.incident(),
            part: &table.part,
            title: &table.title,
        }
    }

    /// Brings both in line, as far as so many commands.
    fn align(&mut self, mut most: usize) {
        for (own, other) in [(0, 1), (1, 0)] {
            let material = self.tables[own].session.shared_material();
            for command in in_line(&material.playbook, self.log(own), self.log(other)) {
                if most == 0 {
                    return;
                }
                most -= 1;
                self.send(own, &command);
            }
        }
    }

    fn send(&mut self, at: usize, command: &Command) {
        let session = &mut self.tables[at].session;
        session.set_now(self.wall);
        // A refusal is fine: time runs forward, and a stop lets little through.
        let _ = session.submit_as_read(command, &[]);
    }

    fn act(&mut self, at: usize, id: String, action: Action) {
        let by = exercise::leader(None);
        let command = Command {
            action,
            by,
            happened_at: None,
            id,
            late_reason: None,
        };
        self.send(at, &command);
    }

    fn say(&mut self, at: usize, number: usize) {
        let to = self.scenario.beside(&self.tables[at].part).remove(0);
        let role = to.roles[0].clone();
        let action = Action::Note {
            certainty: Certainty::Confirmed,
            compartment: None,
            kind: NoteKind::Action,
            source: None,
            text: message_text(&to, &role, Channel::App, &format!("Bericht {number}.")),
        };
        self.act(
            at,
            message_id(&to, &role, Channel::App, &format!("n{number}")),
            action,
        );
    }

    /// The program falls over and is opened again.
    fn crash(&mut self) {
        self.crashes += 1;
        for (table, seed) in self.tables.iter_mut().zip(100 * self.crashes..) {
            let given = Surroundings::given(self.wall, seed);
            table.session = Session::open(&table.file, given).expect("it opens");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn teams_come_in_line_wherever_it_breaks_down(
        steps in prop::collection::vec((0u8..9, 0usize..2, 0i64..15, 0usize..6), 1..10)
    ) {
        let mut scene = Scene::new();
        let mut said = 0;
        for (number, (what, at, minutes, crash)) in steps.into_iter().enumerate() {
            scene.wall += TimeDelta::minutes(minutes);
            // The board opens, and then somebody does something.
            scene.align(usize::MAX);
            let reason = || "Proef.".to_owned();
            let pace = |pace| Action::SetPace { pace, reason: reason() };
            let action = match what {
                0 | 1 => Some(pace(0)),
                2 | 3 => Some(pace(1)),
                4 => Some(pace(6)),
                5 => {
                    let now = scene.tables[at].session.incident().situation().chart_time(scene.wall);
                    Some(Action::Jump { reason: reason(), to: now + TimeDelta::hours(minutes + 1) })
                }
                6 => Some(Action::Halt { reason: reason() }),
                _ => None,
            };
            match action {
                Some(action) => scene.act(at, format!("c{number}"), action),
                None => { scene.say(at, number); said += 1; }
            }
            if crash < 2 {
                scene.align(crash);
                scene.crash();
            }
        }
        scene.align(usize::MAX);
        let halted = |at: usize| scene.tables[at].session.incident().situation().halted.is_some();
        let pace = |at: usize| scene.tables[at].session.incident().situation().time.pace();
        prop_assert_eq!((pace(0), halted(0)), (pace(1), halted(1)));
        // When nobody stops it any more, everything that was said has come, once.
        scene.act(0, "go".to_owned(), Action::SetPace { pace: 1, reason: "Verder.".to_owned() });
        scene.align(usize::MAX);
        scene.align(usize::MAX);
        let mut came = 0;
        for table in &scene.tables {
            let incident = table.session.incident();
            let messages = incident.log().iter().filter(|entry| matches!(entry.event(), Event::MessageDelivered { .. }));
            let texts: Vec<_> = messages.filter_map(|entry| entry.content.as_ref()?.text.clone()).collect();
            let once: BTreeSet<_> = texts.iter().collect();
            prop_assert_eq!(once.len(), texts.len(), "{:?}", texts);
            prop_assert!(texts.iter().all(|text| text.starts_with("Bericht ")), "{:?}", texts);
            came += texts.len();
            let verified = engine::verify(&table.session.material().playbook, incident.log());
            prop_assert_eq!(verified.as_ref().err(), None);
        }
        prop_assert_eq!(came, said);
        for table in &scene.tables {
            let staff = runtime::staff_path(&table.file);
            let staff = StaffFile::open(&staff, Surroundings::Machine).expect("it opens");
            prop_assert_eq!(&staff.log().part, &Some(table.part.clone()));
        }
    }
}
