//! The powers that documents rest on, with their requirements read against the facts of this
//! playbook; what does not fit is reported where the document names the power.

use crate::diagnostic::{Code, Finding, Span};
use crate::fact::Condition;
use crate::law::{PowerSource, RequirementSource};
use crate::playbook::{Power, Requirement};
use crate::reader::{Table, hinted, possible};

use super::reading::{Reading, unknown_law};

/// Reads each power once, in the order in which documents name them.
pub(super) fn powers(table: &Table, reading: &mut Reading<'_>) -> Vec<Power> {
    let mut powers: Vec<Power> = Vec::new();
    reading.scope.compares_facts = true;
    for (_, document) in table.named("document") {
        let Some(name) = document.text("power") else {
            continue;
        };
        if powers.iter().any(|power| power.id == name.text) {
            continue;
        }
        let law = reading.law;
        match law.power(&name.text) {
            Some(source) => powers.push(power(source, &name.span, reading)),
            None => {
                let message = format!("the law register has no power `{}`", name.text);
                let finding = Finding::at(Code::UnknownReference, name.span.clone(), message);
                let known = law.powers.iter().map(|power| power.id.as_str());
                reading.push(hinted(finding, possible(&name.text, known)));
            }
        }
    }
    reading.scope.compares_facts = false;
    powers
}

fn power(source: &PowerSource, at: &Span, reading: &mut Reading<'_>) -> Power {
    for organ in source
        .organ
        .iter()
        .filter(|organ| !reading.roles.contains(organ))
    {
        let message = format!(
            "the organ of `{}`, `{organ}`, is not a role here",
            source.id
        );
        let finding = Finding::at(Code::UnknownReference, at.clone(), message);
        reading
            .findings
            .push(finding.hint(format!("declare [role.{organ}]")));
    }
    sources(&source.id, &source.law, at, reading);
    Power {
        id: source.id.clone(),
        law: source.law.clone(),
        organ: source.organ.clone(),
        requirements: source
            .requirements
            .iter()
            .map(|it| requirement(&source.id, it, at, reading))
            .collect(),
        title: source.title.clone(),
    }
}

fn requirement(
    power: &str,
    source: &RequirementSource,
    at: &Span,
    reading: &mut Reading<'_>,
) -> Requirement {
    let place = format!("{power}.{}", source.id);
    sources(&place, &source.law, at, reading);
    sources(&place, &source.rejected_by, at, reading);
    let mut all = |lines: &[String]| {
        let read = lines
            .iter()
            .filter_map(|line| read(line, &place, at, reading));
        Condition::All(read.collect())
    };
    Requirement {
        applies: all(&source.applies),
        explain: source.explain.clone(),
        id: source.id.clone(),
        kind: source.kind,
        law: source.law.clone(),
        met: all(&source.met),
        rejected: match source.rejected.is_empty() {
            true => Condition::Any(Vec::new()),
            false => all(&source.rejected),
        },
        rejected_by: source.rejected_by.clone(),
        title: source.title.clone(),
    }
}

fn read(line: &str, place: &str, at: &Span, reading: &mut Reading<'_>) -> Option<Condition> {
    match reading.read(line) {
        Ok(condition) => Some(condition),
        Err(_) if reading.is_unclear(line) => None,
        Err(problem) => {
            let mut finding = reading.problem(problem, at.clone(), line);
            finding.message = format!("requirement `{place}`, `{line}`: {}", finding.message);
            if finding.hint.is_none() {
                let hint =
                    "the power is in the law register; this playbook must declare what it asks";
                finding = finding.hint(hint);
            }
            reading.push(finding);
            None
        }
    }
}

fn sources(place: &str, ids: &[String], at: &Span, reading: &mut Reading<'_>) {
    for id in ids {
        if reading.law.source(id).is_none() {
            let mut finding = unknown_law(id, at.clone(), reading.law);
            finding.message = format!("`{place}`: {}", finding.message);
            reading.push(finding);
        }
    }
}
