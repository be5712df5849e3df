//! A scenario as it was read.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{
    Course, Frame, Goal, Inject, Learning, Local, Localisation, Move, Persona, Reply, Step, Team,
    check, parse,
};
use crate::diagnostic::{Finding, Source};
use crate::playbook::Playbook;
use crate::reader::{Table, Text};

/// The questions right after the end when a scenario has none of its own.
const QUESTIONS: [&str; 3] = [
    "Wat ging goed?",
    "Wat ging minder, en waardoor?",
    "Wat doet u de volgende keer anders?",
];

/// A scenario; its steps stand in order of time.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// How the situation's time runs, by the moves.
    pub course: Course,
    /// Whether it is played as an exercise.
    pub exercise: bool,
    /// The frame, when it is for people.
    pub frame: Option<Frame>,
    /// What is practised.
    pub goals: Vec<Goal>,
    /// What comes to the players.
    pub injects: Vec<Inject>,
    /// What can be learned.
    pub learning: Vec<Learning>,
    /// What a municipality replaces.
    pub local: Vec<Local>,
    /// Jumps and paces of the situation's time, in order.
    pub moves: Vec<Move>,
    /// The municipality file beside the scenario; absent for the example municipality.
    pub municipality: Option<String>,
    /// Who the exercise staff play.
    pub personas: Vec<Persona>,
    /// The playbook.
    pub playbook: String,
    /// What roles do by themselves.
    pub replies: Vec<Reply>,
    /// Titles of roles that a municipality gives, by id.
    pub role_titles: BTreeMap<String, String>,
    /// The seed of everything random.
    pub seed: u64,
    /// The public text it rests on; empty when it is made up.
    pub source: String,
    /// The moment of the start.
    pub starts_at: DateTime<Utc>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What it shows.
    pub summary: String,
    /// The teams that can play with a board of their own, besides the first.
    pub teams: Vec<Team>,
    /// What the incident is called.
    pub title: String,
    /// The placeholders that stand in texts.
    pub(super) placeholders: Vec<Text>,
    pub(super) table: Table,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// Everything that is wrong in the format, at once.
    pub fn parse(source: &Source) -> Result<Scenario, Vec<Finding>> {
        parse::parse(source, None)
    }

    /// Reads a scenario with the texts of a municipality in the place of its own.
    ///
    /// # Errors
    /// Everything that is wrong in the format, at once.
    pub fn localised(source: &Source, local: &Localisation) -> Result<Scenario, Vec<Finding>> {
        parse::parse(source, Some(local))
    }

    /// Returns the questions right after the end: its own, or those that fit any exercise.
    pub fn hot_wash(&self) -> Vec<String> {
        let own = self.frame.as_ref().map(|frame| &frame.hot_wash);
        match own.filter(|own| !own.is_empty()) {
            Some(own) => own.clone(),
            None => QUESTIONS.map(str::to_owned).to_vec(),
        }
    }

    /// Tells whether anything comes besides the steps.
    pub fn is_staged(&self) -> bool {
        !(self.injects.is_empty() && self.moves.is_empty() && self.replies.is_empty())
    }

    /// Returns an inject.
    pub fn inject(&self, id: &str) -> Option<&Inject> {
        self.injects.iter().find(|inject| inject.id.text == id)
    }

    /// Returns a persona.
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id.text == id)
    }

    /// Returns by what the play is judged, as text: the same text as long as no goal, criterion or
    /// expectation changed.
    pub fn criteria(&self) -> String {
        let mut out = String::new();
        let mut line = |words: &[&str]| {
            out.push_str(&words.join("\u{1f}"));
            out.push('\n');
        };
        let seen = |line: &mut dyn FnMut(&[&str]), done: &[Text], never: &[Text]| {
            for (word, conditions) in [("done", done), ("never", never)] {
                for one in conditions {
                    line(&[word, &one.text]);
                }
            }
        };
        let within = |within: Option<chrono::TimeDelta>| {
            within.map_or(String::new(), |within| within.num_seconds().to_string())
        };
        for goal in &self.goals {
            line(&["goal", &goal.id.text, &goal.title]);
            for one in &goal.criteria {
                let after = one.after.as_ref().map_or("", |after| after.text.as_str());
                line(&[
                    "criterion",
                    &one.id.text,
                    &one.text,
                    after,
                    &within(one.within),
                ]);
                seen(&mut line, &one.done, &one.never);
            }
        }
        for inject in &self.injects {
            for one in &inject.expect {
                line(&[
                    "expect",
                    &inject.id.text,
                    &one.who.text,
                    &one.what,
                    &within(one.within),
                ]);
                seen(&mut line, &one.done, &one.never);
            }
        }
        out
    }

    /// Returns what a role is called here.
    pub fn role_title<'a>(&'a self, playbook: &'a Playbook, role: &'a str) -> &'a str {
        let own = self.role_titles.get(role).map(String::as_str);
        own.or_else(|| playbook.role(role).map(|role| role.title.as_str()))
            .unwrap_or(role)
    }

    /// Returns everything in it that the playbook does not know or cannot take.
    pub fn check(&self, playbook: &Playbook) -> Vec<Finding> {
        check::check(self, playbook)
    }
}
