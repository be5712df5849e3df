//! Measures the statechart kernel in events per second, on two charts of about forty states.
//!
//! The charts are outside the project; without them it says so and measures nothing.

#![allow(
    clippy::disallowed_methods,
    reason = "a bench reads files and surroundings"
)]

#[allow(dead_code, reason = "only the suite needs a session and conditions")]
#[path = "../tests/it/scxml/reader.rs"]
mod reader;

use std::path::{Path, PathBuf};
use std::{env, fs};

use divan::Bencher;
use divan::counter::ItemsCount;
use draaiboek::chart::{EventId, GuardId, Host, StateSet};
use reader::Model;

/// Events in one round: a multiple of 24 and of 28, after which the charts are back at a known place.
const EVENTS: usize = 168_000;

/// Events in a short round, which ends somewhere else than where it began.
const FEW: usize = 20;

/// A chart, the events to repeat, and where it must be after [`EVENTS`] and after [`FEW`] of them.
struct Case {
    chart: &'static str,
    events: [&'static str; 4],
    expected: &'static [&'static str],
    expected_after_few: &'static [&'static str],
}

/// Four phases of three states of two leaves; every fourth event begins the next phase.
const HIERARCHY: Case = Case {
    chart: "hier40",
    events: ["NEXT", "UP", "NEXT", "PHASE"],
    expected: &["P0_S0_L0"],
    expected_after_few: &["P1_S0_L0"],
};

/// Five regions of seven leaves; after N events the first stands at 3N/4 and the second at N/2, modulo 7.
const PARALLEL: Case = Case {
    chart: "par40",
    events: ["TICK", "ONE0", "TICK", "ONE3"],
    expected: &["R0_0", "R1_0"],
    expected_after_few: &["R0_1", "R1_3"],
};

fn main() {
    let folder = folder();
    if folder.is_dir() {
        println!("N = {EVENTS} events per round, final states checked");
        divan::main();
    } else {
        println!("skipped: there are no charts at {}", folder.display());
    }
}

fn folder() -> PathBuf {
    match env::var_os("DRAAIBOEK_SCXML_SUITE_BENCH") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/suites/bench"),
    }
}

#[divan::bench]
fn hier40(bencher: Bencher<'_, '_>) {
    measure(bencher, &HIERARCHY);
}

#[divan::bench]
fn par40(bencher: Bencher<'_, '_>) {
    measure(bencher, &PARALLEL);
}

fn measure(bencher: Bencher<'_, '_>, case: &Case) {
    let path = folder().join(case.chart).with_extension("scxml");
    let text = fs::read_to_string(&path).expect("the chart can be read");
    let model = reader::read(&text).expect("the chart can be built");
    let events = case.events.map(|name| {
        let event = model.chart.event(name);
        event.expect("the chart listens to the event")
    });
    round(&model, &events, FEW, case.expected_after_few);
    bencher
        .counter(ItemsCount::new(EVENTS))
        .bench(|| round(&model, &events, EVENTS, case.expected));
}

/// Starts the chart, fires this many events and checks where it ends.
fn round(model: &Model, events: &[EventId; 4], count: usize, expected: &[&str]) {
    let chart = &model.chart;
    let mut machine = chart.start(&mut Nobody).expect("the chart comes to rest");
    for index in 0..count {
        let event = events[index % events.len()];
        let outcome = chart.fire(&mut machine, event, &mut Nobody);
        outcome.expect("the chart comes to rest");
    }
    for name in expected {
        let state = chart.state(name).expect("the state exists");
        assert!(machine.active().contains(state), "`{name}` must be active");
    }
}

/// A host for charts without guards.
struct Nobody;

impl Host for Nobody {
    fn guard(&mut self, _: GuardId, _: &StateSet) -> bool {
        false
    }
}
