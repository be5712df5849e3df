//! What is declared and never used: probably a slip, never an error.

use crate::diagnostic::{Code, Finding};
use crate::fact::Condition;
use crate::playbook::Power;
use crate::reader::Table;

use super::reading::Reading;

/// Reports triggers that no transition waits for and facts that nothing asks or uses.
pub(super) fn check(table: &Table, powers: &[Power], reading: &mut Reading<'_>) {
    for power in powers {
        for requirement in &power.requirements {
            for condition in [
                &requirement.applies,
                &requirement.met,
                &requirement.rejected,
            ] {
                uses(condition, reading);
            }
        }
    }
    triggers(table, reading);
    for (id, _) in table.named("fact") {
        if !reading.used.contains(&id.text) {
            let message = format!("nothing asks or uses `{}`", id.text);
            let finding = Finding::at(Code::UnusedFact, id.span.clone(), message);
            reading.push(finding.hint("name it in `ask` of a state, or use it in a condition"));
        }
    }
}

fn uses(condition: &Condition, reading: &mut Reading<'_>) {
    let facts = condition.facts();
    reading.used.extend(facts.into_iter().map(str::to_owned));
}

fn triggers(table: &Table, reading: &mut Reading<'_>) {
    let awaited: Vec<String> = table
        .named("state")
        .flat_map(|(_, state)| state.tables("go"))
        .map(|go| go.string("on"))
        .collect();
    for (id, _) in table.named("trigger") {
        if !awaited.contains(&id.text) {
            let message = format!("no transition waits for `{}`", id.text);
            let finding = Finding::at(Code::UnusedTrigger, id.span.clone(), message);
            reading.push(finding.hint("name it in `on` of a transition, or leave it out"));
        }
    }
}
