//! A playbook: what a team can be asked, told and offered, checked when it is read.
//!
//! Made only by [`parse`]; a [`Playbook`] that exists is consistent. It never holds anything of a
//! running incident.

mod chart;
mod compartment;
mod compose;
mod difference;
mod municipality;
mod names;
mod parse;
mod parts;
mod places;
mod schema;
mod shape;

pub use crate::fact::condition::WITHHELD;
pub use compartment::{Audience, Compartment};
pub use compose::{Overlaid, Sources};
pub use difference::{Difference, Impact, differences};
pub use municipality::{Article, Municipality, Organ, Phone, Text};
pub use names::Scope;
pub use parse::{parse, parse_with, unfit_powers};
pub use parts::{
    Anchor, Before, Claim, Clock, Decision, DecisionOption, Document, Invariant, Named, Power,
    Requirement, Role, Sign, State, Task, Transition, Trigger, Waiver,
};
pub use places::{Places, waiver_place};
pub use schema::{
    facts_schema, fragment_schema, municipality_schema, overlay_schema, playbook_schema,
};

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use compartment::Compartments;

use crate::chart::{Chart, EventId, StateId, TransitionId};
use crate::fact::{Condition, Field, Kind, item};
use crate::law::Entries;
pub use crate::law::Fact;

/// A checked playbook.
#[derive(Debug, Clone)]
pub struct Playbook {
    announced: Option<String>,
    chart: Chart,
    checked: Option<NaiveDate>,
    clocks: Vec<Clock>,
    compartments: Compartments,
    conditions: Vec<Named>,
    decisions: Vec<Decision>,
    documents: Vec<Document>,
    facts: Entries<Fact>,
    fits: Vec<Sign>,
    guards: Vec<Condition>,
    id: String,
    invariants: Vec<Invariant>,
    /// The names of the whole, when this is what an audience may know.
    names: Option<Arc<Scope>>,
    overlaid: Vec<Overlaid>,
    places: Places,
    powers: Vec<Power>,
    predecessor: Option<Arc<Playbook>>,
    right_when: Option<String>,
    roles: Vec<Role>,
    states: Vec<State>,
    summary: String,
    title: String,
    transitions: Vec<Transition>,
    triggers: Vec<Trigger>,
    version: String,
    waivers: Vec<Waiver>,
    /// What an audience does not see, when this is what it may know.
    withheld: BTreeSet<String>,
    wrong_when: Option<String>,
}

impl Playbook {
    /// Returns the playbook as the one to which an incident moves from another: entries before that
    /// are always decided under the other.
    pub fn after(self, predecessor: Playbook) -> Playbook {
        Playbook {
            predecessor: Some(Arc::new(predecessor)),
            ..self
        }
    }

    /// Returns the moment fact that the board counts down to.
    pub fn announced(&self) -> Option<&str> {
        self.announced.as_deref()
    }

    /// Returns the chart; ids of states, triggers and transitions map both ways through this type.
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// Returns when a person last checked the content.
    pub fn checked(&self) -> Option<NaiveDate> {
        self.checked
    }

    /// Returns the clocks.
    pub fn clocks(&self) -> &[Clock] {
        &self.clocks
    }

    /// Returns the named conditions.
    pub fn conditions(&self) -> &[Named] {
        &self.conditions
    }

    /// Returns a clock; one of many by its own id too.
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        let id = item::of_all(id);
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// Returns a decision; one of many by its own id too.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        let id = item::of_all(id);
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// Returns the decisions.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Returns a document; one of many by its own id too.
    pub fn document(&self, id: &str) -> Option<&Document> {
        let id = item::of_all(id);
        self.documents.iter().find(|document| document.id == id)
    }

    /// Returns the documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Returns a fact.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.find(id)
    }

    /// Returns the fields of the records of a list.
    pub fn fields(&self, list: &str) -> &[Field] {
        match self.fact(list).map(|fact| &fact.kind) {
            Some(Kind::Records(fields)) => fields,
            _ => &[],
        }
    }

    /// Returns the list of which each record has this task, decision, document or clock.
    pub fn list_of(&self, id: &str) -> Option<&String> {
        let task = self.task(id).and_then(|(_, it)| it.for_each.as_ref());
        let decision = || self.decision(id)?.for_each.as_ref();
        let document = || self.document(id)?.for_each.as_ref();
        let clock = || self.clock(id)?.for_each.as_ref();
        task.or_else(decision).or_else(document).or_else(clock)
    }

    /// Returns the facts.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Returns the signs for which it is proposed.
    pub fn fits(&self) -> &[Sign] {
        &self.fits
    }

    /// Returns the guards, by index of the chart's guard ids.
    pub fn guards(&self) -> &[Condition] {
        &self.guards
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns what overlays added and replaced, in the order in which they did.
    pub fn overlaid(&self) -> &[Overlaid] {
        &self.overlaid
    }

    /// Tells whether it asks for something before any question: it is for when something happens.
    pub fn is_acute(&self) -> bool {
        let mut tasks = self.states.iter().flat_map(|state| &state.tasks);
        tasks.any(|task| task.immediate)
    }

    /// Returns a power.
    pub fn power(&self, id: &str) -> Option<&Power> {
        self.powers.iter().find(|power| power.id == id)
    }

    /// Returns every power of the register that fits the facts of this playbook, from light to heavy.
    pub fn powers(&self) -> &[Power] {
        &self.powers
    }

    /// Returns the playbook that an incident worked with before this one.
    pub fn predecessor(&self) -> Option<&Playbook> {
        self.predecessor.as_deref()
    }

    /// Returns the role that records when nothing is said: who keeps the log, else the first.
    pub fn keeper(&self) -> Option<&Role> {
        self.role("loghouder").or(self.roles.first())
    }

    /// Returns when this is the playbook to take, in one sentence.
    pub fn right_when(&self) -> Option<&str> {
        self.right_when.as_deref()
    }

    /// Returns a role.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// Returns the roles.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Returns a state.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// Returns the state behind an id of the chart.
    pub fn state_at(&self, id: StateId) -> Option<&State> {
        self.state(self.chart.name(id))
    }

    /// Returns the states, in document order; the chart's root is not among them.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// Returns a short description.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Returns a task, with the state it starts in; one of many by its own id too.
    pub fn task(&self, id: &str) -> Option<(&State, &Task)> {
        let id = item::of_all(id);
        self.states
            .iter()
            .flat_map(|state| state.tasks.iter().map(move |task| (state, task)))
            .find(|(_, task)| task.id == id)
    }

    /// Returns where its things are written.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Returns what must always be so.
    pub fn invariants(&self) -> &[Invariant] {
        &self.invariants
    }

    /// Returns the findings that are meant so.
    pub fn waivers(&self) -> &[Waiver] {
        &self.waivers
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the transition behind an id of the chart.
    pub fn transition(&self, id: TransitionId) -> &Transition {
        &self.transitions[id.index()]
    }

    /// Returns the transitions, by index of the chart's transition ids.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// Returns a trigger.
    pub fn trigger(&self, id: &str) -> Option<&Trigger> {
        self.triggers.iter().find(|trigger| trigger.id == id)
    }

    /// Returns the event of the chart behind a trigger.
    pub fn trigger_event(&self, id: &str) -> Option<EventId> {
        self.chart.event(id)
    }

    /// Returns the event of the chart that a transition by time waits for.
    pub fn after_event(&self, transition: &str) -> Option<EventId> {
        self.chart.event(&after_event(transition))
    }

    /// Returns the triggers.
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }

    /// Returns the version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns when another playbook is the one to take, in one sentence.
    pub fn wrong_when(&self) -> Option<&str> {
        self.wrong_when.as_deref()
    }
}

/// Returns the name of the chart event behind a transition by time; no trigger can have it, since
/// ids have no slash.
fn after_event(transition: &str) -> String {
    format!("after/{transition}")
}
