//! Facts with their kinds: those of the playbook, and behind them those of the law register.

use crate::diagnostic::{Code, Finding};
use crate::law::{Entries, Fact, read_fact};
use crate::reader::{Table, Text};

use super::reading::Reading;

/// Reads the facts and declares their kinds; those of the law register follow, so that a
/// requirement can always be asked about.
pub(super) fn facts(table: &Table, reading: &mut Reading<'_>) -> Entries<Fact> {
    let mut facts: Vec<Fact> = table
        .named("fact")
        .map(|(id, table)| fact(id, table, reading))
        .collect();
    let law = reading.law;
    let shared = law.facts.iter();
    facts.extend(shared.map(|fact| {
        let asked_of = fact.asked_of.clone();
        Fact {
            asked_of: asked_of.filter(|role| reading.roles.contains(role)),
            ..fact.clone()
        }
    }));
    reading.scope.facts = facts
        .iter()
        .map(|fact| (fact.id.clone(), fact.kind.clone()))
        .collect();
    facts.into_iter().collect()
}

fn fact(id: &Text, table: &Table, reading: &mut Reading<'_>) -> Fact {
    if reading.law.fact(&id.text).is_some() {
        let message = format!("the law register has the fact `{}` already", id.text);
        let finding = Finding::at(Code::DuplicateId, id.span.clone(), message);
        reading.push(finding.hint("leave it out here: it can be asked and used as it is"));
    }
    let (fact, is_clear) = read_fact(id, table, &mut reading.findings);
    if !is_clear {
        reading.unclear.push(id.text.clone());
    }
    Fact {
        asked_of: reading.role_under(table, "asked_of"),
        law: reading.law_under(table, "law"),
        ..fact
    }
}
