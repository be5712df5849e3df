//! The words that an exercise alone understands besides those of the walk.

use std::collections::BTreeSet;

use super::Solo;
use super::respond::Response;
use crate::cli::walk::{Leave, Turn, Walk};
use crate::engine::Action;
use crate::exercise;

/// The most jumps to what comes next to the player.
const MOST: usize = 60;
/// What to do when nothing comes.
const NOTHING: &str = "Er komt nu niets vanzelf: het vervolg hangt af van wat u doet. `w` = waarom het stilstaat, `b` = \
                       besluit, `z` = stap. Klaar? `einde` = nabespreking.";

/// What a player wants of the exercise itself.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    End,
    Halt,
    Messages,
    Next,
    Pause,
    Respond(Response),
}

/// Returns the words with what they do.
pub(super) fn help() -> String {
    "  verder       spring naar wat er nu komt; na een pauze: de tijd loopt weer\n  \
       berichten    lees terug wat er binnenkwam\n  \
       begrepen     u hebt het laatste bericht gelezen; met N: dat van regel N\n  \
       uitleg tekst vraag de oefenleiding wat een bericht bedoelt\n  \
       pauze        de tijd staat stil\n  \
       einde        afronden: nabespreking en terugblik\n  \
       noodstop     GEEN OEFENING: alles staat stil\n  \
       + tekst      wat u zegt, belt of doet, als regel in het logboek\n  \
       b            een besluit nemen, met uw reden\n  \
       z            een stap zetten in het draaiboek\n  \
       ?            alle andere opdrachten\n  \
       weg          stoppen; u kunt later verder\n"
        .to_owned()
}

fn parse(line: &str) -> Option<Key> {
    Some(match line.to_lowercase().as_str() {
        "berichten" | "bericht" => Key::Messages,
        "einde" => Key::End,
        "geen oefening" | "noodstop" => Key::Halt,
        "pauze" => Key::Pause,
        "verder" => Key::Next,
        _ => return None,
    })
}

impl Walk<'_> {
    /// Does what a line says when it is for the exercise; tells whether it was.
    pub(in crate::cli::walk) fn steer(&mut self, line: &str) -> Result<bool, Leave> {
        let Some(mut solo) = self.solo.take() else {
            return Ok(false);
        };
        let (key, response) = (parse(line), Response::parse(line));
        let Some(key) = key.or(response.map(Key::Respond)) else {
            self.solo = Some(solo);
            return Ok(false);
        };
        let done = match key {
            Key::End => self.finish_exercise(&mut solo),
            Key::Halt => self.halt(),
            Key::Messages => self.read_messages(&solo),
            Key::Next => self.go_on(&mut solo),
            Key::Pause => self.pause(),
            Key::Respond(response) => self.respond(&solo, response),
        };
        self.solo = Some(solo);
        done.map(|()| true)
    }

    /// Tells whether a line is for the exercise; that everything stops is so at any moment.
    pub(in crate::cli::walk) fn steers(&self, line: &str) -> bool {
        match parse(line) {
            Some(Key::Halt) => true,
            key => self.solo.is_some() && (key.is_some() || Response::parse(line).is_some()),
        }
    }

    /// Does so in the middle of a dialogue, where only the stop works at once; tells whether the line was for the exercise.
    pub(in crate::cli::walk) fn steer_in_dialogue(&mut self, line: &str) -> Result<bool, Leave> {
        match parse(line).filter(|_| self.solo.is_some()) {
            None => Ok(false),
            Some(Key::Halt) => self.halt().map(|()| true),
            Some(_) => {
                self.say(&format!(
                    "`{line}` is voor de oefening; maak dit eerst af, of ga terug met `terug`. \
                     Toch deze tekst: = {line}"
                ));
                Ok(true)
            }
        }
    }

    /// Says what the player can type besides.
    pub(in crate::cli::walk) fn exercise_help(&self) {
        if self.solo.is_some() {
            self.say(&format!("In deze oefening ook:\n{}", help()));
        }
    }

    /// Lets time run at the pace of the exercise, when it stands still.
    pub(in crate::cli::walk) fn let_run(&mut self, reason: &str) {
        let Some(solo) = &self.solo else { return };
        let pace = solo.alone.pace(self.session.whole_incident());
        self.set_pace(pace, reason);
    }

    /// Sets the pace without a word; it goes on as it was when that fails.
    pub(in crate::cli::walk) fn set_pace(&mut self, pace: u32, reason: &str) {
        let reason = reason.to_owned();
        let action = Action::SetPace { pace, reason };
        let leader = exercise::leader(self.who.name.clone());
        if let Err(error) = self.session.submit(action, leader) {
            // What is the matter is said; the player sees that time stands still.
            let _ = self.trouble::<()>(error, None);
        }
    }

    fn is_still(&self) -> bool {
        let situation = self.session.whole_incident().situation();
        situation.time.pace() == 0 || situation.halted.is_some()
    }

    fn pause(&mut self) -> Turn {
        if self.is_still() {
            return self.refuse("De tijd staat al stil. `verder` = de tijd loopt weer.");
        }
        self.set_pace(0, "De speler neemt een pauze.");
        self.refuse("PAUZE. De tijd staat stil. `verder` = de tijd loopt weer.")
    }

    fn halt(&mut self) -> Turn {
        let reason = "Geen oefening: de speler stopt de oefening.".to_owned();
        let by = self.by();
        if let Err(error) = self.session.submit(Action::Halt { reason }, by) {
            return self.trouble(error, None);
        }
        self.refuse(
            "*** GEEN OEFENING ***\nDe oefening staat stil. Wat er nu echt is, gaat voor: bel \
             wie u in het echt belt. Leg het niet hier vast maar in een eigen incident \
             (`draaiboek start`).\nLoos alarm: `verder` = de oefening gaat door. `weg` = stoppen.",
        )
    }

    /// Lets time run again, or jumps to what comes next to the player: a message, a move, something to do or decide.
    fn go_on(&mut self, solo: &mut Solo) -> Turn {
        if self.is_still() {
            let pace = solo.alone.pace(self.session.whole_incident());
            self.set_pace(pace, "De oefening gaat verder.");
            return self.refuse("De tijd loopt weer.");
        }
        let before = self.work(solo);
        for number in 0..MOST {
            let now = self.session.chart_now();
            let material = self.session.shared_material();
            let incident = self.session.whole_incident();
            let log = solo.staff.log();
            let next = solo.alone.next(&material.playbook, incident, log, now);
            let Some(to) = next.filter(|to| *to > now) else {
                return match number {
                    0 => self.refuse(NOTHING),
                    _ => Ok(()),
                };
            };
            let name = self.who.name.clone();
            let head = self.session.whole_incident().situation().head;
            let jump = solo.alone.go_on(to, name, head);
            match self.session.submit_as_read(&jump, &[]) {
                Ok(entries) => self.tell_time(&entries),
                Err(error) => return self.trouble(error, None),
            }
            let reached = self.play_all(solo)?;
            let fresh = self.work(solo).into_iter();
            if reached || fresh.into_iter().any(|one| !before.contains(&one)) {
                break;
            }
        }
        Ok(())
    }

    /// Returns what there is to do, answer and decide for the player, by id.
    fn work(&self, solo: &Solo) -> BTreeSet<String> {
        let board = self.board();
        let tasks = board.immediate.iter().chain(&board.tasks);
        let own = tasks.filter(|task| task.role_id.as_deref() == Some(solo.role()));
        let mut work: BTreeSet<String> = own.map(|task| format!("task {}", task.id)).collect();
        let decisions = board.decisions.iter();
        work.extend(decisions.map(|one| format!("decision {}", one.id)));
        let playbook = &self.session.material().playbook;
        let is_asked = |id: &str| {
            let fact = playbook.fact(id);
            fact.is_some_and(|fact| fact.asked_of.as_deref() == Some(solo.role()))
        };
        let questions = board.questions.iter().filter(|line| is_asked(&line.id));
        work.extend(questions.map(|line| format!("question {}", line.id)));
        work
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::walk::command;

    #[test]
    fn the_keys_are_no_words_of_the_walk() {
        for word in ["begrepen", "uitleg"] {
            assert_eq!(command::parse(word), None, "{word}");
            assert!(help().contains(word), "{word}");
        }
        for word in ["berichten", "einde", "noodstop", "pauze", "verder"] {
            assert!(parse(word).is_some(), "{word}");
            assert_eq!(command::parse(word), None, "{word}");
            assert!(help().contains(word), "{word}");
        }
        assert_eq!(parse("verder met het plein"), None);
        assert!(help().lines().all(|line| line.chars().count() <= 80));
    }
}
