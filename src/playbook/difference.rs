//! What differs between two versions of a playbook, and whether an incident that runs would notice.
//!
//! Breaking is what can let a log come out otherwise, or leave something in it without a meaning:
//! that is claimed too often rather than too seldom. Never looks at an incident itself.

mod fact;
mod section;
mod transition;

use serde::Serialize;

use super::{Playbook, State, Task};

/// What a change means to an incident that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// The log can come out otherwise, or names what is gone.
    Breaking,
    /// Something is there that was not; everything before stands.
    Additive,
    /// Only words.
    Wording,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The id of what changed.
    pub id: String,
    /// What it means to an incident that runs.
    pub impact: Impact,
    /// What kind of thing it is: `state`, `fact`, `transition`, …
    pub kind: &'static str,
    /// The states of the old version in which an incident meets it.
    pub states: Vec<String>,
    /// What happened to it, in English.
    pub what: String,
}

/// Returns every change from one version to another, breaking ones first.
pub fn differences(old: &Playbook, new: &Playbook) -> Vec<Difference> {
    let mut comparison = Comparison {
        found: Vec::new(),
        new,
        old,
    };
    comparison.states();
    fact::compare(&mut comparison);
    comparison.tasks();
    comparison.rest();
    let mut found = comparison.found;
    found.sort_by_key(|difference| difference.impact);
    found
}

struct Comparison<'a> {
    found: Vec<Difference>,
    new: &'a Playbook,
    old: &'a Playbook,
}

impl Comparison<'_> {
    fn say(
        &mut self,
        impact: Impact,
        kind: &'static str,
        id: &str,
        states: Vec<String>,
        what: impl Into<String>,
    ) {
        self.found.push(Difference {
            id: id.to_owned(),
            impact,
            kind,
            states,
            what: what.into(),
        });
    }

    /// Says so when two things are not equal.
    fn compare<T: PartialEq>(
        &mut self,
        (impact, kind, id): (Impact, &'static str, &str),
        states: &[String],
        what: &str,
        (old, new): (T, T),
    ) {
        if old != new {
            self.say(impact, kind, id, states.to_vec(), format!("{what} changed"));
        }
    }

    fn states(&mut self) {
        let (old, new) = (self.old, self.new);
        for state in old.states() {
            let here = vec![state.id.clone()];
            match new.state(&state.id) {
                None => self.say(Impact::Breaking, "state", &state.id, here, "was removed"),
                Some(other) => {
                    self.state(state, other, &here);
                    transition::compare(self, &state.id);
                }
            }
        }
        for state in new.states() {
            if old.state(&state.id).is_some() {
                continue;
            }
            // Whoever stands in the state around it is missing one of the states active together.
            let around = state.parent.clone().filter(|parent| {
                let is_parallel = |id| new.chart().is_parallel(id);
                old.state(parent).is_some() && new.chart().state(parent).is_some_and(is_parallel)
            });
            match around {
                Some(around) => {
                    let what = format!("was added to those active together in `{around}`");
                    self.say(Impact::Breaking, "state", &state.id, vec![around], what);
                }
                None => self.say(
                    Impact::Additive,
                    "state",
                    &state.id,
                    Vec::new(),
                    "was added",
                ),
            }
        }
    }

    fn state(&mut self, old: &State, new: &State, here: &[String]) {
        let id = old.id.as_str();
        let breaking = (Impact::Breaking, "state", id);
        let kind = |playbook: &Playbook| Some(playbook.chart().kind(playbook.chart().state(id)?));
        let kinds = (kind(self.old), kind(self.new));
        self.compare(breaking, here, "what kind of state it is", kinds);
        let parents = (&old.parent, &new.parent);
        self.compare(breaking, here, "the state around it", parents);
        let initial = (starts(self.old, id), starts(self.new, id));
        self.compare(breaking, here, "where it starts", initial);
        for (what, old, new) in [
            ("question", &old.ask, &new.ask),
            ("decision", &old.decide, &new.decide),
            ("document", &old.draft, &new.draft),
        ] {
            for gone in old.iter().filter(|it| !new.contains(it)) {
                let impact = match what {
                    "decision" => Impact::Breaking,
                    _ => Impact::Additive,
                };
                let what = format!("{what} `{gone}` is not offered here any more");
                self.say(impact, "state", id, here.to_vec(), what);
            }
            for added in new.iter().filter(|it| !old.contains(it)) {
                let what = format!("{what} `{added}` is offered here");
                self.say(Impact::Additive, "state", id, here.to_vec(), what);
            }
        }
        let of = (Impact::Additive, "state", id);
        let when = (&old.ask_when, &new.ask_when);
        self.compare(of, here, "when its questions are asked", when);
        let words = ((&old.title, &old.why), (&new.title, &new.why));
        self.compare((Impact::Wording, "state", id), here, "the text", words);
    }

    fn tasks(&mut self) {
        let (old, new) = (self.old, self.new);
        for (state, task) in all_tasks(old) {
            let here = vec![state.id.clone()];
            let id = task.id.as_str();
            let Some((other_state, other)) = new.task(id) else {
                self.say(Impact::Breaking, "task", id, here, "was removed");
                continue;
            };
            let breaking = (Impact::Breaking, "task", id);
            let states = (&state.id, &other_state.id);
            self.compare(breaking, &here, "the state it belongs to", states);
            self.compare(
                breaking,
                &here,
                "when it is a task",
                (&task.when, &other.when),
            );
            let lists = (&task.for_each, &other.for_each);
            self.compare(breaking, &here, section::OF_EACH, lists);
            let times = |task: &Task| {
                let within = (task.claim_within_seconds, task.done_within_seconds);
                (within, task.before.clone(), task.each_entry)
            };
            self.compare(breaking, &here, "its times", (times(task), times(other)));
            let roles = (&task.role, &other.role);
            self.compare((Impact::Additive, "task", id), &here, "who does it", roles);
            let words = |task: &Task| (task.title.clone(), task.why.clone(), task.immediate);
            let words = (words(task), words(other));
            self.compare((Impact::Wording, "task", id), &here, "the text", words);
        }
        for (state, task) in all_tasks(new) {
            if old.task(&task.id).is_none() {
                let here = vec![state.id.clone()];
                let what = format!("was added to `{}`", state.id);
                self.say(Impact::Additive, "task", &task.id, here, what);
            }
        }
    }
}

/// Returns the states for which something holds.
fn places(playbook: &Playbook, holds: impl Fn(&State) -> bool) -> Vec<String> {
    let states = playbook.states().iter().filter(|state| holds(state));
    states.map(|state| state.id.clone()).collect()
}

fn all_tasks(playbook: &Playbook) -> impl Iterator<Item = (&State, &Task)> {
    let states = playbook.states().iter();
    states.flat_map(|state| state.tasks.iter().map(move |task| (state, task)))
}

/// Returns the names of where a state starts.
fn starts(playbook: &Playbook, state: &str) -> Vec<String> {
    let chart = playbook.chart();
    let initial = chart.initial(chart.state(state));
    initial
        .iter()
        .map(|id| chart.name(*id).to_owned())
        .collect()
}
