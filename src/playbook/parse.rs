//! From TOML text to a checked playbook: everything that can be known without running it is checked
//! here, and all findings are reported at once.
//!
//! Never touches templates or a running incident.

mod compartments;
mod conditions;
mod facts;
mod ids;
mod powers;
mod properties;
mod reading;
mod sections;
mod signs;
mod states;
mod usage;

use std::collections::BTreeSet;

use super::compose::{self, Sources};
use super::{Places, Playbook, State, chart, shape};
use crate::diagnostic::{Code, Finding, Source};
use crate::law;
use crate::reader::Table;
pub use powers::unfit_powers;
use reading::Reading;

/// Returns the playbook with what does not stop the reading of it, or every finding.
pub fn parse(
    source: &Source,
    law: &law::Register,
) -> Result<(Playbook, Vec<Finding>), Vec<Finding>> {
    parse_with(source, &Sources::default(), law)
}

/// The same with the fragments that can be included and the overlays that apply; a finding in one
/// of those says so in `within`.
pub fn parse_with(
    source: &Source,
    parts: &Sources,
    law: &law::Register,
) -> Result<(Playbook, Vec<Finding>), Vec<Finding>> {
    let mut found = Vec::new();
    let Some(composed) = compose::compose(source, parts, &mut found) else {
        return Err(found);
    };
    let (sheet, table) = (&composed.sheet, &composed.table);
    let mut reading = Reading::new(found, law, sheet.all());
    let playbook = playbook(table, &mut reading);
    let typed = law::typed_law(sheet.all(), table, &shape::PLAYBOOK, &[]);
    typed.into_iter().for_each(|finding| reading.push(finding));
    let findings: Vec<Finding> = reading
        .finish()
        .into_iter()
        .map(|finding| sheet.settle(finding))
        .collect();
    match playbook {
        Some(playbook) if !findings.iter().any(Finding::stops_reading) => {
            let places = Places::of(table, sheet);
            let overlaid = composed.overlaid;
            Ok((
                Playbook {
                    overlaid,
                    places,
                    ..playbook
                },
                findings,
            ))
        }
        _ => Err(findings),
    }
}

/// Reads everything; nothing when the chart cannot be built, which is then among the findings.
fn playbook(table: &Table, reading: &mut Reading<'_>) -> Option<Playbook> {
    ids::declare(table, reading);
    let roles = sections::roles(table, reading);
    let facts = facts::facts(table, reading);
    let conditions = conditions::named(table, reading);
    let triggers = sections::triggers(table, reading);
    let decisions = sections::decisions(table, reading);
    let clocks = sections::clocks(table, reading);
    let documents = sections::documents(table, reading);
    let powers = powers::powers(table, reading);
    let compartments = compartments::compartments(table, &clocks, reading);
    let announced = table.text("announced");
    if let Some(fact) = &announced {
        reading.moment("announced", fact);
    }
    let (states, drafts): (Vec<State>, Vec<chart::Draft>) =
        states::states(table, reading).into_iter().unzip();
    if states.is_empty() {
        if let (Some(node), false) = (table.get("state"), reading.is_incomplete()) {
            let finding = Finding::at(
                Code::BadChart,
                node.span.clone(),
                "a playbook needs at least one state",
            );
            reading.push(finding);
        }
        return None;
    }
    let fits = signs::signs(table, reading);
    let invariants = properties::invariants(table, reading);
    let waivers = properties::waivers(table, reading);
    let incomplete = reading.is_incomplete();
    let built = chart::build(&drafts, &reading.triggers, &mut reading.findings);
    if !incomplete {
        usage::check(table, &powers, reading);
        if let Some(built) = &built {
            chart::check(&drafts, built, &mut reading.findings);
        }
    }
    let built = built?;
    let playbook = Playbook {
        announced: announced.map(|fact| fact.text),
        chart: built.chart,
        checked: table.date("checked"),
        clocks,
        compartments,
        conditions,
        decisions,
        documents,
        facts,
        fits,
        guards: built.guards,
        id: table.string("id"),
        invariants,
        names: None,
        overlaid: Vec::new(),
        places: Places::default(),
        powers,
        predecessor: None,
        right_when: said(table, "right_when"),
        roles,
        states,
        summary: table.string("summary"),
        title: table.string("title"),
        transitions: built.transitions,
        triggers,
        version: table.string("version"),
        waivers,
        withheld: BTreeSet::new(),
        wrong_when: said(table, "wrong_when"),
    };
    if !incomplete {
        compartments::check(table, &playbook, reading);
    }
    Some(playbook)
}

/// Returns a text that may be absent.
fn said(table: &Table, key: &str) -> Option<String> {
    table.text(key).map(|text| text.text)
}
