//! From facts to paper: a template filled with what the log says, with its gates, what is missing, and a receipt.
//!
//! It computes a concept and what stands in its way. It never calls anything lawful and never makes a document final:
//! that is for a person, who is on record.

mod board;
mod element;
mod guard;
mod lists;
mod note;
pub(super) mod place;
mod receipt;
mod remarks;
pub(super) mod render;
pub(super) mod scene;
mod series;
mod settle;
mod signature;
mod value;
mod weighing;
mod working_copy;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use minijinja::value::Value as Jinja;
use serde::Serialize;

pub use element::{ElementFound, ElementStatus};
pub use receipt::{FactUsed, Pinned, Receipt, Source};
pub use working_copy::working_copy;

use super::template::{Kind, Template, names};
use super::{Block, Document, missing, plain};
use crate::diagnostic::Finding;
use crate::engine::{Incident, World};
use crate::fact::dutch;
use crate::law::term::Holidays;
use crate::law::{Register, RequirementKind};
use crate::playbook::{Municipality, Playbook, Power};
use crate::view::{self, Gate, GateStatus, PowerLine};
use render::Heard;
use scene::Scene;

/// Everything a draft is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The checkpoint in words, as it is printed at the foot of every page.
    pub head: Option<&'a str>,
    /// The days that move the end of a term.
    pub holidays: &'a Holidays,
    /// The incident; it may hold nothing but facts.
    pub incident: &'a Incident,
    /// The law register.
    pub law: &'a Register,
    /// What the municipality says about itself.
    pub municipality: &'a Municipality,
    /// The template of the note for the legal adviser.
    pub note: &'a Template,
    /// The moment it is drafted.
    pub now: DateTime<Utc>,
    /// The playbook.
    pub playbook: &'a Playbook,
    /// The power whose requirements are the gates; when there is none, that of the template.
    pub power: Option<&'a Power>,
    /// The program with its version.
    pub program: &'a str,
    /// The template.
    pub template: &'a Template,
}

/// A draft with what stands in its way.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The lighter powers that nothing known rules out.
    pub alternatives: Vec<PowerLine>,
    /// The document, clean: no remark of the program or its makers.
    pub document: Document,
    /// The findings on the elements, in the order of the template.
    pub elements: Vec<ElementFound>,
    /// The findings on the requirements, in the order of the register.
    pub gates: Vec<Gate>,
    /// `CONCEPT` and why it is no more than that; empty for a page of the own team.
    pub marking: String,
    /// What is missing: path and question, once each.
    pub missing: Vec<(String, String)>,
    /// The note for the legal adviser; only with what leaves the building.
    pub note: Option<Document>,
    /// What it was made from.
    pub receipt: Receipt,
    /// The power it rests on, against what is known.
    pub power: Option<PowerLine>,
    /// The entries of all answers it rests on, in order.
    pub relied_on: Vec<u64>,
    /// The conditions in the text that were undetermined, in Dutch.
    pub unresolved: Vec<String>,
}

/// Whether a draft can go to whoever signs it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A court has rejected the ground, or a requirement that nobody may deviate from is not met,
    /// also when it only waits for something to be written down.
    Blocked,
    /// Nothing is missing, undetermined or open.
    Complete,
    /// Something is missing, undetermined or open.
    Incomplete,
}

impl Draft {
    /// Returns whether it can go to whoever signs it; what is good to know stops nothing.
    pub fn status(&self) -> Status {
        let is_blocking = |gate: &Gate| match gate.status {
            GateStatus::Rejected => true,
            GateStatus::Missing => gate.kind == RequirementKind::Gate && !gate.is_unanswered,
            _ => false,
        };
        let is_open = |gate: &Gate| gate.kind != RequirementKind::Note && gate.status.is_open();
        if self.gates.iter().any(is_blocking) {
            Status::Blocked
        } else if !self.missing.is_empty()
            || !self.unresolved.is_empty()
            || self.gates.iter().any(is_open)
            || self.elements.iter().any(ElementFound::is_insufficient)
        {
            Status::Incomplete
        } else {
            Status::Complete
        }
    }
}

impl Status {
    /// Returns the name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Blocked => "blocked",
            Status::Complete => "complete",
            Status::Incomplete => "incomplete",
        }
    }
}

/// The facts that a document is dated and numbered by, when a playbook has them.
const DATE: &str = "datum_besluit";
const REFERENCE: &str = "kenmerk";

/// The requirement that lighter means are weighed.
const LIGHTER: &str = "lichter_middel";

/// Returns the draft.
///
/// # Errors
/// Everything in the template, or in that of the note, that cannot be filled; the findings of the note come alone.
pub fn draft(inputs: &Inputs<'_>) -> Result<Draft, Vec<Finding>> {
    let own = inputs.template.power();
    let inputs = &Inputs {
        power: inputs.power.or_else(|| inputs.playbook.power(own?)),
        ..*inputs
    };
    let situation = inputs.incident.situation();
    let kind = inputs.template.kind();
    let gates = inputs.power.map_or_else(Vec::new, |power| {
        let world = World::new(inputs.playbook, situation);
        view::gates(inputs.playbook, inputs.law, power, &world)
    });
    let mut scene = scene(inputs, inputs.template)?;
    scene.lists.insert("gates", lists::gates(&gates));
    let is_unknown = |id: &&str| !scene.facts.get(*id).is_some_and(|known| known.is_known);
    let unknown: Vec<&str> = inputs.template.needs().filter(is_unknown).collect();
    let answered = scene.facts.iter().filter(|(_, known)| known.is_known);
    let answered: BTreeSet<String> = answered.map(|(id, _)| id.clone()).collect();
    let (document, mut heard) = fill(inputs, inputs.template, scene)?;
    let elements = element::find(inputs, &document, &answered, &mut heard);
    heard
        .facts
        .extend(inputs.template.needs().map(str::to_owned));
    for fact in unknown.iter().filter_map(|id| inputs.playbook.fact(id)) {
        heard.misses(&fact.id, &fact.question);
    }
    let rejected_by = rejected_by(inputs, &gates);
    let marking = marking(inputs, &gates, &elements, &heard);
    let (power, alternatives) = weighed(inputs);
    let mut draft = Draft {
        alternatives,
        note: None,
        receipt: receipt::receipt(inputs, &gates, &elements, &heard, &marking),
        relied_on: relied_on(inputs, &heard),
        document,
        elements,
        gates,
        marking,
        missing: heard.missing,
        power,
        unresolved: heard.unresolved,
    };
    if kind.is_sent() {
        let title = draft.document.title.clone();
        if !rejected_by.is_empty() {
            let cites = dutch::list(&rejected_by);
            draft.document.title = format!("GRONDSLAG VERWORPEN DOOR {cites}: {title}");
        } else if draft.status() == Status::Blocked {
            draft.document.title = format!("HARDE EIS ONTBREEKT: {title}");
        }
        draft.note = Some(note::note(inputs, &draft, &title, &heard.comments)?);
    }
    draft.document.marking = Some(draft.marking.clone()).filter(|marking| !marking.is_empty());
    Ok(draft)
}

/// Returns the power against what is known, and the lighter ones that nothing known rules out.
fn weighed(inputs: &Inputs<'_>) -> (Option<PowerLine>, Vec<PowerLine>) {
    let Some(power) = inputs.power else {
        return (None, Vec::new());
    };
    let world = World::new(inputs.playbook, inputs.incident.situation());
    let mut lines = view::powers(inputs.playbook, inputs.law, &world);
    let own = lines.iter().find(|line| line.id == power.id).cloned();
    // What asks nothing about lighter means, such as a mandate or the end of an order, has nothing lighter.
    let asks = power.requirements.iter().any(|asked| asked.id == LIGHTER);
    lines.retain(|line| asks && own.as_ref().is_some_and(|own| line.is_lighter_than(own)));
    (own, lines)
}

/// Returns what a template sees, with the lists about the incident and empty lists about the draft.
fn scene(inputs: &Inputs<'_>, template: &Template) -> Result<Scene, Vec<Finding>> {
    let findings = template.check_names(inputs.playbook, inputs.law);
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut scene = Scene::of(template, inputs);
    scene.lists = lists::incident(inputs);
    for (name, _) in names::LISTS {
        let nothing = || Jinja::from(Vec::<Jinja>::new());
        scene.lists.entry(name).or_insert_with(nothing);
    }
    series::Series::of(inputs).name(&mut scene);
    let announced = lists::board(inputs).announced;
    let announced = announced.map_or(Jinja::from(""), |text| value::Printed::words(text).jinja());
    scene.set("incident.announced", announced);
    for field in ["maximum", "not_for", "organ", "title"] {
        scene.set(&format!("power.{field}"), Jinja::from(""));
    }
    let described = inputs.template;
    if let Some(organ) = described.organ() {
        scene.set("document.organ", signature::title(organ, inputs).jinja());
    }
    let kind = match described.kind() {
        Kind::Card => "kaart",
        Kind::Letter => "brief",
        Kind::Note => "notitie",
        Kind::Order => "besluit",
        Kind::Report => "verslag",
        Kind::Request => "verzoek",
    };
    for (path, text) in [
        ("document.kind", kind),
        ("document.law_by", &law_by(inputs.law)),
        ("document.mandate", &mandate(inputs)),
        ("document.reviewed", described.reviewed().unwrap_or("nee")),
        ("document.template", described.id()),
        ("document.title", described.title()),
    ] {
        scene.set(path, value::Printed::words(text).jinja());
    }
    Ok(scene)
}

/// Returns whose data of law it rests on, in Dutch.
fn law_by(law: &Register) -> String {
    let mut by = vec!["draaiboek".to_owned()];
    for source in &law.sources {
        if !source.by.is_empty() && !by.contains(&source.by) {
            by.push(source.by.clone());
        }
    }
    dutch::list(&by)
}

/// Returns whether it may be signed under mandate, with the sources: as the template says, else as the power says.
fn mandate_of<'a>(inputs: &Inputs<'a>) -> Option<(bool, Vec<&'a str>)> {
    if let Some((is_allowed, law)) = inputs.template.mandate() {
        return Some((is_allowed, law.collect()));
    }
    let about = &inputs.power?.about;
    let law = about.mandate_law.iter().map(String::as_str);
    about.mandate.map(|is_allowed| (is_allowed, law.collect()))
}

/// Returns whether the document may be signed under mandate, in Dutch.
fn mandate(inputs: &Inputs<'_>) -> String {
    let Some((is_allowed, law)) = mandate_of(inputs) else {
        return "niet vastgelegd".to_owned();
    };
    let answer = match is_allowed {
        true => "ja, als het mandaat is verleend",
        false => "nee, het orgaan tekent zelf",
    };
    let sources = element::cites(inputs.law, law.into_iter());
    match sources.is_empty() {
        true => answer.to_owned(),
        false => format!("{answer} ({})", sources.join("; ")),
    }
}

/// Fills a template and puts around it what every page carries; the marking is still to come.
fn fill(
    inputs: &Inputs<'_>,
    template: &Template,
    scene: Scene,
) -> Result<(Document, Heard), Vec<Finding>> {
    let known = |id: &str| {
        let printed = scene.facts.get(id).map(|known| known.printed.clone());
        match printed {
            Some(value::Printed::Fact { text, .. }) => Some(text),
            _ => None,
        }
    };
    // Only the decision itself bears its date and reference; a letter about it has its own day.
    let is_order = template.kind() == Kind::Order;
    let decision = |id: &str| known(id).filter(|_| is_order);
    let (reference, decided) = (decision(REFERENCE), decision(DATE));
    let keeps_remarks = scene.keeps_remarks;
    let mut rendered = render::render(template, scene)?;
    if keeps_remarks {
        rendered.blocks = remarks::placed(rendered.blocks);
    }
    let mut heard = rendered.heard;
    for (id, text) in [(REFERENCE, &reference), (DATE, &decided)] {
        heard.facts.extend(text.is_some().then(|| id.to_owned()));
    }
    let (title, blocks) = hoisted(rendered.blocks);
    let document = Document {
        author: inputs.municipality.name.clone(),
        blocks,
        date: match template.kind().is_sent() {
            true => decided,
            false => Some(dutch::datetime(inputs.now)),
        },
        footer: footer(inputs, template, reference.as_deref()),
        language: "nl-NL".to_owned(),
        paper: super::Paper::Letter,
        marking: None,
        reference,
        title: title.unwrap_or_else(|| template.title().to_owned()),
    };
    // Whatever is marked on paper is missing, wherever the mark came from.
    for (path, question) in missing(&document) {
        heard.misses(path, question);
    }
    Ok((document, heard))
}

/// Returns the first heading as the title, which stands above the text, and the other headings one level up.
fn hoisted(mut blocks: Vec<Block>) -> (Option<String>, Vec<Block>) {
    let title = match blocks.first() {
        Some(Block::Heading {
            level: 1, content, ..
        }) => plain(content),
        _ => return (None, blocks),
    };
    blocks.remove(0);
    for block in &mut blocks {
        if let Block::Heading { level, .. } = block {
            *level = level.saturating_sub(1).max(1);
        }
    }
    (Some(title), blocks)
}

/// Returns what stands at the foot of every page; the receipt beside the file names all versions.
fn footer(inputs: &Inputs<'_>, template: &Template, reference: Option<&str>) -> String {
    let template = format!("{}@{}", template.id(), &template.sha256()[..8]);
    let parts = [reference, Some(&template), inputs.head];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn marking(
    inputs: &Inputs<'_>,
    gates: &[Gate],
    elements: &[ElementFound],
    heard: &Heard,
) -> String {
    let is_open = |gate: &Gate| gate.kind != RequirementKind::Note && gate.status.is_open();
    let concept = if !inputs.template.kind().is_sent() {
        None
    } else if gates.iter().any(|gate| gate.status == GateStatus::Rejected) {
        Some("CONCEPT - GRONDSLAG VERWORPEN")
    } else if !heard.missing.is_empty()
        || !heard.unresolved.is_empty()
        || gates.iter().any(is_open)
        || elements.iter().any(ElementFound::is_insufficient)
    {
        Some("CONCEPT - ONVOLDOENDE")
    } else {
        Some("CONCEPT")
    };
    let exercise = inputs.incident.situation().exercise.then_some("OEFENING");
    exercise
        .into_iter()
        .chain(concept)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Returns how a text refers to the decisions that rejected the ground, once each.
fn rejected_by(inputs: &Inputs<'_>, gates: &[Gate]) -> Vec<String> {
    let mut cites = Vec::new();
    for gate in gates
        .iter()
        .filter(|gate| gate.status == GateStatus::Rejected)
    {
        let requirements = inputs.power.map_or(&[][..], |power| &power.requirements);
        let rejected = requirements
            .iter()
            .find(|requirement| requirement.id == gate.id);
        for id in rejected.map_or(&[][..], |requirement| &requirement.rejected_by) {
            let cite = inputs
                .law
                .source(id)
                .map_or(id, |source| &source.cite)
                .clone();
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
    }
    cites
}

/// Returns the entries of all answers a draft rests on: those printed and asked about, and those of the gates.
fn relied_on(inputs: &Inputs<'_>, heard: &Heard) -> Vec<u64> {
    let situation = inputs.incident.situation();
    let facts = facts_used(inputs, heard);
    let facts = facts
        .iter()
        .filter_map(|id| Some(situation.facts.get(id)?.seq));
    let scene = Scene::of(inputs.template, inputs);
    let held = heard
        .conditions
        .iter()
        .filter_map(|text| scene.conditions.get(text));
    let decisions = held.flat_map(|held| &held.decisions);
    let decisions = decisions.filter_map(|id| Some(situation.decisions.get(id)?.seq));
    facts
        .chain(decisions)
        .collect::<BTreeSet<u64>>()
        .into_iter()
        .collect()
}

fn facts_used(inputs: &Inputs<'_>, heard: &Heard) -> BTreeSet<String> {
    let mut used = heard.facts.clone();
    for requirement in inputs.power.map_or(&[][..], |power| &power.requirements) {
        for condition in [
            &requirement.applies,
            &requirement.met,
            &requirement.rejected,
        ] {
            used.extend(condition.facts().into_iter().map(str::to_owned));
        }
    }
    used
}

/// Returns the sources a draft rests on, in the order of the register.
fn sources(inputs: &Inputs<'_>, gates: &[Gate], heard: &Heard) -> Vec<Source> {
    let mut ids: BTreeSet<&str> = heard.laws.iter().map(String::as_str).collect();
    ids.extend(inputs.template.law());
    ids.extend(mandate_of(inputs).into_iter().flat_map(|(_, law)| law));
    if let Some(power) = inputs.power {
        ids.extend(power.about.law.iter().map(String::as_str));
        for requirement in &power.requirements {
            ids.extend(requirement.law.iter().map(String::as_str));
            let is_rejected =
                |gate: &Gate| gate.id == requirement.id && gate.status == GateStatus::Rejected;
            if gates.iter().any(is_rejected) {
                ids.extend(requirement.rejected_by.iter().map(String::as_str));
            }
        }
    }
    let used = inputs
        .law
        .sources
        .iter()
        .filter(|source| ids.contains(source.id.as_str()));
    used.map(|source| Source {
        cite: source.cite.clone(),
        doubt: source.doubt(),
        id: source.id.clone(),
        note: source.note.clone(),
        status: source.status.dutch().to_owned(),
    })
    .collect()
}
