//! A playbook: what a team can be asked, told and offered, checked when it is read.
//!
//! Made only by [`parse`]; a [`Playbook`] that exists is consistent. It never holds anything of a
//! running incident.

mod chart;
mod compose;
mod difference;
mod municipality;
mod names;
mod parse;
mod places;
mod schema;
mod shape;

pub use compose::{Overlaid, Sources};
pub use difference::{Difference, Impact, differences};
pub use municipality::{Article, Municipality, Organ, Phone, Text};
pub use names::Scope;
pub use parse::{parse, parse_with, unfit_powers};
pub use places::{Places, waiver_place};
pub use schema::{
    facts_schema, fragment_schema, municipality_schema, overlay_schema, playbook_schema,
};

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::chart::{Chart, EventId, StateId, TransitionId};
use crate::diagnostic::Code;
use crate::fact::{Choice, Condition, Field, Kind, item};
pub use crate::law::Fact;
use crate::law::{self, Entries};

/// A checked playbook.
#[derive(Debug, Clone)]
pub struct Playbook {
    announced: Option<String>,
    chart: Chart,
    checked: Option<NaiveDate>,
    clocks: Vec<Clock>,
    conditions: Vec<Named>,
    decisions: Vec<Decision>,
    documents: Vec<Document>,
    facts: Entries<Fact>,
    guards: Vec<Condition>,
    id: String,
    invariants: Vec<Invariant>,
    overlaid: Vec<Overlaid>,
    places: Places,
    powers: Vec<Power>,
    predecessor: Option<Arc<Playbook>>,
    roles: Vec<Role>,
    states: Vec<State>,
    summary: String,
    title: String,
    transitions: Vec<Transition>,
    triggers: Vec<Trigger>,
    version: String,
    waivers: Vec<Waiver>,
}

/// What must always be so, whatever happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invariant {
    /// What it says.
    pub claim: Claim,
    /// The id.
    pub id: String,
    /// What it says, in words.
    pub title: String,
}

/// What an invariant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// One thing has held before another holds for the first time.
    AlwaysBefore {
        /// What has held before.
        first: Condition,
        /// What must not come first.
        then: Condition,
    },
    /// It never holds.
    Never(Condition),
    /// From everywhere a way leads to this state.
    StillReachable(String),
}

/// Findings that are meant so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// The code of the finding.
    pub code: Code,
    /// What it is about; everything when absent.
    pub on: Option<String>,
    /// Why it is meant so.
    pub reason: String,
}

/// A role in the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// The id.
    pub id: String,
    /// The grounds of the legal replacement.
    pub law: Vec<String>,
    /// Who may legally replace this role, and so decide, in order.
    pub replaced_by: Vec<String>,
    /// Functional stand-ins, in order: they prepare, never decide.
    pub stand_in: Vec<String>,
    /// What the team calls it.
    pub title: String,
}

/// A condition with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The condition.
    pub condition: Condition,
    /// The id.
    pub id: String,
    /// What the team reads.
    pub label: String,
}

/// What a person sets off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// The roles that may; empty means every role.
    pub by: Vec<String>,
    /// The id.
    pub id: String,
    /// What the team reads.
    pub label: String,
}

/// Something a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The advice that is shown with it.
    pub advice: String,
    /// The roles that may decide.
    pub by: Vec<String>,
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// The id.
    pub id: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// What can be chosen.
    pub options: Vec<DecisionOption>,
    /// The question.
    pub question: String,
    /// What the team calls it.
    pub title: String,
    /// When it is offered.
    pub when: Condition,
}

/// One option of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionOption {
    /// The option as a choice: id and title.
    #[serde(flatten)]
    pub choice: Choice,
    /// When it is possible.
    pub when: Condition,
}

/// A legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Other facts with a moment that could be the start, in order; a person judges.
    pub candidates: Vec<String>,
    /// The fact that records the act that ends it.
    pub ends: Option<String>,
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// The id.
    pub id: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// Whether the Algemene termijnenwet applies.
    pub rule: law::term::Rule,
    /// What it starts at.
    pub starts: Anchor,
    /// How long it is.
    pub term: law::term::Term,
    /// What the team calls it.
    pub title: String,
}

/// What a clock starts at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The first time that a document is made known, by its id.
    Document(String),
    /// The date or moment that a fact holds.
    Fact(String),
    /// The date or moment that a field of each record of a list holds.
    Field {
        /// The field.
        field: String,
        /// The list.
        list: String,
    },
}

impl Anchor {
    /// Returns the id of the document, the fact or the field.
    pub fn id(&self) -> &str {
        match self {
            Anchor::Document(id) | Anchor::Fact(id) | Anchor::Field { field: id, .. } => id,
        }
    }
}

/// A document the playbook can draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// Whether who drafts it may not be the one who signs it.
    pub four_eyes: bool,
    /// The id.
    pub id: String,
    /// The power whose requirements are its gates.
    pub power: Option<String>,
    /// Who drafts it.
    pub role: Option<String>,
    /// The template, by id.
    pub template: String,
    /// What the team calls it.
    pub title: String,
    /// When it is to be made.
    pub when: Condition,
    /// The facts that say what its text says of one record, each with the field that holds it.
    pub with: BTreeMap<String, String>,
}

/// A power with its requirements, checked against the facts of this playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Power {
    /// What the register says about it besides its requirements.
    #[serde(flatten)]
    pub about: law::About,
    /// The id.
    pub id: String,
    /// What must be so, in order.
    pub requirements: Vec<Requirement>,
}

/// One requirement of a power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// When it counts at all.
    pub applies: Condition,
    /// Plain sentences for the mayor.
    pub explain: String,
    /// The id.
    pub id: String,
    /// How strict it is.
    pub kind: law::RequirementKind,
    /// Sources of law.
    pub law: Vec<String>,
    /// What must hold.
    pub met: Condition,
    /// When a court has rejected the ground; never holds when absent.
    pub rejected: Condition,
    /// The decisions that rejected it.
    pub rejected_by: Vec<String>,
    /// When it is asked.
    pub stage: law::Stage,
    /// What it asks.
    pub title: String,
}

/// A state of the chart, with what is asked and done there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// Questions, in order.
    pub ask: Vec<String>,
    /// Of those, the ones that are asked only when this holds.
    pub ask_when: BTreeMap<String, Condition>,
    /// Decisions that can be taken here.
    pub decide: Vec<String>,
    /// Documents that are drafted here.
    pub draft: Vec<String>,
    /// The id.
    pub id: String,
    /// The state around it.
    pub parent: Option<String>,
    /// Tasks that start here.
    pub tasks: Vec<Task>,
    /// What the team calls it.
    pub title: String,
    /// Why it exists.
    pub why: String,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Counted back from a moment.
    pub before: Option<Before>,
    /// Someone takes it within this many seconds of entering the state.
    pub claim_within_seconds: Option<i64>,
    /// Done within this many seconds of entering the state.
    pub done_within_seconds: Option<i64>,
    /// The list of which each record has one.
    pub for_each: Option<String>,
    /// The id.
    pub id: String,
    /// Shown before any question.
    pub immediate: bool,
    /// Sources of law.
    pub law: Vec<String>,
    /// A new one at every entry of the state.
    pub each_entry: bool,
    /// The role that does it.
    pub role: Option<String>,
    /// What to do.
    pub title: String,
    /// When it is a task.
    pub when: Condition,
    /// Why.
    pub why: String,
}

/// A due moment counted back from a moment fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Before {
    /// The fact.
    pub fact: String,
    /// How many seconds before it.
    pub seconds: i64,
}

/// A transition as the playbook wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// Seconds in the source state before it fires by time.
    pub after_seconds: Option<i64>,
    /// The guard, with earlier siblings negated for `otherwise`; always when unguarded.
    pub guard: Condition,
    /// A stable name: source state, slash, position from 1.
    pub id: String,
    /// What the team reads.
    pub label: Option<String>,
    /// Other triggers set off in the same step.
    pub raise: Vec<String>,
    /// The source state.
    pub source: String,
    /// The targets; empty when nothing is left.
    pub targets: Vec<String>,
    /// The trigger; absent for a transition by itself, by time or by done.
    pub trigger: Option<String>,
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

    /// Returns a field of a list of records.
    pub fn field(&self, list: &str, field: &str) -> Option<&Field> {
        match &self.fact(list)?.kind {
            Kind::Records(fields) => fields.iter().find(|known| known.id == field),
            _ => None,
        }
    }

    /// Returns the facts.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
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
}

/// Returns the name of the chart event behind a transition by time; no trigger can have it, since
/// ids have no slash.
fn after_event(transition: &str) -> String {
    format!("after/{transition}")
}
