//! The guard of each transition: `otherwise` spelled out, and the order of siblings checked.

use super::{Draft, Go};
use crate::diagnostic::{Code, Finding};
use crate::fact::Condition;

/// Returns the guards of the transitions of each state.
pub(super) fn guards(drafts: &[Draft], findings: &mut Vec<Finding>) -> Vec<Vec<Condition>> {
    drafts.iter().map(|draft| of(draft, findings)).collect()
}

fn of(draft: &Draft, findings: &mut Vec<Finding>) -> Vec<Condition> {
    let mut guards: Vec<Condition> = Vec::new();
    for (index, go) in draft.transitions.iter().enumerate() {
        let earlier: Vec<(&Go, &Condition)> = draft.transitions[..index]
            .iter()
            .zip(&guards)
            .filter(|(sibling, _)| sibling.cause() == go.cause())
            .collect();
        findings.extend(order(go, &earlier));
        let guard = match go.otherwise {
            true => Condition::All(
                earlier
                    .iter()
                    .filter(|(sibling, _)| !sibling.otherwise)
                    .map(|(_, guard)| Condition::Not(Box::new((*guard).clone())))
                    .collect(),
            ),
            false => go.guard.clone(),
        };
        guards.push(guard);
    }
    guards
}

/// Returns what is wrong with a transition after its earlier siblings on the same trigger.
fn order(go: &Go, earlier: &[(&Go, &Condition)]) -> Option<Finding> {
    let at = |code, message: String| Finding::at(code, go.at.clone(), message);
    if let Some((always, _)) = earlier.iter().find(|(sibling, _)| !sibling.is_guarded()) {
        let message = format!(
            "`{}` is never taken: `{}` always comes first",
            go.id, always.id
        );
        return Some(
            at(Code::Shadowed, message).hint("put it before that one, or give that one a `when`"),
        );
    }
    if go.otherwise {
        if earlier.is_empty() {
            let message = format!("`{}` says `otherwise`, and nothing comes before it", go.id);
            return Some(
                at(Code::WrongValue, message)
                    .hint("put it after the transitions on the same trigger"),
            );
        }
        let (first, _) = earlier.iter().find(|(sibling, _)| sibling.otherwise)?;
        let message = format!(
            "`{}` is never taken: `{}` is otherwise already",
            go.id, first.id
        );
        return Some(at(Code::Shadowed, message).hint("keep one `otherwise` per trigger"));
    }
    let guarded = earlier.first().filter(|_| !go.is_guarded())?;
    let message = format!(
        "`{}` has no condition and comes after `{}`",
        go.id, guarded.0.id
    );
    Some(at(Code::MissingOtherwise, message).hint(
        "write `otherwise = true`: without it this is also taken while the earlier condition is unknown",
    ))
}
