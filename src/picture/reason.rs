//! What sets a transition off, in words short enough for a picture.

use crate::fact::condition::dutch as words;
use crate::fact::dutch;
use crate::playbook::{Playbook, Transition};

/// The longest condition that a picture spells out; the paper pack and `why` have the whole of it.
const LONGEST: usize = 90;

/// Returns what sets a transition off.
pub(super) fn reason(playbook: &Playbook, transition: &Transition) -> String {
    let chart = playbook.chart();
    let is_done = (chart.transitions().zip(playbook.transitions()))
        .find(|(_, known)| known.id == transition.id)
        .is_some_and(|(id, _)| {
            chart
                .descriptors(id)
                .any(|event| event.starts_with("done.state."))
        });
    let trigger = transition
        .trigger
        .as_ref()
        .and_then(|id| playbook.trigger(id));
    let cause = match (trigger, transition.after_seconds) {
        (Some(trigger), _) => format!("‘{}’", trigger.label),
        (None, Some(seconds)) => format!("na {}", dutch::duration(seconds)),
        (None, None) if is_done => "als alles hier klaar is".to_owned(),
        (None, None) => "vanzelf".to_owned(),
    };
    if transition.guard.is_always() {
        return cause;
    }
    let guard = words(&transition.guard, playbook);
    match guard.chars().count() > LONGEST {
        true => format!("{cause}, onder voorwaarden"),
        false => format!("{cause}, als: {guard}"),
    }
}
