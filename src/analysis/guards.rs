//! Conditions of the transitions of one state: can they hold, do they leave a gap, do they hold together.

use super::Found;
use super::cells::{Cells, Variable, cells};
use super::form::{Formula, Outcome, Wanted, all, known, solve};
use super::story;
use crate::chart::{StateSet, TransitionId};
use crate::diagnostic::Code;
use crate::fact::Condition;
use crate::playbook::{Playbook, Transition};

/// Looks at every condition with those beside it.
pub(super) fn check(playbook: &Playbook) -> Vec<Found> {
    let cells = cells(playbook, playbook.guards().iter());
    // What a state asks of another one is left open: these findings hold wherever the chart stands.
    let formula = |transition: &Transition| {
        Formula::of(
            &transition.guard,
            &cells,
            playbook.chart(),
            &StateSet::EMPTY,
        )
    };
    let formulas: Vec<Formula> = playbook.transitions().iter().map(formula).collect();
    let guards = Guards {
        cells: &cells,
        formulas: &formulas,
        playbook,
    };
    let mut found = guards.never();
    for state in playbook.chart().states() {
        let mut triggers: Vec<&str> = Vec::new();
        for id in playbook.chart().transitions_of(state) {
            let trigger = playbook.transition(*id).trigger.as_deref();
            if let Some(trigger) = trigger.filter(|trigger| !triggers.contains(trigger)) {
                triggers.push(trigger);
            }
        }
        for trigger in triggers {
            let siblings: Vec<TransitionId> = playbook
                .chart()
                .transitions_of(state)
                .iter()
                .copied()
                .filter(|id| playbook.transition(*id).trigger.as_deref() == Some(trigger))
                .collect();
            found.extend(guards.gap(trigger, &siblings));
            found.extend(guards.overlaps(&siblings));
        }
    }
    found.extend(guards.conflicts());
    found.extend(guards.lapses());
    found
}

/// Tells whether there are answers with which a condition holds, wherever the chart stands; whether a team can come
/// there is not asked.
pub fn can_hold(playbook: &Playbook, condition: &Condition) -> bool {
    let cells = cells(playbook, std::iter::once(condition));
    let formula = Formula::of(condition, &cells, playbook.chart(), &StateSet::EMPTY);
    let wanted = Wanted {
        active: StateSet::EMPTY,
        formula: &formula,
        outcome: Outcome::True,
    };
    solve(&cells, &[wanted], &all(&cells)).is_some()
}

struct Guards<'a> {
    cells: &'a [Cells],
    /// One for each transition.
    formulas: &'a [Formula],
    playbook: &'a Playbook,
}

impl Guards<'_> {
    fn wanted(&self, id: TransitionId, outcome: Outcome) -> Wanted<'_> {
        Wanted {
            active: StateSet::EMPTY,
            formula: &self.formulas[id.index()],
            outcome,
        }
    }

    /// Reports steps of people without which nothing leads out of a state: no way by time, by a person or by other
    /// answers is left when the moment to have it done passes.
    fn lapses(&self) -> Vec<Found> {
        let chart = self.playbook.chart();
        let mut found = Vec::new();
        for state in chart.states().filter(|state| chart.is_atomic(*state)) {
            let lineage = std::iter::once(state).chain(chart.ancestors(state).iter());
            let ways: Vec<TransitionId> = lineage
                .flat_map(|state| chart.transitions_of(state).iter().copied())
                .collect();
            let is_by_itself = |id: &TransitionId| {
                let way = self.playbook.transition(*id);
                way.trigger.is_none() && way.after_seconds.is_none()
            };
            if ways.is_empty() || !ways.iter().all(is_by_itself) {
                continue;
            }
            for (variable, cells) in self.cells.iter().enumerate() {
                let Variable::Task(task) = &cells.variable else {
                    continue;
                };
                let mut undone = all(self.cells);
                undone[variable] = vec![0];
                let is_open = |id: &TransitionId| {
                    solve(self.cells, &[self.wanted(*id, Outcome::True)], &undone).is_some()
                };
                if !ways.iter().any(is_open) {
                    let state = chart.name(state);
                    let message =
                        format!("nothing leads out of `{state}` while `{task}` is not done");
                    found.push(
                        Found::on(Code::NoWayOn, state, message).hint(
                            "add a way out with `after`, or one that a person takes with `on`",
                        ),
                    );
                }
            }
        }
        found
    }

    /// Reports conditions that no answers make hold.
    fn never(&self) -> Vec<Found> {
        let never = self.playbook.chart().transitions().filter(|id| {
            let wanted = [self.wanted(*id, Outcome::True)];
            solve(self.cells, &wanted, &all(self.cells)).is_none()
        });
        never
            .map(|id| {
                let id = &self.playbook.transition(id).id;
                let message = format!("the conditions of `{id}` can never hold together");
                Found::on(Code::NeverTrue, id, message).hint("leave one of them out")
            })
            .collect()
    }

    /// Reports answers for which nothing happens. What all of the transitions ask is a gate that is meant to stay closed.
    fn gap(&self, trigger: &str, siblings: &[TransitionId]) -> Option<Found> {
        let [first, _, ..] = siblings else {
            return None;
        };
        let chart = self.playbook.chart();
        let here = chart.source(*first);
        let elsewhere = chart.transitions().any(|id| {
            let known = self.playbook.transition(id).trigger.as_deref();
            let there = chart.source(id);
            known == Some(trigger) && here != there && chart.can_be_together(here, there)
        });
        // Where others listen too, something may happen there.
        if elsewhere {
            return None;
        }
        let gate: Vec<Formula> = self
            .shared(siblings)
            .map(|part| Formula::of(part, self.cells, self.playbook.chart(), &StateSet::EMPTY))
            .collect();
        let open = gate.iter().map(|formula| Wanted {
            active: StateSet::EMPTY,
            formula,
            outcome: Outcome::True,
        });
        let closed = siblings.iter().map(|id| self.wanted(*id, Outcome::False));
        let wanted: Vec<Wanted<'_>> = open.chain(closed).collect();
        let assignment = solve(self.cells, &wanted, &known(self.cells))?;
        let state = &self.playbook.transition(*first).source;
        let lines = story::conditions(self.cells, &assignment);
        let lines: Vec<String> = lines.iter().map(|line| format!("\"{line}\"")).collect();
        let label = self
            .playbook
            .trigger(trigger)
            .map_or(trigger, |it| &it.label);
        let title = self.playbook.state(state).map_or("", |it| &it.title);
        let message = format!("in `{state}` nothing happens on `{trigger}` for some answers");
        let found = Found::on(Code::GuardGap, state, message)
            .hint(match lines.len() {
                count if count > story::TOLD => "add `otherwise = true`".to_owned(),
                _ => format!(
                    "add `otherwise = true`, or a transition with `when = [{}]`",
                    lines.join(", ")
                ),
            })
            .story(format!(
                "In ‘{title}’: {} → ‘{label}’ → er gebeurt niets, want geen van de {} wegen geldt.",
                story::answers(self.playbook, self.cells, &assignment),
                siblings.len()
            ));
        Some(found)
    }

    /// Returns the conditions that every one of the transitions asks.
    fn shared<'b>(&'b self, siblings: &'b [TransitionId]) -> impl Iterator<Item = &'b Condition> {
        let parts = |id: &TransitionId| match &self.playbook.transition(*id).guard {
            Condition::All(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let first = siblings.first().map_or(&[][..], parts);
        first
            .iter()
            .filter(move |part| siblings.iter().all(|id| parts(id).contains(part)))
    }

    /// Reports answers for which two transitions of one state could both be taken.
    fn overlaps(&self, siblings: &[TransitionId]) -> Vec<Found> {
        let mut found = Vec::new();
        for (index, second) in siblings.iter().enumerate() {
            for first in &siblings[..index] {
                found.extend(self.overlap(*first, *second));
            }
        }
        found
    }

    fn overlap(&self, first: TransitionId, second: TransitionId) -> Option<Found> {
        let playbook = self.playbook;
        let (one, other) = (playbook.transition(first), playbook.transition(second));
        if one.guard.is_always() || other.guard.is_always() || one.targets == other.targets {
            return None;
        }
        let wanted = [
            self.wanted(first, Outcome::True),
            self.wanted(second, Outcome::True),
        ];
        let assignment = solve(self.cells, &wanted, &all(self.cells))?;
        let message = format!("`{}` and `{}` can both be taken", one.id, other.id);
        let answers = story::answers(playbook, self.cells, &assignment);
        Some(
            Found::on(Code::GuardOverlap, &other.id, message)
                .hint(format!(
                    "say in `{}` that the conditions of `{}` do not hold, or write `otherwise = true`",
                    other.id, one.id
                ))
                .story(format!(
                    "Als {answers}, dan gelden twee wegen, en alleen de eerste wordt genomen."
                )),
        )
    }

    /// Reports transitions of different regions on one trigger that leave the same states.
    fn conflicts(&self) -> Vec<Found> {
        let chart = self.playbook.chart();
        let mut found = Vec::new();
        for first in chart.transitions() {
            for second in chart.transitions().filter(|second| first < *second) {
                let (one, other) = (
                    self.playbook.transition(first),
                    self.playbook.transition(second),
                );
                let (here, there) = (chart.source(first), chart.source(second));
                let apart = !chart.ancestors(here).contains(there)
                    && !chart.ancestors(there).contains(here);
                if one.trigger.is_some()
                    && one.trigger == other.trigger
                    && apart
                    && here != there
                    && chart.can_be_together(here, there)
                    && chart.can_exit(first).intersects(chart.can_exit(second))
                {
                    found.extend(self.overlap(first, second));
                }
            }
        }
        found
    }
}
