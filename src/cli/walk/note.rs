//! Lines for the log.

use chrono::{DateTime, Utc};

use super::command;
use super::submit::When;
use super::{Leave, Turn, Walk};
use crate::engine::{Action, How, NoteKind};
use crate::fact::{dutch, time};
use crate::view::{self, Quick};

/// How to type a line, and how to leave.
const LOG_MODE: &str = "Loghouden: [tijd] f|b|a|v tekst #bron !b. Elke regel komt in het logboek.\n\
    Terug naar de vragen: een lege regel, `terug`, `klaar` of `stop`. Programma uit: `weg`.";

impl Walk<'_> {
    /// Takes lines for the log until an empty one.
    pub(super) fn keep_log(&mut self) -> Turn {
        self.say(LOG_MODE);
        loop {
            let line = self.read("log (Enter = terug)>")?;
            match line.to_lowercase().as_str() {
                "" | "klaar" | "stop" | "terug" => {
                    self.say("Terug naar de vragen.");
                    return Ok(());
                }
                "q" | "weg" => return Err(Leave::Left),
                "?" | "help" | "hulp" => {
                    self.say(LOG_MODE);
                    continue;
                }
                _ => {}
            }
            if !line.starts_with('+') && command::is_bare(&line) {
                self.say(&format!(
                    "NIET VASTGELEGD: `{line}` is een opdracht; ga eerst terug met een lege regel. \
                     Toch in het logboek: + {line}"
                ));
                continue;
            }
            let line = line.strip_prefix('+').unwrap_or(&line);
            match self.note(line) {
                Ok(()) | Err(Leave::Back | Leave::Said) => {}
                Err(leave) => return Err(leave),
            }
            self.catch_up()?;
            self.let_come()?;
        }
    }

    /// Writes one line in the log.
    pub(super) fn note(&mut self, line: &str) -> Turn {
        let (line, compartment) = self.kept_to(line);
        let line = line.as_str();
        let now = self.session.chart_now();
        let Some(quick) = view::quick(line, now) else {
            return self.refuse("Er staat geen tekst.");
        };
        let Quick {
            at,
            certainty,
            kind,
            source,
            text,
        } = quick;
        if let Some(at) = at {
            self.say_other_day(at);
        }
        let late = at.is_some_and(|at| (now - at).num_seconds() > self.late_after_seconds);
        let mut by = self.by();
        let late_reason = match late {
            false => None,
            true => match self.late_reason(line, &mut by.how) {
                Ok(reason) => Some(reason),
                Err(leave) => {
                    self.say(&format!("NIET VASTGELEGD: {line}"));
                    return Err(match leave {
                        Leave::Back => Leave::Said,
                        leave => leave,
                    });
                }
            },
        };
        let action = Action::Note {
            compartment,
            certainty: certainty.unwrap_or_default(),
            kind: kind.unwrap_or(NoteKind::Fact),
            source,
            text,
        };
        let when = When {
            happened_at: at,
            late_reason,
        };
        self.submit_with(action, by, when, &[]).map(drop)
    }

    /// Takes the compartment to which a text is kept out of it; who does not see that is refused later.
    pub(super) fn kept_to(&self, text: &str) -> (String, Option<String>) {
        view::kept_to(&self.session.whole_material().playbook, text)
    }

    /// Says how a moment is understood when that is not today.
    pub(super) fn say_other_day(&self, at: DateTime<Utc>) {
        let day = |at| time::to_civil(at).date();
        if day(at) != day(self.session.chart_now()) {
            self.say(&format!("  begrepen als: {}", dutch::datetime(at)));
        }
    }

    /// Asks why a line comes late: one key, or the reason in words.
    ///
    /// The next line for the log, typed too soon, is not taken for a reason.
    fn late_reason(&mut self, late: &str, how: &mut How) -> Turn<String> {
        let choices = "waarom later? 1 druk  2 later gehoord  3 van papier  4 anders:";
        let mut prompt = choices;
        loop {
            let line = self.read(prompt)?;
            match line.to_lowercase().as_str() {
                "1" => return Ok("druk".to_owned()),
                "2" => return Ok("later gehoord".to_owned()),
                "3" => {
                    *how = How::Paper;
                    return Ok("van papier".to_owned());
                }
                "4" => prompt = "reden:",
                "stop" | "terug" => return Err(Leave::Back),
                "q" | "weg" => return Err(Leave::Left),
                _ if view::is_quick(&line) => {
                    self.say(&format!(
                        "NIET VASTGELEGD: {line}\nTyp die straks opnieuw. Eerst de reden bij: {late}"
                    ));
                    prompt = choices;
                }
                // A number that is no choice is a slip of the finger.
                "" | "?" | "0" | "5" | "6" | "7" | "8" | "9" => {
                    self.say(
                        "Typ 1, 2, 3 of 4, of de reden in woorden; `terug` = deze regel niet \
                         vastleggen.",
                    );
                    prompt = choices;
                }
                _ => return Ok(line),
            }
        }
    }
}
