//! Named conditions, which may name each other but not in a circle.

use crate::diagnostic::{Code, Finding};
use crate::fact::Condition;
use crate::playbook::Named;
use crate::reader::{Table, Text};

use super::reading::Reading;

/// The largest condition, with all that it names: names that name each other twice grow fast.
const MAXIMUM_SIZE: usize = 1000;

/// A condition as written.
struct Written<'a> {
    id: &'a Text,
    lines: Vec<Text>,
    /// Which other named conditions it names.
    names: Vec<usize>,
    table: &'a Table,
}

/// Reads the named conditions, those that others name first, and declares decisions beforehand,
/// since a condition may name them too.
pub(super) fn named(table: &Table, reading: &mut Reading<'_>) -> Vec<Named> {
    super::sections::declare_decisions(table, reading);
    let mut all = switches(reading);
    let written = written(table);
    let mut read: Vec<Option<Condition>> = vec![None; written.len()];
    for circular in circular(&written) {
        let id = written[circular].id;
        let message = format!("condition `{}` rests on itself", id.text);
        let finding = Finding::at(Code::ConditionCycle, id.span.clone(), message);
        reading
            .push(finding.hint("say in one of the conditions of the circle what it tests itself"));
        declare(reading, id, Condition::always());
        read[circular] = Some(Condition::always());
    }
    while let Some(ready) = (0..written.len()).find(|&index| {
        read[index].is_none()
            && written[index]
                .names
                .iter()
                .all(|&name| read[name].is_some())
    }) {
        let Written {
            id, lines, table, ..
        } = &written[ready];
        let parts = reading.conditions(lines);
        let mut condition = match table.get("any") {
            Some(_) => Condition::Any(parts),
            None => Condition::All(parts),
        };
        if size(&condition) > MAXIMUM_SIZE {
            let message = format!(
                "condition `{}` holds more than {MAXIMUM_SIZE} tests",
                id.text
            );
            reading.wrong(
                &id.span,
                message,
                "make it smaller: what it names counts along",
            );
            condition = Condition::always();
        }
        declare(reading, id, condition.clone());
        read[ready] = Some(condition);
    }
    let named = written.iter().zip(read).filter_map(|(written, condition)| {
        Some(Named {
            condition: condition?,
            id: written.id.text.clone(),
            label: written.table.string("label"),
        })
    });
    all.extend(named);
    all
}

/// Returns a condition for each switch of the law register: it holds once the switch is on.
pub(super) fn switches(reading: &mut Reading<'_>) -> Vec<Named> {
    let law = reading.law;
    let switches = law.switches.iter().map(|switch| {
        let condition = match switch.on {
            true => Condition::always(),
            false => Condition::Any(Vec::new()),
        };
        reading
            .scope
            .conditions
            .push((switch.id.clone(), condition.clone()));
        Named {
            condition,
            id: switch.id.clone(),
            label: switch.title.clone(),
        }
    });
    switches.collect()
}

fn declare(reading: &mut Reading<'_>, id: &Text, condition: Condition) {
    reading.scope.conditions.push((id.text.clone(), condition));
}

fn written(table: &Table) -> Vec<Written<'_>> {
    let ids: Vec<&str> = table
        .named("condition")
        .map(|(id, _)| id.text.as_str())
        .collect();
    table
        .named("condition")
        .map(|(id, table)| {
            let mut lines = table.texts("all");
            lines.extend(table.texts("any"));
            let names = lines
                .iter()
                .filter_map(|line| ids.iter().position(|id| *id == bare(&line.text)))
                .collect();
            Written {
                id,
                lines,
                names,
                table,
            }
        })
        .collect()
}

fn size(condition: &Condition) -> usize {
    let inside = match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(size).sum(),
        Condition::Atom(_) => 0,
        Condition::Named { condition, .. } | Condition::Not(condition) => size(condition),
    };
    1 + inside
}

/// Returns the line without its `not`s: the whole of it when it names a condition.
fn bare(line: &str) -> &str {
    let mut bare = line.trim();
    while let Some(rest) = bare.strip_prefix("not")
        && rest.starts_with(char::is_whitespace)
    {
        bare = rest.trim();
    }
    bare
}

/// Returns the conditions from which a path of names leads back to themselves.
fn circular(written: &[Written<'_>]) -> Vec<usize> {
    let reaches_itself = |start: usize| {
        let mut seen = vec![false; written.len()];
        let mut next = written[start].names.clone();
        while let Some(name) = next.pop() {
            if name == start {
                return true;
            }
            if !std::mem::replace(&mut seen[name], true) {
                next.extend(&written[name].names);
            }
        }
        false
    };
    (0..written.len())
        .filter(|&start| reaches_itself(start))
        .collect()
}
