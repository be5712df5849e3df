//! What the suite written by others does not cover: a chart and events in, what the host hears out.

mod entering;
mod faults;
mod running;
mod taking;

use super::notation::{Scribe, build};
use super::{Livelock, Machine};

/// Starts the chart and plays a script, one word at a time: an event, `+fact`, `-fact`, or `settle`.
///
/// Expects one line for the start and one for each event or settle: what was heard, `=>`, the active atomic states.
fn check(chart: &str, script: &str, expected: &str) {
    let model = build(chart).expect("the chart is right");
    let mut host = Scribe::new(&model);
    let mut machine = model.chart.start(&mut host).expect("it comes to rest");
    let mut lines = Vec::new();
    let mut tell = |heard: &mut Vec<String>, machine: &Machine| {
        let active = model.names(model.chart.active_atomic(machine));
        let heard = std::mem::take(heard).join(" ");
        lines.push(format!("{heard} => {active}").trim().to_owned());
    };
    tell(&mut host.heard, &machine);
    for word in script.split_whitespace() {
        if let Some(fact) = word.strip_prefix('+') {
            host.facts.insert(fact);
            continue;
        }
        if let Some(fact) = word.strip_prefix('-') {
            host.facts.remove(fact);
            continue;
        }
        let outcome = if word == "settle" {
            model.chart.settle(&mut machine, &mut host)
        } else {
            let event = model.chart.event(word).expect("the chart knows the event");
            model.chart.fire(&mut machine, event, &mut host)
        };
        outcome.expect("it comes to rest");
        assert!(model.chart.is_legal(machine.active()));
        tell(&mut host.heard, &machine);
    }
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}
