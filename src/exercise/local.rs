//! What a municipality replaces in a scenario: its own square, its own titles.
//!
//! Texts are filled in a tree that was read, so places in the file stay true; ids and conditions are texts as well.

mod sentence;

use std::collections::BTreeMap;

use super::Scenario;
use super::check::real;
use super::shape::LOCALISATION;
use crate::diagnostic::{Code, Finding, Source};
use crate::playbook::Playbook;
use crate::reader::{self, Data, Node, Table, Text, hinted, possible};

/// The keys whose texts are read as they stand, so that they begin with a capital; an answer stands in other sentences.
const READ: &[&str] = &[
    "answer", "brief", "briefing", "comment", "guide", "hot_wash", "note", "observer", "reason",
    "result", "rules", "staff", "summary", "text", "title", "what",
];

/// Something a municipality replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// What it is.
    pub about: String,
    /// The id, that stands in texts between braces.
    pub id: Text,
    /// What stands there.
    pub text: String,
}

/// A file that localises a scenario.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localisation {
    /// The municipality file beside it.
    pub municipality: Option<String>,
    /// Other titles of roles.
    pub roles: BTreeMap<String, String>,
    /// The scenario.
    pub scenario: String,
    table: Option<Table>,
    texts: BTreeMap<String, String>,
}

impl Localisation {
    /// Reads a localisation.
    ///
    /// # Errors
    /// Everything that is wrong in the format, at once.
    pub fn parse(source: &Source) -> Result<Localisation, Vec<Finding>> {
        let (table, findings) = reader::read(source, &LOCALISATION);
        match table {
            Some(table) if findings.is_empty() => Ok(Localisation {
                municipality: table.text("gemeente").map(|text| text.text),
                roles: labels(&table, "roles"),
                scenario: table.string("scenario"),
                texts: labels(&table, "local"),
                table: Some(table),
            }),
            _ => Err(findings),
        }
    }

    /// Returns what it replaces that the scenario or the playbook does not have, and what in it looks real.
    pub fn check(&self, scenario: &Scenario, playbook: &Playbook) -> Vec<Finding> {
        let locals = scenario.local.iter().map(|local| local.id.text.as_str());
        let roles = playbook.roles().iter().map(|role| role.id.as_str());
        let mut findings = self.strays("local", "placeholder", &locals.collect::<Vec<_>>());
        findings.extend(self.strays("roles", "role", &roles.collect::<Vec<_>>()));
        if let Some(table) = self.table.as_ref().filter(|_| scenario.frame.is_some()) {
            findings.extend(real::findings(table));
        }
        findings
    }

    /// Returns what a placeholder reads here.
    pub(super) fn text(&self, id: &str) -> Option<&String> {
        self.texts.get(id)
    }

    fn strays(&self, key: &str, what: &str, known: &[&str]) -> Vec<Finding> {
        let table = self.table.as_ref().and_then(|table| table.table(key));
        let keys = table.map_or(&[][..], |table| &table.entries).iter();
        keys.map(|entry| &entry.key)
            .filter(|key| !known.contains(&key.text.as_str()))
            .map(|key| {
                let message = format!("the scenario has no {what} `{}`", key.text);
                let finding = Finding::at(Code::UnknownReference, key.span.clone(), message);
                hinted(finding, possible(&key.text, known.iter().copied()))
            })
            .collect()
    }
}

/// Fills every placeholder in the texts of a scenario, and returns the ones that stand there.
pub(super) fn fill(table: &mut Table, values: &BTreeMap<String, String>) -> Vec<Text> {
    let mut used = Vec::new();
    let entries = table.entries.iter_mut();
    for entry in entries.filter(|entry| entry.key.text != "local") {
        let is_read = READ.contains(&entry.key.text.as_str());
        fill_node(&mut entry.value, is_read, values, &mut used);
    }
    used
}

fn fill_node(
    node: &mut Node,
    is_read: bool,
    values: &BTreeMap<String, String>,
    used: &mut Vec<Text>,
) {
    match &mut node.data {
        Data::Array(items) => {
            for item in items {
                fill_node(item, is_read, values, used);
            }
        }
        Data::Table(table) => {
            for entry in &mut table.entries {
                let is_read = READ.contains(&entry.key.text.as_str());
                fill_node(&mut entry.value, is_read, values, used);
            }
        }
        Data::Text(text) => {
            for (id, written) in placeholders(text) {
                if let Some(value) = values.get(&id) {
                    *text = sentence::fill(text, &written, value, is_read);
                }
                used.push(Text {
                    span: node.span.clone(),
                    text: id,
                });
            }
        }
        Data::Bool(_) | Data::Date(_) | Data::Integer(_) | Data::Other(_) => {}
    }
}

/// Returns the placeholders in a text, each with how it is written; one that stands there twice once.
fn placeholders(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for part in text.split('{').skip(1) {
        let Some((id, _)) = part.split_once('}') else {
            continue;
        };
        let is_id = reader::Alphabet::Underscore.allows(id);
        if is_id && !found.iter().any(|(known, _)| known == id) {
            found.push((id.to_owned(), format!("{{{id}}}")));
        }
    }
    found
}

fn labels(table: &Table, key: &str) -> BTreeMap<String, String> {
    let entries = table.table(key).map_or(&[][..], |table| &table.entries);
    let entries = entries.iter();
    entries
        .filter_map(|entry| Some((entry.key.text.clone(), entry.value.text()?.text)))
        .collect()
}
