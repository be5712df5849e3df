//! A way through the chart, told in Dutch; and answers as conditions, to be copied into a playbook.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::cells::{Answer, Cells, Variable};
use super::explore::{Cause, Edge, Graph};
use super::form::{Assignment, all};
use crate::fact::condition::{self, Standing, Test, Words};
use crate::fact::{Certainty, Condition, Subject, Truth, Value, dutch};
use crate::playbook::Playbook;

/// More answers than this are only counted.
pub(super) const TOLD: usize = 8;

/// Returns a way as a story, with how it ends.
pub(super) fn story(playbook: &Playbook, graph: &Graph, way: &[&Edge], ending: &str) -> String {
    let mut told = vec!["Begin".to_owned()];
    let mut now: BTreeMap<usize, usize> = BTreeMap::new();
    let domains = all(&graph.cells);
    for edge in way {
        let mut answers = Vec::new();
        let assignment = graph.answers(edge, &domains).unwrap_or_default();
        for (variable, cell) in assignment.into_iter().enumerate() {
            let Some(cell) = cell else { continue };
            let is_said = graph.cells[variable].answers[cell] != Answer::Nothing;
            if is_said && now.insert(variable, cell) != Some(cell) {
                answers.push(phrase(playbook, &graph.cells[variable], cell));
            }
        }
        if !answers.is_empty() {
            told.push(dutch::list(&answers));
        }
        told.extend(cause(playbook, graph, edge));
        told.extend(arrival(playbook, graph, edge));
    }
    told.push(ending.to_owned());
    told.join(" → ")
}

/// Returns answers as a phrase; nothing is left out.
pub(super) fn answers(playbook: &Playbook, cells: &[Cells], assignment: &Assignment) -> String {
    let said = assignment.iter().enumerate();
    let phrases: Vec<String> = said
        .filter_map(|(variable, cell)| Some(phrase(playbook, &cells[variable], (*cell)?)))
        .collect();
    match phrases.len() {
        0 => "altijd".to_owned(),
        count if count > TOLD => {
            let rest = format!("nog {} antwoorden", count - TOLD);
            dutch::list(&[&phrases[..TOLD], &[rest]].concat())
        }
        _ => dutch::list(&phrases),
    }
}

/// Returns answers as conditions, as they are written in a playbook.
pub(super) fn conditions(cells: &[Cells], assignment: &Assignment) -> Vec<String> {
    let said = assignment.iter().enumerate();
    said.filter_map(|(variable, cell)| Some((&cells[variable], (*cell)?)))
        .flat_map(|(cells, cell)| match cells.variable {
            Variable::Each(_) => of_each(cells, cell),
            _ => vec![condition(cells, cell)],
        })
        .collect()
}

/// Returns how each test on all tasks or decisions of a list comes out.
fn of_each(cells: &Cells, cell: usize) -> Vec<String> {
    let tests = cells.tests.iter().zip(&cells.truths[cell]);
    tests
        .filter_map(|(test, truth)| {
            let Subject::Each(each) = &test.subject else {
                return None;
            };
            let not = match truth {
                Truth::True => "",
                Truth::False => "not ",
                Truth::Unknown => return None,
            };
            let of = if each.every { "all" } else { "any" };
            let asked = match &test.test {
                Test::Is(options) => {
                    let options: Vec<&str> = options.iter().map(String::as_str).collect();
                    format!("= {}", options.join(" | "))
                }
                Test::Decided => "decided".to_owned(),
                _ => "done".to_owned(),
            };
            Some(format!("{not}{of} {} {asked}", each.id))
        })
        .collect()
}

fn condition(cells: &Cells, cell: usize) -> String {
    match (&cells.variable, &cells.answers[cell]) {
        (Variable::Fact(id), Answer::Known(_, value)) => match value {
            Value::Bool(true) => id.clone(),
            Value::Bool(false) => format!("{id} = nee"),
            Value::Choice(option) => format!("{id} = {option}"),
            Value::Integer(number) => format!("{id} = {number}"),
            _ => format!("{id} known"),
        },
        (Variable::Fact(id), Answer::AskedUnknown) => format!("{id} asked_unknown"),
        (Variable::Fact(id), _) => format!("{id} unknown"),
        (Variable::Decision(id), Answer::Decided(option)) => format!("{id} = {option}"),
        (Variable::Decision(id), _) => format!("not {id} decided"),
        (Variable::Document(id), Answer::Stands(Standing::Oral)) => format!("{id} oral"),
        (Variable::Document(id), Answer::Stands(_)) => format!("{id} issued"),
        (Variable::Document(id), _) => format!("not {id} issued"),
        (Variable::Task(id), Answer::Done) => format!("{id} done"),
        (Variable::Task(id), _) => format!("not {id} done"),
        (Variable::Place(_), Answer::In(state)) => format!("in {state}"),
        (Variable::Place(id), _) => format!("not in {id}"),
        (Variable::Each(id), _) => id.clone(),
    }
}

fn phrase(playbook: &Playbook, cells: &Cells, cell: usize) -> String {
    let label = |subject: Subject| Words::label(playbook, &subject);
    match (&cells.variable, &cells.answers[cell]) {
        (Variable::Fact(id), answer) => {
            let label = label(Subject::Fact(id.clone()));
            match answer {
                Answer::Known(certainty, value) => {
                    let unsure = match certainty {
                        Certainty::Confirmed => "",
                        _ => " (niet bevestigd)",
                    };
                    format!("‘{label}’ is {}{unsure}", shown(playbook, id, value))
                }
                Answer::AskedUnknown => format!("‘{label}’ is gevraagd en onbekend"),
                _ => format!("‘{label}’ is niet beantwoord"),
            }
        }
        (Variable::Decision(id), answer) => {
            let label = label(Subject::Decision(id.clone()));
            match answer {
                Answer::Decided(option) => {
                    format!(
                        "over ‘{label}’ is besloten: {}",
                        playbook.option(id, option)
                    )
                }
                _ => format!("over ‘{label}’ is niet besloten"),
            }
        }
        (Variable::Each(_), _) => {
            let tests = cells.tests.iter().zip(&cells.truths[cell]);
            let told = tests.filter_map(|(test, truth)| {
                let holds = Condition::Atom(test.clone());
                match truth {
                    Truth::True => Some(condition::dutch(&holds, playbook)),
                    Truth::False => {
                        let opposite = Condition::Not(Box::new(holds));
                        Some(condition::dutch(&opposite, playbook))
                    }
                    Truth::Unknown => None,
                }
            });
            let told: Vec<String> = told.collect();
            match told.is_empty() {
                true => "dat is voor geen enkele regel bekend".to_owned(),
                false => dutch::list(&told),
            }
        }
        (Variable::Document(id), answer) => {
            let label = label(Subject::Document(id.clone()));
            match answer {
                Answer::Stands(Standing::Oral) => format!("‘{label}’ is mondeling gegeven"),
                Answer::Stands(_) => format!("‘{label}’ is bekendgemaakt"),
                _ => format!("‘{label}’ is niet bekendgemaakt"),
            }
        }
        (Variable::Task(id), answer) => {
            let not = if *answer == Answer::Done { "" } else { "niet " };
            format!("‘{}’ is {not}klaar", label(Subject::Task(id.clone())))
        }
        (Variable::Place(_), Answer::In(id)) => {
            format!("in stap ‘{}’", label(Subject::State(id.clone())))
        }
        (Variable::Place(id), _) => {
            format!("niet in stap ‘{}’", label(Subject::State(id.clone())))
        }
    }
}

fn shown(playbook: &Playbook, fact: &str, value: &Value) -> String {
    match value {
        Value::Person(_) | Value::Place(_) | Value::Text(_) => "ingevuld".to_owned(),
        // The day and the moment that stand for any other where no test tells them apart.
        Value::Date(day) if *day == NaiveDate::default() => "ingevuld".to_owned(),
        Value::Datetime(at) if *at == DateTime::<Utc>::default() => "ingevuld".to_owned(),
        Value::Records(records) => match records.len() {
            1 => "ingevuld met 1 regel".to_owned(),
            count => format!("ingevuld met {count} regels"),
        },
        _ => playbook
            .fact(fact)
            .map_or_else(String::new, |fact| dutch::value(&fact.kind, value)),
    }
}

fn cause(playbook: &Playbook, graph: &Graph, edge: &Edge) -> Option<String> {
    let Cause::Event(event) = edge.cause else {
        return None;
    };
    if let Some(trigger) = playbook.trigger(graph.chart.event_name(event)) {
        return Some(format!("‘{}’", trigger.label));
    }
    let mut transitions = playbook.transitions().iter();
    let waited = transitions.find(|it| playbook.after_event(&it.id) == Some(event))?;
    Some(format!("na {}", dutch::duration(waited.after_seconds?)))
}

/// Returns the innermost states that were not active before.
fn arrival(playbook: &Playbook, graph: &Graph, edge: &Edge) -> Option<String> {
    let before = edge.from.map(|node| *graph.nodes[node].machine.active());
    let after = *graph.nodes[edge.to].machine.active();
    let fresh = after - before.unwrap_or_default();
    let innermost = fresh.iter().filter(|state| graph.chart.is_atomic(*state));
    let titles: Vec<String> = innermost
        .filter(|state| before.is_some() || !graph.part.still.contains(*state))
        .filter_map(|state| Some(format!("‘{}’", playbook.state_at(state)?.title)))
        .collect();
    (!titles.is_empty()).then(|| format!("u bent in {}", dutch::list(&titles)))
}
