//! From TOML text to a checked playbook: everything that can be known without running it is checked
//! here, and all findings are reported at once.
//!
//! Never touches templates or a running incident.

mod conditions;
mod facts;
mod ids;
mod powers;
mod properties;
mod reading;
mod sections;
mod states;
mod usage;

use super::{Playbook, State, chart, shape};
use crate::diagnostic::{Code, Finding, Source};
use crate::law;
use crate::reader::{self, Table};
pub use powers::unfit_powers;
use reading::Reading;

/// Returns the playbook with what does not stop the reading of it, or every finding.
pub fn parse(
    source: &Source,
    law: &law::Register,
) -> Result<(Playbook, Vec<Finding>), Vec<Finding>> {
    let (table, findings) = reader::read(source, &shape::PLAYBOOK);
    let Some(table) = table else {
        return Err(findings);
    };
    let mut reading = Reading::new(findings, law, source);
    let playbook = playbook(&table, &mut reading);
    let typed = law::typed_law(source, &table, &shape::PLAYBOOK, &[]);
    typed.into_iter().for_each(|finding| reading.push(finding));
    let findings = reading.finish();
    match playbook {
        Some(playbook) if !findings.iter().any(Finding::stops_reading) => Ok((playbook, findings)),
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
    Some(Playbook {
        announced: announced.map(|fact| fact.text),
        chart: built.chart,
        checked: table.date("checked"),
        clocks,
        conditions,
        decisions,
        documents,
        facts,
        guards: built.guards,
        id: table.string("id"),
        invariants,
        powers,
        roles,
        states,
        summary: table.string("summary"),
        title: table.string("title"),
        transitions: built.transitions,
        triggers,
        version: table.string("version"),
        waivers,
    })
}
