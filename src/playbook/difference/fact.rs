//! What became of the questions.

use super::{Comparison, Impact, places};
use crate::fact::Kind;
use crate::playbook::{Fact, Playbook};

/// Compares the facts of both versions, those of the law register included.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    for fact in old.facts() {
        let states = met(old, &fact.id);
        match new.fact(&fact.id) {
            None => comparison.say(Impact::Breaking, "fact", &fact.id, states, "was removed"),
            Some(other) => one(comparison, fact, other, &states),
        }
    }
    for fact in new.facts() {
        if old.fact(&fact.id).is_none() {
            let what = "was added";
            comparison.say(Impact::Additive, "fact", &fact.id, Vec::new(), what);
        }
    }
}

fn one(comparison: &mut Comparison<'_>, old: &Fact, new: &Fact, states: &[String]) {
    let id = old.id.as_str();
    let is_list = |kind: &Kind| matches!(kind, Kind::Choice(_) | Kind::Choices(_));
    if old.kind.name() != new.kind.name() {
        let what = format!("was `{}` and is `{}`", old.kind.name(), new.kind.name());
        comparison.say(Impact::Breaking, "fact", id, states.to_vec(), what);
    } else if is_list(&old.kind) {
        let has = |kind: &Kind, id: &str| kind.choices().iter().any(|it| it.id == id);
        for gone in old.kind.choices() {
            if !has(&new.kind, &gone.id) {
                let what = format!("answer `{}` was removed", gone.id);
                comparison.say(Impact::Breaking, "fact", id, states.to_vec(), what);
            }
        }
        for added in new.kind.choices() {
            if !has(&old.kind, &added.id) {
                let what = format!("answer `{}` was added", added.id);
                comparison.say(Impact::Additive, "fact", id, states.to_vec(), what);
            }
        }
    } else if let (Kind::Records(before), Kind::Records(after)) = (&old.kind, &new.kind) {
        let names = |kind: &Kind| {
            kind.choices()
                .iter()
                .map(|it| it.id.clone())
                .collect::<Vec<_>>()
        };
        let gone = before.iter().find(|field| {
            let after = after.iter().find(|it| it.id == field.id);
            after.is_none_or(|after| {
                after.kind.name() != field.kind.name() || names(&after.kind) != names(&field.kind)
            })
        });
        if let Some(field) = gone {
            let what = format!("field `{}` was removed or has another kind", field.id);
            comparison.say(Impact::Breaking, "fact", id, states.to_vec(), what);
        } else if after.len() > before.len() {
            let what = "fields were added";
            comparison.say(Impact::Additive, "fact", id, states.to_vec(), what);
        }
    }
    let breaking = (Impact::Breaking, "fact", id);
    let markers = (old.marker, new.marker);
    comparison.compare(breaking, states, "whether it is police data", markers);
    let words = |it: &Fact| (it.question.clone(), it.label.clone(), it.why.clone());
    let words = (words(old), words(new));
    comparison.compare((Impact::Wording, "fact", id), states, "the text", words);
}

/// Returns the states that ask a fact or leave because of it.
fn met(playbook: &Playbook, fact: &str) -> Vec<String> {
    places(playbook, |state| {
        let mut from_here = playbook
            .transitions()
            .iter()
            .filter(|it| it.source == state.id);
        state.ask.iter().any(|it| it == fact) || from_here.any(|it| it.guard.facts().contains(fact))
    })
}
