//! Conditions with their tests numbered, and the answers under which several of them hold or fail together.
//!
//! A search, never a guess: every cell of every variable is tried until one fits or none is left.

use super::cells::{Cells, variable};
use crate::chart::{Chart, StateId, StateSet};
use crate::fact::{Condition, Subject, Truth};

/// A condition with its tests numbered.
#[derive(Debug, Clone)]
enum Form {
    All(Vec<Form>),
    Any(Vec<Form>),
    Not(Box<Form>),
    /// Whether a state is active, which follows from the configuration.
    State(StateId),
    Test {
        test: usize,
        variable: usize,
    },
}

/// A condition that must come out in a certain way in a certain configuration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) active: StateSet,
    pub(super) formula: &'a Formula,
    pub(super) outcome: Outcome,
}

/// A form with the variables in it.
#[derive(Debug, Clone)]
pub(super) struct Formula {
    form: Form,
    variables: Variables,
}

/// A set of variables by number.
#[derive(Debug, Clone, Default)]
struct Variables(Vec<u64>);

/// How a condition must come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is known not to hold.
    False,
    /// It does not hold, or is not known to.
    NotTrue,
    /// It is known to hold.
    True,
}

/// The cell that each variable is in, where that matters.
pub(super) type Assignment = Vec<Option<usize>>;

/// Truth values that are still possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Possible(u8);

const ALL: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

impl Possible {
    const NONE: Possible = Possible(0);

    fn just(truth: Truth) -> Possible {
        Possible(1 << truth as u8)
    }

    fn has(self, truth: Truth) -> bool {
        self.0 & Possible::just(truth).0 != 0
    }

    fn with(self, truth: Truth) -> Possible {
        Possible(self.0 | Possible::just(truth).0)
    }

    fn fold(self, other: Possible, join: fn(Truth, Truth) -> Truth) -> Possible {
        let mut joined = Possible::NONE;
        for one in ALL.into_iter().filter(|truth| self.has(*truth)) {
            for two in ALL.into_iter().filter(|truth| other.has(*truth)) {
                joined = joined.with(join(one, two));
            }
        }
        joined
    }
}

impl Outcome {
    fn fits(self, possible: Possible) -> bool {
        match self {
            Outcome::False => possible.has(Truth::False),
            Outcome::NotTrue => possible.has(Truth::False) || possible.has(Truth::Unknown),
            Outcome::True => possible.has(Truth::True),
        }
    }

    /// Tells whether nothing else is possible.
    fn is_certain(self, possible: Possible) -> bool {
        match self {
            Outcome::False => possible == Possible::just(Truth::False),
            Outcome::NotTrue => !possible.has(Truth::True),
            Outcome::True => possible == Possible::just(Truth::True),
        }
    }
}

impl Variables {
    fn insert(&mut self, variable: usize) {
        let word = variable / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (variable % 64);
    }

    fn has(&self, variable: usize) -> bool {
        let word = self.0.get(variable / 64).copied().unwrap_or_default();
        word >> (variable % 64) & 1 == 1
    }

    fn meets(&self, other: &Variables) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }

    fn add(&mut self, other: &Variables) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(one, two)| *one |= two);
    }
}

impl Formula {
    /// Numbers the tests of a condition; a state of `inside` follows from the configuration, another one is a variable.
    pub(super) fn of(
        condition: &Condition,
        cells: &[Cells],
        chart: &Chart,
        inside: &StateSet,
    ) -> Formula {
        let form = Form::of(condition, cells, chart, inside);
        let mut variables = Variables::default();
        form.variables(&mut |variable| variables.insert(variable));
        Formula { form, variables }
    }

    /// Tells whether it asks about a variable.
    pub(super) fn asks(&self, variable: usize) -> bool {
        self.variables.has(variable)
    }

    /// Calls `visit` on every variable.
    pub(super) fn each_variable(&self, visit: &mut dyn FnMut(usize)) {
        self.form.variables(visit);
    }
}

impl Form {
    fn of(condition: &Condition, cells: &[Cells], chart: &Chart, inside: &StateSet) -> Form {
        let forms = |parts: &[Condition]| {
            parts
                .iter()
                .map(|part| Form::of(part, cells, chart, inside))
                .collect()
        };
        match condition {
            Condition::All(parts) => Form::All(forms(parts)),
            Condition::Any(parts) => Form::Any(forms(parts)),
            Condition::Not(part) => Form::Not(Box::new(Form::of(part, cells, chart, inside))),
            Condition::Named { condition, .. } => Form::of(condition, cells, chart, inside),
            Condition::Atom(atom) => {
                if let Subject::State(name) = &atom.subject
                    && let Some(state) = chart.state(name)
                    && inside.contains(state)
                {
                    return Form::State(state);
                }
                let variable = variable(&atom.subject, chart);
                let variable = cells
                    .iter()
                    .position(|cells| cells.variable == variable)
                    .expect("the cells were made of these conditions");
                let test = cells[variable]
                    .tests
                    .iter()
                    .position(|test| test == atom)
                    .expect("the cells were made of these conditions");
                Form::Test { test, variable }
            }
        }
    }

    /// Calls `visit` on every variable.
    fn variables(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Form::All(parts) | Form::Any(parts) => {
                parts.iter().for_each(|part| part.variables(visit));
            }
            Form::Not(part) => part.variables(visit),
            Form::State(_) => {}
            Form::Test { variable, .. } => visit(*variable),
        }
    }

    fn possible(
        &self,
        cells: &[Cells],
        domains: &Domains,
        assignment: &Assignment,
        active: &StateSet,
    ) -> Possible {
        let each = |parts: &[Form], start: Truth, join: fn(Truth, Truth) -> Truth| {
            parts.iter().fold(Possible::just(start), |so_far, part| {
                so_far.fold(part.possible(cells, domains, assignment, active), join)
            })
        };
        match self {
            Form::All(parts) => each(parts, Truth::True, Ord::min),
            Form::Any(parts) => each(parts, Truth::False, Ord::max),
            Form::Not(part) => {
                let possible = part.possible(cells, domains, assignment, active);
                ALL.into_iter()
                    .filter(|truth| possible.has(*truth))
                    .fold(Possible::NONE, |so_far, truth| so_far.with(!truth))
            }
            Form::State(state) => Possible::just(active.contains(*state).into()),
            Form::Test { test, variable } => match assignment[*variable] {
                Some(cell) => Possible::just(cells[*variable].truths[cell][*test]),
                None => domains[*variable]
                    .iter()
                    .map(|cell| cells[*variable].truths[*cell][*test])
                    .fold(Possible::NONE, Possible::with),
            },
        }
    }
}

/// The cells that each variable may be in, in the order in which they are tried.
pub(super) type Domains = Vec<Vec<usize>>;

/// Returns every cell of every variable.
pub(super) fn all(cells: &[Cells]) -> Domains {
    cells
        .iter()
        .map(|cells| (0..cells.answers.len()).collect())
        .collect()
}

/// Returns the cells in which every test comes out true or false.
pub(super) fn known(cells: &[Cells]) -> Domains {
    let is_known = |cells: &Cells, cell: &usize| !cells.truths[*cell].contains(&Truth::Unknown);
    cells
        .iter()
        .map(|cells| {
            let known = (0..cells.answers.len()).filter(|cell| is_known(cells, cell));
            known.collect()
        })
        .collect()
}

/// Returns answers under which everything comes out as wanted, if there are any.
pub(super) fn solve(
    cells: &[Cells],
    wanted: &[Wanted<'_>],
    domains: &Domains,
) -> Option<Assignment> {
    let mut assignment = vec![None; cells.len()];
    let mut left: Vec<Wanted<'_>> = wanted.to_vec();
    while let Some(last) = left.pop() {
        // What shares no variable with the rest, even by way of others, is solved apart.
        let together = connected(last, &mut left);
        if !search(cells, &together, domains, &mut assignment) {
            return None;
        }
    }
    Some(assignment)
}

/// Tells whether one more condition can come out as wanted, where all the others together are known to.
pub(super) fn is_possible_too(
    cells: &[Cells],
    wanted: &[Wanted<'_>],
    more: Wanted<'_>,
    domains: &Domains,
) -> bool {
    let mut others = wanted.to_vec();
    let together = connected(more, &mut others);
    search(cells, &together, domains, &mut vec![None; cells.len()])
}

/// Takes out of `others` what shares variables with a condition, also by way of each other; that condition comes first.
fn connected<'a>(first: Wanted<'a>, others: &mut Vec<Wanted<'a>>) -> Vec<Wanted<'a>> {
    let mut variables = first.formula.variables.clone();
    let mut together = vec![first];
    loop {
        let before = together.len();
        others.retain(|other| {
            let meets = other.formula.variables.meets(&variables);
            if meets {
                variables.add(&other.formula.variables);
                together.push(*other);
            }
            !meets
        });
        if together.len() == before {
            return together;
        }
    }
}

fn search(
    cells: &[Cells],
    wanted: &[Wanted<'_>],
    domains: &Domains,
    assignment: &mut Assignment,
) -> bool {
    let mut open = None;
    for want in wanted {
        let form = &want.formula.form;
        let possible = form.possible(cells, domains, assignment, &want.active);
        if !want.outcome.fits(possible) {
            return false;
        }
        if open.is_none() && !want.outcome.is_certain(possible) {
            form.variables(&mut |variable| {
                if open.is_none() && assignment[variable].is_none() {
                    open = Some(variable);
                }
            });
        }
    }
    let Some(variable) = open else { return true };
    for cell in &domains[variable] {
        assignment[variable] = Some(*cell);
        if search(cells, wanted, domains, assignment) {
            return true;
        }
    }
    assignment[variable] = None;
    false
}
