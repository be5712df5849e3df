//! The end of an exercise alone: questions, the player's own rating, what the program saw, what can be learned.
//!
//! It gives no grade. What the program saw is shown after the player has rated, and stored nowhere.

use super::{Solo, words};
use crate::cli::walk::{Leave, Turn, Walk, quoted};
use crate::engine::{Action, Incident};
use crate::exercise::{self, Comes, Goal, Observation, Outcome, Rating, StaffEvent};
use crate::fact::dutch;
use crate::runtime::Error;
use crate::view;

/// Tells whether the player rounded the exercise off.
pub(super) fn is_finished(incident: &Incident) -> bool {
    incident.situation().closed.is_some()
}

/// What of a line is an answer.
enum Answer {
    Empty,
    Stop,
    Text(String),
}

impl Walk<'_> {
    /// Rounds the exercise off and leaves.
    pub(super) fn finish_exercise(&mut self, solo: &mut Solo) -> Turn {
        if !self.confirm("Is de oefening voor u klaar?")? {
            return Err(Leave::Back);
        }
        self.set_pace(0, "De oefening is afgelopen.");
        self.round_off()?;
        solo.is_finished = true;
        self.say(
            "\n=== EINDE VAN DE OEFENING ===\nDe tijd staat stil. Eerst uw eigen oordeel, dan wat \
             het programma zag.",
        );
        if let Err(error) = self.hot_wash(solo).and_then(|()| self.rate_oneself(solo)) {
            self.say(&format!(
                "NIET OPGESLAGEN. {}",
                crate::runtime::dutch::turn(&error)
            ));
        }
        self.show_end(solo);
        Err(Leave::Left)
    }

    /// Closes the exercise: what is written after it is looking back, and its report is one of the end.
    fn round_off(&mut self) -> Turn {
        let close = Action::Close {
            reason: "De oefening is afgelopen.".to_owned(),
        };
        let leader = exercise::leader(self.who.name.clone());
        match self.session.submit(close, leader) {
            Ok(_) => Ok(()),
            Err(error) => self.trouble(error, None),
        }
    }

    /// Shows what the program saw, and how the report is made; writes nothing.
    pub(super) fn show_end(&mut self, solo: &Solo) {
        let seen = self.seen(solo);
        // A person who leaves in the middle of reading has still finished.
        let _ = self.page(&seen);
        let file = quoted(&self.path);
        self.say(&format!(
            "\nHet verslag van deze oefening maakt u met:\ndraaiboek exercise report {file} -o \
             verslag.docx"
        ));
    }

    fn hot_wash(&mut self, solo: &mut Solo) -> Result<(), Error> {
        let questions = solo.alone.scenario().hot_wash();
        self.say("\nNabespreking. Antwoord in een zin; Enter = volgende vraag, `weg` = overslaan.");
        let by = self.player_name(solo);
        for (number, question) in questions.iter().enumerate() {
            match self.plain(&format!("\n{question}\n>")) {
                Answer::Empty => {}
                Answer::Stop => break,
                Answer::Text(text) => {
                    let (event, text) = StaffEvent::hot_wash(question, &text);
                    let command = format!("hot_wash:{}", number + 1);
                    solo.staff.write(event, &by, Some(text), &command)?;
                }
            }
        }
        Ok(())
    }

    fn rate_oneself(&mut self, solo: &mut Solo) -> Result<(), Error> {
        let goals = solo.alone.scenario().goals.clone();
        if goals.is_empty() {
            return Ok(());
        }
        let ratings = Rating::ALL.map(|rating| rating.dutch().to_owned());
        self.say(&format!(
            "\nHoe ging het, naar uw eigen oordeel?\n{}",
            view::numbered(&ratings)
        ));
        let by = self.player_name(solo);
        for goal in &goals {
            loop {
                let answer =
                    self.plain(&format!("\n{}\nnummer (Enter = geen oordeel):", goal.title));
                let text = match answer {
                    Answer::Empty => break,
                    Answer::Stop => return Ok(()),
                    Answer::Text(text) => text,
                };
                let number = text.parse::<usize>().ok();
                let by_number = number.and_then(|number| Rating::ALL.get(number.checked_sub(1)?));
                let Some(rating) = by_number.copied().or_else(|| Rating::parse(&text)) else {
                    self.say("Kies een nummer van 1 tot en met 6.");
                    continue;
                };
                let id = goal.id.text.clone();
                let command = format!("self_rated:{id}");
                let event = StaffEvent::SelfRated { goal: id, rating };
                solo.staff.write(event, &by, None, &command)?;
                break;
            }
        }
        Ok(())
    }

    /// Asks for a line that is never a command.
    fn plain(&mut self, prompt: &str) -> Answer {
        match self.input.line(prompt) {
            None => Answer::Stop,
            Some(line) if line.is_empty() => Answer::Empty,
            Some(line) if matches!(line.as_str(), "q" | "weg") => Answer::Stop,
            Some(line) => Answer::Text(line),
        }
    }

    fn player_name(&self, solo: &Solo) -> String {
        let name = self.who.name.clone();
        name.unwrap_or_else(|| self.called(solo, solo.role()))
    }

    /// Returns everything that is told at the end.
    fn seen(&self, solo: &Solo) -> String {
        let material = self.session.shared_material();
        let incident = self.session.whole_incident();
        let (log, wall) = (solo.staff.log(), self.session.now());
        let conduct = solo.alone.conduct();
        let observed = conduct.observed(&material.playbook, incident, log, wall, true);
        let mut out = String::from("\n=== WAT HET PROGRAMMA ZAG ===\n");
        out.push_str(
            "Dit zijn feiten uit het logboek, geen oordeel. De tijden zijn die van de klok aan \
             de muur, zonder pauzes.\n",
        );
        for goal in &solo.alone.scenario().goals {
            out.push_str(&goal_text(goal, &observed));
        }
        let own: Vec<&Observation> = observed
            .iter()
            .filter(|one| one.who.as_deref() == Some(solo.role()))
            .collect();
        if !own.is_empty() {
            out.push_str("\nWat van u werd verwacht na een bericht\n");
        }
        for one in own {
            let inject = one.inject.as_deref();
            let inject = inject.and_then(|id| solo.alone.scenario().inject(id));
            let title = inject.map_or("", |inject| inject.title.as_str());
            out.push_str(&format!("- {title}: {}\n  {}\n", one.what, outcome(one)));
        }
        out.push_str(&learning(solo));
        out.push_str(&self.left_text(solo));
        out
    }

    /// Returns what others would have done and did not, because it did not fit.
    fn left_text(&self, solo: &Solo) -> String {
        let playbook = &self.session.whole_material().playbook;
        let scenario = solo.alone.scenario();
        let mut lines = Vec::new();
        for (id, why) in &solo.left {
            let (kind, number) = id.split_once(':').unwrap_or(("", ""));
            let number = number.parse::<usize>().ok();
            let step = match kind {
                "reply" => number
                    .and_then(|number| scenario.replies.get(number.checked_sub(1)?))
                    .map(|reply| &reply.step),
                _ => scenario
                    .steps
                    .iter()
                    .find(|step| Comes::Step(step).command_id() == *id),
            };
            let Some(step) = step else { continue };
            let role = step.actor.role.as_deref().unwrap_or("loghouder");
            let role = self.called(solo, role.split('=').next().unwrap_or(role));
            let what = words::deed(&step.deed, playbook);
            lines.push(format!("- {role}, {what} ({why})"));
        }
        match lines.is_empty() {
            true => String::new(),
            false => format!(
                "\nWat anderen wilden doen en in uw aanpak niet paste\n{}\n",
                lines.join("\n")
            ),
        }
    }
}

fn goal_text(goal: &Goal, observed: &[Observation]) -> String {
    let mut out = format!("\n{}\n", goal.title);
    for criterion in &goal.criteria {
        let seen = observed
            .iter()
            .find(|one| one.criterion.as_deref() == Some(&criterion.id.text));
        let words = seen.map_or(String::new(), outcome);
        out.push_str(&format!("- {}\n  {words}\n", criterion.text));
    }
    out
}

/// Returns what the log says of one thing, in words.
fn outcome(one: &Observation) -> String {
    let Some(outcome) = one.outcome else {
        return "Dit ziet een programma niet; oordeel zelf.".to_owned();
    };
    let mut out = format!("→ {}", outcome.dutch());
    match (outcome, one.since_seconds, one.seq) {
        (Outcome::Broken | Outcome::InTime | Outcome::Late, Some(seconds), Some(seq)) => {
            let when = match seconds {
                ..0 => "het was al zo".to_owned(),
                0..60 => "binnen een minuut".to_owned(),
                seconds => format!("na {}", dutch::duration(seconds / 60 * 60)),
            };
            out.push_str(&format!(" ({when}, regel {seq})"));
        }
        (Outcome::NotSeen, ..) => {
            out.push_str(" (dat kan ook betekenen: gedaan, maar niet vastgelegd)");
        }
        _ => {}
    }
    out
}

fn learning(solo: &Solo) -> String {
    let learning = &solo.alone.scenario().learning;
    if learning.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = learning
        .iter()
        .map(|one| format!("- {}", one.text.trim()))
        .collect();
    format!("\nWat u hiervan kunt meenemen\n{}\n", lines.join("\n"))
}
