//! What a template and its power ask, in order of first need, and what of that is still open.
//!
//! Never asks anyone and never fills a template by itself: what is open is read from a draft.

use std::collections::BTreeSet;

use super::draft::{Draft, Inputs};
use super::template::Template;
use super::template::expression::Expression;
use super::template::scan::What;
use crate::engine::World;
use crate::fact::Truth;
use crate::fact::condition::{self, Condition};
use crate::playbook::{Fact, Playbook, Power, Requirement, Scope};

/// A fact with what it is needed for.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// What it is needed for, in order.
    pub uses: Vec<Use<'a>>,
}

/// What a fact is needed for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Use<'a> {
    /// It decides which words the text has.
    Condition,
    /// The template needs it besides what it prints.
    Needed,
    /// The text has other words when it is not known.
    Optional,
    /// The text prints it.
    Printed,
    /// A requirement of the power rests on it.
    Requirement(&'a Requirement),
}

/// Returns what is asked: first by the requirements of the power, in the order of the register, then
/// by the template.
pub fn questions<'a>(
    template: &'a Template,
    playbook: &'a Playbook,
    power: Option<&'a Power>,
) -> Vec<Question<'a>> {
    let mut found = Found {
        playbook,
        questions: Vec::new(),
    };
    for requirement in power.map_or(&[][..], |power| &power.requirements) {
        for condition in conditions(requirement) {
            found.all(condition, Use::Requirement(requirement));
        }
    }
    for id in template.needs() {
        found.one(id, Use::Needed);
    }
    let scope = Scope::of(playbook);
    for tag in template.tags() {
        if let What::ElseIf(e) | What::For(_, e, _) | What::If(e) | What::Print(e) = &tag.what {
            e.each(&mut |inner| found.expression(inner, &scope));
        }
    }
    found.questions
}

/// Returns the facts to ask for, in order of first need: those that are missing on paper, those of
/// requirements that are not met or not determined (never of one that does not apply), and those
/// that the text can do without. A fact that is known is never among them.
pub fn open<'a>(inputs: &Inputs<'a>, draft: &Draft) -> Vec<&'a Fact> {
    ask(inputs, draft, true)
}

/// Returns the same without those that the text can do without.
pub fn needed<'a>(inputs: &Inputs<'a>, draft: &Draft) -> Vec<&'a Fact> {
    ask(inputs, draft, false)
}

fn ask<'a>(inputs: &Inputs<'a>, draft: &Draft, with_optional: bool) -> Vec<&'a Fact> {
    let situation = inputs.incident.situation();
    let world = World::new(inputs.playbook, situation);
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for (path, _) in &draft.missing {
        wanted.insert(path.split('.').next().unwrap_or(path));
    }
    for requirement in inputs.power.map_or(&[][..], |power| &power.requirements) {
        match requirement.applies.truth(&world) {
            Truth::False => {}
            Truth::Unknown => wanted.extend(requirement.applies.facts()),
            Truth::True => {
                if requirement.rejected.truth(&world) == Truth::Unknown {
                    wanted.extend(requirement.rejected.facts());
                }
                if requirement.met.truth(&world) != Truth::True {
                    wanted.extend(requirement.met.facts());
                }
            }
        }
    }
    let is_known = |id: &str| (situation.facts.get(id)).is_some_and(|fact| fact.value().is_some());
    let asked = questions(inputs.template, inputs.playbook, inputs.power);
    let mut open: Vec<&Fact> = asked
        .iter()
        .filter(|asked| {
            let is_optional = with_optional && asked.uses.contains(&Use::Optional);
            is_optional || wanted.contains(asked.fact.id.as_str())
        })
        .map(|asked| asked.fact)
        .collect();
    // What is marked on paper is asked, wherever the mark came from.
    for fact in inputs.playbook.facts() {
        let is_missing = draft.missing.iter().any(|(path, _)| *path == fact.id);
        if is_missing && !open.iter().any(|known| known.id == fact.id) {
            open.push(fact);
        }
    }
    open.retain(|fact| !is_known(&fact.id));
    open
}

struct Found<'a> {
    playbook: &'a Playbook,
    questions: Vec<Question<'a>>,
}

impl<'a> Found<'a> {
    fn expression(&mut self, expression: &Expression, scope: &Scope) {
        match expression {
            Expression::Name(path) if path[0] == "feit" => {
                if let Some(id) = path.get(1) {
                    self.one(id, Use::Printed);
                }
            }
            Expression::Call(function, id) => match function.as_str() {
                "known" => self.one(id, Use::Optional),
                "records" | "certainty" | "source" => self.one(id, Use::Printed),
                "holds" => {
                    if let Ok(condition) = condition::read(id, scope) {
                        self.all(&condition, Use::Condition);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Takes the facts of a condition, in the order in which it names them.
    fn all(&mut self, condition: &Condition, use_: Use<'a>) {
        let mut ids = Vec::new();
        condition.atoms(&mut |atom| {
            let mut named = Condition::Atom(atom.clone())
                .facts()
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>();
            ids.append(&mut named);
        });
        for id in ids {
            self.one(&id, use_);
        }
    }

    fn one(&mut self, id: &str, use_: Use<'a>) {
        let Some(fact) = self.playbook.fact(id) else {
            return;
        };
        let known = self.questions.iter_mut().find(|asked| asked.fact.id == id);
        match known {
            Some(asked) if asked.uses.contains(&use_) => {}
            Some(asked) => asked.uses.push(use_),
            None => self.questions.push(Question {
                fact,
                uses: vec![use_],
            }),
        }
    }
}

fn conditions(requirement: &Requirement) -> [&Condition; 3] {
    [
        &requirement.applies,
        &requirement.rejected,
        &requirement.met,
    ]
}
