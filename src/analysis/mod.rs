//! Proofs about a playbook: what can never happen, what always can, and what people are asked to do; each failure with
//! the shortest way to it, told in Dutch.
//!
//! Facts, decisions and tasks are free inputs. What is explored is never less than what can happen, so "never" is proved
//! by not finding it; "can" is proved by a way that the engine goes too. What has neither is named as not proven, with
//! the bound that was used. Nothing here changes a playbook or runs an incident of anyone.

mod cells;
mod charts;
mod cover;
mod explore;
mod form;
mod guards;
mod people;
mod properties;
mod regions;
mod story;
mod times;
mod way;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::diagnostic::{Code, Finding};
use crate::playbook::{Playbook, waiver_place};
use explore::{Graph, MAXIMUM_RUNS, explore};

pub use cover::{Cover, Route, Timed, cover};
pub use guards::can_hold;
pub use times::Latest;
pub use way::{Move, Player, signer};

/// What was found out about a playbook.
#[derive(Debug, Default)]
pub struct Analysis {
    /// How many configurations were looked at.
    pub configurations: usize,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// When each state is entered at the latest, on the quickest way to it.
    pub latest: Vec<Latest>,
    /// What could not be decided.
    pub unproven: Vec<Unproven>,
    /// Findings that the playbook says are meant so, each with the reason.
    pub waived: Vec<(Finding, String)>,
}

/// A claim that was neither proved nor refuted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unproven {
    /// The claim.
    pub claim: String,
    /// Why not.
    pub why: String,
}

/// A finding before its place is known.
struct Found {
    finding: Finding,
    on: String,
}

impl Found {
    fn on(code: Code, on: &str, message: String) -> Found {
        Found {
            finding: Finding::whole(code, message),
            on: on.to_owned(),
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Found {
        self.finding = self.finding.hint(hint);
        self
    }

    fn story(mut self, story: String) -> Found {
        self.finding = self.finding.story(story);
        self
    }
}

/// Returns what can be found out about a playbook.
pub fn analyse(playbook: &Playbook) -> Analysis {
    let places = playbook.places();
    let mut analysis = Analysis::default();
    let graphs = graphs(playbook, &mut analysis.unproven);
    analysis.configurations = graphs.iter().map(|graph| graph.nodes.len()).sum();
    let mut found = guards::check(playbook);
    found.extend(charts::check(playbook, &graphs, &mut analysis.unproven));
    found.extend(properties::check(playbook, &mut analysis.unproven));
    found.extend(people::check(playbook));
    found.extend(times::clocks(playbook, &graphs));
    analysis.latest = times::latest(playbook, &graphs);
    let mut used = vec![false; playbook.waivers().len()];
    let mut seen: BTreeSet<(Code, String)> = BTreeSet::new();
    for Found { finding, on } in found {
        // A transition that can never hold is not reported as never taken too.
        let is_known =
            finding.code == Code::Shadowed && seen.contains(&(Code::NeverTrue, on.clone()));
        if is_known || !seen.insert((finding.code, format!("{on}{}", finding.message))) {
            continue;
        }
        seen.insert((finding.code, on.clone()));
        let finding = places.put(finding, &on);
        let waiver = playbook.waivers().iter().position(|waiver| {
            waiver.code == finding.code && waiver.on.as_ref().is_none_or(|it| *it == on)
        });
        match waiver {
            Some(number) => {
                used[number] = true;
                let reason = playbook.waivers()[number].reason.clone();
                analysis.waived.push((finding, reason));
            }
            None => analysis.findings.push(finding),
        }
    }
    for (number, waiver) in playbook.waivers().iter().enumerate() {
        if !used[number] {
            let message = format!("there is no {} here to waive", waiver.code);
            let finding = Finding::whole(Code::IdleWaiver, message).hint("leave it out");
            let finding = places.put(finding, &waiver_place(number));
            analysis.findings.push(finding);
        }
    }
    analysis
}

/// Returns the graphs of the coupled regions; each region alone where together they are too many.
fn graphs(playbook: &Playbook, unproven: &mut Vec<Unproven>) -> Vec<Graph> {
    let mut graphs = Vec::new();
    for part in regions::coupled(playbook) {
        let graph = explore(playbook, &part, &[], None);
        if graph.is_complete {
            graphs.push(graph);
            continue;
        }
        let name = |region: &crate::chart::StateId| format!("`{}`", playbook.chart().name(*region));
        let names: Vec<String> = part.regions.iter().map(name).collect();
        unproven.push(Unproven {
            claim: format!("what {} can come to together", names.join(", ")),
            why: bound(),
        });
        let alone = regions::alone(playbook).into_iter().filter(|alone| {
            let mut own = alone.regions.iter();
            own.all(|region| part.regions.contains(region))
        });
        graphs.extend(alone.map(|alone| explore(playbook, &alone, &[], None)));
    }
    graphs
}

/// Returns why something was not proven, with the bound.
fn bound() -> String {
    format!("niet bewezen: more than {MAXIMUM_RUNS} steps")
}
