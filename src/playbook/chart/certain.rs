//! Transitions by themselves that certainly run in a circle once their one condition holds.
//!
//! Only certain circles are reported: whether different conditions can hold together is not decided
//! here, and a circle at run time is refused by the kernel.

use super::{Built, Cause, Draft, Go};
use crate::chart::Chart;
use crate::diagnostic::{Code, Finding};
use crate::fact::{Condition, Subject};

/// One transition by itself, with the place of its state.
struct Step<'a> {
    go: &'a Go,
    guard: &'a Condition,
    state: usize,
}

/// Reports each circle once, at its first transition.
pub(super) fn check(drafts: &[Draft], built: &Built, findings: &mut Vec<Finding>) {
    let mut numbered = built.transitions.iter();
    let mut steps: Vec<Option<Step<'_>>> = Vec::new();
    for (state, draft) in drafts.iter().enumerate() {
        let mut first = None;
        for go in &draft.transitions {
            let guard = numbered.next().map(|transition| &transition.guard);
            if let (Cause::Itself, None, Some(guard)) = (go.cause(), &first, guard) {
                first = Some(Step { go, guard, state });
            }
        }
        steps.push(first);
    }
    let mut reported = vec![false; drafts.len()];
    for step in steps.iter().flatten() {
        if reported[step.state] || !is_constant(step.guard) {
            continue;
        }
        if let Some(circle) = circle(step, &steps, drafts, &built.chart) {
            circle.iter().for_each(|state| reported[*state] = true);
            findings.push(finding(step, &circle, drafts));
        }
    }
}

/// Returns the states on the circle that starts with this step, when there is one.
fn circle(
    start: &Step<'_>,
    steps: &[Option<Step<'_>>],
    drafts: &[Draft],
    chart: &Chart,
) -> Option<Vec<usize>> {
    let mut circle = vec![start.state];
    let mut step = start;
    loop {
        if !is_undisturbed(step.state, steps, drafts, chart) {
            return None;
        }
        let next = match step.go.targets.as_slice() {
            [] => step.state,
            [target] => drafts.iter().position(|draft| draft.id.text == *target)?,
            _ => return None,
        };
        if next == start.state {
            return Some(circle);
        }
        step = steps[next].as_ref()?;
        if circle.contains(&next) || !(step.guard == start.guard || step.guard.is_always()) {
            return None;
        }
        circle.push(next);
    }
}

/// Tells whether nothing else moves the state by itself: not a state inside it, and not another
/// region that could end it from beside.
fn is_undisturbed(
    state: usize,
    steps: &[Option<Step<'_>>],
    drafts: &[Draft],
    chart: &Chart,
) -> bool {
    let Some(id) = chart.state(&drafts[state].id.text) else {
        return false;
    };
    let in_parallel = chart
        .ancestors(id)
        .iter()
        .any(|around| chart.is_parallel(around));
    steps.iter().flatten().all(|other| {
        let inside = chart
            .state(&drafts[other.state].id.text)
            .is_some_and(|other| chart.descendants(id).contains(other));
        let same_parent = drafts[other.state].parent == drafts[state].parent;
        !inside && (same_parent || !in_parallel)
    })
}

/// Tells whether the condition cannot change while transitions run by themselves.
fn is_constant(condition: &Condition) -> bool {
    let mut constant = true;
    condition.atoms(&mut |atom| constant &= !matches!(atom.subject, Subject::State(_)));
    constant
}

fn finding(step: &Step<'_>, circle: &[usize], drafts: &[Draft]) -> Finding {
    let mut path: Vec<&str> = circle
        .iter()
        .map(|state| drafts[*state].id.text.as_str())
        .collect();
    path.push(path[0]);
    let message = format!(
        "transitions by themselves run in a circle: {}",
        path.join(" → ")
    );
    Finding::at(Code::EventlessCycle, step.go.at.clone(), message).hint(
        "let one of them wait for a trigger with `on` or for time with `after`, or give it a condition that the others exclude",
    )
}
