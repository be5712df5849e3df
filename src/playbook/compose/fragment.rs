//! Includes fragments: parts of a playbook that are written once, each under a name of its own.
//!
//! Never includes a fragment in a fragment.

use std::collections::BTreeMap;

use super::rename::{SECTIONS, declared, fill, prefix};
use super::{Composed, merge};
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::playbook::shape;
use crate::reader::{self, Data, Table, Text, hinted, possible};

/// The lists of a state that a fragment can add to.
const LISTS: [&str; 5] = ["ask", "ask_when", "decide", "draft", "task"];

/// One inclusion, as the playbook writes it.
struct Inclusion {
    fragment: Text,
    name: Text,
    place: Option<Text>,
    with: Vec<(Text, String)>,
}

/// Adds what every inclusion brings.
pub(super) fn include(
    composed: &mut Composed,
    fragments: &BTreeMap<String, Source>,
    findings: &mut Vec<Finding>,
) {
    for inclusion in inclusions(&composed.table) {
        let Some(source) = fragments.get(&inclusion.fragment.text) else {
            let known = fragments.keys().map(String::as_str);
            let hint = possible(&inclusion.fragment.text, known);
            let finding = unknown("fragment", &inclusion.fragment);
            findings.push(hinted(finding, hint));
            continue;
        };
        let states: Vec<&str> = composed
            .table
            .named("state")
            .map(|(id, _)| id.text.as_str())
            .collect();
        if let Some(place) = &inclusion.place
            && !states.contains(&place.text.as_str())
        {
            let hint = possible(&place.text, states.iter().copied());
            findings.push(hinted(unknown("state", place), hint));
            continue;
        }
        one(composed, source, &inclusion, findings);
    }
}

fn inclusions(table: &Table) -> Vec<Inclusion> {
    let named = table.named("include");
    named
        .filter_map(|(name, table)| {
            let with = table.table("with").map(|with| with.entries.as_slice());
            Some(Inclusion {
                fragment: table.text("fragment")?,
                name: name.clone(),
                place: table.text("in"),
                with: with
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|it| Some((it.key.clone(), it.value.text()?.text)))
                    .collect(),
            })
        })
        .collect()
}

fn one(
    composed: &mut Composed,
    source: &Source,
    inclusion: &Inclusion,
    findings: &mut Vec<Finding>,
) {
    let name = &inclusion.name;
    let (file, line) = composed.sheet.line(name.span.start);
    let from = format!("as `{}` at {file}:{line}", name.text);
    let start = composed.sheet.add(source, Some(from));
    let (table, found) = reader::tree(source, start);
    let here = start..start;
    findings.extend(found.into_iter().map(|finding| placed(finding, &here)));
    let Some(mut table) = table else { return };
    if let Some(id) = table.text("id")
        && id.text != inclusion.fragment.text
    {
        let message = format!(
            "the file is `{}` and the id `{}`",
            inclusion.fragment.text, id.text
        );
        let finding = Finding::at(Code::WrongValue, id.span, message);
        findings.push(finding.hint("give both the same name"));
    }
    let ids = declared(&table);
    let values = values(&table, inclusion, findings);
    prefix(&mut table, &name.text, &ids);
    fill(&mut table, &values, findings);
    let mut of_form = Vec::new();
    let stands = reader::check(&table, &shape::FRAGMENT, &mut of_form);
    findings.extend(of_form.into_iter().map(|finding| placed(finding, &here)));
    if stands {
        merge_in(&mut composed.table, table, inclusion, findings);
    }
}

/// Returns the value of each parameter, and reports what is given or declared and not the other.
fn values(
    table: &Table,
    inclusion: &Inclusion,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let parameters = table.strings("parameters");
    let mut values = BTreeMap::new();
    for (name, value) in &inclusion.with {
        if parameters.contains(&name.text) {
            values.insert(name.text.clone(), value.clone());
            continue;
        }
        let known = parameters.iter().map(String::as_str);
        findings.push(hinted(
            unknown("parameter", name),
            possible(&name.text, known),
        ));
    }
    for parameter in parameters {
        if !values.contains_key(&parameter) {
            let message = format!(
                "`{}` does not fill in `{parameter}` of fragment `{}`",
                inclusion.name.text, inclusion.fragment.text
            );
            let finding = Finding::at(Code::MissingKey, inclusion.name.span.clone(), message);
            findings.push(finding.hint(format!("add `with = {{ {parameter} = \"…\" }}`")));
            // Filled in with something, so that it is told about once.
            values.insert(parameter.clone(), parameter);
        }
    }
    values
}

fn merge_in(
    playbook: &mut Table,
    fragment: Table,
    inclusion: &Inclusion,
    findings: &mut Vec<Finding>,
) {
    for mut entry in fragment.entries {
        let key = entry.key.text.clone();
        if LISTS.contains(&key.as_str()) {
            let around = inclusion.place.as_ref().and_then(|place| {
                let states = merge::find(playbook, "state")?;
                merge::find(states, &place.text)
            });
            match around {
                Some(state) => match entry.value.data {
                    Data::Table(conditions) => {
                        if let Some(known) = merge::section(state, &key, &entry.value.span) {
                            known.entries.extend(conditions.entries);
                        }
                    }
                    _ => merge::append(state, &key, &entry.value),
                },
                None => {
                    let message = format!("`{}` has no `in`", inclusion.name.text);
                    let span = inclusion.name.span.clone();
                    let finding = Finding::at(Code::MissingKey, span, message);
                    let hint = format!("name the state that gets the `{key}` of the fragment");
                    findings.push(finding.hint(hint));
                }
            }
        } else if key == "compartment"
            && let Data::Table(table) = &mut entry.value.data
            && let Some(known) = merge::section(playbook, &key, &entry.value.span)
        {
            compartments(known, table);
        } else if SECTIONS.contains(&key.as_str())
            && let Data::Table(table) = &mut entry.value.data
            && let Some(section) = merge::section(playbook, &key, &entry.value.span)
        {
            for mut one in table.entries.drain(..) {
                if let Data::Table(state) = &mut one.value.data
                    && let (true, None, Some(place)) =
                        (key == "state", state.get("in"), &inclusion.place)
                {
                    let text = Data::Text(place.text.clone());
                    merge::put(state, "in", merge::node(text, &place.span));
                }
                section.entries.push(one);
            }
        }
    }
}

/// Adds the compartments of a fragment under their own names: roles belong to the playbook, so of one
/// that it has already only what it holds is added.
fn compartments(known: &mut Table, brought: &mut Table) {
    for one in brought.entries.drain(..) {
        match (merge::find(known, &one.key.text), &one.value.data) {
            (Some(there), Data::Table(brought)) => {
                if let Some(holds) = brought.get("holds") {
                    merge::append(there, "holds", holds);
                }
            }
            _ => known.entries.push(one),
        }
    }
}

/// Gives a finding about the whole of a text its beginning as place.
pub(super) fn placed(mut finding: Finding, here: &Span) -> Finding {
    finding.span.get_or_insert_with(|| here.clone());
    finding
}

pub(super) fn unknown(what: &str, name: &Text) -> Finding {
    let message = format!("there is no {what} `{}`", name.text);
    Finding::at(Code::UnknownReference, name.span.clone(), message)
}
