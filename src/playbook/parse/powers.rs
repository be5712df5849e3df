//! The powers of the law register, with their requirements read against the facts of this playbook.
//!
//! What does not fit is reported where a document names the power; a power that no document names
//! and that does not fit is left out.

use crate::diagnostic::{Code, Finding, Source, Span};
use crate::fact::Condition;
use crate::law::{Asked, PowerSource, Register, RequirementSource};
use crate::playbook::{Power, Requirement};
use crate::reader::{Table, Text, hinted, possible};

use super::reading::{Reading, unknown_law};

/// Reads every power of the register once; from light to heavy.
pub(super) fn powers(table: &Table, reading: &mut Reading<'_>) -> Vec<Power> {
    let named = named(table, reading);
    reading.scope.compares_facts = true;
    let mut powers = Vec::new();
    let law = reading.law;
    for source in &law.powers {
        let before = reading.findings.len();
        let name = named.iter().find(|name| name.text == source.id);
        let power = power(source, name.map_or(&(0..0), |name| &name.span), reading);
        if name.is_some() || reading.findings.len() == before {
            powers.push(power);
        } else {
            reading.findings.truncate(before);
        }
    }
    reading.scope.compares_facts = false;
    powers.sort_by_key(|power| power.about.rank);
    powers
}

/// Returns the powers of a register that do not fit its own facts, each with why.
pub fn unfit_powers(law: &Register) -> Vec<(String, String)> {
    let source = Source::new("law", "");
    let mut reading = Reading::new(Vec::new(), law, &source);
    super::conditions::switches(&mut reading);
    let kinds = law
        .facts
        .iter()
        .map(|fact| (fact.id.clone(), fact.kind.clone()));
    reading.scope.facts = kinds.collect();
    reading.scope.compares_facts = true;
    let mut unfit = Vec::new();
    for source in &law.powers {
        power(source, &(0..0), &mut reading);
        let findings = reading.findings.drain(..);
        unfit.extend(findings.map(|finding| (source.id.clone(), finding.message)));
    }
    unfit
}

/// Returns the powers that documents name, and reports those that the register does not have.
fn named(table: &Table, reading: &mut Reading<'_>) -> Vec<Text> {
    let mut named: Vec<Text> = Vec::new();
    for (_, document) in table.named("document") {
        let Some(name) = document.text("power") else {
            continue;
        };
        if reading.law.power(&name.text).is_none() {
            let message = format!("the law register has no power `{}`", name.text);
            let finding = Finding::at(Code::UnknownReference, name.span.clone(), message);
            let known = reading.law.powers.iter().map(|power| power.id.as_str());
            reading.push(hinted(finding, possible(&name.text, known)));
        } else if named.iter().all(|known| known.text != name.text) {
            named.push(name);
        }
    }
    named
}

fn power(source: &PowerSource, at: &Span, reading: &mut Reading<'_>) -> Power {
    let law = reading.law;
    let about = &source.about;
    for organ in &about.organ {
        if law.organ(organ).is_none() && !reading.roles.contains(organ) {
            let id = &source.id;
            let message = format!("the organ of `{id}`, `{organ}`, is not known");
            let finding = Finding::at(Code::UnknownReference, at.clone(), message);
            let hint = format!("declare [organ.{organ}] in the law register");
            reading.push(finding.hint(hint));
        }
    }
    for other in &about.yields_to {
        if law.power(other).is_none() {
            let message = format!("`{}` yields to `{other}`, which is no power", source.id);
            let finding = Finding::at(Code::UnknownReference, at.clone(), message);
            let known = law.powers.iter().map(|power| power.id.as_str());
            reading.push(hinted(finding, possible(other, known)));
        }
    }
    let duties = about.duties.iter().map(|duty| &duty.law);
    let coordination = about.coordination.iter().map(|with| &with.law);
    let lists = [
        &about.law,
        &about.mandate_law,
        &about.maximum_law,
        &about.taught_by,
    ];
    for ids in lists.into_iter().chain(duties).chain(coordination) {
        sources(&source.id, ids, at, reading);
    }
    let mut requirements = Vec::new();
    for asked in &source.requirements {
        let (place, it) = match asked {
            Asked::Own(own) => (format!("{}.{}", source.id, own.id), Some(own)),
            Asked::Shared(id) => (id.clone(), law.requirement(id)),
        };
        match it {
            Some(it) => requirements.push(requirement(&place, it, at, reading)),
            None => {
                let message = format!("`{}` uses `{place}`, which is no requirement", source.id);
                let finding = Finding::at(Code::UnknownReference, at.clone(), message);
                let known = law.requirements.iter().map(|shared| shared.id.as_str());
                reading.push(hinted(finding, possible(&place, known)));
            }
        }
    }
    Power {
        about: about.clone(),
        id: source.id.clone(),
        requirements,
    }
}

fn requirement(
    place: &str,
    source: &RequirementSource,
    at: &Span,
    reading: &mut Reading<'_>,
) -> Requirement {
    sources(place, &source.law, at, reading);
    sources(place, &source.rejected_by, at, reading);
    let mut all = |lines: &[String]| {
        let read = lines
            .iter()
            .filter_map(|line| read(line, place, at, reading));
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
        stage: source.stage,
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
                let hint = "declare what it asks, in the law register or in this playbook";
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
