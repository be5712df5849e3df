//! Whether a filled document has the elements that its template asks for.
//!
//! It looks at the page: the section must be there, with words and without marks. It never judges the words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Inputs;
use super::render::Heard;
use super::scene::open;
use crate::document::template::Level;
use crate::document::template::element::Element;
use crate::document::tree::content;
use crate::document::{Block, Document};
use crate::engine::World;
use crate::fact::condition::{self, Condition};
use crate::fact::{Truth, dutch};
use crate::law::{self, Register};
use crate::playbook::Scope;

/// What was found on an element.
#[derive(Deserialize, Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ElementFound {
    /// The id.
    pub id: String,
    /// How strict it is.
    pub level: Level,
    /// Why, in Dutch; empty when it is there.
    pub reason: String,
    /// Citations of its sources.
    pub sources: Vec<String>,
    /// The finding.
    pub status: ElementStatus,
    /// The finding in Dutch words.
    pub status_text: String,
    /// What it is.
    pub title: String,
}

/// A finding on an element.
#[derive(Deserialize, Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementStatus {
    /// The section has words and no marks, and the facts are known.
    Present,
    /// It does not count here.
    NotApplicable,
    /// Whether it counts is not known.
    Unknown,
    /// A section, words or a fact is not there.
    Missing,
}

impl ElementFound {
    /// Tells whether it asks for attention.
    pub fn is_open(&self) -> bool {
        matches!(self.status, ElementStatus::Missing | ElementStatus::Unknown)
    }

    /// Tells whether a document that lacks it is no more than a draft.
    pub fn is_insufficient(&self) -> bool {
        self.level == Level::Must && self.is_open()
    }
}

impl ElementStatus {
    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            ElementStatus::Present => "aanwezig",
            ElementStatus::NotApplicable => "niet van toepassing",
            ElementStatus::Unknown => "onbekend",
            ElementStatus::Missing => "ontbreekt",
        }
    }
}

/// Returns the findings, in the order of the template; what they rest on is added to what was heard.
pub(super) fn find(
    inputs: &Inputs<'_>,
    document: &Document,
    answered: &BTreeSet<String>,
    heard: &mut Heard,
) -> Vec<ElementFound> {
    let mut found = Vec::new();
    for element in inputs.template.elements() {
        let law = element.law.iter().map(|id| id.text.as_str());
        heard.laws.extend(law.clone().map(str::to_owned));
        heard
            .facts
            .extend(element.facts.iter().map(|id| id.text.clone()));
        let applies = applies(inputs, element);
        heard
            .facts
            .extend(applies.facts().into_iter().map(str::to_owned));
        let (status, reason) = look(inputs, element, &applies, document, answered);
        found.push(ElementFound {
            id: element.id.text.clone(),
            level: element.level,
            reason,
            sources: cites(inputs.law, law),
            status,
            status_text: status.dutch().to_owned(),
            title: element.title.clone(),
        });
    }
    found
}

/// Returns how a text refers to sources, each with why nobody should rest on it without reading it.
pub(super) fn cites<'a>(law: &Register, ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let cite = |id: &str| match law.source(id) {
        Some(source) => match law::Source::doubt(source) {
            Some(doubt) => format!("{} ({doubt})", source.cite),
            None => source.cite.clone(),
        },
        None => id.to_owned(),
    };
    ids.map(cite).collect()
}

fn applies(inputs: &Inputs<'_>, element: &Element) -> Condition {
    let scope = Scope::of(inputs.playbook);
    let lines = element.applies.iter();
    Condition::All(
        lines
            .filter_map(|line| condition::read(&line.text, &scope).ok())
            .collect(),
    )
}

fn look(
    inputs: &Inputs<'_>,
    element: &Element,
    applies: &Condition,
    document: &Document,
    answered: &BTreeSet<String>,
) -> (ElementStatus, String) {
    let world = World::new(inputs.playbook, inputs.incident.situation());
    match applies.truth(&world) {
        Truth::True => {}
        Truth::False => {
            let words = condition::dutch(applies, inputs.playbook);
            let reason = format!("geldt alleen als: {words}");
            return (ElementStatus::NotApplicable, reason);
        }
        Truth::Unknown => {
            let open = open(inputs.playbook, &applies.needs(&world));
            let questions: Vec<String> = open.into_iter().map(|(_, question)| question).collect();
            let reason = match questions.is_empty() {
                true => condition::dutch(applies, inputs.playbook),
                false => questions.join(" "),
            };
            return (ElementStatus::Unknown, format!("hangt af van: {reason}"));
        }
    }
    let mut lacks = Vec::new();
    if let Some(section) = &element.section {
        match blocks_under(&document.blocks, &section.text) {
            None => lacks.push("de afdeling staat niet in de tekst".to_owned()),
            Some(blocks) => {
                let (questions, has_words) = content(blocks);
                if !questions.is_empty() {
                    lacks.push(format!("open in de tekst: {}", shortened(&questions)));
                } else if !has_words {
                    lacks.push("de afdeling heeft geen tekst".to_owned());
                }
            }
        }
    }
    let unknown = element
        .facts
        .iter()
        .filter(|id| !answered.contains(&id.text));
    let unknown = unknown.filter_map(|id| inputs.playbook.fact(&id.text));
    let labels: Vec<String> = unknown.map(|fact| fact.label.clone()).collect();
    if !labels.is_empty() {
        lacks.push(format!("niet bekend: {}", dutch::list(&labels)));
    }
    match lacks.is_empty() {
        true => (ElementStatus::Present, String::new()),
        false => (ElementStatus::Missing, lacks.join("; ")),
    }
}

/// Returns the first few questions; all of them stand in the list of what is missing.
fn shortened(questions: &[&str]) -> String {
    const SHOWN: usize = 3;
    let shown = questions[..questions.len().min(SHOWN)].join(" ");
    match questions.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} En nog {more}."),
    }
}

/// Returns a heading with everything under it.
fn blocks_under<'a>(blocks: &'a [Block], name: &str) -> Option<&'a [Block]> {
    let level = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let is_named = |block: &Block| matches!(block, Block::Heading { anchor: Some(anchor), .. } if anchor == name);
    let start = blocks.iter().position(is_named)?;
    let own = level(&blocks[start])?;
    let rest = &blocks[start + 1..];
    let ends = |block: &Block| level(block).is_some_and(|level| level <= own);
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    Some(&blocks[start..=start + length])
}
