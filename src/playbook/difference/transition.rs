//! What became of the transitions of a state.

use super::{Comparison, Impact};
use crate::playbook::{Playbook, Transition};

/// Compares the transitions of a state that both versions have.
pub(super) fn compare(comparison: &mut Comparison<'_>, state: &str) {
    let (old, new) = (of(comparison.old, state), of(comparison.new, state));
    let here = || vec![state.to_owned()];
    let mut left: Vec<usize> = (0..new.len()).collect();
    let mut last = None;
    for (transition, descriptors) in &old {
        let same_cause = |at: &usize| {
            let (other, on) = &new[*at];
            on == descriptors && other.after_seconds == transition.after_seconds
        };
        let same_place = |at: &usize| new[*at].0.targets == transition.targets;
        let same_guard = |at: &usize| new[*at].0.guard == transition.guard;
        let fits: [&dyn Fn(&usize) -> bool; 4] = [
            &|at| same_cause(at) && same_place(at) && same_guard(at),
            &|at| same_cause(at) && same_place(at),
            &|at| same_cause(at) && same_guard(at),
            &same_cause,
        ];
        let found = fits.iter().find_map(|fit| left.iter().position(fit));
        let name = &transition.id;
        let Some(found) = found.map(|found| left.remove(found)) else {
            let what = format!("{} was removed", cause(transition));
            comparison.say(Impact::Breaking, "transition", name, here(), what);
            continue;
        };
        let other = new[found].0;
        if transition.targets != other.targets {
            let leads = |it: &Transition| match it.targets.is_empty() {
                true => "nowhere".to_owned(),
                false => format!("to `{}`", it.targets.join("`, `")),
            };
            let what = format!("leads {} and led {}", leads(other), leads(transition));
            comparison.say(Impact::Breaking, "transition", name, here(), what);
        }
        if transition.guard != other.guard {
            let what = "when it is taken changed";
            comparison.say(Impact::Breaking, "transition", name, here(), what);
        }
        let breaking = (Impact::Breaking, "transition", name.as_str());
        let raised = (&transition.raise, &other.raise);
        comparison.compare(breaking, &here(), "what it sets off", raised);
        let inside = (
            is_internal(comparison.old, name),
            is_internal(comparison.new, &other.id),
        );
        comparison.compare(breaking, &here(), "whether its state is left", inside);
        if last.is_some_and(|last| found < last) {
            let what = "comes before one that came first";
            comparison.say(Impact::Breaking, "transition", name, here(), what);
        }
        let words = (&transition.label, &other.label);
        comparison.compare(
            (Impact::Wording, "transition", name),
            &here(),
            "the text",
            words,
        );
        last = last.max(Some(found));
    }
    for added in left {
        let (transition, on) = &new[added];
        // On a trigger that the state heard already it can come in the place of another.
        let is_new = transition.trigger.is_some() && !old.iter().any(|(_, known)| known == on);
        let impact = match is_new {
            true => Impact::Additive,
            false => Impact::Breaking,
        };
        let what = format!("{} was added", cause(transition));
        comparison.say(impact, "transition", &transition.id, here(), what);
    }
}

/// Returns the transitions of a state, each with what it listens to in the chart. By time that is a
/// name with the position, which says nothing here.
fn of<'a>(playbook: &'a Playbook, state: &str) -> Vec<(&'a Transition, Vec<&'a str>)> {
    let chart = playbook.chart();
    let all = chart.transitions().map(|id| (playbook.transition(id), id));
    all.filter(|(transition, _)| transition.source == state)
        .map(|(transition, id)| match transition.after_seconds {
            Some(_) => (transition, Vec::new()),
            None => (transition, chart.descriptors(id).collect()),
        })
        .collect()
}

fn is_internal(playbook: &Playbook, transition: &str) -> bool {
    let chart = playbook.chart();
    let mut all = chart.transitions();
    let found = all.find(|id| playbook.transition(*id).id == transition);
    found.is_some_and(|id| chart.is_internal(id))
}

fn cause(transition: &Transition) -> String {
    match (&transition.trigger, transition.after_seconds) {
        (Some(trigger), _) => format!("the way on `{trigger}`"),
        (None, Some(seconds)) => format!("the way after {seconds} s"),
        (None, None) => "a way by itself".to_owned(),
    }
}
