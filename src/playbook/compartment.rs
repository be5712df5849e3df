//! Compartments: what only some roles see, and the playbook as an audience may know it.
//!
//! Never holds anything of a running incident, and never says what is so: only what may be shown to whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::{Anchor, Clock, Playbook, Scope};
use crate::fact::condition::WITHHELD;
use crate::fact::item;
use crate::law::Fact;

/// What only some roles see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compartment {
    /// The id.
    pub id: String,
    /// The roles that see it.
    pub sees: Vec<String>,
    /// What the team calls it.
    pub title: String,
    /// Why only some roles see it.
    pub why: String,
}

/// The compartments that someone sees; what lies outside all of them is for everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Audience(BTreeSet<String>);

/// What lies where: the compartments, and the one of each thing that lies in one.
#[derive(Debug, Clone, Default)]
pub(super) struct Compartments {
    pub(super) all: Vec<Compartment>,
    /// The compartment by the id of a fact, task, decision, document or clock.
    pub(super) of: BTreeMap<String, String>,
}

impl Audience {
    /// Returns the audience that sees these compartments.
    pub fn of<'a>(compartments: impl IntoIterator<Item = &'a str>) -> Audience {
        Audience(compartments.into_iter().map(str::to_owned).collect())
    }

    /// Returns the audience that sees no compartment.
    pub fn outside() -> Audience {
        Audience::default()
    }

    /// Tells whether it sees what lies in a compartment, or outside all of them.
    pub fn sees(&self, compartment: Option<&str>) -> bool {
        compartment.is_none_or(|id| self.0.contains(id))
    }

    /// Returns the compartments that it sees.
    pub fn compartments(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Tells whether it sees no compartment.
    pub fn is_outside(&self) -> bool {
        self.0.is_empty()
    }
}

impl Playbook {
    /// Returns the compartments.
    pub fn compartments(&self) -> &[Compartment] {
        &self.compartments.all
    }

    /// Returns a compartment; also one that only the playbook has which the incident worked with
    /// before.
    pub fn compartment(&self, id: &str) -> Option<&Compartment> {
        let own = self.compartments.all.iter().find(|one| one.id == id);
        own.or_else(|| self.predecessor()?.compartment(id))
    }

    /// Returns the compartment in which a fact, task, decision, document or clock lies; one of many by
    /// its own id too.
    pub fn compartment_of(&self, id: &str) -> Option<&str> {
        let of = self.compartments.of.get(item::of_all(id));
        of.map(String::as_str)
    }

    /// Tells whether there is anything that not everybody sees.
    pub fn has_compartments(&self) -> bool {
        let own = !self.compartments.all.is_empty() || !self.compartments.of.is_empty();
        own || self.predecessor().is_some_and(Playbook::has_compartments)
    }

    /// Tells whether a role sees a compartment: named, or who replaces or stands in for one that is. The log
    /// keeper sees what names it.
    pub fn sees(&self, role: &str, compartment: &str) -> bool {
        let Some(compartment) = self.compartment(compartment) else {
            return false;
        };
        if compartment.sees.iter().any(|sees| sees == role) {
            return true;
        }
        if self.keeper().is_some_and(|keeper| keeper.id == role) {
            return false;
        }
        let roles = compartment.sees.iter().filter_map(|sees| self.role(sees));
        let mut others = roles.flat_map(|role| role.replaced_by.iter().chain(&role.stand_in));
        others.any(|other| other == role)
    }

    /// Returns what a role sees; nobody in particular sees no compartment.
    pub fn audience(&self, role: Option<&str>) -> Audience {
        let Some(role) = role else {
            return Audience::outside();
        };
        let earlier = self.predecessor().map(|before| before.audience(Some(role)));
        let own = self.compartments.all.iter().map(|one| one.id.as_str());
        let mut sees = Audience::of(own.filter(|id| self.sees(role, id)));
        for id in earlier.iter().flat_map(Audience::compartments) {
            // What the playbook says here goes before what an earlier one said.
            if self.compartments.all.iter().all(|one| one.id != id) {
                sees.0.insert(id.to_owned());
            }
        }
        sees
    }

    /// Returns the audience of a document: who sees it sees no more by it than what lies where it lies.
    pub fn audience_of_document(&self, id: &str) -> Audience {
        Audience::of(self.compartment_of(id))
    }

    /// Tells whether a fact lies in a compartment that is not seen here.
    pub fn is_withheld(&self, id: &str) -> bool {
        self.withheld.contains(item::of_all(id))
    }

    /// Returns the playbook as an audience may know it: facts that it does not see have no name and are
    /// not asked; tasks, decisions, documents and clocks are not there.
    pub fn seen_by(&self, audience: &Audience) -> Playbook {
        let mut seen = self.clone();
        seen.predecessor = self
            .predecessor()
            .map(|before| Arc::new(before.seen_by(audience)));
        let of = &self.compartments.of;
        let hidden = of.iter().filter(|(_, one)| !audience.sees(Some(one)));
        let hidden: BTreeSet<String> = hidden.map(|(id, _)| id.clone()).collect();
        let is_shown = |id: &str| !hidden.contains(id);
        seen.compartments
            .all
            .retain(|one| audience.sees(Some(&one.id)));
        seen.clocks.retain(|clock| is_shown(&clock.id));
        seen.decisions.retain(|decision| is_shown(&decision.id));
        seen.documents.retain(|document| is_shown(&document.id));
        seen.announced = seen.announced.filter(|id| is_shown(id));
        for state in &mut seen.states {
            state.ask.retain(|id| is_shown(id));
            state.decide.retain(|id| is_shown(id));
            state.draft.retain(|id| is_shown(id));
            state.tasks.retain(|task| is_shown(&task.id));
        }
        let facts = self.facts.iter().cloned();
        seen.facts = facts
            .map(|fact| match is_shown(&fact.id) {
                true => fact,
                false => withheld(fact),
            })
            .collect();
        seen.names = Some(Arc::new(Scope::of(self)));
        seen.withheld = hidden;
        seen
    }
}

/// Returns a fact without what it asks; its kind stays, for the conditions that name it.
fn withheld(fact: Fact) -> Fact {
    Fact {
        asked_of: None,
        label: WITHHELD.to_owned(),
        law: Vec::new(),
        question: WITHHELD.to_owned(),
        unit: None,
        why: String::new(),
        ..fact
    }
}

impl Clock {
    /// Returns the ids on which it rests: what it starts at, what could start it, and what ends it.
    pub(super) fn rests_on(&self) -> impl Iterator<Item = &str> {
        let start = match &self.starts {
            Anchor::Document(id) | Anchor::Fact(id) => Some(id),
            Anchor::Field(_) => self.for_each.as_ref(),
        };
        let others = self.candidates.iter().chain(&self.ends);
        start.into_iter().chain(others).map(String::as_str)
    }
}
