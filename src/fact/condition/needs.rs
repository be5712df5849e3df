//! The smallest sets of answers that would make a condition hold.

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
        smallest(alternatives(self, true, answers))
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    /// Returns every way to make the condition hold, the cheapest first; none when it holds.
    pub fn ways(&self, answers: &dyn Answers) -> Vec<Way> {
        let mut found = ways(self, true, answers);
        if found.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        found.iter_mut().for_each(take_together);
        found.retain(|way| way.iter().all(|part| !part.is_empty()));
        found.sort_by_key(|way| {
            let costs = way.iter().filter_map(|part| part.first());
            costs
                .map(|set| cost(set))
                .fold((0, 0), |(changes, subjects), one| {
                    (changes + one.0, subjects + one.1)
                })
        });
        let mut kept: Vec<Way> = Vec::new();
        for way in found {
            let is_more = |other: &Way| other.iter().all(|part| way.contains(part));
            if !kept.iter().any(is_more) {
                kept.push(way);
            }
        }
        kept
    }
}

/// One way to make a condition hold: parts that must all hold, each by one of its sets of answers.
pub type Way = Vec<Vec<Vec<Need>>>;

fn ways(condition: &Condition, wanted: bool, answers: &dyn Answers) -> Vec<Way> {
    match condition {
        Condition::Not(part) => ways(part, !wanted, answers),
        Condition::Named { condition, .. } => ways(condition, wanted, answers),
        Condition::All(parts) if !wanted => either(parts, wanted, answers),
        Condition::Any(parts) if wanted => either(parts, wanted, answers),
        Condition::All(_) | Condition::Any(_) | Condition::Atom(_) => {
            let mut open: Vec<(&Condition, bool)> = Vec::new();
            let mut way = Way::new();
            conjuncts(condition, wanted, &mut |part, wanted| {
                let sets = smallest(alternatives(part, wanted, answers));
                // One empty set: it holds already.
                if sets.first().is_none_or(|set| !set.is_empty()) && !way.contains(&sets) {
                    open.push((part, wanted));
                    way.push(sets);
                }
            });
            match open.as_slice() {
                // The only part that is open has ways of its own.
                [(Condition::All(parts), false) | (Condition::Any(parts), true)] => {
                    either(parts, open[0].1, answers)
                }
                _ => vec![way],
            }
        }
    }
}

fn either(parts: &[Condition], wanted: bool, answers: &dyn Answers) -> Vec<Way> {
    parts
        .iter()
        .flat_map(|part| ways(part, wanted, answers))
        .collect()
}

/// Visits what must all hold, with whether it must hold or must not.
fn conjuncts<'a>(
    condition: &'a Condition,
    wanted: bool,
    visit: &mut dyn FnMut(&'a Condition, bool),
) {
    match condition {
        Condition::Not(part) => conjuncts(part, !wanted, visit),
        Condition::Named { condition, .. } => conjuncts(condition, wanted, visit),
        Condition::All(parts) if wanted => {
            parts.iter().for_each(|part| conjuncts(part, wanted, visit));
        }
        Condition::Any(parts) if !wanted => {
            parts.iter().for_each(|part| conjuncts(part, wanted, visit));
        }
        _ => visit(condition, wanted),
    }
}

/// Takes together what is asked for sure, without what is said twice, and leaves out the sets that it
/// rules out.
fn take_together(way: &mut Way) {
    let (sure, mut choices): (Vec<_>, Way) = way.drain(..).partition(|part| part.len() == 1);
    let mut together: Vec<Need> = Vec::new();
    for need in sure.into_iter().flatten().flatten() {
        if !together.contains(&need) {
            together.push(need);
        }
    }
    leave_out_implied(&mut together);
    for part in &mut choices {
        part.retain(|set| {
            let is_ruled_out = |one: &Need| together.iter().any(|other| contradict(one, other));
            !set.iter().any(is_ruled_out)
        });
    }
    if !together.is_empty() {
        way.push(vec![together]);
    }
    way.extend(choices);
}

/// Returns the sets of which none holds another, the cheapest first.
fn smallest(mut found: Vec<Vec<Need>>) -> Vec<Vec<Need>> {
    found.iter_mut().for_each(leave_out_implied);
    found.sort_by_key(|needs| cost(needs));
    let mut kept: Vec<Vec<Need>> = Vec::new();
    for needs in found.into_iter().take(ALTERNATIVES) {
        let is_more = |set: &Vec<Need>| set.iter().all(|need| needs.contains(need));
        if !kept.iter().any(is_more) {
            kept.push(needs);
        }
    }
    kept
}

/// Leaves out what another answer of the set says too: who says what it is makes it known.
fn leave_out_implied(needs: &mut Vec<Need>) {
    let is_said = |need: &Need| {
        matches!(
            need.atom.test,
            Test::Compare(..) | Test::Has(_) | Test::Is(_) | Test::Yes
        ) || (need.holds && need.atom.test == Test::Certain)
    };
    let said: Vec<Subject> = needs
        .iter()
        .filter(|need| is_said(need))
        .map(|need| need.atom.subject.clone())
        .collect();
    needs.retain(|need| {
        let is_implied = need.holds && matches!(need.atom.test, Test::Decided | Test::Known);
        !(is_implied && said.contains(&need.atom.subject))
    });
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
