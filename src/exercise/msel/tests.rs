//! The list over time: by hand on a small playbook, and at random with pauses, holds and jumps of the wall.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::diagnostic::Source;
use crate::engine::Entry;
use crate::engine::tests::{Play, minute, orde, small};
use crate::exercise::{ExerciseClock, PaceChange, Shift};

const HEAD: &str = r#"schema = "draaiboek-scenario/1"
title = "Proef"
playbook = "proef"
exercise = true
starts_at = "2027-03-11 16:00"
[persona.pers]
title = "Journalist"
"#;

fn scenario(rest: &str) -> Scenario {
    let source = Source::new(
        "proef",
        &format!("{HEAD}{rest}\n[[step]]\nadvance = true\n"),
    );
    Scenario::parse(&source).unwrap_or_else(|findings| {
        panic!("{}", crate::diagnostic::render(&source, &findings));
    })
}

fn inject(id: &str, cue: &str) -> String {
    format!(
        "[[inject]]\nid = \"{id}\"\ntitle = \"{id}\"\n{cue}\nfrom = \"pers\"\nto = [\"oov\"]\nchannel = \"phone\"\ntext = \"…\"\n"
    )
}

/// The exercise time of an entry when nothing stands still.
fn wall(entry: &Entry) -> ExerciseTime {
    ExerciseTime::of(entry.meta.recorded_at - minute(0))
}

#[test]
fn conditions_holds_and_what_it_is_not_to_come_with() {
    let playbook = small();
    let rest = [
        inject("i1", "when = [\"orde = dreiging\"]\nafter = \"5m\""),
        inject("i2", "at = \"T+00:12\"\nunless = [\"orde = dreiging\"]"),
        inject("i3", "by_hand = true"),
        inject("i4", "at = \"T+00:02\""),
        "[[move]]\nid = \"m1\"\nat = \"T+00:12\"\npace = 2\ntext = \"…\"\n".to_owned(),
    ];
    let msel = Msel::of(&scenario(&rest.concat()), &playbook);
    let mut scene = Play::begin();
    let mut staff = Staff::default();
    let lines = |scene: &Play, staff: &Staff, at: u64| -> Vec<String> {
        let at = ExerciseTime::of_minutes(at);
        let lines = msel.lines(&playbook, &scene.incident, at, staff, &wall);
        lines
            .iter()
            .map(|line| format!("{} {:?}", line.item.id, line.standing))
            .collect()
    };
    let told = lines(&scene, &staff, 1);
    assert!(told[0].starts_with("m1 Coming"), "{told:?}");
    assert_eq!(told[1], "i1 Waiting");
    assert_eq!(told[3], "i3 ByHand");
    scene.go(6, "oov", orde("dreiging"));
    assert!(lines(&scene, &staff, 10)[1].starts_with("i1 Coming"));
    staff.held.insert("i4".to_owned());
    let told = lines(&scene, &staff, 12);
    assert!(told[1].starts_with("i1 Due"), "{told:?}");
    assert!(told[2].starts_with("i2 PassedOver"), "{told:?}");
    assert!(told[4].starts_with("i4 Held { since: Some"), "{told:?}");
    // What stopped holding does not bring back what was passed over.
    scene.go(13, "oov", orde("rustig"));
    assert!(lines(&scene, &staff, 14)[2].starts_with("i2 PassedOver"));
    staff.held.clear();
    let at = ExerciseTime::of_minutes(14);
    let due = msel.due(&playbook, &scene.incident, at, &staff, &wall);
    let due: Vec<&str> = due.iter().map(|(_, item)| item.id.as_str()).collect();
    assert_eq!(due, ["i4", "i1", "m1"], "by when each was due");
}

/// Returns what is due an hour after the start, with since when, when `orde` was answered in the fourth minute and a move
/// came in the tenth.
fn after_a_move(shift: &str) -> Vec<String> {
    let playbook = small();
    let reply = |after: &str| {
        format!(
            "[[reply]]\nwhen = [\"orde known\"]\nafter = \"{after}\"\nas = \"oov\"\nnote = \"…\"\n"
        )
    };
    let rest = [
        inject("i1", "at = \"T+00:10\""),
        inject("i2", "when = [\"orde known\"]\nafter = \"20m\""),
        format!("[[move]]\nid = \"m1\"\nat = \"T+00:10\"\n{shift}\ntext = \"…\"\n"),
        reply("20m"),
        reply("10m"),
        reply("9h"),
    ];
    let mut scene = Play::begin();
    scene.go(4, "oov", orde("dreiging"));
    let mut scenario = scenario(&rest.concat());
    let moves = scenario.moves.clone();
    scenario.course = Course::starting(minute(0));
    for one in moves {
        let shift = match one.shift {
            Shift::To(to) => Shift::To(minute(0) + (to - scenario.starts_at)),
            Shift::Pace(_) => one.shift,
        };
        assert!(scenario.course.add(one.at, shift));
    }
    let course = scenario.course.clone();
    let msel = Msel::of(&scenario, &playbook);
    let moments = |entry: &Entry| course.reached(entry.meta.chart_time);
    let (at, staff) = (ExerciseTime::of_minutes(60), Staff::default());
    let due = msel.due(&playbook, &scene.incident, at, &staff, &moments);
    due.iter()
        .map(|(since, item)| format!("{} {since}", item.id))
        .collect()
}

#[test]
fn what_a_role_does_waits_in_the_situation_and_what_a_jump_passes_comes_at_once() {
    assert_eq!(
        after_a_move("to = \"2027-03-11 20:00\""),
        [
            "m1 T+00:10",
            "reply#2 T+00:10",
            "reply#1 T+00:10",
            "i1 T+00:10",
            // What comes to the players waits for them.
            "i2 T+00:24",
        ]
    );
    assert_eq!(
        after_a_move("pace = 6"),
        [
            "m1 T+00:10",
            "i1 T+00:10",
            "reply#2 T+00:10:40",
            "reply#1 T+00:12:20",
            "i2 T+00:24",
        ]
    );
}

/// What the staff, or the wall, does next.
#[derive(Debug, Clone)]
enum Happening {
    Fire(usize),
    Hold(usize),
    LetGo(usize),
    Pause,
    Resume,
    Skip(usize),
    Wait(u64),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        1 => (0_usize..10).prop_map(Happening::Fire),
        2 => (0_usize..10).prop_map(Happening::Hold),
        2 => (0_usize..10).prop_map(Happening::LetGo),
        1 => Just(Happening::Pause),
        2 => Just(Happening::Resume),
        1 => (0_usize..10).prop_map(Happening::Skip),
        8 => (0_u64..400).prop_map(Happening::Wait),
    ];
    prop::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn nothing_comes_twice_nor_before_its_time_nor_out_of_order(
        planned in prop::collection::vec(0_u64..40, 1..10),
        happenings in happenings(),
    ) {
        let playbook = small();
        let rest: Vec<String> = planned
            .iter()
            .enumerate()
            .map(|(number, at)| inject(&format!("i{number}"), &format!("at = \"T+00:{at:02}\"")))
            .collect();
        let msel = Msel::of(&scenario(&rest.concat()), &playbook);
        let scene = Play::begin();
        let start = minute(0);
        let (mut now, mut changes): (DateTime<Utc>, Vec<PaceChange>) = (start, Vec::new());
        let mut staff = Staff::default();
        let mut fired = BTreeSet::new();
        let last = [Happening::Resume, Happening::Wait(100_000)];
        for (number, happening) in happenings.iter().chain(&last).enumerate() {
            let clock = ExerciseClock::of(start, &changes);
            let id = |place: &usize| format!("i{place}");
            match happening {
                Happening::Fire(place) if *place < planned.len() => {
                    if staff.open(&id(place)) {
                        fired.insert(id(place));
                        staff.delivered.push(Delivered { at: clock.at(now), item: id(place) });
                    }
                }
                Happening::Hold(place) => { staff.held.insert(id(place)); }
                Happening::LetGo(place) => { staff.held.remove(&id(place)); }
                Happening::Pause => changes.push(PaceChange { at: now, pace: 0 }),
                Happening::Resume => changes.push(PaceChange { at: now, pace: 1 }),
                Happening::Skip(place) => { staff.skipped.insert(id(place)); }
                Happening::Wait(seconds) => now += TimeDelta::seconds(i64::try_from(*seconds).unwrap_or(0)),
                Happening::Fire(_) => {}
            }
            if number == happenings.len() {
                staff.held.clear();
            }
            let at = ExerciseClock::of(start, &changes).at(now);
            let due = msel.due(&playbook, &scene.incident, at, &staff, &wall);
            let mut before = 0;
            for (_, item) in due {
                let minutes = planned[item.place];
                prop_assert!(ExerciseTime::of_minutes(minutes) <= at, "{} before its time", item.id);
                prop_assert!(minutes >= before, "{} out of order", item.id);
                prop_assert!(!staff.held.contains(&item.id) && !staff.skipped.contains(&item.id));
                before = minutes;
                staff.delivered.push(Delivered { at, item: item.id.clone() });
            }
        }
        for (place, _) in planned.iter().enumerate() {
            let id = format!("i{place}");
            let times = staff.delivered.iter().filter(|one| one.item == id).count();
            let expected = usize::from(fired.contains(&id) || !staff.skipped.contains(&id) || times == 1);
            prop_assert_eq!(times, expected, "{}", id);
        }
        let moments: Vec<ExerciseTime> = staff.delivered.iter().map(|one| one.at).collect();
        prop_assert!(moments.is_sorted());
    }
}
