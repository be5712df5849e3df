//! From states and transitions as written to the chart, its guards and its transitions, kept in step:
//! the number of a transition in the chart is its place in the table.
//!
//! Never reads text and never evaluates a guard.

mod certain;
mod exits;
mod guards;
mod reach;

use super::{Transition, after_event};
use crate::chart::{Action, Builder, Chart, GuardId, Kind, Problem, StateId, TransitionSource};
use crate::diagnostic::{Code, Finding, Span};
use crate::fact::Condition;
use crate::reader::Text;

/// The name of the state around all states; no state can have it, since ids have no slash.
pub(super) const ROOT: &str = "/";

/// A state as written.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where a history leads the first time.
    pub(super) default: Option<Text>,
    /// For a history: whether it is deep.
    pub(super) history: Option<bool>,
    pub(super) id: Text,
    pub(super) initial: Option<Text>,
    pub(super) is_final: bool,
    pub(super) parallel: bool,
    /// The place of the state around it.
    pub(super) parent: Option<usize>,
    pub(super) transitions: Vec<Go>,
}

/// A transition as written.
#[derive(Debug)]
pub(super) struct Go {
    /// Seconds in the state before it fires by time, and where that is written.
    pub(super) after: Option<(Span, i64)>,
    pub(super) at: Span,
    /// Where it says that it waits for the states inside to end.
    pub(super) done: Option<Span>,
    /// What is written under `when`.
    pub(super) guard: Condition,
    pub(super) id: String,
    pub(super) internal: bool,
    pub(super) label: Option<String>,
    pub(super) otherwise: bool,
    pub(super) raise: Vec<String>,
    pub(super) targets: Vec<String>,
    pub(super) trigger: Option<String>,
}

/// What sets a transition off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause<'a> {
    After(i64),
    Done,
    Itself,
    Trigger(&'a str),
}

/// A chart with the tables that go with it.
pub(super) struct Built {
    pub(super) chart: Chart,
    pub(super) guards: Vec<Condition>,
    pub(super) transitions: Vec<Transition>,
}

impl Go {
    fn cause(&self) -> Cause<'_> {
        match (&self.trigger, &self.after, &self.done) {
            (Some(trigger), ..) => Cause::Trigger(trigger),
            (_, Some((_, seconds)), _) => Cause::After(*seconds),
            (_, _, Some(_)) => Cause::Done,
            _ => Cause::Itself,
        }
    }

    fn is_guarded(&self) -> bool {
        self.otherwise || !self.guard.is_always()
    }
}

/// Builds the chart from states in document order, and reports what is wrong with it.
pub(super) fn build(
    drafts: &[Draft],
    triggers: &[String],
    findings: &mut Vec<Finding>,
) -> Option<Built> {
    let guards = guards::guards(drafts, findings);
    let mut builder = Builder::new();
    let root = builder.state(ROOT, Kind::State, None);
    let mut states: Vec<StateId> = Vec::new();
    for draft in drafts {
        let parent = draft.parent.and_then(|parent| states.get(parent).copied());
        states.push(builder.state(&draft.id.text, kind(draft), Some(parent.unwrap_or(root))));
    }
    for (draft, state) in drafts.iter().zip(&states) {
        if let Some(way) = draft.initial.as_ref().or(draft.default.as_ref()) {
            builder.initial_of(*state, [way.text.as_str()], Vec::new());
        }
    }
    let mut table = Table {
        builder,
        guards: Vec::new(),
        transitions: Vec::new(),
    };
    for trigger in triggers {
        table.builder.declare_event(trigger);
    }
    for ((draft, state), guards) in drafts.iter().zip(&states).zip(guards) {
        for (go, guard) in draft.transitions.iter().zip(guards) {
            table.add(draft, go, guard, *state);
        }
    }
    match table.builder.build() {
        Ok(chart) => Some(Built {
            chart,
            guards: table.guards,
            transitions: table.transitions,
        }),
        Err(problems) => {
            findings.extend(problems.iter().map(|problem| finding(problem, drafts)));
            None
        }
    }
}

/// Reports what a complete chart does that was hardly meant.
pub(super) fn check(drafts: &[Draft], built: &Built, findings: &mut Vec<Finding>) {
    certain::check(drafts, built, findings);
    exits::check(drafts, &built.chart, findings);
    reach::check(drafts, &built.chart, findings);
    for go in drafts.iter().flat_map(|draft| &draft.transitions) {
        findings.extend(internal(go, &built.chart));
    }
}

/// Returns the finding that a transition is written as internal and leaves its state anyway.
fn internal(go: &Go, chart: &Chart) -> Option<Finding> {
    let (source, _) = go.id.split_once('/').filter(|_| go.internal)?;
    let inside = chart.descendants(chart.state(source)?);
    let outside = go.targets.iter().find(|target| {
        chart
            .state(target)
            .is_some_and(|target| !inside.contains(target))
    })?;
    let message = format!(
        "`{}` is internal, but `{outside}` is not inside `{source}`",
        go.id
    );
    let finding = Finding::at(Code::WrongValue, go.at.clone(), message);
    Some(finding.hint("leave out `internal`, or go to a state inside"))
}

/// The tables while they grow together.
struct Table {
    builder: Builder,
    guards: Vec<Condition>,
    transitions: Vec<Transition>,
}

impl Table {
    fn add(&mut self, draft: &Draft, go: &Go, guard: Condition, state: StateId) {
        let raise = go
            .raise
            .iter()
            .map(|name| Action::Raise(self.builder.declare_event(name)));
        let actions = raise.collect();
        let number = match guard.is_always() {
            true => None,
            false => {
                self.guards.push(guard.clone());
                // Beyond what can be numbered there are too many transitions too, and building refuses.
                GuardId::from_index(self.guards.len() - 1)
            }
        };
        let events = match go.cause() {
            Cause::After(_) => vec![after_event(&go.id)],
            Cause::Done => vec![format!("done.state.{}", draft.id.text)],
            Cause::Itself => Vec::new(),
            Cause::Trigger(trigger) => vec![trigger.to_owned()],
        };
        self.builder.transition(TransitionSource {
            actions,
            events,
            guard: number,
            internal: go.internal,
            targets: go.targets.clone(),
            ..TransitionSource::from(state)
        });
        self.transitions.push(Transition {
            after_seconds: go.after.as_ref().map(|(_, seconds)| *seconds),
            guard,
            id: go.id.clone(),
            label: go.label.clone(),
            raise: go.raise.clone(),
            source: draft.id.text.clone(),
            targets: go.targets.clone(),
            trigger: go.trigger.clone(),
        });
    }
}

fn kind(draft: &Draft) -> Kind {
    match draft.history {
        Some(deep) => Kind::History { deep },
        None if draft.is_final => Kind::Final,
        None if draft.parallel => Kind::Parallel,
        None => Kind::State,
    }
}

/// Returns a problem of the chart at the first state it names.
fn finding(problem: &Problem, drafts: &[Draft]) -> Finding {
    let message = problem.to_string();
    let place = match problem {
        Problem::IllegalCombination { place, .. } => place,
        _ => &message,
    };
    let named = place
        .split('`')
        .skip(1)
        .step_by(2)
        .find_map(|name| drafts.iter().find(|draft| draft.id.text == name));
    match named {
        Some(draft) => Finding::at(Code::BadChart, draft.id.span.clone(), message),
        None => Finding::whole(Code::BadChart, message),
    }
}

/// Returns the draft of a state of the chart; none for the root.
fn draft(drafts: &[Draft], state: StateId) -> Option<&Draft> {
    drafts.get(state.index().checked_sub(1)?)
}
