//! States that one can never leave. Guards are taken as possible, so what is reported is certain.

use super::{Draft, draft};
use crate::chart::{Chart, StateId, TransitionId};
use crate::diagnostic::{Code, Finding};

/// Reports states without children, not final, that no transition leaves.
pub(super) fn check(drafts: &[Draft], chart: &Chart, findings: &mut Vec<Finding>) {
    for state in chart.states() {
        let stays = chart.is_atomic(state) && !chart.is_final(state);
        let Some(draft) = draft(drafts, state).filter(|_| stays) else {
            continue;
        };
        if !chart
            .transitions()
            .any(|transition| leaves(chart, transition, state))
        {
            let message = format!("one can never leave `{}`", draft.id.text);
            let finding = Finding::at(Code::NoExit, draft.id.span.clone(), message);
            findings.push(finding.hint("add a transition, or write `final = true`"));
        }
    }
}

/// Tells whether the transition can exit the state for another one.
fn leaves(chart: &Chart, transition: TransitionId, state: StateId) -> bool {
    let targets = chart.targets(transition);
    if targets.is_empty() || targets == [state] {
        return false;
    }
    let source = chart.source(transition);
    chart.can_be_together(source, state)
        && domain(chart, transition, source)
            .is_none_or(|domain| chart.descendants(domain).contains(state))
}

/// Returns the state inside which everything is exited; none for all of the chart.
fn domain(chart: &Chart, transition: TransitionId, source: StateId) -> Option<StateId> {
    let inside = |state: StateId| {
        chart
            .targets(transition)
            .iter()
            .all(|target| chart.ancestors(*target).contains(state))
    };
    if chart.is_internal(transition) && chart.is_compound(source) && inside(source) {
        return Some(source);
    }
    chart
        .ancestors(source)
        .iter()
        .rev()
        .find(|around| chart.is_compound(*around) && inside(*around))
}
