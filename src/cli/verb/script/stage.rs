//! What comes in a scenario besides its steps, while it is played: moves, injects and replies, each at its moment.
//!
//! Never waits: the clock is the course of the situation, and what comes next is asked of the list.

use serde::Serialize;

use super::player::{Failed, Outcome, Player};
use super::words::words;
use crate::cli::failure::Failure;
use crate::engine::Entry;
use crate::exercise::{
    self, Conduct, Delivered, Difference, ExerciseTime, Inject, Item, ItemKind, Look, Observation,
    Scenario, Staff, Standing,
};
use crate::playbook::Playbook;
use crate::runtime;

/// The moment by which everything has come when a scenario has no end.
const NEVER_MINUTES: u64 = 999 * 60;

/// What comes besides the steps, and what came.
pub(super) struct Stage {
    conduct: Conduct,
    /// The exercise time.
    now: ExerciseTime,
    staff: Staff,
}

/// Something that came.
#[derive(Debug, Clone, Serialize)]
pub struct Came {
    /// When, in exercise time.
    pub at: ExerciseTime,
    /// The id.
    pub id: String,
    /// What it was.
    pub kind: ItemKind,
    /// What it was, in a line.
    pub line: String,
}

/// Something that did not come.
#[derive(Debug, Clone, Serialize)]
pub struct Left {
    /// The id.
    pub id: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its place among those of its kind, from 0.
    #[serde(skip)]
    pub place: usize,
    /// How it stands at the end.
    pub standing: Standing,
}

impl Stage {
    pub(super) fn of(scenario: &Scenario, playbook: &Playbook) -> Self {
        Stage {
            conduct: Conduct::of(scenario.clone(), playbook),
            now: ExerciseTime::START,
            staff: Staff::default(),
        }
    }
}

impl Left {
    /// Returns why it did not come.
    pub fn why(&self) -> String {
        match self.standing {
            Standing::ByHand => "only when the staff fire it".to_owned(),
            Standing::Coming { at } | Standing::Due { since: at } => {
                format!("comes at {at}, after the end")
            }
            Standing::PassedOver { due } => format!("passed over at {due}: its `unless` held"),
            Standing::Waiting => "its conditions never held".to_owned(),
            Standing::Delivered { .. } | Standing::Held { .. } | Standing::Skipped => {
                "it was held back".to_owned()
            }
        }
    }
}

impl Player<'_> {
    /// Lets everything come that is due by the moment of a step; tells whether the play goes on.
    pub(super) fn come_until(
        &mut self,
        step: &exercise::Step,
        name: &str,
    ) -> Result<bool, Failure> {
        if !self.scenario.is_staged() {
            return Ok(true);
        }
        let until = self.scenario.course.reached(step.at);
        let goes_on = self.come(until, name)?;
        self.stage.now = self.stage.now.max(until);
        Ok(goes_on)
    }

    /// Lets everything come that is left, and looks at what was expected.
    pub(super) fn come_to_the_end(&mut self, name: &str) -> Result<(), Failure> {
        if !self.scenario.is_staged() && self.scenario.goals.is_empty() {
            return Ok(());
        }
        let frame = self.scenario.frame.as_ref();
        let end = frame.map_or(ExerciseTime::of_minutes(NEVER_MINUTES), |frame| {
            frame.ends_at
        });
        let end = end.max(self.stage.now);
        let goes_on = self.come(end, name)?;
        let lines = self.lines_at(end);
        let left = lines
            .into_iter()
            .filter(|line| !matches!(line.standing, Standing::Delivered { .. }));
        self.played.left = left.collect();
        if goes_on {
            self.played.observed = self.observe(end);
            self.played.failed = self.unmet();
        }
        Ok(())
    }

    fn come(&mut self, until: ExerciseTime, name: &str) -> Result<bool, Failure> {
        while let Some((item, since)) = self.next_due(until) {
            self.stage.now = self.stage.now.max(since);
            self.stage.staff.delivered.push(Delivered {
                at: self.stage.now,
                item: item.id.clone(),
            });
            let (outcome, line, place) = self.bring(&item, name)?;
            let shown = self.shown_item(&item, &line, &outcome);
            self.progress.show(&shown)?;
            if let Some((refused, _)) = outcome.refused {
                self.played.failed = Some(Failed {
                    differences: vec![Difference {
                        expected: "it comes".to_owned(),
                        found: refused,
                        what: format!("`{}`", item.id),
                    }],
                    line: place,
                    step: line,
                });
                return Ok(false);
            }
            self.played.came.push(Came {
                at: self.stage.now,
                id: item.id,
                kind: item.kind,
                line,
            });
        }
        Ok(true)
    }

    /// Returns what comes next by a moment, and since when it is due.
    fn next_due(&self, until: ExerciseTime) -> Option<(Item, ExerciseTime)> {
        let playbook = &self.session.material().playbook;
        let course = &self.scenario.course;
        let moments = |entry: &Entry| course.reached(entry.meta.chart_time);
        let (stage, incident) = (&self.stage, self.session.incident());
        let due = stage
            .conduct
            .msel()
            .due(playbook, incident, until, &stage.staff, &moments);
        let (since, item) = due.into_iter().next()?;
        Some((item.clone(), since))
    }

    fn lines_at(&self, at: ExerciseTime) -> Vec<Left> {
        let playbook = &self.session.material().playbook;
        let course = &self.scenario.course;
        let moments = |entry: &Entry| course.reached(entry.meta.chart_time);
        let (stage, incident) = (&self.stage, self.session.incident());
        let lines = stage
            .conduct
            .msel()
            .lines(playbook, incident, at, &stage.staff, &moments);
        lines
            .into_iter()
            .map(|line| Left {
                id: line.item.id.clone(),
                kind: line.item.kind,
                place: line.item.place,
                standing: line.standing,
            })
            .collect()
    }

    /// Lets one thing come; returns what it brought about, what it is in a line, and the line of the file.
    fn bring(&mut self, item: &Item, name: &str) -> Result<(Outcome, String, usize), Failure> {
        let scenario = self.scenario;
        let situation = scenario.course.situation(self.stage.now);
        match item.kind {
            ItemKind::Inject => {
                let inject = &scenario.injects[item.place];
                self.set(situation);
                let outcome = self.taken(|player, _| player.send(item))?;
                Ok((outcome, self.inject_line(inject), inject.line))
            }
            ItemKind::Move => {
                let one = &scenario.moves[item.place];
                let before = scenario.course.before(self.stage.now);
                let latest = self.session.incident().situation().last_chart_time;
                self.set(latest.map_or(before, |latest| latest.max(before)));
                let outcome = self.taken(|player, _| player.send(item))?;
                Ok((outcome, one.text.clone(), one.line))
            }
            ItemKind::Reply => {
                let mut step = scenario.replies[item.place].step.clone();
                step.at = situation;
                let line = words(&step);
                let outcome = self
                    .step(&step)
                    .map_err(|failure| super::player::at(name, &step, failure))?;
                Ok((outcome, line, step.line))
            }
        }
    }

    /// Brings an item as in an exercise of people.
    fn send(&mut self, item: &Item) -> Result<(), Failure> {
        let inject = self.stage.conduct.inject(item);
        let name = inject.and_then(|inject| inject.file.as_ref());
        let read = name.map(|name| super::player::read(&self.folder.join(&name.text)));
        let attachments: Vec<Vec<u8>> = read.transpose()?.into_iter().collect();
        let file = |name: &str| {
            let bytes = attachments.first()?;
            Some(runtime::proof(name.to_owned(), bytes))
        };
        let (session, now) = (&self.session, self.session.chart_now());
        let (playbook, incident) = (&session.material().playbook, session.incident());
        let command = self
            .stage
            .conduct
            .command(playbook, incident, item, now, &file);
        if let Some(command) = command {
            self.session.submit_as_read(&command, &attachments)?;
        }
        Ok(())
    }

    fn inject_line(&self, inject: &Inject) -> String {
        let playbook = &self.session.material().playbook;
        let from = self.scenario.persona(&inject.from.text);
        let from = from.map_or(inject.from.text.as_str(), |persona| &persona.title);
        let to = inject.to.iter();
        let to: Vec<&str> = to
            .map(|role| self.scenario.role_title(playbook, &role.text))
            .collect();
        format!(
            "{} ({}: {from} → {})",
            inject.title,
            inject.channel.dutch(),
            to.join(", ")
        )
    }

    fn shown_item(&self, item: &Item, line: &str, outcome: &Outcome) -> String {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut out = format!("\n{} {}: {line}\n", self.stage.now, item.id);
        out.push_str(&self.lines(&outcome.entries));
        if let Some((_, dutch)) = &outcome.refused {
            out.push_str(&format!("      geweigerd: {dutch}\n"));
        }
        out
    }

    fn observe(&self, end: ExerciseTime) -> Vec<Observation> {
        let course = &self.scenario.course;
        let look = Look {
            at: end,
            ended: true,
            moments: &|entry| course.reached(entry.meta.chart_time),
            staff: &self.stage.staff,
        };
        let playbook = &self.session.material().playbook;
        exercise::observe(self.scenario, playbook, self.session.incident(), look)
    }

    /// Returns the first expectation that the play as it is meant does not meet, with all the others.
    fn unmet(&self) -> Option<Failed> {
        let observed = self.played.observed.iter();
        let unmet: Vec<&Observation> = observed
            .filter(|one| one.outcome.is_some_and(exercise::Outcome::is_amiss))
            .collect();
        let first = unmet.first()?;
        let goals = self.scenario.goals.iter();
        let mut criteria = goals.flat_map(|goal| &goal.criteria);
        let line = match &first.criterion {
            Some(id) => criteria.find(|one| one.id.text == *id).map(|one| one.line),
            None => {
                let id = first.inject.as_deref().unwrap_or_default();
                self.scenario.inject(id).map(|inject| inject.line)
            }
        };
        let differences = unmet.iter().map(|one| Difference {
            expected: match one.within_seconds {
                _ if one.outcome == Some(exercise::Outcome::Broken) => "never".to_owned(),
                Some(seconds) => format!("within {} minutes", seconds / 60),
                None => "before the end".to_owned(),
            },
            found: match one.since_seconds {
                Some(seconds) => format!("after {} minutes", seconds / 60),
                None => "not seen".to_owned(),
            },
            what: match (&one.criterion, &one.inject) {
                (Some(id), _) => format!("criterion `{id}`: {}", one.what),
                (None, inject) => {
                    format!(
                        "after `{}`: {}",
                        inject.as_deref().unwrap_or_default(),
                        one.what
                    )
                }
            },
        });
        Some(Failed {
            differences: differences.collect(),
            line: line.unwrap_or_default(),
            step: "expected and not met".to_owned(),
        })
    }
}
