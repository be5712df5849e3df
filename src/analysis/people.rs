//! What the playbook asks of people: questions with an owner, steps with a time, roles with a stand-in, and no more at
//! once than a person oversees.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::chart::StateId;
use crate::diagnostic::Code;
use crate::playbook::{Playbook, State};

/// More open actions than this nobody oversees.
const ACTIONS: usize = 7;

/// The longest texts, in characters: what a button, a heading and a line of a list can hold.
const LABEL: usize = 60;
const TITLE: usize = 80;
const LINE: usize = 160;

/// Looks at questions, steps, roles and texts.
pub(super) fn check(playbook: &Playbook) -> Vec<Found> {
    let mut found = questions(playbook);
    found.extend(deadlines(playbook));
    found.extend(stand_ins(playbook));
    found.extend(four_eyes(playbook));
    found.extend(actions(playbook));
    found.extend(texts(playbook));
    found
}

fn asked(playbook: &Playbook) -> BTreeSet<&str> {
    let asked = playbook.states().iter().flat_map(|state| &state.ask);
    asked.map(String::as_str).collect()
}

/// Reports transitions that wait for an answer that nobody is asked for.
fn questions(playbook: &Playbook) -> Vec<Found> {
    let asked = asked(playbook);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for transition in playbook.transitions() {
        for fact in transition.guard.facts() {
            if !seen.insert(fact) {
                continue;
            }
            let (id, known) = (&transition.id, playbook.fact(fact));
            if !asked.contains(fact) {
                let message = format!("`{id}` waits for `{fact}`, and no state asks it");
                found.push(Found::on(Code::Unasked, id, message).hint(format!(
                    "put `{fact}` in `ask` of a state that comes before"
                )));
            } else if known.is_some_and(|fact| fact.asked_of.is_none()) {
                let message =
                    format!("`{id}` waits for `{fact}`, and nobody in particular is asked");
                found.push(
                    Found::on(Code::Unasked, fact, message)
                        .hint("say who answers it with `asked_of`"),
                );
            }
        }
    }
    found
}

/// Reports tasks without a time, and states that wait for answers without any.
fn deadlines(playbook: &Playbook) -> Vec<Found> {
    let mut found = Vec::new();
    for state in playbook.states() {
        for task in &state.tasks {
            let times = [task.done_within_seconds, task.claim_within_seconds];
            if times.iter().all(Option::is_none) && task.before.is_none() {
                let message = format!("`{}` has no time by which it is done", task.id);
                found.push(
                    Found::on(Code::NoDeadline, &task.id, message)
                        .hint("add `done_within`, `claim_within` or `before`"),
                );
            }
        }
        let Some(id) = playbook.chart().state(&state.id) else {
            continue;
        };
        let waits = playbook.transitions().iter().any(|transition| {
            let facts = transition.guard.facts();
            transition.source == state.id
                && facts
                    .iter()
                    .any(|fact| state.ask.iter().any(|it| it == fact))
        });
        // In a state with others inside, those wait; what is asked elsewhere has its time there.
        if waits && playbook.chart().is_atomic(id) && !has_time(playbook, id) {
            let message = format!(
                "`{}` waits for answers, and nothing in it has a time",
                state.id
            );
            found.push(
                Found::on(Code::NoDeadline, &state.id, message)
                    .hint("add a task with a time, or a way out with `after`"),
            );
        }
    }
    found
}

/// Tells whether a state or one around it has a task with a time or a way out by time.
fn has_time(playbook: &Playbook, state: StateId) -> bool {
    let lineage = std::iter::once(state).chain(playbook.chart().ancestors(state).iter());
    lineage
        .filter_map(|state| playbook.state_at(state))
        .any(|state| {
            let by_task = state.tasks.iter().any(|task| {
                task.done_within_seconds.is_some()
                    || task.claim_within_seconds.is_some()
                    || task.before.is_some()
            });
            let mut transitions = playbook.transitions().iter();
            by_task || transitions.any(|it| it.source == state.id && it.after_seconds.is_some())
        })
}

/// Reports what hangs on one role in which nobody stands in.
fn stand_ins(playbook: &Playbook) -> Vec<Found> {
    let mut found = Vec::new();
    for decision in playbook.decisions() {
        let replaced = decision.by.iter().any(|id| {
            playbook
                .role(id)
                .is_some_and(|role| !role.replaced_by.is_empty())
        });
        if decision.by.len() == 1 && !replaced {
            let message = format!("only `{}` can decide on `{}`", decision.by[0], decision.id);
            found.push(Found::on(Code::NoStandIn, &decision.id, message).hint(
                "say who legally replaces that role with `replaced_by`, or name another in `by`",
            ));
        }
    }
    let tasks = playbook.states().iter().flat_map(|state| &state.tasks);
    let by_task = tasks.filter_map(|task| task.role.as_deref());
    let by_trigger = playbook
        .triggers()
        .iter()
        .filter_map(|trigger| match trigger.by.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        });
    let needed: BTreeSet<&str> = by_task.chain(by_trigger).collect();
    for role in playbook.roles() {
        let alone = role.stand_in.is_empty() && role.replaced_by.is_empty();
        if alone && needed.contains(role.id.as_str()) {
            let message = format!("nobody stands in for `{}`", role.id);
            found.push(
                Found::on(Code::NoStandIn, &role.id, message)
                    .hint("name others in `stand_in` or `replaced_by`"),
            );
        }
    }
    found
}

/// Reports documents that ask for two people and that one role can draft and sign.
fn four_eyes(playbook: &Playbook) -> Vec<Found> {
    let asks = playbook.documents().iter().filter(|it| it.four_eyes);
    asks.filter_map(|document| {
        let power = playbook.power(document.power.as_ref()?)?;
        let drafter = playbook.role(document.role.as_ref()?)?;
        let mut may_draft = std::iter::once(&drafter.id).chain(&drafter.stand_in);
        let organ = power.about.organ.iter();
        let replacing = organ.clone().filter_map(|id| playbook.role(id));
        let may_sign: BTreeSet<&String> = replacing
            .flat_map(|role| &role.replaced_by)
            .chain(organ)
            .collect();
        let both = may_draft.find(|id| may_sign.contains(id))?;
        let message = format!("`{both}` can both draft and sign `{}`", document.id);
        Some(
            Found::on(Code::OnePair, &document.id, message)
                .hint("give the drafting to another role, or leave `four_eyes` out"),
        )
    })
    .collect()
}

/// Reports states in which one role has more to do at once than a person oversees, with what the states around ask.
fn actions(playbook: &Playbook) -> Vec<Found> {
    let mut found = Vec::new();
    for state in playbook.states() {
        let Some(id) = playbook.chart().state(&state.id) else {
            continue;
        };
        let around = playbook.chart().ancestors(id).iter();
        let lineage = around.filter_map(|state| playbook.state_at(state));
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let own: Vec<&State> = lineage.chain([state]).collect();
        for task in own.iter().flat_map(|state| &state.tasks) {
            *count.entry(task.role.as_deref().unwrap_or("")).or_default() += 1;
        }
        let most = count.into_iter().max_by_key(|(_, count)| *count);
        if let Some((role, count)) = most.filter(|(_, count)| *count > ACTIONS)
            && !state.tasks.is_empty()
        {
            let message = format!("`{role}` can have {count} open actions in `{}`", state.id);
            found.push(
                Found::on(Code::Overload, &state.id, message).hint(format!(
                    "at most {ACTIONS} for one role at a time: give some to others, or let them come later"
                )),
            );
        }
    }
    found
}

/// Reports texts that do not fit where they are shown.
fn texts(playbook: &Playbook) -> Vec<Found> {
    let mut found = Vec::new();
    let mut text = |id: &str, what: &str, text: &str, most: usize| {
        let length = text.chars().count();
        if length > most {
            let message = format!("the {what} of `{id}` has {length} characters");
            let hint = format!("at most {most}: put the rest in `why`");
            found.push(Found::on(Code::TooLong, id, message).hint(hint));
        }
    };
    for trigger in playbook.triggers() {
        text(&trigger.id, "label", &trigger.label, LABEL);
    }
    for state in playbook.states() {
        text(&state.id, "title", &state.title, LABEL);
        for task in &state.tasks {
            text(&task.id, "title", &task.title, LINE);
        }
    }
    for decision in playbook.decisions() {
        text(&decision.id, "title", &decision.title, TITLE);
        for option in &decision.options {
            text(&decision.id, "option", &option.choice.label, TITLE);
        }
    }
    found
}
