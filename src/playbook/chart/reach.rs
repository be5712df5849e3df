//! States that nothing reaches. Guards are taken as possible, so what is reported is certain.

use super::{Draft, ROOT, draft};
use crate::chart::{Chart, StateId, StateSet};
use crate::diagnostic::{Code, Finding};

/// Reports the outermost states that no path of transitions reaches, and `done` that never comes.
pub(super) fn check(drafts: &[Draft], chart: &Chart, findings: &mut Vec<Finding>) {
    let reached = reached(chart);
    for state in chart.states().filter(|state| !reached.contains(*state)) {
        let parent_reached = chart
            .parent(state)
            .is_some_and(|parent| reached.contains(parent));
        if let (true, Some(draft)) = (parent_reached, draft(drafts, state)) {
            let message = format!("no transition reaches `{}`", draft.id.text);
            let finding = Finding::at(Code::Unreachable, draft.id.span.clone(), message);
            findings.push(finding.hint("name it in `to` of a transition, or leave it out"));
        }
    }
    for state in chart.states().filter(|state| !can_end(chart, *state)) {
        let transitions = draft(drafts, state).map_or(&[][..], |draft| &draft.transitions);
        for span in transitions.iter().filter_map(|go| go.done.clone()) {
            let message = format!("`{}` never ends", chart.name(state));
            let finding = Finding::at(Code::WrongValue, span, message);
            findings.push(finding.hint("put a state with `final = true` directly inside it"));
        }
    }
}

fn reached(chart: &Chart) -> StateSet {
    let mut reach = Reach {
        chart,
        entered: StateSet::EMPTY,
        reached: StateSet::EMPTY,
    };
    if let Some(root) = chart.state(ROOT) {
        reach.enter(root);
    }
    loop {
        let before = (reach.entered, reach.reached);
        for transition in chart.transitions() {
            if reach.reached.contains(chart.source(transition)) {
                let targets = chart.targets(transition);
                targets.iter().for_each(|target| reach.enter(*target));
            }
        }
        if (reach.entered, reach.reached) == before {
            return reach.reached;
        }
    }
}

struct Reach<'a> {
    chart: &'a Chart,
    /// The states that are entered for themselves, and so start in their initial.
    entered: StateSet,
    /// Those, and the states around them.
    reached: StateSet,
}

impl Reach<'_> {
    /// Enters a state, what it starts in, and the states around it with their other regions.
    fn enter(&mut self, state: StateId) {
        if !self.entered.insert(state) {
            return;
        }
        self.around(state);
        self.chart
            .initial(Some(state))
            .iter()
            .for_each(|target| self.enter(*target));
        for around in *self.chart.ancestors(state) {
            self.around(around);
        }
    }

    fn around(&mut self, state: StateId) {
        self.reached.insert(state);
        if self.chart.is_parallel(state) {
            self.chart
                .children(state)
                .iter()
                .for_each(|region| self.enter(region));
        }
    }
}

/// Tells whether a state can raise its `done` event.
fn can_end(chart: &Chart, state: StateId) -> bool {
    let mut children = chart.children(state).iter();
    match chart.is_parallel(state) {
        true => children.all(|region| can_end(chart, region)),
        false => children.any(|child| chart.is_final(child)),
    }
}
