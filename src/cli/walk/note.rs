//! Lines for the log.

use super::quick::{self, Quick, Wrong};
use super::submit::When;
use super::{Leave, Turn, Walk};
use crate::engine::{Action, How};

impl Walk<'_> {
    /// Takes lines for the log until an empty one.
    pub(super) fn keep_log(&mut self) -> Turn {
        self.say("Loghouden: [tijd] f|b|a|v tekst #bron !b. Een lege regel = terug.");
        loop {
            let line = self.input.line("log>").ok_or(Leave::Left)?;
            if line.is_empty() {
                return Ok(());
            }
            let line = line.strip_prefix('+').unwrap_or(&line);
            match self.note(line) {
                Ok(()) | Err(Leave::Back | Leave::Said) => {}
                Err(leave) => return Err(leave),
            }
            self.catch_up()?;
        }
    }

    /// Writes one line in the log.
    pub(super) fn note(&mut self, line: &str) -> Turn {
        let now = self.session.chart_now();
        let quick = match quick::parse(line, now) {
            Ok(quick) => quick,
            Err(Wrong::Empty) => return self.refuse("Er staat geen tekst."),
            Err(Wrong::Future) => {
                return self
                    .refuse("NIET VASTGELEGD: die tijd moet nog komen. Typ de regel opnieuw.");
            }
        };
        let Quick {
            at,
            certainty,
            kind,
            source,
            text,
        } = quick;
        let late = at.is_some_and(|at| (now - at).num_seconds() > self.late_after_seconds);
        let mut by = self.by();
        let late_reason = match late {
            false => None,
            true => match self.late_reason(&mut by.how) {
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
            certainty,
            kind,
            source,
            text,
        };
        let when = When {
            happened_at: at,
            late_reason,
        };
        self.submit_with(action, by, when, &[]).map(drop)
    }

    /// Asks with one key why a line comes late.
    fn late_reason(&mut self, how: &mut How) -> Turn<String> {
        let prompt = "waarom later? 1 druk  2 later gehoord  3 van papier  4 anders:";
        loop {
            let line = self.input.line(prompt).ok_or(Leave::Left)?;
            return Ok(match line.as_str() {
                "1" => "druk".to_owned(),
                "2" => "later gehoord".to_owned(),
                "3" => {
                    *how = How::Paper;
                    "van papier".to_owned()
                }
                "4" => match self.input.line("reden:").ok_or(Leave::Left)? {
                    reason if reason.is_empty() => continue,
                    reason => reason,
                },
                "terug" => return Err(Leave::Back),
                _ => continue,
            });
        }
    }
}
