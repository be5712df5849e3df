//! The power a template rests on, read against the facts of a playbook, so that a document can be drafted without one of
//! the playbook's own.

use crate::fact::condition::{self, Condition};
use crate::law::{PowerSource, RequirementSource};
use crate::playbook::{Playbook, Power, Requirement, Scope};

/// Returns a power of the register with its requirements.
///
/// # Errors
/// What its requirements ask that this playbook does not have.
pub(in crate::document) fn power(
    source: &PowerSource,
    playbook: &Playbook,
) -> Result<Power, Vec<String>> {
    let scope = Scope::of(playbook).comparing_facts();
    let mut wrong = Vec::new();
    let mut requirement = |source: &RequirementSource| {
        let mut all = |lines: &[String]| {
            let mut read = Vec::new();
            for line in lines {
                match condition::read(line, &scope) {
                    Ok(condition) => read.push(condition),
                    Err(problem) => wrong.push(format!("`{}`, `{line}`: {problem}", source.id)),
                }
            }
            Condition::All(read)
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
    };
    let power = Power {
        id: source.id.clone(),
        law: source.law.clone(),
        organ: source.organ.clone(),
        requirements: source.requirements.iter().map(&mut requirement).collect(),
        title: source.title.clone(),
    };
    match wrong.is_empty() {
        true => Ok(power),
        false => Err(wrong),
    }
}
