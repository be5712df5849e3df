//! What can happen and what is to be done here and now: pure queries.

use chrono::{DateTime, Utc};

use super::term::term;
use super::{ArmedTimer, Situation, World, step};
use crate::chart::{GuardId, Host, StateSet};
use crate::fact::Truth;
use crate::fact::condition::{self, Need};
use crate::playbook::{Decision, Fact, Playbook, State, Task, Transition, Trigger};

/// A trigger with what it would do.
#[derive(Debug, Clone)]
pub struct Open<'a> {
    /// The transitions it would take.
    pub enabled: Vec<&'a Transition>,
    /// The trigger.
    pub trigger: &'a Trigger,
    /// The transitions that wait for an answer, with the smallest set of answers.
    pub undetermined: Vec<(&'a Transition, Vec<Need>)>,
    /// The transitions whose conditions do not hold, with what would have to be so.
    pub blocked: Vec<(&'a Transition, Vec<Need>)>,
}

/// A decision that active states offer.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// Its id, or that of one of many.
    pub id: String,
    /// The answers that it waits for.
    pub needs: Vec<Need>,
    /// Whether it is offered.
    pub truth: Truth,
}

/// A task that is open.
#[derive(Debug, Clone)]
pub struct OpenTask<'a> {
    /// When it has to be claimed.
    pub claim_due: Option<DateTime<Utc>>,
    /// Who claimed it.
    pub claimed_by: Option<String>,
    /// When it has to be done.
    pub due: Option<DateTime<Utc>>,
    /// Its id, or that of one of many.
    pub id: String,
    /// Whether its state is still active.
    pub is_here: bool,
    /// Whether the moment to have it done has passed.
    pub lapsed: bool,
    /// Since when it is a task.
    pub opened_at: DateTime<Utc>,
    /// The moment to have it done that was past already when it began; it does not lapse.
    pub past: Option<DateTime<Utc>>,
    /// The role it is with.
    pub role: Option<String>,
    /// The state it belongs to.
    pub state: &'a State,
    /// The task.
    pub task: &'a Task,
    /// Whether it is a task at all, when that depends on answers.
    pub truth: Truth,
}

/// Returns every trigger that some active state waits for.
pub fn possible<'a>(playbook: &'a Playbook, situation: &Situation) -> Vec<Open<'a>> {
    if situation.closed.is_some() {
        return Vec::new();
    }
    let machine = situation.machine(playbook);
    let world = World::new(playbook, situation);
    let mut open = Vec::new();
    for trigger in playbook.triggers() {
        let Some(event) = playbook.trigger_event(&trigger.id) else {
            continue;
        };
        let mut asker = Asker(playbook, situation);
        let enabled: Vec<&Transition> = playbook
            .chart()
            .enabled(&machine, event, &mut asker)
            .into_iter()
            .map(|id| playbook.transition(id))
            .collect();
        let (mut undetermined, mut blocked) = (Vec::new(), Vec::new());
        for id in playbook.chart().candidates(&machine, event) {
            let transition = playbook.transition(id);
            match transition.guard.truth(&world) {
                Truth::True => {}
                Truth::Unknown => {
                    undetermined.push((transition, transition.guard.needs(&world)));
                }
                Truth::False => {
                    let needs = transition.guard.needs(&world);
                    // A guard that asks `known` is false until someone answers.
                    match needs.iter().all(Need::is_question) {
                        true => undetermined.push((transition, needs)),
                        false => blocked.push((transition, needs)),
                    }
                }
            }
        }
        if !(enabled.is_empty() && undetermined.is_empty() && blocked.is_empty()) {
            open.push(Open {
                blocked,
                enabled,
                trigger,
                undetermined,
            });
        }
    }
    open
}

/// Returns the facts that active states ask now, once each, whether they have an answer or not.
pub fn asked<'a>(playbook: &'a Playbook, situation: &Situation) -> Vec<&'a Fact> {
    let mut asked: Vec<&Fact> = Vec::new();
    if situation.closed.is_some() {
        return asked;
    }
    let world = World::new(playbook, situation);
    for state in playbook.states() {
        if !situation.is_active(&state.id) {
            continue;
        }
        for fact in state.ask.iter().filter_map(|id| playbook.fact(id)) {
            let when = state.ask_when.get(&fact.id);
            let is_due = when.is_none_or(|when| when.truth(&world).holds());
            if is_due && !asked.iter().any(|known| known.id == fact.id) {
                asked.push(fact);
            }
        }
    }
    asked
}

/// Returns the decisions that active states offer and whose conditions hold, and those that wait.
pub fn decisions<'a>(playbook: &'a Playbook, situation: &Situation) -> Vec<Offer<'a>> {
    let mut offered: Vec<&str> = Vec::new();
    for state in playbook.states() {
        if situation.is_active(&state.id) {
            offered.extend(state.decide.iter().map(String::as_str));
        }
    }
    playbook
        .decisions()
        .iter()
        .filter(|decision| offered.contains(&decision.id.as_str()))
        .flat_map(|decision| {
            let ids = situation.items(&decision.id, decision.for_each.as_ref());
            ids.into_iter().map(move |id| {
                let world = World::new(playbook, situation).of(&id);
                Offer {
                    decision,
                    needs: decision.when.needs(&world),
                    truth: decision.when.truth(&world),
                    id,
                }
            })
        })
        .collect()
}

/// Returns the open tasks, in the order of the playbook.
pub fn open_tasks<'a>(playbook: &'a Playbook, situation: &Situation) -> Vec<OpenTask<'a>> {
    if situation.closed.is_some() {
        return Vec::new();
    }
    let mut open = Vec::new();
    for state in playbook.states() {
        for task in &state.tasks {
            let ids = situation.items(&task.id, task.for_each.as_ref());
            let ids = ids.into_iter();
            open.extend(ids.filter_map(|id| open_task(playbook, situation, state, task, id)));
        }
    }
    open
}

/// Returns one task, when it is open.
fn open_task<'a>(
    playbook: &'a Playbook,
    situation: &Situation,
    state: &'a State,
    task: &'a Task,
    id: String,
) -> Option<OpenTask<'a>> {
    let (_, opened_at) = situation.chart.opened.get(&id)?;
    let world = World::new(playbook, situation).of(&id);
    let truth = task.when.truth(&world);
    if situation.is_finished(&id) || truth == Truth::False {
        return None;
    }
    let own = situation.tasks.get(&id);
    let term = term(task, &id, *opened_at, &world, situation);
    let mut lapsed = situation.chart.lapsed.iter();
    Some(OpenTask {
        claim_due: term.claim_due,
        claimed_by: own
            .and_then(|own| own.claimed.clone())
            .filter(|(seq, _)| situation.is_of_this_round(&id, *seq))
            .map(|(_, role)| role),
        due: term.due,
        is_here: situation.is_active(&state.id),
        lapsed: lapsed.any(|(lapsed, claim, _)| *lapsed == id && !claim),
        opened_at: term.since,
        past: term.past,
        role: own.and_then(|own| own.role.clone()).or(task.role.clone()),
        state,
        task,
        truth,
        id,
    })
}

/// Returns the moments of tasks that pass by `until` and have not been recorded, earliest first.
pub fn tasks_due(
    playbook: &Playbook,
    situation: &Situation,
    until: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, String, bool)> {
    let mut passed = Vec::new();
    for open in open_tasks(playbook, situation) {
        let is_recorded = |claim: bool| {
            situation
                .chart
                .lapsed
                .iter()
                .any(|(task, is_claim, _)| *task == open.id && *is_claim == claim)
        };
        if open.truth != Truth::True {
            continue;
        }
        if let Some(due) = open.claim_due
            && due <= until
            && open.claimed_by.is_none()
            && !is_recorded(true)
        {
            passed.push((due, open.id.clone(), true));
        }
        if let Some(due) = open.due
            && due <= until
            && !is_recorded(false)
        {
            passed.push((due, open.id.clone(), false));
        }
    }
    passed.sort();
    passed
}

/// The next thing that time brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Due {
    /// A moment of a task passes.
    Lapse {
        /// The moment.
        at: DateTime<Utc>,
        /// Whether to claim it.
        claim: bool,
        /// The task.
        task: String,
    },
    /// A transition by time.
    Timer(ArmedTimer),
}

/// Returns the next thing that time brings by `until`, in order of due instant, timers first.
pub(super) fn next_due(
    playbook: &Playbook,
    situation: &Situation,
    until: DateTime<Utc>,
) -> Option<Due> {
    // A timer whose guard waits for an answer stays until the answer is known.
    let world = World::new(playbook, situation);
    let is_determined = |timer: &&ArmedTimer| {
        let mut transitions = playbook.transitions().iter();
        transitions
            .find(|transition| transition.id == timer.transition)
            .is_none_or(|transition| transition.guard.truth(&world) != Truth::Unknown)
    };
    let timer = situation
        .chart
        .timers
        .iter()
        .take_while(|timer| timer.due <= until)
        .find(is_determined)
        .cloned();
    let lapse = tasks_due(playbook, situation, until).into_iter().next();
    match (timer, lapse) {
        (Some(timer), Some((at, ..))) if timer.due <= at => Some(Due::Timer(timer)),
        (Some(timer), None) => Some(Due::Timer(timer)),
        (_, Some((at, task, claim))) => Some(Due::Lapse { at, claim, task }),
        (None, None) => None,
    }
}

/// Returns the transitions by themselves and by time that wait for an answer in the active states.
pub fn waiting<'a>(
    playbook: &'a Playbook,
    situation: &Situation,
) -> Vec<(&'a Transition, Vec<Need>)> {
    let world = World::new(playbook, situation);
    playbook
        .transitions()
        .iter()
        .filter(|transition| transition.trigger.is_none())
        .filter(|transition| situation.is_active(&transition.source))
        .filter(|transition| transition.after_seconds.is_none() || is_armed(situation, transition))
        .filter(|transition| transition.guard.truth(&world) == Truth::Unknown)
        .map(|transition| (transition, transition.guard.needs(&world)))
        .collect()
}

/// A transition that no person sets off.
#[derive(Debug, Clone)]
pub struct ByItself<'a> {
    /// When it comes by time.
    pub due: Option<DateTime<Utc>>,
    /// The transition.
    pub transition: &'a Transition,
    /// Whether its condition holds.
    pub truth: Truth,
}

/// Returns every transition by itself and by time out of the active states, whatever is known.
pub fn by_itself<'a>(playbook: &'a Playbook, situation: &Situation) -> Vec<ByItself<'a>> {
    if situation.closed.is_some() {
        return Vec::new();
    }
    let world = World::new(playbook, situation);
    let due = |transition: &Transition| {
        let mut timers = situation.chart.timers.iter();
        let timer = timers.find(|timer| timer.transition == transition.id);
        timer.map(|timer| timer.due)
    };
    playbook
        .transitions()
        .iter()
        .filter(|transition| transition.trigger.is_none())
        .filter(|transition| situation.is_active(&transition.source))
        .filter(|transition| transition.after_seconds.is_none() || is_armed(situation, transition))
        .map(|transition| ByItself {
            due: due(transition),
            transition,
            truth: transition.guard.truth(&world),
        })
        .collect()
}

fn is_armed(situation: &Situation, transition: &Transition) -> bool {
    let mut timers = situation.chart.timers.iter();
    timers.any(|timer| timer.transition == transition.id)
}

/// Returns the answers that would make a trigger possible, the fewest and open questions first.
pub(super) fn needs_of(playbook: &Playbook, situation: &Situation, trigger: &str) -> Vec<Need> {
    let Some(event) = playbook.trigger_event(trigger) else {
        return Vec::new();
    };
    let machine = situation.machine(playbook);
    let world = World::new(playbook, situation);
    let undetermined = step::undetermined(playbook, situation, &machine, event);
    playbook
        .chart()
        .candidates(&machine, event)
        .map(|id| playbook.transition(id))
        .filter(|transition| undetermined.is_empty() || undetermined.contains(&transition.id))
        .map(|transition| transition.guard.needs(&world))
        .min_by_key(|needs| condition::cost(needs))
        .unwrap_or_default()
}

/// Answers guards and hears nothing.
struct Asker<'a>(&'a Playbook, &'a Situation);

impl Host for Asker<'_> {
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool {
        let world = World::at(self.0, self.1, *active);
        self.0.guards()[guard.index()].truth(&world).holds()
    }
}
