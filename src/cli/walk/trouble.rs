//! When the file cannot be written or read: say so plainly, keep what was typed, open again.

use super::{Leave, Turn, Walk};
use crate::engine::{Action, Change, Replacement};
use crate::fact::dutch;
use crate::playbook::Playbook;
use crate::runtime::Error;
use crate::store;

impl Walk<'_> {
    /// Says what went wrong and what to do; opens the incident again when it has to be.
    pub(super) fn trouble<T>(&mut self, error: Error, action: Option<&Action>) -> Turn<T> {
        let (what, must_reopen) = words(&error);
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
        if must_reopen {
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
                    break;
                }
                Err(failure) => {
                    let why = failure.message();
                    self.say(&format!("Het bestand gaat niet open: {why}"));
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

/// Returns what went wrong and what to do, and whether the incident must be opened again.
fn words(error: &Error) -> (String, bool) {
    let Error::Store(error) = error else {
        return (format!("Er ging iets mis: {error}"), true);
    };
    let (what, must_reopen) = match error {
        store::Error::DiskFull { .. } => (
            "De schijf is vol. Maak ruimte en typ het opnieuw; het logboek zelf is heel.",
            false,
        ),
        store::Error::Locked { .. } => (
            "Een ander programma houdt het bestand bezet (kopie, back-up, virusscanner). Sluit \
             dat of wacht, en typ het opnieuw.",
            false,
        ),
        store::Error::ReadOnly { .. } => (
            "Het bestand kan hier alleen worden gelezen. Kopieer het naar een plek waar u mag \
             schrijven.",
            false,
        ),
        store::Error::NotSaved { .. } | store::Error::Io { .. } => (
            "De schijf of stick meldt een fout. Controleer het medium; maak een kopie met \
             `draaiboek copy`.",
            true,
        ),
        store::Error::Replaced { .. } => (
            "Het bestand is vervangen door een ander. Vergelijk het met een papieren \
             controlewoord.",
            true,
        ),
        store::Error::Unusable { .. } => ("Een eerdere regel ging mis.", true),
        store::Error::Invalid { .. } => ("Dit past niet in het bestand.", false),
        _ => (
            "Het bestand is niet in orde. Ga verder met een kopie.",
            true,
        ),
    };
    (format!("{what} [{error}]"), must_reopen)
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
