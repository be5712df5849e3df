//! What differs between two versions of a playbook, and whether an incident that runs would notice.
//!
//! Breaking is what can let a log come out otherwise, or leave something in it without a meaning:
//! that is claimed too often rather than too seldom. Never looks at an incident itself.

mod fact;
mod transition;

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Clock, Decision, Document, Playbook, Role, State, Task, Trigger};

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

    /// Compares what has an id and is no state, fact or task.
    fn rest(&mut self) {
        let (old, new) = (self.old, self.new);
        self.each("trigger", &old.triggers, &new.triggers, |it| &it.id);
        self.each("decision", &old.decisions, &new.decisions, |it| &it.id);
        self.each("clock", &old.clocks, &new.clocks, |it| &it.id);
        self.each("document", &old.documents, &new.documents, |it| &it.id);
        self.each("role", &old.roles, &new.roles, |it| &it.id);
        self.each("condition", &old.conditions, &new.conditions, |it| &it.id);
        for trigger in old.triggers() {
            if let Some(other) = new.trigger(&trigger.id) {
                self.trigger(trigger, other);
            }
        }
        for decision in old.decisions() {
            if let Some(other) = new.decision(&decision.id) {
                self.decision(decision, other);
            }
        }
        for clock in old.clocks() {
            if let Some(other) = new.clocks().iter().find(|it| it.id == clock.id) {
                self.clock(clock, other);
            }
        }
        for document in old.documents() {
            if let Some(other) = new.document(&document.id) {
                self.document(document, other);
            }
        }
        for role in old.roles() {
            if let Some(other) = new.role(&role.id) {
                self.role(role, other);
            }
        }
        for named in old.conditions() {
            let other = new.conditions().iter().find(|it| it.id == named.id);
            let Some(other) = other else { continue };
            let of = (Impact::Breaking, "condition", named.id.as_str());
            let what = "what it asks";
            self.compare(of, &[], what, (&named.condition, &other.condition));
            let of = (Impact::Wording, "condition", named.id.as_str());
            self.compare(of, &[], "the text", (&named.label, &other.label));
        }
    }

    fn each<T>(&mut self, kind: &'static str, old: &[T], new: &[T], id: fn(&T) -> &String) {
        for gone in old
            .iter()
            .filter(|it| !new.iter().any(|new| id(new) == id(it)))
        {
            let states = match kind {
                "decision" => places(self.old, |state| state.decide.contains(id(gone))),
                "document" => places(self.old, |state| state.draft.contains(id(gone))),
                _ => Vec::new(),
            };
            self.say(Impact::Breaking, kind, id(gone), states, "was removed");
        }
        for added in new
            .iter()
            .filter(|it| !old.iter().any(|old| id(old) == id(it)))
        {
            self.say(Impact::Additive, kind, id(added), Vec::new(), "was added");
        }
    }

    /// Says who may no longer, which breaks, and who may as well; no names mean everyone.
    fn who(
        &mut self,
        (kind, id): (&'static str, &str),
        what: &str,
        old: &[String],
        new: &[String],
    ) {
        let narrower =
            !new.is_empty() && (old.is_empty() || old.iter().any(|it| !new.contains(it)));
        let impact = match narrower {
            true => Impact::Breaking,
            false => Impact::Additive,
        };
        let set = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>();
        self.compare((impact, kind, id), &[], what, (set(old), set(new)));
    }

    fn trigger(&mut self, old: &Trigger, new: &Trigger) {
        self.who(("trigger", &old.id), "who may set it off", &old.by, &new.by);
        let of = (Impact::Wording, "trigger", old.id.as_str());
        self.compare(of, &[], "the text", (&old.label, &new.label));
    }

    fn decision(&mut self, old: &Decision, new: &Decision) {
        let id = old.id.as_str();
        let states = places(self.old, |state| state.decide.contains(&old.id));
        let breaking = (Impact::Breaking, "decision", id);
        self.who(("decision", id), "who may decide", &old.by, &new.by);
        self.compare(
            breaking,
            &states,
            "when it is offered",
            (&old.when, &new.when),
        );
        for option in &old.options {
            let of = &option.choice.id;
            match new.options.iter().find(|it| it.choice.id == *of) {
                None => {
                    let what = format!("option `{of}` was removed");
                    self.say(Impact::Breaking, "decision", id, states.clone(), what);
                }
                Some(other) => {
                    let what = format!("when option `{of}` is possible");
                    self.compare(breaking, &states, &what, (&option.when, &other.when));
                }
            }
        }
        for option in &new.options {
            if !old
                .options
                .iter()
                .any(|it| it.choice.id == option.choice.id)
            {
                let what = format!("option `{}` was added", option.choice.id);
                self.say(Impact::Additive, "decision", id, states.clone(), what);
            }
        }
        let words = |it: &Decision| {
            let labels: Vec<_> = it.options.iter().map(|it| it.choice.clone()).collect();
            let shared = |ids: &Decision, id| ids.options.iter().any(|it| it.choice.id == id);
            let mut labels: Vec<_> = labels.into_iter().map(|it| (it.id, it.label)).collect();
            labels.retain(|(id, _)| shared(old, id.clone()) && shared(new, id.clone()));
            labels.sort();
            (
                it.title.clone(),
                it.question.clone(),
                it.advice.clone(),
                labels,
            )
        };
        let words = (words(old), words(new));
        self.compare(
            (Impact::Wording, "decision", id),
            &states,
            "the text",
            words,
        );
    }

    fn clock(&mut self, old: &Clock, new: &Clock) {
        let id = old.id.as_str();
        let breaking = (Impact::Breaking, "clock", id);
        self.compare(breaking, &[], "what starts it", (&old.starts, &new.starts));
        self.compare(breaking, &[], "what ends it", (&old.ends, &new.ends));
        let terms = ((&old.term, &old.rule), (&new.term, &new.rule));
        self.compare(breaking, &[], "how long it is", terms);
        let of = (Impact::Wording, "clock", id);
        self.compare(of, &[], "the text", (&old.title, &new.title));
    }

    fn document(&mut self, old: &Document, new: &Document) {
        let id = old.id.as_str();
        let states = places(self.old, |state| state.draft.contains(&old.id));
        let breaking = (Impact::Breaking, "document", id);
        self.compare(
            breaking,
            &states,
            "the power it rests on",
            (&old.power, &new.power),
        );
        let of = (Impact::Additive, "document", id);
        self.compare(of, &states, "the template", (&old.template, &new.template));
        self.compare(of, &states, "when it is to be made", (&old.when, &new.when));
        self.compare(of, &states, "who drafts it", (&old.role, &new.role));
        let of = (Impact::Wording, "document", id);
        self.compare(of, &states, "the text", (&old.title, &new.title));
    }

    fn role(&mut self, old: &Role, new: &Role) {
        let id = old.id.as_str();
        let replaced = (&old.replaced_by, &new.replaced_by);
        let impact = match new.replaced_by.starts_with(&old.replaced_by) {
            true => Impact::Additive,
            false => Impact::Breaking,
        };
        self.compare(
            (impact, "role", id),
            &[],
            "who may legally replace it",
            replaced,
        );
        let stands = (&old.stand_in, &new.stand_in);
        self.compare((Impact::Additive, "role", id), &[], "who stands in", stands);
        let of = (Impact::Wording, "role", id);
        self.compare(of, &[], "the text", (&old.title, &new.title));
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
