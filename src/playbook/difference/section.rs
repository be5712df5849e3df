//! What became of triggers, decisions, clocks, documents, roles and named conditions.

use std::collections::BTreeSet;

use super::{Comparison, Impact, places};
use crate::playbook::{Clock, Decision, Document, Role, Trigger};

/// What `for_each` says.
pub(super) const OF_EACH: &str = "the list of which each record has one";

impl Comparison<'_> {
    /// Compares what has an id and is no state, fact or task.
    pub(super) fn rest(&mut self) {
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
        let lists = (&old.for_each, &new.for_each);
        self.compare(breaking, &states, OF_EACH, lists);
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
        self.compare(breaking, &[], OF_EACH, (&old.for_each, &new.for_each));
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
        let eyes = (&old.four_eyes, &new.four_eyes);
        self.compare(breaking, &states, "whether two people make it", eyes);
        let each = |it: &Document| (it.for_each.clone(), it.with.clone());
        self.compare(breaking, &states, OF_EACH, (each(old), each(new)));
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
