//! Answers without an incident: read from a file of facts, and made into an incident that holds
//! nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};

use super::Problem;
use super::compute::Computed;
use crate::catalog;
use crate::document::Given;
use crate::engine::Incident;
use crate::fact::{Certainty, Value};
use crate::runtime::{Error, Material};

/// Answers, by fact id.
pub type Answers = BTreeMap<String, Said>;

/// What is said about a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The answer.
    pub answer: Answer,
    /// How sure; the default when it is not said.
    pub certainty: Option<Certainty>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Answer {
    /// It is known.
    Known(Value),
    /// Nobody has answered.
    #[default]
    Nothing,
    /// It was asked and is not known.
    Unknown,
}

/// Returns the ids of the facts in a file; none when it cannot be read, which reading it says.
pub fn named(path: &Path) -> Vec<String> {
    let text = catalog::read(path).map(|text| text.content);
    let text = text.unwrap_or_default();
    let table = toml::from_str::<toml::Table>(text.trim_start_matches('\u{feff}'));
    table
        .unwrap_or_default()
        .into_iter()
        .map(|(id, _)| id)
        .collect()
}

/// Reads a file of facts; everything that is wrong comes back at once, with its line.
pub fn read(material: &Material, path: &Path, now: DateTime<Utc>) -> Result<Answers, Problem> {
    let text = catalog::read(path)?.content;
    let name = path.display().to_string();
    of_text(material, &name, &text, now)
}

/// Reads the text of a file of facts.
pub fn of_text(
    material: &Material,
    name: &str,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Answers, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let table: toml::Table =
        toml::from_str(text).map_err(|error| Problem::File(format!("{name}: {error}")))?;
    let line_of = |id: &str| {
        let is_it = |line: &str| {
            let key = line.split(['=', '.']).next().unwrap_or_default();
            key.trim().trim_matches(['"', '\'', '[', ']']) == id
        };
        text.lines().position(is_it).map_or(1, |at| at + 1)
    };
    let (mut answers, mut wrong) = (Answers::new(), Vec::new());
    for (id, value) in &table {
        match said(material, id, value, now) {
            Ok(said) => {
                answers.insert(id.clone(), said);
            }
            Err(what) => {
                let line = line_of(id);
                wrong.push(format!("{name}:{line}: `{id}`: {what}"));
            }
        }
    }
    match wrong.is_empty() {
        true => Ok(answers),
        false => Err(Problem::File(wrong.join("\n"))),
    }
}

/// Reads one answer: a value, or a table with `value`, `certainty` and `source`. An empty text is
/// no answer yet.
pub fn said(
    material: &Material,
    id: &str,
    value: &toml::Value,
    now: DateTime<Utc>,
) -> Result<Said, String> {
    let Some(fact) = material.playbook.fact(id) else {
        let facts = material.playbook.facts().iter();
        let near = crate::diagnostic::nearest(id, facts.map(|fact| fact.id.as_str()));
        let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("there is no such fact{near}"));
    };
    let long = value.as_table().filter(|table| table.contains_key("value"));
    if let Some(key) = long.and_then(|table| {
        let is_other = |key: &&String| !["certainty", "source", "value"].contains(&key.as_str());
        table.keys().find(is_other)
    }) {
        return Err(format!(
            "there is no `{key}`; possible are: value, certainty, source"
        ));
    }
    let text = |key: &str| {
        let text = long.and_then(|table| table.get(key)?.as_str())?;
        Some(text).filter(|text| !text.trim().is_empty())
    };
    let value = long.map_or(value, |table| &table["value"]);
    let answer = match value.as_str().map(str::trim) {
        Some("") => Answer::Nothing,
        Some("onbekend") => Answer::Unknown,
        _ => {
            let read = fact.kind.from_toml(value, now);
            Answer::Known(read.map_err(|unreadable| unreadable.to_string())?)
        }
    };
    if let Answer::Known(Value::Text(words)) = &answer
        && fact.marker
        && !["aanwezig", "geen"].contains(&words.to_lowercase().as_str())
    {
        return Err("is police data; possible are `aanwezig` and `geen`".to_owned());
    }
    Ok(Said {
        answer,
        certainty: text("certainty").map(certainty).transpose()?,
        source: text("source").map(str::to_owned),
    })
}

fn certainty(text: &str) -> Result<Certainty, String> {
    Certainty::parse(text)
        .ok_or_else(|| "possible are: confirmed, probable, unconfirmed".to_owned())
}

/// Returns the answers that are known, as a side-car keeps them.
pub fn given(answers: &Answers) -> Vec<Given> {
    let known = answers.iter().filter_map(|(id, said)| match &said.answer {
        Answer::Known(value) => Some(Given {
            certainty: said.certainty.unwrap_or_default(),
            fact: id.clone(),
            source: said.source.clone(),
            value: value.clone(),
        }),
        Answer::Nothing | Answer::Unknown => None,
    });
    known.collect()
}

/// Returns an incident that holds nothing but the facts given.
pub fn incident(
    material: &Material,
    given: &[Given],
    now: DateTime<Utc>,
) -> Result<Incident, Problem> {
    let given = given.iter().cloned();
    let known = given.map(|given| (given.fact, given.value, given.certainty, given.source));
    Incident::of_answers(&material.playbook, known, now)
        .map_err(|refusal| Error::Refused(Box::new(refusal)).into())
}

/// Computes a draft from answers, which its side-car keeps.
pub fn compute(
    material: &Material,
    answers: &Answers,
    name: &str,
    now: DateTime<Utc>,
    with_copy: bool,
) -> Result<Computed, Problem> {
    let given = given(answers);
    let incident = incident(material, &given, now)?;
    let mut computed = super::compute::compute(material, &incident, name, None, now, with_copy)?;
    computed.side_car.answers = given;
    Ok(computed)
}
