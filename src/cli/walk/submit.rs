//! Handing a wish to the session, and saying what came of it.

use chrono::{DateTime, Utc};

use super::{Leave, Turn, Walk};
use crate::engine::{Action, By, Entry, Refusal};
use crate::runtime::{Error, Mirror};
use crate::view;

/// How often a wish is tried again when others wrote at the same moment.
const TRIES: usize = 5;

/// When it happened and why it comes late, when that is not now.
#[derive(Debug, Clone, Default)]
pub(super) struct When {
    pub happened_at: Option<DateTime<Utc>>,
    pub late_reason: Option<String>,
}

impl Walk<'_> {
    /// Submits a wish that happens now.
    pub(super) fn submit(&mut self, action: Action, by: By) -> Turn<Vec<Entry>> {
        self.submit_with(action, by, When::default(), &[])
    }

    /// Submits a wish; says the lines it made only when they are on the disk.
    pub(super) fn submit_with(
        &mut self,
        action: Action,
        by: By,
        when: When,
        attachments: &[Vec<u8>],
    ) -> Turn<Vec<Entry>> {
        for _ in 0..TRIES {
            let submitted = self.session.submit_with(
                action.clone(),
                by.clone(),
                when.happened_at,
                when.late_reason.clone(),
                attachments,
            );
            match submitted {
                Ok(entries) => {
                    self.acknowledge(&entries);
                    return Ok(entries);
                }
                Err(Error::Refused(refusal)) => match *refusal {
                    Refusal::TimeGap { .. } => self.confirm_time(&refusal)?,
                    refusal => return self.refuse_with(&refusal),
                },
                // What a person chose from the screen is not done on a log that moved on.
                Err(Error::Stale { since }) if can_be_repeated(&action) => drop(since),
                Err(Error::Stale { .. }) => {
                    return self.refuse(
                        "NIET OPGESLAGEN: op hetzelfde moment schreef een ander iets bij. Kijk \
                         wat er veranderde en doe het dan opnieuw.",
                    );
                }
                Err(error) => return self.trouble(error, Some(&action)),
            }
        }
        self.refuse("NIET OPGESLAGEN: anderen schrijven steeds tegelijk. Doe het opnieuw.")
    }

    /// Says a refusal and ends the dialogue.
    pub(super) fn refuse_with<T>(&self, refusal: &Refusal) -> Turn<T> {
        let why = view::refusal(&self.session.material().playbook, refusal);
        self.refuse(&format!("KAN NIET: {why}"))
    }

    fn acknowledge(&mut self, entries: &[Entry]) {
        for entry in entries {
            let line = self.line(entry);
            let how = match entry.event().is_of_time() {
                true => "VANZELF, regel",
                false => "vastgelegd als regel",
            };
            let by = entry.meta.by.as_ref();
            // Said only when it is not the one who typed it.
            let who = match by.is_some_and(|by| by.decided != self.who.role) {
                true => format!(" — {}", view::who(&self.session.material().playbook, entry)),
                false => String::new(),
            };
            self.say(&format!("{how} {}: {line}{who}", entry.seq));
        }
        self.watch_mirror();
    }

    /// Says once when the copy on the second medium stops or works again.
    pub(super) fn watch_mirror(&mut self) {
        let failed = match self.session.mirror() {
            Mirror::Failed { path, why } if !self.shown.mirror_failed => Some(format!(
                "LET OP: de kopie op {} lukt niet ({why}). Het incident zelf is opgeslagen.",
                path.display()
            )),
            Mirror::Follows { path } if self.shown.mirror_failed => {
                Some(format!("De kopie op {} is weer bij.", path.display()))
            }
            _ => None,
        };
        if let Some(text) = failed {
            self.say(&text);
            self.shown.mirror_failed = !self.shown.mirror_failed;
        }
    }

    pub(super) fn line(&self, entry: &Entry) -> String {
        let playbook = &self.session.material().playbook;
        let incident = self.session.incident();
        // What the role at the keyboard may know of it.
        let entry = incident.entry(entry.seq).unwrap_or(entry);
        let line = view::line(playbook, incident, entry);
        view::walk_line(&line, self.session.chart_now())
    }

    /// Reads what others wrote and lets everything that is due happen.
    pub(super) fn catch_up(&mut self) -> Turn {
        self.read_others()?;
        let advanced = self.submit(Action::Advance, self.by());
        match advanced {
            // A file that can only be read is still worth reading.
            Ok(_) | Err(Leave::Said) => Ok(()),
            Err(leave) => Err(leave),
        }
    }

    /// Reads and says what others wrote since.
    pub(super) fn read_others(&mut self) -> Turn {
        match self.session.refresh() {
            Ok(entries) => {
                for entry in &entries {
                    let line = self.line(entry);
                    let playbook = &self.session.material().playbook;
                    let who = view::who(playbook, entry);
                    self.say(&format!("INTUSSEN regel {}: {line} — {who}", entry.seq));
                }
                Ok(())
            }
            Err(error) => match self.trouble::<()>(error, None) {
                Err(Leave::Said) => Ok(()),
                other => other,
            },
        }
    }
}

/// Tells whether a wish means the same on a log that others wrote in.
fn can_be_repeated(action: &Action) -> bool {
    matches!(
        action,
        Action::Advance
            | Action::AssignRole { .. }
            | Action::AttachEvidence { .. }
            | Action::FinishTask { .. }
            | Action::Note { .. }
            | Action::NoteAttendance { .. }
            | Action::Record { .. }
            | Action::SetAbsence { .. }
    )
}
