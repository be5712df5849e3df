//! What only an exercise knows: messages of persons who are played, a clock with a pace, and a stop
//! for when it is real.
//!
//! It never knows a scenario: what was not delivered is nowhere in an incident.

use serde::{Deserialize, Serialize};

use super::authority::Acting;
use super::turn::{Turn, unknown};
use super::{Action, Content, Event, Refusal};

/// The role of who leads an exercise, known in every exercise beside the roles of the playbook.
pub const EXERCISE_STAFF: &str = "oefenleiding";
/// The most seconds of the situation in one second: a day in a minute.
pub const MAXIMUM_PACE: u32 = 1440;

/// How a message of an exercise reaches the players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In a group or by text.
    App,
    /// On paper.
    Letter,
    /// By e-mail.
    Mail,
    /// Somebody comes in.
    Person,
    /// By phone.
    Phone,
    /// On radio or television.
    Radio,
    /// On the screen of a system.
    Screen,
    /// On social media.
    Social,
}

impl Channel {
    /// Every channel, in the order of their names.
    pub const ALL: [Channel; 8] = [
        Channel::App,
        Channel::Letter,
        Channel::Mail,
        Channel::Person,
        Channel::Phone,
        Channel::Radio,
        Channel::Screen,
        Channel::Social,
    ];

    /// Returns the name, as written in files.
    pub fn name(self) -> &'static str {
        match self {
            Channel::App => "app",
            Channel::Letter => "letter",
            Channel::Mail => "mail",
            Channel::Person => "person",
            Channel::Phone => "phone",
            Channel::Radio => "radio",
            Channel::Screen => "screen",
            Channel::Social => "social",
        }
    }

    /// Returns the channel with a name.
    pub fn parse(name: &str) -> Option<Channel> {
        Channel::ALL
            .into_iter()
            .find(|channel| channel.name() == name)
    }

    /// Returns how it reaches somebody, in words.
    pub fn dutch(self) -> &'static str {
        match self {
            Channel::App => "via de app",
            Channel::Letter => "op papier",
            Channel::Mail => "per e-mail",
            Channel::Person => "in de kamer",
            Channel::Phone => "per telefoon",
            Channel::Radio => "op radio of televisie",
            Channel::Screen => "op het scherm",
            Channel::Social => "op sociale media",
        }
    }
}

impl Turn<'_> {
    /// Tells whether a role is that of who leads this exercise.
    pub(super) fn is_staff(&self, role: &str) -> bool {
        let begins = matches!(self.command.action, Action::Start { exercise: true, .. });
        (self.situation.exercise || begins) && role == EXERCISE_STAFF
    }

    /// Refuses what an exercise alone can do, and what has to wait while it is stopped.
    pub(super) fn check_exercise(&self) -> Result<(), Refusal> {
        let action = &self.command.action;
        let is_of_exercise = matches!(
            action,
            Action::Deliver { .. }
                | Action::Halt { .. }
                | Action::Respond { .. }
                | Action::SetPace { .. }
        );
        if is_of_exercise && !self.situation.exercise {
            return Err(Refusal::NotAnExercise);
        }
        let goes_on_when_halted = matches!(
            action,
            Action::Advance
                | Action::AttachEvidence { .. }
                | Action::Close { .. }
                | Action::Correct { .. }
                | Action::Halt { .. }
                | Action::ImportNotes { .. }
                | Action::Note { .. }
                | Action::SetPace { .. }
        );
        match self.situation.halted {
            Some(seq) if !goes_on_when_halted => Err(Refusal::Halted { seq }),
            _ => Ok(()),
        }
    }

    /// Delivers an inject, once.
    pub(super) fn deliver(&mut self) -> Result<(), Refusal> {
        let Action::Deliver {
            answers,
            channel,
            evidence,
            files,
            from,
            inject,
            text,
            to,
        } = &self.command.action
        else {
            return Ok(());
        };
        if let Some(seq) = self.situation.delivered.get(inject) {
            return Err(Refusal::Delivered {
                inject: inject.clone(),
                seq: *seq,
            });
        }
        if let Some(question) = answers {
            self.check_open(*question)?;
        }
        for role in to {
            self.check_role(role)?;
        }
        let content = Content {
            source: Some(super::act::text("sender", from)?),
            text: Some(super::act::text("text", text)?),
            ..Content::default()
        };
        let mut with = self.known_evidence(evidence)?;
        for file in files {
            with.push(self.attach(file));
        }
        let event = Event::MessageDelivered {
            answers: *answers,
            channel: *channel,
            evidence: with,
            inject: inject.clone(),
            to: to.clone(),
        };
        self.record(event, content, Acting::InOwnRole);
        Ok(())
    }

    /// Refuses to answer what was not asked, or was answered.
    fn check_open(&self, question: u64) -> Result<(), Refusal> {
        let questions = &self.situation.questions;
        match questions.get(&question) {
            Some(None) => Ok(()),
            Some(Some(seq)) => Err(Refusal::Answered {
                question,
                seq: *seq,
            }),
            None => {
                let known: Vec<String> = questions.keys().map(u64::to_string).collect();
                Err(unknown("question", &question.to_string(), known.iter()))
            }
        }
    }

    /// Records that a message was understood, or what is asked about it.
    pub(super) fn respond(
        &mut self,
        message: u64,
        understood: bool,
        text: &str,
    ) -> Result<(), Refusal> {
        let delivered = &self.situation.delivered;
        if !delivered.values().any(|seq| *seq == message) {
            let known: Vec<String> = delivered.values().map(u64::to_string).collect();
            return Err(unknown("message", &message.to_string(), known.iter()));
        }
        let text = match understood {
            true => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            false => Some(super::act::text("question", text)?),
        };
        let event = Event::MessageAnswered {
            message,
            understood,
        };
        let content = Content {
            text,
            ..Content::default()
        };
        self.record(event, content, Acting::InOwnRole);
        Ok(())
    }

    /// Sets the pace; the same pace again changes nothing.
    pub(super) fn set_pace(&mut self, pace: u32, reason: &str) -> Result<(), Refusal> {
        if pace > MAXIMUM_PACE {
            return Err(Refusal::TooFast {
                maximum: MAXIMUM_PACE,
                pace,
            });
        }
        if self.situation.halted.is_none() && self.situation.time.pace() == pace {
            return Ok(());
        }
        let content = super::act::because(reason)?;
        self.record(Event::PaceSet { pace }, content, Acting::InOwnRole);
        Ok(())
    }

    /// Stops the exercise; stopping it again changes nothing.
    pub(super) fn halt(&mut self, reason: &str) -> Result<(), Refusal> {
        if self.situation.halted.is_some() {
            return Ok(());
        }
        let content = super::act::because(reason)?;
        self.record(Event::ExerciseHalted, content, Acting::InOwnRole);
        Ok(())
    }
}
