//! When the file cannot be written or read: say so plainly, keep what was typed, open again.

use super::{Leave, Turn, Walk, error};
use crate::engine::{Action, Change, Replacement};
use crate::fact::dutch;
use crate::playbook::Playbook;
use crate::runtime::{self, Error};

impl Walk<'_> {
    /// Says what went wrong and what to do; opens the incident again when it has to be.
    pub(super) fn trouble<T>(&mut self, error: Error, action: Option<&Action>) -> Turn<T> {
        let what = runtime::dutch::turn(&error);
        match action {
            Some(Action::Advance) | None => self.say(&what),
            Some(action) => {
                let playbook = &self.session.material().playbook;
                self.say(&format!("NIET OPGESLAGEN. {what}"));
                if let Some(typed) = typed(playbook, action) {
                    self.say(&format!(
                        "Dit is niet vastgelegd, schrijf het over: {typed}"
                    ));
                }
            }
        }
        if error.must_reopen() {
            self.reopen()?;
        }
        Err(Leave::Said)
    }

    /// Opens the incident again and says what is in it that was not seen before.
    fn reopen(&mut self) -> Turn {
        let seen = self.session.incident().situation().head;
        loop {
            match self.context.open(&self.path) {
                Ok(session) => {
                    self.session = session;
                    self.look();
                    break;
                }
                Err(failure) => {
                    let why = error::failure(&failure);
                    self.say(&format!("Het bestand gaat niet open. {why}"));
                    let line = self.input.line("Enter = opnieuw proberen, weg = stoppen:");
                    match line.as_deref() {
                        None | Some("weg" | "q") => return Err(Leave::Left),
                        Some(_) => {}
                    }
                }
            }
        }
        let log = self.session.incident().log();
        let fresh: Vec<_> = log
            .iter()
            .filter(|entry| entry.seq > seen)
            .cloned()
            .collect();
        self.say("Het incident is opnieuw geopend.");
        for entry in &fresh {
            let line = self.line(entry);
            self.say(&format!("Wel in het logboek, regel {}: {line}", entry.seq));
        }
        if fresh.is_empty() {
            self.say(&format!("De laatste regel is {seen}; typ het opnieuw."));
        }
        Ok(())
    }
}

/// Returns the words of a person in a wish, to be typed or written down again.
fn typed(playbook: &Playbook, action: &Action) -> Option<String> {
    Some(match action {
        Action::AttachEvidence { file_name, .. } => format!("bewijs {file_name}"),
        Action::Close { reason }
        | Action::Decide { reason, .. }
        | Action::Jump { reason, .. }
        | Action::Correct {
            change: Change::Withdraw,
            reason,
            ..
        } => reason.clone(),
        Action::Correct {
            change: Change::Replace(Replacement::Text(text)),
            ..
        } => text.clone(),
        Action::FinishTask { result, .. } if !result.is_empty() => result.clone(),
        Action::HandOver {
            read_back, worries, ..
        } => format!("{worries}\n{read_back}"),
        Action::Note { text, .. } => text.clone(),
        Action::Record { fact, value, .. } => {
            let fact = playbook.fact(fact)?;
            let value = value.as_ref();
            let value = value.map_or("onbekend".to_owned(), |v| dutch::value(&fact.kind, v));
            format!("{}: {value}", fact.label)
        }
        _ => return None,
    })
}
