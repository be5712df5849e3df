//! The tables for people, as written.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Reading, list};
use crate::diagnostic::{Code, Finding};
use crate::engine::Channel;
use crate::exercise::local::{self, Local, Localisation};
use crate::exercise::{
    Course, Criterion, Cue, ExerciseTime, Expectation, Frame, Goal, Inject, Learning, Move,
    Persona, Reply, Shift, Team,
};
use crate::reader::{Table, Text};

impl Reading<'_> {
    /// Fills in the placeholders, and returns what a municipality replaces with what stands in texts.
    pub(super) fn local(
        &mut self,
        table: &mut Table,
        localisation: Option<&Localisation>,
    ) -> (Vec<Local>, Vec<Text>) {
        let local: Vec<Local> = table
            .named("local")
            .map(|(id, local)| Local {
                about: local.string("about"),
                id: id.clone(),
                text: localisation
                    .and_then(|localisation| localisation.text(&id.text))
                    .cloned()
                    .unwrap_or_else(|| local.string("text")),
            })
            .collect();
        let values: BTreeMap<String, String> = local
            .iter()
            .map(|local| (local.id.text.clone(), local.text.clone()))
            .collect();
        let used = local::fill(table, &values);
        (local, used)
    }

    pub(super) fn frame(&mut self, table: &Table) -> Option<Frame> {
        let play = table.table("play")?;
        if !table.is("exercise") {
            let message = "what is played with people is an exercise";
            self.wrong(&play.at, message, "add `exercise = true` at the top");
        }
        Some(Frame {
            briefing: play.string("briefing"),
            ends_at: ExerciseTime::of_minutes(play.number("minutes").unwrap_or_default()),
            guide: play.string("guide"),
            hot_wash: self.texts(play, "hot_wash"),
            players: play.texts("players"),
            rules: self.texts(play, "rules"),
            solo: play.text("solo"),
        })
    }

    pub(super) fn personas(&self, table: &Table) -> Vec<Persona> {
        let personas = table.named("persona");
        personas
            .map(|(id, persona)| Persona {
                brief: persona.string("brief"),
                id: id.clone(),
                title: persona.string("title"),
            })
            .collect()
    }

    pub(super) fn goals(&mut self, table: &Table) -> Vec<Goal> {
        let goals: Vec<Goal> = table
            .tables("goal")
            .map(|goal| Goal {
                criteria: goal
                    .tables("criterion")
                    .map(|one| self.criterion(one))
                    .collect(),
                id: id(goal),
                team: goal.text("team"),
                title: goal.string("title"),
            })
            .collect();
        let criteria = goals.iter().flat_map(|goal| &goal.criteria);
        let ids: Vec<&Text> = goals
            .iter()
            .map(|goal| &goal.id)
            .chain(criteria.map(|criterion| &criterion.id))
            .collect();
        self.each_once("goal or criterion", &ids);
        goals
    }

    pub(super) fn teams(&mut self, table: &Table) -> Vec<Team> {
        let teams: Vec<Team> = table
            .tables("team")
            .map(|team| Team {
                id: id(team),
                roles: team.texts("roles"),
                title: team.string("title"),
            })
            .collect();
        let ids: Vec<&Text> = teams.iter().map(|team| &team.id).collect();
        self.each_once("team", &ids);
        teams
    }

    /// Returns the moves, and the course of the situation they make.
    pub(super) fn moves(&mut self, table: &Table, starts_at: DateTime<Utc>) -> (Vec<Move>, Course) {
        let mut course = Course::starting(starts_at);
        if let (Some(first), false) = (table.tables("move").next(), table.is("exercise")) {
            let message = "only the time of an exercise can be moved";
            self.wrong(&first.at, message, "add `exercise = true` at the top");
        }
        let mut moves = Vec::new();
        for one in table.tables("move") {
            let at = self.exercise_time(one, "at");
            let shift = match one.text("to") {
                Some(to) if to.text.contains('-') => {
                    Shift::To(self.moment(&to, course.situation(at)))
                }
                Some(to) => {
                    self.not_a_moment(&to, "write it with its date, such as \"2026-11-23 07:00\"");
                    Shift::Pace(1)
                }
                None => Shift::Pace(self.pace(one)),
            };
            if !course.add(at, shift) {
                let message = "the situation would go back";
                let hint = "moves stand in order of time, and jump forwards";
                self.wrong(&one.at, message, hint);
            }
            moves.push(Move {
                at,
                id: id(one),
                line: self.source.place(one.at.start).0,
                shift,
                text: one.string("text"),
            });
        }
        (moves, course)
    }

    fn criterion(&self, table: &Table) -> Criterion {
        Criterion {
            after: table.text("after"),
            done: table.texts("done"),
            id: id(table),
            line: self.source.place(table.at.start).0,
            never: table.texts("never"),
            text: table.string("text"),
            within: stretch(table, "within"),
        }
    }

    fn pace(&mut self, table: &Table) -> u32 {
        let pace = table.number("pace").unwrap_or(1);
        match u32::try_from(pace) {
            Ok(pace @ 1..=1000) => pace,
            _ => {
                if let Some(node) = table.get("pace") {
                    let hint =
                        "write a whole number from 1 to 1000; to stand still is for the staff";
                    self.wrong(&node.span, format!("`{pace}` is not a pace"), hint);
                }
                1
            }
        }
    }

    pub(super) fn injects(&mut self, table: &Table, moves: &[Move]) -> Vec<Inject> {
        let mut injects = Vec::new();
        for one in table.tables("inject") {
            let cue = if one.is("by_hand") {
                Cue::ByHand
            } else if one.get("when").is_some() {
                Cue::When {
                    after: stretch(one, "after").unwrap_or_default(),
                    when: self.conditions(one, "when"),
                }
            } else {
                Cue::At(self.exercise_time(one, "at"))
            };
            injects.push(Inject {
                answer: one.string("answer"),
                channel: Channel::parse(&one.string("channel")).unwrap_or(Channel::Phone),
                contingency: one.is("contingency"),
                cue,
                expect: one.tables("expect").map(expectation).collect(),
                file: one.text("file"),
                from: one.text("from").unwrap_or_default(),
                goals: one.texts("goals"),
                id: id(one),
                line: self.source.place(one.at.start).0,
                observer: one.string("observer"),
                staff: one.string("staff"),
                text: one.string("text"),
                title: one.string("title"),
                to: one.texts("to"),
                unless: one.texts("unless"),
            });
        }
        if let (Some(first), false) = (table.tables("inject").next(), table.is("exercise")) {
            let message = "an inject comes in an exercise alone";
            self.wrong(&first.at, message, "add `exercise = true` at the top");
        }
        let ids = moves.iter().map(|one| &one.id);
        let ids: Vec<&Text> = ids.chain(injects.iter().map(|one| &one.id)).collect();
        self.each_once("inject or move", &ids);
        injects
    }

    pub(super) fn replies(&mut self, table: &Table, starts_at: DateTime<Utc>) -> Vec<Reply> {
        let mut replies = Vec::new();
        for one in table.tables("reply") {
            self.needs(one, &["when", "after_inject"]);
            replies.push(Reply {
                after_inject: one.text("after_inject"),
                after: stretch(one, "after").unwrap_or_default(),
                step: self.step(one, starts_at, true),
                unless: one.texts("unless"),
                when: self.conditions(one, "when"),
            });
        }
        replies
    }

    pub(super) fn learning(&mut self, table: &Table) -> Vec<Learning> {
        let learning: Vec<Learning> = table
            .tables("learning")
            .map(|one| Learning {
                goal: one.text("goal"),
                id: id(one),
                playbook_line: one.text("playbook_line"),
                text: one.string("text"),
            })
            .collect();
        self.each_once(
            "learning point",
            &learning.iter().map(|one| &one.id).collect::<Vec<_>>(),
        );
        learning
    }

    /// Returns the conditions under a key; none would hold always.
    fn conditions(&mut self, table: &Table, key: &str) -> Vec<Text> {
        let conditions = table.texts(key);
        if conditions.is_empty()
            && let Some(node) = table.get(key)
        {
            let hint = "name a condition; what comes at a moment has `at`";
            self.wrong(&node.span, format!("`{key}` is empty"), hint);
        }
        conditions
    }

    fn exercise_time(&mut self, table: &Table, key: &str) -> ExerciseTime {
        let Some(text) = table.text(key) else {
            return ExerciseTime::START;
        };
        ExerciseTime::parse(&text.text).unwrap_or_else(|| {
            self.not_a_moment(
                &text,
                "write it as hours and minutes from the start, such as \"T+00:05\"",
            );
            ExerciseTime::START
        })
    }

    fn each_once(&mut self, what: &str, ids: &[&Text]) {
        for (index, id) in ids.iter().enumerate() {
            if ids[..index].iter().any(|earlier| earlier.text == id.text) && !id.text.is_empty() {
                let message = format!("there is a {what} `{}` already", id.text);
                let finding = Finding::at(Code::DuplicateId, id.span.clone(), message);
                self.findings.push(finding);
            }
        }
    }

    /// Returns the texts under a key, and says when it is no list of texts.
    pub(super) fn texts(&mut self, table: &Table, key: &str) -> Vec<String> {
        let Some(node) = table.get(key) else {
            return Vec::new();
        };
        let texts = table.strings(key);
        if texts.len() != list(Some(node)).len() {
            let message = format!("`{key}` is not a list of texts");
            self.wrong(&node.span, message, "write it such as [\"a\", \"b\"]");
        }
        texts
    }
}

fn expectation(table: &Table) -> Expectation {
    Expectation {
        done: table.texts("done"),
        never: table.texts("never"),
        what: table.string("what"),
        who: table.text("who").unwrap_or_default(),
        within: stretch(table, "within"),
    }
}

fn id(table: &Table) -> Text {
    table.text("id").unwrap_or_default()
}

fn stretch(table: &Table, key: &str) -> Option<TimeDelta> {
    table.seconds(key).and_then(TimeDelta::try_seconds)
}
