//! The smallest set of answers that would make a condition hold.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Answers, Atom, Condition, Subject, Test, Truth};

/// One answer that is needed: an atom, and whether it must hold or must not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// The atom.
    pub atom: Atom,
    /// Whether it must hold.
    pub holds: bool,
    /// What it is: unknown can be answered, false would have to change.
    pub now: Truth,
}

impl Need {
    /// Tells whether someone can make it so without anything that is known becoming otherwise: a question to answer, a task
    /// to do, a decision to take.
    fn is_to_do(&self) -> bool {
        self.is_question()
            || (self.holds && matches!(self.atom.test, Test::Done | Test::Decided | Test::Issued))
    }

    /// Tells whether it is a question to answer, and no known answer that would have to change.
    pub fn is_question(&self) -> bool {
        self.now == Truth::Unknown || (self.holds && self.atom.test == Test::Known)
    }
}

/// The alternatives kept while searching; more would not help a person.
const ALTERNATIVES: usize = 64;

impl Condition {
    /// Returns the smallest set of answers that would make the condition hold, open questions
    /// before changes; empty when it holds.
    pub fn needs(&self, answers: &dyn Answers) -> Vec<Need> {
        let mut alternatives = alternatives(self, true, answers);
        alternatives.sort_by_key(|needs| cost(needs));
        alternatives.into_iter().next().unwrap_or_default()
    }
}

/// Returns what a set of answers costs: a known answer that would have to change costs more than
/// any number of open questions; a subject counts once.
pub fn cost(needs: &[Need]) -> (usize, usize) {
    let changes = needs.iter().filter(|need| !need.is_to_do()).count();
    let subjects: BTreeSet<&Subject> = needs.iter().map(|need| &need.atom.subject).collect();
    (changes, subjects.len())
}

/// Tells whether no answer can give both.
fn contradict(one: &Need, other: &Need) -> bool {
    if one.atom.subject != other.atom.subject {
        return false;
    }
    match (&one.atom.test, &other.atom.test) {
        (one_test, other_test) if one_test == other_test => one.holds != other.holds,
        (Test::Is(these), Test::Is(those)) => match (one.holds, other.holds) {
            (true, true) => these.is_disjoint(those),
            (true, false) => these.is_subset(those),
            (false, true) => those.is_subset(these),
            (false, false) => false,
        },
        _ => false,
    }
}

fn alternatives(condition: &Condition, wanted: bool, answers: &dyn Answers) -> Vec<Vec<Need>> {
    match condition {
        Condition::Not(part) => alternatives(part, !wanted, answers),
        Condition::Named { condition, .. } => alternatives(condition, wanted, answers),
        Condition::All(parts) if wanted => every(parts, wanted, answers),
        Condition::Any(parts) if !wanted => every(parts, wanted, answers),
        Condition::All(parts) | Condition::Any(parts) => parts
            .iter()
            .flat_map(|part| alternatives(part, wanted, answers))
            .collect(),
        Condition::Atom(atom) => {
            let now = atom.truth(answers);
            if now == Truth::from(wanted) {
                vec![Vec::new()]
            } else {
                vec![vec![Need {
                    atom: atom.clone(),
                    holds: wanted,
                    now,
                }]]
            }
        }
    }
}

fn every(parts: &[Condition], wanted: bool, answers: &dyn Answers) -> Vec<Vec<Need>> {
    parts.iter().fold(vec![Vec::new()], |sets, part| {
        let more = alternatives(part, wanted, answers);
        let mut joined: Vec<Vec<Need>> = sets
            .iter()
            .flat_map(|set| {
                more.iter().map(move |extra| {
                    let mut set = set.clone();
                    for need in extra {
                        if !set.contains(need) {
                            set.push(need.clone());
                        }
                    }
                    set
                })
            })
            .filter(|set| {
                !set.iter()
                    .any(|one| set.iter().any(|two| contradict(one, two)))
            })
            .collect();
        joined.sort_by_key(|needs| cost(needs));
        joined.truncate(ALTERNATIVES);
        joined
    })
}
