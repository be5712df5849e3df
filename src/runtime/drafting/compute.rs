//! What a draft is computed from, and the draft with what goes beside it.

use chrono::{DateTime, Utc};

use super::Problem;
use crate::document::{self, Document, Draft, Inputs, SideCar, Template};
use crate::engine::Incident;
use crate::fact::item;
use crate::playbook::{self, Power};
use crate::runtime::{self, Error, Material, PROGRAM};

/// A draft with what goes beside it.
pub struct Computed {
    /// The draft.
    pub draft: Draft,
    /// What stands beside it, without files.
    pub side_car: SideCar,
    /// The same to work in, when asked for.
    pub working_copy: Option<Document>,
}

/// Computes a draft of the document or template of this name.
pub fn compute(
    material: &Material,
    incident: &Incident,
    name: &str,
    head: Option<&str>,
    now: DateTime<Utc>,
    with_copy: bool,
) -> Result<Computed, Problem> {
    let (document, template) = find(material, item::of_all(name))?;
    let known = document.and_then(|id| material.playbook.document(id));
    let id = match known {
        Some(document) => one_of(incident, document, name)?,
        None => template.id().to_owned(),
    };
    let about = known.map(|document| incident.about(document, &id));
    let inputs = Inputs {
        head,
        ..inputs(
            material,
            about.as_ref().unwrap_or(incident),
            document,
            template,
            now,
        )?
    };
    let draft = drafted(&inputs)?;
    let working_copy = match with_copy {
        true => {
            let copy = document::working_copy(&inputs, &draft);
            Some(copy.map_err(|findings| rejected(template, findings))?)
        }
        false => None,
    };
    let mut side_car = SideCar::new(&id, draft.document.clone(), draft.receipt.clone());
    side_car.texts = material.texts.clone();
    let used = [template.id(), inputs.note.id()].map(|id| format!("templates/{id}.md"));
    side_car
        .texts
        .retain(|name, _| !name.starts_with("templates/") || used.contains(name));
    Ok(Computed {
        draft,
        side_car,
        working_copy,
    })
}

/// Returns the facts that a draft of this name still needs, in order of first need; none that the
/// record gives that it is about.
pub fn needed(
    material: &Material,
    incident: &Incident,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Problem> {
    let (document, template) = find(material, item::of_all(name))?;
    let known = document.and_then(|id| material.playbook.document(id));
    let about = match known {
        Some(document) => Some(incident.about(document, &one_of(incident, document, name)?)),
        None => None,
    };
    let incident = about.as_ref().unwrap_or(incident);
    let inputs = inputs(material, incident, document, template, now)?;
    let draft = drafted(&inputs)?;
    let is_given =
        |id: &str| known.is_some_and(|document| document.with.iter().any(|(fact, _)| fact == id));
    let needed = document::needed(&inputs, &draft).into_iter();
    Ok(needed
        .filter(|fact| !is_given(&fact.id))
        .map(|fact| fact.id.clone())
        .collect())
}

/// Returns the id of a document, with the number of its record when there is one for each; without a
/// list, as when a draft is made from facts alone, there is only the document itself.
fn one_of(
    incident: &Incident,
    document: &playbook::Document,
    name: &str,
) -> Result<String, Problem> {
    let number = item::split(name).1;
    let ids = incident
        .situation()
        .items(&document.id, document.for_each.as_ref());
    match (ids.as_slice(), number) {
        ([], None) => Ok(document.id.clone()),
        ([one], None) => Ok(one.clone()),
        _ => {
            let wanted = item::beside(&document.id, name);
            match ids.contains(&wanted) {
                true => Ok(wanted),
                false => Err(Problem::Usage(format!(
                    "there is no `{wanted}` to draft; there are: {}",
                    ids.join(", ")
                ))),
            }
        }
    }
}

/// Returns what a draft without a checkpoint is computed from.
pub fn inputs<'a>(
    material: &'a Material,
    incident: &'a Incident,
    document: Option<&str>,
    template: &'a Template,
    now: DateTime<Utc>,
) -> Result<Inputs<'a>, Problem> {
    let note = material
        .templates
        .get("oplegnotitie")
        .ok_or_else(|| Problem::File("the template `oplegnotitie` is not there".to_owned()))?;
    Ok(Inputs {
        head: None,
        holidays: &material.holidays,
        incident,
        law: &material.law,
        municipality: &material.municipality,
        note,
        now,
        playbook: &material.playbook,
        power: power(material, document, template),
        program: PROGRAM,
        template,
    })
}

/// Computes a draft alone.
pub fn drafted(inputs: &Inputs<'_>) -> Result<Draft, Problem> {
    document::draft(inputs).map_err(|findings| rejected(inputs.template, findings))
}

fn rejected(template: &Template, findings: Vec<crate::diagnostic::Finding>) -> Problem {
    let texts = vec![(template.source().clone(), findings)];
    Error::Rejected(runtime::Rejected { texts }).into()
}

/// Returns the power whose requirements are the gates: that of the document, else that of the template.
pub fn power<'a>(
    material: &'a Material,
    document: Option<&str>,
    template: &Template,
) -> Option<&'a Power> {
    let playbook = &material.playbook;
    let document = document.and_then(|id| playbook.document(id));
    let of_document = document.and_then(|document| document.power.as_deref());
    playbook.power(of_document.or(template.power())?)
}

/// Returns the document and the template of this name; a hyphen and an underscore are the same.
pub fn find<'a>(
    material: &'a Material,
    name: &str,
) -> Result<(Option<&'a str>, &'a Template), Problem> {
    let same = |id: &str| id.replace('-', "_") == name.replace('-', "_");
    let documents = material.playbook.documents();
    let document = documents.iter().find(|document| same(&document.id));
    let template = match document {
        Some(document) => material.templates.get(&document.template),
        None => material
            .templates
            .values()
            .find(|template| same(template.id())),
    };
    match template {
        Some(template) => {
            let by_template = documents.iter().find(|d| d.template == template.id());
            Ok((document.or(by_template).map(|d| d.id.as_str()), template))
        }
        None => {
            let known: Vec<&str> = material.templates.keys().map(String::as_str).collect();
            Err(Problem::Usage(format!(
                "there is no template `{name}`; there are: {}",
                known.join(", ")
            )))
        }
    }
}
