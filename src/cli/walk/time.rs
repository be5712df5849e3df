//! What time it is, whether that is right, and closing the incident.

use chrono::{DateTime, Utc};

use super::{Leave, Turn, Walk};
use crate::engine::{Action, Refusal};
use crate::fact::{dutch, time};
use crate::view;

impl Walk<'_> {
    /// Shows the time; in an exercise it can be moved on.
    pub(super) fn time(&mut self) -> Turn {
        let (wall, chart) = (self.session.now(), self.session.chart_now());
        self.say(&format!(
            "Volgens deze computer is het {}.",
            dutch::datetime(wall)
        ));
        if (chart - wall).num_seconds().abs() > 59 {
            self.say(&format!(
                "In de situatie is het {}.",
                dutch::datetime(chart)
            ));
        }
        for notice in self.board().notices {
            self.say(&format!("LET OP: {notice}"));
        }
        if !self.session.incident().situation().exercise {
            return Ok(());
        }
        let text = self.ask_text("OEFENING: naar welk tijdstip springen (Enter = niet):")?;
        let Some(to) = time::read_datetime(&text, chart) else {
            return self.refuse("Geef een tijdstip, zoals 19:30 of 22-11-2026 19:30.");
        };
        let reason = self.ask_text("reden (Enter = terug):")?;
        self.submit(Action::Jump { reason, to }, self.by())
            .map(drop)
    }

    /// Asks for a moment that has passed; nothing for an empty line.
    pub(super) fn ask_past(&mut self, prompt: &str) -> Turn<Option<DateTime<Utc>>> {
        while let Some(text) = self.ask_maybe(prompt)? {
            let now = self.session.chart_now();
            match time::read_past(&text, now) {
                None => self.say("Geef een tijdstip, zoals 19:30 of 22-11-2026 19:30."),
                Some(at) if time::is_to_come(at, now) => self.say("Dat moment moet nog komen."),
                Some(at) => {
                    self.say_other_day(at);
                    return Ok(Some(at));
                }
            }
        }
        Ok(None)
    }

    /// Asks whether the time is right after a gap of more than a day, and records the answer.
    pub(super) fn confirm_time(&mut self, refusal: &Refusal) -> Turn {
        self.say(&view::refusal(&self.session.material().playbook, refusal));
        if !self.confirm("Klopt deze tijd?")? {
            self.say("Zet de klok van deze computer goed en open het incident opnieuw.");
            return Err(Leave::Left);
        }
        let action = Action::Jump {
            reason: "bevestigd dat de tijd klopt".to_owned(),
            to: self.session.chart_now(),
        };
        self.submit(action, self.by()).map(drop)
    }

    /// Closes the incident, after showing what is still open.
    pub(super) fn close(&mut self) -> Turn {
        let board = self.board();
        if board.closed {
            return self.refuse("Dit incident is al afgesloten.");
        }
        self.say(&view::closing_moment(&board));
        if let Some(open) = view::closing_open(&board) {
            self.say(&format!("Nog open: {open}."));
        }
        let staying = view::closing(&self.session.material().playbook, &board);
        if !staying.is_empty() {
            self.page(&format!(
                "BLIJFT STAAN na het afsluiten:\n  - {}",
                staying.join("\n  - ")
            ))?;
            if self.typed.is_some() {
                return Err(Leave::Back);
            }
            if !self.confirm("Hebt u dit gezien, en toch afsluiten?")? {
                return Err(Leave::Back);
            }
        }
        let reason = self.ask_text("reden van afsluiten (Enter = terug):")?;
        if !self.confirm("Incident afsluiten?")? {
            return Err(Leave::Back);
        }
        self.submit(Action::Close { reason }, self.by()).map(drop)
    }
}
